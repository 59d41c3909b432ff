//! What is learnt from.

use std::rc::Rc;

use super::TrainConfig;
use crate::app::custom_dataset::CustomDataset;
use crate::data::picture::Picture;
use crate::data::{Generator, SIDE, Scale, Source};
use crate::drawing::pipeline::{Switches, prepare};
use crate::drawing::{Drawing, Raster};
use crate::random::Random;
use crate::session::Data;
use crate::shape::Shape;

/// What is learnt from: so many generated samples to train on and for validation, or somebody's own.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum DataSource {
    Generated { generator: Generator, training: u32, validation: u32 },
    Custom(Rc<CustomDataset>),
}

impl DataSource {
    /// A source with as many samples as the page begins with.
    pub const fn of(source: Source) -> Self {
        let (training, validation) = match source {
            Source::Digits | Source::HurriedDigits | Source::Shapes => (4000, 1000),
            _ => (400, 200),
        };
        Self::Generated { generator: Generator::of(source), training, validation }
    }

    /// Of one sample.
    pub fn shape(&self) -> Shape {
        match self {
            Self::Generated { generator, .. } => generator.shape(),
            Self::Custom(own) => own.data.shape,
        }
    }

    /// What its bytes stand for.
    pub fn scale(&self) -> Scale {
        match self {
            Self::Generated { generator, .. } => generator.source.scale(),
            Self::Custom(own) => own.data.scale,
        }
    }

    /// What the classes are called.
    pub fn names(&self) -> Vec<String> {
        match self {
            Self::Generated { generator, .. } => generator.source.names(),
            Self::Custom(own) => own.data.names.clone(),
        }
    }

    /// How many there are.
    pub fn len(&self) -> u32 {
        match self {
            Self::Generated { training, validation, .. } => training + validation,
            Self::Custom(own) => own.data.len() as u32,
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The values of a sample and what it shows, as they are trained on.
    pub fn sample(&self, index: u32) -> (Vec<f32>, u8) {
        let mut values = vec![0.0; self.shape().len()];
        let index = index.min(self.len().saturating_sub(1));
        match self {
            Self::Generated { generator, .. } => {
                let one = generator.dataset(u64::from(index)..u64::from(index) + 1);
                one.write(0, &mut values);
                (values, one.labels[0])
            }
            Self::Custom(own) => {
                own.data.write(index as usize, &mut values);
                (values, own.data.labels[index as usize])
            }
        }
    }

    /// The shape and the values of a sample as it looks: of a point, its coordinates.
    pub fn picture(&self, index: u32) -> (Shape, Vec<f32>) {
        match self.is_plane() {
            true => (Shape::flat(2), self.point(index).0.to_vec()),
            false => (self.shape(), self.sample(index).0),
        }
    }

    /// What a sample shows.
    pub fn label(&self, index: u32) -> u8 {
        match self {
            Self::Generated { generator, .. } => generator.label(index.into()),
            Self::Custom(own) => own.data.labels.get(index as usize).copied().unwrap_or(0),
        }
    }

    /// How many samples show each class.
    pub fn counts(&self) -> Vec<usize> {
        let classes = self.names().len();
        let mut counts = vec![0; classes];
        let mut count = |label: u8| counts[usize::from(label).min(classes - 1)] += 1;
        (0..self.len()).for_each(|index| count(self.label(index)));
        counts
    }

    /// A drawing as a sample, as Draw prepares it; `None` if nothing is drawn, or samples are no pictures.
    pub fn read_drawing(&self, drawing: &Drawing) -> Option<Vec<f32>> {
        let prepared = prepare(&Raster::of(drawing), Switches::default())?;
        let grey = prepared.pixels.iter().map(|ink| (255.0 * (1.0 - ink)).round() as u8);
        let rgba: Vec<u8> = grey.flat_map(|grey| [grey, grey, grey, 255]).collect();
        self.read_picture(SIDE, &rgba)
    }

    /// A picture as a sample: its middle, scaled; grey ones are read as ink on paper, whichever of both is dark.
    pub fn read_picture(&self, width: usize, rgba: &[u8]) -> Option<Vec<f32>> {
        let height = rgba.len() / (4 * width.max(1));
        let sample = Picture { file: "", w: width, h: height, rgba }.alone(self.shape())?;
        Some(sample.into_iter().map(|byte| self.scale().value(byte)).collect())
    }

    /// The coordinates of a generated point, and its class.
    pub fn point(&self, index: u32) -> ([f32; 2], u8) {
        let mut point = [0.0; 2];
        match self {
            Self::Generated { generator, .. } if generator.source.is_plane() => {
                let label = generator.sample(u64::from(index), &mut point);
                (point, label)
            }
            _ => (point, 0),
        }
    }

    /// As the worker takes them.
    pub fn data(&self) -> Data {
        match self {
            Self::Generated { generator, training, validation } => {
                Data::Generated { generator: *generator, training: *training, validation: *validation }
            }
            Self::Custom(own) => Data::Given { data: own.data.clone(), validation: own.validation },
        }
    }

    /// Whether its samples are points of a line, with a number for each.
    pub fn is_wave(&self) -> bool {
        matches!(self, Self::Generated { generator, .. } if generator.source == Source::Wave)
    }

    /// Whether a number is learnt, and not a class.
    pub fn is_regression(&self) -> bool {
        matches!(self, Self::Generated { generator, .. } if generator.source.is_regression())
    }

    /// Whether its samples are points, of the plane or of a line.
    pub fn is_toy(&self) -> bool {
        self.is_plane() || self.is_wave()
    }

    /// Whether its samples are points of the plane.
    pub fn is_plane(&self) -> bool {
        matches!(self, Self::Generated { generator, .. } if generator.source.is_plane())
    }
}

impl TrainConfig {
    /// The chosen sample as augmentation varies it, some of the ways; none without augmentation.
    pub fn variations(&self, some: u64) -> Vec<Vec<f32>> {
        let Some(augmentation) = self.settings.augmentation else { return Vec::new() };
        let (values, _) = self.data.sample(self.sample);
        let varied = |seed: u64| {
            let mut varied = values.clone();
            augmentation.apply(self.data.shape(), &mut Random::new(seed), &mut varied);
            varied
        };
        (0..some).map(varied).collect()
    }
}
