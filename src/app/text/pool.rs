//! What the place Pool says.

use crate::app::text::{Text, tr};

// Examples.
pub const LECTURE_MAX: Text = Text("Max, 2×2, stride 2");
pub const LECTURE_AVERAGE: Text = Text("Average, 2×2, stride 2");
pub const GLOBAL_3: Text = Text("Global average, 3 channels");
pub const OVERLAPPING: Text = Text("Overlapping, 3×3, stride 2");
pub const TIE: Text = Text("A tie");
pub const CEIL: Text = Text("Ceil mode, 5×5");
pub const PADDED: Text = Text("Padded average, 3×3");
pub const NUDGED: Text = Text("A nudge, 8×8");
pub const YOUR_OWN: Text = Text("Your own");

// Settings.
pub const KIND: Text = Text("Kind");
pub const MAX_KIND: Text = Text("Max");
pub const AVERAGE: Text = Text("Average");
pub const AVERAGE_INSIDE: Text = Text("Average, padding not counted");
pub const GLOBAL: Text = Text("Global average");
pub const CONVOLUTION: Text = Text("Strided convolution");
/// Rows and columns of each.
pub const WINDOW: Text = Text("Window");
pub const STRIDE: Text = Text("Stride");
pub const PADDING: Text = Text("Padding");
pub const CEIL_MODE: Text = Text("Ceil mode");

// The picture.
/// Forward, and back.
pub const MAX_POOLING: [Text; 2] = [Text("Max pooling"), Text("Max pooling: gradient of the input")];
pub const AVERAGE_POOLING: [Text; 2] =
    [Text("Average pooling"), Text("Average pooling: gradient of the input")];
pub const GLOBAL_POOLING: [Text; 2] =
    [Text("Global average pooling"), Text("Global average pooling: gradient of the input")];
pub const STRIDED: [Text; 2] = [CONVOLUTION, Text("Strided convolution: gradient of the input")];
pub const WINDOW_IS: Text = Text("window");
pub const PADDING_NOT_COUNTED: Text = Text("padding not counted");
pub const CEIL_IS_ON: Text = Text("ceil mode");
/// The function, and the badge of the cell that wins.
pub const MAX: Text = Text("max");

pub fn more(values: usize) -> String {
    tr!("… {values} more …")
}

/// The output value of a step, for those who do not see it.
pub fn row_and_column(row: isize, column: isize) -> String {
    tr!("Row {row}, column {column}")
}

// Conditions of formulas.
pub const WHERE_IT_WINS: Text = Text("for all windows in which x wins");
pub const WHERE_IT_IS_SEEN: Text = Text("for all windows that see x");

// What there is to notice.
pub const NOTHING_TO_LEARN: Text = Text("A pool has no weights: there is nothing to learn.");
pub const WINS_NOWHERE: Text = Text("It wins in no window: nothing comes back to it.");
pub const IN_NO_WINDOW: Text = Text("It is in no window: nothing comes back to it.");
pub const PADDING_NEVER_WINS: Text = Text("Padded cells never win.");
pub const PADDING_IS_ZERO: Text = Text("Padded cells count as zeros.");
pub const ONE_NUMBER: Text = Text("One number for each channel, however large the input is.");
pub const LEFT_OUT: Text = Text("The hatched cells are in no window: the floor leaves them out.");

pub fn learned(weights: usize) -> String {
    tr!("A convolution has weights: these {weights} are learned.")
}

pub fn tie(cells: usize, largest: &str, gradient: bool) -> String {
    match gradient {
        false => tr!("{cells} cells hold {largest}: the first of them, in reading order, wins."),
        true => tr!(
            "{cells} cells hold {largest}: the first of them, in reading order, wins and gets all of the gradient."
        ),
    }
}

pub fn padding_does_not_count(counted: usize) -> String {
    tr!("Padded cells do not count: the sum is divided by {counted}.")
}

pub fn beyond_does_not_count(counted: usize) -> String {
    tr!("What lies beyond the padding does not count: the sum is divided by {counted}.")
}

// Beside the pool.
pub const NUDGE_THE_INPUT: Text = Text("Nudge the input");
/// Before and after the pool.
pub const CHANGED: [Text; 2] = [Text("Changed before the pool"), Text("and after it")];
pub const SAME_WINDOWS: Text = Text("Strided convolution, same windows");

pub const ANOTHER_INPUT: Text = Text("Another input, the same output");
pub const OTHER_INPUT: Text = Text("Another input");
pub const SAME_OUTPUT: Text = Text("Its output");
pub const NO_OTHER_INPUT: Text = Text("No other input was found that comes to the same output.");

/// What a pool does not keep.
pub fn lost(changed: usize, all: usize) -> String {
    tr!("{changed} of {all} input values are others, and nobody who sees the output can tell.")
}

pub fn count_of(count: usize, all: usize) -> String {
    tr!("{count} of {all}")
}

pub fn kernel(weights: usize) -> String {
    tr!("Kernel: {weights} weights")
}
