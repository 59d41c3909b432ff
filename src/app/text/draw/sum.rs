//! What Draw says about a sum of products.

use crate::app::text::{Text, tr};

/// What a layer takes its input from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    Map,
    Unit,
}

/// What the input is multiplied by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Factor {
    Kernel,
    Weights,
    Weight,
}

/// A term, its value as it is shown, and that with all its digits.
pub fn term_exactly(source: Source, index: usize, value: &str, exact: f32) -> String {
    match source {
        Source::Map => tr!("map {index}: {value} (exactly {exact})"),
        Source::Unit => tr!("unit {index}: {value} (exactly {exact})"),
    }
}

pub fn times(source: Source, index: usize, factor: Factor) -> String {
    match (source, factor) {
        (Source::Map, Factor::Kernel) => tr!("map {index} × its kernel"),
        (Source::Map, Factor::Weights) => tr!("map {index} × its weights"),
        (Source::Map, Factor::Weight) => tr!("map {index} × its weight"),
        (Source::Unit, Factor::Kernel) => tr!("unit {index} × its kernel"),
        (Source::Unit, Factor::Weights) => tr!("unit {index} × its weights"),
        (Source::Unit, Factor::Weight) => tr!("unit {index} × its weight"),
    }
}

/// A value, the code that it is compared with, and what is made of both.
pub fn compared(source: Source, index: usize) -> String {
    match source {
        Source::Map => tr!("−(map {index} − its code)²"),
        Source::Unit => tr!("−(unit {index} − its code)²"),
    }
}

pub fn values_of(source: Source, index: usize) -> String {
    match source {
        Source::Map => tr!("values of map {index}"),
        Source::Unit => tr!("values of unit {index}"),
    }
}

pub const WEIGHTS: Text = Text("weights");
pub const TERMS_OF_MAPS: Text =
    Text("From above: a map, its kernel, what the two make together, and that at the chosen cell");
pub const TERMS_OF_WEIGHTS: Text = Text("From above: a map, its weights, and the sum of their products");

pub fn sum_of(source: Source, terms: usize) -> String {
    let what = match source {
        Source::Map => tr!("{terms, plural, one {one map} other {# maps}}"),
        Source::Unit => tr!("{terms, plural, one {one unit} other {# units}}"),
    };
    what + " "
}

pub const PLUS_BIAS: Text = Text(" + bias ");

/// Before what an activation makes of a sum.
pub fn activated(name: &str) -> String {
    format!(" → {} → ", if name == "relu" { "ReLU" } else { name })
}
