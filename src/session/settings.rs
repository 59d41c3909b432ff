use serde::{Deserialize, Serialize};

use crate::data::Jitter;
pub use crate::loss::Loss;
pub use crate::network::Initialisation;
pub use crate::optimizer::{Optimizer, Penalty};
pub use crate::training::{Decay, Schedule};

/// How a network is trained. With the network, the data and the seed this is all that a run depends on.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// What is minimised.
    pub loss: Loss,
    /// ε: how much of each label's probability is spread over all classes.
    pub smoothing: f32,
    /// The rule of the steps.
    pub optimizer: Optimizer,
    /// How far they go.
    pub schedule: Schedule,
    /// What large weights cost.
    pub penalty: Penalty,
    /// Samples in a step.
    pub batch: usize,
    /// How weights begin.
    pub initialisation: Initialisation,
    /// How training images are varied; `None`: not at all.
    pub jitter: Option<Jitter>,
    /// Seed of the weights, the order of the samples, and what layers draw.
    pub seed: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            loss: Loss::CrossEntropy,
            smoothing: 0.0,
            optimizer: Optimizer::adam(),
            schedule: Schedule::constant(0.003),
            penalty: Penalty::default(),
            batch: 32,
            initialisation: Initialisation::He,
            jitter: None,
            seed: 1,
        }
    }
}
