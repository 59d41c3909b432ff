//! What the place Convolve says.

mod bottleneck;
mod picture;
mod seen;

pub use bottleneck::*;
pub use picture::*;
pub use seen::*;

use crate::app::numbers::trimmed;
use crate::app::text::{Text, tr};
use crate::padding_mode::PaddingMode;

pub const CANNOT_TRANSPOSE: Text = Text("This convolution cannot be transposed.");

// Examples.
pub const EDGES: Text = Text("Vertical edges, 6×6");
pub const SUM: Text = Text("A sum of products, 5×5");
pub const FLOOR: Text = Text("Stride 3 on 7×7: the floor");
pub const CONSTANT: Text = Text("Constant padding, 3×3");
pub const REFLECT: Text = Text("Reflection padding, 3×3");
pub const SYMMETRIC: Text = Text("Symmetric padding, 4×4");
pub const CIRCULAR: Text = Text("Circular padding, 4×4");
pub const SEVERAL_CHANNELS: Text = Text("3 channels, 2 filters, stride 2");
pub const TWO_FILTERS: Text = Text("Deck 003: 5×5×3, two filters");
pub const STRIDES: [Text; 2] = [Text("Stride 1 on 7×7"), Text("Stride 2 on 7×7")];
pub const BACKWARD: Text = Text("Back-propagation, 5×5, stride 2");
pub const DEPTHWISE: Text = Text("Depthwise, 3 groups");
pub const DILATED: Text = Text("Dilated by 2");
pub const TRANSPOSED_BY_2: Text = Text("Transposed, stride 2");
pub const IDENTITY: Text = Text("Identity");
pub const BOX_BLUR: Text = Text("Box blur");
pub const GAUSSIAN_BLUR: Text = Text("Gaussian blur");
pub const SHARPEN: Text = Text("Sharpen");
pub const SOBEL_VERTICAL: Text = Text("Sobel, vertical edges");
pub const SOBEL_HORIZONTAL: Text = Text("Sobel, horizontal edges");
pub const LAPLACIAN: Text = Text("Laplacian");
pub const EMBOSS: Text = Text("Emboss");
pub const POINTWISE: Text = Text("1×1: 4 channels become 2");
pub const YOUR_OWN_NUMBERS: Text = Text("Your own numbers");

pub fn trained_kernel(kernel: usize) -> String {
    tr!("Trained network, kernel {kernel}")
}

// Views and modes.
pub const GRIDS: Text = Text("Grids");
pub const IM2COL: Text = Text("im2col");
pub const PICTURE: Text = Text("Picture");
pub const TRANSPOSED: Text = Text("Transposed");
pub const MODES: Text = Text("What the timeline steps through");
pub const NO_FORWARD_PASS: Text = Text("With these settings there is no forward pass to look at.");
pub const NOTHING_COMES_OUT: Text = Text("With these settings nothing would come out in that mode.");

// Settings.
pub const STRIDE: Text = Text("Stride");
pub const DILATION: Text = Text("Dilation");
pub const PAD_BEFORE: Text = Text("Pad before");
pub const PAD_AFTER: Text = Text("Pad after");
pub const OUTPUT_PAD: Text = Text("Output pad");
pub const GROUPS: Text = Text("Groups");
pub const AXES: [Text; 2] = [Text("rows"), Text("columns")];
pub const IN_OUT: [Text; 2] = [Text("in"), Text("out")];
pub const PADDING_IS: Text = Text("Padding is");
/// None, what keeps the size, and all positions that touch the input.
pub const VALID_SAME_FULL: [Text; 3] = [Text("valid"), Text("same"), Text("full")];
/// What "same" means.
pub fn same_padding(size: usize) -> String {
    tr!("same: p = ⌊f / 2⌋ = {} keeps the size at stride 1", size / 2)
}

pub const PADDING_MODE: Text = Text("Padding mode");
/// Constant, reflect, symmetric, replicate, circular.
pub const PADDING_MODES: [Text; 5] =
    [Text("constant"), Text("reflect"), Text("symmetric"), Text("replicate"), Text("circular")];
pub const PADDING_VALUE: Text = Text("Padding value");
pub const CANNOT_PAD: Text = Text("This padding mode cannot reach that far.");
pub const BIAS: Text = Text("Bias");
pub const FLIP: Text = Text("Flip the kernel");

pub fn bias_of(filter: usize) -> String {
    tr!("Bias of filter {filter}")
}

// The picture of a step.
pub const CONVOLUTION: Text = Text("Convolution");
pub const OF_WEIGHTS: Text = Text("Convolution: gradient of the weights");
pub const OF_INPUT: Text = Text("Convolution: gradient of the input");
pub const TRANSPOSED_CONVOLUTION: Text = Text("Transposed convolution");
pub const NOT_FLIPPED: Text = Text("Cross-correlation: the kernel is not flipped.");
pub const FLIPPED: Text =
    Text("Convolution: the kernel stands as it is typed, and is applied flipped in both directions.");
pub const ADDS_TO_WEIGHTS: Text =
    Text("Each upstream value times its patch is added to the kernel’s gradient.");
pub const ADDS_TO_INPUT: Text =
    Text("Each upstream value times the kernel is added to the input’s gradient.");
