//! What keys mean to a timeline.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use crate::app::lab::{Transport as TransportAction, Turn};

/// What a key means to a timeline.
pub enum Meaning {
    PlayOrPause,
    Act(TransportAction),
}

/// What has the focus, as far as it matters to keys.
enum Focused {
    /// It takes what is typed, or chooses by it.
    Field,
    /// A slider: arrows move it.
    Slider,
    /// The space bar presses it, since the keyboard led to it.
    Pressed,
    Other,
}

/// What a key means wherever the focus is; grids and fields keep theirs. A clicker works even where a field has the
/// focus, since nobody types with it.
pub fn meaning(event: &KeyboardEvent) -> Option<Meaning> {
    if is_taken(event) {
        return None;
    }
    let action = match (event.key().as_str(), focused(event)) {
        ("PageUp", _) => TransportAction::Step(-1),
        ("PageDown", _) => TransportAction::Step(1),
        (_, Focused::Field) | (" ", Focused::Pressed) => return None,
        (" ", _) => {
            leave_button(event);
            return Some(Meaning::PlayOrPause);
        }
        (_, Focused::Slider) => return None,
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

/// What a key means to a lab beyond its timeline.
pub fn turn(event: &KeyboardEvent) -> Option<Turn> {
    if is_taken(event) {
        return None;
    }
    Some(match (event.key().as_str(), focused(event)) {
        ("PageUp", _) => Turn::Page(-1),
        ("PageDown", _) => Turn::Page(1),
        (_, Focused::Field) => return None,
        ("n", _) => Turn::Example(1),
        ("N", _) => Turn::Example(-1),
        (key @ ("1" | "2" | "3" | "4"), _) => Turn::Mode(usize::from(key.as_bytes()[0] - b'1')),
        _ => return None,
    })
}

fn is_taken(event: &KeyboardEvent) -> bool {
    event.default_prevented() || event.ctrl_key() || event.meta_key() || event.alt_key()
}

fn focused(event: &KeyboardEvent) -> Focused {
    let Some(focused) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else {
        return Focused::Other;
    };
    let kind = focused.get_attribute("type").unwrap_or_default();
    match focused.tag_name().as_str() {
        "INPUT" if kind == "range" => Focused::Slider,
        "INPUT" if ["checkbox", "radio", "button", "file"].contains(&kind.as_str()) => Focused::Other,
        "INPUT" | "SELECT" | "TEXTAREA" => Focused::Field,
        // What was clicked has the focus, too, but nobody sees it there.
        "BUTTON" | "A" if focused.matches(":focus-visible").unwrap_or(true) => Focused::Pressed,
        _ => Focused::Other,
    }
}

/// Takes the focus from a button that was clicked before: the space bar is not to press it as well.
fn leave_button(event: &KeyboardEvent) {
    let button = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
    if let Some(button) = button.filter(|button| button.tag_name() == "BUTTON") {
        drop(button.blur());
    }
}
