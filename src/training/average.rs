use crate::network::Weights;

/// A moving average of the weights, which generalises better than the last of them (Polyak and Juditsky, "Acceleration
/// of stochastic approximation by averaging", 1992): after every step a ← d·a + (1 − d)·w, where d grows with the step
/// to `decay`, so that the start is soon forgotten.
#[derive(Clone, Debug)]
pub struct Average {
    /// The average so far.
    pub weights: Weights,
    decay: f32,
    steps: u64,
}

impl Average {
    /// An average that begins at `weights`.
    pub const fn new(weights: Weights, decay: f32) -> Self {
        Self { weights, decay, steps: 0 }
    }

    /// Takes in the weights after one more step.
    ///
    /// ```
    /// use convoscope::{network::Weights, training::Average};
    /// let weights = |value| Weights { params: vec![value], running: vec![] };
    /// let mut average = Average::new(weights(1.0), 0.999);
    /// average.add(&weights(12.0)); // d = (1 + 0) / (10 + 1)
    /// assert!((average.weights.params[0] - 11.0).abs() < 1e-5);
    /// ```
    pub fn add(&mut self, weights: &Weights) {
        let decay = self.decay.min((1 + self.steps) as f32 / (11 + self.steps) as f32);
        self.steps += 1;
        let pairs =
            [(&mut self.weights.params, &weights.params), (&mut self.weights.running, &weights.running)];
        for (average, values) in pairs {
            average.iter_mut().zip(values).for_each(|(a, w)| *a = decay * *a + (1.0 - decay) * w);
        }
    }
}
