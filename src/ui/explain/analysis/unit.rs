//! Which layer, and which of its maps or units.

use std::rc::Rc;

use web_sys::{Event, HtmlSelectElement};
use yew::prelude::*;

use crate::app::places::draw::model::Model;
use crate::app::places::draw::{Action, Focus};
use crate::app::text::draw::analysis as text;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub model: Rc<Model>,
    pub at: Focus,
    /// The first and the last column to choose from.
    pub columns: (usize, usize),
    pub act: Callback<Action>,
}

/// A layer of a list, and one of its units by steps.
#[component]
pub fn Unit(Props { model, at, columns: (first, last), act }: &Props) -> Html {
    let (at, units) = (*at, model.columns[at.column].units());
    let choose = act.reform(|event: Event| {
        let column = event.target_unchecked_into::<HtmlSelectElement>().value();
        Action::Open(Focus { column: column.parse().expect("the options are numbers"), unit: 0, cell: None })
    });
    let go = |unit: usize| act.reform(move |_: MouseEvent| Action::Open(Focus { unit, cell: None, ..at }));
    let option = |column: usize| {
        html! { <option value={column.to_string()} selected={column == at.column}>{ model.columns[column].heading() }</option> }
    };
    html! {
        <div class="unit-choice">
            <label><span class="unseen">{ text::LAYER }</span><select data-testid="unit-layer" onchange={choose}>{ for (*first..=*last).map(option) }</select></label>
            <div class="stepper">
                <button aria-label={text::PREVIOUS} disabled={at.unit == 0} onclick={go(at.unit.saturating_sub(1))} data-testid="unit-previous">{ "−" }</button>
                <output data-testid="unit">{ at.unit }</output>
                <button aria-label={text::NEXT} disabled={at.unit + 1 >= units} onclick={go(at.unit + 1)} data-testid="unit-next">{ "+" }</button>
            </div>
        </div>
    }
}
