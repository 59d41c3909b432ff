//! What the place Scenes says about teaching classes of the user's own.

use crate::app::numbers::bytes;
use crate::app::text::{Text, tr};

// What is taught.
pub const SUBJECT: Text = Text("What is taught");
pub const SUBJECTS: [Text; 2] = [Text("Digits 5 to 9"), Text("Your own classes")];

// Classes and examples.
pub const CLASSES: Text = Text("Classes and their examples");
pub const FIRST_CLASSES: [&str; 2] = ["A", "B"];
pub const NAME: Text = Text("Name of the class");
pub const ADD_CLASS: Text = Text("One more class");
pub const REMOVE_CLASS: Text = Text("Remove this class");
pub const REMOVE: &str = "×";
/// A class without a name.
pub fn unnamed(number: usize) -> String {
    tr!("class {number}")
}
pub fn examples(count: usize) -> String {
    tr!("{count, plural, one {# example} other {# examples}}")
}
/// "A: 3 examples".
pub fn class(name: &str, count: usize) -> String {
    tr!("{name}: {count, plural, one {# example} other {# examples}}")
}
/// For those who do not see it.
pub fn remove(name: &str, number: usize) -> String {
    tr!("Remove example {number} of {name}")
}
pub const KEPT: Text = Text("Examples stay in this page until it is closed; no link holds them.");

// What is drawn, read or photographed.
pub const SOMETHING: Text = Text("Something to add, or to try");
pub const PAD: Text = Text("Pad: draw an example, Enter adds it");
pub const INVITATION: Text = Text("Draw here");
pub const SEEN: Text = Text("What the camera sees, or the picture");
/// The button that adds.
pub fn add_to(name: &str) -> String {
    tr!("Add to “{name}”")
}
/// The same, of what the camera sees.
pub fn photograph_for(name: &str) -> String {
    tr!("Photograph “{name}”")
}
pub const HOLD: Text = Text("Hold it for several.");
pub const CLEAR: Text = Text("Clear");
pub const PICTURES: Text = Text("Add pictures …");
pub const FOLDER: Text = Text("Folder …");
pub const TRY_PICTURE: Text = Text("Try a picture …");
/// Why there is no camera.
pub fn no_camera(is_refused: bool) -> Text {
    match is_refused {
        true => Text("The camera was not allowed. Drawings and pictures can be added all the same."),
        false => Text(
            "There is no camera that this page may use. Drawings and pictures can be added all the same.",
        ),
    }
}

// What cannot be done.
pub const NOTHING_YET: Text = Text("Each class needs an example: draw one and press Enter, or add pictures.");
/// A class without examples.
pub fn no_example(name: &str) -> String {
    tr!("“{name}” has no example yet.")
}
/// A class that there is no room for.
pub fn no_class_left(name: &str) -> String {
    tr!("“{name}” was left out: there are ten classes already.")
}
pub const NOTHING_DRAWN: Text = Text("There is nothing to be seen on it, so it was not added.");
pub fn no_room(megabytes: usize) -> String {
    tr!("There is no room for more: all examples together take {megabytes} MB at most.")
}
/// Pictures that were not read.
pub fn left_out(pictures: usize, megabytes: usize) -> String {
    tr!(
        "{pictures, plural, one {# picture} other {# pictures}} left out: all examples together take {megabytes} MB at most."
    )
}
/// Samples of another run's size.
pub fn samples_too_large(shape: &str, megabytes: usize) -> String {
    tr!("Samples of {shape} values would take more than {megabytes} MB.")
}
pub const NO_LAST_RUN: Text =
    Text("There is no last run in this browser: let a network learn in Train first.");
pub const NOT_TO_BE_CUT: Text = Text(
    "The last run cannot be taken over: its network has to take pictures, and to end in activations and a dense layer.",
);
pub const FEATURES_ENDED: Text =
    Text("The part of the page that computes features has ended. The examples are still here.");
pub const NOT_IN_ONNX: Text = Text("ONNX has no operation for a layer of this network.");

// What is transferred, and how.
pub const SOURCE_NETWORK: Text = Text("From");
pub const SOURCE_NETWORKS: [Text; 3] = [Text("Digits"), Text("Last run"), Text("EfficientNet-Lite0")];
pub const CUT: Text = Text("Layers taken over");
pub const WAY: Text = Text("Then");
/// About the network that is taken over.
pub fn about(source: usize, name: Option<&str>) -> String {
    match (source, name) {
        (0, _) => Text("The network that reads digits in Draw. It is shown 28 × 28 pixels of ink.").into(),
        (1, Some(name)) => tr!("The network of your last run: {name}."),
        (1, None) => Text("The network of your last run in Train.").into(),
        _ => LITE0.to_string(),
    }
}
pub const LITE0: Text = Text(
    "1280 features that were learnt from 1.3 million photographs, one dense layer behind them. Fine-tuning is not offered: each step would go back through 385 million multiply-adds of each picture. From scratch, a small CNN learns from the same pictures at 32 × 32 pixels.",
);
/// Bytes that are on their way.
pub fn fetching(received: u64, all: Option<u64>) -> String {
    match all {
        Some(all) => tr!("Loading the network: {} of {}", bytes(received), bytes(all)),
        None => Text("Loading the network …").into(),
    }
}
pub const OPENING: Text = Text("Opening the network …");
/// Examples whose features are computed.
pub fn computing(examples: usize) -> String {
    tr!("Computing the features of {examples, plural, one {# example} other {# examples}} …")
}
pub const WAITS: Text = Text("It begins once that is done.");

// What comes of it.
/// What is scored.
pub fn scored(learnt: usize, scored: usize) -> String {
    tr!(
        "{learnt, plural, one {# example} other {# examples}} learnt from; right of {scored} held out, one of four of each class"
    )
}
pub const NOT_SCORED: Text = Text(
    "There is nothing to score on: with four examples of each class, one of four is held out. Draw or show something new instead.",
);
pub const PRESS_PLAY: Text =
    Text("Press play: both networks learn from your examples, with the same steps, side by side.");
pub const LOSSES: Text = Text("Loss over the steps");
pub const OUTDATED: Text = Text("The examples have changed since: start again.");
pub const SAYS: Text = Text("What both say of it");

// Files.
pub const EXPORT: Text = Text("The taught network");
pub const FORMATS: [Text; 2] = [Text("safetensors"), Text("ONNX")];
pub const FILE: &str = "taught";
/// Where such files are read.
pub const EXPORTED: Text = Text("With its classes' names; Networks opens both.");
