//! How a network stands in columns: their names, what palettes end at, what is shown apart.

use crate::app::text::{Text, tr};

/// A layer by its name, and what it is.
pub fn heading(name: &str, title: &str) -> String {
    if name == title { name.to_owned() } else { format!("{name} ({title})") }
}

pub const RANGE_OF: Text = Text("Colour range of");
pub const RANGES: [Text; 3] = [Text("each map"), Text("each layer"), Text("the network")];
pub const EXPORTS: [Text; 3] = [Text("Drawing (SVG)"), Text("Picture (PNG)"), Text("Numbers (CSV)")];
pub const EVERY_STEP: Text = Text("Every step");
pub const EVERY_STEP_TITLE: Text = Text("ReLU and flatten as columns of their own");
/// Where each map has a palette of its own.
pub const OF_EACH_MAP: Text = Text("each its own");

/// What an activation makes of a value.
pub fn applied(name: &str, before: &str) -> String {
    format!("{name}({before}) = ")
}

/// γ (x − μ) / √(σ² + ε) + β, in numbers.
pub fn batch_norm([weight, x, mean, variance, eps, bias]: [&str; 6]) -> String {
    format!("{weight} · ({x} − {mean}) / √({variance} + {eps}) + {bias}")
}

/// The value before an activation, for those who do not see it.
pub fn before(name: &str) -> String {
    tr!("before: {name}")
}

/// Where a value of a flattened input comes from.
pub fn flattened(index: usize, map: usize, [row, column]: [usize; 2]) -> String {
    tr!("value {index} is map {map}, row {row}, column {column}: ")
}
