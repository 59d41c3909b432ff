//! What the view Functions of Convolve says.

pub const TOPICS: [&str; 3] = ["Curves", "Two linear layers", "On maps"];
pub const TITLES: [&str; 3] = [
    "Activation functions and their derivatives",
    "Two linear layers are one",
    "A function of every cell of a map",
];
pub const TOPIC: &str = "topic";
pub const FUNCTION: &str = "Function";
pub const FUNCTION_KEY: &str = "function";
pub const LAYERS: &str = "Layers in a row";
pub const LAYERS_KEY: &str = "number of layers";
pub const MATRIX: &str = "matrix";
pub const VECTOR: &str = "vector";
pub const FOUR_NUMBERS: &str = "4 numbers between commas were expected";
pub const TWO_NUMBERS: &str = "2 numbers between commas were expected";

// Examples.
pub const SIGMOID: &str = "σ′ ≤ 0.25, four layers";
pub const TANH: &str = "tanh, four layers";
pub const DEAD: &str = "ReLU: 0 or 1";
pub const LEAKY: &str = "Leaky ReLU";
pub const SMOOTH: &str = "GELU";
pub const LINEAR: &str = "Two matrices, one product";
pub const RELU_BETWEEN: &str = "With a ReLU between";
pub const MAPS: &str = "ReLU on four maps";
pub const SIGMOID_MAPS: &str = "Sigmoid on four maps";

// Curves.
pub const CURVES_HEAD: [&str; 4] = ["Function", "f(x)", "f′(x)", "Largest f′"];

pub fn over_layers(layers: usize) -> String {
    format!("Largest f′ to the power of {layers}")
}

pub fn curves(name: &str, largest: &str, layers: usize, all: &str) -> String {
    match layers {
        1 => format!("The slope of {name} is at most {largest}."),
        _ => format!(
            "The slope of {name} is at most {largest}: {layers} layers in a row keep at most {largest}{} = {all} of a gradient.",
            superscript(layers)
        ),
    }
}

/// A number above the line.
fn superscript(number: usize) -> String {
    let digits = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    number.to_string().bytes().map(|digit| digits[usize::from(digit - b'0')]).collect()
}

pub fn power(name: &str, x: &str, layers: usize) -> String {
    format!("{name}′({x}){}", if layers > 1 { superscript(layers) } else { String::new() })
}

pub fn derivative(name: &str) -> String {
    format!("{name}′")
}

pub fn at_most(largest: &str) -> String {
    format!("largest f′ = {largest}")
}

pub fn curves_caption(name: &str, x: &str, value: &str, slope: &str) -> String {
    format!("{name} and its derivative; at {x} it is {value}, its slope {slope}")
}

// Two linear layers.
pub const W2: &str = "W₂";
pub const W1: &str = "W₁";
pub const W: &str = "W = W₂·W₁";
pub const X: &str = "x";
pub const MATRICES: [&str; 4] = ["the second matrix", "the first matrix", "their product", "the input"];
pub const LINEAR_HEAD: [&str; 4] = ["", "", "First", "Second"];
pub const LINEAR_REMARK: &str =
    "Without a function between them, two linear layers are one matrix: depth adds nothing.";

pub fn not_linear(name: &str) -> String {
    format!("With {name} between them, no single matrix does the same for every x.")
}

pub const TWO_LAYERS: [&str; 2] = ["Two layers", "W₂·(W₁·x)"];
pub const ONE_LAYER: [&str; 2] = ["One layer", "W·x"];
pub const HIDDEN: [&str; 2] = ["Hidden units", "W₁·x"];
pub const BETWEEN: &str = "With a function between";

pub fn with_function(name: &str) -> String {
    format!("W₂·{name}(W₁·x)")
}

// Maps.
pub const DIGIT: &str = "Input";
pub const BEFORE: &str = "Before";
pub const AFTER: &str = "After";
pub const KERNELS: [&str; 4] = ["vertical edges", "horizontal edges", "outlines", "relief"];
pub const MAPS_HEAD: [&str; 5] = ["Map", "Before: least", "largest", "After: least", "largest"];
pub const ZEROS: &str = "Cells that are 0";

pub fn maps(name: &str, zeros: &str) -> String {
    format!("{name} changes every cell on its own: nothing moves. {zeros} of all cells are 0 now.")
}

pub fn map(name: &str, which: &str) -> String {
    format!("{name}, {which}")
}

/// A cell of a map before and after.
pub fn of_lowest(name: &str) -> String {
    format!("lowest cell of {name}")
}
