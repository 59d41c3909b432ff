//! What the place Scenes says about detection in two stages.

use crate::app::numbers::{compact, thousands};
use crate::app::text::{Text, tr};
use crate::data::scenes::{REGION_FEATURES, SCENE_ANCHORS, SCENE_ROI_ALIGN};
use crate::shape::Shape;

/// What the idea of the paper is, what it changes, and what is smaller here.
pub const IDEA: [Text; 3] = [
    Text(
        "A first network proposes regions that may have a shape; a second looks at each with features of a fixed size, cut out by RoIAlign, and says of which kind it is.",
    ),
    Text(
        "It also moves the box: measured from a region, edges lie more exactly than one cell can say them at one look.",
    ),
    Text(
        "Smaller here: 432 square anchors, not 20 000 of three forms; ten regions, not 300; and the second stage learns after the first, from its frozen features.",
    ),
];
pub const MASK_IDEA: [Text; 3] = [
    Text(
        "What is found in two stages gets a mask, too: RoIAlign cuts finer features out of each box, and a few convolutions say for each of its cells whether that belongs to the shape.",
    ),
    Text(
        "The box decides the kind, and each kind has a mask of its own, so kinds do not compete for pixels; two shapes of one kind stay two.",
    ),
    Text(
        "Smaller here: masks of 14 × 14 from two convolutions, not 28 × 28 from four and an enlarging one, learnt after both stages and not with them.",
    ),
];
pub const MASK_SOURCE: Text = Text("He et al., “Mask R-CNN”, 2017");
/// Whose idea it is.
pub const SOURCE: Text = Text("Ren et al., “Faster R-CNN”, 2015; He et al., “Mask R-CNN”, 2017");

// Keys of the link.
pub const STAGES_KEY: Text = Text("number of stages");
pub const REGION_KEY: Text = Text("region");

// Both detectors.
pub const STAGES_NAME: Text = Text("Stages");
pub const STAGES: [Text; 2] = [Text("one stage"), Text("two stages")];

// Regions.
pub const REGIONS: Text = Text("Regions that are proposed");
/// Columns of their table.
pub const COLUMNS: [Text; 5] = [Text("sure"), Text("IoU"), Text("second stage"), Text("IoU"), Text::EMPTY];
/// What the second stage says beside the kinds.
pub const DELTAS: [Text; 4] = [Text("Δx"), Text("Δy"), Text("ln width"), Text("ln height")];
pub const LEGEND: Text =
    Text("Dashed white: what there is. A click on the scene, or a row, chooses a region.");
pub const NOT_LEARNT: Text = Text("The second stage has not learnt yet: it begins when the first is over.");

pub fn region(index: usize) -> String {
    tr!("Region {}", index + 1)
}

/// Where the anchor of the chosen region lies, and how large it is.
pub fn anchors([row, column]: [usize; 2], size: f32) -> String {
    tr!(
        "{} anchors: three squares around the centre of each of 12 × 12 cells. The chosen region starts from that of {size:.0} pixels in cell {row}, {column}.",
        SCENE_ANCHORS.len()
    )
}

/// How many regions there are, and how sure the first stage is of the chosen one.
pub fn proposals(regions: usize, score: f32) -> String {
    tr!(
        "The first stage says how sure it is of each anchor, and moves it. {regions} that hardly overlap go on; of the chosen one it is sure by {}.",
        compact(score)
    )
}

/// How features are cut out.
pub fn roi_align() -> String {
    let ([rows, columns], samples) = (SCENE_ROI_ALIGN.bins, SCENE_ROI_ALIGN.samples);
    tr!(
        "RoIAlign: {rows} × {columns} bins, each the mean of {} points between cells of the maps. No edge is rounded, so no place is lost.",
        samples * samples
    )
}

/// How the second stage moves the chosen region.
pub fn refinement(class: usize, before: f32, after: f32) -> String {
    tr!(
        "Dashed before, drawn after the second stage. It says {} of the chosen one, and moves it: IoU {} becomes {}.",
        super::scenes::class(class),
        compact(before),
        compact(after)
    )
}

/// Before the first step of suppression.
pub fn before_suppression(boxes: usize) -> String {
    match boxes {
        0 => Text("The second stage is sure of no box above the threshold.").into(),
        1 => Text("One box of the second stage is above the threshold.").into(),
        boxes => {
            tr!("{boxes} boxes of the second stage are above the threshold; several may be of one shape.")
        }
    }
}

/// What the pictures of features are.
pub fn pooled() -> String {
    let Shape { c, h, w } = REGION_FEATURES;
    tr!("What the second stage sees of the chosen region: {c} maps, {h} × {w}")
}

// Scores.
pub const RECALL: Text = Text("recall@10");
pub const PROPOSE_METRICS: [Text; 2] = [Text("recall@3"), Text("recall@10")];
pub const PRECISION_RECALL: Text = Text("Precision over recall");
pub const NOT_LEARNT_FROM: Text = Text("scenes not learnt from");
pub const CURVES: [Text; 2] = [Text("IoU ≥ .5"), Text("IoU ≥ .75")];
pub const STRICT: Text = Text("mAP75, the strict one");

pub fn unseen(scenes: usize) -> String {
    tr!("{scenes} unseen scenes")
}

/// A curve with the area below it.
pub fn area(curve: &str, area: f32) -> String {
    tr!("{curve}: area {}", super::scenes::metric(area))
}

/// The ends and the middle of both axes.
pub const AXIS: [(f32, &str); 3] = [(0.0, "0"), (0.5, ".5"), (1.0, "1")];

/// How far both stages are.
pub fn learnt(stage: usize, stages: usize, said: &str) -> String {
    tr!("stage {stage} of {stages}: {said}")
}

/// What both take.
pub fn course(epochs: &[usize], scenes: usize) -> String {
    let epochs: Vec<String> = epochs.iter().map(usize::to_string).collect();
    tr!("{} epochs of {} scenes", epochs.join(" + "), thousands(scenes as u64))
}
