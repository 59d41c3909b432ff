//! What the place Scenes says about detection in two stages.

use crate::app::numbers::{compact, thousands};
use crate::data::scenes::{REGION_FEATURES, SCENE_ANCHORS, SCENE_ROI_ALIGN};
use crate::shape::Shape;

/// What the idea of the paper is, what it changes, and what is smaller here.
pub const IDEA: [&str; 3] = [
    "A first network proposes regions that may have a shape; a second looks at each with features of a fixed size, cut out by RoIAlign, and says of which kind it is.",
    "It also moves the box: measured from a region, edges lie more exactly than one cell can say them at one look.",
    "Smaller here: 432 square anchors, not 20 000 of three forms; ten regions, not 300; and the second stage learns after the first, from its frozen features.",
];
pub const MASK_IDEA: [&str; 3] = [
    "What is found in two stages gets a mask, too: RoIAlign cuts finer features out of each box, and a few convolutions say for each of its cells whether that belongs to the shape.",
    "The box decides the kind, and each kind has a mask of its own, so kinds do not compete for pixels; two shapes of one kind stay two.",
    "Smaller here: masks of 14 × 14 from two convolutions, not 28 × 28 from four and an enlarging one, learnt after both stages and not with them.",
];
pub const MASK_SOURCE: &str = "He et al., “Mask R-CNN”, 2017";
/// Whose idea it is.
pub const SOURCE: &str = "Ren et al., “Faster R-CNN”, 2015; He et al., “Mask R-CNN”, 2017";

// Keys of the link.
pub const STAGES_KEY: &str = "number of stages";
pub const REGION_KEY: &str = "region";

// Both detectors.
pub const STAGES_NAME: &str = "Stages";
pub const STAGES: [&str; 2] = ["one stage", "two stages"];

// Regions.
pub const REGIONS: &str = "Regions that are proposed";
/// Columns of their table.
pub const COLUMNS: [&str; 5] = ["sure", "IoU", "second stage", "IoU", ""];
/// What the second stage says beside the kinds.
pub const DELTAS: [&str; 4] = ["Δx", "Δy", "ln width", "ln height"];
pub const LEGEND: &str = "Dashed white: what there is. A click on the scene, or a row, chooses a region.";
pub const NOT_LEARNT: &str = "The second stage has not learnt yet: it begins when the first is over.";

pub fn region(index: usize) -> String {
    format!("Region {}", index + 1)
}

/// Where the anchor of the chosen region lies, and how large it is.
pub fn anchors([row, column]: [usize; 2], size: f32) -> String {
    format!(
        "{} anchors: three squares around the centre of each of 12 × 12 cells. The chosen region starts from that of {size:.0} pixels in cell {row}, {column}.",
        SCENE_ANCHORS.len()
    )
}

/// How many regions there are, and how sure the first stage is of the chosen one.
pub fn proposals(regions: usize, score: f32) -> String {
    format!(
        "The first stage says how sure it is of each anchor, and moves it. {regions} that hardly overlap go on; of the chosen one it is sure by {}.",
        compact(score)
    )
}

/// How features are cut out.
pub fn roi_align() -> String {
    let ([rows, columns], samples) = (SCENE_ROI_ALIGN.bins, SCENE_ROI_ALIGN.samples);
    format!(
        "RoIAlign: {rows} × {columns} bins, each the mean of {} points between cells of the maps. No edge is rounded, so no place is lost.",
        samples * samples
    )
}

/// How the second stage moves the chosen region.
pub fn refinement(class: usize, before: f32, after: f32) -> String {
    format!(
        "Dashed before, drawn after the second stage. It says {} of the chosen one, and moves it: IoU {} becomes {}.",
        super::scenes::class(class),
        compact(before),
        compact(after)
    )
}

/// Before the first step of suppression.
pub fn before_suppression(boxes: usize) -> String {
    match boxes {
        0 => "The second stage is sure of no box above the threshold.".to_owned(),
        1 => "One box of the second stage is above the threshold.".to_owned(),
        boxes => {
            format!("{boxes} boxes of the second stage are above the threshold; several may be of one shape.")
        }
    }
}

/// What the pictures of features are.
pub fn pooled() -> String {
    let Shape { c, h, w } = REGION_FEATURES;
    format!("What the second stage sees of the chosen region: {c} maps, {h} × {w}")
}

// Scores.
pub const RECALL: &str = "recall@10";
pub const PROPOSE_METRICS: [&str; 2] = ["recall@3", "recall@10"];
pub const PRECISION_RECALL: &str = "Precision over recall";
pub const NOT_LEARNT_FROM: &str = "scenes not learnt from";
pub const CURVES: [&str; 2] = ["IoU ≥ .5", "IoU ≥ .75"];
pub const STRICT: &str = "mAP75, the strict one";

pub fn unseen(scenes: usize) -> String {
    format!("{scenes} unseen scenes")
}

/// A curve with the area below it.
pub fn area(curve: &str, area: f32) -> String {
    format!("{curve}: area {}", super::scenes::metric(area))
}

/// The ends and the middle of both axes.
pub const AXIS: [(f32, &str); 3] = [(0.0, "0"), (0.5, ".5"), (1.0, "1")];

/// How far both stages are.
pub fn learnt(stage: usize, stages: usize, said: &str) -> String {
    format!("stage {stage} of {stages}: {said}")
}

/// What both take.
pub fn course(epochs: &[usize], scenes: usize) -> String {
    let epochs: Vec<String> = epochs.iter().map(usize::to_string).collect();
    format!("{} epochs of {} scenes", epochs.join(" + "), thousands(scenes as u64))
}
