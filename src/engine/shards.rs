use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use super::pool::{ShardGradient, ShardPool, ShardTask};
use super::score::{Part, score};
use super::{Batch, Cpu, Gradients, Scores, Update, Wanted};
use crate::layers::Phase;
use crate::loss::Loss;
use crate::network::{NodeId, Plan, Weights};
use crate::optimizer::Optimizer;

/// Trains on the CPU, data-parallel: a batch is divided into shards, and their gradients are added in a fixed order. The same
/// seed, data and number of shards give the same weights bit for bit, whoever computes the shards: this thread, threads
/// beside it, or the workers of a [`ShardPool`].
///
/// Batch norm normalises each shard by the statistics of its own samples, and the running statistics are those of the
/// first shard, as in PyTorch's `DistributedDataParallel`.
#[derive(Clone, Default)]
pub struct Shards {
    /// The weights as they are now.
    pub weights: Weights,
    /// The weights before the last step whose loss was finite; none before the first step.
    pub previous: Weights,
    /// What the optimizer remembers; nothing before the first step.
    pub memory: Vec<Vec<f32>>,
    /// The last node that is frozen; the input where none is.
    frozen: NodeId,
    /// An engine for each shard. Those of shards that others compute hold nothing.
    shards: Vec<Cpu>,
    pool: Option<Rc<dyn ShardPool>>,
}

impl Shards {
    /// With batches in so many shards, at least one.
    pub fn new(plan: Arc<Plan>, weights: Weights, shards: usize) -> Self {
        Self {
            memory: Vec::new(),
            previous: Weights::default(),
            weights,
            frozen: NodeId::INPUT,
            shards: vec![Cpu::new(plan); shards.max(1)],
            pool: None,
        }
    }

    /// Divides batches into so many shards from now on, at least one.
    pub fn set_shards(&mut self, shards: usize) {
        let mut fresh = Cpu::new(self.plan().clone());
        fresh.freeze(self.frozen);
        self.shards.resize(shards.max(1), fresh);
    }

    /// [Freezes](Cpu::freeze) all nodes up to this one from now on: steps leave their parameters as they are, bit for bit, whatever
    /// large weights cost, and remember nothing about them.
    pub fn freeze(&mut self, through: NodeId) {
        self.frozen = through;
        self.shards.iter_mut().for_each(|shard| shard.freeze(through));
    }

    /// The last node that is frozen; the input where none is.
    pub fn frozen(&self) -> NodeId {
        self.frozen
    }

