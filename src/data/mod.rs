//! What is learnt from: labelled images, where they are read from, and how they are varied while training.

pub mod augment;
pub mod idx;
mod idx_error;
pub mod restroke;
pub mod skeleton;
mod thinning;
pub mod warp;

pub use crate::drawing::pipeline::{CENTRE, SIDE};
use crate::shape::Shape;

/// Labelled grey images of one size, 0 for paper and 255 for ink.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dataset {
    /// Of one image.
    pub shape: Shape,
    /// All images, one after another, `shape.len()` bytes each.
    pub images: Vec<u8>,
    /// What each image shows, below `classes`.
    pub labels: Vec<u8>,
    /// How many different labels there may be.
    pub classes: usize,
}

impl Dataset {
    /// How many images there are.
    pub fn len(&self) -> usize {
        self.labels.len()
    }

    /// Whether there is no image.
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }

    /// The pixels of image `i`, row by row.
    pub fn image(&self, i: usize) -> &[u8] {
        &self.images[i * self.shape.len()..][..self.shape.len()]
    }

    /// The first `n` images, and the others: for training and for validation.
    ///
    /// ```
    /// use convoscope::{data::Dataset, shape::Shape};
    /// let all = Dataset { shape: Shape::new(1, 1, 2), images: vec![1, 2, 3, 4], labels: vec![7, 9], classes: 10 };
    /// let (first, others) = all.split_at(1);
    /// assert_eq!((first.image(0), first.len()), (&[1, 2][..], 1));
    /// assert_eq!((others.image(0), &others.labels[..]), (&[3, 4][..], &[9][..]));
    /// ```
    pub fn split_at(mut self, n: usize) -> (Self, Self) {
        let n = n.min(self.len());
        let others = Self {
            images: self.images.split_off(n * self.shape.len()),
            labels: self.labels.split_off(n),
            ..self
        };
        (self, others)
    }
}
