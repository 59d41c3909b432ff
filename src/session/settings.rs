use serde::{Deserialize, Serialize};

use crate::data::Augmentation;
pub use crate::loss::Loss;
pub use crate::network::Initialization;
pub use crate::optimizer::{Optimizer, Regularization};
pub use crate::training::{Decay, Schedule};

/// How a network is trained. With the network, the data and the seed this is all that a run depends on.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// What is minimised.
    pub loss: Loss,
    /// ε: how much of each label's probability is spread over all classes.
    pub label_smoothing: f32,
    /// The rule of the steps.
    pub optimizer: Optimizer,
    /// How far they go.
    pub schedule: Schedule,
    /// What large weights cost.
    pub regularization: Regularization,
    /// Samples in a step.
    pub batch: usize,
    /// Parts that each batch is divided into, which workers compute side by side; their gradients are added in a fixed order.
    /// Batch norm sees one part at a time.
    pub shards: usize,
    /// How weights begin.
    pub initialization: Initialization,
    /// How training images are varied; `None`: not at all.
    pub augmentation: Option<Augmentation>,
    /// Whether samples of rare classes are taken several times in an epoch, so that all classes are as frequent as the most
    /// frequent one.
    pub balanced: bool,
    /// Seed of the weights, the order of the samples, and what layers draw.
    pub seed: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            loss: Loss::CrossEntropy,
            label_smoothing: 0.0,
            optimizer: Optimizer::adam(),
            schedule: Schedule::constant(0.003),
            regularization: Regularization::default(),
            batch: 32,
            shards: 1,
            initialization: Initialization::He,
            augmentation: None,
            balanced: false,
            seed: 1,
        }
    }
}
