//! What the place Scenes says about digits that are found.

use crate::app::numbers::whole_percent;
use crate::app::text::{Text, tr};

/// What is found: keys and buttons.
pub const ON_KEY: Text = Text("what is found");
pub const DIGITS_KEY: Text = Text("seed of the generated digits");
pub const DIGITS_EXPECTED: Text = Text("a whole number, or none");
pub const ON_NAME: Text = Text("What is found");
pub const SHAPES: Text = Text("shapes");
pub const DIGITS: Text = Text("digits");

/// The classes, from 0 on.
pub const CLASSES: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

// The canvas.
pub const CANVAS: Text = Text("Canvas: draw several digits with mouse, pen or finger");
pub const INVITATION: Text = Text("Draw several digits here");
pub const ABOUT: Text = Text(
    "Draw as many digits as there is room for. All that differs from shapes is what goes in, one channel of ink for three of colour, and ten classes for three.",
);
pub const ONLY_YOU_KNOW: Text = Text("What you draw, only you know, so cells have no targets.");
pub const NOBODY_KNOWS: Text =
    Text("Once something is erased, nobody knows what is left, so cells have no targets.");
pub const LEGEND: Text = Text("Dashed: generated digits, and the cells that are held responsible.");

/// "7 (98 %)".
pub fn box_label(class: &str, score: f32) -> String {
    format!("{class} ({})", whole_percent(score))
}

/// Columns of the table of boxes.
pub const BOX_COLUMNS: [Text; 5] = [Text("score"), Text("digit"), Text("cell"), Text("IoU"), Text::EMPTY];

/// "3 boxes for 2 digits", or without the latter where nobody has counted these.
pub fn boxes_for(boxes: usize, digits: Option<usize>) -> String {
    match digits {
        Some(digits) => tr!(
            "{boxes, plural, one {# box} other {# boxes}} for {digits, plural, one {# digit} other {# digits}}"
        ),
        None => tr!("{boxes, plural, one {# box} other {# boxes}}"),
    }
}

/// What the idea of the paper is, what it changes, and what is smaller here.
pub const IDEA: [Text; 3] = [
    Text(
        "You only look once: one pass says for every cell of a grid whether a digit has its centre there, where its box lies and which digit it is. Nothing is cut out first, and nobody says how many there are.",
    ),
    Text(
        "It is the network that finds shapes, but for the first and the last layer: one channel goes in, and a cell says ten classes in place of three.",
    ),
    Text(
        "Smaller here: 6 × 6 cells with one box each instead of 7 × 7 with two, and generated digits instead of photographs. It has seen digits from a quarter to four fifths of the canvas.",
    ),
];
