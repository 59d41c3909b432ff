//! Whether other workers compute shards of a run's batches.

use std::rc::Rc;

use super::TrainingRun;
use crate::engine::ShardPool;
use crate::session::shards::Workers;

/// Steps that are measured each way.
const MEASURED: usize = 5;

/// Workers, and whether steps are faster with them: the first steps are taken in turns with them and without, and the faster
/// way is kept. What is computed is the same either way.
pub struct Parallel {
    pool: Rc<dyn ShardPool>,
    shards: usize,
    /// Milliseconds of steps without them and with them. The first step with them warms up.
    took: [Vec<f64>; 2],
}

impl Parallel {
    /// Whether the next step is taken with them.
    fn is_on(&self) -> bool {
        let [without, with] = &self.took;
        self.pool.workers() > 0
            && match with.len() > MEASURED {
                true => median(&with[1..]) < median(without),
                false => with.len() <= without.len(),
            }
    }

    /// Whether it is still to be found which way is faster.
    pub fn is_measuring(&self) -> bool {
        let [_, with] = &self.took;
        self.pool.workers() > 0 && with.len() <= MEASURED
    }

    /// A step took so long.
    fn add(&mut self, with: bool, milliseconds: f64) {
        if self.is_measuring() {
            self.took[usize::from(with)].push(milliseconds);
        }
    }
}

fn median(times: &[f64]) -> f64 {
    let mut times = times.to_vec();
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::INFINITY)
}

impl TrainingRun {
    /// Gets workers ready, if there is anything for them to do.
    pub fn open_pool(&mut self, workers: Option<&dyn Workers>) {
        let shards = self.settings.shards;
        if self.parallel.as_ref().is_some_and(|parallel| parallel.shards == shards) {
            return;
        }
        let network = self.plan.network();
        let open = |workers: &dyn Workers| Parallel {
            pool: workers.open(network, shards),
            shards,
            took: Default::default(),
        };
        self.parallel = workers.filter(|_| shards > 1).map(open);
    }

    /// Lets workers take part in the next step, or not; whether they do.
    pub(super) fn parallelize(&mut self) -> bool {
        let pool = self.parallel.as_ref().filter(|parallel| parallel.is_on());
        self.workers = pool.map_or(0, |parallel| parallel.pool.workers().min(parallel.shards - 1)) as u32 + 1;
        self.trainer.set_pool(pool.map(|parallel| parallel.pool.clone()));
        self.workers > 1
    }

    /// A step took so long, with workers or without.
    pub(super) fn time_step(&mut self, with: bool, milliseconds: f64) {
        if let Some(parallel) = self.parallel.as_mut().filter(|_| !self.trainer.is_on_gpu()) {
            parallel.add(with, milliseconds);
        }
    }
}
