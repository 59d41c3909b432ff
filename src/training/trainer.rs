use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use crate::engine::gpu::{Device, GpuError, Update};
use crate::engine::{Cpu, Gpu, Wanted};
use crate::layers::Phase;
use crate::loss::{Loss, Target};
use crate::network::{Plan, Weights};
use crate::optimizer::{Optimizer, Regularization};
use crate::random::Random;
use crate::training::Checkpoint;

/// Takes training steps. A batch is divided among threads; their gradients are added in a fixed order, so that the same
/// seed, data and number of threads give the same weights bit for bit.
#[derive(Clone)]
pub struct Trainer {
    /// The weights as they are now.
    pub weights: Weights,
    /// What is minimised.
    pub loss: Loss,
    /// ε: how much of each label's probability is spread evenly over all classes, so that logits stay small (Szegedy et
    /// al., "Rethinking the Inception architecture for computer vision", 2016).
    pub label_smoothing: f32,
    /// What large weights cost.
    pub regularization: Regularization,
    optimizer: Optimizer,
    state: Vec<Vec<f32>>,
    /// The weights of the last step whose loss was finite.
    last_finite: Weights,
    shards: Vec<Cpu>,
    seed: u64,
    step: u64,
}

/// What a batch came to.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Scores {
    /// Mean loss.
    pub loss: f32,
    /// How many samples got their highest logit at their label.
    pub correct: usize,
}

impl Trainer {
    /// A trainer for `plan` that starts from `weights`, on `threads` threads. Layers that look at the whole batch, such as
    /// batch norm, need one thread.
    pub fn new(plan: Arc<Plan>, weights: Weights, optimizer: Optimizer, threads: usize, seed: u64) -> Self {
        let threads = if plan.running_len() == 0 { threads.max(1) } else { 1 };
        let state = optimizer.state(weights.params.len());
        let shards = (0..threads).map(|_| Cpu::new(plan.clone())).collect();
        Self {
            last_finite: weights.clone(),
            weights,
            loss: Loss::CrossEntropy,
            label_smoothing: 0.0,
            regularization: Regularization::default(),
            optimizer,
            state,
            shards,
            seed,
            step: 0,
        }
    }

    /// Goes on by another rule, which remembers nothing yet; the same rule with other numbers remembers all.
    pub fn set_optimizer(&mut self, optimizer: Optimizer) {
        if std::mem::discriminant(&self.optimizer) != std::mem::discriminant(&optimizer) {
            self.state = optimizer.state(self.weights.params.len());
        }
        self.optimizer = optimizer;
    }

    /// What [`restore`](Self::restore) goes back to.
    pub fn checkpoint(&self) -> Checkpoint {
        Checkpoint { step: self.step, weights: self.weights.clone(), state: self.state.clone() }
    }

    /// Goes on from a checkpoint of this trainer. Another optimizer since then starts with an empty memory.
    pub fn restore(&mut self, checkpoint: &Checkpoint) {
        self.step = checkpoint.step;
        self.weights.clone_from(&checkpoint.weights);
        self.last_finite.clone_from(&checkpoint.weights);
        if self.state.len() == checkpoint.state.len() {
            self.state.clone_from(&checkpoint.state);
        } else {
            self.state = self.optimizer.state(self.weights.params.len());
        }
    }

    /// The weights before the last step.
    pub fn previous_weights(&self) -> &Weights {
        &self.last_finite
    }

    /// The engine of the first thread, with what the last pass left in it.
    pub fn engine(&mut self) -> &mut Cpu {
        &mut self.shards[0]
    }

    /// Steps taken.
    pub fn step(&self) -> u64 {
        self.step
    }

    /// Seed of what layers draw in the next step.
    pub fn step_seed(&self) -> u64 {
        Random::split(self.seed, self.step).next_u64()
    }

    /// The next step, for an engine that takes it elsewhere.
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

    /// This trainer's weights, and what its optimizer remembers, on a device.
    pub(super) async fn on_device(&self, device: Rc<Device>) -> Result<Gpu, GpuError> {
        let mut gpu = Gpu::new(device, self.shards[0].plan().clone(), &self.weights).await?;
        gpu.remember(self.optimizer, &self.state);
        Ok(gpu)
    }

    /// The same, on a device that is at work already.
    pub(super) fn load_onto(&self, gpu: &mut Gpu) {
        gpu.load(&self.weights);
        gpu.remember(self.optimizer, &self.state);
    }

    /// Counts a step that was taken elsewhere.
    pub(super) fn skip(&mut self) {
        self.step += 1;
    }

    /// Takes over what steps elsewhere came to.
    pub(super) fn load_state(&mut self, weights: Weights, state: Vec<Vec<f32>>) {
        self.weights = weights;
        self.state = state;
    }

