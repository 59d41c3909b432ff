//! Two buttons that take changes back and do them again, and their keys.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, KeyboardEvent};
use yew::prelude::*;

use super::listener::{Listener, focused_in};
use crate::app::text::lab as text;
use crate::ui::browser::window;

#[derive(Properties, PartialEq)]
pub struct Props {
    /// Whether there is something to take back, and something to do again.
    pub can: [bool; 2],
    pub undo: Callback<()>,
    pub redo: Callback<()>,
    pub testids: [&'static str; 2],
    /// The part of the page whose changes they are, if that is not all of it: elsewhere the keys mean nothing.
    #[prop_or_default]
    pub within: Option<NodeRef>,
}

/// The keys work wherever the focus is, as long as it is on the page; fields that are typed in keep theirs.
#[component]
pub fn UndoRedo(Props { can, undo, redo, testids, within }: &Props) -> Html {
    let latest = use_mut_ref(|| (*can, [undo.clone(), redo.clone()]));
    *latest.borrow_mut() = (*can, [undo.clone(), redo.clone()]);
    let (own, within) = (use_node_ref(), within.clone());
    let first = own.clone();
    let _keys = use_mut_ref(|| {
        Listener::new("keydown", move |event| {
            // A place that the page has left is kept, but not in the page.
            let is_shown = own.cast::<Element>().is_some_and(|button| button.is_connected());
            if !is_shown || within.as_ref().is_some_and(is_elsewhere) {
                return;
            }
            let Some(which) = meaning(event.unchecked_ref::<KeyboardEvent>()) else { return };
            event.prevent_default();
            let (can, acts) = latest.borrow().clone();
            if can[which] {
                acts[which].emit(());
            }
        })
    });
    let second = use_node_ref();
    let button = |which: usize, act: &Callback<()>, icon: &'static str| {
        let node = [&first, &second][which].clone();
        let name = text::UNDO_REDO[which];
        // Browsers tell no keys to the page while a disabled button has the focus, so this one only says that it is.
        let onclick = can[which].then(|| act.reform(|_: MouseEvent| ()));
        html! {
            <button ref={node} class="undo" data-testid={testids[which]} aria-label={name} title={name} {onclick}
                aria-disabled={(!can[which]).then_some("true")}>
                <svg viewBox="0 0 24 24" aria-hidden="true"><path d={icon} /></svg>
            </button>
        }
    };
    html! {
        <>
            { button(0, undo, "M9 5 4 10l5 5v-3.5h5.5a3.5 3.5 0 0 1 0 7H8v2h6.5a5.5 5.5 0 0 0 0-11H9z") }
            { button(1, redo, "M15 5l5 5-5 5v-3.5H9.5a3.5 3.5 0 0 0 0 7H16v2H9.5a5.5 5.5 0 0 1 0-11H15z") }
        </>
    }
}

/// Whether something beside this part of the page has the focus.
fn is_elsewhere(part: &NodeRef) -> bool {
    let active = window().document().and_then(|document| document.active_element());
    active.is_some_and(|active| active.tag_name() != "BODY") && focused_in(part).is_none()
}

/// 0 if a key takes back, 1 if it does again.
fn meaning(event: &KeyboardEvent) -> Option<usize> {
    if event.default_prevented() || event.alt_key() || event.target().is_some_and(is_typed_in) {
        return None;
    }
    let command = event.ctrl_key() || event.meta_key();
    match (event.key().to_ascii_lowercase().as_str(), event.shift_key()) {
        ("z", shift) if command => Some(usize::from(shift)),
        ("y", false) if event.ctrl_key() => Some(1),
        _ => None,
    }
}

/// Whether the browser itself takes back what was typed there.
fn is_typed_in(target: web_sys::EventTarget) -> bool {
    let Ok(element) = target.dyn_into::<Element>() else { return false };
    match element.dyn_ref::<HtmlInputElement>() {
        Some(input) => !["range", "checkbox", "radio", "file"].contains(&input.type_().as_str()),
        None => element.tag_name() == "TEXTAREA",
    }
}
