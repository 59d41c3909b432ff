//! The way in from the page, which is another program: what passes through are strings.

use js_sys::{Function, Promise};
use web_sys::Element;
use yew::prelude::*;

use super::place::{Message, Place, Props};
use crate::app::color::Theme;

/// The place, once it stands.
pub struct ExplainPlace(AppHandle<Place>);

impl ExplainPlace {
    /// Opens the place of a link in an element. `tell` takes the link whenever it is another one, and the name of what becomes
    /// of the one before.
    pub fn start(host: Element, link: String, theme: &str, tell: Function) -> Self {
        crate::ui::crash::tell_panics();
        crate::ui::number_roots_after(4, &host);
        let props = Props { link, theme: Theme::named(theme), tell };
        Self(yew::Renderer::<Place>::with_root_and_props(host, props).render())
    }

    /// The address bar's link is another one, or the page is light or dark now. An empty link shows nothing. Resolves when what
    /// the link says is to be seen.
    pub fn show(&self, link: String, theme: &str) -> Promise {
        Promise::new(&mut |resolve, _| {
            self.0.send_message(Message::Show(link.clone(), Theme::named(theme), resolve));
        })
    }
}
