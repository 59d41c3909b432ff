//! What is said of networks on points of the plane.

use super::some;
use crate::app::numbers::thousands;
use crate::data::Feature;

pub const UNITS: &str = "Units";
pub const PACE: &str = "Between two pictures";
/// In the order of the paces: one step, one epoch, ten, as many as there is time for.
pub const PACES: [&str; 4] = ["1 step", "1 epoch", "10", "max"];
pub const A_PICTURE: &str = "a picture";
pub const DATA_OR_LAYERS: [&str; 2] = ["Data", "Layers"];
pub const LEFT_SIDE: &str = "What is set here";
pub const POINTS: &str = "Points";
pub const NEW_POINTS: &str = "New points";
pub const ACTIVATION: &str = "Activation";
pub const HIDDEN_LAYERS: &str = "Hidden layers";
pub const POINT_NOISE: &str = "Noise";
pub const FOR_VALIDATION_SHARE: &str = "Validation";
pub const FEATURES: &str = "Features";
pub const A_UNIT_SHOWS_HERE: &str = "a unit you point at shows here";
pub const DECISION_PLANE: &str = "Decision plane";
pub const POSITIVE_WEIGHT: &str = "weight > 0";
pub const NEGATIVE_WEIGHT: &str = "weight < 0";
pub const WIDER_IS_LARGER: &str = "the wider, the larger; click one to change it";
pub const EQUALLY_PROBABLE: &str = "equally probable";
pub const FEWER: &str = "Fewer";
pub const MORE_UNITS: &str = "More";
pub const GRADIENT: &str = "∂L/∂w";
pub const BIAS: &str = "bias";
pub const DISCRETE: &str = "discretize";

pub fn bias_of_unit(value: &str) -> String {
    format!("bias {value}")
}

pub const WAVE_TITLE: &str =
    "What is to be learnt, what the network says, and the terms that it is the sum of";

/// Universal approximation: a network with one hidden layer is a sum of its units.
pub fn sum_of(units: usize) -> String {
    format!("— the network = Σ of {} + bias", some(units, "unit", "units"))
}

/// As in "x²".
pub const fn feature(feature: Feature) -> &'static str {
    match feature {
        Feature::X => "x",
        Feature::Y => "y",
        Feature::XSquared => "x²",
        Feature::YSquared => "y²",
        Feature::Product => "xy",
        Feature::SinX => "sin 2πx",
        Feature::SinY => "sin 2πy",
    }
}

/// Behind the number of units: all are shown.
pub const fn units(count: usize) -> &'static str {
    if count == 1 { " unit" } else { " units" }
}

/// Behind the number of units: so many of them are shown.
pub fn shown_of_all(shown: usize) -> String {
    format!(" units, {shown} shown")
}

/// Behind the number of hidden layers.
pub const fn hidden_layers(count: usize) -> &'static str {
    if count == 1 { " hidden layer" } else { " hidden layers" }
}

pub fn units_of(layer: &str) -> String {
    format!("Units of {layer}")
}

/// A unit counted from 1.
pub fn unit_of(layer: &str, unit: usize) -> String {
    format!("{layer}, unit {unit}")
}

/// Between two units counted from 1.
pub fn edge(from: &str, to: &str) -> String {
    format!("{from} → {to}")
}

pub fn unit(unit: usize) -> String {
    format!("unit {unit}")
}

pub fn weight_of(layer: &str, unit: usize, input: usize) -> String {
    format!("the weight of {layer}, unit {unit}, input {input}")
}

pub fn bias_of(layer: &str, unit: usize) -> String {
    format!("the bias of {layer}, unit {unit}")
}

/// What was set is no part of the link.
pub fn set_by_hand(parameter: &str) -> String {
    format!("Set by hand: {parameter}. A link begins without it.")
}

pub fn points(name: &str, count: u32) -> String {
    format!("{name} {}", thousands(u64::from(count)))
}

pub fn wrong(count: usize) -> String {
    format!("wrong {count}")
}

pub fn probability_of(class: &str) -> String {
    format!("p({class})")
}
