//! The networks that look at drawings.

use crate::app::text::{Text, tr};

/// Which network looks at the drawing, and those that there are.
pub const WHICH_NETWORK: Text = Text("Network");
pub const NETWORKS: [Text; 6] = [
    Text("small CNN"),
    Text("LeNet-5 of 1998"),
    Text("dense layers, no convolution"),
    Text("CNN with global average"),
    Text("my last run"),
    Text("my opened file"),
];

/// Nothing of a run is stored here.
pub const NO_LAST_RUN: Text = Text("No run is kept in this browser: train a network in Train first.");

/// Nothing of a file is stored here.
pub const NO_OPENED: Text = Text("No network is kept in this browser: open a file in Networks first.");

/// A run whose network takes other inputs.
pub fn no_digits(name: &str) -> String {
    tr!("Your last run, {name}, does not read digits of 28×28 pixels, so it cannot look at what you draw.")
}
