//! What Convolve says of letters, counts, nudges and the gradient of the weights.

// Letters, and how often cells are seen.
pub const NUMBERS_OR_LETTERS: &str = "What stands in the cells";
pub const NUMBERS_LETTERS: [&str; 2] = ["Numbers", "Letters"];
pub const COUNTED_FROM: &str = "Counted from";
pub const ROWS_FIRST: &str = "rows first";
pub const COLUMNS_FIRST: &str = "columns first";
pub const LETTER_ORDER: &str = "Order";
pub const COUNT_USES: &str = "Count uses";
pub const COUNT_USES_TITLE: &str = "How many windows see each cell: what padding is good for";
pub const USES: &str = "Windows that see it";

// A transposed convolution with zeros between the cells.
pub const ZEROS: &str = "With zeros between";
pub const ZEROS_TITLE: &str = "The same result by a convolution with stride 1: s − 1 zeros between the cells, f − 1 − p around them, the kernel flipped";

// A nudge.
pub const MAP_BEFORE: &str = "Map before";
pub const MAP_AFTER: &str = "Map after: framed where it moved along";
pub const NUDGE_TITLE: &str = "Move the input by one cell: the map moves along";

pub fn moved_along(count: usize, all: usize) -> String {
    format!(
        "{count} of {all} values moved along with the input. The others are new: they see what came in at the border."
    )
}

pub fn does_not_divide([rows, columns]: [usize; 2]) -> String {
    let stride = if rows == columns { rows.to_string() } else { format!("{rows} and {columns}") };
    format!(
        "Stride {stride} does not divide the nudge: between two positions there is no place for the map to move to, so its values change."
    )
}

// The gradient of the weights.
pub const WEIGHT_DETAILS: &str = "How the gradient comes about";
pub const LIST_PATCHES_PATHS: [&str; 3] = ["All weights", "Patches × δ", "Paths"];
pub const TAKE_STEP: &str = "w ← w − α·∂L/∂w";
pub const TAKE_STEP_TITLE: &str =
    "Takes a step of gradient descent. The targets t = z − δ stay, so L = ½ Σ (z − t)² = ½ Σ δ².";
pub const LOSS: &str = "L = ½ Σ δ² = ";
pub const PATHS_ADD: &str =
    "A weight is shared: each output is a path from it to the loss, and the paths add.";

pub fn patch(position: usize) -> String {
    format!("what the window sees at position {position}")
}

pub fn loss_after(before: &str, after: &str) -> String {
    format!("The step changed the loss L from {before} to {after}.")
}
