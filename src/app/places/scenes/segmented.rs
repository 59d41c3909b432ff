//! What a network says about each pixel of a scene.

use super::{Scenes, Task};
use crate::data::scenes::{PIXEL_CLASSES, SCENE_SIDE, Scene};
use crate::detection::{MaskCounts, best_classes, boundary, boundary_iou};

/// How many pixels wide boundaries are: 2 % of the diagonal, as in the paper.
const DISTANCE: usize = 1;

/// In which mask a pixel lies where a shape ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Boundary {
    /// In neither.
    None,
    /// In what the network says alone.
    Predicted,
    /// In what there is alone.
    Wanted,
    /// In both.
    Both,
}

/// The classes of the pixels, and how right they are.
#[derive(Clone, Debug, PartialEq)]
pub struct Segmented {
    /// What the network says, row by row.
    pub classes: Vec<u8>,
    /// What there is.
    pub wanted: Vec<u8>,
    /// Both, counted.
    pub counts: MaskCounts,
}

impl Segmented {
    /// From what came out of the network.
    pub fn new(scene: &Scene, output: &[f32]) -> Self {
        Self::of_classes(scene, best_classes(output, PIXEL_CLASSES))
    }

    /// From the class of each pixel.
    pub fn of_classes(scene: &Scene, classes: Vec<u8>) -> Self {
        let wanted = scene.mask();
        let mut counts = MaskCounts::new(PIXEL_CLASSES);
        counts.add(&classes, &wanted);
        Self { classes, wanted, counts }
    }

    /// Where shapes end, for each pixel.
    pub fn boundaries(&self) -> Vec<Boundary> {
        let mut boundaries = vec![Boundary::None; self.wanted.len()];
        for class in 1..PIXEL_CLASSES as u8 {
            let edges = [&self.classes, &self.wanted].map(|mask| boundary(mask, class, SCENE_SIDE, DISTANCE));
            for (pixel, of_pixel) in boundaries.iter_mut().enumerate() {
                *of_pixel = match (edges.each_ref().map(|edge| edge[pixel]), *of_pixel) {
                    ([true, true], _) => Boundary::Both,
                    ([true, false], Boundary::Wanted) | ([false, true], Boundary::Predicted) => {
                        Boundary::Both
                    }
                    ([true, false], _) => Boundary::Predicted,
                    ([false, true], _) => Boundary::Wanted,
                    ([false, false], before) => before,
                };
            }
        }
        boundaries
    }

    /// The IoU of the boundaries of a class; none where there is none of it.
    pub fn boundary_iou(&self, class: usize) -> Option<f32> {
        boundary_iou([&self.classes, &self.wanted], class as u8, SCENE_SIDE, DISTANCE)
    }
}

impl Scenes {
    /// What the network makes of each pixel, if that is its task and it has looked.
    pub fn segmented(&self) -> Option<Segmented> {
        if self.has_mask_head() {
            return self.segmented_by_masks();
        }
        let output = self.output.as_ref().filter(|_| self.config.task == Task::Segment)?;
        Some(Segmented::new(&self.config.scene, output))
    }
}
