//! The view Norms of Convolve: batch norm, layer norm and local response norm of a small batch in numbers, in training and in
//! inference. What comes out, and the statistics, are computed by the layers that also train.

mod arithmetic;
mod compute;
mod example;
mod field;
mod figure;
mod link;
mod presets;

pub use compute::Computed;
pub use field::{Field, Parameter};
pub use presets::presets;

use crate::app::text::Text;
use crate::app::text::norms as text;
use crate::layers::Layer;
use crate::layers::batch_norm::BatchNorm;
use crate::layers::layer_norm::LayerNorm;
use crate::layers::local_response_norm::LocalResponseNorm;

/// Which norm.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Kind {
    #[default]
    Batch,
    Layer,
    LocalResponse,
}

impl Kind {
    /// All of them, as links name them and as the page does.
    pub const ALL: [(Self, &'static str, Text); 3] = [
        (Self::Batch, "batch", text::KINDS[0]),
        (Self::Layer, "layer", text::KINDS[1]),
        (Self::LocalResponse, "local", text::KINDS[2]),
    ];
}

/// A batch and what normalises it.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Norms {
    pub kind: Kind,
    /// Whether it infers instead of training.
    pub infers: bool,
    pub samples: usize,
    pub features: usize,
    /// Sample after sample.
    pub x: Vec<f32>,
    /// γ of all features, then β.
    pub scale_shift: Vec<f32>,
    /// Running means of all features, then running variances.
    pub running: Vec<f32>,
    pub eps: f32,
    /// How far a step moves the running statistics.
    pub momentum: f32,
    pub local: LocalResponseNorm,
    pub at: usize,
}

impl Default for Norms {
    fn default() -> Self {
        presets()[0].example()
    }
}

impl Norms {
    /// A batch of so many features, with γ = 1, β = 0 and the running statistics that training begins with.
    pub fn new(kind: Kind, features: usize, x: &[f32]) -> Self {
        Self {
            kind,
            infers: false,
            samples: x.len() / features,
            features,
            x: x.to_vec(),
            scale_shift: [vec![1.0; features], vec![0.0; features]].concat(),
            running: [vec![0.0; features], vec![1.0; features]].concat(),
            eps: BatchNorm::default().eps,
            momentum: BatchNorm::default().momentum,
            local: LocalResponseNorm { size: 3, alpha: 1.0, beta: 0.75, k: 1.0 },
            at: 0,
        }
    }

    /// The layer.
    pub fn layer(&self) -> Layer {
        match self.kind {
            Kind::Batch => BatchNorm { eps: self.eps, momentum: self.momentum }.into(),
            Kind::Layer => LayerNorm { eps: self.eps }.into(),
            Kind::LocalResponse => self.local.into(),
        }
    }

    /// Sample and feature of a step.
    pub const fn cell(&self, at: usize) -> [usize; 2] {
        [at / self.features, at % self.features]
    }

    /// The same after one training step: the running statistics have moved towards those of the batch.
    pub fn after_step(&self) -> Self {
        let trained = Self { infers: false, ..self.clone() };
        Self { running: trained.compute().running, ..self.clone() }
    }

    /// Whether there is a variance at all.
    pub fn can_step(&self) -> bool {
        self.kind == Kind::Batch && self.samples > 1
    }
}

#[cfg(test)]
mod tests;
