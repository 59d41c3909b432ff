//! What the place Convolve says.

mod bottleneck;
mod seen;

pub use bottleneck::*;
pub use seen::*;

pub const CANNOT_TRANSPOSE: &str = "This convolution cannot be transposed.";

// Examples.
pub const EDGES: &str = "Vertical edges, 6×6";
pub const SUM: &str = "A sum of products, 5×5";
pub const FLOOR: &str = "Stride 3 on 7×7: the floor";
pub const CONSTANT: &str = "Constant padding, 3×3";
pub const REFLECT: &str = "Reflection padding, 3×3";
pub const SYMMETRIC: &str = "Symmetric padding, 4×4";
pub const CIRCULAR: &str = "Circular padding, 4×4";
pub const SEVERAL_CHANNELS: &str = "3 channels, 2 filters, stride 2";
pub const TWO_FILTERS: &str = "Deck 003: 5×5×3, two filters";
pub const STRIDES: [&str; 2] = ["Stride 1 on 7×7", "Stride 2 on 7×7"];
pub const BACKWARD: &str = "Back-propagation, 5×5, stride 2";
pub const DEPTHWISE: &str = "Depthwise, 3 groups";
pub const DILATED: &str = "Dilated by 2";
pub const TRANSPOSED_BY_2: &str = "Transposed, stride 2";
pub const IDENTITY: &str = "Identity";
pub const BOX_BLUR: &str = "Box blur";
pub const GAUSSIAN_BLUR: &str = "Gaussian blur";
pub const SHARPEN: &str = "Sharpen";
pub const SOBEL_VERTICAL: &str = "Sobel, vertical edges";
pub const SOBEL_HORIZONTAL: &str = "Sobel, horizontal edges";
pub const LAPLACIAN: &str = "Laplacian";
pub const EMBOSS: &str = "Emboss";
pub const POINTWISE: &str = "1×1: 4 channels become 2";
pub const YOUR_OWN_NUMBERS: &str = "Your own numbers";

pub fn trained_kernel(kernel: usize) -> String {
    format!("Trained network, kernel {kernel}")
}

// Views and modes.
pub const GRIDS: &str = "Grids";
pub const IM2COL: &str = "im2col";
pub const PICTURE: &str = "Picture";
pub const TRANSPOSED: &str = "Transposed";
pub const MODES: &str = "What the timeline steps through";
pub const NO_FORWARD_PASS: &str = "With these settings there is no forward pass to look at.";
pub const NOTHING_COMES_OUT: &str = "With these settings nothing would come out in that mode.";

// Settings.
pub const STRIDE: &str = "Stride";
pub const DILATION: &str = "Dilation";
pub const PAD_BEFORE: &str = "Pad before";
pub const PAD_AFTER: &str = "Pad after";
pub const OUTPUT_PAD: &str = "Output pad";
pub const GROUPS: &str = "Groups";
pub const AXES: [&str; 2] = ["rows", "columns"];
pub const IN_OUT: [&str; 2] = ["in", "out"];
pub const PADDING_IS: &str = "Padding is";
/// None, what keeps the size, and all positions that touch the input.
pub const VALID_SAME_FULL: [&str; 3] = ["valid", "same", "full"];
/// What "same" means.
pub fn same_padding(size: usize) -> String {
    format!("same: p = ⌊f / 2⌋ = {} keeps the size at stride 1", size / 2)
}

pub const PADDING_MODE: &str = "Padding mode";
/// Constant, reflect, symmetric, replicate, circular.
pub const PADDING_MODES: [&str; 5] = ["constant", "reflect", "symmetric", "replicate", "circular"];
pub const PADDING_VALUE: &str = "Padding value";
pub const CANNOT_PAD: &str = "This padding mode cannot reach that far.";
pub const BIAS: &str = "Bias";
pub const FLIP: &str = "Flip the kernel";

pub fn bias_of(filter: usize) -> String {
    format!("Bias of filter {filter}")
}

// The picture of a step.
pub const CONVOLUTION: &str = "Convolution";
pub const OF_WEIGHTS: &str = "Convolution: gradient of the weights";
pub const OF_INPUT: &str = "Convolution: gradient of the input";
pub const TRANSPOSED_CONVOLUTION: &str = "Transposed convolution";
pub const NOT_FLIPPED: &str = "Cross-correlation: the kernel is not flipped.";
pub const FLIPPED: &str =
    "Convolution: the kernel stands as it is typed, and is applied flipped in both directions.";
