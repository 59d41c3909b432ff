//! What the page asks of the browser: a worker, files, the address bar, the clipboard, a little memory.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    AddEventListenerOptions, HtmlElement, MessageEvent, Response, Window, Worker, WorkerOptions, WorkerType,
};
use yew::Callback;

use crate::app::color::Theme;
use crate::app::text::errors;
use crate::session::worker::{post, received};
use crate::session::{Command, CommandError, Event};

/// The file of the digit network's weights, and more bytes than it may have.
pub const WEIGHTS: &str = "assets/weights/digits.safetensors";
pub const MAX_WEIGHTS: f64 = 16e6;

pub fn window() -> Window {
    web_sys::window().expect("a page has a window")
}

/// What the worker's messages and its death call; dropped, they would call nothing.
type Listeners = (Closure<dyn Fn(MessageEvent)>, Closure<dyn Fn(web_sys::Event)>);

/// The worker, and the commands that wait until it listens.
pub struct Bridge {
    worker: Worker,
    /// `None` once the worker listens.
    waiting: Rc<RefCell<Option<Vec<Command>>>>,
    _listeners: Listeners,
}

/// A worker that nobody talks with any more is not kept.
impl Drop for Bridge {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

impl Bridge {
    /// Talks with a worker. `listens` tells whether it started, once that is known.
    pub fn new(worker: Worker, listens: Promise, answered: Callback<Event>, died: Callback<()>) -> Self {
        let waiting = Rc::new(RefCell::new(Some(Vec::new())));
        {
            let (waiting, worker, died) = (waiting.clone(), worker.clone(), died.clone());
            spawn_local(async move {
                if JsFuture::from(listens).await.is_ok_and(|listens| listens.is_truthy()) {
                    let commands: Vec<Command> = waiting.borrow_mut().take().unwrap_or_default();
                    commands.iter().for_each(|command| send(&worker, command));
                } else {
                    died.emit(());
                }
            });
        }
        let listen = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            // The first message only says that the worker listens.
            if !event.data().is_null() {
                answered.emit(received(&event));
            }
        });
        let fail = Closure::<dyn Fn(web_sys::Event)>::new(move |_| died.emit(()));
        worker.set_onmessage(Some(listen.as_ref().unchecked_ref()));
        worker.set_onerror(Some(fail.as_ref().unchecked_ref()));
        Self { worker, waiting, _listeners: (listen, fail) }
    }

    /// Starts a worker from a file of the site, and talks with it.
    pub fn start(file: &str, answered: Callback<Event>, died: Callback<()>) -> Self {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(file, &options).expect("a page may have workers");
        let listens = Promise::new(&mut |resolve, _| {
            for (event, listens) in [("message", true), ("error", false)] {
                let resolve = resolve.clone();
                let once =
                    Closure::once_into_js(move || drop(resolve.call1(&JsValue::NULL, &listens.into())));
                let options = AddEventListenerOptions::new();
                options.set_once(true);
                let added = worker.add_event_listener_with_callback_and_add_event_listener_options(
                    event,
                    once.unchecked_ref(),
                    &options,
                );
                added.expect("a worker can be listened to");
            }
        });
        Self::new(worker, listens, answered, died)
    }

    pub fn send(&self, command: Command) {
        match &mut *self.waiting.borrow_mut() {
            Some(waiting) => waiting.push(command),
            None => send(&self.worker, &command),
        }
    }
}

fn send(worker: &Worker, command: &Command) {
    post(command, |bytes, transfer| worker.post_message_with_transfer(bytes, transfer));
}

/// Fetches a file of at most so many bytes, or says in one sentence why it cannot.
pub async fn fetch(path: &str, most: f64) -> Result<Vec<u8>, String> {
    let failed = |_| errors::unreachable(path);
    let response: Response =
        JsFuture::from(window().fetch_with_str(path)).await.map_err(failed)?.unchecked_into();
    if !response.ok() {
        return Err(errors::missing(path, response.status()));
    }
    let length =
        response.headers().get("content-length").ok().flatten().and_then(|length| length.parse().ok());
    if length.is_some_and(|length: f64| length > most) {
        return Err(errors::too_large(path, most));
    }
    let buffer = JsFuture::from(response.array_buffer().map_err(failed)?).await.map_err(failed)?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

/// Milliseconds since the page was opened.
pub fn now() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}

/// Pixels of the screen for each CSS pixel.
pub fn pixels_per_css_pixel() -> f32 {
    window().device_pixel_ratio().clamp(1.0, 3.0) as f32
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

/// The theme that was chosen here before, or else the one that the system prefers.
pub fn preferred_theme() -> Theme {
    let chosen = remembered("theme");
    let dark = || {
        let query = window().match_media("(prefers-color-scheme: dark)").ok().flatten();
        query.is_some_and(|query| query.matches())
    };
    match chosen.as_deref() {
        Some("dark") => Theme::Dark,
        Some("light") => Theme::Light,
        _ if dark() => Theme::Dark,
        _ => Theme::Light,
    }
}

/// Shows the page in this theme.
pub fn set_theme(theme: Theme) {
    if let Some(root) = window().document().and_then(|document| document.document_element()) {
        drop(root.set_attribute("data-theme", theme.name()));
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

/// Why there is no WebGPU, and what can be done about it.
pub fn without_webgpu(error: &CommandError) -> String {
    explained(&error.to_string())
}

/// The reason that was given, or the one behind it.
pub fn explained(why: &str) -> String {
    if window().is_secure_context() {
        return why.to_owned();
    }
    errors::WEBGPU_NEEDS_HTTPS.to_owned()
}

/// Whether the page fills the screen.
pub fn is_fullscreen() -> bool {
    window().document().is_some_and(|document| document.fullscreen_element().is_some())
}

/// Fills the screen, where the browser lets the page: it has to be asked by a gesture.
pub fn ask_for_fullscreen() {
    let root = window().document().and_then(|document| document.document_element());
    root.into_iter().for_each(|root| promise_of(&root, "requestFullscreen"));
}

/// Gives the screen back.
pub fn leave_fullscreen() {
    if let Some(document) = window().document().filter(|_| is_fullscreen()) {
        promise_of(&document, "exitFullscreen");
    }
}

/// Calls a method whose promise nobody waits for. If it is refused, or if there is no such method, nothing happens.
fn promise_of(object: &JsValue, method: &str) {
    let function = Reflect::get(object, &method.into()).ok().and_then(|f| f.dyn_into::<Function>().ok());
    let promise = function.and_then(|function| function.call0(object).ok()?.dyn_into::<Promise>().ok());
    if let Some(promise) = promise {
        spawn_local(async { drop(JsFuture::from(promise).await) });
    }
}
