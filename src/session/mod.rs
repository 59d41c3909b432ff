//! What runs in the worker: [`Session`] takes [`Command`]s and answers with [`Event`]s. It has never heard of a worker,
//! so plain tests can talk with it.

mod bench;
mod error;
mod floats;
mod protocol;
mod settings;
mod train;
#[cfg(target_arch = "wasm32")]
pub mod worker;

use std::rc::Rc;
use std::sync::Arc;

pub use bench::{Bench, Measured};
pub use error::{CommandError, SamplesError, SettingsError, TrainError};
pub use protocol::{Command, EngineKind, Event, ParityReport, RunId};

pub use settings::{Decay, Initialization, Loss, Optimizer, Regularization, Schedule, Settings};

pub use train::{
    Data, Evaluation, Histogram, Look, Point, Report, RunCommand, RunEvent, StartFrom, State, StopAt,
    TrainingRun, Watch, Wrong,
};

use crate::engine::Cpu;
use crate::engine::gpu::{Device, GpuError};
use crate::network::{Network, NodeId, Plan, Weights};
use crate::training::parity::{Parity, parity};

/// The most runs at once: two, to be compared.
const RUNS: usize = 2;

/// The state of a worker: at most one opened network, and the runs that are trained.
#[derive(Default)]
pub struct Session {
    opened: Option<(RunId, Cpu, Weights)>,
    /// The runs that are trained, in the order in which they began.
    runs: Vec<(RunId, TrainingRun)>,
    /// The GPU, once it was asked for.
    device: Option<Rc<Device>>,
}

