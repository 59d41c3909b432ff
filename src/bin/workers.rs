//! The program of the workers that train, explain and open files, compiled to be fast.

#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
mod entries {
    use convoscope::session::{ExplainSession, FileOpener, Session, worker};
    use wasm_bindgen::prelude::wasm_bindgen;

    /// Opens the worker that explains.
    #[wasm_bindgen]
    pub fn start_explaining() {
        worker::run(ExplainSession::default());
    }

    /// Opens the worker that opens and runs networks of files.
    #[wasm_bindgen]
    pub fn start_opening() {
        worker::run(FileOpener::default());
    }

    /// Opens the worker that trains and measures.
    #[wasm_bindgen]
    pub fn start_training() {
        let workers = Box::new(worker::Pool::default());
        worker::run(Session::with_timer(worker::TIMER).with_workers(workers));
    }
}

fn main() {}
