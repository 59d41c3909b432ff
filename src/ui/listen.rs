//! What concerns the whole window: the way back, its size, the keys.

use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, KeyboardEvent};
use yew::prelude::*;

use super::browser;
use super::page::{Message, Page};
use crate::app::places::draw;
use crate::app::shell::{Action, Copied};

/// Listens for what concerns the whole window.
pub fn listen(ctx: &Context<Page>) -> Vec<Closure<dyn Fn(JsValue)>> {
    let on = |name: &str, send: Box<dyn Fn(JsValue)>| {
        let closure = Closure::<dyn Fn(JsValue)>::new(send);
        let done = browser::window().add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
        done.expect("windows have listeners");
        closure
    };
    let [follow, version, resize, key] = std::array::from_fn(|_| ctx.link().clone());
    vec![
        on(
            "popstate",
            Box::new(move |_| {
                follow.send_message(Message::from(Action::Follow(browser::hash(), browser::place())))
            }),
        ),
        on("newversion", Box::new(move |_| version.send_message(Message::from(Action::NewVersion)))),
        on("resize", Box::new(move |_| resize.send_message(Message::Resized))),
        on(
            "keydown",
            Box::new(move |event| {
                let event: KeyboardEvent = event.unchecked_into();
                if let Some(message) = message_of_key(&event) {
                    event.prevent_default();
                    key.send_message(message);
                }
            }),
        ),
    ]
}

/// What a key means wherever the focus is. Fields that take keys themselves keep them.
fn message_of_key(event: &KeyboardEvent) -> Option<Message> {
    // A menu that closed by Escape, or a grid that was walked in, took the key.
    if event.default_prevented() {
        return None;
    }
    let target = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
    if target.is_some_and(|target| ["INPUT", "SELECT", "TEXTAREA"].contains(&target.tag_name().as_str())) {
        return (event.key() == "Escape").then(|| Action::Escape.into());
    }
    let command = event.ctrl_key() || event.meta_key();
    match event.key().to_lowercase().as_str() {
        "z" if command => Some(draw::Action::Undo.into()),
        _ if command || event.alt_key() => None,
        "escape" => Some(Action::Escape.into()),
        "?" | "h" => Some(Action::Help.into()),
        "p" => Some(Action::Present.into()),
        "b" | "." => Some(Action::Black.into()),
        "s" => Some(Action::Copy(Copied::Link).into()),
        "t" => Some(Action::Theme.into()),
        "c" => Some(draw::Action::Clear.into()),
        "u" => Some(draw::Action::Undo.into()),
        "e" => Some(draw::Action::Erase.into()),
        key => match key.as_bytes() {
            [digit @ b'0'..=b'9'] => Some(draw::Action::Digit(digit - b'0').into()),
            _ => None,
        },
    }
}

/// Width and height of the window in CSS pixels.
pub fn size() -> (f32, f32) {
    let number = |value: Result<JsValue, JsValue>, default| {
        value.ok().and_then(|v| v.as_f64()).unwrap_or(default) as f32
    };
    let window = browser::window();
    (number(window.inner_width(), 1280.0), number(window.inner_height(), 720.0))
}
