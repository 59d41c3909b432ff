//! Who runs a planned network.

mod cpu;
mod edit;
pub mod gpu;
mod pool;
mod profile;
mod score;
mod shards;
mod wanted;

use std::ops::Range;
use std::rc::Rc;

pub use cpu::Cpu;
pub use edit::Edit;
pub use gpu::Gpu;
use gpu::{Device, GpuError, KernelTime, Samples};
pub use pool::{Computing, ShardGradient, ShardPool, ShardTask};
pub use profile::NodeTime;
pub use shards::{Shards, compute_shard, divided};
pub use wanted::{Gradients, Wanted};

use crate::layers::Phase;
use crate::loss::{Loss, Targets};
use crate::network::{NodeId, Weights};
use crate::optimizer::{Optimizer, Regularization};

/// Runs a network and trains it, on the CPU or on a GPU.
pub enum Engine {
    /// On the CPU.
    Cpu(Shards),
    /// On a GPU, with the CPU's engine beside it: that is as of the last [`sync`](Engine::sync), and goes on from there when
    /// the device is lost.
    Gpu(Box<Gpu>, Shards),
}

/// Writes a range of samples and returns what the network should say about them.
pub type Fill<'a> = dyn Fn(Range<usize>, &mut [f32]) -> Targets + Sync + 'a;

/// The samples of a step.
#[derive(Clone, Copy)]
pub struct Batch<'a> {
    /// How many, at least one.
    pub len: usize,
    /// What writes them.
    pub fill: &'a Fill<'a>,
    /// The same samples as indices into the data set that was [uploaded](Engine::upload); `None` where they are varied.
    pub indices: Option<&'a [u32]>,
}

impl<'a> Batch<'a> {
    /// Samples that `fill` writes.
    pub fn new(len: usize, fill: &'a Fill<'a>) -> Self {
        Self { len, fill, indices: None }
    }

    /// All of them at once.
    fn filled(&self, sample: usize) -> (Vec<f32>, Targets) {
        let mut images = vec![0.0; self.len * sample];
        let targets = (self.fill)(0..self.len, &mut images);
        (images, targets)
    }
}

/// What a batch came to.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Scores {
    /// Mean loss.
    pub loss: f32,
    /// How many samples, or cells of masks, got their highest logit at their label; none where no label is wanted.
    pub correct: usize,
}

impl Scores {
    /// Of what a device has added up: the mean loss, and how many are right.
    fn of_total(total: &[f32]) -> Self {
        Self { loss: total[0], correct: total[1] as usize }
    }

    /// Of two parts of a batch, each with its share of the mean.
    fn add(self, other: Self) -> Self {
        Self { loss: self.loss + other.loss, correct: self.correct + other.correct }
    }
}

/// What a training step does beside running the network.
#[derive(Clone, Copy, Debug)]
pub struct Update {
    /// The loss.
    pub loss: Loss,
    /// How much of each sample's label is spread over all classes; the labels of cells stay as they are.
    pub label_smoothing: f32,
    /// The rule.
    pub optimizer: Optimizer,
    /// What large parameters cost.
    pub regularization: Regularization,
    /// The learning rate of this step.
    pub rate: f32,
    /// Its number, from 1 on.
    pub step: u64,
    /// Seed of what layers draw in this step.
    pub seed: u64,
}

impl Engine {
    /// Moves to a device, with everything that training has come to; `Err` hands back the engine as it was.
    pub async fn on_gpu(self, device: Rc<Device>, optimizer: Optimizer) -> Result<Self, (Self, GpuError)> {
        let host = self.into_host();
        match Gpu::new(device, host.plan().clone(), &host.weights, host.frozen()).await {
            Ok(gpu) => {
                let mut engine = Self::Gpu(Box::new(gpu), host);
                engine.load(optimizer);
                Ok(engine)
            }
            Err(error) => Err((Self::Cpu(host), error)),
        }
    }

    /// The CPU's engine: all there is, or as of the last [`sync`](Self::sync).
    pub fn host(&self) -> &Shards {
        let (Self::Cpu(host) | Self::Gpu(_, host)) = self;
        host
    }

    /// The same, to be changed; [`load`](Self::load) tells the device.
    pub fn host_mut(&mut self) -> &mut Shards {
        let (Self::Cpu(host) | Self::Gpu(_, host)) = self;
        host
    }

    /// Leaves the device.
    pub fn into_host(self) -> Shards {
        let (Self::Cpu(host) | Self::Gpu(_, host)) = self;
        host
    }

    /// Whether a GPU is at work.
    pub fn is_gpu(&self) -> bool {
        matches!(self, Self::Gpu(..))
    }

