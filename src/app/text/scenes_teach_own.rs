//! What the place Scenes says about teaching classes of the user's own.

use crate::app::numbers::{bytes, plural};

// What is taught.
pub const SUBJECT: &str = "What is taught";
pub const SUBJECTS: [&str; 2] = ["Digits 5 to 9", "Your own classes"];

// Classes and examples.
pub const CLASSES: &str = "Classes and their examples";
pub const FIRST_CLASSES: [&str; 2] = ["A", "B"];
pub const NAME: &str = "Name of the class";
pub const ADD_CLASS: &str = "One more class";
pub const REMOVE_CLASS: &str = "Remove this class";
pub const REMOVE: &str = "×";
/// A class without a name.
pub fn unnamed(number: usize) -> String {
    format!("class {number}")
}
pub const EXAMPLE: &str = "example";
/// "A: 3 examples".
pub fn class(name: &str, count: usize) -> String {
    format!("{name}: {}", plural(count, EXAMPLE))
}
/// For those who do not see it.
pub fn remove(name: &str, number: usize) -> String {
    format!("Remove example {number} of {name}")
}
pub const KEPT: &str = "Examples stay in this page until it is closed; no link holds them.";

// What is drawn, read or photographed.
pub const SOMETHING: &str = "Something to add, or to try";
pub const PAD: &str = "Pad: draw an example, Enter adds it";
pub const INVITATION: &str = "Draw here";
pub const SEEN: &str = "What the camera sees, or the picture";
/// The button that adds.
pub fn add_to(name: &str) -> String {
    format!("Add to “{name}”")
}
/// The same, of what the camera sees.
pub fn photograph_for(name: &str) -> String {
    format!("Photograph “{name}”")
}
pub const HOLD: &str = "Hold it for several.";
pub const CLEAR: &str = "Clear";
pub const PICTURES: &str = "Add pictures …";
pub const FOLDER: &str = "Folder …";
pub const TRY_PICTURE: &str = "Try a picture …";
/// Why there is no camera.
pub fn no_camera(is_refused: bool) -> &'static str {
    match is_refused {
        true => "The camera was not allowed. Drawings and pictures can be added all the same.",
        false => {
            "There is no camera that this page may use. Drawings and pictures can be added all the same."
        }
    }
}

// What cannot be done.
pub const NOTHING_YET: &str = "Each class needs an example: draw one and press Enter, or add pictures.";
/// A class without examples.
pub fn no_example(name: &str) -> String {
    format!("“{name}” has no example yet.")
}
/// A class that there is no room for.
pub fn no_class_left(name: &str) -> String {
    format!("“{name}” was left out: there are ten classes already.")
}
pub const NOTHING_DRAWN: &str = "There is nothing to be seen on it, so it was not added.";
pub fn no_room(megabytes: usize) -> String {
    format!("There is no room for more: all examples together take {megabytes} MB at most.")
}
/// Pictures that were not read.
pub fn left_out(pictures: usize, megabytes: usize) -> String {
    format!("{} left out: all examples together take {megabytes} MB at most.", plural(pictures, "picture"))
}
/// Samples of another run's size.
pub fn samples_too_large(shape: &str, megabytes: usize) -> String {
    format!("Samples of {shape} values would take more than {megabytes} MB.")
}
pub const NO_LAST_RUN: &str = "There is no last run in this browser: let a network learn in Train first.";
pub const NOT_TO_BE_CUT: &str = "The last run cannot be taken over: its network has to take pictures, and to end in activations and a dense layer.";
pub const FEATURES_ENDED: &str =
    "The part of the page that computes features has ended. The examples are still here.";
pub const NOT_IN_ONNX: &str = "ONNX has no operation for a layer of this network.";

// What is transferred, and how.
pub const SOURCE_NETWORK: &str = "From";
pub const SOURCE_NETWORKS: [&str; 3] = ["Digits", "Last run", "EfficientNet-Lite0"];
pub const CUT: &str = "Layers taken over";
pub const WAY: &str = "Then";
/// About the network that is taken over.
pub fn about(source: usize, name: Option<&str>) -> String {
    match (source, name) {
        (0, _) => "The network that reads digits in Draw. It is shown 28 × 28 pixels of ink.".to_owned(),
        (1, Some(name)) => format!("The network of your last run: {name}."),
        (1, None) => "The network of your last run in Train.".to_owned(),
        _ => LITE0.to_owned(),
    }
}
pub const LITE0: &str = "1280 features that were learnt from 1.3 million photographs, one dense layer behind them. Fine-tuning is not offered: each step would go back through 385 million multiply-adds of each picture. From scratch, a small CNN learns from the same pictures at 32 × 32 pixels.";
/// Bytes that are on their way.
pub fn fetching(received: u64, all: Option<u64>) -> String {
    match all {
        Some(all) => format!("Loading the network: {} of {}", bytes(received), bytes(all)),
        None => "Loading the network …".to_owned(),
    }
}
pub const OPENING: &str = "Opening the network …";
/// Examples whose features are computed.
pub fn computing(examples: usize) -> String {
    format!("Computing the features of {} …", plural(examples, "example"))
}
pub const WAITS: &str = "It begins once that is done.";

// What comes of it.
/// What is scored.
pub fn scored(learnt: usize, scored: usize) -> String {
    format!(
        "{} learnt from; right of {} held out, one of four of each class",
        plural(learnt, "example"),
        scored
    )
}
pub const NOT_SCORED: &str = "There is nothing to score on: with four examples of each class, one of four is held out. Draw or show something new instead.";
pub const PRESS_PLAY: &str =
    "Press play: both networks learn from your examples, with the same steps, side by side.";
pub const LOSSES: &str = "Loss over the steps";
pub const OUTDATED: &str = "The examples have changed since: start again.";
pub const SAYS: &str = "What both say of it";

// Files.
pub const EXPORT: &str = "The taught network";
pub const FORMATS: [&str; 2] = ["safetensors", "ONNX"];
pub const FILE: &str = "taught";
/// Where such files are read.
pub const EXPORTED: &str = "With its classes' names; Networks opens both.";
