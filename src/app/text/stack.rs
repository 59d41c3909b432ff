//! What the view Stack of Convolve says.

mod compared;

pub use compared::*;

use crate::app::numbers::thousands;
use crate::app::text::{Text, tr};
use crate::shape::Shape;

pub const TITLE: Text = Text("Receptive field");
/// Between two stacks.
pub const BESIDE: Text = Text("beside");

// Examples.
pub const THREE: Text = Text("Three 3×3 against one 7×7");
pub const SCAN_NAME: Text = Text("Distributing the scan");
pub const DILATED: Text = Text("Dilations 1, 2, 4");
pub const DEEPER: Text = Text("Maps shrink, filters deepen");
pub const RESIDUAL: Text = Text("Residual blocks");
pub const INCEPTION: Text = Text("Inception blocks");
pub const UNALIGNED: Text = Text("Paths that are not aligned");
pub const DIGITS: Text = Text("The digit network");
pub const LENET5: Text = Text("LeNet-5");
pub const ALEXNET_PAPER: Text = Text("AlexNet, the paper's");
pub const ALEXNET: Text = Text("AlexNet, torchvision's");
pub const VGG16: Text = Text("VGG16");
pub const GOOGLENET: Text = Text("GoogLeNet, torchvision's");
pub const GOOGLENET_PAPER: Text = Text("GoogLeNet, the paper's");
pub const RESNETS: [Text; 3] = [Text("ResNet-18"), Text("ResNet-34"), Text("ResNet-50")];
pub const EFFICIENTNET_LITE0: Text = Text("EfficientNet-Lite0");
pub const YOUR_OWN: Text = Text("Your own stack");

// What there is to see.
/// Figures A and B of the lecture: the second says that it sees 5.
pub const SCAN: Text = Text(
    "Both see 4×4: moved by 1, they leave 4×4 units; moved by 2, they leave 2×2. The deck prints 5 for the second, but 3 + (2 − 1)·1 = 4: a layer's own stride widens what the next one sees.",
);
pub const ALEXNETS_PADDING: Text =
    Text("conv1 has no padding here, so pool5 begins at −64; torchvision pads it by 2, which makes −66.");
pub const NO_FIELD: Text = Text("no one field");
pub const PREDICT: Text = Text("How many pixels does it see?");

pub fn unit_sees(name: &str, [rows, columns]: [u64; 2], [height, width]: [usize; 2]) -> String {
    match rows > height as u64 || columns > width as u64 {
        false => tr!("One unit of {name} sees {rows}×{columns} of {height}×{width} pixels."),
        true => {
            tr!("One unit of {name} sees {rows}×{columns} of {height}×{width} pixels, more than there are.")
        }
    }
}

pub fn unit_has_no_field(name: &str) -> String {
    tr!("The paths to {name} move at different strides: no one field describes all of its units.")
}

/// Layers that join paths which look at different places.
pub fn misaligned(names: &[&str]) -> Option<String> {
    let [first, rest @ ..] = names else { return None };
    Some(match rest.len() {
        0 => tr!(
            "{first} joins paths that are not aligned: they look at places with different middles, so what they add up does not lie over each other."
        ),
        more => tr!(
            "{first} (and {more} more) joins paths that are not aligned: they look at places with different middles, so what they add up does not lie over each other."
        ),
    })
}

/// Below the picture: how many pixels, how many of them on the input, and over how many paths.
pub fn sees(size: u64, inside: usize, paths: &str) -> String {
    match (inside as u64) < size {
        false => tr!(
            "{size, plural, one {# pixel} other {# pixels}}, {paths, plural, one {# path} other {# paths}}"
        ),
        true => tr!(
            "{size, plural, one {# pixel} other {# pixels}}, {inside} of them on the input, {paths, plural, one {# path} other {# paths}}"
        ),
    }
}

/// One of several paths to a unit.
pub fn through(name: &str, pixels: usize) -> String {
    if name == "input" { tr!("skip: {pixels}") } else { tr!("{name}: {pixels}") }
}

// The table.
/// Layer, kind, output, filter, and the recurrence's numbers.
pub const HEADS: [Text; 7] = [
    Text("layer"),
    Text("kind"),
    Text("C×H×W"),
    Text("filter"),
    Text("sees r"),
    Text("jump j"),
    Text("start"),
];
pub const TABLE: Text = Text("What one unit sees, layer by layer");
pub const RECURRENCE: [(Text, Text); 3] = [
    (Text("r ← r + (k − 1)·d·j"), Text("size of what it sees")),
    (Text("j ← j·s"), Text("pixels from one unit to the next")),
    (Text("start ← start − p·j"), Text("where the first unit begins: −Σ p·j")),
];
pub const WIDEST_OF_ITS_PATHS: Text = Text("all of its paths");
pub const NONE: &str = "–";

pub fn signed(n: i64) -> String {
    n.to_string().replace('-', "−")
}

pub fn shape(Shape { c, h, w }: Shape) -> String {
    format!("{c}×{h}×{w}")
}

/// C_out, C_in, h, w.
pub fn filter(dims: &[usize]) -> String {
    dims.iter().map(usize::to_string).collect::<Vec<_>>().join(", ")
}

pub fn look_at(name: &str) -> String {
    tr!("Look at {name}")
}

