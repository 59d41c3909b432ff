//! What the place Scenes says about generating digits.

use crate::app::numbers::{decimals, signed, thousands, trimmed};
use crate::app::text::{Text, tr};

pub const GENERATE: Text = Text("Generate");

// Keys of the link.
pub const POINT_KEY: Text = Text("point of the latent plane");
pub const POINT_EXPECTED: Text = Text("two numbers from -3 to 3 were expected, as in 0.5_-1.2");
pub const DIGIT_KEY: Text = Text("digit");
pub const BETA_KEY: Text = Text("weight of the divergence");

/// What the idea of the paper is, what it changes, and what this is not.
pub const IDEA: [Text; 3] = [
    Text(
        "A variational autoencoder: the encoder says of each digit not a point of the plane but where it may lie, μ and σ; the decoder makes a digit of a point that is drawn from there.",
    ),
    Text(
        "The loss is how badly the digit comes back plus the divergence, which draws every μ to 0 and every σ to 1: so the plane has no holes, and any of its points can be decoded.",
    ),
    Text(
        "Smaller here: two latent values instead of up to 200, for digits that this page draws itself. It is no diffusion model: a digit comes in one pass of the decoder, blurred where the plane is in doubt.",
    ),
];
/// Whose idea it is.
pub const SOURCE: Text = Text("Kingma and Welling, “Auto-encoding variational Bayes”, 2014");

// The plane.
pub const PLANE: Text = Text("The latent plane");
pub const DRAG: Text =
    Text("Drag the point, or move it with the arrow keys: each tile is the digit that is decoded there.");
pub const WHERE_DIGITS_LIE: Text = Text("Where digits lie");
pub const COLORS: Text = Text("Colours: the digit that was encoded there. No label was learnt from.");

/// "z = (+0.50, −1.20)".
pub fn point([x, y]: [f32; 2]) -> String {
    format!("z = ({}, {})", signed(x, 2), signed(y, 2))
}

// What is decoded, and what comes back.
pub const DECODED: Text = Text("Decoded from the point");
pub const INPUT: Text = Text("A digit");
pub const RECONSTRUCTION: Text = Text("Its reconstruction");
pub const ANOTHER_DIGIT: Text = Text("Another digit");
pub const TO_ITS_POINT: Text = Text("Put the point there");

/// Where the encoder sees a digit: "μ = (+0.50, −1.20), σ = (0.10, 0.20)".
pub fn encoded([x, y]: [f32; 2], [sx, sy]: [f32; 2]) -> String {
    format!("μ = ({}, {}), σ = ({}, {})", signed(x, 2), signed(y, 2), decimals(sx, 2), decimals(sy, 2))
}

// While it learns.
pub const METRICS: [Text; 2] = [Text("Reconstruction"), Text("Divergence")];
/// What both come to.
pub fn sum(reconstruction: f32, divergence: f32) -> String {
    tr!("together {} nats for each digit, decoded from μ", decimals(reconstruction + divergence, 1))
}
pub const UNSEEN: Text = Text("on digits that it has not seen");
pub const NOT_LEARNT_FROM: Text = Text("on digits that it does not learn from, after each epoch");
/// The loss of each step, where the divergence weighs β.
pub fn loss(beta: f32) -> String {
    if beta == 1.0 {
        return LOSS.to_string();
    }
    tr!("Loss of each step: reconstruction + {} × divergence, in nats", trimmed(beta))
}
const LOSS: Text = Text("Loss of each step: reconstruction + divergence, in nats");
/// The field with the weight, and what a weight does.
pub const BETA: Text = Text("β of the divergence");
pub const BETA_DOES: Text = Text(
    "0: a plane with holes, which no divergence closes. 4 or more: a plane without, and digits that blur.",
);
pub const CURVES: [Text; 2] = [Text("reconstruction"), Text("divergence, × 10")];

/// "20 epochs over 4 000 digits".
pub fn course(epochs: usize, digits: usize) -> String {
    tr!("{epochs, plural, one {# epoch} other {# epochs}} over {} digits", thousands(digits as u64))
}

/// "epoch 3 of 20, 12 s".
pub fn learnt(epoch: u64, epochs: usize, seconds: f64) -> String {
    tr!("epoch {epoch} of {epochs}, {seconds:.0} s")
}
