//! What a network says about each pixel of a scene.

use super::{Scenes, Task};
use crate::data::scenes::{PIXEL_CLASSES, Scene};
use crate::detection::{MaskCounts, best_classes};

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
