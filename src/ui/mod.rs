//! The page: the only folder that draws.

mod address;
mod appearance;
mod bitmap;
mod bridge;
mod browser;
mod convolve;
mod crash;
mod dialog;
mod draw;
mod explain;
mod export;
mod fetch;
mod header;
mod help;
mod lab;
mod lab_places;
mod language;
mod lessons;
mod listen;
mod loader;
mod measure;
mod mounted;
mod networks;
mod page;
mod page_places;
mod paint;
mod picture;
mod pixels;
mod pool;
mod presenter;
mod qr_code;
mod root;
mod scenes;
mod share;
mod stack;
mod store;
mod text;
mod train;
mod views;
mod weights;
mod widgets;

use js_sys::{Function, Promise};
use wasm_bindgen_futures::spawn_local;
use web_sys::Worker;

pub use language::use_language;
pub use mounted::MountedRoot;

/// Opens the page. `listens` tells whether the worker started, once that is known; `import` imports a module of the site.
pub fn start_page(worker: Worker, listens: Promise, import: Function) {
    crash::tell_panics();
    spawn_local(async move {
        let language = language::load().await;
        let props = page::Props { worker, listens: listens.into(), import, language };
        yew::Renderer::<page::Page>::with_props(props).render();
    });
}
