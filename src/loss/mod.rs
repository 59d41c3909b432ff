//! [`Loss`]: how far a network's outputs are from what is wanted, and the gradient that starts backpropagation.
//!
//! A network ends in logits; the loss is not one of its layers, since it alone needs the target. For N samples of K
//! values each, z the network's output and t the target:
//!
//! - cross-entropy of the softmax: L = 1/N Σₙ Σₖ t(n,k) · (ln Σⱼ exp z(n,j) − z(n,k)),
//!   dL/dz(n,k) = (softmax z(n)ₖ · Σⱼ t(n,j) − t(n,k)) / N;
//! - mean squared error: L = 1/(N·K) Σ (z − t)², dL/dz = 2 (z − t) / (N·K);
//! - Huber's loss: L = 1/(N·K) Σ h(z − t), where h(e) = ½ e² up to |e| = δ and δ (|e| − ½ δ) beyond, h′(e) = e cut off at ±δ, so
//!   that values far off pull no harder than others (Huber, "Robust estimation of a location parameter", 1964); δ = 1, with which
//!   it is the smooth L1 loss that boxes are learnt with (Girshick, "Fast R-CNN", 2015) and PyTorch's `HuberLoss` as it is.
//!
//! What is wanted may be denser than a class for each sample. With a [mask](Target::Mask) there is a class for each of the M cells
//! of maps C × M, and cross-entropy is the mean over all N·M cells, each of which has C logits, one in each map (Long, Shelhamer
//! and Darrell, "Fully convolutional networks for semantic segmentation", 2015). A cell whose label is [`IGNORED_LABEL`] adds neither
//! loss nor gradient: the mean is over those of a sample's cells that count, and then over all samples; one without any adds 0. With [weights](Target::Weighted) w the squared
//! error is L = 1/(N·K) Σ w (z − t)², dL/dz = 2 w (z − t) / (N·K), which is what networks learn from that find objects on a grid
//! (Redmon et al., "You only look once", 2016, but for the factor 1/K); Huber's is weighted likewise, and in cross-entropy w·t stands
//! for t.
//!
//! With a [reconstruction](Target::Reconstruction) each output is a value of its own, and the last ones are μ and s = ln σ² of latent
//! values. Cross-entropy is L = 1/N Σₙ (Σₖ (ln(1 + exp z) − t·z) + β Σ ½ (μ² + σ² − 1 − s)): the sum over the values of a sample, and
//! β times the Kullback-Leibler divergence of N(μ, σ²) from N(0, 1), in nats. Without β it is the negative evidence lower bound of a
//! variational autoencoder (Kingma and Welling, "Auto-encoding variational Bayes", 2014; β: Higgins et al., "beta-VAE", 2017). For
//! the squared error (z − t)² stands for the first term, for Huber's h(z − t).
//!
//! Cross-entropy depends on the differences of a sample's logits alone: the largest is subtracted first, so that no finite
//! logit is too large. A logit of −∞ has the probability 0: the loss is ∞ if its t is above 0, and finite if not. A NaN, an
//! ∞, or −∞ alone makes the loss and the whole gradient of the sample NaN, as in PyTorch. The squared error of ±∞ is ∞, that
//! of NaN is NaN, and so is Huber's.
//!
//! ```
//! use convoscope::loss::{IGNORED_LABEL, Loss, Target};
//! let mut dlogits = [0.0; 2];
//! let loss = Loss::CrossEntropy.evaluate(1, &[3.0, 3.0], Target::Labels(&[0]), &mut dlogits);
//! assert_eq!((loss, dlogits), (2f32.ln(), [-0.5, 0.5]));
//! let loss = Loss::MeanSquaredError.evaluate(1, &[3.0, 1.0], Target::Values(&[1.0, 1.0]), &mut dlogits);
//! assert_eq!((loss, dlogits), (2.0, [2.0, 0.0]));
//! let weighted = Target::Weighted { values: &[1.0, 0.0], weights: &[0.5, 0.0] };
//! let loss = Loss::MeanSquaredError.evaluate(1, &[3.0, 1.0], weighted, &mut dlogits);
//! assert_eq!((loss, dlogits), (1.0, [1.0, 0.0]));
//! // An error of 2 counts 1 · (2 − ½), one of ½ counts ½ · ¼; the mean of both.
//! let loss = Loss::Huber.evaluate(1, &[3.0, 1.5], Target::Values(&[1.0, 1.0]), &mut dlogits);
//! assert_eq!((loss, dlogits), (0.8125, [0.5, 0.25]));
//! // Two maps of two cells: the first cell is of class 1, the second of class 0.
//! let (mask, mut dlogits) = (Target::Mask { labels: &[1, 0], cells: 2 }, [0.0; 4]);
//! let loss = Loss::CrossEntropy.evaluate(1, &[3.0, 7.0, 3.0, 7.0], mask, &mut dlogits);
//! assert_eq!((loss, dlogits), (2f32.ln(), [0.25, -0.25, -0.25, 0.25]));
//! // The second cell does not count.
//! let mask = Target::Mask { labels: &[1, IGNORED_LABEL], cells: 2 };
//! let loss = Loss::CrossEntropy.evaluate(1, &[3.0, 7.0, 3.0, 8.0], mask, &mut dlogits);
//! assert_eq!((loss, dlogits), (2f32.ln(), [0.5, 0.0, -0.5, 0.0]));
//! ```

