//! What the place Scenes says about similar scenes.

use crate::app::numbers::{decimals, percent, thousands};

pub const SIMILAR: &str = "Similar";
pub const AND_NEIGHBOURS: &str = "The scene whose neighbours are shown";

/// What the idea is, what it changes, and what is smaller here.
pub const IDEA: [&str; 3] = [
    "Two pictures are similar if a trained network's last features are: what it has learnt to tell apart counts, and what it has learnt to overlook does not.",
    "Here these are the means of the detector's 48 last maps. They say which kinds of shapes there are, wherever these are; pixels say where it is bright, and of what colour.",
    "Smaller here: 48 numbers instead of 4096, a thousand drawn scenes instead of millions of photographs, and every distance is computed, where a search engine has an index.",
];
/// Whose idea it is.
pub const SOURCE: &str = "Krizhevsky et al., “ImageNet classification with deep convolutional neural networks”, 2012; Babenko et al., “Neural codes for image retrieval”, 2014";

/// Pixels, features.
pub const BY: [&str; 2] = ["Nearest by pixels", "Nearest by features"];
pub const METRICS: [&str; 2] = ["Precision@10, pixels", "Precision@10, features"];

/// "Looking at 1 000 scenes: 40 %".
pub fn looks(scenes: usize, done: f32) -> String {
    format!("The detector looks at {} scenes: {}", thousands(scenes as u64), percent(done))
}

/// What precision is of.
pub fn precision_of(queries: usize, gallery: usize) -> String {
    format!(
        "Of the ten nearest of {} scenes, the share that shows the same kinds, as many of each, over {} other scenes that ask. No network has learnt from any of them.",
        thousands(gallery as u64),
        thousands(queries as u64)
    )
}

/// "3 of these 5 show the same kinds".
pub fn same(same: usize, of: usize) -> String {
    format!("{same} of {of} show the same kinds")
}

/// What is said of a neighbour: "0.12, the same kinds: a red circle".
pub fn neighbour(distance: f32, same: bool, sentence: &str) -> String {
    let kinds = if same { "the same kinds" } else { "other kinds" };
    format!("distance {}, {kinds}: {sentence}", decimals(distance, 3))
}

pub const DISTANCE: &str = "Below: the cosine distance. A tick: it shows the same kinds, as many of each.";
