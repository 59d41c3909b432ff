//! Shards of batches on workers of their own: what the training worker sends there, and what these do with it.

use std::rc::Rc;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Command, Event};
use crate::engine::{Cpu, Scores, ShardGradient, ShardPool, ShardTask, compute_shard};
use crate::loss::{Loss, Targets};
use crate::network::{Network, NodeId, Plan};

/// Starts workers that compute shards.
pub trait Workers {
    /// Gets workers ready for a network, as many as the machine has cores for beside the training worker, and no more than
    /// there are shards. They are ready when they are: nobody waits for them.
    fn open(&self, network: &Network, shards: usize) -> Rc<dyn ShardPool>;
}

/// A shard of a batch on its way to a worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShardMessage {
    labels: Vec<u8>,
    /// Cells of a map, where labels are those of cells.
    cells: Option<usize>,
    /// Latent values of a reconstruction, and what their divergence weighs.
    latent: Option<(usize, f32)>,
    batch: usize,
    loss: Loss,
    label_smoothing: f32,
    seed: u64,
    frozen: NodeId,
    /// The weights, the running statistics that frozen layers read, then the samples; where values are wanted in place of labels, then these and their weights.
    #[serde(with = "super::floats")]
    values: Vec<Vec<f32>>,
}

impl From<ShardTask> for ShardMessage {
    fn from(task: ShardTask) -> Self {
        let ShardTask { params, images, targets, batch, loss, label_smoothing, seed, frozen, running } = task;
        let mut values = vec![params, running, images];
        let mut latent_values = None;
        let (labels, cells) = match targets {
            Targets::Labels(labels) => (labels, None),
            Targets::Mask { labels, cells } => (labels, Some(cells)),
            Targets::Weighted { values: wanted, weights } => {
                values.extend([wanted, weights]);
                (Vec::new(), None)
            }
            Targets::Reconstruction { values: wanted, latent, beta } => {
                latent_values = Some((latent, beta));
                values.push(wanted);
                (Vec::new(), None)
            }
        };
        Self { labels, cells, latent: latent_values, batch, loss, label_smoothing, seed, frozen, values }
    }
}

impl ShardMessage {
    fn task(self) -> Option<ShardTask> {
        let Self { labels, cells, latent, batch, loss, label_smoothing, seed, frozen, values } = self;
        let mut values = values.into_iter();
        let (params, running, images) = (values.next()?, values.next()?, values.next()?);
        let targets = match (values.next(), cells) {
            (Some(values), _) if let Some((latent, beta)) = latent => {
                Targets::Reconstruction { values, latent, beta }
            }
            (Some(wanted), _) => Targets::Weighted { values: wanted, weights: values.next()? },
            // Of no cells there is no mean.
            (None, Some(0)) => return None,
            (None, Some(cells)) => Targets::Mask { labels, cells },
            (None, None) => Targets::Labels(labels),
        };
        Some(ShardTask { params, images, targets, batch, loss, label_smoothing, seed, frozen, running })
    }
}

/// What a shard came to, on its way back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ComputedShard {
    loss: f32,
    correct: usize,
    /// dL/dparams.
    #[serde(with = "super::floats")]
    values: Vec<Vec<f32>>,
}

impl ComputedShard {
    /// The gradient that came back.
    pub fn gradient(self) -> Option<ShardGradient> {
        let Self { loss, correct, mut values } = self;
        Some(ShardGradient { scores: Scores { loss, correct }, dparams: values.pop()? })
    }
}

/// What a worker does that computes shards: for each network that is open, an engine.
#[derive(Default)]
pub(super) struct ShardWorker {
    opened: Vec<(u32, Cpu)>,
}

impl ShardWorker {
    /// Does what is asked for; nothing comes of other commands.
    pub fn apply(&mut self, command: Command) -> Event {
        match command {
            Command::OpenShards { plan, network } => {
                // What cannot be planned is not trained either.
                self.opened.extend(Plan::new(network).ok().map(|of| (plan, Cpu::new(Arc::new(of)))));
                Event::ShardsReady
            }
            Command::ComputeShard { plan, shard } => {
                Event::Shard { computed: self.compute(plan, *shard).map(Box::new) }
            }
            Command::CloseShards { plan } => {
                self.opened.retain(|(other, _)| *other != plan);
                Event::ShardsReady
            }
            _ => Event::Shard { computed: None },
        }
    }

    fn compute(&mut self, plan: u32, shard: ShardMessage) -> Option<ComputedShard> {
        let (_, cpu) = self.opened.iter_mut().find(|(other, _)| *other == plan)?;
        let ShardGradient { scores: Scores { loss, correct }, dparams } = compute_shard(cpu, &shard.task()?);
        Some(ComputedShard { loss, correct, values: vec![dparams] })
    }
}
