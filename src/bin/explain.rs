//! Draw, looked at backward or asked why, as a program of its own, and the worker that explains: what passes through its entry
//! are strings.

#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
mod entries {
    use convoscope::session::{ExplainSession, worker};
    use convoscope::ui::ExplainPlace;
    use js_sys::{Function, Promise};
    use wasm_bindgen::prelude::wasm_bindgen;
    use web_sys::Element;

    /// The place, once it stands.
    #[wasm_bindgen]
    pub struct Place(ExplainPlace);

    /// Opens the place of a link in an element. `tell` takes the link whenever it is another one, and the name of what becomes
    /// of the one before.
    #[wasm_bindgen]
    pub fn start_explain(host: Element, link: String, theme: &str, tell: Function) -> Place {
        Place(ExplainPlace::start(host, link, theme, tell))
    }

    #[wasm_bindgen]
    impl Place {
        /// The address bar's link is another one, or the page is light or dark now. An empty link shows nothing. Resolves when
        /// what the link says is to be seen.
        pub fn show(&self, link: String, theme: &str) -> Promise {
            self.0.show(link, theme)
        }
    }

    /// Opens the worker.
    #[wasm_bindgen]
    pub fn start_worker() {
        worker::run(ExplainSession::default());
    }
}

fn main() {}
