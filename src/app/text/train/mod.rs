//! What the place Train says: how runs are set up, started and kept. The rest stands in `inside.rs`.

mod compare;
mod diagnosis;
mod files;
mod guess;
mod inside;
mod lens;
mod settings;
mod steps;
mod toy;
mod trouble;

pub use compare::*;
pub use diagnosis::*;
pub use files::*;
pub use guess::*;
pub use inside::*;
pub use lens::*;
pub use settings::*;
pub use steps::*;
pub use toy::*;
pub use trouble::*;

use crate::data::Source;
use crate::network::{Bytes, LoadNotes};

fn some(n: usize, one: &str, more: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { more })
}

// The bar.

pub const TRAINING: &str = "Training";
pub const STEPS: &str = "Steps";
pub const RESET: &str = "Reset";
pub const RESET_TITLE: &str = "Reset: begin anew from the seed";
pub const PAUSE: &str = "Pause";
pub const TRAIN: &str = "Train";
pub const SPACE: &str = "Space";
pub const ONE_BATCH: &str = "One batch";
/// The same, with what the button shows.
pub const ONE_BATCH_MORE: &str = "+1 batch";
pub const EPOCH: &str = "epoch";
pub const TO_END_OF_EPOCH: &str = "To the end of the epoch";
pub const COMPARE: &str = "Compare …";
pub const COMPARE_WITH: &str = "Compare with";

// How it stands.

pub const VALIDATION: &str = "validation";
pub const LOSS: &str = "loss";
pub const CPU: &str = "CPU";
pub const WEBGPU: &str = "WebGPU";
/// What stands small behind a speed.
pub const IMAGES_PER_SECOND: &str = " images/s";
pub const POINTS_PER_SECOND: &str = " points/s";

// Saving and loading.

pub const SAVE: &str = "Save";
pub const SAVE_AND_LOAD: &str = "Save and load";
pub const SAVE_WEIGHTS: &str = "Weights (safetensors)";
pub const SAVE_NETWORK: &str = "Network (JSON)";
pub const SAVE_CODE: &str = "PyTorch code";
pub const SAVE_DATA: &str = "Data set (safetensors)";
pub const SAVE_HISTORY: &str = "History (CSV)";
pub const LOAD: &str = "Load weights or network …";
pub const SAVED_RUNS: &str = "Runs in this browser";
pub const RESTORE: &str = "Go on from there";
pub const DELETE: &str = "Delete";
pub const OWN_NETWORK: &str = "own network";
pub const NEWER_RUNS: &str =
    "A newer version of this page kept runs in this browser, which this one cannot read.";
pub const CANNOT_SAVE: &str = "The browser could not make this file.";

pub fn delete(run: &str) -> String {
    format!("Delete {run}")
}

/// A saved run in a line.
pub fn saved_run(name: &str, step: &str, accuracy: Option<String>, branched_at: Option<&str>) -> String {
    let accuracy = accuracy.map_or(String::new(), |accuracy| format!(" · {accuracy}"));
    let branch = branched_at.map_or(String::new(), |step| format!(" · branched at step {step}"));
    format!("{name} · step {step}{accuracy}{branch}")
}

/// The last run of an earlier visit.
pub fn last_time(run: &str) -> String {
    format!("Last time: {run}.")
}

/// A run that another one has taken the place of.
pub fn kept(run: &str) -> String {
    format!("Kept: {run}.")
}

pub const BRING_BACK: &str = "Bring it back";
pub const BEGUN_ANEW: &str = "Training begins anew; the run before is kept.";
pub const PREPARING: &str = "Making the samples and the first weights …";
pub const MAKING_FILE: &str = "Making the file …";
pub const LOADING_RUN: &str = "Loading what was saved …";
pub const RESTORING_STOPPED: &str = "Loading was stopped: the saved run stays in the history.";
pub const SAMPLES_GONE: &str = "The samples of this run are no longer in this browser, so it cannot go on.";
pub const TOO_LARGE_TO_STORE: &str = "These samples take more than 64 MB: they are not saved in this browser, and neither are runs on them. Save the weights as a file.";
pub const TOO_LONG_FOR_LINK: &str = "This network is too long for a link: to hand it on, save it as a file (Save, Network). A run of it is found again in this browser.";

