//! The way in from the page, which is another program: what passes through are strings.

use js_sys::Function;
use wasm_bindgen::prelude::*;
use web_sys::Element;
use yew::prelude::*;

use super::place::{Message, Place, Props};
use crate::app::color::Theme;

/// The place, once it stands.
#[wasm_bindgen]
pub struct TrainPlace(AppHandle<Place>);

/// Opens the place in an element. `tell` takes the rest of the link whenever it is another one.
#[wasm_bindgen]
pub fn start_train(host: Element, link: String, theme: &str, tell: Function) -> TrainPlace {
    console_error_panic_hook::set_once();
    crate::ui::number_roots_after(1, &host);
    let props = Props { link, theme: Theme::named(theme), tell };
    TrainPlace(yew::Renderer::<Place>::with_root_and_props(host, props).render())
}

#[wasm_bindgen]
impl TrainPlace {
    /// The address bar's link is another one, or the page is light or dark now.
    pub fn show(&self, link: String, theme: &str) {
        self.0.send_message(Message::Show(link, Theme::named(theme)));
    }
}
