//! The way in from the page, which is another program: what passes through are strings.

use js_sys::Function;
use web_sys::Element;
use yew::prelude::*;

use super::place::{Message, Place, Props};
use crate::app::color::Theme;

/// The place, once it stands.
pub struct LessonsPlace(AppHandle<Place>);

impl LessonsPlace {
    /// Opens the place in an element. `link` is the rest of the link and, behind a space, the link of the place below or before.
    /// `tell` takes the rest of the link, the name of what becomes of the one before, and the link of the place below.
    pub fn start(host: Element, link: String, theme: &str, tell: Function) -> Self {
        crate::ui::crash::tell_panics();
        crate::ui::number_roots_after(5, &host);
        let props = Props { link, theme: Theme::named(theme), tell };
        Self(yew::Renderer::<Place>::with_root_and_props(host, props).render())
    }

    /// The address bar's link is another one, or the page is light or dark now. An empty link says that the page is elsewhere.
    pub fn show(&self, link: String, theme: &str) {
        self.0.send_message(Message::Show(link, Theme::named(theme)));
    }
}
