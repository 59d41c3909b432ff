use std::rc::Rc;
use std::sync::Arc;

use super::checkpoint::{self, Checkpoint};
use super::in_flight::{InFlight, TakenStep};
use crate::engine::gpu::{GpuError, KernelTime, Samples};
use crate::engine::{Batch, Engine, Scores, ShardPool, Shards, Update};
use crate::loss::Loss;
use crate::network::{NodeId, Plan, Weights};
use crate::optimizer::{Optimizer, Regularization};
use crate::random::Random;

/// Takes training steps on an [`Engine`]. The same seed, data and number of shards give the same weights bit for bit.
///
/// While a GPU takes them, there is a snapshot of it here every [`SNAPSHOT`](Self::SNAPSHOT) steps. Whatever happens there
/// — it is lost, its memory runs out, a shader is refused — training goes on from the snapshot on the CPU.
pub struct Trainer {
    /// What is minimised.
    pub loss: Loss,
    /// ε: how much of each label's probability is spread evenly over all classes, so that logits stay small (Szegedy et
    /// al., "Rethinking the Inception architecture for computer vision", 2016).
    pub label_smoothing: f32,
    /// What large weights cost.
    pub regularization: Regularization,
    pub(super) optimizer: Optimizer,
    pub(super) engine: Engine,
    pub(super) seed: u64,
    pub(super) step: u64,
    /// Steps that a GPU is ahead of what is here.
    pub(super) ahead: u64,
    pub(super) error: Option<GpuError>,
    pub(super) in_flight: InFlight,
}

impl Trainer {
    /// Steps between two snapshots of a GPU.
    pub const SNAPSHOT: u64 = 32;

    /// A trainer for `plan` that starts from `weights`, on the CPU, with batches in so many [shards](Shards). Layers that look
    /// at several samples, as batch norm does, see those of a shard.
    pub fn new(plan: Arc<Plan>, weights: Weights, optimizer: Optimizer, shards: usize, seed: u64) -> Self {
        Self {
            loss: Loss::CrossEntropy,
            label_smoothing: 0.0,
            regularization: Regularization::default(),
            optimizer,
            engine: Engine::Cpu(Shards::new(plan, weights, shards)),
            seed,
            step: 0,
            ahead: 0,
            error: None,
            in_flight: InFlight::default(),
        }
    }

    /// Whether a GPU is at work.
    pub fn is_on_gpu(&self) -> bool {
        self.engine.is_gpu()
    }

    /// Why no GPU is at work, if one was to be.
    pub fn error(&self) -> Option<&GpuError> {
        self.error.as_ref()
    }

    /// Keeps a data set where the steps are taken: batches with `indices` are gathered from it there.
    pub fn upload(&mut self, samples: &Samples<'_>) {
        self.engine.upload(samples);
    }

    /// Divides batches into so many shards from now on, at least one.
    pub fn set_shards(&mut self, shards: usize) {
        self.engine.host_mut().set_shards(shards);
    }

    /// Lets these workers compute shards of batches on the CPU from now on, or none. What is computed is the same.
    pub fn set_pool(&mut self, pool: Option<Rc<dyn ShardPool>>) {
        self.engine.host_mut().set_pool(pool);
    }

    /// The same with all nodes up to this one [frozen](crate::engine::Cpu::freeze): no step changes their parameters,
    /// whoever takes it. To be said before a GPU is.
    #[must_use]
    pub fn with_frozen(mut self, through: NodeId) -> Self {
        self.engine.host_mut().freeze(through);
        self
    }

    /// Goes on by another rule, which remembers nothing yet; the same rule with other numbers remembers all.
    pub fn set_optimizer(&mut self, optimizer: Optimizer) {
        if std::mem::discriminant(&self.optimizer) != std::mem::discriminant(&optimizer) {
            self.engine.host_mut().memory.clear();
            self.optimizer = optimizer;
            self.load();
        }
        self.optimizer = optimizer;
    }

    /// What [`restore`](Self::restore) goes back to: as of the last step that was observed, or the last
    /// [`sync`](Self::sync).
    pub fn checkpoint(&self) -> Checkpoint {
        let Shards { weights, memory, .. } = self.engine.host();
        Checkpoint { step: self.step, weights: weights.clone(), state: memory.clone() }
    }

    /// The [`checkpoint`](Self::checkpoint) as bytes, without a copy of the numbers in between.
    pub fn checkpoint_bytes(&self) -> Vec<u8> {
        let Shards { weights, memory, .. } = self.engine.host();
        checkpoint::encode(self.step, weights, memory)
    }

    /// Goes on from a checkpoint of this trainer. Another optimizer since then starts with an empty memory.
    pub fn restore(&mut self, checkpoint: Checkpoint) {
        let Checkpoint { step, weights, state } = checkpoint;
        self.in_flight = InFlight::default();
        self.step = step;
        let host = self.engine.host_mut();
        (host.weights, host.previous) = (weights, Weights::default());
        host.memory = if state.len() == self.optimizer.buffers() { state } else { Vec::new() };
        self.load();
    }

