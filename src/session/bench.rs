use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::EngineKind;
use crate::engine::Cpu;
use crate::network::{Plan, Weights};
use crate::optimizer::Optimizer;
use crate::random::Random;
use crate::training::Trainer;
use crate::zoo;

/// What to measure: [`zoo::small_lenet`] on random images.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bench {
    /// Who computes.
    pub engine: EngineKind,
    /// Images per batch.
    pub batch: usize,
    /// Seconds for each figure.
    pub seconds: f64,
}

/// The figures of a benchmark.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Measured {
    /// Who computed.
    pub engine: EngineKind,
    /// Images per batch.
    pub batch: usize,
    /// Milliseconds for one image on its own.
    pub infer_one_ms: f64,
    /// Images per second, in batches.
    pub infer_images_per_s: f64,
    /// Images per second, in batches: forward, backward and an update with momentum.
    pub train_images_per_s: f64,
}

/// Measures. `clock` tells the time in milliseconds.
pub fn measure(bench: Bench, clock: &dyn Fn() -> f64) -> Measured {
    let plan = Arc::new(Plan::new(zoo::small_lenet()).expect("a network of the zoo can be planned"));
    let mut weights = Weights::he(&plan, 1);
    let mut random = Random::new(2);
    let images: Vec<f32> = (0..bench.batch * plan.network().input.len()).map(|_| random.uniform()).collect();
    let mut cpu = Cpu::new(plan.clone());
    let one = &images[..plan.network().input.len()];
    let infer_one_ms = repeat(bench.seconds, clock, || {
        cpu.infer(&mut weights, one);
    });
    let infer_ms = repeat(bench.seconds, clock, || {
        cpu.infer(&mut weights, &images);
    });
    let mut trainer = Trainer::new(plan, weights, Optimizer::Momentum { momentum: 0.9 }, 1, 3);
    let train_ms = repeat(bench.seconds, clock, || {
        trainer.train(bench.batch, 0.01, |range, x| {
            x.copy_from_slice(&images);
            range.map(|i| (i % 10) as u8).collect()
        });
    });
    let per_second = |ms: f64| bench.batch as f64 * 1000.0 / ms;
    Measured {
        engine: bench.engine,
        batch: bench.batch,
        infer_one_ms,
        infer_images_per_s: per_second(infer_ms),
        train_images_per_s: per_second(train_ms),
    }
}

/// Milliseconds that `work` takes on average, measured for `seconds` after two runs to warm up.
fn repeat(seconds: f64, clock: &dyn Fn() -> f64, mut work: impl FnMut()) -> f64 {
    work();
    work();
    let (start, mut runs) = (clock(), 0.0);
    loop {
        work();
        runs += 1.0;
        let elapsed = clock() - start;
        if elapsed >= 1000.0 * seconds {
            return elapsed / runs;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    /// On a clock that ticks one millisecond at every reading, each run takes one.
    #[test]
    fn figures_follow_from_the_clock() {
        let time = Cell::new(0.0);
        let clock = || {
            time.set(time.get() + 1.0);
            time.get()
        };
        let measured = measure(Bench { engine: EngineKind::Cpu, batch: 2, seconds: 0.003 }, &clock);
        assert_eq!(measured.infer_one_ms, 1.0);
        assert_eq!((measured.infer_images_per_s, measured.train_images_per_s), (2000.0, 2000.0));
    }
}
