//! The places Convolve and Pool as a program of their own: what passes through its entry are strings.

#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
mod entries {
    use convoscope::ui::LabPlaces;
    use js_sys::Function;
    use wasm_bindgen::prelude::wasm_bindgen;
    use web_sys::Element;

    /// The places, once they stand.
    #[wasm_bindgen]
    pub struct Places(LabPlaces);

    /// Opens the place of a link in an element. `tell` takes the link whenever it is another one, and the
    /// name of what becomes of the one before.
    #[wasm_bindgen]
    pub fn start_lab(host: Element, link: String, theme: &str, show: &str, tell: Function) -> Places {
        Places(LabPlaces::start(host, link, theme, show, tell))
    }

    #[wasm_bindgen]
    impl Places {
        /// The address bar's link is another one, or the page is light or dark now, or shown elsewhere. An empty link shows
        /// nothing.
        pub fn show(&self, link: String, theme: &str, show: &str) {
            self.0.show(link, theme, show);
        }
    }
}

fn main() {}