    /// Who takes the steps, to be asked for more than steps.
    pub fn engine(&mut self) -> &mut Engine {
        &mut self.engine
    }

    /// What is seen of the training: weights, those before the last step, and what the last pass on the CPU left. It is as of
    /// the last step that was observed, or the last [`sync`](Self::sync).
    pub fn observed(&self) -> &Shards {
        self.engine.host()
    }

    /// Steps taken.
    pub fn step(&self) -> u64 {
        self.step
    }

    /// Seed of what layers draw in the next step.
    pub fn step_seed(&self) -> u64 {
        Random::split(self.seed, self.step).next_u64()
    }

    /// The next step.
    pub(super) fn update(&self, rate: f32) -> Update {
        Update {
            loss: self.loss,
            label_smoothing: self.label_smoothing,
            optimizer: self.optimizer,
            regularization: self.regularization,
            rate,
            step: self.step + 1,
            seed: self.step_seed(),
        }
    }

    /// Takes one step with learning rate `rate`. A loss that is not finite takes none: the weights go back to the last ones
    /// whose loss was.
    pub async fn train(&mut self, batch: Batch<'_>, rate: f32) -> Scores {
        self.await_all().await;
        let scores = match self.engine.step(&batch, &self.update(rate)).await {
            Ok(scores) => scores,
            Err(error) => {
                self.give_up(error);
                let update = self.update(rate);
                self.engine.host_mut().step(&batch, &update).await
            }
        };
        self.step += u64::from(scores.loss.is_finite());
        self.ahead += u64::from(self.is_on_gpu());
        if self.ahead >= Self::SNAPSHOT || !scores.loss.is_finite() {
            self.sync().await;
        }
        scores
    }

    /// Takes a step on a GPU, as [`train`](Self::train) does, and tells how long each kernel took; nothing on the CPU.
    pub async fn profile(&mut self, batch: Batch<'_>, rate: f32) -> Result<Vec<KernelTime>, GpuError> {
        self.await_all().await;
        let update = self.update(rate);
        self.engine.profile(&batch, &update).await
    }

    /// Takes one step on the CPU, whoever takes the others: [`observed`](Self::observed) is as of this step. Answers as
    /// [`train_ahead`](Self::train_ahead) does; no step is taken where one in flight turns out to be none.
    pub async fn train_observed(&mut self, batch: Batch<'_>, rate: f32) -> Vec<TakenStep> {
        let step = self.step;
        let mut taken = self.settle().await;
        if self.step == step {
            self.sync().await;
            let update = self.update(rate);
            let scores = self.engine.host_mut().step(&batch, &update).await;
            taken.push(TakenStep { step: update.step, samples: batch.len, rate, scores });
            self.step += u64::from(scores.loss.is_finite());
            self.load();
        }
        taken
    }

    /// Scores samples under the weights as they are now.
    pub async fn evaluate(&mut self, batch: Batch<'_>) -> Scores {
        self.await_all().await;
        match self.engine.evaluate(&batch, self.loss).await {
            Ok(scores) => scores,
            Err(error) => {
                self.give_up(error);
                self.engine.host_mut().evaluate(&batch, self.loss)
            }
        }
    }

    /// Scores samples under other weights, on the CPU.
    pub fn evaluate_others(&mut self, weights: &Weights, batch: Batch<'_>) -> Scores {
        self.engine.host_mut().evaluate_others(weights, &batch, self.loss)
    }

    /// The weights as they are now.
    pub async fn weights(&mut self) -> &Weights {
        self.sync().await;
        &self.engine.host().weights
    }

    /// Changes the weights between two steps, whoever takes them.
    pub async fn change_weights(&mut self, change: impl FnOnce(&mut Weights)) {
        self.sync().await;
        change(&mut self.engine.host_mut().weights);
        self.load();
    }

    /// Brings what is [`observed`](Self::observed) up to date with the engine.
    pub async fn sync(&mut self) {
        self.await_all().await;
        if self.ahead > 0 {
            self.ahead = 0;
            if let Err(error) = self.engine.sync().await {
                self.give_up(error);
            }
        }
    }

    /// Lets the engine go on from what is here.
    pub(super) fn load(&mut self) {
        self.ahead = 0;
        self.engine.load(self.optimizer);
    }

    /// Goes on without the GPU.
    pub(super) fn give_up(&mut self, error: GpuError) {
        self.leave_gpu();
        self.error = Some(error);
    }

    pub(super) fn leave_gpu(&mut self) {
        self.ahead = 0;
        self.engine = Engine::Cpu(self.take_engine().into_host());
    }

    /// Takes the engine out, to put another one there.
    pub(super) fn take_engine(&mut self) -> Engine {
        std::mem::replace(&mut self.engine, Engine::Cpu(Shards::default()))
    }
}

#[cfg(test)]
mod tests;
