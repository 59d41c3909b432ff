//! The program that is loaded at once: the page, and its worker, which only infers.

#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
mod entries {
    use convoscope::session::{Inference, worker};
    use convoscope::ui;
    use js_sys::{Function, Promise};
    use wasm_bindgen::prelude::wasm_bindgen;
    use web_sys::Worker;

    /// Opens the worker.
    #[wasm_bindgen]
    pub fn start_worker() {
        worker::run(Inference::default());
    }

    /// Opens the page. `listens` tells whether the worker started, once that is known; `import` imports a module of the site.
    #[wasm_bindgen]
    pub fn start_page(worker: Worker, listens: Promise, import: Function) {
        ui::start_page(worker, listens, import);
    }
}

fn main() {}
