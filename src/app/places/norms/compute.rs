//! The numbers, from the layers that also train.

use super::{Kind, Norms};
use crate::layers::{LayerPass, Phase};
use crate::shape::Shape;

/// What comes of a batch.
#[derive(Clone, Debug, PartialEq)]
pub struct Computed {
    /// The output, sample after sample.
    pub y: Vec<f32>,
    /// What each value is normalised by: the mean of each feature or sample; none of a local response norm.
    pub means: Vec<f32>,
    /// The variance likewise; of a local response norm the base of the power of each value.
    pub variances: Vec<f32>,
    /// The running statistics after the pass.
    pub running: Vec<f32>,
}

impl Norms {
    /// One pass of the layer.
    pub fn compute(&self) -> Computed {
        let (layer, shapes, x): (_, [Shape; 1], [&[f32]; 1]) =
            (self.layer(), [Shape::flat(self.features)], [&self.x]);
        let phase = if self.infers { Phase::Infer } else { Phase::Train { seed: 0 } };
        let (params, running) = match self.kind {
            Kind::Batch => (&self.scale_shift[..], &self.running[..]),
            Kind::Layer => (&self.scale_shift[..], &[][..]),
            Kind::LocalResponse => (&[][..], &[][..]),
        };
        let pass = LayerPass::forward(layer.cpu_op(), self.samples, &shapes, &x, params, running, phase);
        let pass = pass.expect("within the bounds every batch is possible");
        // 1 / √(σ² + ε) of each becomes σ² again.
        let variance = |scale: &f32| (scale.powi(-2) - self.eps).max(0.0);
        let (means, variances) = match self.kind {
            Kind::Batch if self.infers => {
                let (means, variances) = self.running.split_at(self.features);
                (means.to_vec(), variances.to_vec())
            }
            Kind::Batch => {
                let (means, scales) = pass.saved.split_at(self.features);
                (means.to_vec(), scales.iter().map(variance).collect())
            }
            Kind::Layer => {
                let pairs = pass.saved.chunks_exact(2);
                pairs.map(|pair| (pair[0], variance(&pair[1]))).unzip()
            }
            Kind::LocalResponse => (vec![], pass.saved.clone()),
        };
        let running = if self.kind == Kind::Batch { pass.running } else { self.running.clone() };
        Computed { y: pass.y, means, variances, running }
    }

    /// Which mean and variance a value is normalised by.
    pub(super) const fn statistic(&self, [sample, feature]: [usize; 2]) -> usize {
        match self.kind {
            Kind::Batch => feature,
            Kind::Layer => sample,
            Kind::LocalResponse => sample * self.features + feature,
        }
    }

    /// The channels that a local response norm adds up around a channel: the first and the last.
    pub(super) fn neighbours(&self, feature: usize) -> [usize; 2] {
        let size = self.local.size;
        [feature.saturating_sub(size / 2), (feature + (size - 1) / 2).min(self.features - 1)]
    }

    /// Whether a value has a part in the statistic of another.
    pub(super) fn counts(&self, [sample, feature]: [usize; 2], [n, c]: [usize; 2]) -> bool {
        let [first, last] = self.neighbours(feature);
        match self.kind {
            Kind::Batch => c == feature && (!self.infers || n == sample),
            Kind::Layer => n == sample,
            Kind::LocalResponse => n == sample && (first..=last).contains(&c),
        }
    }
}
