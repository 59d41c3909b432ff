//! What the view Norms of Convolve says.

use crate::app::text::{Text, tr};

pub const KINDS: [Text; 3] = [Text("Batch norm"), Text("Layer norm"), Text("Local response norm")];
pub const PHASES: [Text; 2] = [Text("Training"), Text("Inference")];
pub const PHASE: Text = Text("Phase");
pub const KIND: Text = Text("kind of norm");

// Examples.
pub const LECTURE: Text = Text("Four samples, three features");
pub const RUNNING: Text = Text("Inference by running statistics");
pub const SMALL_BATCH: Text = Text("A batch of two");
pub const ONE_SAMPLE: Text = Text("A batch of one");
pub const LAYER: Text = Text("Layer norm, the same numbers");
pub const LOCAL: Text = Text("Local response norm, the same numbers");
pub const INHIBITION: Text = Text("A strong channel and its neighbours");

// Settings.
pub const SAMPLES: Text = Text("Samples N");
pub const FEATURES: Text = Text("Features C");
pub const EPS: &str = "ε";
pub const MOMENTUM: Text = Text("Momentum m");
pub const SIZE: Text = Text("Neighbours n");
pub const ALPHA: &str = "α";
pub const BETA: &str = "β";
pub const K: &str = "k";
pub const TAKE_STEP: Text = Text("Training step: move the running statistics");
pub const SCALE: &str = "γ";
pub const SHIFT: &str = "β";
pub const RUNNING_KEY: Text = Text("running statistics");

// Grids.
pub const INPUT: Text = Text("Batch x");
pub const OUTPUT: Text = Text("Output y");
pub const STATISTICS: &str = "μ, σ²";
pub const RUNNING_STATISTICS: Text = Text("Running μ, σ²");
pub const SCALE_SHIFT: &str = "γ, β";
pub const SUMS: &str = "k + α/n · Σx²";

/// How large the batch is.
pub fn batch([samples, features]: [usize; 2]) -> String {
    format!("N {samples} × C {features}")
}

// What follows.
pub const HEAD: [Text; 3] = [Text::EMPTY, Text("Arithmetic"), Text("Value")];
pub const ARITHMETIC: Text = Text("Statistics of the present cell");
pub const UNBIASED: Text = Text("Variance for inference, by N − 1");
pub const RUNNING_MEAN: Text = Text("Running mean from here on");
pub const RUNNING_VARIANCE: Text = Text("Running variance from here on");
pub const KEPT: Text = Text("kept from training");
pub const BASE: Text = Text("Base of the power");

pub fn mean_of(what: &str) -> String {
    tr!("Mean μ of {what}")
}

pub fn variance_of(what: &str) -> String {
    tr!("Variance σ² of {what}")
}

pub fn running_mean_of(what: &str) -> String {
    tr!("Running mean of {what}")
}

pub fn running_variance_of(what: &str) -> String {
    tr!("Running variance of {what}")
}

pub fn squares_of([first, last]: [usize; 2]) -> String {
    tr!("Squares of channels {first} to {last}")
}

pub fn feature(index: usize) -> String {
    tr!("feature {index}")
}

pub fn sample(index: usize) -> String {
    tr!("sample {index}")
}

pub const REMARKS: [[Text; 2]; 3] = [
    [
        Text("Each feature is normalised over the batch: a column of x has one mean and one variance."),
        Text("The batch does not matter any more: mean and variance are what training kept."),
    ],
    [
        Text("Each sample is normalised over its own features: a row of x has one mean and one variance."),
        Text("The same as in training: no statistics are kept, and the batch does not matter."),
    ],
    [
        Text("Each value is divided by what its neighbours in other channels are like. Nothing is learnt."),
        Text("The same as in training: nothing is learnt or kept."),
    ],
];

/// One value has no variance.
pub const ALONE: Text =
    Text("A batch of one has no variance: every value becomes β, and nothing can be learnt from it.");
pub const LEAST: Text = Text("a batch norm takes a step with at least two samples");
