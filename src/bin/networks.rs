//! The place Networks as a program of its own, and its worker: what passes through its entry are strings.

#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
mod entries {
    use convoscope::session::{FileOpener, worker};
    use convoscope::ui::NetworksPlace;
    use js_sys::Function;
    use wasm_bindgen::prelude::wasm_bindgen;
    use web_sys::Element;

    /// The place, once it stands.
    #[wasm_bindgen]
    pub struct Place(NetworksPlace);

    /// Opens the place in an element. `tell` takes the rest of the link whenever it is another one.
    #[wasm_bindgen]
    pub fn start_networks(host: Element, link: String, theme: &str, show: &str, tell: Function) -> Place {
        Place(NetworksPlace::start(host, link, theme, show, tell))
    }

    #[wasm_bindgen]
    impl Place {
        /// The address bar's link is another one, or the page is light or dark now, or shown elsewhere.
        pub fn show(&self, link: String, theme: &str, show: &str) {
            self.0.show(link, theme, show);
        }
    }

    /// Opens the worker.
    #[wasm_bindgen]
    pub fn start_worker() {
        worker::run(FileOpener::default());
    }
}

fn main() {}
