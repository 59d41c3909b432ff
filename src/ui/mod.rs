//! The page: the only folder that draws.

use wasm_bindgen::prelude::wasm_bindgen;

/// Opens the page.
#[wasm_bindgen]
pub fn start_page() {
    console_error_panic_hook::set_once();
}

/// Opens the worker.
#[wasm_bindgen]
pub fn start_worker() {
    console_error_panic_hook::set_once();
}
