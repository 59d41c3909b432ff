//! What the view Stack of Convolve says.

use std::cmp::Ordering;

use crate::shape::Shape;

pub const TITLE: &str = "Receptive field";
/// Between two stacks.
pub const BESIDE: &str = "  beside  ";

// Examples.
pub const THREE: &str = "Three 3×3 against one 7×7";
pub const SCAN_NAME: &str = "Distributing the scan";
pub const DILATED: &str = "Dilations 1, 2, 4";
pub const DEEPER: &str = "Maps shrink, filters deepen";
pub const RESIDUAL: &str = "Residual blocks";
pub const INCEPTION: &str = "Inception blocks";
pub const UNALIGNED: &str = "Paths that are not aligned";
pub const DIGITS: &str = "The digit network";
pub const LENET5: &str = "LeNet-5";
pub const ALEXNET_PAPER: &str = "AlexNet, the paper's";
pub const ALEXNET: &str = "AlexNet, torchvision's";
pub const VGG16: &str = "VGG16";
pub const GOOGLENET: &str = "GoogLeNet, torchvision's";
pub const GOOGLENET_PAPER: &str = "GoogLeNet, the paper's";
pub const RESNETS: [&str; 3] = ["ResNet-18", "ResNet-34", "ResNet-50"];
pub const EFFICIENTNET_LITE0: &str = "EfficientNet-Lite0";
pub const YOUR_OWN: &str = "Your own stack";

// What there is to see.
/// Figures A and B of the lecture: the second says that it sees 5.
pub const SCAN: &str = "Both see 4×4: moved by 1, they leave 4×4 units; moved by 2, they leave 2×2. The deck prints 5 for the second, but 3 + (2 − 1)·1 = 4: a layer's own stride widens what the next one sees.";
pub const ALEXNETS_PADDING: &str =
    "conv1 has no padding here, so pool5 begins at −64; torchvision pads it by 2, which makes −66.";
pub const NO_FIELD: &str = "no one field";
pub const PREDICT: &str = "How many pixels does it see?";

pub fn unit_sees(name: &str, [rows, columns]: [u64; 2], [height, width]: [usize; 2]) -> String {
    let beyond = if rows > height as u64 || columns > width as u64 { ", more than there are" } else { "" };
    format!("One unit of {name} sees {rows}×{columns} of {height}×{width} pixels{beyond}.")
}

pub fn unit_has_no_field(name: &str) -> String {
    format!("The paths to {name} move at different strides: no one field describes all of its units.")
}

/// Two stacks by what their last units see, which has fewer weights, and how many fewer. Of one whose kernels are all of a size it
/// is known how many there are, and that size.
pub fn compared(
    [one, other]: [u64; 2],
    kernels: [Option<(usize, usize)>; 2],
    weights: Ordering,
    fewer: &str,
) -> String {
    let costs = match weights {
        Ordering::Less => format!("with {fewer} fewer weights"),
        Ordering::Equal => "with as many weights".to_owned(),
        Ordering::Greater => format!("but the other has {fewer} fewer weights"),
    };
    match (one == other, kernels) {
        (true, [Some((n, k)), Some((m, l))]) => {
            let see = if n == 1 { "sees" } else { "see" };
            let sees = if m == 1 { "sees" } else { "see" };
            let (first, second) = (capitalized(number(n)), number(m));
            format!("{first} {k}×{k} {see} what {second} {l}×{l} {sees}, {costs}.")
        }
        (true, _) => format!("Both see {one}×{one} pixels, the first {costs}."),
        (false, _) => {
            format!("The first sees {one}×{one} pixels, the second {other}×{other}; the first {costs}.")
        }
    }
}

/// A small number in words.
fn number(n: usize) -> String {
    let words = ["no", "one", "two", "three", "four", "five", "six"];
    words.get(n).map_or_else(|| n.to_string(), |word| (*word).to_owned())
}

fn capitalized(text: String) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Layers that join paths which look at different places.
pub fn misaligned(names: &[&str]) -> Option<String> {
    let [first, rest @ ..] = names else { return None };
    let and = if rest.is_empty() { String::new() } else { format!(" (and {} more)", rest.len()) };
    Some(format!(
        "{first}{and} joins paths that are not aligned: they look at places with different middles, so what they add up does not lie over each other."
    ))
}

/// Below the picture: how many pixels, how many of them on the input, and over how many paths.
pub fn sees(size: u64, inside: usize, paths: &str) -> String {
    let pixels = if size == 1 { "1 pixel".to_owned() } else { format!("{size} pixels") };
    let padding =
        if (inside as u64) < size { format!(", {inside} of them on the input") } else { String::new() };
    let paths = if paths == "1" { "1 path".to_owned() } else { format!("{paths} paths") };
    format!("{pixels}{padding}, {paths}")
}

/// One of several paths to a unit.
pub fn through(name: &str, pixels: usize) -> String {
    let path = if name == "input" { "skip" } else { name };
    format!("{path}: {pixels}")
}