use serde::{Deserialize, Serialize};

use crate::program::Program;

mod cpu;
mod gpu;
mod reconstruction;
mod target;

pub use reconstruction::Elbo;
pub(crate) use target::counted;
pub use target::{IGNORED_LABEL, Target, Targets};

/// Which loss.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Loss {
    /// Cross-entropy of the softmax of the logits.
    #[default]
    CrossEntropy,
    /// Mean squared error.
    MeanSquaredError,
    /// Huber's loss.
    Huber,
}

/// The value from −1 to 1 that a label stands for where a network has a single output: b / 127.5 − 1.
pub fn level(label: u8) -> f32 {
    f32::from(label) / 127.5 - 1.0
}

/// How far a single output may be from its level to count as right.
pub const TOLERANCE: f32 = 0.1;

/// δ of Huber's loss: up to here errors are squared.
pub const HUBER_DELTA: f32 = 1.0;

impl Loss {
    /// Every loss, in the order of the enum.
    pub const ALL: [Self; 3] = [Self::CrossEntropy, Self::MeanSquaredError, Self::Huber];

    /// Huber's loss of a single error z − t: ½ e² up to |e| = δ = 1, |e| − ½ beyond.
    ///
    /// ```
    /// use convoscope::loss::Loss;
    /// assert_eq!([0.5, -1.0, 4.0].map(Loss::huber), [0.125, 0.5, 3.5]);
    /// ```
    pub fn huber(error: f32) -> f32 {
        cpu::huber_of(error).0 as f32
    }

    /// The loss of labelled samples on a GPU.
    pub fn program(self, classes: usize) -> Program {
        gpu::program(self, classes)
    }

    /// The loss of [masks](Target::Mask) on a GPU: for each cell a label in the program's table, and how many cells of its sample count.
    pub fn mask_program(self, classes: usize, cells: usize) -> Program {
        gpu::mask_program(self, classes, cells)
    }

    /// The loss of [weighted](Target::Weighted) values on a GPU: each and its weight in the program's table. There is none of
    /// cross-entropy.
    pub fn weighted_program(self, outputs: usize) -> Option<Program> {
        (self != Self::CrossEntropy).then(|| gpu::weighted_program(self, outputs))
    }

    /// The loss of [reconstructions](Target::Reconstruction) on a GPU: each value in the program's table, and β for each latent one.
    pub fn reconstruction_program(self, outputs: usize, latent: usize) -> Program {
        gpu::reconstruction_program(self, outputs, latent)
    }

    /// The mean loss of a batch; overwrites `dlogits` with its gradient.
    pub fn evaluate(self, batch: usize, logits: &[f32], target: Target<'_>, dlogits: &mut [f32]) -> f32 {
        self.evaluate_part(batch, batch, logits, target, dlogits)
    }

    /// What `batch` samples contribute to the mean loss of `total` samples, and to its gradient. Losses and gradients
    /// of all parts of a batch add up to those of the whole batch.
    pub fn evaluate_part(
        self,
        batch: usize,
        total: usize,
        logits: &[f32],
        target: Target<'_>,
        dlogits: &mut [f32],
    ) -> f32 {
        let classes = logits.len() / batch;
        if let Target::Reconstruction { values, latent, beta } = target {
            let of = (values, latent, beta);
            let parts = reconstruction::elbo(self, (batch, total), logits, of, dlogits);
            return parts.reconstruction + beta * parts.divergence;
        }
        if let Target::Labels(labels) = target {
            debug_assert!(
                classes == 1 || labels.iter().all(|&label| usize::from(label) < classes),
                "a label without an output"
            );
        }
        match (self, target) {
            (Self::CrossEntropy, Target::Mask { labels, cells }) => {
                cpu::cross_entropy_of_cells(cells, total, logits, labels, dlogits)
            }
            (Self::CrossEntropy, Target::Weighted { values, weights }) => {
                let products: Vec<f32> = values.iter().zip(weights).map(|(t, w)| w * t).collect();
                cpu::cross_entropy(classes, total, logits, Target::Values(&products), dlogits)
            }
            (Self::CrossEntropy, _) => cpu::cross_entropy(classes, total, logits, target, dlogits),
            (Self::MeanSquaredError, _) => cpu::mean_squared_error(classes, total, logits, target, dlogits),
            (Self::Huber, _) => cpu::huber(classes, total, logits, target, dlogits),
        }
    }
}

#[cfg(test)]
mod tests;