    /// Lets these workers compute shards from now on, or none.
    pub fn set_pool(&mut self, pool: Option<Rc<dyn ShardPool>>) {
        self.pool = pool;
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
    pub async fn step(&mut self, batch: &Batch<'_>, update: &Update) -> Scores {
        self.prepare(update.optimizer);
        let ranges = divided(batch.len, self.shards.len());
        let workers = self.pool.as_ref().map_or(0, |pool| pool.workers());
        // Each worker has as many as the others, one after the other; this thread has the first ones.
        let worker_of = |shard: usize| shard * (workers + 1) / ranges.len();
        let own = (0..ranges.len()).filter(|&shard| worker_of(shard) == 0).count();
        let mut others = Vec::new();
        if let Some(pool) = &self.pool {
            for shard in own..ranges.len() {
                let task = self.task(shard, ranges[shard].clone(), batch, update);
                others.push(pool.compute(worker_of(shard) - 1, task));
            }
        }
        let params = &self.weights.params[..];
        let run = |shard: usize, cpu: &mut Cpu, running: &mut [f32], range: Range<usize>| {
            let phase = Phase::Train { seed: shard_seed(update, shard) };
            let (loss, label_smoothing) = (update.loss, update.label_smoothing);
            let part = Part { params, phase, len: batch.len, loss, label_smoothing };
            let scores = score(cpu, running, part, range, batch.fill);
            cpu.backward(params, running, &Wanted::training());
            scores
        };
        let (first, rest) = self.shards.split_first_mut().expect("at least one shard");
        let mut statistics = vec![self.weights.running.clone(); ranges.len()];
        let mut scores = {
            let mut cpus: Vec<&mut Cpu> = [&mut *first].into_iter().chain(&mut *rest).take(own).collect();
            each_shard(&mut cpus, &mut statistics, &ranges, run)
        };
        let mut gradients = Vec::new();
        for (other, shard) in others.into_iter().zip(own..) {
            let computed = other.await;
            scores.push(match &computed {
                Some(gradient) => gradient.scores,
                // Nobody else can: the bits are the same.
                None => run(shard, &mut rest[shard - 1], &mut statistics[shard], ranges[shard].clone()),
            });
            gradients.push(computed);
        }
        let scores = scores.into_iter().fold(Scores::default(), Scores::add);
        if !scores.loss.is_finite() {
            self.weights.clone_from(&self.previous);
            return scores;
        }
        std::mem::swap(&mut self.previous, &mut self.weights);
        self.weights.running = statistics.swap_remove(0);
        for shard in 1..ranges.len() {
            let elsewhere = shard.checked_sub(own).and_then(|at| gradients[at].as_ref());
            first.add_dparams(match elsewhere {
                Some(ShardGradient { dparams, .. }) => dparams,
                None => rest[shard - 1].dparams(),
            });
        }
        let (before, params, memory) = (&self.previous.params, &mut self.weights.params, &mut self.memory);
        let frozen = first.plan().params_of(self.frozen).end;
        update.regularization.add(&before[frozen..], &mut first.dparams_mut()[frozen..]);
        update.optimizer.step(update.rate, update.step, [before, first.dparams()], params, memory);
        params[..frozen].copy_from_slice(&before[..frozen]);
        scores
    }

    /// A shard of a batch, for a worker.
    fn task(&self, shard: usize, range: Range<usize>, batch: &Batch<'_>, update: &Update) -> ShardTask {
        let mut images = vec![0.0; range.len() * self.plan().network().input.len()];
        let targets = (batch.fill)(range, &mut images);
        ShardTask {
            params: self.weights.params.clone(),
            images,
            targets,
            batch: batch.len,
            loss: update.loss,
            label_smoothing: update.label_smoothing,
            seed: shard_seed(update, shard),
            frozen: self.frozen,
            running: if self.frozen > NodeId::INPUT { self.weights.running.clone() } else { Vec::new() },
        }
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

/// Computes a shard for somebody else.
pub fn compute_shard(cpu: &mut Cpu, task: &ShardTask) -> ShardGradient {
    let ShardTask { params, images, targets, batch, loss, label_smoothing, seed, frozen, running } = task;
    let mut running = running.clone();
    running.resize(cpu.plan().running_len(), 0.0);
    cpu.freeze(*frozen);
    let phase = Phase::Train { seed: *seed };
    let part = Part { params, phase, len: *batch, loss: *loss, label_smoothing: *label_smoothing };
    let fill = |_: Range<usize>, x: &mut [f32]| {
        x.copy_from_slice(images);
        targets.clone()
    };
    let samples = images.len() / cpu.plan().network().input.len();
    let scores = score(cpu, &mut running, part, 0..samples, &fill);
    cpu.backward(params, &running, &Wanted::training());
    ShardGradient { scores, dparams: cpu.dparams().to_vec() }
}

fn score_all(shards: &mut [Cpu], weights: &Weights, batch: &Batch<'_>, loss: Loss) -> Scores {
    let (params, ranges) = (&weights.params[..], divided(batch.len, shards.len()));
    let part = Part { params, phase: Phase::Infer, len: batch.len, loss, label_smoothing: 0.0 };
    let mut statistics = vec![weights.running.clone(); ranges.len()];
    let mut cpus: Vec<&mut Cpu> = shards.iter_mut().take(ranges.len()).collect();
    let scores = each_shard(&mut cpus, &mut statistics, &ranges, |_, cpu, running, range| {
        score(cpu, running, part, range, batch.fill)
    });
    scores.into_iter().fold(Scores::default(), Scores::add)
}

/// The samples of each shard: as many as in every other, or one fewer. There are no more shards than samples.
pub fn divided(batch: usize, shards: usize) -> Vec<Range<usize>> {
    let count = shards.min(batch).max(1);
    (0..count).map(|i| i * batch / count..(i + 1) * batch / count).collect()
}

/// Seed of what layers draw in a shard.
fn shard_seed(update: &Update, shard: usize) -> u64 {
    update.seed.wrapping_add(shard as u64)
}

/// Runs `work` on every shard, each on a thread of its own where there are threads. Each has running statistics.
fn each_shard(
    shards: &mut [&mut Cpu],
    running: &mut [Vec<f32>],
    ranges: &[Range<usize>],
    work: impl Fn(usize, &mut Cpu, &mut [f32], Range<usize>) -> Scores + Sync,
) -> Vec<Scores> {
    let parts = shards.iter_mut().zip(running).zip(ranges).enumerate();
    let parts =
        parts.map(|(i, ((shard, running), range))| (i, &mut **shard, &mut running[..], range.clone()));
    if cfg!(target_family = "wasm") || parts.len() == 1 {
        return parts.map(|(i, shard, running, range)| work(i, shard, running, range)).collect();
    }
    let work = &work;
    std::thread::scope(|scope| {
        let threads: Vec<_> = parts
            .map(|(i, shard, running, range)| scope.spawn(move || work(i, shard, running, range)))
            .collect();
        threads.into_iter().map(|thread| thread.join().expect("a shard cannot fail")).collect()
    })
}
