//! The networks that look at drawings.

/// Which network looks at the drawing, and those that there are.
pub const WHICH_NETWORK: &str = "Network";
pub const NETWORKS: [&str; 5] = [
    "small CNN",
    "LeNet-5 of 1998",
    "dense layers, no convolution",
    "CNN with global average",
    "my last run",
];

/// Nothing of a run is stored here.
pub const NO_LAST_RUN: &str = "No run is kept in this browser: train a network in Train first.";

/// A run whose network takes other inputs.
pub fn no_digits(name: &str) -> String {
    format!(
        "Your last run, {name}, does not read digits of 28×28 pixels, so it cannot look at what you draw."
    )
}
