//! Listening to the whole document, for events that do not reach the element they are meant for, and to the window.

use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, Event, EventTarget};
use yew::NodeRef;

use crate::ui::browser::window;

/// Listens as long as it lives.
pub struct Listener {
    target: EventTarget,
    name: &'static str,
    closure: Closure<dyn Fn(Event)>,
}

impl Listener {
    /// Listens to the document.
    pub fn new(name: &'static str, heard: impl Fn(Event) + 'static) -> Self {
        Self::on(document().into(), name, heard)
    }

    /// Listens to the window.
    pub fn on_window(name: &'static str, heard: impl Fn(Event) + 'static) -> Self {
        Self::on(window().into(), name, heard)
    }

    fn on(target: EventTarget, name: &'static str, heard: impl Fn(Event) + 'static) -> Self {
        let closure = Closure::<dyn Fn(Event)>::new(heard);
        let done = target.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
        done.expect("documents and windows have listeners");
        Self { target, name, closure }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let closure = self.closure.as_ref().unchecked_ref();
        drop(self.target.remove_event_listener_with_callback(self.name, closure));
    }
}

/// The element inside `root`, or `root` itself, that has the keyboard's focus.
pub fn focused_in(root: &NodeRef) -> Option<Element> {
    let active = document().active_element()?;
    root.cast::<Element>().filter(|root| root.contains(Some(&active))).map(|_| active)
}

fn document() -> Document {
    window().document().expect("a page has a document")
}
