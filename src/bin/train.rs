//! The place Train as a program of its own, and the worker that trains and measures: what passes through its entry are strings.

#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
mod entries {
    use convoscope::session::{Session, worker};
    use convoscope::ui::TrainPlace;
    use js_sys::Function;
    use wasm_bindgen::prelude::wasm_bindgen;
    use web_sys::Element;

    /// The place, once it stands.
    #[wasm_bindgen]
    pub struct Place(TrainPlace);

    /// Opens the place in an element. `tell` takes the rest of the link whenever it is another one.
    #[wasm_bindgen]
    pub fn start_train(host: Element, link: String, theme: &str, tell: Function) -> Place {
        Place(TrainPlace::start(host, link, theme, tell))
    }

    #[wasm_bindgen]
    impl Place {
        /// The address bar's link is another one, or the page is light or dark now.
        pub fn show(&self, link: String, theme: &str) {
            self.0.show(link, theme);
        }
    }

    /// Opens the worker.
    #[wasm_bindgen]
    pub fn start_worker() {
        let workers = Box::new(worker::Pool::default());
        worker::run(Session::with_timer(worker::TIMER).with_workers(workers));
    }
}

fn main() {}
