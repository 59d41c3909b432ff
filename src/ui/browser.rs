//! What the page asks of the browser: the address bar, the clipboard, a little memory.

use std::pin::pin;

use futures_util::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Element, HtmlElement, Window};

use crate::app::color::{Ground, PaletteSet, Theme};
use crate::app::text::errors;
use crate::session::{CommandError, EngineNote, Event, RunEvent};

pub fn window() -> Window {
    web_sys::window().expect("a page has a window")
}

/// What comes of it, if that takes no more than so many milliseconds.
pub async fn within<T>(milliseconds: u32, work: impl Future<Output = T>) -> Option<T> {
    match select(pin!(work), TimeoutFuture::new(milliseconds)).await {
        Either::Left((done, _)) => Some(done),
        Either::Right(_) => None,
    }
}

/// Lets the page do other things for so many milliseconds.
pub async fn pause(milliseconds: i32) {
    TimeoutFuture::new(milliseconds.max(0) as u32).await;
}

/// The document's element `html`.
pub fn root_element() -> Option<Element> {
    window().document()?.document_element()
}

/// Milliseconds since the page was opened.
pub fn now() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}

/// Pixels of the screen for each CSS pixel.
pub fn pixels_per_css_pixel() -> f32 {
    window().device_pixel_ratio().clamp(1.0, 3.0) as f32
}

/// The address of a program of the site, which lies beside the script that opened the page: in the folder of its version.
pub fn program(name: &str) -> String {
    let document = window().document().expect("a page has a document");
    let script = document.query_selector("script[src$='start.js']").ok().flatten();
    let src = script.and_then(|script| script.get_attribute("src")).unwrap_or_default();
    format!("{}{name}", src.strip_suffix("start.js").unwrap_or_default())
}

/// What follows the `#` in the address bar.
pub fn hash() -> String {
    window().location().hash().unwrap_or_default()
}

/// The number that the page gave the present place in the browser's history.
pub fn place() -> Option<u32> {
    let state = window().history().ok()?.state().ok()?;
    state.as_f64().map(|place| place as u32)
}

/// Lets the address bar say `hash`, as a new place or in place of the present one.
pub fn set_hash(hash: &str, place: u32, new: bool) {
    let Ok(history) = window().history() else { return };
    let state = JsValue::from(place);
    let done = match new {
        true => history.push_state_with_url(&state, "", Some(hash)),
        false => history.replace_state_with_url(&state, "", Some(hash)),
    };
    // Browsers refuse when asked too often, a hundred times in half a minute: the next change will be said again.
    drop(done);
}

/// Puts `text` on the clipboard, and says whether that worked.
pub async fn copy(text: &str) -> bool {
    JsFuture::from(window().navigator().clipboard().write_text(text)).await.is_ok()
}

/// The ground and the palettes that were chosen here before, or else the ground that the system prefers.
pub fn preferred_theme() -> Theme {
    let dark = || {
        let query = window().match_media("(prefers-color-scheme: dark)").ok().flatten();
        query.is_some_and(|query| query.matches())
    };
    let ground = match remembered(GROUND).as_deref() {
        Some("dark") => Ground::Dark,
        Some("light") => Ground::Light,
        _ if dark() => Ground::Dark,
        _ => Ground::Light,
    };
    Theme { ground, palettes: PaletteSet::named(&remembered(PALETTES).unwrap_or_default()) }
}

/// The names under which a theme is remembered.
const GROUND: &str = "theme";
const PALETTES: &str = "palettes";

/// Keeps a theme for the next visit.
pub fn remember_theme(Theme { ground, palettes }: Theme) {
    remember(GROUND, ground.name());
    remember(PALETTES, palettes.name());
}

/// The name under which it is remembered that single letters, digits and signs are no shortcuts.
const SINGLE_KEYS: &str = "single-keys";

/// Whether single letters, digits and signs are shortcuts (WCAG 2.2, 2.1.4).
pub fn has_single_keys() -> bool {
    remembered(SINGLE_KEYS).is_none()
}

/// Keeps for this visit and the next ones whether they are.
pub fn set_single_keys(are_shortcuts: bool) {
    if are_shortcuts { forget(SINGLE_KEYS) } else { remember(SINGLE_KEYS, "off") }
}

/// Whether the system asks for stillness.
pub fn prefers_reduced_motion() -> bool {
    let query = window().match_media("(prefers-reduced-motion: reduce)").ok().flatten();
    query.is_some_and(|query| query.matches())
}

/// Shows the page in this theme.
pub fn set_theme(theme: Theme) {
    if let Some(root) = root_element() {
        drop(root.set_attribute("data-theme", theme.ground.name()));
    }
}

/// What was kept for the next visit.
pub fn remembered(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

/// Keeps a text for the next visit; where the browser keeps nothing, the page works all the same.
pub fn remember(key: &str, text: &str) {
    if let Some(storage) = storage() {
        drop(storage.set_item(key, text));
    }
}

/// Keeps it no longer.
pub fn forget(key: &str) {
    if let Some(storage) = storage() {
        drop(storage.remove_item(key));
    }
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

/// Notes a moment, where the browser's own tools show it.
pub fn mark(name: &str) {
    if let Some(performance) = window().performance() {
        drop(performance.mark(name));
    }
}

/// Notes how long it took since the moment `start`.
pub fn measure(name: &str, start: &str) {
    if let Some(performance) = window().performance() {
        drop(performance.measure_with_start_mark(name, start));
    }
}

/// What has the keyboard's focus.
pub fn focused() -> Option<HtmlElement> {
    window().document()?.active_element()?.dyn_into().ok()
}

/// Moves the keyboard's focus to the element with this id.
pub fn focus(id: &str) {
    let element = window().document().and_then(|document| document.get_element_by_id(id));
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        drop(element.focus());
    }
}

/// What a run answers, with the reason why the browser keeps the GPU from it where that is the connection.
pub fn with_reason(mut event: Event) -> Event {
    if let Event::Run { event: RunEvent::Engine { on_gpu: false, note: Some(note), decided: None }, .. } =
        &mut event
        && !is_secure()
    {
        *note = EngineNote::NotSecure;
    }
    event
}

/// Why there is no WebGPU, and what can be done about it.
pub fn without_webgpu(error: &CommandError) -> String {
    if is_secure() { error.to_string() } else { errors::WEBGPU_NEEDS_HTTPS.to_string() }
}

/// Whether the page came over an encrypted connection, or from this machine: others have no WebGPU.
pub fn is_secure() -> bool {
    window().is_secure_context()
}

/// Whether the page fills the screen.
pub fn is_fullscreen() -> bool {
    window().document().is_some_and(|document| document.fullscreen_element().is_some())
}

/// Fills the screen, where the browser lets the page: it has to be asked by a gesture.
pub fn ask_for_fullscreen() {
    root_element().into_iter().for_each(|root| promise_of(&root, "requestFullscreen"));
}

/// Gives the screen back.
pub fn leave_fullscreen() {
    if let Some(document) = window().document().filter(|_| is_fullscreen()) {
        promise_of(&document, "exitFullscreen");
    }
}

/// Calls a method whose promise nobody waits for. If it is refused, or if there is no such method, nothing happens.
pub fn promise_of(object: &JsValue, method: &str) {
    let function = Reflect::get(object, &method.into()).ok().and_then(|f| f.dyn_into::<Function>().ok());
    let promise = function.and_then(|function| function.call0(object).ok()?.dyn_into::<Promise>().ok());
    if let Some(promise) = promise {
        spawn_local(async { drop(JsFuture::from(promise).await) });
    }
}
