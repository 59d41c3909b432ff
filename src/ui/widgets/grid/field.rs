//! The text field that opens over a cell.

use wasm_bindgen::prelude::*;
use web_sys::{FocusEvent, HtmlInputElement, KeyboardEvent};
use yew::prelude::*;

use crate::ui::browser::window;
use crate::ui::widgets::drawn::use_drawn;

/// Where to go when the field closes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AfterCommit {
    Stay,
    Leave,
    Down,
    Up,
    Right,
    Left,
}

#[derive(Properties, PartialEq)]
pub struct Props {
    /// What it begins with.
    pub text: String,
    /// Whether typing replaces that.
    pub select: bool,
    pub name: String,
    /// Where it lies, in CSS.
    pub place: String,
    /// What was typed, or nothing if it was taken back.
    pub done: Callback<(Option<String>, AfterCommit)>,
}

/// A field that has the focus as long as it is there. What is typed stays in it until it is done.
#[component]
pub fn Field(Props { text, select, name, place, done }: &Props) -> Html {
    let input = use_node_ref();
    use_drawn(&input, (text.clone(), *select), |input: &HtmlInputElement, (text, select)| {
        input.set_value(text);
        drop(input.focus());
        if *select {
            input.select();
        }
    });
    let keys = {
        let done = done.clone();
        Callback::from(move |event: KeyboardEvent| {
            // The page's keys are letters here.
            event.stop_propagation();
            let after = match (event.key().as_str(), event.shift_key()) {
                ("Escape", _) => AfterCommit::Stay,
                ("Enter", false) => AfterCommit::Down,
                ("Enter", true) => AfterCommit::Up,
                ("Tab", false) => AfterCommit::Right,
                ("Tab", true) => AfterCommit::Left,
                _ => return,
            };
            event.prevent_default();
            let input: HtmlInputElement = event.target_unchecked_into();
            done.emit(((after != AfterCommit::Stay).then(|| input.value()), after));
        })
    };
    let leave = {
        let done = done.clone();
        Callback::from(move |event: FocusEvent| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let (done, text) = (done.clone(), input.value());
            // Were the field to vanish while the focus is on its way, the browser would lose the click, too.
            let close = Closure::once_into_js(move || done.emit((Some(text), AfterCommit::Leave)));
            drop(window().set_timeout_with_callback(close.unchecked_ref()));
        })
    };
    html! {
        <input ref={input} class="entry" type="text" autocomplete="off" enterkeyhint="done" aria-label={name.clone()}
            ~style={place.clone()} onkeydown={keys} onblur={leave} />
    }
}
