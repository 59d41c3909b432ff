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

use crate::app::text::{Text, tr};
use crate::data::Source;
use crate::network::{Bytes, LoadNotes};

/// What stands before a value in a sentence, the value, and what stands behind it.
fn around(sentence: &str, value: &str) -> [String; 3] {
    match sentence.split_once(value) {
        Some((before, behind)) => [before, value, behind].map(str::to_owned),
        None => [sentence.to_owned(), String::new(), String::new()],
    }
}

// The bar.

pub const TRAINING: Text = Text("Training");
pub const STEPS: Text = Text("Steps");
pub const RESET: Text = Text("Reset");
pub const RESET_TITLE: Text = Text("Reset: begin anew from the seed");
pub const PAUSE: Text = Text("Pause");
pub const TRAIN: Text = Text("Train");
pub const SPACE: Text = Text("Space");
pub const ONE_BATCH: Text = Text("One batch");
/// The same, with what the button shows.
pub const ONE_BATCH_MORE: Text = Text("+1 batch");
pub const EPOCH: Text = Text("epoch");
pub const TO_END_OF_EPOCH: Text = Text("To the end of the epoch");
pub const COMPARE: Text = Text("Compare …");
pub const COMPARE_WITH: Text = Text("Compare with");

// How it stands.

pub const VALIDATION: Text = Text("validation");
pub const LOSS: Text = Text("loss");
pub const CPU: Text = Text("CPU");
pub const WEBGPU: Text = Text("WebGPU");
/// What stands small behind a speed.
pub const IMAGES_PER_SECOND: Text = Text("images/s");
pub const POINTS_PER_SECOND: Text = Text("points/s");

// Saving and loading.

pub const SAVE: Text = Text("Save");
pub const SAVE_AND_LOAD: Text = Text("Save and load");
pub const SAVE_WEIGHTS: Text = Text("Weights (safetensors)");
pub const SAVE_NETWORK: Text = Text("Network (JSON)");
pub const SAVE_CODE: Text = Text("PyTorch code");
pub const SAVE_DATA: Text = Text("Data set (safetensors)");
pub const SAVE_HISTORY: Text = Text("History (CSV)");
pub const LOAD: Text = Text("Load weights or network …");
pub const SAVED_RUNS: Text = Text("Runs in this browser");
pub const RESTORE: Text = Text("Go on from there");
pub const DELETE: Text = Text("Delete");
pub const OWN_NETWORK: Text = Text("own network");
pub const NEWER_RUNS: Text =
    Text("A newer version of this page kept runs in this browser, which this one cannot read.");
pub const CANNOT_SAVE: Text = Text("The browser could not make this file.");

pub fn delete(run: &str) -> String {
    tr!("Delete {run}")
}

