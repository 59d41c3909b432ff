//! The page: the only folder that draws.

mod bench;
mod bitmap;
mod browser;
mod color;
mod draw;
mod header;
mod help;
mod page;
mod pool;
mod widgets;

use wasm_bindgen::prelude::wasm_bindgen;

/// Opens the page.
#[wasm_bindgen]
pub fn start_page() {
    console_error_panic_hook::set_once();
    yew::Renderer::<page::Page>::new().render();
}

/// Opens the worker.
#[wasm_bindgen]
pub fn start_worker() {
    console_error_panic_hook::set_once();
    crate::session::worker::run();
}
