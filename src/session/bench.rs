mod layers;
mod timing;

use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use layers::{kernels, layers};
use serde::{Deserialize, Serialize};
use timing::Timing;

use super::shards::Workers;
use super::{CommandError, EngineKind};
use crate::engine::ShardPool;
use crate::engine::gpu::{Device, GpuError, Samples};
use crate::network::{Bytes, Network, Plan, TAB, Weights};
use crate::optimizer::Optimizer;
use crate::random::Random;
use crate::training::{Batch, EngineBenchmark, Trainer};
use crate::zoo;

/// What to measure, on random images.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bench {
    /// Who computes.
    pub engine: EngineKind,
    /// What is computed.
    pub network: BenchNetwork,
    /// Images per batch.
    pub batch: usize,
    /// Shards of a batch.
    pub shards: usize,
    /// Seconds for each figure.
    pub seconds: f64,
    /// Whether the time of each layer is measured as well; on a GPU, of each kernel.
    pub profile: bool,
}

impl Default for Bench {
    fn default() -> Self {
        let (engine, network) = (EngineKind::Cpu, BenchNetwork::LeNet);
        Self { engine, network, batch: 64, shards: 1, seconds: 2.0, profile: false }
    }
}

/// A network that is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BenchNetwork {
    /// [`zoo::small_lenet`].
    LeNet,
    /// [`zoo::resnet20`].
    ResNet20,
    /// [`zoo::vgg32`].
    Vgg32,
    /// [`zoo::resnet18`].
    ResNet18,
    /// [`zoo::efficientnet_lite0`].
    Lite0,
}

impl BenchNetwork {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::LeNet, Self::ResNet20, Self::Vgg32, Self::ResNet18, Self::Lite0];

    /// Its name in links.
    pub const fn name(self) -> &'static str {
        match self {
            Self::LeNet => "lenet",
            Self::ResNet20 => "resnet20",
            Self::Vgg32 => "vgg32",
            Self::ResNet18 => "resnet18",
            Self::Lite0 => "lite0",
        }
    }

    /// The network of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|network| network.name() == name)
    }

    /// The network itself.
    pub fn network(self) -> Network {
        match self {
            Self::LeNet => zoo::small_lenet(),
            Self::ResNet20 => zoo::resnet20(),
            Self::Vgg32 => zoo::vgg32(),
            Self::ResNet18 => zoo::resnet18(),
            Self::Lite0 => zoo::efficientnet_lite0(),
        }
    }
}

/// The figures of a benchmark.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Measured {
    /// Who computed.
    pub engine: EngineKind,
    /// What was computed.
    pub network: BenchNetwork,
    /// Images per batch.
    pub batch: usize,
    /// Workers that trained.
    pub workers: usize,
    /// Milliseconds for one image on its own.
    pub infer_one_ms: f64,
    /// Images per second, in batches.
    pub infer_images_per_s: f64,
    /// Images per second, in batches: forward, backward and an update with momentum.
    pub train_images_per_s: f64,
    /// Multiply-adds of one image, forward.
    pub macs: u64,
    /// Why this engine was chosen, if there was a choice.
    pub note: Option<String>,
    /// How long each layer took in training, if that was asked for.
    pub layers: Vec<LayerTime>,
}

/// How long a layer took over a batch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LayerTime {
    /// What it is called.
    pub layer: String,
    /// Milliseconds of its forward pass.
    pub forward_ms: f64,
    /// Milliseconds of its backward pass.
    pub backward_ms: f64,
    /// Multiply-adds of its forward pass.
    pub macs: u64,
}

const OPTIMIZER: Optimizer = Optimizer::Momentum { momentum: 0.9 };
const RATE: f32 = 0.01;

