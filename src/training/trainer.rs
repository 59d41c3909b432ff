use std::ops::Range;
use std::sync::Arc;

use crate::engine::Cpu;
use crate::layers::Phase;
use crate::loss::{Loss, Target};
use crate::network::{Plan, Weights};
use crate::optimizer::Optimizer;
use crate::random::Random;

/// Takes training steps. A batch is divided among threads; their gradients are added in a fixed order, so that the same
/// seed, data and number of threads give the same weights bit for bit.
pub struct Trainer {
    /// The weights as they are now.
    pub weights: Weights,
    optimizer: Optimizer,
    state: Vec<Vec<f32>>,
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
        Self { weights, optimizer, state, shards, seed, step: 0 }
    }

    /// Steps taken.
    pub fn step(&self) -> u64 {
        self.step
    }

    /// Takes one step with learning rate `rate`. `fill(range, x)` writes the samples `range` of the batch and returns
    /// their labels.
    pub fn train(
        &mut self,
        batch: usize,
        rate: f32,
        fill: impl Fn(Range<usize>, &mut [f32]) -> Vec<u8> + Sync,
    ) -> Scores {
        let seed = Random::split(self.seed, self.step).next_u64();
        let params = &self.weights.params;
        let run = |index: usize, shard: &mut Cpu, running: &mut [f32], range: Range<usize>| {
            let phase = Phase::Train { seed: seed.wrapping_add(index as u64) };
            let scores = score(shard, params, running, phase, batch, range, &fill);
            shard.backward(params, running);
            scores
        };
        let scores = each_shard(&mut self.shards, &mut self.weights.running, batch, run);
        let (first, others) = self.shards.split_first_mut().expect("at least one shard");
        for other in others {
            first.add_dparams(other);
        }
        self.step += 1;
        self.optimizer.step(rate, self.step, &mut self.weights.params, first.dparams(), &mut self.state);
        scores
    }

    /// Scores `batch` samples under `weights` without training.
    pub fn evaluate(
        &mut self,
        weights: &mut Weights,
        batch: usize,
        fill: impl Fn(Range<usize>, &mut [f32]) -> Vec<u8> + Sync,
    ) -> Scores {
        let params = &weights.params;
        each_shard(&mut self.shards, &mut weights.running, batch, |_, shard, running, range| {
            score(shard, params, running, Phase::Infer, batch, range, &fill)
        })
    }
}

/// Fills a shard with samples `range` of a batch, runs it forward, and leaves the gradient of the loss behind.
fn score(
    shard: &mut Cpu,
    params: &[f32],
    running: &mut [f32],
    phase: Phase,
    batch: usize,
    range: Range<usize>,
    fill: &impl Fn(Range<usize>, &mut [f32]) -> Vec<u8>,
) -> Scores {
    let part = range.len();
    let labels = fill(range, shard.input(part));
    shard.forward(params, running, phase);
    let correct = correct(shard.logits(), &labels);
    let (logits, dlogits) = shard.loss_gradient();
    let loss = Loss::CrossEntropy.evaluate_part(part, batch, logits, Target::Labels(&labels), dlogits);
    Scores { loss, correct }
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