    /// Lets the device go on from where the CPU's engine is.
    pub fn load(&mut self, optimizer: Optimizer) {
        if let Self::Gpu(gpu, host) = self {
            host.prepare(optimizer);
            gpu.load(&host.weights, &host.previous);
            gpu.remember(optimizer, &host.memory);
        }
    }

    /// Brings the CPU's engine up to date with the device.
    pub async fn sync(&mut self) -> Result<(), GpuError> {
        if let Self::Gpu(gpu, host) = self {
            let (weights, previous, memory) = (gpu.weights(), gpu.previous(), gpu.memory());
            (host.weights, host.previous, host.memory) = (weights.await?, previous.await?, memory.await?);
        }
        Ok(())
    }

    /// Keeps a data set on the device, if there is one and there is room: batches are gathered from it there.
    pub fn upload(&mut self, samples: &Samples<'_>) {
        if let Self::Gpu(gpu, _) = self {
            gpu.upload(samples);
        }
    }

    /// Takes one step. A loss that is not finite takes none: the weights go back to the last ones whose loss was.
    pub async fn step(&mut self, batch: &Batch<'_>, update: &Update) -> Result<Scores, GpuError> {
        match self {
            Self::Cpu(host) => Ok(host.step(batch, update).await),
            Self::Gpu(gpu, _) => {
                let scores = gpu.step(batch, update, false)?.await?;
                if !scores.loss.is_finite() {
                    gpu.restore_previous();
                }
                Ok(scores)
            }
        }
    }

    /// Goes back to the weights of the last step whose loss was finite, on the device: the CPU's engine has done so.
    pub fn restore_previous(&self) {
        if let Self::Gpu(gpu, _) = self {
            gpu.restore_previous();
        }
    }

    /// Takes a step on the device and tells how long each kernel took; nothing on the CPU.
    pub async fn profile(&mut self, batch: &Batch<'_>, update: &Update) -> Result<Vec<KernelTime>, GpuError> {
        let Self::Gpu(gpu, _) = self else { return Ok(Vec::new()) };
        let (images, labels) = batch.filled(gpu.plan().network().input.len());
        gpu.profile(&images, &labels, update).await
    }

    /// Scores samples under the weights as they are.
    pub async fn evaluate(&mut self, batch: &Batch<'_>, loss: Loss) -> Result<Scores, GpuError> {
        match self {
            Self::Cpu(host) => Ok(host.evaluate(batch, loss)),
            Self::Gpu(gpu, _) => {
                let (images, targets) = batch.filled(gpu.plan().network().input.len());
                gpu.evaluate(&images, &targets, loss)?;
                gpu.scores().await
            }
        }
    }

    /// What comes out of these nodes.
    pub async fn infer(&mut self, images: &[f32], nodes: &[NodeId]) -> Result<Vec<Vec<f32>>, GpuError> {
        match self {
            Self::Cpu(host) => Ok(host.infer(images, nodes)),
            Self::Gpu(gpu, _) => {
                gpu.forward(images, Phase::Infer)?;
                let readings: Vec<_> = nodes.iter().map(|&id| gpu.activations(id)).collect();
                let mut values = Vec::new();
                for reading in readings {
                    values.push(reading.await?);
                }
                Ok(values)
            }
        }
    }

    /// The gradients that are wanted, in inference, of whatever has the gradient `dlogits` makes of the logits.
    pub async fn gradients(
        &mut self,
        images: &[f32],
        dlogits: impl FnOnce(&[f32]) -> Vec<f32>,
        wanted: &Wanted,
    ) -> Result<Gradients, GpuError> {
        match self {
            Self::Cpu(host) => Ok(host.gradients(images, dlogits, wanted)),
            Self::Gpu(gpu, _) => {
                gpu.forward(images, Phase::Infer)?;
                let logits = gpu.activations(gpu.plan().network().last()).await?;
                gpu.want(wanted)?;
                gpu.forward(images, Phase::Infer)?;
                gpu.backward(&dlogits(&logits));
                let readings: Vec<_> = wanted.gradients.iter().map(|&id| gpu.gradients(id)).collect();
                let dparams = gpu.dparams();
                let mut nodes = Vec::new();
                for reading in readings {
                    nodes.push(reading.await?);
                }
                Ok(Gradients { nodes, dparams: if wanted.params { dparams.await? } else { Vec::new() } })
            }
        }
    }

    /// The weights as they are.
    pub async fn weights(&mut self) -> Result<&Weights, GpuError> {
        self.sync().await?;
        Ok(&self.host().weights)
    }
}
