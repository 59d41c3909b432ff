use std::ops::Range;
use std::sync::Arc;

use super::{Batch, Cpu, Fill, Gradients, Scores, Update, Wanted};
use crate::layers::Phase;
use crate::loss::{Loss, Target};
use crate::network::{NodeId, Plan, Weights};
use crate::optimizer::Optimizer;

/// Trains on the CPU. A batch is divided among threads; their gradients are added in a fixed order, so that the same seed,
/// data and number of threads give the same weights bit for bit.
#[derive(Clone, Default)]
pub struct Shards {
    /// The weights as they are now.
    pub weights: Weights,
    /// The weights before the last step whose loss was finite; none before the first step.
    pub previous: Weights,
    /// What the optimizer remembers; nothing before the first step.
    pub memory: Vec<Vec<f32>>,
    shards: Vec<Cpu>,
}

impl Shards {
    /// On `threads` threads. Layers that look at the whole batch, such as batch norm, need one.
    pub fn new(plan: Arc<Plan>, weights: Weights, threads: usize) -> Self {
        let threads = if plan.running_len() == 0 { threads.max(1) } else { 1 };
        Self {
            memory: Vec::new(),
            previous: Weights::default(),
            weights,
            shards: (0..threads).map(|_| Cpu::new(plan.clone())).collect(),
        }
    }

    /// The plan it runs.
    pub fn plan(&self) -> &Arc<Plan> {
        self.shards[0].plan()
    }

    /// The engine of the first thread, with what the last pass left in it.
    pub fn first(&self) -> &Cpu {
        &self.shards[0]
    }

    /// Makes room for what steps need: whoever only looks at a network has none of it.
    pub(super) fn prepare(&mut self, optimizer: Optimizer) {
        if self.previous.params.len() != self.weights.params.len() {
            self.previous.clone_from(&self.weights);
        }
        if self.memory.len() != optimizer.buffers() {
            self.memory = optimizer.state(self.weights.params.len());
        }
    }

    /// Takes one step. A loss that is not finite takes none: the weights go back to the last ones whose loss was.
    pub fn step(&mut self, batch: &Batch<'_>, update: &Update) -> Scores {
        self.prepare(update.optimizer);
        let (params, len) = (&self.weights.params[..], batch.len);
        let run = |index: usize, shard: &mut Cpu, running: &mut [f32], range: Range<usize>| {
            let phase = Phase::Train { seed: update.seed.wrapping_add(index as u64) };
            let (loss, label_smoothing) = (update.loss, update.label_smoothing);
            let scores =
                score(shard, running, Part { params, phase, len, loss, label_smoothing }, range, batch.fill);
            shard.backward(params, running, &Wanted::training());
            scores
        };
        let shards = busy(&mut self.shards, len);
        let scores = each_shard(shards, &mut self.weights.running, len, run);
        if !scores.loss.is_finite() {
            self.weights.clone_from(&self.previous);
            return scores;
        }
        self.previous.clone_from(&self.weights);
        let (first, others) = shards.split_first_mut().expect("at least one shard");
        for other in others {
            first.add_dparams(other);
        }
        update.regularization.add(params, first.dparams_mut());
        let (params, memory) = (&mut self.weights.params, &mut self.memory);
        update.optimizer.step(update.rate, update.step, params, first.dparams(), memory);
        scores
    }

    /// Scores samples under the weights as they are.
    pub fn evaluate(&mut self, batch: &Batch<'_>, loss: Loss) -> Scores {
        score_all(&mut self.shards, &self.weights, batch, loss)
    }

    /// Scores samples under other weights.
    pub fn evaluate_others(&mut self, weights: &Weights, batch: &Batch<'_>, loss: Loss) -> Scores {
        score_all(&mut self.shards, weights, batch, loss)
    }

    /// What comes out of these nodes.
    pub fn infer(&mut self, images: &[f32], nodes: &[NodeId]) -> Vec<Vec<f32>> {
        self.shards[0].infer_nodes(&self.weights, images, nodes);
        nodes.iter().map(|&id| self.shards[0].activations(id).into_owned()).collect()
    }

    /// The gradients that are wanted, in inference, of whatever has the gradient `dlogits` makes of the logits.
    pub fn gradients(
        &mut self,
        images: &[f32],
        dlogits: impl FnOnce(&[f32]) -> Vec<f32>,
        wanted: &Wanted,
    ) -> Gradients {
        let cpu = &mut self.shards[0];
        let dlogits = dlogits(cpu.infer(&self.weights, images));
        cpu.loss_gradient().1.copy_from_slice(&dlogits);
        cpu.backward(&self.weights.params, &self.weights.running, wanted);
        let nodes = wanted.gradients.iter().map(|&id| cpu.gradients(id).into_owned()).collect();
        Gradients { nodes, dparams: cpu.dparams().to_vec() }
    }
}

fn score_all(shards: &mut [Cpu], weights: &Weights, batch: &Batch<'_>, loss: Loss) -> Scores {
    let (params, len) = (&weights.params[..], batch.len);
    let part = Part { params, phase: Phase::Infer, len, loss, label_smoothing: 0.0 };
    each_shard(busy(shards, len), &mut weights.running.clone(), len, |_, shard, running, range| {
        score(shard, running, part, range, batch.fill)
    })
}

/// As many shards as there are samples for.
fn busy(shards: &mut [Cpu], batch: usize) -> &mut [Cpu] {
    let count = shards.len().min(batch);
    &mut shards[..count]
}

/// What all shards of a batch have in common.
#[derive(Clone, Copy)]
struct Part<'a> {
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
    batch: Part<'_>,
    range: Range<usize>,
    fill: &Fill<'_>,
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
    // Among equals the last. A NaN counts as the largest, whatever its sign.
    let beats = |value: f32, best: f32| value >= best || value.is_nan();
    let best = |row: &[f32]| (0..classes).reduce(|best, k| if beats(row[k], row[best]) { k } else { best });
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