pub const ADDS_TO_WEIGHTS: &str = "Each upstream value times its patch is added to the kernel’s gradient.";
pub const ADDS_TO_INPUT: &str = "Each upstream value times the kernel is added to the input’s gradient.";
pub const ADDS_TO_OUTPUT: &str = "Each input value times the kernel is added to a larger output.";
/// Of a kernel that stands as it is typed.
pub const APPLIED_FLIPPED: &str = "applied flipped";
pub const INPUT_GRID: &str = "input";
pub const UPSTREAM_GRID: &str = "upstream gradient";
pub const WEIGHT_GRADIENT: &str = "∂L/∂W so far";
pub const PLUS_BIAS: &str = " + bias ";
// Between the parts of a condition.
pub const WHERE: &str = "where";
pub const AND: &str = "and";
pub const COPIES: &str = "is or copies";

pub fn padding_copies(row: isize, column: isize, value: &str) -> String {
    format!("Padding: it copies row {row}, column {column}, which is {value}.")
}

pub fn padding_holds(value: &str) -> String {
    format!("Padding: it holds the constant {value}.")
}

/// Products that the step does not add anywhere.
pub fn cut(products: usize) -> String {
    match products {
        1 => "1 product falls into the padding and is cut.".to_owned(),
        n => format!("{n} products fall into the padding and are cut."),
    }
}

/// Rows and columns of a result with the border that the padding crops, and without.
pub fn cropped([all_rows, all_columns]: [usize; 2], [rows, columns]: [usize; 2]) -> String {
    format!("{rows}×{columns}, cropped from {all_rows}×{all_columns}")
}

pub fn kernel_grid(filter: usize, channel: usize) -> String {
    format!("kernel of filter {filter}, channel {channel}")
}

pub fn kernel_size([rows, columns]: [usize; 2], flipped: bool) -> String {
    let flipped = if flipped { format!(", {APPLIED_FLIPPED}") } else { String::new() };
    format!("{rows}×{columns}{flipped}")
}

pub const WINDOW_TIMES_KERNEL: &str = "window × kernel";

pub fn products_of(filter: usize, channel: usize) -> String {
    format!("window × kernel of filter {filter}, channel {channel}")
}

/// How often an input cell, or a weight, is used.
pub fn seen_by(windows: usize) -> String {
    match windows {
        1 => "1 window sees this cell.".to_owned(),
        n => format!("{n} windows see this cell."),
    }
}

pub fn used_by(products: usize) -> String {
    match products {
        1 => "This weight is used in 1 product.".to_owned(),
        n => format!("This weight is used in {n} products, one at each position: it is shared."),
    }
}

pub fn sum_of_channel(channel: usize) -> String {
    format!("channel {channel}: ")
}

/// A sum that goes on, and what it comes to so far; nothing in letters.
pub fn so_far(sum: &str) -> String {
    if sum.is_empty() { " + …".to_owned() } else { format!(" + … (so far {sum})") }
}

pub fn more_to_come(products: usize) -> String {
    format!("  ({products} product{} more to come)", if products == 1 { "" } else { "s" })
}

// All settings in one line.
pub const DILATION_IS: &str = "dilation";
pub const OUTPUT_PADDING_IS: &str = "output padding";
/// Reflect, symmetric, replicate, circular.
pub const PADDED_BY: [&str; 4] = [" by reflection", ", symmetric", " by replication", ", circular"];
pub const GROUPS_ARE: &str = "groups";
pub const KERNEL_FLIPPED: &str = "kernel applied flipped";

pub fn padding([above, below, left, right]: [usize; 4], mode: &str) -> String {
    match above == below && left == right && above == left {
        true => format!("padding {above}{mode}"),
        false => format!("padding {above} above, {below} below, {left} left, {right} right{mode}"),
    }
}

pub fn of_value(value: &str) -> String {
    format!(" of value {value}")
}

// The matrix product.
pub const PATCHES_GRID: &str = "X: what the window sees at each position in a column";
pub const WEIGHTS_GRID: &str = "W: one filter in each row";
pub const OUTPUT_GRID: &str = "Y: one output channel in each row";
pub const PATCHES: &str = "patches, one in each column";
pub const FILTERS: &str = "filters";
/// W of a matrix product holds them as they are applied.
pub const FLIPPED_FILTERS: &str = "filters, flipped";
pub const CHANNELS_OUT: &str = "output";
pub const PRODUCT: &str =
    "Each column of X is what one window sees, each row of W is a filter; together they give one value of Y.";

pub fn of_group(group: usize, groups: usize) -> String {
    format!(" (group {group} of {groups})")
}

