use std::pin::Pin;

use super::Scores;
use crate::loss::{Loss, Targets};
use crate::network::NodeId;

/// A shard of a batch, with all that its gradient follows from.
#[derive(Clone, Debug, PartialEq)]
pub struct ShardTask {
    /// The weights.
    pub params: Vec<f32>,
    /// The samples, one after the other.
    pub images: Vec<f32>,
    /// What the network should say about them.
    pub targets: Targets,
    /// Samples in all shards of the batch.
    pub batch: usize,
    /// The loss.
    pub loss: Loss,
    /// How much of each label is spread over all classes.
    pub label_smoothing: f32,
    /// Seed of what layers draw.
    pub seed: u64,
    /// The last node that is frozen; the input where none is.
    pub frozen: NodeId,
    /// The running statistics that frozen layers read; nothing where none is.
    pub running: Vec<f32>,
}

/// What a shard came to.
#[derive(Clone, Debug, PartialEq)]
pub struct ShardGradient {
    /// Its part of the batch's scores.
    pub scores: Scores,
    /// Its part of dL/dparams, flat.
    pub dparams: Vec<f32>,
}

/// A gradient that is being computed elsewhere; nothing if it cannot be.
pub type Computing = Pin<Box<dyn Future<Output = Option<ShardGradient>>>>;

/// Workers that compute shards of one network's batches. They share no memory: weights and samples go there, gradients come
/// back.
pub trait ShardPool {
    /// How many are ready.
    fn workers(&self) -> usize;

    /// Resolves when no more are getting ready.
    fn ready(&self) -> Pin<Box<dyn Future<Output = ()>>>;

    /// Lets one of them compute a shard, which begins at once.
    fn compute(&self, worker: usize, task: ShardTask) -> Computing;
}
