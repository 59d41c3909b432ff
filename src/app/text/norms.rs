//! What the view Norms of Convolve says.

pub const KINDS: [&str; 3] = ["Batch norm", "Layer norm", "Local response norm"];
pub const PHASES: [&str; 2] = ["Training", "Inference"];
pub const PHASE: &str = "Phase";
pub const KIND: &str = "kind of norm";

// Examples.
pub const LECTURE: &str = "Four samples, three features";
pub const RUNNING: &str = "Inference by running statistics";
pub const SMALL_BATCH: &str = "A batch of two";
pub const ONE_SAMPLE: &str = "A batch of one";
pub const LAYER: &str = "Layer norm, the same numbers";
pub const LOCAL: &str = "Local response norm, the same numbers";
pub const INHIBITION: &str = "A strong channel and its neighbours";

// Settings.
pub const SAMPLES: &str = "Samples N";
pub const FEATURES: &str = "Features C";
pub const EPS: &str = "ε";
pub const MOMENTUM: &str = "Momentum m";
pub const SIZE: &str = "Neighbours n";
pub const ALPHA: &str = "α";
pub const BETA: &str = "β";
pub const K: &str = "k";
pub const TAKE_STEP: &str = "Training step: move the running statistics";
pub const SCALE: &str = "γ";
pub const SHIFT: &str = "β";
pub const RUNNING_KEY: &str = "running statistics";

// Grids.
pub const INPUT: &str = "Batch x";
pub const OUTPUT: &str = "Output y";
pub const STATISTICS: &str = "μ, σ²";
pub const RUNNING_STATISTICS: &str = "Running μ, σ²";
pub const SCALE_SHIFT: &str = "γ, β";
pub const SUMS: &str = "k + α/n · Σx²";

/// How large the batch is.
pub fn batch([samples, features]: [usize; 2]) -> String {
    format!("N {samples} × C {features}")
}

// What follows.
pub const HEAD: [&str; 3] = ["", "Arithmetic", "Value"];
pub const ARITHMETIC: &str = "Statistics of the present cell";
pub const UNBIASED: &str = "Variance for inference, by N − 1";
pub const RUNNING_MEAN: &str = "Running mean from here on";
pub const RUNNING_VARIANCE: &str = "Running variance from here on";
pub const KEPT: &str = "kept from training";
pub const BASE: &str = "Base of the power";

pub fn mean_of(what: &str) -> String {
    format!("Mean μ of {what}")
}

pub fn variance_of(what: &str) -> String {
    format!("Variance σ² of {what}")
}

pub fn running_mean_of(what: &str) -> String {
    format!("Running mean of {what}")
}

pub fn running_variance_of(what: &str) -> String {
    format!("Running variance of {what}")
}

pub fn squares_of([first, last]: [usize; 2]) -> String {
    format!("Squares of channels {first} to {last}")
}

pub fn feature(index: usize) -> String {
    format!("feature {index}")
}

pub fn sample(index: usize) -> String {
    format!("sample {index}")
}

pub const REMARKS: [[&str; 2]; 3] = [
    [
        "Each feature is normalised over the batch: a column of x has one mean and one variance.",
        "The batch does not matter any more: mean and variance are what training kept.",
    ],
    [
        "Each sample is normalised over its own features: a row of x has one mean and one variance.",
        "The same as in training: no statistics are kept, and the batch does not matter.",
    ],
    [
        "Each value is divided by what its neighbours in other channels are like. Nothing is learnt.",
        "The same as in training: nothing is learnt or kept.",
    ],
];

/// One value has no variance.
pub const ALONE: &str =
    "A batch of one has no variance: every value becomes β, and nothing can be learnt from it.";
pub const LEAST: &str = "a batch norm takes a step with at least two samples";
