//! What keys mean.

use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

use super::page::Message;
use crate::app::Action;

/// What a key means wherever the focus is. Fields that take keys themselves keep them.
pub fn message_of_key(event: &KeyboardEvent) -> Option<Message> {
    if event.default_prevented() {
        return None;
    }
    let target = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
    if target.is_some_and(|target| ["INPUT", "SELECT", "TEXTAREA"].contains(&target.tag_name().as_str())) {
        return (event.key() == "Escape").then_some(Message::Escape);
    }
    let command = event.ctrl_key() || event.meta_key();
    match event.key().to_lowercase().as_str() {
        "z" if command => Some(Action::Undo.into()),
        _ if command || event.alt_key() => None,
        "escape" => Some(Message::Escape),
        "?" | "h" => Some(Message::Help),
        "p" => Some(Message::Present),
        "s" => Some(Message::Share),
        "t" => Some(Message::Theme),
        "c" => Some(Action::Clear.into()),
        "u" => Some(Action::Undo.into()),
        "e" => Some(Message::Erase),
        key => match key.as_bytes() {
            [digit @ b'0'..=b'9'] => Some(Message::Digit(digit - b'0')),
            _ => None,
        },
    }
}
