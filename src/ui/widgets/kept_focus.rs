//! The keyboard's focus, where one part of the page takes the place of another.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use crate::ui::browser::{focused, window};

/// Leaves the keyboard's focus at what has the same name for tests, when `area` begins or ends to be shown in place of something
/// else.
#[hook]
pub fn use_kept_focus(is_shown: bool, area: &NodeRef) {
    let before = use_mut_ref(|| is_shown);
    let changes = before.replace(is_shown) != is_shown;
    let name = changes.then(|| focused()?.get_attribute("data-testid")).flatten();
    let area = area.clone();
    use_effect_with(is_shown, move |is_shown| {
        let selector = name.map(|name| format!("[data-testid=\"{name}\"]"));
        let found = selector.and_then(|selector| match is_shown {
            true => area.cast::<Element>()?.query_selector(&selector).ok()?,
            false => window().document()?.query_selector(&selector).ok()?,
        });
        if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            drop(element.focus());
        }
    });
}
