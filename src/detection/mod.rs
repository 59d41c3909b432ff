//! Objects in pictures: where networks say that they are, and how right they are. Plain functions on boxes and masks.

mod anchors;
mod boundary;
mod bounding_box;
mod box_deltas;
mod grid;
mod mask;
mod precision_recall;
mod roi_align;
mod suppression;

pub use anchors::{AnchorMatch, Anchors, Proposal, match_anchors};
pub use boundary::{boundary, boundary_iou};
pub use bounding_box::BoundingBox;
pub use box_deltas::BoxDeltas;
pub use grid::{Grid, GridTarget};
pub use mask::{MaskCounts, best_classes, paste_mask};
pub use precision_recall::{
    PrecisionRecall, PrecisionRecallPoint, Scored, mean_average_precision, mean_precision_recall,
    precision_recall, recall_at,
};
pub use roi_align::{RoiAlign, SamplingPoint};
use serde::{Deserialize, Serialize};
pub use suppression::{SuppressionStep, non_maximum_suppression, suppression_steps};

/// Detections of one class whose intersection over union is so large are the same.
pub const SAME_IOU: f32 = 0.5;

/// An object that is in a picture.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Object {
    /// What it is.
    pub class: usize,
    /// Where it is.
    pub bounds: BoundingBox,
}

/// An object that a network says is there.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Detection {
    /// What it is said to be.
    pub class: usize,
    /// How sure the network is, from 0 to 1.
    pub score: f32,
    /// Where it is said to be.
    pub bounds: BoundingBox,
}

impl Detection {
    /// The object that there is if the network is right.
    pub const fn object(&self) -> Object {
        Object { class: self.class, bounds: self.bounds }
    }
}
