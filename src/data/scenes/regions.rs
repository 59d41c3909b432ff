//! Regions of scenes, for detection in two stages: the first proposes them, the second looks at each with features of a fixed size.

use super::{SCENE_SIDE, ShapeKind};
use crate::detection::{Anchors, BoundingBox, BoxDeltas, Detection, Object, RoiAlign, paste_mask};
use crate::shape::Shape;

/// The anchors of scenes.
pub const SCENE_ANCHORS: Anchors = Anchors { cells: 12, sizes: &[10.0, 14.0, 19.0], side: SCENE_SIDE as f32 };
/// So many regions of a scene are looked at.
pub const PROPOSALS: usize = 10;
/// The features that regions are cut out of.
pub const SCENE_FEATURES: Shape = Shape::new(24, 24, 24);
/// How they are cut out.
pub const SCENE_ROI_ALIGN: RoiAlign =
    RoiAlign { bins: [7, 7], samples: 2, scale: SCENE_FEATURES.w as f32 / SCENE_SIDE as f32 };
/// The features of a region.
pub const REGION_FEATURES: Shape =
    Shape::new(SCENE_FEATURES.c, SCENE_ROI_ALIGN.bins[0], SCENE_ROI_ALIGN.bins[1]);
/// What is said about a region: a score for each kind, then the [`BoxDeltas`] from the proposal to the box.
pub const REGION_OUTPUT: Shape = Shape::flat(ShapeKind::ALL.len() + 4);
/// How the features of a mask are cut out: finer, since every bin becomes a pixel of the mask.
pub const SCENE_MASK_ALIGN: RoiAlign = RoiAlign { bins: [14, 14], ..SCENE_ROI_ALIGN };
/// The features of a mask.
pub const MASK_FEATURES: Shape =
    Shape::new(SCENE_FEATURES.c, SCENE_MASK_ALIGN.bins[0], SCENE_MASK_ALIGN.bins[1]);
/// What is said about the pixels of a region: a mask for each kind.
pub const MASK_OUTPUT: Shape = Shape::new(ShapeKind::ALL.len(), MASK_FEATURES.h, MASK_FEATURES.w);
/// What belongs to a shape has a value above this.
const IN_MASK: f32 = 0.5;
/// A region has an object where their intersection over union is this or more.
const OBJECT_IOU: f32 = 0.5;
/// Features of regions are divided by this: what is above 1 then is cut off, so that a byte holds each in training.
const LARGEST_FEATURE: f32 = 8.0;

/// The features of a region, cut out of those of its scene: from 0 to 1.
pub fn region_features(align: RoiAlign, features: &[f32], bounds: &BoundingBox) -> Vec<f32> {
    let mut pooled = align.pool(features, SCENE_FEATURES, bounds);
    pooled.iter_mut().for_each(|value| *value = (*value / LARGEST_FEATURE).clamp(0.0, 1.0));
    pooled
}

/// Which object a region has: the one that it overlaps most, if by half.
pub fn region_object(bounds: &BoundingBox, objects: &[Object]) -> Option<usize> {
    let iou = |object: &usize| objects[*object].bounds.iou(bounds);
    let best = (0..objects.len()).max_by(|a, b| iou(a).total_cmp(&iou(b)))?;
    (iou(&best) >= OBJECT_IOU).then_some(best)
}

/// What a region's bins have of what is seen of a shape: the share of each.
pub fn mask_target(seen: &[f32], bounds: &BoundingBox) -> Vec<f32> {
    let align = RoiAlign { scale: 1.0, ..SCENE_MASK_ALIGN };
    align.pool(seen, Shape::new(1, SCENE_SIDE, SCENE_SIDE), bounds)
}

/// The class of each pixel of a scene, from what is found and the masks that are said about each: those that score less
/// lie below. What a detection is said to be decides which of its masks is taken.
pub fn masked(found: &[Detection], outputs: &[&[f32]]) -> Vec<u8> {
    let mut classes = vec![0; SCENE_SIDE * SCENE_SIDE];
    let mut order: Vec<usize> = (0..found.len().min(outputs.len())).collect();
    order.sort_by(|&a, &b| found[a].score.total_cmp(&found[b].score));
    for index in order {
        let (detection, area) = (&found[index], MASK_OUTPUT.area());
        let mask = &outputs[index][detection.class * area..][..area];
        let pasted = paste_mask(mask, MASK_OUTPUT.w, &detection.bounds, SCENE_SIDE);
        let of_shape = classes.iter_mut().zip(pasted).filter(|(_, value)| *value > IN_MASK);
        of_shape.for_each(|(class, _)| *class = 1 + detection.class as u8);
    }
    classes
}

/// What the second stage says of a region: the kind that scores highest, in the refined box, cut off at the picture's edges. None
/// if that is no number.
pub fn refined(bounds: &BoundingBox, output: &[f32]) -> Option<Detection> {
    let (scores, deltas) = output.split_at_checked(ShapeKind::ALL.len())?;
    let class = (0..scores.len()).max_by(|&a, &b| scores[a].total_cmp(&scores[b]))?;
    let moved = BoxDeltas(deltas.try_into().ok()?).apply(bounds).clipped(SCENE_SIDE as f32);
    let numbers = [scores[class], moved.left, moved.top, moved.right, moved.bottom];
    let score = scores[class].clamp(0.0, 1.0);
    numbers.iter().all(|it| it.is_finite()).then_some(Detection { class, score, bounds: moved })
}