// The picture.
pub const ON_A_PICTURE: Text = Text("On a picture");
pub const WHAT_IS_DRAWN: Text = Text("What is drawn on it");
pub const BOX: Text = Text("Box");
pub const UNTRAINED: Text = Text("Untrained");
pub const TRAINED: Text = Text("Trained");
pub const PICTURES: [Text; 6] =
    [Text("Digit"), Text("Astronaut"), Text("Camera man"), Text("Cat"), Text("Coffee"), Text("Rocket")];
pub const BOX_IS: Text = Text("The box: what it can see.");
pub const COMPUTING: Text = Text("Computing …");
pub const ONLY_DIGITS: Text = Text("Only the digit network comes with trained weights.");
pub const WORKER_DIED: Text = Text("The worker that computes this has stopped. Choose it again.");

/// What a map is the mean of. Of trained weights there are no draws, and how many filters there are, they say themselves.
pub fn averaged(
    inputs: usize,
    digits: bool,
    channels: usize,
    draws: Option<u32>,
    filters: Option<usize>,
) -> String {
    match (digits, draws, filters) {
        (false, None, _) => tr!(
            "Blue: mean |∂y/∂x| over {inputs, plural, one {this picture} other {# pictures}}, {channels, plural, one {# channel} other {# channels}}."
        ),
        (true, None, _) => tr!(
            "Blue: mean |∂y/∂x| over {inputs, plural, one {# digit} other {# digits}}, {channels, plural, one {# channel} other {# channels}}."
        ),
        (false, Some(draws), None) => tr!(
            "Blue: mean |∂y/∂x| over {inputs, plural, one {this picture} other {# pictures}}, {channels, plural, one {# channel} other {# channels}}, {draws, plural, one {He's first weights} other {# draws of He's first weights}}."
        ),
        (true, Some(draws), None) => tr!(
            "Blue: mean |∂y/∂x| over {inputs, plural, one {# digit} other {# digits}}, {channels, plural, one {# channel} other {# channels}}, {draws, plural, one {He's first weights} other {# draws of He's first weights}}."
        ),
        (false, Some(draws), Some(filters)) => tr!(
            "Blue: mean |∂y/∂x| over {inputs, plural, one {this picture} other {# pictures}}, {channels, plural, one {# channel} other {# channels}}, {draws, plural, one {He's first weights} other {# draws of He's first weights}} ({filters} filters a layer)."
        ),
        (true, Some(draws), Some(filters)) => tr!(
            "Blue: mean |∂y/∂x| over {inputs, plural, one {# digit} other {# digits}}, {channels, plural, one {# channel} other {# channels}}, {draws, plural, one {He's first weights} other {# draws of He's first weights}} ({filters} filters a layer)."
        ),
    }
}

pub fn half(side: usize, size: u64) -> String {
    tr!("Half of it lies in {side}×{side} of {size}×{size}.")
}

// What it costs.
pub const WEIGHTS: Text = Text("Weights");

pub fn channels_in_and_out(channels: usize) -> String {
    tr!("C = {channels} in and out")
}

/// So many convolutions of one size, or of several; taps of all kernels.
pub fn in_letters(alike: Option<(usize, usize)>, taps: usize) -> String {
    match alike {
        Some((1, k)) => format!("{k}·{k}·C² = {taps}C²"),
        Some((n, k)) => format!("{n}·{k}·{k}·C² = {taps}C²"),
        None => format!("{taps}C²"),
    }
}

pub fn relus_and_multiply_adds(relus: usize, multiply_adds: u64) -> String {
    tr!(
        "{relus, plural, one {# ReLU} other {# ReLUs}}, {macs} multiply-adds",
        macs = thousands(multiply_adds)
    )
}

// Settings.
pub const SIDE: Text = Text("Input side");
pub const CHANNELS_C: Text = Text("Channels C");
/// Kernel, stride, padding, dilation, filters.
pub const SETTINGS: [Text; 5] =
    [Text("Kernel"), Text("Stride"), Text("Padding"), Text("Dilation"), Text("Filters")];
/// What is added, in the order of the kinds.
pub const ADD: [Text; 5] = [
    Text("+ convolution"),
    Text("+ max pool"),
    Text("+ average pool"),
    Text("+ residual"),
    Text("+ inception"),
];
pub const MOVE_UP: Text = Text("Up");
pub const MOVE_DOWN: Text = Text("Down");
pub const REMOVE: Text = Text("Remove");
pub const ALONE: Text = Text("Without the second stack");
pub const SEE_IN_NETWORKS: Text = Text("See it in Networks");
pub const AS_IT_IS: Text = Text("A network of the literature is shown as it is. Choose a stack to edit.");
pub const NO_SUCH_LAYER: Text = Text("There is no such layer.");

pub fn units_wide(units: usize) -> String {
    tr!("{units, plural, one {# unit wide} other {# units wide}}")
}

pub fn impossible(why: &str) -> String {
    tr!("Not possible: {why}.")
}

/// The unit that is looked at.
pub fn unit(name: &str, [row, column]: [usize; 2]) -> String {
    tr!("{name}, row {row}, column {column}")
}

// The link.
pub const STACK: Text = Text("stack of layers");
pub const SECOND_STACK: Text = Text("second stack of layers");
pub const CHANNELS: Text = Text("number of channels");
pub const ROW: Text = Text("layer");
pub const PICTURE: Text = Text("picture");
pub const MAP: Text = Text("map");
pub const A_STACK: Text = Text(
    "the side of the input and layers were expected, as in 28:conv3p1,max2,residual3, or the name of a network",
);
