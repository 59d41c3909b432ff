//! Who takes the steps, and what can be seen of them.

use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use crate::data::Dataset;
use crate::engine::gpu::{Device, GpuError};
use crate::engine::{Cpu, Wanted};
use crate::loss::Target;
use crate::network::{NodeId, Plan, Weights};
use crate::random::Random;
use crate::session::{EngineKind, Settings};
use crate::training::{Checkpoint, Runner, Scores, Trainer};

pub struct Learner {
    runner: Runner,
    /// Runs what is looked at, so that what the last step left stays.
    viewer: Cpu,
    /// Whether the error that took the GPU away was reported.
    error_reported: bool,
}

impl Learner {
    pub fn new(plan: Arc<Plan>, weights: Weights, settings: &Settings) -> Self {
        // One thread: its sums are the same everywhere.
        let trainer = Trainer::new(plan.clone(), weights, settings.optimizer, 1, settings.seed);
        let mut learner =
            Self { runner: Runner::on_cpu(trainer), viewer: Cpu::new(plan), error_reported: false };
        learner.update_settings(settings);
        learner
    }

    pub fn update_settings(&mut self, settings: &Settings) {
        let trainer = self.runner.trainer_mut();
        trainer.set_optimizer(settings.optimizer);
        trainer.loss = settings.loss;
        trainer.label_smoothing = settings.label_smoothing;
        trainer.regularization = settings.regularization;
        self.runner.reload();
    }

    /// Lets this engine take the steps, if it can; and says how fast each was, or why it cannot.
    pub async fn choose(
        &mut self,
        engine: EngineKind,
        device: Option<Result<Rc<Device>, GpuError>>,
        batch: usize,
        clock: &dyn Fn() -> f64,
    ) -> Option<String> {
        self.error_reported = false;
        let trainer = self.runner.trainer().clone();
        let (runner, race) = match (engine, device) {
            (EngineKind::Cpu, _) | (_, None) => (Runner::on_cpu(trainer), None),
            (EngineKind::WebGpu, Some(Ok(device))) => (Runner::on_gpu(trainer, device).await, None),
            (EngineKind::WebGpu, Some(Err(why))) => (Runner::without_gpu(trainer, why), None),
            (EngineKind::Auto, Some(device)) => {
                let (runner, race) = Runner::on_the_faster(trainer, device, batch, clock).await;
                (runner, Some(race.to_string()))
            }
        };
        self.runner = runner;
        race.or_else(|| self.error())
    }

    pub fn is_on_gpu(&self) -> bool {
        self.runner.is_on_gpu()
    }

    /// Why the GPU is not at work any more, reported once.
    pub fn error(&mut self) -> Option<String> {
        let error = self.runner.error().filter(|_| !self.error_reported)?.to_string();
        self.error_reported = true;
        Some(error)
    }

    pub fn step(&self) -> u64 {
        self.runner.step()
    }

    pub fn weights(&self) -> &Weights {
        &self.runner.trainer().weights
    }

    /// The weights before the last step.
    pub fn previous_weights(&self) -> &Weights {
        self.runner.trainer().previous_weights()
    }

    /// What the last step left: activations, gradients, dL/dparams. Empty before the first.
    pub fn last(&mut self) -> &Cpu {
        self.runner.trainer_mut().engine()
    }

    /// Takes a step on these samples. One that is looked at is taken on the CPU; between two of them, a graphics
    /// CPU may be ahead of all that can be seen here.
    pub async fn train(
        &mut self,
        data: &Dataset,
        samples: &[usize],
        settings: &Settings,
        observed: bool,
    ) -> Scores {
        let (step, len) = (self.step(), data.shape.len());
        let seed = Random::split(settings.seed ^ 0xA06, step).next_u64();
        let fill = |range: Range<usize>, x: &mut [f32]| {
            for (place, x) in range.clone().zip(x.chunks_exact_mut(len)) {
                data.write(samples[place], x);
                if let Some(augmentation) = &settings.augmentation {
                    augmentation.apply(data.shape, &mut Random::split(seed, place as u64), x);
                }
            }
            samples[range].iter().map(|&sample| data.labels[sample]).collect()
        };
        let rate = settings.schedule.at(step);
        let scores = match observed {
            true => self.runner.train_here(samples.len(), rate, fill).await,
            false => self.runner.train(samples.len(), rate, fill).await,
        };
        if !scores.loss.is_finite() {
            // The last good weights are those of the last snapshot.
            self.runner.reload();
        }
        scores
    }

    /// The logits of inputs, one after the other.
    pub fn infer(&mut self, inputs: &[f32]) -> &[f32] {
        // Inference reads the running statistics and leaves them as they are.
        self.viewer.infer(&mut self.runner.trainer_mut().weights, inputs)
    }

    /// Runs one sample as inference does: forward as far as these nodes, and back to those whose gradients are wanted.
    /// [`viewed`](Self::viewed) hands out what that left.
    pub fn view(
        &mut self,
        input: &[f32],
        label: u8,
        settings: &Settings,
        activations: &[NodeId],
        gradients: Vec<NodeId>,
    ) {
        let weights = &mut self.runner.trainer_mut().weights;
        if gradients.is_empty() {
            return self.viewer.infer_nodes(weights, input, activations);
        }
        self.viewer.infer(weights, input);
        let (logits, dlogits) = self.viewer.loss_gradient();
        settings.loss.evaluate(1, logits, Target::Labels(&[label]), dlogits);
        self.viewer.backward(&weights.params, &weights.running, &Wanted::gradients(gradients));
    }

    /// What the last [`view`](Self::view) left.
    pub fn viewed(&self) -> &Cpu {
        &self.viewer
    }

    pub fn checkpoint(&self) -> Checkpoint {
        self.runner.trainer().checkpoint()
    }

    pub fn restore(&mut self, checkpoint: &Checkpoint) {
        self.runner.trainer_mut().restore(checkpoint);
        self.runner.reload();
    }
}
