//! [`Loss`]: how far a network's outputs are from what is wanted, and the gradient that starts backpropagation.
//!
//! A network ends in logits; the loss is not one of its layers, since it alone needs the target. For N samples of K
//! values each, z the network's output and t the target:
//!
//! - cross-entropy of the softmax: L = 1/N Σₙ Σₖ t(n,k) · (ln Σⱼ exp z(n,j) − z(n,k)),
//!   dL/dz(n,k) = (softmax z(n)ₖ · Σⱼ t(n,j) − t(n,k)) / N;
//! - mean squared error: L = 1/(N·K) Σ (z − t)², dL/dz = 2 (z − t) / (N·K).
//!
//! Cross-entropy depends on the differences of a sample's logits alone: the largest is subtracted first, so that no finite
//! logit is too large. A logit of −∞ has the probability 0: the loss is ∞ if its t is above 0, and finite if not. A NaN, an
//! ∞, or −∞ alone makes the loss and the whole gradient of the sample NaN, as in PyTorch. The squared error of ±∞ is ∞, that
//! of NaN is NaN.
//!
//! ```
//! use convoscope::loss::{Loss, Target};
//! let mut dlogits = [0.0; 2];
//! let loss = Loss::CrossEntropy.evaluate(1, &[3.0, 3.0], Target::Labels(&[0]), &mut dlogits);
//! assert_eq!((loss, dlogits), (2f32.ln(), [-0.5, 0.5]));
//! let loss = Loss::MeanSquaredError.evaluate(1, &[3.0, 1.0], Target::Values(&[1.0, 1.0]), &mut dlogits);
//! assert_eq!((loss, dlogits), (2.0, [2.0, 0.0]));
//! ```

use serde::{Deserialize, Serialize};

use crate::program::Program;

mod cpu;
mod gpu;

/// Which loss.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Loss {
    /// Cross-entropy of the softmax of the logits.
    #[default]
    CrossEntropy,
    /// Mean squared error.
    MeanSquaredError,
}

/// What the network should have said about each sample of a batch.
#[derive(Clone, Copy, Debug)]
pub enum Target<'a> {
    /// One class for each sample: 1 for that class and 0 for the others. With a single output there are no classes: a label b
    /// then stands for the value [`level`]`(b)`.
    Labels(&'a [u8]),
    /// A value for each output: for cross-entropy a probability, for the mean squared error any number.
    Values(&'a [f32]),
}

/// The value from −1 to 1 that a label stands for where a network has a single output: b / 127.5 − 1.
pub fn level(label: u8) -> f32 {
    f32::from(label) / 127.5 - 1.0
}

/// How far a single output may be from its level to count as right.
pub const TOLERANCE: f32 = 0.1;

impl Target<'_> {
    /// What output `k` of `classes` of sample `n` should be.
    fn value(&self, n: usize, k: usize, classes: usize) -> f32 {
        match self {
            Self::Labels(labels) if classes == 1 => level(labels[n]),
            Self::Labels(labels) => f32::from(usize::from(labels[n]) == k),
            Self::Values(values) => values[n * classes + k],
        }
    }
}

impl Loss {
    /// Every loss, in the order of the enum.
    pub const ALL: [Self; 2] = [Self::CrossEntropy, Self::MeanSquaredError];

