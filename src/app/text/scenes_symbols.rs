//! What the place Scenes says about the symbols that it draws itself, where classes are taught.

use crate::app::numbers::plural;
use crate::data::symbols::Symbol;

pub const fn symbol(symbol: Symbol) -> &'static str {
    match symbol {
        Symbol::Star => "star",
        Symbol::Heart => "heart",
        Symbol::Arrow => "arrow",
        Symbol::Moon => "moon",
        Symbol::Drop => "drop",
        Symbol::Bolt => "bolt",
    }
}

/// The button that fills all classes, and the one that empties them again.
pub const FILL: &str = "Fill with symbols";
pub const FILLS: &str = "Six symbols in all colours on all grounds, drawn by this page. Few are learnt from, with what EfficientNet-Lite0 knows of photographs.";
pub const EMPTY: &str = "Empty all classes";

/// What is scored.
pub fn scored(learnt: usize, scored: usize) -> String {
    format!("{} learnt from; right of {scored} others", plural(learnt, super::scenes_teach_own::EXAMPLE))
}
