//! One of a few, all of them in sight.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct SegmentsProps {
    pub name: AttrValue,
    pub options: Vec<AttrValue>,
    pub chosen: usize,
    pub choose: Callback<usize>,
    pub testid: AttrValue,
    /// For each option a name for tests, where they have one.
    #[prop_or_default]
    pub option_testids: Vec<AttrValue>,
}

/// A control with its choice in black; the arrow keys choose.
#[component]
pub fn Segments(
    SegmentsProps { name, options, chosen, choose, testid, option_testids }: &SegmentsProps,
) -> Html {
    let group = use_node_ref();
    let keys = {
        let (group, choose, chosen, len) = (group.clone(), choose.clone(), *chosen, options.len());
        Callback::from(move |event: KeyboardEvent| {
            let to = match event.key().as_str() {
                "ArrowRight" | "ArrowDown" => (chosen + 1) % len,
                "ArrowLeft" | "ArrowUp" => (chosen + len - 1) % len,
                "Home" => 0,
                "End" => len - 1,
                _ => return,
            };
            event.prevent_default();
            event.stop_propagation();
            let radio = group.cast::<Element>().and_then(|group| group.children().item(to as u32));
            if let Some(radio) = radio.and_then(|radio| radio.dyn_into::<HtmlElement>().ok()) {
                drop(radio.focus());
            }
            choose.emit(to);
        })
    };
    html! {
        <div ref={group} class="segments" role="radiogroup" aria-label={name} data-testid={testid} onkeydown={keys}>
            { for options.iter().enumerate().map(|(i, option)| {
                let checked = i == *chosen;
                html! {
                    <button role="radio" data-testid={option_testids.get(i).cloned()} aria-checked={checked.to_string()} tabindex={if checked { "0" } else { "-1" }}
                        onclick={choose.reform(move |_| i)}>
                        { option }
                    </button>
                }
            }) }
        </div>
    }
}
