//! What the place Scenes says about digits that are found.

use crate::app::numbers::{plural, whole_percent};

/// What is found: keys and buttons.
pub const ON_KEY: &str = "what is found";
pub const DIGITS_KEY: &str = "seed of the generated digits";
pub const DIGITS_EXPECTED: &str = "a whole number, or none";
pub const ON_NAME: &str = "What is found";
pub const SHAPES: &str = "shapes";
pub const DIGITS: &str = "digits";

/// The classes, from 0 on.
pub const CLASSES: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

// The canvas.
pub const CANVAS: &str = "Canvas: draw several digits with mouse, pen or finger";
pub const INVITATION: &str = "Draw several digits here";
pub const ABOUT: &str = "Draw as many digits as there is room for. All that differs from shapes is what goes in, one channel of ink for three of colour, and ten classes for three.";
pub const ONLY_YOU_KNOW: &str = "What you draw, only you know, so cells have no targets.";
pub const NOBODY_KNOWS: &str =
    "Once something is erased, nobody knows what is left, so cells have no targets.";
pub const LEGEND: &str = "Dashed: generated digits, and the cells that are held responsible.";

/// "7 (98 %)".
pub fn box_label(class: &str, score: f32) -> String {
    format!("{class} ({})", whole_percent(score))
}

/// Columns of the table of boxes.
pub const BOX_COLUMNS: [&str; 5] = ["score", "digit", "cell", "IoU", ""];

/// "3 boxes for 2 digits", or without the latter where nobody has counted these.
pub fn boxes_for(boxes: usize, digits: Option<usize>) -> String {
    let noun = if boxes == 1 { "box" } else { "boxes" };
    let of = digits.map_or(String::new(), |digits| format!(" for {}", plural(digits, "digit")));
    format!("{boxes} {noun}{of}")
}

/// What the idea of the paper is, what it changes, and what is smaller here.
pub const IDEA: [&str; 3] = [
    "You only look once: one pass says for every cell of a grid whether a digit has its centre there, where its box lies and which digit it is. Nothing is cut out first, and nobody says how many there are.",
    "It is the network that finds shapes, but for the first and the last layer: one channel goes in, and a cell says ten classes in place of three.",
    "Smaller here: 6 × 6 cells with one box each instead of 7 × 7 with two, and generated digits instead of photographs. It has seen digits from a quarter to four fifths of the canvas.",
];
