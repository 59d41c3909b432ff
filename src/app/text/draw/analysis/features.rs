//! What is said about what a unit looks for.

use crate::app::numbers::thousands;
use crate::app::text::{Text, tr};

pub fn looks_for(title: &str, unit: usize) -> String {
    tr!("What does {title}, {unit} look for?")
}

pub const PREVIOUS: Text = Text("The one before");
pub const NEXT: Text = Text("The next one");
pub const STRONGEST: Text = Text("Where it is strongest");

pub fn strongest_of(seen: usize, are_own: bool) -> String {
    let seen = thousands(seen as u64);
    if are_own {
        tr!(
            "in {seen} of the run’s own samples, those for validation first: the image, and below it the patch that it sees"
        )
    } else {
        tr!("in {seen} generated digits: the image, and below it the patch that it sees")
    }
}

/// One of the strongest images, for those who do not see it.
pub fn peak(label: usize, value: &str, row: usize, column: usize) -> String {
    tr!("a {label}: {value} at row {row}, column {column}")
}

pub const NEVER_ACTIVE: Text = Text("It is 0 for all of them: a dead unit.");
pub const MAXIMIZED: Text = Text("What would drive it most");

pub fn steps(steps: usize, of: usize, activation: &str) -> String {
    tr!("step {steps} of {of}: mean activation {activation}")
}

/// The regularisers: their names and what each does.
pub const REGULARIZERS: [[Text; 2]; 3] = [
    [Text("Jitter"), Text("moved at random before each step, in pixels")],
    [Text("Blur"), Text("a Gaussian after each step, in pixels")],
    [Text("Decay"), Text("this part of all ink fades with each step")],
];
pub const START_AGAIN: Text = Text("Other start");
pub const HOW_MAXIMIZED: Text = Text(
    "Gradient ascent: from noise, 200 small steps along the gradient of the channel’s mean activation. Without the regularisers it ends in noise that no digit has.",
);
pub const SMALL_NETWORK: Text = Text(
    "An honest word: this is a small network. Expect edges, ends and arcs in the first layers and scraps of strokes later, no portraits of digits; whoever sees more sees it in.",
);
pub const NO_SAMPLES: Text = Text("There are no generated samples for this network’s input.");
