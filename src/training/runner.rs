use std::fmt;
use std::ops::Range;
use std::rc::Rc;

use super::{Scores, Trainer};
use crate::engine::Gpu;
use crate::engine::gpu::{Device, GpuError};
use crate::network::Weights;

/// Takes a [`Trainer`]'s steps on a GPU while there is one, and on the CPU from then on.
///
/// The trainer holds a snapshot of what is on the device. Whatever happens there — it is lost, its memory runs out, a
/// shader is refused — training goes on from the snapshot.
pub struct Runner {
    trainer: Trainer,
    gpu: Option<Gpu>,
    /// Steps that the device is ahead of the snapshot.
    ahead: u64,
    error: Option<GpuError>,
    held: Held,
}

/// A data set that batches are taken from: images one after the other, and their labels.
#[derive(Default)]
struct Held {
    images: Vec<f32>,
    labels: Vec<u8>,
}

/// How long one step takes on each engine, in milliseconds.
#[derive(Clone, Debug, PartialEq)]
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

impl fmt::Display for EngineBenchmark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { cpu_ms, gpu_ms } = self;
        match gpu_ms {
            Ok(gpu_ms) => write!(f, "a step takes {cpu_ms:.1} ms on the CPU and {gpu_ms:.1} ms on the GPU"),
            Err(why) => write!(f, "a step takes {cpu_ms:.1} ms on the CPU; {why}"),
        }
    }
}

impl Runner {
    /// Steps between two snapshots.
    pub const SNAPSHOT: u64 = 32;

    /// Takes the steps on the CPU.
    pub fn on_cpu(trainer: Trainer) -> Self {
        Self { trainer, gpu: None, ahead: 0, error: None, held: Held::default() }
    }

    /// Takes the steps on the CPU, since the GPU cannot be used.
    pub fn without_gpu(trainer: Trainer, why: GpuError) -> Self {
        Self { error: Some(why), ..Self::on_cpu(trainer) }
    }

    /// Takes the steps on `device`; on the CPU if that fails.
    pub async fn on_gpu(trainer: Trainer, device: Rc<Device>) -> Self {
        let mut runner = Self::on_cpu(trainer);
        match runner.trainer.on_device(device).await {
            Ok(gpu) => runner.gpu = Some(gpu),
            Err(error) => runner.error = Some(error),
        }
        runner
    }

    /// Takes the steps on whichever is faster for this network and `batch` samples. A few steps are measured on copies;
    /// `clock` tells the time in milliseconds.
    pub async fn on_the_faster(
        trainer: Trainer,
        device: Result<Rc<Device>, GpuError>,
        batch: usize,
        clock: &dyn Fn() -> f64,
    ) -> (Self, EngineBenchmark) {
        let cpu_ms = Self::on_cpu(trainer.clone()).time(batch, clock).await;
        let (gpu_ms, device) = match device {
            Ok(device) => {
                let mut trial = Self::on_gpu(trainer.clone(), device.clone()).await;
                let gpu_ms = trial.time(batch, clock).await;
                (trial.error.map_or(Ok(gpu_ms), Err), Some(device))
            }
            Err(why) => (Err(why), None),
        };
        let race = EngineBenchmark { cpu_ms, gpu_ms };
        let runner = match (device.filter(|_| race.gpu_wins()), &race.gpu_ms) {
            (Some(device), _) => Self::on_gpu(trainer, device).await,
            (None, Err(why)) => Self::without_gpu(trainer, why.clone()),
            (None, Ok(_)) => Self::on_cpu(trainer),
        };
        (runner, race)
    }

    /// Milliseconds that a step takes, once the first ones have warmed up.
    async fn time(&mut self, batch: usize, clock: &dyn Fn() -> f64) -> f64 {
        const STEPS: usize = 3;
        let fill = |range: Range<usize>, x: &mut [f32]| {
            x.fill(0.5);
            vec![0; range.len()]
        };
        for _ in 0..2 {
            self.train(batch, 0.0, fill).await;
        }
        let start = clock();
        for _ in 0..STEPS {
            self.train(batch, 0.0, fill).await;
        }
        (clock() - start) / STEPS as f64
    }

    /// Whether the GPU is at work.
    pub fn is_on_gpu(&self) -> bool {
        self.gpu.is_some()
    }

    /// Why the GPU is not at work, if it was to be.
    pub fn error(&self) -> Option<&GpuError> {
        self.error.as_ref()
    }

    /// Steps taken.
    pub fn step(&self) -> u64 {
        self.trainer.step()
    }

    /// Takes one step, as [`Trainer::train`].
    pub async fn train(
        &mut self,
        batch: usize,
        rate: f32,
        fill: impl Fn(Range<usize>, &mut [f32]) -> Vec<u8> + Sync,
    ) -> Scores {
        if let Some(gpu) = &mut self.gpu {
            let mut images = vec![0.0; batch * gpu.plan().network().input.len()];
            let labels = fill(0..batch, &mut images);
            let taken = match gpu.train(&images, &labels, &self.trainer.update(rate)) {
                Ok(()) => gpu.scores().await,
                Err(error) => Err(error),
            };
            if let Some(scores) = self.taken(taken).await {
                return scores;
            }
        }
        self.trainer.train(batch, rate, fill)
    }

