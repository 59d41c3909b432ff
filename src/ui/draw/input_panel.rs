//! The input: what the network receives, pixel by pixel.

use yew::prelude::*;

use super::panel::Shown;
use super::whole::Whole;
use crate::app::numbers::sig3;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub shown: Shown,
}

#[component]
pub fn InputPanel(Props { shown }: &Props) -> Html {
    let Shown { model, seen, at, cell, .. } = shown;
    let column = &model.columns[at.column];
    let value = seen.of(column.shown)[cell[0] * column.shape.w + cell[1]];
    let sum: f32 = seen.of(column.shown).iter().sum();
    html! {
        <>
            <div class="sum">
                <Whole shown={shown.clone()} />
                <div class="words">
                    <p>{ format!("{} numbers, 0 for paper and 1 for ink: all that the network knows of your drawing.", column.shape.len()) }</p>
                    <p>{ format!("Together they are {} pixels of ink.", sig3(sum)) }</p>
                </div>
            </div>
            <p class="formula" data-testid="formula" aria-live="polite">
                { format!("row {}, column {} = ", cell[0], cell[1]) }<b title={value.to_string()}>{ sig3(value) }</b>
            </p>
        </>
    }
}
