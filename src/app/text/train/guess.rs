//! What is said of a network's guess about a sample.

use crate::app::text::{Text, tr};

pub const GUESS: Text = Text("What the network says");
pub const TRY_IT: Text = Text("Try it");
pub const TRY_TITLE: Text = Text("Draw something, or choose a picture: the network reads it");
pub const BACK_TO_SAMPLES: Text = Text("Back to the sample");
pub const OPEN_IN_DRAW: Text = Text("Open in Draw");
pub const PICTURE: Text = Text("Picture …");
pub const CAMERA: Text = Text("Camera");
pub const NO_CAMERA: Text = Text("There is no camera that this page may use.");
pub const TRIED: Text = Text("your own");

pub const CLASS: Text = Text("Class");
pub const ALL_CLASSES: Text = Text("all classes");
pub const SPLIT: Text = Text("Split");
/// All samples, those to train on, those for validation.
pub const SPLITS: [Text; 3] = [Text("both"), Text("training"), Text("validation")];
pub const POINT_AT_ONE: Text = Text("Point at one to see what the network says.");

pub fn class_count(class: &str, count: usize) -> String {
    format!("{class} · {count}")
}

/// What a sample is, if that is known, and what the network says of it.
pub fn says(label: Option<&str>, said: &str, probability: &str) -> String {
    match label {
        Some(label) if label == said => tr!("label {label}, says so with {probability}"),
        Some(label) => tr!("label {label}, says {said} with {probability}"),
        None => tr!("says {said} with {probability}"),
    }
}
