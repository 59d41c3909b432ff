use serde::{Deserialize, Serialize};

use super::{Loss, Target, cpu};

/// What a variational autoencoder's reconstructions and latent values come to, as means over samples.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Elbo {
    /// How far what comes out is from what went in: −ln p(x|z), where outputs are logits.
    pub reconstruction: f32,
    /// KL(N(μ, σ²) ‖ N(0, 1)), summed over the latent values.
    pub divergence: f32,
}

/// Both parts of the loss of `logits` of samples that are `total` in all; overwrites `dlogits`.
pub(super) fn elbo(
    loss: Loss,
    (batch, total): (usize, usize),
    logits: &[f32],
    (values, latent, beta): (&[f32], usize, f32),
    dlogits: &mut [f32],
) -> Elbo {
    let (outputs, len, share) = (logits.len() / batch, values.len() / batch, 1.0 / total as f32);
    let (mut reconstruction, mut divergence) = (0.0f64, 0.0f64);
    let samples = logits.chunks_exact(outputs).zip(dlogits.chunks_exact_mut(outputs));
    for ((z, dz), values) in samples.zip(values.chunks_exact(len)) {
        for ((z, dz), t) in z.iter().zip(&mut *dz).zip(values) {
            let (own, slope) = match loss {
                Loss::CrossEntropy => {
                    // e^−|z| cannot overflow.
                    let e = libm::expf(-z.abs());
                    let sigmoid = if *z >= 0.0 { 1.0 / (1.0 + e) } else { e / (1.0 + e) };
                    (f64::from(z.max(0.0) - z * t + libm::log1pf(e)), sigmoid - t)
                }
                Loss::MeanSquaredError => (f64::from((z - t).powi(2)), 2.0 * (z - t)),
                Loss::Huber => cpu::huber_of(z - t),
            };
            reconstruction += own;
            *dz = share * slope;
        }
        let (means, log_variances) = z[len..].split_at(latent);
        let (dmeans, dlog_variances) = dz[len..].split_at_mut(latent);
        for i in 0..latent {
            let (mean, variance) = (means[i], libm::expf(log_variances[i]));
            divergence += f64::from(0.5 * (mean * mean + variance - 1.0 - log_variances[i]));
            dmeans[i] = beta * share * mean;
            dlog_variances[i] = beta * share * 0.5 * (variance - 1.0);
        }
    }
    let mean = |sum: f64| (sum / total as f64) as f32;
    Elbo { reconstruction: mean(reconstruction), divergence: mean(divergence) }
}

impl Loss {
    /// Both parts of the loss of a batch of a variational autoencoder, apart: the loss is the first and β times the second. `None`
    /// of other targets.
    ///
    /// ```
    /// use convoscope::loss::{Elbo, Loss, Target};
    /// // One value to give back, and one latent one with μ = 2 and σ² = 1.
    /// let target = Target::Reconstruction { values: &[1.0], latent: 1, beta: 0.5 };
    /// let elbo = Loss::CrossEntropy.elbo(1, &[0.0, 2.0, 0.0], target).unwrap();
    /// assert_eq!(elbo, Elbo { reconstruction: 2f32.ln(), divergence: 2.0 });
    /// ```
    pub fn elbo(self, batch: usize, logits: &[f32], target: Target<'_>) -> Option<Elbo> {
        let Target::Reconstruction { values, latent, beta } = target else { return None };
        let mut dlogits = vec![0.0; logits.len()];
        Some(elbo(self, (batch, batch), logits, (values, latent, beta), &mut dlogits))
    }
}
