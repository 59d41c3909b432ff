//! What the place Scenes says about the symbols that it draws itself, where classes are taught.

use crate::app::text::{Text, tr};
use crate::data::symbols::Symbol;

pub const fn symbol(symbol: Symbol) -> Text {
    match symbol {
        Symbol::Star => Text("star"),
        Symbol::Heart => Text("heart"),
        Symbol::Arrow => Text("arrow"),
        Symbol::Moon => Text("moon"),
        Symbol::Drop => Text("drop"),
        Symbol::Bolt => Text("bolt"),
    }
}

/// The button that fills all classes, and the one that empties them again.
pub const FILL: Text = Text("Fill with symbols");
pub const FILLS: Text = Text(
    "Six symbols in all colours on all grounds, drawn by this page. Few are learnt from, with what EfficientNet-Lite0 knows of photographs.",
);
pub const EMPTY: Text = Text("Empty all classes");

/// What is scored.
pub fn scored(learnt: usize, scored: usize) -> String {
    tr!("{learnt, plural, one {# example} other {# examples}} learnt from; right of {scored} others")
}