impl Session {
    /// Does what `command` asks for. `clock` tells the time in milliseconds; only benchmarks read it.
    pub async fn apply(&mut self, command: Command, clock: &dyn Fn() -> f64) -> Event {
        match command {
            Command::Open { run, network, weights, examples } => {
                match self.open(run, network, &weights, &examples) {
                    Ok(event) => event,
                    Err(error) => Event::Error { run, error },
                }
            }
            Command::Infer { run, pixels, nodes } => match &mut self.opened {
                Some((opened, cpu, weights)) if *opened == run => {
                    match infer(cpu, weights, &pixels, &nodes) {
                        Ok(activations) => Event::Activations { run, nodes, activations },
                        Err(error) => Event::Error { run, error },
                    }
                }
                _ => Event::Error { run, error: CommandError::NotOpen },
            },
            // The page's own worker only infers, and so is smaller. It is never sent any of these.
            #[cfg(not(feature = "train"))]
            Command::Train { .. } | Command::Bench { .. } | Command::Compare { .. } => {
                Event::Error { run: RunId::default(), error: CommandError::NotOpen }
            }
            #[cfg(feature = "train")]
            Command::Train { run, command } => match self.train(run, *command, clock).await {
                Ok(event) => Event::Run { run, event },
                Err(error) => Event::Error { run, error },
            },
            #[cfg(feature = "train")]
            Command::Bench { bench } => Event::Measured { measured: self.measure(bench, clock).await },
            #[cfg(feature = "train")]
            Command::Compare { samples } => Event::ParityReport { compared: self.compare(samples).await },
        }
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

    /// Whether there is anything for [`slice`](Self::slice) to do.
    pub fn is_training(&self) -> bool {
        self.runs.iter().any(|(_, training_run)| training_run.is_running() || training_run.has_report())
    }

    /// There is nothing to train.
    #[cfg(not(feature = "train"))]
    pub async fn slice(&mut self, _budget: f64, _clock: &dyn Fn() -> f64) -> Vec<Event> {
        Vec::new()
    }

    /// Takes training steps for `budget` milliseconds by `clock`, each run one after the other, at least one each; then at
    /// most one report of each run. A GPU gets more time, since looking at what it did costs some.
    #[cfg(feature = "train")]
    pub async fn slice(&mut self, budget: f64, clock: &dyn Fn() -> f64) -> Vec<Event> {
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
        self.runs.iter_mut().filter_map(report).collect()
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

    /// Opens a network. The ranges of its activations are those that `examples` show.
    fn open(
        &mut self,
        run: RunId,
        network: Network,
        weights: &[u8],
        examples: &[Vec<f32>],
    ) -> Result<Event, CommandError> {
        self.opened = None;
        let plan = Arc::new(Plan::new(network)?);
        let weights = Weights::from_safetensors(&plan, weights)?;
        let mut cpu = Cpu::new(plan.clone());
        let mut magnitudes = vec![Vec::new(); plan.ids().count()];
        let all: Vec<NodeId> = plan.ids().collect();
        for pixels in examples {
            let activations = infer(&mut cpu, &weights, pixels, &all)?;
            for (magnitudes, values) in magnitudes.iter_mut().zip(activations) {
                magnitudes.extend(values.iter().map(|value| value.abs()));
            }
        }
        let ranges = magnitudes.into_iter().map(usual_largest).collect();
        let event = Event::Opened { run, weights: weights.clone(), ranges };
        self.opened = Some((run, cpu, weights));
        Ok(event)
    }
}

/// What comes out of these nodes for one sample; nothing of a node that there is not.
fn infer(
    cpu: &mut Cpu,
    weights: &Weights,
    pixels: &[f32],
    nodes: &[NodeId],
) -> Result<Vec<Vec<f32>>, CommandError> {
    let plan = cpu.plan().clone();
    let expected = plan.network().input.len();
    if pixels.len() != expected {
        return Err(CommandError::Pixels { expected, found: pixels.len() });
    }
    cpu.infer_nodes(weights, pixels, nodes);
    Ok(nodes.iter().map(|&id| cpu.activations(id).to_vec()).collect())
}

/// What 99 of 100 magnitudes do not exceed: a single outlier would leave everything else pale.
fn usual_largest(mut magnitudes: Vec<f32>) -> f32 {
    let at = magnitudes.len() * 99 / 100;
    if magnitudes.is_empty() { 1.0 } else { *magnitudes.select_nth_unstable_by(at, f32::total_cmp).1 }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;
    use crate::layers::dense::Dense;
    use crate::shape::Shape;

    /// One dense unit of two inputs: 2a + 3b + 1.
    fn network() -> (Network, Vec<u8>) {
        let mut network = Network::new(Shape::flat(2));
        network.chain([Dense::new(1).into()]);
        let plan = Plan::new(network.clone()).unwrap();
        let weights = Weights { params: vec![2.0, 3.0, 1.0], running: vec![] };
        (network, weights.to_safetensors(&plan, HashMap::new()))
    }

    fn apply(session: &mut Session, command: Command) -> Event {
        pollster::block_on(session.apply(command, &|| 0.0))
    }

    #[test]
    fn session_opens_infers_and_reports_errors() {
        let (network, weights) = network();
        let mut session = Session::default();
        let infer = |pixels: &[f32], nodes: &[usize]| {
            let nodes = nodes.iter().map(|&node| NodeId(node)).collect();
            Command::Infer { run: RunId(1), pixels: pixels.to_vec(), nodes }
        };
        let event = apply(&mut session, infer(&[1.0, 1.0], &[1]));
        assert_eq!(event, Event::Error { run: RunId(1), error: CommandError::NotOpen });

        let examples = vec![vec![1.0, 0.0], vec![0.0, -2.0]];
        let event = apply(&mut session, Command::Open { run: RunId(1), network, weights, examples });
        let Event::Opened { run: RunId(1), ranges, .. } = event else { panic!("{event:?}") };
        assert_eq!(ranges, [2.0, 5.0]);

        let event = apply(&mut session, infer(&[1.0, 10.0], &[1, 0, 9]));
        assert_eq!(
            event,
            Event::Activations {
                run: RunId(1),
                nodes: [1, 0, 9].map(NodeId).to_vec(),
                activations: vec![vec![33.0], vec![1.0, 10.0], vec![]]
            }
        );
        let event = apply(&mut session, infer(&[1.0], &[]));
        assert_eq!(
            event,
            Event::Error { run: RunId(1), error: CommandError::Pixels { expected: 2, found: 1 } }
        );
    }

    #[test]
    fn corrupt_weights_are_one_sentence() {
        let (network, mut weights) = network();
        weights.truncate(weights.len() - 1);
        let open = Command::Open { run: RunId(2), network, weights, examples: vec![] };
        let Event::Error { error, .. } = apply(&mut Session::default(), open) else { panic!("refused") };
        assert!(
            error.to_string().starts_with("The weights cannot be used: this is not a safetensors file"),
            "{error}"
        );
    }
}