// The table.
/// Layer, kind, output, filter, and the recurrence's numbers.
pub const HEADS: [&str; 7] = ["layer", "kind", "C×H×W", "filter", "sees r", "jump j", "start"];
pub const TABLE: &str = "What one unit sees, layer by layer";
pub const RECURRENCE: [(&str, &str); 3] = [
    ("r ← r + (k − 1)·d·j", "size of what it sees"),
    ("j ← j·s", "pixels from one unit to the next"),
    ("start ← start − p·j", "where the first unit begins: −Σ p·j"),
];
pub const WIDEST_OF_ITS_PATHS: &str = "all of its paths";
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
    format!("Look at {name}")
}

// The picture.
pub const ON_A_PICTURE: &str = "On a picture";
pub const WHAT_IS_DRAWN: &str = "What is drawn on it";
pub const BOX: &str = "Box";
pub const UNTRAINED: &str = "Untrained";
pub const TRAINED: &str = "Trained";
pub const PICTURES: [&str; 6] = ["Digit", "Astronaut", "Camera", "Cat", "Coffee", "Rocket"];
pub const BOX_IS: &str = "The box: what it can see.";
pub const COMPUTING: &str = "Computing …";
pub const ONLY_DIGITS: &str = "Only the digit network comes with trained weights.";
pub const WORKER_DIED: &str = "The worker that computes this has stopped. Choose it again.";

/// What a map is the mean of.
pub fn averaged(
    inputs: usize,
    digits: bool,
    channels: usize,
    draws: Option<u32>,
    filters: Option<usize>,
) -> String {
    let over = match (inputs, digits) {
        (1, false) => "this picture".to_owned(),
        (1, true) => "1 digit".to_owned(),
        (n, true) => format!("{n} digits"),
        (n, false) => format!("{n} pictures"),
    };
    let channels = if channels == 1 { "1 channel".to_owned() } else { format!("{channels} channels") };
    let weights = match draws {
        None => String::new(),
        Some(1) => ", He's first weights".to_owned(),
        Some(draws) => format!(", {draws} draws of He's first weights"),
    };
    let filters = filters.map_or_else(String::new, |filters| format!(" ({filters} filters a layer)"));
    format!("Blue: mean |∂y/∂x| over {over}, {channels}{weights}{filters}.")
}

pub fn half(side: usize, size: u64) -> String {
    format!("Half of it lies in {side}×{side} of {size}×{size}.")
}

// What it costs.
pub const WEIGHTS: &str = "Weights";
pub const MULTIPLY_ADDS: &str = "multiply-adds";

pub fn channels_in_and_out(channels: usize) -> String {
    format!("C = {channels} in and out")
}

/// So many convolutions of one size, or of several; taps of all kernels.
pub fn in_letters(alike: Option<(usize, usize)>, taps: usize) -> String {
    match alike {
        Some((1, k)) => format!("{k}·{k}·C² = {taps}C²"),
        Some((n, k)) => format!("{n}·{k}·{k}·C² = {taps}C²"),
        None => format!("{taps}C²"),
    }
}

pub fn relus(n: usize) -> String {
    if n == 1 { "1 ReLU".to_owned() } else { format!("{n} ReLUs") }
}

// Settings.
pub const SIDE: &str = "Input side";
pub const CHANNELS_C: &str = "Channels C";
/// Kernel, stride, padding, dilation, filters.
pub const SETTINGS: [&str; 5] = ["Kernel", "Stride", "Padding", "Dilation", "Filters"];
/// What is added, in the order of the kinds.
pub const ADD: [&str; 5] = ["+ convolution", "+ max pool", "+ average pool", "+ residual", "+ inception"];
pub const MOVE_UP: &str = "Up";
pub const MOVE_DOWN: &str = "Down";
pub const REMOVE: &str = "Remove";
pub const ALONE: &str = "Without the second stack";
pub const SEE_IN_NETWORKS: &str = "See it in Networks";
pub const AS_IT_IS: &str = "A network of the literature is shown as it is. Choose a stack to edit.";
pub const NO_SUCH_LAYER: &str = "There is no such layer.";

pub fn units_wide(units: usize) -> String {
    if units == 1 { "1 unit wide".to_owned() } else { format!("{units} units wide") }
}

pub fn impossible(why: &str) -> String {
    format!("Not possible: {why}.")
}

/// The unit that is looked at.
pub fn unit(name: &str, [row, column]: [usize; 2]) -> String {
    format!("{name}, row {row}, column {column}")
}

// The link.
pub const STACK: &str = "stack of layers";
pub const SECOND_STACK: &str = "second stack of layers";
pub const CHANNELS: &str = "number of channels";
pub const ROW: &str = "layer";
pub const PICTURE: &str = "picture";
pub const MAP: &str = "map";
pub const A_STACK: &str = "the side of the input and layers were expected, as in 28:conv3p1,max2,residual3, or the name of a network";