    /// The loss of labelled samples on a GPU.
    pub fn program(self, classes: usize) -> Program {
        gpu::program(self, classes)
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
        if let Target::Labels(labels) = target {
            debug_assert!(
                classes == 1 || labels.iter().all(|&label| usize::from(label) < classes),
                "a label without an output"
            );
        }
        match self {
            Self::CrossEntropy => cpu::cross_entropy(classes, total, logits, target, dlogits),
            Self::MeanSquaredError => cpu::mean_squared_error(classes, total, logits, target, dlogits),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_add_up_to_the_batch() {
        let logits = [0.3, -1.0, 2.0, 0.1, 0.2, 0.9, 1.5, -0.4, 0.0];
        let values = [0.2, 0.3, 0.5, 1.0, 0.0, 0.0, 0.1, 0.8, 0.1];
        for loss in [Loss::CrossEntropy, Loss::MeanSquaredError] {
            let (mut whole, mut parts) = ([0.0; 9], [0.0; 9]);
            let expected = loss.evaluate(3, &logits, Target::Values(&values), &mut whole);
            let (a, b) = parts.split_at_mut(3);
            let sum = loss.evaluate_part(1, 3, &logits[..3], Target::Values(&values[..3]), a)
                + loss.evaluate_part(2, 3, &logits[3..], Target::Values(&values[3..]), b);
            assert!((sum - expected).abs() < 1e-6, "{loss:?}: {sum} for {expected}");
            assert_eq!(parts, whole, "{loss:?}");
        }
    }

    #[test]
    fn a_label_of_a_single_output_is_a_level() {
        let mut dlogits = [0.0];
        assert_eq!([level(0), level(255)], [-1.0, 1.0]);
        let loss = Loss::MeanSquaredError.evaluate(1, &[0.5], Target::Labels(&[255]), &mut dlogits);
        assert_eq!((loss, dlogits), (0.25, [-1.0]));
    }

    #[test]
    fn a_label_is_all_probability_on_one_class() {
        let logits = [0.3, -1.0, 2.0, 0.1, 0.2, 0.9];
        for loss in [Loss::CrossEntropy, Loss::MeanSquaredError] {
            let (mut a, mut b) = ([0.0; 6], [0.0; 6]);
            let by_label = loss.evaluate(2, &logits, Target::Labels(&[1, 2]), &mut a);
            let by_value = loss.evaluate(2, &logits, Target::Values(&[0., 1., 0., 0., 0., 1.]), &mut b);
            assert_eq!((by_label, a), (by_value, b));
        }
    }

    #[test]
    fn large_logits_stay_finite() {
        let mut dlogits = [0.0; 2];
        let loss = Loss::CrossEntropy.evaluate(1, &[1e4, -1e4], Target::Labels(&[1]), &mut dlogits);
        assert_eq!((loss, dlogits), (2e4, [1.0, -1.0]));
        for size in [1e8, -1e8, 1e38, -1e38, f32::MAX, f32::MIN] {
            let loss = Loss::CrossEntropy.evaluate(1, &[size; 2], Target::Labels(&[0]), &mut dlogits);
            assert_eq!((loss, dlogits), (std::f32::consts::LN_2, [-0.5, 0.5]), "{size}");
            // Smoothing spreads the same probabilities over equal logits.
            let smoothed = Target::Values(&[0.9, 0.1]);
            let loss = Loss::CrossEntropy.evaluate(1, &[size; 2], smoothed, &mut dlogits);
            assert!((loss - std::f32::consts::LN_2).abs() < 1e-6, "{size}: {loss}");
        }
        let loss = Loss::MeanSquaredError.evaluate(1, &[2e38, 0.0], Target::Values(&[0.0; 2]), &mut dlogits);
        assert_eq!((loss, dlogits), (f32::INFINITY, [2e38, 0.0]));
    }

    #[test]
    fn infinite_and_missing_logits_are_as_in_pytorch() {
        let (inf, nan) = (f32::INFINITY, f32::NAN);
        let run = |logits: [f32; 3], label| {
            let mut dlogits = [0.0; 3];
            let loss = Loss::CrossEntropy.evaluate(1, &logits, Target::Labels(&[label]), &mut dlogits);
            (loss, dlogits)
        };
        assert_eq!(run([-inf, 2.0, 2.0], 1), (std::f32::consts::LN_2, [0.0, -0.5, 0.5]));
        assert_eq!(run([-inf, 2.0, 2.0], 0), (inf, [-1.0, 0.5, 0.5]));
        assert_eq!(run([-inf, 2.0, -inf], 1), (0.0, [0.0; 3]));
        for logits in [[-inf; 3], [inf, 0.0, 1.0], [inf; 3], [nan, 0.0, 1.0], [0.0, nan, inf], [nan; 3]] {
            for label in 0..3 {
                let (loss, dlogits) = run(logits, label);
                assert!(loss.is_nan() && dlogits.iter().all(|dz| dz.is_nan()), "{logits:?}: {dlogits:?}");
            }
        }
    }

    #[test]
    fn one_sample_that_is_not_a_number_leaves_the_gradients_of_the_others() {
        let mut dlogits = [0.0; 4];
        let loss =
            Loss::CrossEntropy.evaluate(2, &[f32::NAN, 0.0, 1.0, 1.0], Target::Labels(&[0, 1]), &mut dlogits);
        assert!(loss.is_nan() && dlogits[0].is_nan() && dlogits[1].is_nan());
        assert_eq!(dlogits[2..], [0.25, -0.25]);
    }
}
