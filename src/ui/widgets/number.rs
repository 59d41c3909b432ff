//! A number with a decimal point, typed.

use web_sys::{HtmlInputElement, KeyboardEvent};
use yew::prelude::*;

use super::drawn::use_drawn;
use crate::app::lab::entry::within;
use crate::app::numbers::{exact, trimmed};
use crate::app::text::lab::limits;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub name: AttrValue,
    /// `None` where there may be none.
    pub value: Option<f32>,
    pub least: f32,
    pub largest: f32,
    /// Gets what was typed, brought within the limits.
    pub set: Callback<Option<f32>>,
    /// Whether nothing may be typed, and what is shown then.
    #[prop_or_default]
    pub none: Option<AttrValue>,
    pub testid: AttrValue,
}

/// The exact number, as it is typed again: f32 prints the shortest text that is read back.
fn text(value: Option<f32>) -> String {
    value.map_or(String::new(), exact)
}

#[component]
pub fn Number(props: &Props) -> Html {
    let Props { name, value, least, largest, set, none, testid } = props;
    let (value, least, largest, optional) = (*value, *least, *largest, none.is_some());
    let input = use_node_ref();
    // Only a new value is written into the field: drawing anew must not disturb who types.
    use_drawn(&input, value, |input: &HtmlInputElement, value| input.set_value(&text(*value)));
    let said = use_state(|| None);
    let commit = {
        let (set, said) = (set.clone(), said.clone());
        Callback::from(move |input: HtmlInputElement| {
            let typed = input.value();
            let (kept, sentence) = match optional && typed.trim().is_empty() {
                true => (None, None),
                false => within(&typed, value, [least, largest]),
            };
            input.set_value(&text(kept));
            said.set(sentence);
            if kept != value {
                set.emit(kept);
            }
        })
    };
    let leave = commit.reform(|event: Event| event.target_unchecked_into());
    let keys = Callback::from(move |event: KeyboardEvent| {
        if event.key() == "Enter" {
            commit.emit(event.target_unchecked_into());
        }
    });
    html! {
        <>
        <label class="setting">
            <span>{ name }</span>
            <input ref={input} class="number" type="text" inputmode="decimal" autocomplete="off" data-testid={testid} aria-label={name} title={limits(&trimmed(least), &trimmed(largest))}
                placeholder={none.clone()} onchange={leave} onkeydown={keys} />
        </label>
        <span class="said" role="status">{ (*said).clone() }</span>
        </>
    }
}
