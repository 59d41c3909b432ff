//! What runs in workers: a [`Service`] takes [`Command`]s and answers with [`Event`]s. It has never heard of a worker, so plain
//! tests can talk with it.

mod analysis;
mod bench;
pub mod describe;
mod effective;
mod error;
mod explain;
mod floats;
mod gpu;
mod inference;
mod open_file;
mod protocol;
mod service;
mod settings;
mod shards;
mod train;
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
pub mod worker;

use std::rc::Rc;

pub use crate::embedding::Neighbour;
pub use crate::explain::{
    Attribution, BackwardPass, COPIES, Cover, Intervention, Method, Peak, Regularizers, Request, Row, STEPS,
    Sampling, Scores, Target, WeightChange,
};
pub use crate::loss::Elbo;
pub use analysis::{Analysis, Counts, Finding, Plane, Stage, samples};
pub use bench::{Bench, BenchNetwork, LayerTime, Measured};
pub use describe::Sentence;
pub use effective::{FieldRequest, FieldWeights};
pub use error::{
    CheckpointError, CommandError, EngineBenchmark, FileError, GpuError, InferenceError, SamplesError,
    SettingsError, TrainError, tensors,
};
pub use explain::ExplainSession;
pub use gpu::Timer;
pub use inference::Inference;
pub use open_file::{FileKind, FileOpener, OpenedFile};
pub use protocol::{Command, EngineKind, Event, InferenceCommand, InferenceEvent, ParityReport, RunId};
pub use service::Service;
pub use settings::{Decay, Initialization, Loss, Optimizer, Regularization, Schedule, Settings};
pub use shards::{ComputedShard, ShardMessage, Workers};
pub use train::{
    Data, EngineNote, Evaluation, Histogram, LARGEST_BATCH, LOWEST_SCORE, Look, MOST_SHARDS, Pace, Point,
    Proposer, Report, RunCommand, RunEvent, RunMemory, SceneScores, StartFrom, State, StopAt, TrainingRun,
    Transfer, UNIT_STRIDE, Watch, Wrong,
};

use crate::engine::gpu::Device;
use crate::network::Weights;
use crate::training::parity::{Parity, parity};
use crate::training::{Checkpoint, Trainer};

use gpu::Gpu;
use shards::ShardWorker;
use train::Compiling;

/// The weights in a checkpoint of a run; `None` if it is none that can be read, or not all of them are finite.
pub fn weights_of_run(checkpoint: &[u8]) -> Option<Weights> {
    Checkpoint::weights_in(checkpoint).ok().filter(Weights::is_finite)
}

/// The answer of a worker to what others do.
fn not_done(run: RunId) -> Event {
    Event::Error { run, error: InferenceError::NotOpen.into() }
}

/// The most runs at once: two, to be compared.
const RUNS: usize = 2;

/// The worker of the place Train: it trains at most two runs, computes shards for another one, measures and compares
/// engines.
#[derive(Default)]
pub struct Session {
    /// The runs that are trained, in the order in which they began.
    runs: Vec<(RunId, TrainingRun)>,
    gpu: Gpu,
    /// Runs that the CPU trains until the GPU has answered.
    waiting: Vec<RunId>,
    /// What it has answered, until these runs go on with it.
    device: Option<Result<Rc<Device>, GpuError>>,
    /// GPUs that get ready to be tried beside runs, and the one that is.
    compiling: Vec<(RunId, Compiling)>,
    compiled: Option<(RunId, Result<Trainer, GpuError>)>,
    /// Who else computes shards of batches; nobody outside a browser.
    workers: Option<Box<dyn Workers>>,
    /// The shards that are computed here for another session.
    shards: ShardWorker,
}

impl Service for Session {
    type Command = Command;
    type Event = Event;

    async fn apply(&mut self, command: Command, clock: &dyn Fn() -> f64) -> Event {
        match command {
            Command::Open { run, .. }
            | Command::Infer { run, .. }
            | Command::Explain { run, .. }
            | Command::Analyze { run, .. }
            | Command::StopAnalysis { run }
            | Command::Samples { run, .. }
            | Command::Backward { run, .. }
            | Command::EffectiveField { run, .. }
            | Command::Losses { run, .. }
            | Command::OpenFile { run, .. } => not_done(run),
            Command::Train { run, command } => match self.train(run, *command, clock).await {
                Ok(event) => Event::Run { run, event },
                Err(error) => Event::Error { run, error },
            },
            Command::OpenShards { .. } | Command::ComputeShard { .. } | Command::CloseShards { .. } => {
                self.shards.apply(command)
            }
            Command::Bench { bench } => Event::Measured { measured: self.measure(bench, clock).await },
            Command::Compare { samples } => Event::ParityReport { compared: self.compare(samples).await },
        }
    }

    fn is_training(&self) -> bool {
        self.runs.iter().any(|(_, training_run)| training_run.may_advance() || training_run.has_report())
    }

