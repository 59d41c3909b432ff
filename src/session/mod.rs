//! What runs in workers: a [`Service`] takes [`Command`]s and answers with [`Event`]s. It has never heard of a worker, so plain
//! tests can talk with it.

mod bench;
mod error;
mod floats;
mod inference;
mod protocol;
mod settings;
mod train;
#[cfg(target_arch = "wasm32")]
pub mod worker;

use std::rc::Rc;

pub use crate::explain::{
    Attribution, BackwardPass, COPIES, Cover, Method, Request, Row, STEPS, Scores, Target, WeightChange,
};
pub use bench::{Bench, Measured};
pub use error::{CommandError, SamplesError, SettingsError, TrainError};
pub use inference::Inference;
pub use protocol::{Command, EngineKind, Event, ParityReport, RunId};

pub use settings::{Decay, Initialization, Loss, Optimizer, Regularization, Schedule, Settings};

pub use train::{
    Data, Evaluation, Histogram, Look, Point, Report, RunCommand, RunEvent, StartFrom, State, StopAt,
    TrainingRun, Watch, Wrong,
};

use crate::engine::gpu::{Device, GpuError};
use crate::training::parity::{Parity, parity};

/// The most runs at once: two, to be compared.
const RUNS: usize = 2;

/// What answers commands in a worker.
#[allow(async_fn_in_trait, reason = "workers have one thread")]
pub trait Service {
    /// Does what `command` asks for. `clock` tells the time in milliseconds; only benchmarks read it.
    async fn apply(&mut self, command: Command, clock: &dyn Fn() -> f64) -> Event;

    /// Whether there is anything for [`slice`](Self::slice) to do.
    fn is_training(&self) -> bool {
        false
    }

    /// Takes training steps, or explains on, for `budget` milliseconds by `clock`.
    async fn slice(&mut self, _budget: f64, _clock: &dyn Fn() -> f64) -> Vec<Event> {
        Vec::new()
    }
}

/// The worker of the place Train, which does everything: it infers, trains at most two runs, measures and compares engines.
#[derive(Default)]
pub struct Session {
    inference: Inference,
    /// The runs that are trained, in the order in which they began.
    runs: Vec<(RunId, TrainingRun)>,
    /// The GPU, once it was asked for.
    device: Option<Rc<Device>>,
}

impl Service for Session {
    async fn apply(&mut self, command: Command, clock: &dyn Fn() -> f64) -> Event {
        match command {
            Command::Open { .. }
            | Command::Infer { .. }
            | Command::Explain { .. }
            | Command::Backward { .. }
            | Command::Losses { .. } => self.inference.apply(command, clock).await,
            Command::Train { run, command } => match self.train(run, *command, clock).await {
                Ok(event) => Event::Run { run, event },
                Err(error) => Event::Error { run, error },
            },
            Command::Bench { bench } => Event::Measured { measured: self.measure(bench, clock).await },
            Command::Compare { samples } => Event::ParityReport { compared: self.compare(samples).await },
        }
    }

    fn is_training(&self) -> bool {
        self.inference.is_training()
            || self
                .runs
                .iter()
                .any(|(_, training_run)| training_run.is_running() || training_run.has_report())
    }

    /// Each run takes a step one after the other, at least one each; then at most one report of each run. A GPU gets more
    /// time, since looking at what it did costs some.
    async fn slice(&mut self, budget: f64, clock: &dyn Fn() -> f64) -> Vec<Event> {
        let explained = self.inference.slice(budget, clock).await;
        let on_gpu = self.runs.iter().any(|(_, training_run)| training_run.is_on_gpu());
        let end = clock() + if on_gpu { 4.0 * budget } else { budget };
        while self.runs.iter().any(|(_, training_run)| training_run.is_running()) {
            for (_, training_run) in
                self.runs.iter_mut().filter(|(_, training_run)| training_run.is_running())
            {
                training_run.advance(clock, false).await;
            }
            if clock() >= end {
                break;
            }
        }
        let ahead = |training_run: &TrainingRun| training_run.is_running() && training_run.is_on_gpu();
        for (_, training_run) in self.runs.iter_mut().filter(|(_, training_run)| ahead(training_run)) {
            training_run.advance(clock, true).await;
        }
        let report = |(run, training_run): &mut (RunId, TrainingRun)| {
            Some(Event::Run { run: *run, event: training_run.next_report()? })
        };
        explained.into_iter().chain(self.runs.iter_mut().filter_map(report)).collect()
    }
}

impl Session {
    async fn train(
        &mut self,
        run: RunId,
        command: RunCommand,
        clock: &dyn Fn() -> f64,
    ) -> Result<RunEvent, CommandError> {
        let at = self.runs.iter().position(|(other, _)| *other == run);
        match (command, at) {
            (RunCommand::Begin { network, data, settings, start }, at) => {
                if at.is_none() && self.runs.len() == RUNS {
                    return Err(CommandError::Runs { most: RUNS });
                }
                let (training_run, begun) = TrainingRun::begin(network, data, settings, start)?;
                match at {
                    Some(at) => self.runs[at].1 = training_run,
                    None => self.runs.push((run, training_run)),
                }
                Ok(begun)
            }
            (_, None) => Err(CommandError::NotOpen),
            (RunCommand::Close, Some(at)) => {
                self.runs.remove(at);
                Ok(RunEvent::Closed)
            }
            (RunCommand::Engine { engine }, Some(at)) => {
                let device = if engine == EngineKind::Cpu { None } else { Some(self.device().await) };
                Ok(self.runs[at].1.choose(engine, device, clock).await)
            }
            (command, Some(at)) => self.runs[at].1.apply(command),
        }
    }

    /// The GPU. One that was lost is asked for again.
    async fn device(&mut self) -> Result<Rc<Device>, GpuError> {
        if let Some(device) = self.device.take().filter(|device| device.error().is_ok()) {
            self.device = Some(device);
        }
        if self.device.is_none() {
            self.device = Some(Rc::new(Device::open().await?));
        }
        Ok(self.device.clone().expect("it was opened"))
    }

    async fn measure(&mut self, bench: Bench, clock: &dyn Fn() -> f64) -> Result<Measured, CommandError> {
        match bench.engine {
            EngineKind::Auto => {
                let benchmark = bench::compare(bench, self.device().await, clock).await;
                let engine = if benchmark.gpu_wins() { EngineKind::WebGpu } else { EngineKind::Cpu };
                let measured = Box::pin(self.measure(Bench { engine, ..bench }, clock)).await?;
                Ok(Measured { note: Some(benchmark.to_string()), ..measured })
            }
            EngineKind::Cpu => Ok(bench::measure(bench, None, clock).await?),
            EngineKind::WebGpu => Ok(bench::measure(bench, Some(self.device().await?), clock).await?),
        }
    }

    async fn compare(&mut self, samples: Option<usize>) -> Result<ParityReport, CommandError> {
        let device = self.device().await?;
        let adapter = device.name().to_owned();
        let Parity { tensors, values, worst, differences } =
            parity(device, samples.unwrap_or(usize::MAX)).await?;
        Ok(ParityReport { adapter, tensors, values, worst, differences })
    }
}