/// What runs of a large network lack: a place in the browser's store, and perhaps earlier steps to go back to.
pub fn not_saved(checkpoint: Bytes, seeks: bool) -> String {
    let seeks = if seeks { "" } else { ", and there is no way back to earlier steps" };
    format!(
        "A run of this network takes {checkpoint}: it is not saved in this browser{seeks}. Save the weights as a file."
    )
}

/// Of large layers no picture is sent.
pub fn too_many_to_show(most: &str) -> String {
    format!("Of weights only the first {most} are shown, as far as they are those of whole layers.")
}

/// There is no room for a second run.
pub fn not_compared(why: &str) -> String {
    format!("Nothing is compared here. {why}")
}

/// What training takes, beside the number of parameters.
pub fn training_takes(bytes: Bytes) -> String {
    format!("training takes {bytes}")
}

/// Training goes another way from a step on; the run before had come to another one.
pub fn branched(at: &str, newest: &str) -> String {
    format!("From step {at} on this is a run of its own; the one that came to step {newest} is kept.")
}

/// What is trained on what, and against what it is compared.
pub fn run(network: &str, data: &str, variant: Option<&str>) -> String {
    let against = variant.map_or(String::new(), |variant| format!(", against {variant}"));
    format!("{network}, {data}{against}")
}

pub fn restored(step: &str) -> String {
    format!("Saved in this browser: it goes on after step {step}.")
}

pub fn unreadable(file: &str) -> String {
    format!("{file} cannot be read.")
}

/// What was done to a file of weights to read it, and what is odd about them.
pub fn loaded(notes: &LoadNotes) -> String {
    let LoadNotes { converted, prefix, entry, counters, not_finite, by_order } = notes;
    let mut done = Vec::new();
    if !entry.is_empty() {
        done.push(format!("only the entry “{entry}” was read"));
    }
    if !converted.is_empty() {
        done.push(format!("converted from {}", converted.join(" and ")));
    }
    if !prefix.is_empty() {
        done.push(format!("“{prefix}” left out of the names"));
    }
    if !counters.is_empty() {
        done.push(format!("{} left aside", counters.join(" and ")));
    }
    if *not_finite > 0 {
        done.push(format!("{} infinite or NaN", some(*not_finite, "value is", "values are")));
    }
    if *by_order {
        done.push("names matched by order and shape".to_owned());
    }
    if done.is_empty() {
        "The weights are loaded.".to_owned()
    } else {
        format!("Loaded: {}.", done.join(", "))
    }
}

/// Nothing of a file is stored here.
pub const NO_OPENED: &str = "No network is kept in this browser: open a file in Networks first.";
pub const NETWORK_LOADED: &str = "The network is loaded; its weights are fresh.";

pub fn network_unusable(why: &str) -> String {
    format!("This network cannot be used: {why}.")
}

// What happens to a run.

pub fn on_cpu(why: &str) -> String {
    format!("On the CPU from here: {why}")
}

pub fn diverged(step: u64) -> String {
    format!(
        "Diverged at step {step}: try a smaller learning rate. The last weights with a finite loss are kept."
    )
}

// The data.

pub const DATA: &str = "Data";
pub const TO_TRAIN_ON: &str = "To train on";
pub const FOR_VALIDATION: &str = "For validation";
pub const NOISE: &str = "Noise, σ";
pub const DATA_SEED: &str = "Seed of the data";

