//! The place Lessons as a program of its own: what passes through its entry are strings.

#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
mod entries {
    use convoscope::ui::LessonsPlace;
    use js_sys::Function;
    use wasm_bindgen::prelude::wasm_bindgen;
    use web_sys::Element;

    /// The place, once it stands.
    #[wasm_bindgen]
    pub struct Place(LessonsPlace);

    /// Opens the place in an element. `tell` takes the rest of the link, the name of what becomes of the one before, and the
    /// link of the place to be shown below.
    #[wasm_bindgen]
    pub fn start_lessons(host: Element, link: String, theme: &str, tell: Function) -> Place {
        Place(LessonsPlace::start(host, link, theme, tell))
    }

    #[wasm_bindgen]
    impl Place {
        /// The address bar's link is another one, or the page is light or dark now. An empty link says that the page is
        /// elsewhere.
        pub fn show(&self, link: String, theme: &str) {
            self.0.show(link, theme);
        }
    }
}

fn main() {}
