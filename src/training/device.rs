//! Which engine takes the steps.

use std::ops::Range;
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::Trainer;
use super::in_flight::InFlight;
use crate::engine::gpu::{Device, GpuError};
use crate::engine::{Batch, Engine};

/// How long one step takes on each engine, in milliseconds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EngineBenchmark {
    /// On the CPU.
    pub cpu_ms: f64,
    /// On the GPU, or why it did not take part.
    pub gpu_ms: Result<f64, GpuError>,
}

impl EngineBenchmark {
    /// Whether the GPU is faster.
    pub fn gpu_wins(&self) -> bool {
        self.gpu_ms.as_ref().is_ok_and(|gpu_ms| *gpu_ms < self.cpu_ms)
    }
}

impl Trainer {
    /// Lets the CPU take the steps.
    pub async fn use_cpu(&mut self) {
        self.sync().await;
        self.leave_gpu();
        self.error = None;
    }

    /// Lets a GPU take the steps; the CPU if that fails.
    pub async fn use_gpu(&mut self, device: Result<Rc<Device>, GpuError>) {
        self.use_cpu().await;
        let moved = match device {
            Ok(device) => self.take_engine().on_gpu(device, self.optimizer).await,
            Err(error) => Err((self.take_engine(), error)),
        };
        match moved {
            Ok(engine) => self.engine = engine,
            Err((engine, error)) => (self.engine, self.error) = (engine, Some(error)),
        }
    }

    /// Lets whichever is faster for this network and `batch` samples take the steps. A few are measured on copies; `clock`
    /// tells the time in milliseconds.
    pub async fn use_the_faster(
        &mut self,
        device: Result<Rc<Device>, GpuError>,
        batch: usize,
        clock: &dyn Fn() -> f64,
    ) -> EngineBenchmark {
        self.use_cpu().await;
        let cpu_ms = self.twin().time(batch, clock).await;
        let gpu_ms = match &device {
            Ok(device) => {
                let mut trial = self.twin();
                trial.use_gpu(Ok(device.clone())).await;
                let gpu_ms = trial.time(batch, clock).await;
                trial.error.map_or(Ok(gpu_ms), Err)
            }
            Err(error) => Err(error.clone()),
        };
        let benchmark = EngineBenchmark { cpu_ms, gpu_ms };
        if benchmark.gpu_wins() {
            self.use_gpu(device).await;
        } else {
            self.error = benchmark.gpu_ms.as_ref().err().cloned();
        }
        benchmark
    }

    /// Another one that stands where this one does, on a GPU: to be tried beside it.
    pub fn trial(&self, device: Rc<Device>) -> impl Future<Output = Result<Self, GpuError>> + use<> {
        let mut twin = self.twin();
        async move {
            twin.use_gpu(Ok(device)).await;
            twin.error.take().map_or(Ok(twin), Err)
        }
    }

    /// Goes on from here on the GPU of a [`trial`](Self::trial).
    pub fn go_over(&mut self, trial: Self) {
        if let Engine::Gpu(gpu, _) = trial.engine {
            self.engine = Engine::Gpu(gpu, self.take_engine().into_host());
            self.error = None;
            self.load();
        }
    }

    /// Milliseconds that a step takes, once the first ones have warmed up.
    async fn time(&mut self, batch: usize, clock: &dyn Fn() -> f64) -> f64 {
        const STEPS: usize = 3;
        let fill = |range: Range<usize>, x: &mut [f32]| {
            x.fill(0.5);
            vec![0; range.len()].into()
        };
        for _ in 0..2 {
            self.train(Batch::new(batch, &fill), 0.0).await;
        }
        let start = clock();
        for _ in 0..STEPS {
            self.train_ahead(Batch::new(batch, &fill), 0.0).await;
        }
        self.settle().await;
        (clock() - start) / STEPS as f64
    }

    /// Another one on the CPU that stands where this one does.
    fn twin(&self) -> Self {
        let engine = Engine::Cpu(self.engine.host().clone());
        Self { engine, error: None, ahead: 0, in_flight: InFlight::default(), ..*self }
    }
}
