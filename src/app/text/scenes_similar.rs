//! What the place Scenes says about similar scenes.

use crate::app::numbers::{decimals, percent, thousands};
use crate::app::text::{Text, tr};

pub const SIMILAR: Text = Text("Similar");
pub const AND_NEIGHBOURS: Text = Text("The scene whose neighbours are shown");

/// What the idea is, what it changes, and what is smaller here.
pub const IDEA: [Text; 3] = [
    Text(
        "Two pictures are similar if a trained network's last features are: what it has learnt to tell apart counts, and what it has learnt to overlook does not.",
    ),
    Text(
        "Here these are the means of the detector's 48 last maps. They say which kinds of shapes there are, wherever these are; pixels say where it is bright, and of what colour.",
    ),
    Text(
        "Smaller here: 48 numbers instead of 4096, a thousand drawn scenes instead of millions of photographs, and every distance is computed, where a search engine has an index.",
    ),
];
/// Whose idea it is.
pub const SOURCE: Text = Text(
    "Krizhevsky et al., “ImageNet classification with deep convolutional neural networks”, 2012; Babenko et al., “Neural codes for image retrieval”, 2014",
);

/// Pixels, features.
pub const BY: [Text; 2] = [Text("Nearest by pixels"), Text("Nearest by features")];
pub const METRICS: [Text; 2] = [Text("Precision@10, pixels"), Text("Precision@10, features")];

/// "Looking at 1 000 scenes: 40 %".
pub fn looks(scenes: usize, done: f32) -> String {
    tr!("The detector looks at {} scenes: {}", thousands(scenes as u64), percent(done))
}

/// What precision is of.
pub fn precision_of(queries: usize, gallery: usize) -> String {
    tr!(
        "Of the ten nearest of {} scenes, the share that shows the same kinds, as many of each, over {} other scenes that ask. No network has learnt from any of them.",
        thousands(gallery as u64),
        thousands(queries as u64)
    )
}

/// "3 of these 5 show the same kinds".
pub fn same(same: usize, of: usize) -> String {
    tr!("{same} of {of} show the same kinds")
}

/// What is said of a neighbour: "0.12, the same kinds: a red circle".
pub fn neighbour(distance: f32, same: bool, sentence: &str) -> String {
    let distance = decimals(distance, 3);
    match same {
        true => tr!("distance {distance}, the same kinds: {sentence}"),
        false => tr!("distance {distance}, other kinds: {sentence}"),
    }
}

pub const DISTANCE: Text =
    Text("Below: the cosine distance. A tick: it shows the same kinds, as many of each.");
