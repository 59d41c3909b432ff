//! What Convolve says of letters, counts, nudges and the gradient of the weights.

use crate::app::text::{Text, tr};

// Letters, and how often cells are seen.
pub const NUMBERS_OR_LETTERS: Text = Text("What stands in the cells");
pub const NUMBERS_LETTERS: [Text; 2] = [Text("Numbers"), Text("Letters")];
pub const COUNTED_FROM: Text = Text("Counted from");
pub const ROWS_FIRST: Text = Text("rows first");
pub const COLUMNS_FIRST: Text = Text("columns first");
pub const LETTER_ORDER: Text = Text("Order");
pub const COUNT_USES: Text = Text("Count uses");
pub const COUNT_USES_TITLE: Text = Text("How many windows see each cell: what padding is good for");
pub const USES: Text = Text("Windows that see it");

// A transposed convolution with zeros between the cells.
pub const ZEROS: Text = Text("With zeros between");
pub const ZEROS_TITLE: Text = Text(
    "The same result by a convolution with stride 1: s − 1 zeros between the cells, f − 1 − p around them, the kernel flipped",
);

// A nudge.
pub const MAP_BEFORE: Text = Text("Map before");
pub const MAP_AFTER: Text = Text("Map after: framed where it moved along");
pub const NUDGE_TITLE: Text = Text("Move the input by one cell: the map moves along");

pub fn moved_along(count: usize, all: usize) -> String {
    tr!(
        "{count} of {all} values moved along with the input. The others are new: they see what came in at the border."
    )
}

pub fn does_not_divide([rows, columns]: [usize; 2]) -> String {
    match rows == columns {
        true => tr!(
            "Stride {rows} does not divide the nudge: between two positions there is no place for the map to move to, so its values change."
        ),
        false => tr!(
            "Stride {rows} and {columns} does not divide the nudge: between two positions there is no place for the map to move to, so its values change."
        ),
    }
}

// The gradient of the weights.
pub const WEIGHT_DETAILS: Text = Text("How the gradient comes about");
pub const LIST_PATCHES_PATHS: [Text; 3] = [Text("All weights"), Text("Patches × δ"), Text("Paths")];
pub const TAKE_STEP: &str = "w ← w − α·∂L/∂w";
pub const TAKE_STEP_TITLE: Text =
    Text("Takes a step of gradient descent. The targets t = z − δ stay, so L = ½ Σ (z − t)² = ½ Σ δ².");
pub const LOSS: &str = "L = ½ Σ δ² = ";
pub const PATHS_ADD: Text =
    Text("A weight is shared: each output is a path from it to the loss, and the paths add.");

pub fn patch(position: usize) -> String {
    tr!("what the window sees at position {position}")
}

pub fn loss_after(before: &str, after: &str) -> String {
    tr!("The step changed the loss L from {before} to {after}.")
}
