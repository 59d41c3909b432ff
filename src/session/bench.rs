use std::rc::Rc;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::EngineKind;
use crate::engine::gpu::{Device, GpuError, Update};
use crate::engine::{Cpu, Gpu};
use crate::layers::Phase;
use crate::loss::Loss;
use crate::network::{NodeId, Plan, Weights};
use crate::optimizer::{Optimizer, Regularization};
use crate::random::Random;
use crate::training::{EngineBenchmark, Runner, Trainer};
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
    /// Why this engine was chosen, if there was a choice.
    pub note: Option<String>,
}

const OPTIMIZER: Optimizer = Optimizer::Momentum { momentum: 0.9 };
const RATE: f32 = 0.01;

/// The network, its weights, and a batch.
struct Setting {
    plan: Arc<Plan>,
    weights: Weights,
    images: Vec<f32>,
    labels: Vec<u8>,
}

/// Measures on the CPU. `clock` tells the time in milliseconds.
pub fn measure_cpu(bench: Bench, clock: &dyn Fn() -> f64) -> Measured {
    let Setting { plan, mut weights, images, labels } = setting(bench);
    let mut cpu = Cpu::new(plan.clone());
    let one = &images[..plan.network().input.len()];
    let mut timing = Timing::new(bench, clock);
    let one_ms = timing.repeat(|| {
        cpu.infer(&mut weights, one);
    });
    let infer_ms = timing.repeat(|| {
        cpu.infer(&mut weights, &images);
    });
    let mut trainer = Trainer::new(plan, weights, OPTIMIZER, 1, 3);
    let train_ms = timing.repeat(|| {
        trainer.train(bench.batch, RATE, |range, x| {
            x.copy_from_slice(&images);
            labels[range].to_vec()
        });
    });
    timing.measured([one_ms, infer_ms, train_ms])
}

/// Measures on a GPU. Every answer is waited for, as by somebody who looks at it.
pub async fn measure_gpu(
    bench: Bench,
    device: Rc<Device>,
    clock: &dyn Fn() -> f64,
) -> Result<Measured, GpuError> {
    let Setting { plan, weights, images, labels } = setting(bench);
    let mut gpu = Gpu::new(device, plan.clone(), &weights).await?;
    let last = NodeId(plan.ids().count() - 1);
    let one = &images[..plan.network().input.len()];
    let mut timing = Timing::new(bench, clock);
    let mut times = [0.0; 3];
    for (time, images) in times.iter_mut().zip([one, &images]) {
        while timing.goes_on() {
            gpu.forward(images, Phase::Infer)?;
            gpu.activations(last).await?;
        }
        *time = timing.per_run();
    }
    let samples: Vec<u32> = (0..bench.batch as u32).collect();
    gpu.hold(&images, &labels)?;
    let mut step = 0;
    while timing.goes_on() {
        step += 1;
        let (loss, regularization) = (Loss::CrossEntropy, Regularization::default());
        let update = Update {
            loss,
            label_smoothing: 0.0,
            optimizer: OPTIMIZER,
            regularization,
            rate: RATE,
            step,
            seed: step,
        };
        gpu.train_held(&samples, &update)?;
        gpu.scores().await?;
    }
    times[2] = timing.per_run();
    Ok(timing.measured(times))
}

/// Which engine is faster here, for these batches.
pub async fn race(
    bench: Bench,
    device: Result<Rc<Device>, GpuError>,
    clock: &dyn Fn() -> f64,
) -> EngineBenchmark {
    let Setting { plan, weights, .. } = setting(bench);
    let trainer = Trainer::new(plan, weights, OPTIMIZER, 1, 3);
    Runner::on_the_faster(trainer, device, bench.batch, clock).await.1
}

fn setting(bench: Bench) -> Setting {
    let plan = Arc::new(Plan::new(zoo::small_lenet()).expect("a network of the zoo can be planned"));
    let mut random = Random::new(2);
    Setting {
        weights: Weights::he(&plan, 1),
        images: (0..bench.batch * plan.network().input.len()).map(|_| random.uniform()).collect(),
        labels: (0..bench.batch).map(|i| (i % 10) as u8).collect(),
        plan,
    }
}

/// Counts runs, and looks at the clock.
struct Timing<'a> {
    bench: Bench,
    clock: &'a dyn Fn() -> f64,
    /// Runs so far, and when the third began: two warm up.
    runs: usize,
    start: f64,
    per_run: f64,
}

impl<'a> Timing<'a> {
    const WARM_UP: usize = 2;

    fn new(bench: Bench, clock: &'a dyn Fn() -> f64) -> Self {
        Self { bench, clock, runs: 0, start: 0.0, per_run: 0.0 }
    }

    /// Whether one more run is wanted; to be asked before each. When it is not, the next question begins anew.
    fn goes_on(&mut self) -> bool {
        if self.runs == Self::WARM_UP {
            self.start = (self.clock)();
        } else if self.runs > Self::WARM_UP {
            let elapsed = (self.clock)() - self.start;
            if elapsed >= 1000.0 * self.bench.seconds {
                self.per_run = elapsed / (self.runs - Self::WARM_UP) as f64;
                self.runs = 0;
                return false;
            }
        }
        self.runs += 1;
        true
    }

    /// Milliseconds for one run of those that were counted last.
    fn per_run(&self) -> f64 {
        self.per_run
    }

    fn repeat(&mut self, mut work: impl FnMut()) -> f64 {
        while self.goes_on() {
            work();
        }
        self.per_run()
    }

    fn measured(&self, [one, infer, train]: [f64; 3]) -> Measured {
        let Bench { engine, batch, .. } = self.bench;
        let per_second = |ms: f64| batch as f64 * 1000.0 / ms;
        Measured {
            engine,
            batch,
            infer_one_ms: one,
            infer_images_per_s: per_second(infer),
            train_images_per_s: per_second(train),
            note: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    /// On a clock that ticks one millisecond at every reading, each run takes one.
    #[test]
    fn bench_figures_follow_from_the_clock() {
        let time = Cell::new(0.0);
        let clock = || {
            time.set(time.get() + 1.0);
            time.get()
        };
        let measured = measure_cpu(Bench { engine: EngineKind::Cpu, batch: 2, seconds: 0.003 }, &clock);
        assert_eq!(measured.infer_one_ms, 1.0);
        assert_eq!((measured.infer_images_per_s, measured.train_images_per_s), (2000.0, 2000.0));
    }
}
