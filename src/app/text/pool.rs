//! What the place Pool says.

// Examples.
pub const LECTURE_MAX: &str = "Max, 2×2, stride 2";
pub const LECTURE_AVERAGE: &str = "Average, 2×2, stride 2";
pub const GLOBAL_3: &str = "Global average, 3 channels";
pub const OVERLAPPING: &str = "Overlapping, 3×3, stride 2";
pub const TIE: &str = "A tie";
pub const CEIL: &str = "Ceil mode, 5×5";
pub const PADDED: &str = "Padded average, 3×3";
pub const NUDGED: &str = "A nudge, 8×8";
pub const YOUR_OWN: &str = "Your own";

// Settings.
pub const KIND: &str = "Kind";
pub const MAX_KIND: &str = "Max";
pub const AVERAGE: &str = "Average";
pub const AVERAGE_INSIDE: &str = "Average, padding not counted";
pub const GLOBAL: &str = "Global average";
pub const CONVOLUTION: &str = "Strided convolution";
/// Rows and columns of each.
pub const WINDOW: &str = "Window";
pub const STRIDE: &str = "Stride";
pub const PADDING: &str = "Padding";
pub const CEIL_MODE: &str = "Ceil mode";

// The picture.
/// Forward, and back.
pub const MAX_POOLING: [&str; 2] = ["Max pooling", "Max pooling: gradient of the input"];
pub const AVERAGE_POOLING: [&str; 2] = ["Average pooling", "Average pooling: gradient of the input"];
pub const GLOBAL_POOLING: [&str; 2] =
    ["Global average pooling", "Global average pooling: gradient of the input"];
pub const STRIDED: [&str; 2] = [CONVOLUTION, "Strided convolution: gradient of the input"];
pub const WINDOW_IS: &str = "window";
pub const PADDING_NOT_COUNTED: &str = "padding not counted";
pub const CEIL_IS_ON: &str = "ceil mode";
/// The function, and the badge of the cell that wins.
pub const MAX: &str = "max";

pub fn more(values: usize) -> String {
    format!("… {values} more …")
}

/// The output value of a step, for those who do not see it.
pub fn row_and_column(row: isize, column: isize) -> String {
    format!("Row {row}, column {column}")
}

// Conditions of formulas.
pub const WHERE_IT_WINS: &str = "for all windows in which x wins";
pub const WHERE_IT_IS_SEEN: &str = "for all windows that see x";

// What there is to notice.
pub const NOTHING_TO_LEARN: &str = "A pool has no weights: there is nothing to learn.";
pub const WINS_NOWHERE: &str = "It wins in no window: nothing comes back to it.";
pub const IN_NO_WINDOW: &str = "It is in no window: nothing comes back to it.";
pub const PADDING_NEVER_WINS: &str = "Padded cells never win.";
pub const PADDING_IS_ZERO: &str = "Padded cells count as zeros.";
pub const ONE_NUMBER: &str = "One number for each channel, however large the input is.";
pub const LEFT_OUT: &str = "The hatched cells are in no window: the floor leaves them out.";

pub fn learned(weights: usize) -> String {
    format!("A convolution has weights: these {weights} are learned.")
}

pub fn tie(cells: usize, largest: &str, gradient: bool) -> String {
    let gets = if gradient { " and gets all of the gradient" } else { "" };
    format!("{cells} cells hold {largest}: the first of them, in reading order, wins{gets}.")
}

pub fn padding_does_not_count(counted: usize) -> String {
    format!("Padded cells do not count: the sum is divided by {counted}.")
}

pub fn beyond_does_not_count(counted: usize) -> String {
    format!("What lies beyond the padding does not count: the sum is divided by {counted}.")
}

// Beside the pool.
pub const NUDGE_THE_INPUT: &str = "Nudge the input";
/// Before and after the pool.
pub const CHANGED: [&str; 2] = ["Changed before the pool", "and after it"];
pub const SAME_WINDOWS: &str = "Strided convolution, same windows";

pub const ANOTHER_INPUT: &str = "Another input, the same output";
pub const OTHER_INPUT: &str = "Another input";
pub const SAME_OUTPUT: &str = "Its output";
pub const NO_OTHER_INPUT: &str = "No other input was found that comes to the same output.";

/// What a pool does not keep.
pub fn lost(changed: usize, all: usize) -> String {
    format!("{changed} of {all} input values are others, and nobody who sees the output can tell.")
}

pub fn count_of(count: usize, all: usize) -> String {
    format!(" {count} of {all}")
}

pub fn kernel(weights: usize) -> String {
    format!("Kernel: {weights} weights")
}