    /// Each run takes a step one after the other, at least one each; then at most one report of each run. A GPU gets more
    /// time, since looking at what it did costs some.
    async fn slice(&mut self, budget: f64, clock: &dyn Fn() -> f64) -> Vec<Event> {
        let on_gpu = self.runs.iter().any(|(_, training_run)| training_run.is_on_gpu());
        let end = clock() + if on_gpu { 4.0 * budget } else { budget };
        while self.runs.iter().any(|(_, training_run)| training_run.may_advance()) {
            // Runs in lock-step wait for the one that scores.
            let scores = self.runs.iter().any(|(_, training_run)| training_run.is_scoring());
            let in_turn = |run: &TrainingRun| run.may_advance() && run.is_scoring() == scores;
            for (_, training_run) in self.runs.iter_mut().filter(|(_, run)| in_turn(run)) {
                training_run.advance(clock, false).await;
            }
            if clock() >= end {
                break;
            }
        }
        for (_, training_run) in &mut self.runs {
            training_run.end_slice(clock).await;
        }
        let report = |(run, training_run): &mut (RunId, TrainingRun)| {
            Some(Event::Run { run: *run, event: training_run.next_report()? })
        };
        let reports: Vec<Event> = self.runs.iter_mut().filter_map(report).collect();
        let results = |(run, training_run): &mut (RunId, TrainingRun)| {
            let results = [training_run.take_evaluated(), training_run.take_decided()];
            results.into_iter().flatten().map(|event| Event::Run { run: *run, event }).collect::<Vec<_>>()
        };
        let results = self.runs.iter_mut().flat_map(results);
        reports.into_iter().chain(results).collect()
    }

    async fn arrives(&mut self) {
        if !self.waiting.is_empty() {
            self.device = Some(self.gpu.get().await);
            return;
        }
        let Some((run, compiling)) = self.compiling.first_mut() else { return std::future::pending().await };
        self.compiled = Some((*run, compiling.await));
        drop(self.compiling.remove(0));
    }

    async fn arrived(&mut self, _clock: &dyn Fn() -> f64) -> Vec<Event> {
        let mut events = Vec::new();
        if let Some((run, compiled)) = self.compiled.take() {
            let event = self.run(run).and_then(|training_run| training_run.try_gpu(compiled));
            events.extend(event.map(|event| Event::Run { run, event }));
        }
        let Some(device) = self.device.take() else { return events };
        for run in std::mem::take(&mut self.waiting) {
            let Some(training_run) = self.run(run) else { continue };
            match device.clone().map(|device| training_run.compile(device)) {
                Ok(Some(compiling)) => self.compiling.push((run, compiling)),
                none => events.push(Event::Run { run, event: training_run.stay(none.err()) }),
            }
        }
        events
    }
}

impl Session {
    /// A session that waits for a GPU only as long as this timer tells. Meanwhile the CPU takes the steps of runs for which
    /// the faster engine is wanted.
    pub fn with_timer(timer: Timer) -> Self {
        Self { gpu: Gpu::with_timer(timer), ..Self::default() }
    }

    /// The same with workers that compute shards of batches beside it.
    #[must_use]
    pub fn with_workers(self, workers: Box<dyn Workers>) -> Self {
        Self { workers: Some(workers), ..self }
    }

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
                self.forget_trial(run);
                match at {
                    Some(at) => self.runs[at].1 = training_run,
                    None => self.runs.push((run, training_run)),
                }
                Ok(begun)
            }
            (_, None) => Err(InferenceError::NotOpen.into()),
            (RunCommand::Close, Some(at)) => {
                self.runs.remove(at);
                Ok(RunEvent::Closed)
            }
            (RunCommand::Evaluate, Some(at)) => Ok(self.runs[at].1.evaluate(clock)),
            (RunCommand::Engine { engine, from }, Some(at)) => {
                self.forget_trial(run);
                // The CPU takes the steps until the GPU has answered, and was tried.
                self.waiting.extend((engine == EngineKind::Auto).then_some(run));
                let device = if engine == EngineKind::WebGpu { Some(self.gpu.get().await) } else { None };
                Ok(self.runs[at].1.choose(device, from).await)
            }
            (command, Some(at)) => {
                if matches!(command, RunCommand::Start { .. } | RunCommand::Step { .. }) {
                    let all = self.runs.iter().map(|(_, training_run)| training_run.memory());
                    RunMemory::check(&all.collect::<Vec<_>>())?;
                }
                let training_run = &mut self.runs[at].1;
                let event = training_run.apply(command)?;
                if training_run.is_running() {
                    training_run.open_pool(self.workers.as_deref());
                }
                Ok(event)
            }
        }
    }

    fn run(&mut self, run: RunId) -> Option<&mut TrainingRun> {
        self.runs.iter_mut().find(|(other, _)| *other == run).map(|(_, training_run)| training_run)
    }

    /// No GPU is tried beside a run any more.
    fn forget_trial(&mut self, run: RunId) {
        self.waiting.retain(|waiting| *waiting != run);
        self.compiling.retain(|(compiling, _)| *compiling != run);
        self.compiled.take_if(|(compiled, _)| *compiled == run);
    }

    async fn measure(&mut self, bench: Bench, clock: &dyn Fn() -> f64) -> Result<Measured, CommandError> {
        let workers = self.workers.as_deref();
        match bench.engine {
            EngineKind::Auto => {
                let benchmark = bench::compare(bench, self.gpu.get().await, clock).await?;
                let engine = if benchmark.gpu_wins() { EngineKind::WebGpu } else { EngineKind::Cpu };
                let measured = Box::pin(self.measure(Bench { engine, ..bench }, clock)).await?;
                Ok(Measured { note: Some(benchmark.to_string()), ..measured })
            }
            EngineKind::Cpu => bench::measure(bench, None, workers, clock).await,
            EngineKind::WebGpu => bench::measure(bench, Some(self.gpu.get().await?), workers, clock).await,
        }
    }

    async fn compare(&mut self, samples: Option<usize>) -> Result<ParityReport, CommandError> {
        let device = self.gpu.get().await?;
        let adapter = device.name().to_owned();
        let Parity { tensors, values, worst, differences } =
            parity(device, samples.unwrap_or(usize::MAX)).await?;
        Ok(ParityReport { adapter, tensors, values, worst, differences })
    }
}
