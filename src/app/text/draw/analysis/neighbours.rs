//! What is said about features and neighbours.

use crate::app::numbers::{decimals, thousands, whole_percent};
use crate::app::text::{Text, tr};

pub fn features(title: &str, dimensions: usize) -> String {
    tr!("The {dimensions} values of {title}, the last hidden layer")
}

/// What the plane shows.
pub fn points(count: usize, are_own: bool) -> String {
    let count = thousands(count as u64);
    if are_own {
        tr!(
            "{count} of the run’s own samples, those for validation first, coloured by class, and your drawing"
        )
    } else {
        tr!("{count} generated digits, coloured by class, and your drawing")
    }
}

pub fn pca(ratios: [f32; 2]) -> String {
    tr!("two components have {} of the variance", whole_percent(ratios[0] + ratios[1]))
}

pub fn tsne(steps: usize, kl_divergence: f32) -> String {
    tr!("t-SNE, step {steps}: KL {}", decimals(kl_divergence, 2))
}

pub const WORKING_OUT: [Text; 2] = [Text("features of all samples"), Text("who is near to whom")];

pub fn progress(stage: usize, done: f32) -> String {
    format!("{} … {}", WORKING_OUT[stage], whole_percent(done))
}

pub const TSNE_HONEST: Text = Text(
    "Only who is near to whom means something in t-SNE’s plane; distances between groups, and their sizes, do not.",
);
pub const PCA_HONEST: Text =
    Text("The two directions of most spread; what lies in the others is projected away.");
pub const NEAREST: Text = Text("Nearest to the drawing");
pub const SHIFTED_BY: Text = Text("shifted by");
/// By what neighbours are found.
pub const BY: [Text; 2] = [Text("by pixels"), Text("by features")];
/// The same in short.
pub const BY_SHORT: [Text; 2] = [Text("pixels"), Text("features")];
pub const COSINE: Text = Text("below: cosine distance, 1 − cos");
pub const PRECISION: Text = Text("Precision@10");

pub fn precision_about(queries: usize, gallery: usize, are_own: bool) -> String {
    let gallery = thousands(gallery as u64);
    if are_own {
        tr!(
            "by shift of the query: which part of the ten nearest has the query’s class. {queries} queries, gallery of {gallery} of the run’s own samples, those for validation first"
        )
    } else {
        tr!(
            "by shift of the query: which part of the ten nearest has the query’s class. {queries} queries, gallery of {gallery} generated digits"
        )
    }
}

/// A neighbour, for those who do not see it.
pub fn neighbour(label: usize, distance: &str) -> String {
    tr!("a {label} at distance {distance}")
}

/// A point that is pointed at.
pub fn sample(index: usize, label: usize) -> String {
    tr!("sample {index}, a {label}")
}

pub const YOURS: Text = Text("your drawing");
