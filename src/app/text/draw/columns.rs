//! How a network stands in columns: their names, what palettes end at, what is shown apart.

/// A layer by its name, and what it is.
pub fn heading(name: &str, title: &str) -> String {
    if name == title { name.to_owned() } else { format!("{name} ({title})") }
}

pub const RANGE_OF: &str = "Colour range of";
pub const RANGES: [&str; 3] = ["each map", "each layer", "the network"];
pub const EXPORTS: [&str; 3] = ["Drawing (SVG)", "Picture (PNG)", "Numbers (CSV)"];
pub const EVERY_STEP: &str = "Every step";
pub const EVERY_STEP_TITLE: &str = "ReLU and flatten as columns of their own";
/// Where each map has a palette of its own.
pub const OF_EACH_MAP: &str = "each its own";

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
    format!("before: {name}")
}

/// Where a value of a flattened input comes from.
pub fn flattened(index: usize, map: usize, [row, column]: [usize; 2]) -> String {
    format!("value {index} is map {map}, row {row}, column {column}: ")
}
