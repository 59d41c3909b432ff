//! What is said about transformed drawings, and about which networks know them.

use super::TRANSFORMS;
use crate::app::numbers::{decimals, exact, percent, thousands, whole_percent};
use crate::app::text::{Text, tr};

pub const TRANSFORM_BY: Text = Text("How the drawing is transformed");

/// What is done to the drawing.
pub fn transformed(class: Option<usize>, transform: usize, strength: f32) -> String {
    let amount = strength_of(transform, strength);
    match (class, transform) {
        (Some(class), 0) => {
            tr!("The same {class}, moved by {strength, plural, one {# pixel} other {# pixels}}")
        }
        (None, 0) => tr!("The same digit, moved by {strength, plural, one {# pixel} other {# pixels}}"),
        (Some(class), 1) => tr!("The same {class}, turned by {amount}"),
        (None, 1) => tr!("The same digit, turned by {amount}"),
        (Some(class), 2) => tr!("The same {class}, scaled {amount}"),
        (None, 2) => tr!("The same digit, scaled {amount}"),
        (Some(class), 3) => tr!("The same {class}, tilted by {amount}"),
        (None, 3) => tr!("The same digit, tilted by {amount}"),
        (Some(class), 4) => tr!("The same {class}, contrast {amount}"),
        (None, 4) => tr!("The same digit, contrast {amount}"),
        (Some(class), 5) => tr!("The same {class}, brighter by {amount} at the right"),
        (None, 5) => tr!("The same digit, brighter by {amount} at the right"),
        (Some(class), _) => tr!("The same {class}, noise of {amount}"),
        (None, _) => tr!("The same digit, noise of {amount}"),
    }
}

/// A strength with its unit. The transform is its place in `Transform::ALL`.
pub fn strength_of(transform: usize, strength: f32) -> String {
    match transform {
        0 => tr!("{strength, plural, one {# pixel} other {# pixels}}"),
        1 => format!("{}°", exact(strength)),
        2 | 4 => format!("× {}", decimals(strength, 1)),
        _ => decimals(strength, 1),
    }
}

pub const CENTRING_OFF: Text = Text("Centring is off; three networks read it.");
/// The networks that are compared.
pub const COMPARED: [Text; 3] = [Text("Dense"), Text("CNN, dense head"), Text("CNN, global average")];
/// The same in short.
pub const COMPARED_SHORT: [Text; 3] = [Text("dense"), Text("CNN"), Text("average")];

/// What they were trained on: `assets/weights` has the cards.
pub const TRAINED_ON: [Text; 3] = [
    Text("trained on centred digits"),
    Text("trained on moved and turned digits, too"),
    Text("trained on centred digits"),
];

pub fn params(count: u64) -> String {
    tr!("{} parameters", thousands(count))
}

pub const RIGHT_ANSWERS: Text = Text("Right answers");

/// By which transform, and over what.
pub fn by_strength(transform: usize, count: usize) -> String {
    let count = thousands(count as u64);
    match transform {
        0 => tr!("by shift to the right in pixels, of {count} generated digits"),
        1 => tr!("by rotation in degrees, of {count} generated digits"),
        2 => tr!("by scale, of {count} generated digits"),
        3 => tr!("by tilt, of {count} generated digits"),
        4 => tr!("by contrast, of {count} generated digits"),
        5 => tr!("by brightness at the right, of {count} generated digits"),
        _ => tr!("by standard deviation of the noise, of {count} generated digits"),
    }
}

/// A line's value at the chosen strength.
pub fn at_strength(network: usize, share: f32) -> String {
    format!("{} {}", whole_percent(share), COMPARED_SHORT[network])
}

pub const COUNTING: Text = Text("counting …");

/// What the curves of the shift say, or of another transform.
pub fn invariance(is_shift: bool) -> [Text; 2] {
    if is_shift {
        [
            Text("“CNNs are invariant” is not true as such."),
            Text(
                "Convolutions are equivariant: move the digit, and their maps move along. A dense head has to learn every place, as this CNN did from moved digits, and fails further out. Only an average over all places forgets where it was: that network has never seen a moved digit.",
            ),
        ]
    } else {
        [
            Text("Invariance is learned, not given."),
            Text(
                "Nothing in a convolution knows of turned, scaled or noisy digits. The CNN with the dense head has seen turned and scaled ones in training, the other two have not.",
            ),
        ]
    }
}

pub const OTHER_DATA: Text = Text(
    "The digits are generated, and none of the networks was trained on them; on other data the figures differ.",
);

/// A chart for those who do not see it: the value of a network at every strength.
pub fn curve(network: usize, values: &str) -> String {
    format!("{}: {values}", COMPARED[network])
}

pub fn slider(transform: usize, strength: f32) -> String {
    format!("{}: {}", TRANSFORMS[transform], strength_of(transform, strength))
}

pub fn answer(class: usize, probability: f32) -> String {
    format!("{class}, {}", percent(probability))
}

/// The probability of a class that is not the answer.
pub fn meant(class: usize, probability: f32) -> String {
    format!("{class}: {}", percent(probability))
}
