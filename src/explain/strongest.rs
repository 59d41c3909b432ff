use serde::{Deserialize, Serialize};

use crate::network::NodeId;

use super::Explainer;

/// Where a channel is strongest in an image.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Peak {
    /// The image.
    pub sample: usize,
    /// The activation there, the largest of the channel in this image.
    pub value: f32,
    /// Its row.
    pub row: usize,
    /// Its column.
    pub column: usize,
}

impl Peak {
    /// Of the map of an image, row by row in so many columns; `None` where it has no cells. Among equals the first.
    ///
    /// ```
    /// use convoscope::explain::Peak;
    /// let peak = Peak::of_map(7, &[0.0, 1.0, 2.0, 5.0, 4.0, 5.0], 3);
    /// assert_eq!(peak, Some(Peak { sample: 7, value: 5.0, row: 1, column: 0 }));
    /// ```
    pub fn of_map(sample: usize, map: &[f32], columns: usize) -> Option<Self> {
        let largest = (0..map.len()).reduce(|best, at| if map[at] > map[best] { at } else { best });
        largest.map(|at| Self { sample, value: map[at], row: at / columns, column: at % columns })
    }
}

/// The images in which a channel has its largest activations (Zeiler and Fergus, "Visualizing and understanding convolutional
/// networks", 2014), batch by batch.
#[derive(Clone, Debug)]
pub struct Strongest {
    node: NodeId,
    channel: usize,
    count: usize,
    /// How many images were looked at.
    seen: usize,
    peaks: Vec<Peak>,
}

impl Strongest {
    /// Of `channel` of a node's output, at most so many images.
    pub const fn new(node: NodeId, channel: usize, count: usize) -> Self {
        Self { node, channel, count, seen: 0, peaks: Vec::new() }
    }

    /// Looks at more images, no more than [`Explainer::batch`] at once.
    pub fn look(&mut self, explainer: &mut Explainer, images: &[f32]) {
        let shape = explainer.plan().shape(self.node);
        let activations = explainer.activations(images, &[self.node]);
        for (i, sample) in activations[0].chunks_exact(shape.len()).enumerate() {
            let map = &sample[self.channel * shape.area()..][..shape.area()];
            self.peaks.extend(Peak::of_map(self.seen + i, map, shape.w));
        }
        self.seen += activations[0].len() / shape.len();
        self.peaks.sort_by(|a, b| b.value.total_cmp(&a.value).then(a.sample.cmp(&b.sample)));
        self.peaks.truncate(self.count);
    }

    /// How many images were looked at.
    pub fn seen(&self) -> usize {
        self.seen
    }

    /// Where the channel was strongest, the largest first.
    pub fn peaks(&self) -> &[Peak] {
        &self.peaks
    }
}
