//! What is said of networks on points of the plane.

use super::around;
use crate::app::numbers::thousands;
use crate::app::text::{Text, tr};
use crate::data::Feature;

pub const UNITS: Text = Text("Units");
pub const PACE: Text = Text("Between two pictures");
/// In the order of the paces: one step, one epoch, ten, as many as there is time for.
pub const PACES: [Text; 4] = [Text("1 step"), Text("1 epoch"), Text("10"), Text("max")];
pub const A_PICTURE: Text = Text("a picture");
pub const DATA_OR_LAYERS: [Text; 2] = [Text("Data"), Text("Layers")];
pub const LEFT_SIDE: Text = Text("What is set here");
pub const POINTS: Text = Text("Points");
pub const NEW_POINTS: Text = Text("New points");
pub const ACTIVATION: Text = Text("Activation");
pub const HIDDEN_LAYERS: Text = Text("Hidden layers");
pub const POINT_NOISE: Text = Text("Noise");
pub const FOR_VALIDATION_SHARE: Text = Text("Validation");
pub const FEATURES: Text = Text("Features");
pub const A_UNIT_SHOWS_HERE: Text = Text("a unit you point at shows here");
pub const DECISION_PLANE: Text = Text("Decision plane");
pub const POSITIVE_WEIGHT: Text = Text("weight > 0");
pub const NEGATIVE_WEIGHT: Text = Text("weight < 0");
pub const WIDER_IS_LARGER: Text = Text("the wider, the larger; click one to change it");
pub const EQUALLY_PROBABLE: Text = Text("equally probable");
pub const FEWER: Text = Text("Fewer");
pub const MORE_UNITS: Text = Text("More");
pub const GRADIENT: &str = "∂L/∂w";
pub const BIAS: Text = Text("bias");
pub const DISCRETE: Text = Text("discretize");

pub fn bias_of_unit(value: &str) -> String {
    tr!("bias {value}")
}

pub const WAVE_TITLE: Text =
    Text("What is to be learnt, what the network says, and the terms that it is the sum of");

/// Universal approximation: a network with one hidden layer is a sum of its units.
pub fn sum_of(units: usize) -> String {
    tr!("— the network = Σ of {units, plural, one {# unit} other {# units}} + bias")
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

/// The number of a layer's units, of which so many are shown, and what stands before and behind it.
pub fn units(count: usize, shown: usize) -> [String; 3] {
    let said = match shown < count {
        true => tr!("{count} units, {shown} shown"),
        false => tr!("{count, plural, one {# unit} other {# units}}"),
    };
    around(&said, &count.to_string())
}

/// The number of hidden layers, and what stands before and behind it.
pub fn hidden_layers(count: usize) -> [String; 3] {
    let said = tr!("{count, plural, one {# hidden layer} other {# hidden layers}}");
    around(&said, &count.to_string())
}

pub fn units_of(layer: &str) -> String {
    tr!("Units of {layer}")
}

/// A unit counted from 1.
pub fn unit_of(layer: &str, unit: usize) -> String {
    tr!("{layer}, unit {unit}")
}

/// Between two units counted from 1.
pub fn edge(from: &str, to: &str) -> String {
    format!("{from} → {to}")
}

pub fn unit(unit: usize) -> String {
    tr!("unit {unit}")
}

pub fn weight_of(layer: &str, unit: usize, input: usize) -> String {
    tr!("the weight of {layer}, unit {unit}, input {input}")
}

pub fn bias_of(layer: &str, unit: usize) -> String {
    tr!("the bias of {layer}, unit {unit}")
}

/// What was set is no part of the link.
pub fn set_by_hand(parameter: &str) -> String {
    tr!("Set by hand: {parameter}. A link begins without it.")
}

pub fn points(name: &str, count: u32) -> String {
    format!("{name} {}", thousands(u64::from(count)))
}

pub fn wrong(count: usize) -> String {
    tr!("wrong {count}")
}

pub fn probability_of(class: &str) -> String {
    format!("p({class})")
}
