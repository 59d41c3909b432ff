//! What keys mean in a grid.

use web_sys::KeyboardEvent;

use crate::app::lab::entry::{begins_number, walk};

/// A key that a grid understands.
#[derive(Debug)]
pub enum Key {
    /// To another cell: the key's name, and whether Ctrl was held.
    Walk(String, bool),
    /// The beginning of a number.
    Type(String),
    /// Into the cell, or what stands for it where nothing can be changed.
    Enter,
    Edit,
    Zero,
    Add(f32),
}

/// What a grid does with a key, if anything.
pub fn meaning(event: &KeyboardEvent, edits: bool, pins: bool) -> Option<Key> {
    let (key, command) = (event.key(), event.ctrl_key() || event.meta_key());
    Some(match key.as_str() {
        "ArrowUp" if event.alt_key() && edits => Key::Add(1.0),
        "ArrowDown" if event.alt_key() && edits => Key::Add(-1.0),
        _ if event.alt_key() => return None,
        _ if walk(&key, command, [0; 2], [1; 2]).is_some() => Key::Walk(key, command),
        _ if command => return None,
        "Enter" if edits || pins => Key::Enter,
        "F2" if edits => Key::Edit,
        "Delete" | "Backspace" if edits => Key::Zero,
        _ if edits && begins_number(&key) => Key::Type(key),
        _ => return None,
    })
}
