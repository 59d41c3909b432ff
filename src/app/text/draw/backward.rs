//! What Draw says about the way back.

pub const LABEL: &str = "label";
/// The button that says what the drawing is.
pub fn label(class: usize) -> String {
    format!("Label {class}")
}

pub const DRAW_SOMETHING: &str = "Draw a digit to see which values are to blame.";
pub const RANGE: &str = "Where the palette of these gradients ends";
/// What stands beside each class: its probability, and the gradient of its logit.
pub const ERRORS: &str = "p, and p − y = ∂L/∂z";
pub const NO_ARITHMETIC: &str = "The arithmetic of this gradient is not shown.";
pub const UPSTREAM: &str = "∂L/∂y of the next layer";
pub const SLOPES: &str = "∂y/∂a";
pub const TERMS: &str = "What comes back from each map or unit of the next layer";
/// A palette, and what its ends mean.
pub const GRADIENTS: [&str; 3] = ["∂L/∂a", "more of it lowers L", "raises L"];
pub const LEGEND: [[&str; 2]; 4] = [
    ["A tile", "is ∂L/∂a of one feature map: how fast the loss grows with each of its values."],
    [
        "Label",
        "is what you say the drawing is; p − y is how wrong the network was, and where all of it starts.",
    ],
    ["From right to left", "every layer passes back what its own values are to blame for: the chain rule."],
    ["Click", "a tile: the products and sums behind a gradient. Esc goes back."],
];

/// The loss, written out.
pub fn loss(label: usize, probability: &str, loss: &str) -> [String; 2] {
    [format!("L = −ln p({label}) = −ln {probability} = "), loss.to_owned()]
}

/// A gradient's name, as in "∂L/∂a at row 3, column 5".
pub fn gradient_at(cell: &str) -> String {
    format!("∂L/∂a at {cell}")
}

pub fn from_reader(title: &str, unit: usize, values: usize) -> String {
    if values == 1 {
        format!("{title}, {unit}")
    } else {
        format!("{title}, map {unit}: {values} of its values see it")
    }
}

/// A term for those who point at it.
pub fn term(title: &str, unit: usize, value: &str, exact: f32) -> String {
    format!("{title}, {unit}: {value} (exactly {exact})")
}

/// Before the sum of the terms.
pub fn sum_of(terms: usize) -> String {
    match terms {
        0 => "nothing comes back: no value that reads it depends on it. ∂L/∂a = ".to_owned(),
        1 => "∂L/∂a = one term = ".to_owned(),
        _ => format!("∂L/∂a = {terms} terms = "),
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

pub const MAP: &str = "map";
pub const UNIT: &str = "unit";
pub const SOURCE: &str = "The map or unit that the weights read";
pub const PATCH: &str = "patch";
pub const TIMES_UPSTREAM: &str = "× ∂L/∂y";
pub const PRODUCT: &str = "= product";
pub const WEIGHT_GRADIENT: &str = "∂L/∂w = g";
pub const STEP: &str = "w ← w − α·g";
pub const ALPHA: &str = "Learning rate α";
pub const LOSS_BEFORE: &str = "L before";
pub const LOSS_AFTER: &str = "after";
pub const THIS_WEIGHT: &str = "this weight";
pub const NUMERIC_CHECK: &str = "Numeric check";
pub const EPSILON: &str = "Step ε of the numeric check";
pub const ONE_WEIGHT: &str = "One of its weights";
pub const ITS_GRADIENT: &str = "Its gradient";

/// What the weights read, before the choice of the map or unit.
pub fn reads(title: &str, noun: &str) -> String {
    format!("reads {title}, {noun}")
}

/// A weight's place, as in "its weight at row 2, column 0 for input 8".
pub fn weight_at(cell: &str, source: usize) -> String {
    format!("its weight at {cell} for input {source}")
}

pub fn others(terms: usize) -> String {
    if terms == 1 { "1 other".to_owned() } else { format!("{terms} others") }
}

/// A weight before and after a step.
pub fn new_weight(before: &str, after: &str) -> String {
    format!("{before} → {after}")
}

pub fn all_weights(weights: usize) -> String {
    format!("all {weights}")
}

/// The difference quotient, before its value.
pub fn quotient(above: f32, below: f32, step: &str) -> String {
    format!("(L(w + ε) − L(w − ε)) / 2ε = ({above:.6} − {below:.6}) / {step} = ")
}

pub fn error(error: &str) -> String {
    format!(" error {error}")
}

/// Why the error grows at both ends.
pub fn why(epsilon: usize, count: usize) -> &'static str {
    match epsilon {
        0 | 1 => ": the two losses share all but their last digits",
        _ if epsilon + 3 >= count => ": so far from w the loss is no straight line",
        _ => "",
    }
}
