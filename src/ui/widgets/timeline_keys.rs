//! What keys mean to a timeline.

use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

use crate::app::lab::Transport as TransportAction;

/// What a key means to a timeline.
pub enum Meaning {
    PlayOrPause,
    Act(TransportAction),
}

/// What a key means wherever the focus is; grids and fields keep theirs. A clicker works even where a field has the
/// focus, since nobody types with it.
pub fn meaning(event: &KeyboardEvent) -> Option<Meaning> {
    if event.default_prevented() || event.ctrl_key() || event.meta_key() || event.alt_key() {
        return None;
    }
    let focused = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let focused = focused.map(|focused| focused.tag_name()).unwrap_or_default();
    let action = match (event.key().as_str(), focused.as_str()) {
        ("PageUp", _) => TransportAction::Step(-1),
        ("PageDown", _) => TransportAction::Step(1),
        (_, "INPUT" | "SELECT" | "TEXTAREA") => return None,
        // What has the focus after a click is a button: the space bar presses it, and arrows mean nothing to it.
        (" ", "BUTTON" | "A") => return None,
        (" ", _) => return Some(Meaning::PlayOrPause),
        ("ArrowLeft", _) => TransportAction::Step(-1),
        ("ArrowRight", _) => TransportAction::Step(1),
        ("ArrowUp", _) => TransportAction::Row(-1),
        ("ArrowDown", _) => TransportAction::Row(1),
        ("Home", _) => TransportAction::Seek(0),
        ("End", _) => TransportAction::Seek(usize::MAX),
        _ => return None,
    };
    Some(Meaning::Act(action))
}
