use serde::{Deserialize, Serialize};

/// What large parameters cost beside the loss: λ₁ Σ|w| + λ₂/2 Σw², so that λ₂ is PyTorch's `weight_decay`.
///
/// λ₁ alone is the lasso (Tibshirani, "Regression shrinkage and selection via the lasso", 1996), λ₂ alone is ridge
/// regression, both together are the elastic net (Zou and Hastie, "Regularization and variable selection via the
/// elastic net", 2005).
///
/// ```
/// use convoscope::optimizer::Regularization;
/// let (regularization, mut gradients) = (Regularization { l1: 0.5, l2: 0.25 }, [1.0, 1.0, 1.0]);
/// regularization.add(&[4.0, 0.0, -4.0], &mut gradients);
/// assert_eq!(gradients, [2.5, 1.0, -0.5]);
/// assert_eq!(regularization.cost(&[4.0, 0.0, -4.0]), 8.0);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Regularization {
    /// λ₁.
    pub l1: f32,
    /// λ₂.
    pub l2: f32,
}

impl Regularization {
    /// Adds λ₁ sign(w) + λ₂ w to the gradients; sign(0) = 0.
    pub fn add(&self, params: &[f32], gradients: &mut [f32]) {
        let Self { l1, l2 } = *self;
        if l1 == 0.0 && l2 == 0.0 {
            return;
        }
        for (g, &w) in gradients.iter_mut().zip(params) {
            // Not `signum`, which is ±1 for ±0.
            let sign = f32::from(w > 0.0) - f32::from(w < 0.0);
            *g += l1 * sign + l2 * w;
        }
    }

    /// What these parameters cost.
    pub fn cost(&self, params: &[f32]) -> f32 {
        let sums =
            params.iter().map(|&w| f64::from(w)).fold((0.0, 0.0), |(a, b), w| (a + w.abs(), b + w * w));
        (f64::from(self.l1) * sums.0 + f64::from(self.l2) / 2.0 * sums.1) as f32
    }
}
