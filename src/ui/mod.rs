//! The page: the only folder that draws.

mod address;
mod bench;
mod bitmap;
mod browser;
mod color;
mod convolve;
mod draw;
mod export;
mod header;
mod help;
mod listen;
mod page;
mod parity;
mod picture;
mod pool;
mod presenter;
mod share;
mod show;
mod train;
mod widgets;

use js_sys::Promise;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Worker;

/// Opens the page. `listens` tells whether the worker started, once that is known.
#[wasm_bindgen]
pub fn start_page(worker: Worker, listens: Promise) {
    console_error_panic_hook::set_once();
    yew::Renderer::<page::Page>::with_props(page::Props { worker, listens: listens.into() }).render();
}

/// Opens the worker.
#[wasm_bindgen]
pub fn start_worker() {
    console_error_panic_hook::set_once();
    crate::session::worker::run();
}
