use serde::{Deserialize, Serialize};

/// The learning rate over the course of training: up in a straight line during the first `warmup` steps, then down as
/// `decay` says.
///
/// ```
/// use convoscope::training::{Decay, Schedule};
/// let schedule = Schedule { rate: 0.1, warmup: 10, decay: Decay::Cosine { steps: 110 } };
/// assert_eq!(schedule.at(5), 0.05);
/// assert_eq!(schedule.at(10), 0.1);
/// assert!((schedule.at(60) - 0.05).abs() < 1e-6);
/// assert!(schedule.at(110) < 1e-6);
/// let schedule = Schedule { rate: 0.5, warmup: 0, decay: Decay::Step { every: 100, factor: 0.5 } };
/// assert_eq!([0, 99, 100, 250].map(|step| schedule.at(step)), [0.5, 0.5, 0.25, 0.125]);
/// assert_eq!(Schedule::constant(0.1).at(1_000_000), 0.1);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Schedule {
    /// The highest learning rate.
    pub rate: f32,
    /// Steps until it is reached.
    pub warmup: u64,
    /// What becomes of it then.
    pub decay: Decay,
}

/// How a learning rate falls.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Decay {
    /// It does not.
    Constant,
    /// Along half a cosine, to 0 at the end (Loshchilov and Hutter, "SGDR", 2017).
    Cosine {
        /// Steps in all, those of the warmup included.
        steps: u64,
    },
    /// By a factor now and then.
    Step {
        /// Steps from one fall to the next.
        every: u64,
        /// What is left each time, 0 to 1.
        factor: f32,
    },
}

impl Schedule {
    /// Always the same rate.
    pub const fn constant(rate: f32) -> Self {
        Self { rate, warmup: 0, decay: Decay::Constant }
    }

    /// The learning rate of step `step`, counted from 0.
    pub fn at(&self, step: u64) -> f32 {
        if step < self.warmup {
            return self.rate * step as f32 / self.warmup as f32;
        }
        let since = step - self.warmup;
        // libm's functions: the same rate on every machine.
        let part = match self.decay {
            Decay::Constant => 1.0,
            Decay::Cosine { steps } => {
                let part = since as f32 / steps.saturating_sub(self.warmup).max(1) as f32;
                0.5 * (1.0 + libm::cosf(std::f32::consts::PI * part.min(1.0)))
            }
            Decay::Step { every, factor } => libm::powf(factor, (since / every.max(1)) as f32),
        };
        self.rate * part
    }
}
