//! The worker of the page, which infers and explains.

#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
mod entries {
    use convoscope::session::{Inference, worker};
    use wasm_bindgen::prelude::wasm_bindgen;

    /// Opens the worker.
    #[wasm_bindgen]
    pub fn start_worker() {
        worker::run(Inference::default());
    }
}

fn main() {}