pub fn matrix_sizes(filters: usize, depth: usize, positions: usize, of_group: &str) -> String {
    format!("W is {filters} × {depth}, X is {depth} × {positions}{of_group}.")
}

/// How often values are copied: once, where nothing else is said.
pub fn copies(cells: usize, times: Option<&str>) -> String {
    let often = times.map_or("once".to_owned(), |times| format!("{times} times on average"));
    format!("Each of the {cells} input values stands in X {often}.")
}

// The kernel on a picture.
pub const ON_A_PICTURE: &str = "The kernel on a picture";
pub const OWN_PICTURE: &str = "Your own";
pub const WHICH_PICTURE: &str = "Which picture";
pub const PHOTOGRAPHS: [&str; 8] =
    ["Drawn scene", "Astronaut", "Cat", "Coffee", "Rocket", "Camera man", "Brick", "Grass"];
pub const ABOUT_PHOTOGRAPHS: [&str; 8] = [
    "Drawn by this page.",
    "Eileen Collins. NASA, public domain.",
    "Chelsea the cat. Stéfan van der Walt, CC0.",
    "A cup of espresso. Rachel Michetti, CC0.",
    "A Falcon 9 on its pad. SpaceX, public domain.",
    "A photographer. Lav Varshney, CC0.",
    "A brick wall. CC0Textures, CC0.",
    "Grass. linolafett, CC0.",
];
pub const EFFECT: &str = "Effect";
pub const OWN_KERNEL: &str = "Your own kernel";
pub const OPEN: &str = "Open …";
pub const CAMERA: &str = "Camera";
pub const COLOURS: &str = "Colours";
pub const GREY_RGB: [&str; 3] = ["Grey", "RGB", "Sum"];
pub const SUM_WEIGHTS: [&str; 3] = ["Weight of red", "Weight of green", "Weight of blue"];
pub const HOW_SHOWN: &str = "How the result is shown";
pub const PLAIN_SIGNED: [&str; 2] = ["As picture", "Signed"];
pub const SAVE: &str = "PNG";
pub const SAVE_TITLE: &str = "Both pictures, side by side, twice as large";
pub const POINT: &str = "Point at a picture to see the numbers there.";
pub const POINT_SIGNED: &str =
    "Point at a picture to see the numbers there. After the kernel, orange is below zero and blue is above.";
pub const POINT_COLOURED: &str =
    "Point at a picture to see the numbers there. Each colour is filtered on its own.";
pub const POINT_SUMMED: &str = "One filter of three channels: the kernel times a weight for each colour. The three partial sums make one number.";
pub const DOES_NOT_FIT: &str = "This kernel does not fit into the picture.";
pub const AFTER_THE_KERNEL: &str = "After the kernel";
pub const CAMERA_ASKED: &str =
    "The browser asks whether this page may see the camera. Press the button again to go on without it.";
pub const CAMERA_REFUSED: &str = "The browser was not allowed to use the camera.";
pub const NO_CAMERA: &str = "There is no camera.";
pub const CAMERA_INSECURE: &str =
    "The camera cannot be used here: the browser lets only secure pages see it.";

pub fn too_large(file: &str, megabytes: f64, most: f64) -> String {
    format!("{file} has {megabytes} MB, but pictures here have at most {most} MB.")
}

pub fn no_picture(file: &str) -> String {
    format!("{file} cannot be read as a picture: PNG, JPEG, WebP and GIF can.")
}

pub fn looked_at(title: &str, size: &str, [row, column]: [usize; 2], values: &str) -> String {
    format!("{title}, {size}: row {row}, column {column}, {values}")
}

pub fn window_begins(title: &str, size: &str, [row, column]: [isize; 2]) -> String {
    format!("{title}, {size}: the window begins at row {row}, column {column}")
}

// Under the mouse.
pub const RED_GREEN_BLUE: [&str; 3] = ["Red", "Green", "Blue"];
pub const COLOUR: &str = "Colour";
/// A colour as a term of a sum.
pub const SUM_OF_COLOUR: [&str; 3] = ["red", "green", "blue"];
pub const NUMBERS_UNDER_WINDOW: &str = "The numbers under the window";
pub const UNDER_WINDOW: &str = "Under the window";
pub const PATCH_GRID: &str = "values under the window";
pub const KERNEL_GRID: &str = "kernel";
pub const FLIPPED_KERNEL: &str = "Kernel, applied flipped";

pub fn sum_of(products: usize) -> String {
    format!("the sum of {products} products")
}