/// Measures on the CPU, with other workers if there are any, or on a GPU; there every answer of inference is waited for, as by
/// somebody who looks at it, and steps follow each other as in Train. `clock` tells the time in milliseconds.
pub async fn measure(
    bench: Bench,
    device: Option<Rc<Device>>,
    workers: Option<&dyn Workers>,
    clock: &dyn Fn() -> f64,
) -> Result<Measured, CommandError> {
    let mut trainer = trainer(bench)?;
    let plan = trainer.observed().plan().clone();
    let pool: Option<Rc<dyn ShardPool>> = workers
        .filter(|_| bench.shards > 1 && device.is_none())
        .map(|workers| workers.open(plan.network(), bench.shards));
    if let Some(pool) = &pool {
        pool.ready().await;
    }
    trainer.set_pool(pool.clone());
    if let Some(device) = device {
        trainer.use_gpu(Ok(device)).await;
    }
    let mut random = Random::new(2);
    let len = plan.network().input.len();
    let bytes: Vec<u8> = (0..bench.batch * len).map(|_| random.below(256) as u8).collect();
    let labels: Vec<u8> = (0..bench.batch).map(|i| (i % 10) as u8).collect();
    let images: Vec<f32> = bytes.iter().map(|&byte| f32::from(byte) / 255.0).collect();
    let mut timing = Timing::new(bench.seconds, clock);
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
        x.copy_from_slice(&images[range.start * len..range.end * len]);
        labels[range].to_vec().into()
    };
    while timing.goes_on() {
        let batch = Batch { indices: Some(&indices), ..Batch::new(bench.batch, &fill) };
        trainer.train_ahead(batch, RATE).await;
    }
    times[2] = timing.per_run();
    if trainer.is_on_gpu() {
        // What is in flight has been counted, and is over now.
        trainer.settle().await;
        times[2] = timing.per_run_until_now();
    }
    if let Some(error) = trainer.error() {
        return Err(error.clone().into());
    }
    let weights = &trainer.observed().weights.clone();
    let layers = match bench.profile {
        true if trainer.is_on_gpu() => {
            let batch = Batch::new(bench.batch, &fill);
            let times = trainer.profile(batch, RATE).await?;
            kernels(&plan, bench.batch as u64, times)
        }
        true => layers(&plan, weights, &images, &mut timing),
        false => Vec::new(),
    };
    let workers = pool.map_or(0, |pool| pool.workers().min(bench.shards - 1)) + 1;
    let per_second = |ms: f64| bench.batch as f64 * 1000.0 / ms;
    Ok(Measured {
        engine: bench.engine,
        network: bench.network,
        batch: bench.batch,
        workers,
        infer_one_ms: times[0],
        infer_images_per_s: per_second(times[1]),
        train_images_per_s: per_second(times[2]),
        macs: plan.total_cost().macs,
        note: None,
        layers,
    })
}

/// Which engine is faster here, for these batches.
pub async fn compare(
    bench: Bench,
    device: Result<Rc<Device>, GpuError>,
    clock: &dyn Fn() -> f64,
) -> Result<EngineBenchmark, CommandError> {
    Ok(trainer(bench)?.use_the_faster(device, bench.batch, clock).await)
}

/// What trains; nothing that takes more memory than a tab gets.
fn trainer(bench: Bench) -> Result<Trainer, CommandError> {
    let plan = Arc::new(Plan::new(bench.network.network())?);
    // Weights, their gradient, their momentum, and what they were before; the images as bytes and as values. A GPU has a
    // memory of its own, and says itself when that is full.
    let images = (bench.batch * plan.network().input.len()) as u64;
    let is_on_gpu = bench.engine == EngineKind::WebGpu;
    let computed = if is_on_gpu { Bytes(0) } else { plan.backward_bytes(bench.batch as u64) };
    let needed = plan.weights_bytes() * 4 + computed + Bytes(5 * images);
    if needed > TAB {
        return Err(CommandError::Memory { needed: needed.0, runs: 1, smaller_batch: true });
    }
    let weights = Weights::he(&plan, 1);
    Ok(Trainer::new(plan, weights, OPTIMIZER, bench.shards, 3))
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
        let bench = Bench { batch: 2, seconds: 0.003, ..Bench::default() };
        let measured = pollster::block_on(measure(bench, None, None, &clock)).unwrap();
        assert_eq!(measured.infer_one_ms, 1.0);
        assert_eq!((measured.infer_images_per_s, measured.train_images_per_s), (2000.0, 2000.0));
        assert_eq!((measured.workers, measured.layers.len()), (1, 0));
        // Each layer as often as all of them.
        let profiled =
            pollster::block_on(measure(Bench { profile: true, ..bench }, None, None, &clock)).unwrap();
        let plan = Plan::new(zoo::small_lenet()).unwrap();
        assert_eq!(profiled.layers.len(), plan.ids().count() - 1);
        assert!(profiled.layers.iter().all(|layer| (layer.forward_ms, layer.backward_ms) == (1.0, 1.0)));
        assert_eq!(profiled.layers.iter().map(|layer| layer.macs).sum::<u64>(), 2 * profiled.macs);
    }

    #[test]
    fn what_a_tab_has_no_room_for_is_refused() {
        let bench = Bench { network: BenchNetwork::ResNet18, batch: 1024, ..Bench::default() };
        let error = pollster::block_on(measure(bench, None, None, &|| 0.0)).unwrap_err();
        assert!(matches!(error, CommandError::Memory { smaller_batch: true, .. }), "{error:?}");
    }
}
