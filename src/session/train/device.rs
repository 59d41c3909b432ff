//! Which engine takes the steps of a run.

use std::pin::Pin;
use std::rc::Rc;

use super::protocol::{EngineNote, RunEvent};
use super::{RunMemory, TrainingRun};
use crate::data::{Dataset, Scale};
use crate::engine::gpu::{Device, GpuError, Samples};
use crate::network::TAB;
use crate::training::{Batch, EngineBenchmark, Trainer};

/// A GPU that gets ready to be tried.
pub type Compiling = Pin<Box<dyn Future<Output = Result<Trainer, GpuError>>>>;

/// Steps of a trial that are not measured: buffers are made in them.
const WARM_UP: usize = 2;
/// Steps of a trial that are measured; one is enough for a GPU that is far behind.
const MEASURED: usize = 3;
const FAR: f64 = 3.0;

/// A GPU that is tried beside the CPU: it takes the very steps that the run takes.
pub struct Trial {
    trainer: Trainer,
    /// Milliseconds of each step on the CPU, and on the GPU.
    cpu_ms: Vec<f64>,
    gpu_ms: Vec<f64>,
}

impl Trial {
    /// The GPU takes a step, too, that took `cpu_ms` on the CPU.
    pub async fn step(&mut self, batch: Batch<'_>, rate: f32, cpu_ms: f64, clock: &dyn Fn() -> f64) {
        let start = clock();
        self.trainer.train(batch, rate).await;
        self.cpu_ms.push(cpu_ms);
        self.gpu_ms.push(clock() - start);
    }

    /// What came of it, once that is known.
    fn outcome(&self) -> Option<EngineBenchmark> {
        let gpu_ms = match self.trainer.error() {
            Some(error) => Err(error.clone()),
            None => Ok(least(self.gpu_ms.get(WARM_UP..)?)?),
        };
        let benchmark = EngineBenchmark { cpu_ms: least(&self.cpu_ms)?, gpu_ms };
        let measured = self.gpu_ms.len() >= WARM_UP + MEASURED;
        let is_far = benchmark.gpu_ms.as_ref().map_or(true, |gpu_ms| *gpu_ms > FAR * benchmark.cpu_ms);
        (measured || is_far).then_some(benchmark)
    }
}

fn least(times: &[f64]) -> Option<f64> {
    times.iter().copied().reduce(f64::min)
}

impl TrainingRun {
    /// Lets the GPU take the steps behind the first `from`, or the CPU if there is no answer of one.
    pub async fn choose(&mut self, device: Option<Result<Rc<Device>, GpuError>>, from: u64) -> RunEvent {
        self.error_reported = false;
        (self.trial, self.later, self.decided) = (None, None, None);
        match device {
            Some(Ok(device)) if self.trainer.step() < from => {
                self.trainer.use_cpu().await;
                self.later = Some((from, device));
            }
            Some(device) => {
                self.trainer.use_gpu(device).await;
                self.upload();
            }
            None => self.trainer.use_cpu().await,
        }
        let note = self.gpu_error().map(EngineNote::Gpu);
        RunEvent::Engine { on_gpu: self.trainer.is_on_gpu(), note, decided: None }
    }

    /// Goes over to the GPU where it is to take the next step.
    pub(super) async fn go_over_later(&mut self) {
        let step = self.trainer.step();
        if let Some((_, device)) = self.later.take_if(|(from, _)| *from <= step) {
            self.trainer.use_gpu(Ok(device)).await;
            self.upload();
        }
    }

    fn upload(&mut self) {
        if let Some(samples) = samples(&self.data) {
            self.trainer.upload(&samples);
        }
    }

    /// Gets a GPU ready to be tried beside the CPU; nothing where there is no room for both.
    pub fn compile(&mut self, device: Rc<Device>) -> Option<Compiling> {
        // The run is there twice meanwhile.
        let has_room = self.memory.training * 2 <= TAB && RunMemory::check(&[self.memory; 2]).is_ok();
        has_room.then(|| Box::pin(self.trainer.trial(device)) as Compiling)
    }

    /// Tries a GPU in the next steps, if it is ready.
    pub fn try_gpu(&mut self, compiled: Result<Trainer, GpuError>) -> Option<RunEvent> {
        let Ok(mut trainer) = compiled else { return Some(self.stay(None)) };
        if let Some(samples) = samples(&self.data) {
            trainer.upload(&samples);
        }
        self.trial = Some(Trial { trainer, cpu_ms: Vec::new(), gpu_ms: Vec::new() });
        None
    }

    /// Stays on the CPU: there is no GPU to be tried. One that does not answer is said, since it may be there.
    pub fn stay(&self, why: Option<GpuError>) -> RunEvent {
        let note = why.filter(|why| *why == GpuError::NoAnswer).map(EngineNote::Gpu);
        RunEvent::Engine { on_gpu: false, note, decided: Some(self.trainer.step()) }
    }

    /// Goes over to the GPU that was tried, if that is faster.
    pub(super) fn conclude_trial(&mut self) {
        let Some(benchmark) = self.trial.as_ref().and_then(Trial::outcome) else { return };
        if let Some(trial) = self.trial.take().filter(|_| benchmark.gpu_wins()) {
            self.trainer.go_over(trial.trainer);
        }
        let (on_gpu, step) = (self.trainer.is_on_gpu(), self.trainer.step());
        let note = Some(EngineNote::Compared(benchmark));
        self.decided = Some(RunEvent::Engine { on_gpu, note, decided: Some(step) });
    }

    /// Which engine is the faster one, if that was found since it was asked for.
    pub fn take_decided(&mut self) -> Option<RunEvent> {
        self.decided.take()
    }

    /// Why no GPU is at work any more, reported once.
    pub(super) fn gpu_error(&mut self) -> Option<GpuError> {
        let error = self.trainer.error().filter(|_| !self.error_reported)?.clone();
        self.error_reported = true;
        Some(error)
    }

    /// Whether a GPU takes the steps that nobody looks at.
    pub fn is_on_gpu(&self) -> bool {
        self.trainer.is_on_gpu()
    }
}

/// What can be kept on a device; `None` where there are no images, as of a run on maps.
fn samples(data: &Dataset) -> Option<Samples<'_>> {
    let (divisor, offset) = match data.scale {
        Scale::Unit => (255.0, 0.0),
        Scale::Signed => (127.5, -1.0),
    };
    (!data.images.is_empty()).then_some(Samples {
        bytes: &data.images,
        labels: &data.labels,
        divisor,
        offset,
    })
}
