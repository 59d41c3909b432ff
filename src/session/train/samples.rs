//! What a run learns from, once it is read.

use std::sync::Arc;

use super::protocol::Data;
use super::scenes::SceneSamples;
use crate::data::scenes::{SCENE_SHAPE, SENTENCE_INPUT, Scene};
use crate::data::{Dataset, LARGEST, MOST_CLASSES};
use crate::session::{CommandError, SamplesError};
use crate::shape::Shape;

/// Samples, and which of them are trained on and which are for validation.
pub struct Samples {
    pub data: Dataset,
    /// Where they are scenes.
    pub scenes: Option<SceneSamples>,
    /// Where they are to be given back: what the divergence weighs.
    pub beta: Option<f32>,
    pub training: Vec<usize>,
    pub validation: Vec<usize>,
}

impl Samples {
    /// Generates or checks them; `seed` draws which are for validation where that is a share.
    pub fn read(data: Data, seed: u64) -> Result<Self, CommandError> {
        match data {
            Data::Generated { generator, training, validation } => {
                let all = count(training, validation, generator.shape())?;
                Ok(Self::behind(training, generator.dataset(0..all), None))
            }
            Data::Reconstructed { generator, training, validation, beta } => {
                let all = count(training, validation, generator.shape())?;
                let samples = Self::behind(training, generator.dataset(0..all), None);
                Ok(Self { beta: Some(beta), ..samples })
            }
            Data::Scenes { task, generator, training, validation } => {
                let all = count(training, validation, SCENE_SHAPE)?;
                let (samples, data) = SceneSamples::generated(task, generator, 0..all);
                Ok(Self::behind(training, data, Some(samples)))
            }
            Data::Regions { proposer, generator, training, validation } => {
                let all = count(training, validation, SCENE_SHAPE)?;
                let scenes: Vec<Scene> = (0..all).map(|index| generator.scene(index)).collect();
                let (regions, data) = proposer.regions(&scenes, training as usize, seed)?;
                let first = regions.partition_point(|region| region.scene < training as usize);
                let samples = SceneSamples::of_shapes(proposer.task(), scenes, regions);
                Ok(Self::behind(first as u32, data, Some(samples)))
            }
            Data::Sentences { detector, weights, generator, training, validation } => {
                let all = count(training, validation, Shape::flat(size_of::<f32>() * SENTENCE_INPUT.len()))?;
                Self::described(detector, &weights, generator, training, all)
            }
            Data::Given { data, validation } => {
                // What comes from another thread is not shared.
                let data = Arc::unwrap_or_clone(data);
                let Dataset { shape, ref images, ref labels, ref names, .. } = data;
                let Shape { c, h, w } = shape;
                let bytes = [h, w, labels.len()].iter().try_fold(c, |bytes, &n| bytes.checked_mul(n));
                if bytes != Some(images.len()) || images.is_empty() || images.len() > LARGEST {
                    return Err(
                        SamplesError::Bytes { samples: labels.len(), shape, found: images.len() }.into()
                    );
                }
                if names.len() > MOST_CLASSES {
                    return Err(SamplesError::Classes { found: names.len() }.into());
                }
                if let Some(at) = labels.iter().position(|&label| usize::from(label) >= names.len()) {
                    let (label, classes) = (labels[at], names.len());
                    return Err(SamplesError::Label { sample: at, label, classes }.into());
                }
                let (training, validation) = validation.of(&data, seed);
                if training.is_empty() {
                    return Err(SamplesError::NoneToTrainOn.into());
                }
                Ok(Self { data, scenes: None, beta: None, training, validation })
            }
        }
    }

    /// Generated samples, those behind the first `training` of which are for validation.
    pub(super) fn behind(training: u32, data: Dataset, scenes: Option<SceneSamples>) -> Self {
        let (training, all) = (training as usize, data.len());
        let (training, validation) = ((0..training).collect(), (training..all).collect());
        Self { data, scenes, beta: None, training, validation }
    }
}

/// How many samples of `shape` are to be generated.
fn count(training: u32, validation: u32, shape: Shape) -> Result<u64, SamplesError> {
    let (all, most) = (u64::from(training) + u64::from(validation), LARGEST / shape.len());
    if training == 0 || all > most as u64 {
        return Err(SamplesError::Count { most, found: all as usize });
    }
    Ok(all)
}
