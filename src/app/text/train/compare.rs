//! What is said of runs that are compared.

use super::some;

pub const PIN: &str = "Pin";
pub const PIN_TITLE: &str =
    "Pin this run: keeps it in the charts, and beside the next one: change what you like";
pub const PINNED: &str = "Pinned: it stays in the charts and beside the next run. Change what you like.";
pub const RUNS_COMPARED: &str = "Runs";
pub const UNPIN: &str = "Unpin";
pub const THIS_RUN: &str = "this run";
pub const PARAMETERS: &str = "parameters";
pub const SMOOTHING: &str = "Smoothing";
pub const SMOOTHINGS: [&str; 3] = ["0", "0.6", "0.9"];
pub const COMPARE_HIDDEN: &str = "0 … 4 hidden layers of 30, sigmoid";
pub const COMPARE_HIDDEN_RELU: &str = "0 … 4 hidden layers of 30, ReLU";
pub const COMPARE_BATCH_NORM: &str = "no batch norm, before, behind ReLU";
pub const COMPARE_SMALL_BATCH: &str = "batch norm: batches of 32, of 2";
pub const COMPARE_DROPOUT: &str = "dropout: none, half";
pub const COMPARE_L1_L2: &str = "no regularization, L1, L2";
pub const COMPARE_RESIDUAL: &str = "20 layers: plain, residual";
pub const COMPARE_DENSE_CNN: &str = "dense against CNN";
pub const COMPARE_HEADS: &str = "flatten + dense against average";

/// A comparison in the list of all.
pub fn one_after_the_other(comparison: &str) -> String {
    format!("▸ {comparison}")
}

/// How many runs are still to come.
pub fn comparing(left: usize) -> String {
    match left {
        0 => "Comparing: this is the last run.".to_owned(),
        _ => {
            format!("Comparing: {} to come. Each is pinned when it stops.", some(left, "run is", "runs are"))
        }
    }
}

pub fn named_run(network: &str, settings: &[String]) -> String {
    std::iter::once(network).chain(settings.iter().map(String::as_str)).collect::<Vec<_>>().join(", ")
}

/// The layers of a network, where each comes as often as it follows itself.
pub fn layers(all: &[String]) -> String {
    let short = if all.len() > 6 {
        [&all[..3], &["…".to_owned()], &all[all.len() - 2..]].concat()
    } else {
        all.to_vec()
    };
    short.join(" · ")
}

pub fn unpin(run: &str) -> String {
    format!("{UNPIN} {run}")
}

pub fn versus(variant: &str) -> String {
    format!("vs {variant}")
}

// What the second of two runs does otherwise.

pub const SIGMOID_FOR_RELU: &str = "sigmoid for ReLU";
pub const RELU_FOR_SIGMOID: &str = "ReLU for sigmoid";
pub const NO_SKIPS: &str = "no skip connections";
pub const NO_BATCH_NORM: &str = "no batch norm";
pub const WITH_L1: &str = "L1, λ = 0.001";
pub const WITH_L2: &str = "L2, λ = 0.001";
pub const SLOWER: &str = "a tenth of the rate";
pub const FASTER: &str = "ten times the rate";