pub const ADDS_TO_OUTPUT: Text = Text("Each input value times the kernel is added to a larger output.");
pub const INPUT_GRID: Text = Text("input");
pub const UPSTREAM_GRID: Text = Text("upstream gradient");
pub const WEIGHT_GRADIENT: Text = Text("∂L/∂W so far");
/// As a term of a sum, before its value.
pub const BIAS_TERM: Text = Text("bias");
// Between the parts of a condition.
pub const WHERE: Text = Text("where");
pub const AND: Text = Text("and");
pub const COPIES: Text = Text("is or copies");

pub fn padding_copies(row: isize, column: isize, value: &str) -> String {
    tr!("Padding: it copies row {row}, column {column}, which is {value}.")
}

pub fn padding_holds(value: &str) -> String {
    tr!("Padding: it holds the constant {value}.")
}

/// Products that the step does not add anywhere.
pub fn cut(products: usize) -> String {
    tr!(
        "{products, plural, one {# product falls into the padding and is cut.} other {# products fall into the padding and are cut.}}"
    )
}

/// Rows and columns of a result with the border that the padding crops, and without.
pub fn cropped([all_rows, all_columns]: [usize; 2], [rows, columns]: [usize; 2]) -> String {
    tr!("{rows}×{columns}, cropped from {all_rows}×{all_columns}")
}

pub fn kernel_grid(filter: usize, channel: usize) -> String {
    tr!("kernel of filter {filter}, channel {channel}")
}

pub fn kernel_size([rows, columns]: [usize; 2], flipped: bool) -> String {
    if flipped { tr!("{rows}×{columns}, applied flipped") } else { format!("{rows}×{columns}") }
}

pub const WINDOW_TIMES_KERNEL: Text = Text("window × kernel");

pub fn products_of(filter: usize, channel: usize) -> String {
    tr!("window × kernel of filter {filter}, channel {channel}")
}

/// How often an input cell, or a weight, is used.
pub fn seen_by(windows: usize) -> String {
    tr!("{windows, plural, one {# window sees this cell.} other {# windows see this cell.}}")
}

pub fn used_by(products: usize) -> String {
    tr!(
        "{products, plural, one {This weight is used in # product.} other {This weight is used in # products, one at each position: it is shared.}}"
    )
}

pub fn sum_of_channel(channel: usize) -> String {
    format!("{} ", tr!("channel {channel}:"))
}

/// A sum that goes on, and what it comes to so far; nothing in letters.
pub fn so_far(sum: &str) -> String {
    if sum.is_empty() { " + …".to_owned() } else { format!(" + … {}", tr!("(so far {sum})")) }
}

pub fn more_to_come(products: usize) -> String {
    format!("  {}", tr!("({products, plural, one {# product} other {# products}} more to come)"))
}

// All settings in one line.
pub const DILATION_IS: Text = Text("dilation");
pub const OUTPUT_PADDING_IS: Text = Text("output padding");
pub const KERNEL_FLIPPED: Text = Text("kernel applied flipped");

/// How wide it is, and its mode where that matters.
pub fn padding([above, below, left, right]: [usize; 4], mode: Option<PaddingMode>) -> String {
    let sides = match above == below && left == right && above == left {
        true => above.to_string(),
        false => tr!("{above} above, {below} below, {left} left, {right} right"),
    };
    match mode {
        None => tr!("padding {sides}"),
        Some(PaddingMode::Constant(value)) => {
            tr!("padding {sides} of value {value}", value = trimmed(value))
        }
        Some(PaddingMode::Reflect) => tr!("padding {sides} by reflection"),
        Some(PaddingMode::Symmetric) => tr!("padding {sides}, symmetric"),
        Some(PaddingMode::Replicate) => tr!("padding {sides} by replication"),
        Some(PaddingMode::Circular) => tr!("padding {sides}, circular"),
    }
}

pub fn groups(count: usize) -> String {
    tr!("{count} groups")
}

// The matrix product.
pub const PATCHES_GRID: Text = Text("X: what the window sees at each position in a column");
pub const WEIGHTS_GRID: Text = Text("W: one filter in each row");
pub const OUTPUT_GRID: Text = Text("Y: one output channel in each row");
pub const PATCHES: Text = Text("patches, one in each column");
pub const FILTERS: Text = Text("filters");
/// W of a matrix product holds them as they are applied.
pub const FLIPPED_FILTERS: Text = Text("filters, flipped");
pub const CHANNELS_OUT: Text = Text("output");
pub const PRODUCT: Text = Text(
    "Each column of X is what one window sees, each row of W is a filter; together they give one value of Y.",
);

/// A matrix of one group of several.
pub fn of_group(name: &str, [group, groups]: [usize; 2]) -> String {
    tr!("{name} (group {group} of {groups})")
}

/// Which group it is, and of how many, where there are several.
pub fn matrix_sizes(filters: usize, depth: usize, positions: usize, group: Option<[usize; 2]>) -> String {
    match group {
        None => tr!("W is {filters} × {depth}, X is {depth} × {positions}."),
        Some([group, groups]) => {
            tr!("W is {filters} × {depth}, X is {depth} × {positions} (group {group} of {groups}).")
        }
    }
}

/// How often values are copied: once, where nothing else is said.
pub fn copies(cells: usize, times: Option<&str>) -> String {
    match times {
        None => tr!("Each of the {cells} input values stands in X once."),
        Some(times) => tr!("Each of the {cells} input values stands in X {times} times on average."),
    }
}