    /// Takes one step on the CPU, whoever takes the others: all that it leaves can be looked at.
    pub async fn train_here(
        &mut self,
        batch: usize,
        rate: f32,
        fill: impl Fn(Range<usize>, &mut [f32]) -> Vec<u8> + Sync,
    ) -> Scores {
        self.snapshot().await;
        let scores = self.trainer.train(batch, rate, fill);
        self.reload();
        scores
    }

    /// The trainer, as of the last snapshot.
    pub fn trainer(&self) -> &Trainer {
        &self.trainer
    }

    /// The trainer, to be changed; [`reload`](Self::reload) tells the device.
    pub fn trainer_mut(&mut self) -> &mut Trainer {
        &mut self.trainer
    }

    /// Lets the device go on from where the trainer is; what it was ahead is forgotten.
    pub fn reload(&mut self) {
        self.ahead = 0;
        if let Some(gpu) = &mut self.gpu {
            self.trainer.load_onto(gpu);
        }
    }

    /// Keeps a data set, on the device too if one is at work, for [`train_held`](Self::train_held).
    pub fn hold(&mut self, images: Vec<f32>, labels: Vec<u8>) {
        if let Some(Err(error)) = self.gpu.as_mut().map(|gpu| gpu.hold(&images, &labels)) {
            self.give_up(error);
        }
        self.held = Held { images, labels };
    }

    /// Takes one step on these samples of the data set that is kept.
    pub async fn train_held(&mut self, samples: &[u32], rate: f32) -> Scores {
        if let Some(gpu) = &mut self.gpu {
            let taken = match gpu.train_held(samples, &self.trainer.update(rate)) {
                Ok(()) => gpu.scores().await,
                Err(error) => Err(error),
            };
            if let Some(scores) = self.taken(taken).await {
                return scores;
            }
        }
        let Held { images, labels } = &self.held;
        self.trainer.train(samples.len(), rate, |range, x| {
            let len = x.len() / range.len();
            let samples = samples[range].iter().map(|&sample| sample as usize);
            for (sample, x) in samples.clone().zip(x.chunks_exact_mut(len)) {
                x.copy_from_slice(&images[sample * len..][..len]);
            }
            samples.map(|sample| labels[sample]).collect()
        })
    }

    /// Books a step that the device took, or gives the device up.
    async fn taken(&mut self, taken: Result<(f32, usize), GpuError>) -> Option<Scores> {
        match taken {
            Ok((loss, correct)) => {
                self.trainer.skip();
                self.ahead += 1;
                if self.ahead >= Self::SNAPSHOT {
                    self.snapshot().await;
                }
                Some(Scores { loss, correct })
            }
            Err(error) => {
                self.give_up(error);
                None
            }
        }
    }

    /// Scores samples under the weights as they are now.
    pub async fn evaluate(
        &mut self,
        batch: usize,
        fill: impl Fn(Range<usize>, &mut [f32]) -> Vec<u8> + Sync,
    ) -> Scores {
        if let Some(gpu) = &mut self.gpu {
            let mut images = vec![0.0; batch * gpu.plan().network().input.len()];
            let labels = fill(0..batch, &mut images);
            match score(gpu, &images, &labels, &self.trainer).await {
                Ok(scores) => return scores,
                Err(error) => self.give_up(error),
            }
        }
        let mut weights = self.trainer.weights.clone();
        self.trainer.evaluate(&mut weights, batch, fill)
    }

    /// The weights as they are now.
    pub async fn weights(&mut self) -> &Weights {
        self.snapshot().await;
        &self.trainer.weights
    }

    /// Scores other weights, on the CPU.
    pub fn evaluate_others(
        &mut self,
        weights: &mut Weights,
        batch: usize,
        fill: impl Fn(Range<usize>, &mut [f32]) -> Vec<u8> + Sync,
    ) -> Scores {
        self.trainer.evaluate(weights, batch, fill)
    }

    /// Brings the trainer up to date with the device.
    async fn snapshot(&mut self) {
        let Some(gpu) = self.gpu.as_ref().filter(|_| self.ahead > 0) else { return };
        let (weights, state) = (gpu.weights(), gpu.state());
        match (weights.await, state.await) {
            (Ok(weights), Ok(state)) => {
                self.trainer.load_state(weights, state);
                self.ahead = 0;
            }
            (Err(error), _) | (_, Err(error)) => self.give_up(error),
        }
    }

    /// Goes on without the device.
    fn give_up(&mut self, error: GpuError) {
        self.gpu = None;
        self.ahead = 0;
        self.error = Some(error);
    }
}

async fn score(gpu: &mut Gpu, images: &[f32], labels: &[u8], trainer: &Trainer) -> Result<Scores, GpuError> {
    gpu.evaluate(images, labels, trainer.update(0.0).loss)?;
    let (loss, correct) = gpu.scores().await?;
    Ok(Scores { loss, correct })
}
