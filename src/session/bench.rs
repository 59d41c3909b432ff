use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::EngineKind;
use crate::engine::gpu::{Device, GpuError, Samples};
use crate::network::{Plan, Weights};
use crate::optimizer::Optimizer;
use crate::random::Random;
use crate::training::{Batch, EngineBenchmark, Trainer};
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

impl Default for Bench {
    fn default() -> Self {
        Self { engine: EngineKind::Cpu, batch: 64, seconds: 2.0 }
    }
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

/// Measures on the CPU, or on a GPU; there every answer is waited for, as by somebody who looks at it. `clock` tells the time
/// in milliseconds.
pub async fn measure(
    bench: Bench,
    device: Option<Rc<Device>>,
    clock: &dyn Fn() -> f64,
) -> Result<Measured, GpuError> {
    let mut trainer = trainer();
    if let Some(device) = device {
        trainer.use_gpu(Ok(device)).await;
    }
    let mut random = Random::new(2);
    let plan = trainer.observed().plan().clone();
    let len = plan.network().input.len();
    let bytes: Vec<u8> = (0..bench.batch * len).map(|_| random.below(256) as u8).collect();
    let labels: Vec<u8> = (0..bench.batch).map(|i| (i % 10) as u8).collect();
    let images: Vec<f32> = bytes.iter().map(|&byte| f32::from(byte) / 255.0).collect();
    let mut timing = Timing::new(bench, clock);
    let mut times = [0.0; 3];
    for (time, images) in times.iter_mut().zip([&images[..len], &images]) {
        while timing.goes_on() {
            trainer.engine().infer(images, &[plan.network().last()]).await?;
        }
        *time = timing.per_run();
    }
    trainer.upload(&Samples { bytes: &bytes, labels: &labels, divisor: 255.0, offset: 0.0 });
    let indices: Vec<u32> = (0..bench.batch as u32).collect();
    let fill = |range: Range<usize>, x: &mut [f32]| {
        x.copy_from_slice(&images);
        labels[range].to_vec()
    };
    while timing.goes_on() {
        let batch = Batch { indices: Some(&indices), ..Batch::new(bench.batch, &fill) };
        trainer.train(batch, RATE).await;
    }
    times[2] = timing.per_run();
    match trainer.error() {
        Some(error) => Err(error.clone()),
        None => Ok(timing.measured(times)),
    }
}

/// Which engine is faster here, for these batches.
pub async fn compare(
    bench: Bench,
    device: Result<Rc<Device>, GpuError>,
    clock: &dyn Fn() -> f64,
) -> EngineBenchmark {
    trainer().use_the_faster(device, bench.batch, clock).await
}

fn trainer() -> Trainer {
    let plan = Arc::new(Plan::new(zoo::small_lenet()).expect("a network of the zoo can be planned"));
    let weights = Weights::he(&plan, 1);
    Trainer::new(plan, weights, OPTIMIZER, 1, 3)
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
        let bench = Bench { engine: EngineKind::Cpu, batch: 2, seconds: 0.003 };
        let measured = pollster::block_on(measure(bench, None, &clock)).unwrap();
        assert_eq!(measured.infer_one_ms, 1.0);
        assert_eq!((measured.infer_images_per_s, measured.train_images_per_s), (2000.0, 2000.0));
    }
}
