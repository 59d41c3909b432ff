//! What is said about changes inside of the network.

use super::data;
use crate::app::text::{Text, tr};

pub const BEFORE: Text = Text("As it is");
pub const AFTER: Text = Text("Changed");
pub const NOTHING_CHANGED: Text =
    Text("Nothing is changed yet: switch off a map below, or set one of its values or weights.");

pub fn changes(count: usize) -> String {
    tr!("{count, plural, one {# change} other {# changes}}")
}

pub const REVERT_ALL: Text = Text("Undo all");
pub const ACCURACY: Text = Text("Right answers");

/// The classes that accuracy is counted over.
pub fn of_all(count: usize, are_own: bool) -> String {
    data(count, are_own)
}

pub fn of_class(count: usize, class: usize) -> String {
    tr!("{count} of them a {class}")
}

/// Which map matters most for this class.
pub fn matters_most(class: usize, layer: &str) -> String {
    tr!("What of {layer} matters most for this {class}?")
}

pub fn lost_without(class: usize) -> String {
    tr!("z of {class} loses this without it; a click switches it off")
}

/// A bar for those who do not see it.
pub fn loses(layer: &str, unit: usize, lost: &str, off: bool) -> String {
    if off {
        tr!("{layer}, {unit}, off: without it the logit loses {lost}")
    } else {
        tr!("{layer}, {unit}, on: without it the logit loses {lost}")
    }
}

pub const LAYER: Text = Text("Layer");

/// What is chosen to be changed.
pub fn chosen_unit(title: &str, unit: usize) -> String {
    format!("{title}, {unit}")
}

pub const OFF: Text = Text("Off");
pub const ON: Text = Text("On");
pub const ITS_CELL: Text = Text("value at");
pub const ITS_WEIGHT: Text = Text("weight");

pub fn set_cell(row: usize, column: usize) -> String {
    tr!("value ({row}, {column})")
}

pub fn set_weight(source: usize, row: usize, column: usize) -> String {
    tr!("weight {source} ({row}, {column})")
}

pub fn revert(change: &str) -> String {
    tr!("Undo {change}")
}
