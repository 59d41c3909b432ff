//! All that training touches of [`Trainer`]: another engine goes in here.

use std::sync::Arc;

use crate::data::Dataset;
use crate::engine::Cpu;
use crate::layers::Phase;
use crate::loss::Target;
use crate::network::{Plan, Weights};
use crate::random::Random;
use crate::session::Settings;
use crate::training::{Checkpoint, Scores, Trainer};

pub struct Learner {
    trainer: Trainer,
    /// Runs what is looked at, so that what the last step left stays.
    viewer: Cpu,
}

impl Learner {
    pub fn new(plan: Arc<Plan>, weights: Weights, settings: &Settings) -> Self {
        // One thread: its sums are the same everywhere.
        let trainer = Trainer::new(plan.clone(), weights, settings.optimizer, 1, settings.seed);
        let mut learner = Self { trainer, viewer: Cpu::new(plan) };
        learner.tune(settings);
        learner
    }

    pub fn tune(&mut self, settings: &Settings) {
        self.trainer.set_optimizer(settings.optimizer);
        self.trainer.loss = settings.loss;
        self.trainer.smoothing = settings.smoothing;
        self.trainer.penalty = settings.penalty;
    }

    pub fn step(&self) -> u64 {
        self.trainer.step()
    }

    pub fn weights(&self) -> &Weights {
        &self.trainer.weights
    }

    /// The weights before the last step.
    pub fn before(&self) -> &Weights {
        self.trainer.before()
    }

    /// What the last step left: activations, gradients, dL/dparams. Empty before the first.
    pub fn last(&mut self) -> &Cpu {
        self.trainer.engine()
    }

    /// Takes a step on these samples.
    pub fn train(&mut self, data: &Dataset, samples: &[usize], settings: &Settings) -> Scores {
        let (step, len) = (self.trainer.step(), data.shape.len());
        let seed = Random::split(settings.seed ^ 0xA06, step).next_u64();
        self.trainer.train(samples.len(), settings.schedule.at(step), |range, x| {
            for (place, x) in range.clone().zip(x.chunks_exact_mut(len)) {
                data.write(samples[place], x);
                if let Some(jitter) = &settings.jitter {
                    jitter.apply(data.shape, &mut Random::split(seed, place as u64), x);
                }
            }
            samples[range].iter().map(|&sample| data.labels[sample]).collect()
        })
    }

    /// The logits of inputs, one after the other.
    pub fn infer(&mut self, inputs: &[f32]) -> &[f32] {
        // Inference reads the running statistics and leaves them as they are.
        self.viewer.infer(&mut self.trainer.weights, inputs)
    }

    /// Runs one sample forward and backward as inference does; [`viewed`](Self::viewed) hands out what that left.
    pub fn view(&mut self, input: &[f32], label: u8, settings: &Settings) {
        let Weights { params, running } = &mut self.trainer.weights;
        self.viewer.input(1).copy_from_slice(input);
        self.viewer.forward(params, running, Phase::Infer);
        let (logits, dlogits) = self.viewer.loss_gradient();
        settings.loss.evaluate(1, logits, Target::Labels(&[label]), dlogits);
        self.viewer.backward(params, running);
    }

    /// What the last [`view`](Self::view) left.
    pub fn viewed(&self) -> &Cpu {
        &self.viewer
    }

    pub fn checkpoint(&self) -> Checkpoint {
        self.trainer.checkpoint()
    }

    pub fn restore(&mut self, checkpoint: &Checkpoint) {
        self.trainer.restore(checkpoint);
    }
}
