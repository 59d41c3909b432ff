//! The input: what the network receives, pixel by pixel.

use yew::prelude::*;

use super::panel::Shown;
use super::whole::Whole;
use crate::app::numbers::{exact, sig3};
use crate::app::text::draw as text;

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
                    <p>{ text::input_about(column.shape.len()) }</p>
                    <p>{ text::ink(&sig3(sum)) }</p>
                </div>
            </div>
            <p class="formula" data-testid="formula" aria-live="polite">
                { text::cell_is(*cell) }<b title={exact(value)}>{ sig3(value) }</b>
            </p>
        </>
    }
}