    /// Takes one step with learning rate `rate` on `batch` samples, at least one. `fill(range, x)` writes the samples
    /// `range` of the batch and returns their labels.
    ///
    /// A loss that is not finite takes no step: the weights go back to the last ones whose loss was.
    pub fn train(
        &mut self,
        batch: usize,
        rate: f32,
        fill: impl Fn(Range<usize>, &mut [f32]) -> Vec<u8> + Sync,
    ) -> Scores {
        let seed = self.step_seed();
        let (params, loss, label_smoothing) = (&self.weights.params[..], self.loss, self.label_smoothing);
        let run = |index: usize, shard: &mut Cpu, running: &mut [f32], range: Range<usize>| {
            let phase = Phase::Train { seed: seed.wrapping_add(index as u64) };
            let batch = Batch { params, phase, len: batch, loss, label_smoothing };
            let scores = score(shard, running, batch, range, &fill);
            shard.backward(params, running, &Wanted::training());
            scores
        };
        let shards = busy(&mut self.shards, batch);
        let scores = each_shard(shards, &mut self.weights.running, batch, run);
        if !scores.loss.is_finite() {
            self.weights.clone_from(&self.last_finite);
            return scores;
        }
        self.last_finite.clone_from(&self.weights);
        let (first, others) = shards.split_first_mut().expect("at least one shard");
        for other in others {
            first.add_dparams(other);
        }
        self.regularization.add(params, first.dparams_mut());
        self.step += 1;
        self.optimizer.step(rate, self.step, &mut self.weights.params, first.dparams(), &mut self.state);
        scores
    }

    /// Scores `batch` samples, at least one, under `weights` without training.
    pub fn evaluate(
        &mut self,
        weights: &mut Weights,
        batch: usize,
        fill: impl Fn(Range<usize>, &mut [f32]) -> Vec<u8> + Sync,
    ) -> Scores {
        let (params, loss) = (&weights.params, self.loss);
        each_shard(busy(&mut self.shards, batch), &mut weights.running, batch, |_, shard, running, range| {
            score(
                shard,
                running,
                Batch { params, phase: Phase::Infer, len: batch, loss, label_smoothing: 0.0 },
                range,
                &fill,
            )
        })
    }
}

/// As many shards as there are samples for.
fn busy(shards: &mut [Cpu], batch: usize) -> &mut [Cpu] {
    let count = shards.len().min(batch);
    &mut shards[..count]
}

/// What all shards of a batch have in common.
#[derive(Clone, Copy)]
struct Batch<'a> {
    params: &'a [f32],
    phase: Phase,
    /// Samples in all shards.
    len: usize,
    loss: Loss,
    label_smoothing: f32,
}

/// Fills a shard with samples `range` of a batch, runs it forward, and leaves the gradient of the loss behind.
fn score(
    shard: &mut Cpu,
    running: &mut [f32],
    batch: Batch<'_>,
    range: Range<usize>,
    fill: &impl Fn(Range<usize>, &mut [f32]) -> Vec<u8>,
) -> Scores {
    let part = range.len();
    let labels = fill(range, shard.input(part));
    shard.forward(batch.params, running, batch.phase);
    let correct = correct(shard.logits(), &labels);
    let (logits, dlogits) = shard.loss_gradient();
    let soft = (batch.label_smoothing > 0.0)
        .then(|| smoothed(&labels, logits.len() / part.max(1), batch.label_smoothing));
    let target = soft.as_ref().map_or(Target::Labels(&labels), |values| Target::Values(values));
    let loss = batch.loss.evaluate_part(part, batch.len, logits, target, dlogits);
    Scores { loss, correct }
}

/// The probabilities that stand for smoothed labels: 1 − ε + ε/K for the label, ε/K for the other classes.
fn smoothed(labels: &[u8], classes: usize, label_smoothing: f32) -> Vec<f32> {
    let share = label_smoothing / classes as f32;
    let row = |&label: &u8| {
        let value =
            move |class| if class == usize::from(label) { 1.0 - label_smoothing + share } else { share };
        (0..classes).map(value)
    };
    labels.iter().flat_map(row).collect()
}

/// How many rows of logits have their maximum at the label.
fn correct(logits: &[f32], labels: &[u8]) -> usize {
    let classes = logits.len() / labels.len();
    let best = |row: &[f32]| (0..classes).max_by(|&a, &b| row[a].total_cmp(&row[b]));
    logits
        .chunks_exact(classes)
        .zip(labels)
        .filter(|(row, label)| best(row) == Some(usize::from(**label)))
        .count()
}

/// Runs `work` on every shard's part of the batch, each on its own thread, and adds up the scores. Only a single shard
/// has running statistics.
fn each_shard(
    shards: &mut [Cpu],
    running: &mut [f32],
    batch: usize,
    work: impl Fn(usize, &mut Cpu, &mut [f32], Range<usize>) -> Scores + Sync,
) -> Scores {
    let count = shards.len();
    if let [shard] = shards {
        return work(0, shard, running, 0..batch);
    }
    let work = &work;
    let parts: Vec<Scores> = std::thread::scope(|scope| {
        let threads: Vec<_> = shards
            .iter_mut()
            .enumerate()
            .map(|(i, shard)| {
                let range = i * batch / count..(i + 1) * batch / count;
                scope.spawn(move || work(i, shard, &mut [], range))
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().expect("a shard cannot fail")).collect()
    });
    parts.iter().fold(Scores::default(), |sum, part| Scores {
        loss: sum.loss + part.loss,
        correct: sum.correct + part.correct,
    })
}

#[cfg(test)]
mod tests;
