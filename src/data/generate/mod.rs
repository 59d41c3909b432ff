//! Data that nobody collected: drawn from a seed, without end, and the same on every machine.

pub(super) mod digits;
mod features;
mod shapes;
mod toys;

use std::ops::Range;

pub use features::{Feature, Features};
use serde::{Deserialize, Serialize};

use super::{Dataset, SIDE, Scale, digit_names};
use crate::random::Random;
use crate::shape::Shape;

/// What is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Source {
    /// Digits as if written by hand, 1 × 28 × 28.
    Digits,
    /// The same written in a hurry and not in the middle, on paper through which another digit shines.
    HurriedDigits,
    /// A disc, square, triangle, cross, ring or star in any colour on any colour, 3 × 32 × 32. The colour says nothing.
    Shapes,
    /// Points inside of a circle, and in a ring around it.
    Circle,
    /// Points whose class is the product of the signs of their coordinates.
    Xor,
    /// Points on two spirals, one in the other.
    Spiral,
    /// Points around three centres.
    Blobs,
    /// Values of a wave over a line: what is learnt is a number. Its label b stands for b / 127.5 − 1.
    Wave,
    /// Points of the plane with a number each that grows evenly from one corner to the other. Labels are as those of the wave.
    Plane,
    /// The same with a number that six Gaussians make, three of them up and three down.
    Gaussians,
}

impl Source {
    /// Every source.
    pub const ALL: [Self; 10] = [
        Self::Digits,
        Self::HurriedDigits,
        Self::Shapes,
        Self::Circle,
        Self::Xor,
        Self::Spiral,
        Self::Blobs,
        Self::Wave,
        Self::Plane,
        Self::Gaussians,
    ];

    /// Its name in links.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Digits => "digits",
            Self::HurriedDigits => "hurried-digits",
            Self::Shapes => "shapes",
            Self::Circle => "circle",
            Self::Xor => "xor",
            Self::Spiral => "spiral",
            Self::Blobs => "blobs",
            Self::Wave => "wave",
            Self::Plane => "plane",
            Self::Gaussians => "gaussians",
        }
    }

    /// Whether its samples are points of the plane.
    pub const fn is_plane(self) -> bool {
        matches!(self, Self::Circle | Self::Xor | Self::Spiral | Self::Blobs | Self::Plane | Self::Gaussians)
    }

    /// Whether a number is learnt, and not a class.
    pub const fn is_regression(self) -> bool {
        matches!(self, Self::Wave | Self::Plane | Self::Gaussians)
    }

    /// The shape of a sample; of a point, that of its coordinates.
    pub const fn shape(self) -> Shape {
        match self {
            Self::Digits | Self::HurriedDigits => Shape::new(1, SIDE, SIDE),
            Self::Shapes => Shape::new(3, shapes::SIDE, shapes::SIDE),
            Self::Wave => Shape::flat(1),
            _ => Shape::flat(2),
        }
    }

    /// What its bytes stand for.
    pub const fn scale(self) -> Scale {
        match self {
            Self::Digits | Self::HurriedDigits | Self::Shapes => Scale::Unit,
            _ => Scale::Signed,
        }
    }

    /// How many classes there are.
    pub fn classes(self) -> usize {
        match self {
            Self::Digits | Self::HurriedDigits => 10,
            Self::Shapes => shapes::NAMES.len(),
            Self::Circle | Self::Xor | Self::Spiral => 2,
            Self::Blobs => 3,
            Self::Wave | Self::Plane | Self::Gaussians => 1,
        }
    }

    /// What its classes are called.
    pub fn names(self) -> Vec<String> {
        let names: &[&str] = match self {
            Self::Digits | Self::HurriedDigits => return digit_names(),
            Self::Shapes => &shapes::NAMES,
            Self::Circle => &["inside", "outside"],
            Self::Xor => &["same sign", "other sign"],
            Self::Spiral => &["begins right", "begins left"],
            Self::Blobs => &["bottom left", "bottom right", "top"],
            Self::Wave | Self::Plane | Self::Gaussians => &["y"],
        };
        names.iter().map(|name| (*name).to_owned()).collect()
    }
}

/// An endless row of samples.
///
/// ```
/// use convoscope::data::{Generator, Source};
/// let generator = Generator::of(Source::Digits);
/// let data = generator.dataset(0..20);
/// assert_eq!((data.len(), data.classes()), (20, 10));
/// // Sample 17 is the same one, however it is come by.
/// assert_eq!(generator.dataset(17..18).image(0), data.image(17));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Generator {
    /// What is drawn.
    pub source: Source,
    /// Standard deviation of what is added to each pixel or coordinate; an image is 0 to 1, the plane −1 to 1.
    pub noise: f32,
    /// Which of all rows.
    pub seed: u64,
    /// What the network is given of a point; images are given as they are.
    pub features: Features,
}

impl Generator {
    /// The row with seed 1, without noise.
    pub const fn of(source: Source) -> Self {
        Self { source, noise: 0.0, seed: 1, features: Features::COORDINATES }
    }

    /// The shape of a sample as the network is given it.
    pub const fn shape(&self) -> Shape {
        if self.source.is_plane() { Shape::flat(self.features.len()) } else { self.source.shape() }
    }

    /// The label of sample `index`.
    pub fn label(&self, index: u64) -> u8 {
        match self.source.is_regression() {
            true => self.sample(index, &mut vec![0.0; self.source.shape().len()]),
            false => self.drawn_label(&mut Random::split(self.seed, index)),
        }
    }

    fn drawn_label(&self, random: &mut Random) -> u8 {
        random.below(self.source.classes()) as u8
    }

    /// Writes sample `index`, of a point its coordinates, and returns its label.
    pub fn sample(&self, index: u64, out: &mut [f32]) -> u8 {
        let mut random = Random::split(self.seed, index);
        let label = self.drawn_label(&mut random);
        match self.source {
            Source::Digits => digits::draw(label, &mut random, out),
            Source::HurriedDigits => digits::draw_hurried(label, &mut random, out),
            Source::Shapes => shapes::draw(label, &mut random, out),
            Source::Circle => toys::circle(label, &mut random, out),
            Source::Xor => toys::xor(label, &mut random, out),
            Source::Spiral => toys::spiral(label, &mut random, out),
            Source::Blobs => toys::blobs(label, &mut random, out),
            Source::Wave | Source::Plane | Source::Gaussians => {
                let y = match self.source {
                    Source::Wave => toys::wave(&mut random, out),
                    Source::Plane => toys::plane(&mut random, out),
                    _ => toys::gaussians(&mut random, out),
                };
                return Scale::Signed.byte(y + self.noise * random.normal());
            }
        }
        if self.noise > 0.0 {
            out.iter_mut().for_each(|value| *value += self.noise * random.normal());
        }
        label
    }

    /// Samples `range` of the row.
    pub fn dataset(&self, range: Range<u64>) -> Dataset {
        let (shape, scale) = (self.shape(), self.source.scale());
        let (mut images, mut labels) = (Vec::new(), Vec::new());
        let mut sample = vec![0.0; self.source.shape().len()];
        for index in range {
            labels.push(self.sample(index, &mut sample));
            match sample[..] {
                [x, y] => images.extend(self.features.of([x, y]).map(|value| scale.byte(value))),
                _ => images.extend(sample.iter().map(|&value| scale.byte(value))),
            }
        }
        Dataset { shape, scale, images, labels, names: self.source.names() }
    }
}
