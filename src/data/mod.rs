//! What is learnt from: labelled images, where they are read from or generated, and how they are varied while training.

mod augmentation;
mod batches;
pub mod collection;
pub mod csv;
mod error;
pub mod generate;
mod gzip;
pub mod idx;
pub mod import;
pub mod limits;
mod name_encoding;
pub mod photograph;
pub mod picture;
pub mod resample;
pub mod restroke;
pub mod scenes;
pub mod skeleton;
pub mod sprite;
pub mod stroke_augmentation;
pub mod survey;
pub mod symbols;
pub mod text;
mod thinning;
mod transform;
mod unpack;
pub mod warp;
pub mod zip;

pub use augmentation::Augmentation;
pub use batches::Batches;
pub use error::{DataError, Expected, Found, Position};
pub use generate::{Feature, Features, Generator, Source};
pub use import::Split;
pub use limits::{LARGEST, MOST_CLASSES};
pub use name_encoding::NameEncoding;
use serde::{Deserialize, Serialize};
pub use transform::Transform;

pub use crate::drawing::pipeline::{CENTRE, SIDE};
use crate::random::Random;
use crate::shape::Shape;

/// What the bytes 0 to 255 of an image stand for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Scale {
    /// 0 to 1, as the brightness of a pixel.
    #[default]
    Unit,
    /// −1 to 1, as a coordinate.
    Signed,
}

impl Scale {
    /// The value that a byte stands for.
    pub fn value(self, byte: u8) -> f32 {
        match self {
            Self::Unit => f32::from(byte) / 255.0,
            Self::Signed => f32::from(byte) / 127.5 - 1.0,
        }
    }

    /// The byte that stands for the nearest value.
    pub fn byte(self, value: f32) -> u8 {
        let unit = match self {
            Self::Unit => value,
            Self::Signed => 0.5 * (value + 1.0),
        };
        // A cast saturates.
        (255.0 * unit + 0.5) as u8
    }
}

/// Labelled images of one shape. Grey ones are 0 for paper and 255 for ink.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dataset {
    /// Of one image.
    pub shape: Shape,
    /// What a byte stands for.
    pub scale: Scale,
    /// All images, one after another, `shape.len()` bytes each.
    pub images: Vec<u8>,
    /// What each image shows, below the number of `names`.
    pub labels: Vec<u8>,
    /// What each class is called.
    pub names: Vec<String>,
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

    /// How many classes there are.
    pub fn classes(&self) -> usize {
        self.names.len()
    }

    /// The pixels of image `i`: channel by channel, row by row.
    pub fn image(&self, i: usize) -> &[u8] {
        &self.images[i * self.shape.len()..][..self.shape.len()]
    }

    /// Writes the values that the pixels of image `i` stand for.
    pub fn write(&self, i: usize, x: &mut [f32]) {
        x.iter_mut().zip(self.image(i)).for_each(|(x, &byte)| *x = self.scale.value(byte));
    }

    /// The first `n` images, and the others: for training and for validation.
    ///
    /// ```
    /// use convoscope::data::{Dataset, Scale, digit_names};
    /// use convoscope::shape::Shape;
    /// let (shape, scale) = (Shape::new(1, 1, 2), Scale::Unit);
    /// let all = Dataset { shape, scale, images: vec![1, 2, 3, 4], labels: vec![7, 9], names: digit_names() };
    /// let (first, others) = all.split_at(1);
    /// assert_eq!((first.image(0), first.len()), (&[1, 2][..], 1));
    /// assert_eq!((others.image(0), &others.labels[..]), (&[3, 4][..], &[9][..]));
    /// ```
    pub fn split_at(mut self, n: usize) -> (Self, Self) {
        let n = n.min(self.len());
        let others = Self {
            images: self.images.split_off(n * self.shape.len()),
            labels: self.labels.split_off(n),
            names: self.names.clone(),
            ..self
        };
        (self, others)
    }

    /// The same images with rows and columns swapped.
    ///
    /// ```
    /// use convoscope::data::{Dataset, Scale, digit_names};
    /// use convoscope::shape::Shape;
    /// let (shape, scale) = (Shape::new(1, 2, 3), Scale::Unit);
    /// let data = Dataset { shape, scale, images: vec![1, 2, 3, 4, 5, 6], labels: vec![7], names: digit_names() };
    /// let swapped = data.transposed();
    /// assert_eq!((swapped.shape, &swapped.images[..]), (Shape::new(1, 3, 2), &[1, 4, 2, 5, 3, 6][..]));
    /// assert_eq!(swapped.transposed(), data);
    /// ```
    pub fn transposed(&self) -> Self {
        let Shape { c, h, w } = self.shape;
        let mut images = Vec::with_capacity(self.images.len());
        for plane in self.images.chunks_exact(self.shape.area()) {
            images.extend((0..w).flat_map(|x| (0..h).map(move |y| plane[y * w + x])));
        }
        Self {
            shape: Shape::new(c, w, h),
            images,
            scale: self.scale,
            labels: self.labels.clone(),
            names: self.names.clone(),
        }
    }

    /// The images at these indices, in their order.
    ///
    /// ```
    /// use convoscope::data::{Generator, Source};
    /// let all = Generator::of(Source::Shapes).dataset(0..5);
    /// let chosen = all.select(&[3, 1]);
    /// assert_eq!((chosen.len(), chosen.labels[0], chosen.image(1)), (2, all.labels[3], all.image(1)));
    /// ```
    pub fn select(&self, indices: &[usize]) -> Self {
        Self {
            shape: self.shape,
            scale: self.scale,
            images: indices.iter().flat_map(|&i| self.image(i)).copied().collect(),
            labels: indices.iter().map(|&i| self.labels[i]).collect(),
            names: self.names.clone(),
        }
    }

    /// Which images are trained on and which are for validation, `share` of all rounded, drawn from `seed`. Both in the
    /// order of the data.
    pub fn split(&self, share: f32, seed: u64) -> (Vec<usize>, Vec<usize>) {
        let mut training: Vec<usize> = (0..self.len()).collect();
        Random::split(seed, 0x5917).shuffle(&mut training);
        let validation = (share.clamp(0.0, 1.0) * self.len() as f32).round() as usize;
        let mut held_out = training.split_off(self.len() - validation.min(self.len()));
        training.sort_unstable();
        held_out.sort_unstable();
        (training, held_out)
    }
}

/// "0" to "9".
pub fn digit_names() -> Vec<String> {
    (0..10).map(|digit| digit.to_string()).collect()
}

#[cfg(test)]
mod tests;
