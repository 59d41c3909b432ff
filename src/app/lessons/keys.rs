//! What keys mean while a lesson is played.

use super::Action;

/// What has the keyboard's focus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focused {
    /// A field that takes what is typed.
    Field,
    /// A button or a link, which the space bar presses.
    Button,
    /// Anything else.
    Other,
}

/// What a key without Ctrl, Alt or Meta means. After the place was touched, all keys but two are the place's.
///
/// ```
/// use convoscope::app::lessons::{Action, Focused, key};
/// assert_eq!(key(" ", Focused::Other, false), Some(Action::Next));
/// assert_eq!(key(" ", Focused::Other, true), None);
/// assert_eq!(key("PageDown", Focused::Field, true), Some(Action::Next));
/// assert_eq!(key("Escape", Focused::Other, true), Some(Action::Release));
/// assert_eq!(key("n", Focused::Field, false), None);
/// ```
pub fn key(key: &str, focused: Focused, touched: bool) -> Option<Action> {
    Some(match (key, focused) {
        ("PageDown", _) => Action::Next,
        ("Escape", _) if touched => Action::Release,
        _ if touched => return None,
        ("PageUp", _) => Action::Back,
        ("Enter", Focused::Field) => Action::Check,
        (_, Focused::Field) | (" ", Focused::Button) => return None,
        (" " | "ArrowRight", _) => Action::Next,
        ("ArrowLeft", _) => Action::Back,
        ("n" | "N", _) => Action::Notes,
        _ => return None,
    })
}
