//! What keys mean to the pad.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, KeyboardEvent};
use yew::Callback;

use crate::app::places::draw::Action;
use crate::ui::browser::window;

/// What a key means wherever the focus is. Fields that take keys themselves keep them.
pub fn action(event: &KeyboardEvent) -> Option<Action> {
    // A menu that closed by Escape, or a grid that was walked in, took the key.
    if event.default_prevented() || is_typed(event) {
        return None;
    }
    let command = event.ctrl_key() || event.meta_key();
    match event.key().to_ascii_lowercase().as_str() {
        "z" if command => Some(Action::Undo),
        _ if command || event.alt_key() => None,
        "c" => Some(Action::Clear),
        "u" => Some(Action::Undo),
        "e" => Some(Action::Erase),
        key => match key.as_bytes() {
            [digit @ b'0'..=b'9'] => Some(Action::Digit(digit - b'0')),
            _ => None,
        },
    }
}

/// Whether a key goes into a field.
pub fn is_typed(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
    target.is_some_and(|target| {
        let is_switch =
            ["checkbox", "radio"].contains(&target.get_attribute("type").as_deref().unwrap_or_default());
        ["INPUT", "SELECT", "TEXTAREA"].contains(&target.tag_name().as_str()) && !is_switch
    })
}

/// Takes the pad's keys before the page does, as long as it lives and is active.
pub struct Keys {
    active: Rc<Cell<bool>>,
    closure: Closure<dyn Fn(KeyboardEvent)>,
}

impl Keys {
    /// Listens, once it is active.
    pub fn listen(act: Callback<Action>) -> Self {
        let active = Rc::new(Cell::new(false));
        let closure = {
            let active = active.clone();
            Closure::<dyn Fn(KeyboardEvent)>::new(move |event: KeyboardEvent| {
                if let Some(action) = active.get().then(|| action(&event)).flatten() {
                    event.prevent_default();
                    act.emit(action);
                }
            })
        };
        let listens = window().add_event_listener_with_callback_and_bool(
            "keydown",
            closure.as_ref().unchecked_ref(),
            true,
        );
        listens.expect("windows have listeners");
        Self { active, closure }
    }

    pub fn set_active(&self, active: bool) {
        self.active.set(active);
    }
}

impl Drop for Keys {
    fn drop(&mut self) {
        let closure = self.closure.as_ref().unchecked_ref();
        drop(window().remove_event_listener_with_callback_and_bool("keydown", closure, true));
    }
}
