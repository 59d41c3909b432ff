use serde::{Deserialize, Serialize};

/// The learning rate over the course of training: up in a straight line during the first `warmup` steps, then down to
/// 0 along half a cosine (Loshchilov and Hutter, "SGDR", 2017).
///
/// ```
/// use convoscope::training::Schedule;
/// let schedule = Schedule { rate: 0.1, warmup: 10, steps: 110 };
/// assert_eq!(schedule.at(5), 0.05);
/// assert_eq!(schedule.at(10), 0.1);
/// assert!((schedule.at(60) - 0.05).abs() < 1e-6);
/// assert!(schedule.at(110) < 1e-6);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Schedule {
    /// The highest learning rate.
    pub rate: f32,
    /// Steps until it is reached.
    pub warmup: u64,
    /// Steps in all.
    pub steps: u64,
}

impl Schedule {
    /// The learning rate of step `step`, counted from 0.
    pub fn at(&self, step: u64) -> f32 {
        if step < self.warmup {
            return self.rate * step as f32 / self.warmup as f32;
        }
        let part = (step - self.warmup) as f32 / self.steps.saturating_sub(self.warmup).max(1) as f32;
        self.rate * 0.5 * (1.0 + (std::f32::consts::PI * part.min(1.0)).cos())
    }
}
