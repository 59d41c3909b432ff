//! The program of all places but Draw, which is loaded when the first of them is opened.

#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
mod entries {
    use convoscope::ui::MountedRoot;
    use js_sys::Function;
    use wasm_bindgen::prelude::wasm_bindgen;
    use web_sys::Element;

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
