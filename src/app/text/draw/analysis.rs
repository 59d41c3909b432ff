//! What Draw says about what is asked of a guess beside its attribution.

use crate::app::numbers::thousands;
use crate::app::text::{Text, tr};

mod features;
mod invariance;
mod neighbours;
mod what_if;

pub use features::*;
pub use invariance::*;
pub use neighbours::*;
pub use what_if::*;

/// The questions.
pub const QUESTIONS: [Text; 5] = [
    Text("Which pixels?"),
    Text("Is it invariant?"),
    Text("What if?"),
    Text("Which features?"),
    Text("Which neighbours?"),
];
pub const QUESTION: Text = Text("question");
pub const TRANSFORM: Text = Text("transform");
pub const STRENGTH: Text = Text("strength of the transform");
pub const CHANGES: Text = Text("changes inside of the network");
pub const CHANGES_EXPECTED: Text = Text(
    "maps that are off as in conv2.5, values as in conv2.5.13.15:2 or weights as in conv2.5.w.3.0.1:-0.5 were expected, with commas between them",
);
pub const JITTER: Text = Text("jitter");
pub const BLUR: Text = Text("blur");
pub const DECAY: Text = Text("decay");
pub const SEED: Text = Text("seed");
pub const PLANE: Text = Text("plane");
pub const PLANES: [Text; 2] = [Text("t-SNE"), Text("PCA")];
/// The transforms, in the order of `Transform::ALL`.
pub const TRANSFORMS: [Text; 7] = [
    Text("shift"),
    Text("rotation"),
    Text("scale"),
    Text("perspective"),
    Text("contrast"),
    Text("brightness"),
    Text("noise"),
];
pub const DRAW_SOMETHING: Text = Text("Draw a digit, and ask the network about it.");

/// The data that is computed over: generated, or what the network learnt from.
pub fn data(count: usize, are_own: bool) -> String {
    let count = thousands(count as u64);
    if are_own {
        tr!("{count} of the run’s own samples, those for validation first")
    } else {
        tr!("{count} generated digits")
    }
}

/// A link changes what the network does not have.
pub fn link_changes_nothing(change: &str) -> String {
    tr!("This link changes {change}, which this network does not have.")
}

pub const STOP: Text = Text("Stop");
pub const AGAIN: Text = Text("Go on");
