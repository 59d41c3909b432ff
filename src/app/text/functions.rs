//! What the view Functions of Convolve says.

use crate::app::text::{Text, tr};

pub const TOPICS: [Text; 3] = [Text("Curves"), Text("Two linear layers"), Text("On maps")];
pub const TITLES: [Text; 3] = [
    Text("Activation functions and their derivatives"),
    Text("Two linear layers are one"),
    Text("A function of every cell of a map"),
];
pub const TOPIC: Text = Text("topic");
pub const FUNCTION: Text = Text("Function");
pub const FUNCTION_KEY: Text = Text("function");
pub const LAYERS: Text = Text("Layers in a row");
pub const LAYERS_KEY: Text = Text("number of layers");
pub const MATRIX: Text = Text("matrix");
pub const VECTOR: Text = Text("vector");
pub const FOUR_NUMBERS: Text = Text("4 numbers between commas were expected");
pub const TWO_NUMBERS: Text = Text("2 numbers between commas were expected");

// Examples.
pub const SIGMOID: Text = Text("σ′ ≤ 0.25, four layers");
pub const TANH: Text = Text("tanh, four layers");
pub const DEAD: Text = Text("ReLU: 0 or 1");
pub const LEAKY: Text = Text("Leaky ReLU");
pub const SMOOTH: Text = Text("GELU");
pub const LINEAR: Text = Text("Two matrices, one product");
pub const RELU_BETWEEN: Text = Text("With a ReLU between");
pub const MAPS: Text = Text("ReLU on four maps");
pub const SIGMOID_MAPS: Text = Text("Sigmoid on four maps");

// Curves.
pub const CURVES_HEAD: [Text; 4] = [Text("Function"), Text("f(x)"), Text("f′(x)"), Text("Largest f′")];

pub fn over_layers(layers: usize) -> String {
    tr!("Largest f′ to the power of {layers}")
}

pub fn curves(name: &str, largest: &str, layers: usize, all: &str) -> String {
    match layers {
        1 => tr!("The slope of {name} is at most {largest}."),
        _ => tr!(
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
    tr!("largest f′ = {largest}")
}

pub fn curves_caption(name: &str, x: &str, value: &str, slope: &str) -> String {
    tr!("{name} and its derivative; at {x} it is {value}, its slope {slope}")
}

// Two linear layers.
pub const W2: &str = "W₂";
pub const W1: &str = "W₁";
pub const W: &str = "W = W₂·W₁";
pub const X: &str = "x";
pub const MATRICES: [Text; 4] =
    [Text("the second matrix"), Text("the first matrix"), Text("their product"), Text("the input")];
pub const LINEAR_HEAD: [Text; 4] = [Text::EMPTY, Text::EMPTY, Text("First"), Text("Second")];
pub const LINEAR_REMARK: Text =
    Text("Without a function between them, two linear layers are one matrix: depth adds nothing.");

pub fn not_linear(name: &str) -> String {
    tr!("With {name} between them, no single matrix does the same for every x.")
}

pub const TWO_LAYERS: [Text; 2] = [Text("Two layers"), Text("W₂·(W₁·x)")];
pub const ONE_LAYER: [Text; 2] = [Text("One layer"), Text("W·x")];
pub const HIDDEN: [Text; 2] = [Text("Hidden units"), Text("W₁·x")];
pub const BETWEEN: Text = Text("With a function between");

pub fn with_function(name: &str) -> String {
    format!("W₂·{name}(W₁·x)")
}

// Maps.
pub const DIGIT: Text = Text("Input");
pub const BEFORE: Text = Text("Before");
pub const AFTER: Text = Text("After");
pub const KERNELS: [Text; 4] =
    [Text("vertical edges"), Text("horizontal edges"), Text("outlines"), Text("relief")];
pub const MAPS_HEAD: [Text; 5] =
    [Text("Map"), Text("Before: least"), Text("largest"), Text("After: least"), Text("largest")];
pub const ZEROS: Text = Text("Cells that are 0");

pub fn maps(name: &str, zeros: &str) -> String {
    tr!("{name} changes every cell on its own: nothing moves. {zeros} of all cells are 0 now.")
}

pub fn map(name: &str, which: &str) -> String {
    tr!("{name}, {which}")
}

/// A cell of a map before and after.
pub fn of_lowest(name: &str) -> String {
    tr!("lowest cell of {name}")
}