/// A saved run in a line.
pub fn saved_run(name: &str, step: &str, accuracy: Option<String>, branched_at: Option<&str>) -> String {
    let branch = branched_at.map(|step| tr!("branched at step {step}"));
    let parts = [Some(name.to_owned()), Some(tr!("step {step}")), accuracy, branch];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The last run of an earlier visit.
pub fn last_time(run: &str) -> String {
    tr!("Last time: {run}.")
}

/// A run that another one has taken the place of.
pub fn kept(run: &str) -> String {
    tr!("Kept: {run}.")
}

pub const BRING_BACK: Text = Text("Bring it back");
pub const BEGUN_ANEW: Text = Text("Training begins anew; the run before is kept.");
pub const PREPARING: Text = Text("Making the samples and the first weights …");
pub const MAKING_FILE: Text = Text("Making the file …");
pub const LOADING_RUN: Text = Text("Loading what was saved …");
pub const RESTORING_STOPPED: Text = Text("Loading was stopped: the saved run stays in the history.");
pub const SAMPLES_GONE: Text =
    Text("The samples of this run are no longer in this browser, so it cannot go on.");
pub const TOO_LARGE_TO_STORE: Text = Text(
    "These samples take more than 64 MB: they are not saved in this browser, and neither are runs on them. Save the weights as a file.",
);
pub const TOO_LONG_FOR_LINK: Text = Text(
    "This network is too long for a link: to hand it on, save it as a file (Save, Network). A run of it is found again in this browser.",
);

/// What runs of a large network lack: a place in the browser's store, and perhaps earlier steps to go back to.
pub fn not_saved(checkpoint: Bytes, seeks: bool) -> String {
    match seeks {
        true => tr!(
            "A run of this network takes {checkpoint}: it is not saved in this browser. Save the weights as a file."
        ),
        false => tr!(
            "A run of this network takes {checkpoint}: it is not saved in this browser, and there is no way back to earlier steps. Save the weights as a file."
        ),
    }
}

/// Of large layers no picture is sent.
pub fn too_many_to_show(most: &str) -> String {
    tr!("Of weights only the first {most} are shown, as far as they are those of whole layers.")
}

/// There is no room for a second run.
pub fn not_compared(why: &str) -> String {
    tr!("Nothing is compared here. {why}")
}

/// What training takes, beside the number of parameters.
pub fn training_takes(bytes: Bytes) -> String {
    tr!("training takes {bytes}")
}

/// Training goes another way from a step on; the run before had come to another one.
pub fn branched(at: &str, newest: &str) -> String {
    tr!("From step {at} on this is a run of its own; the one that came to step {newest} is kept.")
}

/// What is trained on what, and against what it is compared.
pub fn run(network: &str, data: &str, variant: Option<&str>) -> String {
    match variant {
        Some(variant) => tr!("{network}, {data}, against {variant}"),
        None => format!("{network}, {data}"),
    }
}

pub fn restored(step: &str) -> String {
    tr!("Saved in this browser: it goes on after step {step}.")
}

pub fn unreadable(file: &str) -> String {
    tr!("{file} cannot be read.")
}

/// What was done to a file of weights to read it, and what is odd about them.
pub fn loaded(notes: &LoadNotes) -> String {
    let LoadNotes { converted, prefix, entry, counters, not_finite, by_order } = notes;
    let mut done = Vec::new();
    if !entry.is_empty() {
        done.push(tr!("only the entry “{entry}” was read"));
    }
    if !converted.is_empty() {
        done.push(tr!("converted from {}", all_of(converted)));
    }
    if !prefix.is_empty() {
        done.push(tr!("“{prefix}” left out of the names"));
    }
    if !counters.is_empty() {
        done.push(tr!("{} left aside", all_of(counters)));
    }
    if *not_finite > 0 {
        done.push(tr!("{not_finite, plural, one {# value is} other {# values are}} infinite or NaN"));
    }
    if *by_order {
        done.push(Text("names matched by order and shape").into());
    }
    if done.is_empty() { Text("The weights are loaded.").into() } else { tr!("Loaded: {}.", done.join(", ")) }
}

/// Names in a sentence: "a and b".
fn all_of<T: AsRef<str>>(names: &[T]) -> String {
    let mut names = names.iter().map(AsRef::as_ref);
    let first = names.next().unwrap_or_default().to_owned();
    names.fold(first, |before, name| tr!("{before} and {name}"))
}

/// Nothing of a file is stored here.
pub const NO_OPENED: Text = Text("No network is kept in this browser: open a file in Networks first.");
pub const NETWORK_LOADED: Text = Text("The network is loaded; its weights are fresh.");

pub fn network_unusable(why: &str) -> String {
    tr!("This network cannot be used: {why}.")
}

// What happens to a run.

pub fn on_cpu(why: &str) -> String {
    tr!("On the CPU from here: {why}")
}

pub fn diverged(step: u64) -> String {
    tr!("Diverged at step {step}: try a smaller learning rate. The last weights with a finite loss are kept.")
}

// The data.

pub const DATA: Text = Text("Data");
pub const TO_TRAIN_ON: Text = Text("To train on");
pub const FOR_VALIDATION: Text = Text("For validation");
pub const NOISE: Text = Text("Noise, σ");
pub const DATA_SEED: Text = Text("Seed of the data");

pub const fn source(source: Source) -> Text {
    match source {
        Source::Digits => Text("Digits, generated"),
        Source::HurriedDigits => Text("Digits, harder"),
        Source::Shapes => Text("Shapes in colour"),
        Source::Circle => Text("Circle"),
        Source::Xor => Text("XOR"),
        Source::Spiral => Text("Spiral"),
        Source::Blobs => Text("Blobs"),
        Source::Wave => Text("Wave"),
        Source::Plane => Text("Plane"),
        Source::Gaussians => Text("Gaussians"),
    }
}

/// How many there are of everything; those for validation, once they are chosen.
pub fn data(samples: usize, classes: usize, validation: Option<usize>) -> String {
    match validation {
        Some(n) => tr!(
            "{samples, plural, one {# sample} other {# samples}} in {classes, plural, one {# class} other {# classes}}, {n} of them for validation."
        ),
        None => tr!(
            "{samples, plural, one {# sample} other {# samples}} in {classes, plural, one {# class} other {# classes}}."
        ),
    }
}

// Drawings of one's own.

pub const YOUR_DRAWINGS: Text = Text("your drawings");
pub const PAD: Text = Text("Pad: draw a digit, then press what it is");
pub const INVITATION: Text = Text("Draw, then press what it is");
pub const LABEL: Text = Text("Label");
pub const CLEAR: Text = Text("Clear");
pub const UNDO: Text = Text("Undo");
pub const TRAIN_ON_THESE: Text = Text("Train on these");
pub const TRAIN_ON_THESE_TITLE: Text = Text("At least two of two digits");

pub fn this_is(digit: u8, count: usize) -> String {
    tr!("This is a {digit}; there are {count}")
}