pub const fn source(source: Source) -> &'static str {
    match source {
        Source::Digits => "Digits, generated",
        Source::HurriedDigits => "Digits, harder",
        Source::Shapes => "Shapes in colour",
        Source::Circle => "Circle",
        Source::Xor => "XOR",
        Source::Spiral => "Spiral",
        Source::Blobs => "Blobs",
        Source::Wave => "Wave",
        Source::Plane => "Plane",
        Source::Gaussians => "Gaussians",
    }
}

/// How many there are of everything; those for validation, once they are chosen.
pub fn data(samples: usize, classes: usize, validation: Option<usize>) -> String {
    let validation = validation.map_or(String::new(), |n| format!(", {n} of them for validation"));
    format!("{} in {}{validation}.", some(samples, "sample", "samples"), some(classes, "class", "classes"))
}

// Drawings of one's own.

pub const YOUR_DRAWINGS: &str = "your drawings";
pub const PAD: &str = "Pad: draw a digit, then press what it is";
pub const INVITATION: &str = "Draw, then press what it is";
pub const LABEL: &str = "Label";
pub const CLEAR: &str = "Clear";
pub const UNDO: &str = "Undo";
pub const TRAIN_ON_THESE: &str = "Train on these";
pub const TRAIN_ON_THESE_TITLE: &str = "At least two of two digits";

pub fn this_is(digit: u8, count: usize) -> String {
    format!("This is a {digit}; there are {count}")
}

// How it learns.

pub const OPTIMIZER: &str = "Optimizer";
pub const RATE: &str = "Learning rate";
pub const RATE_OVER_TIME: &str = "Learning rate over time";
pub const DECAYS: [&str; 3] = ["Constant", "Cosine", "Step decay"];
pub const TOTAL_STEPS: &str = "Total steps";
pub const WARM_UP: &str = "Warm-up steps";
pub const BATCH: &str = "Batch";
pub const SHARDS: &str = "Shards of a batch";
pub const SHARDS_TITLE: &str = "Each batch is divided into so many parts, which as many cores compute side by side. Their gradients are added in a fixed order: the same run on every machine.";
pub const SHARDS_AND_BATCH_NORM: &str = "Batch norm uses the statistics of each shard, and keeps those of the first, as DistributedDataParallel does.";
pub const LOSS_KIND: &str = "Loss";
pub const LOSSES: [&str; 3] = ["cross-entropy", "mean squared error", "Huber’s loss"];
pub const LABEL_SMOOTHING: &str = "Label smoothing";
pub const DEVICE: &str = "Device";
pub const DEVICES: [&str; 3] = [CPU, WEBGPU, "Auto"];
pub const STOP_AFTER_EPOCHS: &str = "Stop after epochs";
pub const STOP_AT_ACCURACY: &str = "Stop at accuracy, %";
pub const NEVER: &str = "never";
pub const REGULARIZATION: &str = "Regularization and initialization";
pub const L1: &str = "L1, λ Σ|w|";
pub const L2: &str = "L2, λ/2 Σw²";
pub const INITIALIZATION: &str = "Initialization";
pub const INITIALIZATIONS: [&str; 4] = ["Zero", "Normal", "Xavier", "He"];
pub const WITH_SIGMA: &str = "with σ";
pub const AUGMENTATION: &str = "Augmentation";
pub const BALANCED: &str = "Balanced classes";
pub const SEED: &str = "Seed";

/// Who computes: so many workers on the CPU.
pub fn cpu(workers: u32) -> String {
    if workers > 1 { format!("{CPU} × {workers}") } else { CPU.to_owned() }
}

pub fn optimizer(name: &str, rate: &str) -> String {
    format!("{name}, {rate}")
}

/// What large weights cost, with the λ of each norm that has one.
pub fn regularization(l1: Option<String>, l2: Option<String>) -> String {
    match (l1, l2) {
        (None, None) => "No L1, L2".to_owned(),
        (Some(l1), None) => format!("L1 {l1}"),
        (None, Some(l2)) => format!("L2 {l2}"),
        (Some(l1), Some(l2)) => format!("L1 {l1} + L2 {l2}"),
    }
}
