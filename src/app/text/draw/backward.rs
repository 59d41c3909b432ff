//! What Draw says about the way back.

use crate::app::numbers::decimals;
use crate::app::text::{Text, tr};

pub const LABEL: Text = Text("label");
/// The button that says what the drawing is.
pub fn label(class: usize) -> String {
    tr!("Label {class}")
}

pub const DRAW_SOMETHING: Text = Text("Draw a digit to see which values are to blame.");
pub const RANGE: Text = Text("Where the palette of these gradients ends");
/// What stands beside each class: its probability, and the gradient of its logit.
pub const ERRORS: Text = Text("p, and p − y = ∂L/∂z");
pub const NO_ARITHMETIC: Text = Text("The arithmetic of this gradient is not shown.");
pub const UPSTREAM: Text = Text("∂L/∂y of the next layer");
pub const SLOPES: &str = "∂y/∂a";
pub const TERMS: Text = Text("What comes back from each map or unit of the next layer");
/// A palette, and what its ends mean.
pub const GRADIENTS: [Text; 3] = [Text::of("∂L/∂a"), Text("more of it lowers L"), Text("raises L")];
pub const LEGEND: [[Text; 2]; 4] = [
    [Text("A tile"), Text("is ∂L/∂a of one feature map: how fast the loss grows with each of its values.")],
    [
        Text("Label"),
        Text(
            "is what you say the drawing is; p − y is how wrong the network was, and where all of it starts.",
        ),
    ],
    [
        Text("From right to left"),
        Text("every layer passes back what its own values are to blame for: the chain rule."),
    ],
    [Text("Click"), Text("a tile: the products and sums behind a gradient. Esc goes back.")],
];

/// The loss, written out.
pub fn loss(label: usize, probability: &str, loss: &str) -> [String; 2] {
    [format!("L = −ln p({label}) = −ln {probability} = "), loss.to_owned()]
}

/// A gradient's name, as in "∂L/∂a at row 3, column 5".
pub fn gradient_at(cell: &str) -> String {
    tr!("∂L/∂a at {cell}")
}

pub fn from_reader(title: &str, unit: usize, values: usize) -> String {
    if values == 1 {
        format!("{title}, {unit}")
    } else {
        tr!("{title}, map {unit}: {values} of its values see it")
    }
}

/// A term for those who point at it.
pub fn term(title: &str, unit: usize, value: &str, exact: f32) -> String {
    tr!("{title}, {unit}: {value} (exactly {exact})")
}

/// Before the sum of the terms.
pub fn sum_of(terms: usize) -> String {
    match terms {
        0 => format!("{} ∂L/∂a = ", Text("nothing comes back: no value that reads it depends on it.")),
        _ => format!("∂L/∂a = {} = ", tr!("{terms, plural, one {one term} other {# terms}}")),
    }
}

/// Before the slope of an activation.
pub fn times_slope(name: &str) -> String {
    format!(" ;  × {}′(z) ", if name == "relu" { "ReLU" } else { name })
}

pub const GRADIENT_OF_Z: &str = " = ∂L/∂z = ";

pub fn logit(class: usize) -> String {
    format!("∂L/∂z({class}) = p − y = ")
}

// One weight.

pub const MAP: Text = Text("map");
pub const UNIT: Text = Text("unit");
pub const SOURCE: Text = Text("The map or unit that the weights read");
pub const PATCH: Text = Text("patch");
pub const TIMES_UPSTREAM: &str = "× ∂L/∂y";
pub const PRODUCT: Text = Text("= product");
pub const WEIGHT_GRADIENT: &str = "∂L/∂w = g";
pub const STEP: &str = "w ← w − α·g";
pub const ALPHA: Text = Text("Learning rate α");
pub const LOSS_BEFORE: Text = Text("L before");
pub const LOSS_AFTER: Text = Text("after");
pub const THIS_WEIGHT: Text = Text("this weight");
pub const NUMERIC_CHECK: Text = Text("Numeric check");
pub const EPSILON: Text = Text("Step ε of the numeric check");
pub const ONE_WEIGHT: Text = Text("One of its weights");
pub const ITS_GRADIENT: Text = Text("Its gradient");

/// What the weights read, before the choice of the map or unit.
pub fn reads(title: &str, noun: &str) -> String {
    tr!("reads {title}, {noun}")
}

/// A weight's place, as in "its weight at row 2, column 0 for input 8".
pub fn weight_at(cell: &str, source: usize) -> String {
    tr!("its weight at {cell} for input {source}")
}

pub fn others(terms: usize) -> String {
    tr!("{terms, plural, one {# other} other {# others}}")
}

/// A weight before and after a step.
pub fn new_weight(before: &str, after: &str) -> String {
    format!("{before} → {after}")
}

pub fn all_weights(weights: usize) -> String {
    tr!("all {weights}")
}

/// The difference quotient, before its value.
pub fn quotient(above: f32, below: f32, step: &str) -> String {
    let [above, below] = [above, below].map(|loss| decimals(loss, 6));
    format!("(L(w + ε) − L(w − ε)) / 2ε = ({above} − {below}) / {step} = ")
}

/// How far the quotient is from the gradient, and why the error grows at both ends.
pub fn error(error: &str, epsilon: usize, count: usize) -> String {
    match epsilon {
        0 | 1 => tr!("error {error}: the two losses share all but their last digits"),
        _ if epsilon + 3 >= count => tr!("error {error}: so far from w the loss is no straight line"),
        _ => tr!("error {error}"),
    }
}
