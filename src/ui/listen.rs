//! What concerns the whole window: the way back, its size, the keys.

use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement, KeyboardEvent};
use yew::prelude::*;

use super::browser;
use super::draw::keys;
use super::page::{Message, Page};
use crate::app::shell::{Action, Copied};
use crate::decimal;

/// Listens for what concerns the whole window.
pub fn listen(ctx: &Context<Page>) -> Vec<Closure<dyn Fn(JsValue)>> {
    let listen = |name: &str, captures: bool, send: Box<dyn Fn(JsValue)>| {
        let (closure, window) = (Closure::<dyn Fn(JsValue)>::new(send), browser::window());
        let function = closure.as_ref().unchecked_ref();
        let done = window.add_event_listener_with_callback_and_bool(name, function, captures);
        done.expect("windows have listeners");
        closure
    };
    let on = |name: &str, send: Box<dyn Fn(JsValue)>| listen(name, false, send);
    let [follow, version, resize, key, pointer, any_key] = std::array::from_fn(|_| ctx.link().clone());
    vec![
        // Before all others that listen for keys, in whatever program.
        listen(
            "keydown",
            true,
            Box::new(|event| {
                let event: KeyboardEvent = event.unchecked_into();
                if is_single(&event) && !browser::has_single_keys() {
                    event.stop_immediate_propagation();
                }
            }),
        ),
        on(
            "popstate",
            Box::new(move |_| {
                follow.send_message(Message::from(Action::Follow(browser::hash(), browser::place())))
            }),
        ),
        on("newversion", Box::new(move |_| version.send_message(Message::from(Action::NewVersion)))),
        on("pointerdown", Box::new(move |_| pointer.send_message(Message::Pressed))),
        on("keydown", Box::new(move |_| any_key.send_message(Message::Pressed))),
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

/// Whether it is a letter, a digit or a sign that is pressed alone, neither in a field nor in a grid of numbers.
fn is_single(event: &KeyboardEvent) -> bool {
    let key = event.key();
    let is_character = key.chars().count() == 1 && key != " ";
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let in_grid = || target.is_some_and(|target| matches!(target.closest("[role=grid]"), Ok(Some(_))));
    let is_modified = event.ctrl_key() || event.meta_key() || event.alt_key();
    is_character && !is_modified && !keys::is_typed(event) && !in_grid()
}

/// What a key means wherever the focus is. Fields that take keys themselves keep them.
fn message_of_key(event: &KeyboardEvent) -> Option<Message> {
    // A menu that closed by Escape, or a grid that was walked in, took the key.
    if event.default_prevented() {
        return None;
    }
    if keys::is_typed(event) {
        return (event.key() == "Escape").then(|| Action::Escape.into());
    }
    if let Some(action) = keys::action(event) {
        return Some(action.into());
    }
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return None;
    }
    match event.key().to_ascii_lowercase().as_str() {
        "escape" => Some(Action::Escape.into()),
        "?" | "h" => Some(Action::Help.into()),
        "q" => Some(Action::QrCode.into()),
        "p" => Some(Action::Present.into()),
        "b" | "." => Some(Action::Black.into()),
        "s" => Some(Action::Copy(Copied::Link).into()),
        "t" => Some(Action::Theme.into()),
        _ => None,
    }
}

/// Height of the strip of a lesson above the place, which says it where every program of the page can read it.
fn strip() -> f32 {
    let root = browser::root_element();
    let style = root.and_then(|root| root.dyn_into::<HtmlElement>().ok()).map(|root| root.style());
    let height = style.and_then(|style| style.get_property_value("--strip").ok());
    height.and_then(|height| decimal::parse(height.trim_end_matches("px"))).unwrap_or(0.0)
}

/// Width and height of the window in CSS pixels, without the strip of a lesson.
pub fn size() -> (f32, f32) {
    let number = |value: Result<JsValue, JsValue>, default| {
        value.ok().and_then(|v| v.as_f64()).unwrap_or(default) as f32
    };
    let window = browser::window();
    (number(window.inner_width(), 1280.0), number(window.inner_height(), 720.0) - strip())
}
