//! The page: the only folder that draws.

mod address;
mod bench;
mod bitmap;
mod browser;
mod convolve;
mod draw;
mod export;
mod header;
mod help;
mod lab;
mod listen;
mod page;
mod paint;
mod parity;
mod picture;
mod pool;
mod presenter;
mod share;
mod train;
mod train_loader;
mod widgets;

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Worker;

/// Opens the page. `listens` tells whether the worker started, once that is known; `import` imports a module of the site.
#[cfg(feature = "page")]
#[wasm_bindgen]
pub fn start_page(worker: Worker, listens: Promise, import: Function) {
    console_error_panic_hook::set_once();
    let props = page::Props { worker, listens: listens.into(), import };
    yew::Renderer::<page::Page>::with_props(props).render();
}

/// Opens the worker.
#[wasm_bindgen]
pub fn start_worker() {
    console_error_panic_hook::set_once();
    crate::session::worker::run();
}
