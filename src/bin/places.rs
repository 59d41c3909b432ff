//! The program of all places but Draw, which is loaded when the first of them is opened. Where all is in one file it is that of
//! the page, too.

#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
mod entries {
    use convoscope::ui::MountedRoot;
    use js_sys::{Function, Promise};
    use wasm_bindgen::prelude::wasm_bindgen;
    use web_sys::{Element, Worker};

    /// Opens the page; see [`convoscope::ui::start_page`].
    #[wasm_bindgen]
    pub fn start_page(worker: Worker, listens: Promise, import: Function) {
        convoscope::ui::start_page(worker, listens, import);
    }

    /// Shows all texts in a language: its tag and its file. It is called before the first root is mounted.
    #[wasm_bindgen]
    pub fn use_language(tag: &str, texts: &str) {
        convoscope::ui::use_language(tag, texts);
    }

    /// A root that was mounted.
    #[wasm_bindgen]
    pub struct Mounted(MountedRoot);

    /// Mounts a root in an element; see [`MountedRoot::mount`].
    #[wasm_bindgen]
    pub fn mount(
        root: &str,
        host: Element,
        link: String,
        theme: &str,
        show: &str,
        tell: Function,
    ) -> Mounted {
        Mounted(MountedRoot::mount(root, host, link, theme, show, tell))
    }

    #[wasm_bindgen]
    impl Mounted {
        /// The address bar's link is another one, or the page is shown in another way; see [`MountedRoot::show`].
        pub fn show(&self, link: String, theme: &str, show: &str) -> wasm_bindgen::JsValue {
            self.0.show(link, theme, show)
        }
    }
}

fn main() {}
