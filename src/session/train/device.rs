//! Which engine takes the steps of a run.

use std::rc::Rc;

use super::protocol::RunEvent;
use super::{RunMemory, TrainingRun};
use crate::data::{Dataset, Scale};
use crate::engine::gpu::{Device, GpuError, Samples};
use crate::network::TAB;
use crate::session::EngineKind;

impl TrainingRun {
    /// Lets an engine take the steps.
    pub async fn choose(
        &mut self,
        engine: EngineKind,
        device: Option<Result<Rc<Device>, GpuError>>,
        clock: &dyn Fn() -> f64,
    ) -> RunEvent {
        self.error_reported = false;
        let note = match (engine, device) {
            (EngineKind::Cpu, _) | (_, None) => {
                self.trainer.use_cpu().await;
                None
            }
            (EngineKind::WebGpu, Some(device)) => {
                self.trainer.use_gpu(device).await;
                self.gpu_error().map(|error| error.to_string())
            }
            // Both are measured on a copy of the run.
            (EngineKind::Auto, Some(_)) if self.memory.training * 2 > TAB => {
                self.trainer.use_cpu().await;
                RunMemory::check(&[self.memory; 2]).err().map(|error| error.to_string())
            }
            (EngineKind::Auto, Some(device)) => {
                let benchmark = self.trainer.use_the_faster(device, self.settings.batch, clock).await;
                Some(benchmark.to_string())
            }
        };
        let (divisor, offset) = match self.data.scale {
            Scale::Unit => (255.0, 0.0),
            Scale::Signed => (127.5, -1.0),
        };
        let Dataset { images: bytes, labels, .. } = &self.data;
        self.trainer.upload(&Samples { bytes, labels, divisor, offset });
        RunEvent::Engine { on_gpu: self.trainer.is_on_gpu(), note }
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
