//! Runs that learn to give back what goes in, through few latent values: variational autoencoders.

use super::TrainingRun;
use super::protocol::RunEvent;
use crate::data::Dataset;
use crate::layers::Layer;
use crate::layers::activation::Activation;
use crate::loss::{Elbo, Targets};
use crate::network::{NodeId, Plan};
use crate::session::{CommandError, InferenceError, Settings, TrainError};
use crate::shape::Shape;
use crate::training::{Decay, Schedule};

/// Samples of a step, and the highest learning rate.
const BATCH: u64 = 32;
const RATE: f32 = 2e-3;
/// Validation samples that are encoded at once.
const ENCODED: usize = 50;

impl Settings {
    /// Settings that a variational autoencoder learns well with in so many epochs over so many samples.
    pub fn autoencoder(epochs: u64, samples: u64) -> Self {
        let steps = epochs * samples.div_ceil(BATCH);
        let schedule = Schedule { rate: RATE, warmup: 0, decay: Decay::Cosine { steps } };
        Self { schedule, batch: BATCH as usize, ..Self::default() }
    }
}

/// What such a run wants.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reconstruction {
    /// The node of the latent values.
    node: NodeId,
    latent: usize,
    beta: f32,
}

impl Reconstruction {
    /// Refuses a network or settings that samples cannot be given back with.
    pub fn check(plan: &Plan, data: &Dataset, settings: &Settings, beta: f32) -> Result<Self, TrainError> {
        let (takes, samples) = (plan.network().input, data.shape);
        if takes != samples {
            return Err(TrainError::Input { takes, samples });
        }
        let is_latent = |id: &NodeId| matches!(plan.layer(*id), Some(Layer::Reparameterize(_)));
        let node = plan.ids().find(is_latent);
        let latent = node.map_or(0, |id| plan.shape(id).len());
        let (gives, wanted) = (plan.output(), Shape::flat(takes.len() + 2 * latent));
        let Some(node) = node.filter(|_| gives == wanted) else {
            return Err(TrainError::Output { gives, wanted });
        };
        if settings.augmentation.is_some() {
            return Err(TrainError::Varied);
        }
        Ok(Self { node, latent, beta })
    }

    /// What the network should say about samples: what they are.
    pub fn targets(&self, images: &[f32]) -> Targets {
        Targets::Reconstruction { values: images.to_vec(), latent: self.latent, beta: self.beta }
    }

    /// What is minimised of both parts.
    pub fn loss(&self, of: Elbo) -> f32 {
        of.reconstruction + self.beta * of.divergence
    }
}

/// Sums of both parts of the loss over validation samples.
#[derive(Clone, Copy, Default)]
pub struct ElboSums {
    reconstruction: f64,
    divergence: f64,
    samples: usize,
}

impl ElboSums {
    /// Takes in those of a sample.
    pub fn add(&mut self, of: Elbo) {
        self.reconstruction += f64::from(of.reconstruction);
        self.divergence += f64::from(of.divergence);
        self.samples += 1;
    }

    /// The means.
    pub fn mean(&self) -> Elbo {
        let mean = |sum: f64| (sum / self.samples.max(1) as f64) as f32;
        Elbo { reconstruction: mean(self.reconstruction), divergence: mean(self.divergence) }
    }
}

impl TrainingRun {
    fn reconstructs(&self) -> Result<Reconstruction, CommandError> {
        self.reconstruction.ok_or_else(|| InferenceError::NotOpen.into())
    }

    /// What is decoded from latent values: the probability of ink for each pixel.
    pub(super) fn decode(&mut self, points: &[f32]) -> Result<RunEvent, CommandError> {
        let Reconstruction { node, latent, .. } = self.reconstructs()?;
        if points.is_empty() || !points.len().is_multiple_of(latent) {
            return Err(InferenceError::Pixels { expected: latent, found: points.len() }.into());
        }
        // Its logits are what the last layer is given first.
        let plan = &self.plan;
        let last = plan.inputs(plan.network().last())[0];
        let weights = &self.trainer.observed().weights;
        if !self.viewer.infer_from(weights, node, points, &[last]) {
            return Err(InferenceError::NotOpen.into());
        }
        let ink = |logit: &f32| Activation::Sigmoid.value(*logit);
        let images = self.viewer.activations(last).iter().map(ink).collect();
        Ok(RunEvent::Decoded { images })
    }

    /// μ of every validation sample, and its label.
    pub(super) fn encode(&mut self) -> Result<RunEvent, CommandError> {
        let Reconstruction { node, .. } = self.reconstructs()?;
        let (data, mut codes) = (&self.data, Vec::new());
        let weights = &self.trainer.observed().weights;
        for samples in self.validation.chunks(ENCODED) {
            let mut images = vec![0.0; samples.len() * data.shape.len()];
            let all = samples.iter().zip(images.chunks_exact_mut(data.shape.len()));
            all.for_each(|(&sample, image)| data.write(sample, image));
            self.viewer.infer_nodes(weights, &images, &[node]);
            codes.extend_from_slice(&self.viewer.activations(node));
        }
        let labels = self.validation.iter().map(|&sample| data.labels[sample]).collect();
        Ok(RunEvent::Encoded { codes, labels })
    }
}
