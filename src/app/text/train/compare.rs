//! What is said of runs that are compared.

use crate::app::text::{Text, tr};

pub const PIN: Text = Text("Pin");
pub const PIN_TITLE: Text =
    Text("Pin this run: keeps it in the charts, and beside the next one: change what you like");
pub const PINNED: Text =
    Text("Pinned: it stays in the charts and beside the next run. Change what you like.");
pub const RUNS_COMPARED: Text = Text("Runs");
pub const UNPIN: Text = Text("Unpin");
pub const THIS_RUN: Text = Text("this run");
pub const PARAMETERS: Text = Text("parameters");
pub const SMOOTHING: Text = Text("Smoothing");
pub const COMPARE_HIDDEN: Text = Text("0 … 4 hidden layers of 30, sigmoid");
pub const COMPARE_HIDDEN_RELU: Text = Text("0 … 4 hidden layers of 30, ReLU");
pub const COMPARE_BATCH_NORM: Text = Text("no batch norm, before, behind ReLU");
pub const COMPARE_SMALL_BATCH: Text = Text("batch norm: batches of 32, of 2");
pub const COMPARE_DROPOUT: Text = Text("dropout: none, half");
pub const COMPARE_L1_L2: Text = Text("no regularization, L1, L2");
pub const COMPARE_RESIDUAL: Text = Text("20 layers: plain, residual");
pub const COMPARE_DENSE_CNN: Text = Text("dense against CNN");
pub const COMPARE_HEADS: Text = Text("flatten + dense against average");

/// A comparison in the list of all.
pub fn one_after_the_other(comparison: &str) -> String {
    format!("▸ {comparison}")
}

/// How many runs are still to come.
pub fn comparing(left: usize) -> String {
    match left {
        0 => Text("Comparing: this is the last run.").into(),
        _ => tr!(
            "Comparing: {left, plural, one {# run is} other {# runs are}} to come. Each is pinned when it stops."
        ),
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
    tr!("Unpin {run}")
}

pub fn versus(variant: &str) -> String {
    tr!("vs {variant}")
}

// What the second of two runs does otherwise.

pub const SIGMOID_FOR_RELU: Text = Text("sigmoid for ReLU");
pub const RELU_FOR_SIGMOID: Text = Text("ReLU for sigmoid");
pub const NO_SKIPS: Text = Text("no skip connections");
pub const NO_BATCH_NORM: Text = Text("no batch norm");
pub const WITH_L1: &str = "L1, λ = 0.001";
pub const WITH_L2: &str = "L2, λ = 0.001";
pub const SLOWER: Text = Text("a tenth of the rate");
pub const FASTER: Text = Text("ten times the rate");
