//! What is said of a network's guess about a sample.

pub const GUESS: &str = "What the network says";
pub const TRY_IT: &str = "Try it";
pub const TRY_TITLE: &str = "Draw something, or choose a picture: the network reads it";
pub const BACK_TO_SAMPLES: &str = "Back to the sample";
pub const OPEN_IN_DRAW: &str = "Open in Draw";
pub const PICTURE: &str = "Picture …";
pub const CAMERA: &str = "Camera";
pub const NO_CAMERA: &str = "There is no camera that this page may use.";
pub const TRIED: &str = "your own";

pub const CLASS: &str = "Class";
pub const ALL_CLASSES: &str = "all classes";
pub const SPLIT: &str = "Split";
/// All samples, those to train on, those for validation.
pub const SPLITS: [&str; 3] = ["both", "training", "validation"];
pub const POINT_AT_ONE: &str = "Point at one to see what the network says.";

pub fn class_count(class: &str, count: usize) -> String {
    format!("{class} · {count}")
}

/// What a sample is, if that is known, and what the network says of it.
pub fn says(label: Option<&str>, said: &str, probability: &str) -> String {
    match label {
        Some(label) if label == said => format!("label {label}, says so with {probability}"),
        Some(label) => format!("label {label}, says {said} with {probability}"),
        None => format!("says {said} with {probability}"),
    }
}
