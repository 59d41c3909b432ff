//! Training: a [`TrainingRun`] takes steps while it is told to, and reports what came of them. The same network, data,
//! settings and seed give the same run bit for bit.

mod begin;
mod evaluate;
mod learner;
mod probe;
mod protocol;
mod report;
mod snapshots;

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

pub use protocol::{Data, Quantity, RunCommand, RunEvent, StartFrom, StopAt, Watch};
pub use report::{Evaluation, Histogram, Point, Report, State, Wrong};

use crate::data::{Batches, Dataset};
use crate::engine::gpu::{Device, GpuError};
use crate::network::Plan;
use crate::session::{CommandError, EngineKind, Settings};
use crate::training::Checkpoint;
use learner::Learner;
use snapshots::Snapshots;

/// Validation samples that are scored after each epoch.
const VALIDATED: usize = 1000;
/// The most points along a side of a boundary.
const SIDE: u32 = 256;

/// One run.
pub struct TrainingRun {
    plan: Arc<Plan>,
    data: Dataset,
    validation: Vec<usize>,
    batches: Batches,
    settings: Settings,
    learner: Learner,
    snapshots: Snapshots,
    state: State,
    /// Steps still to take; `None`: until something stops it.
    left: Option<u64>,
    until: StopAt,
    watch: Watch,
    points: Vec<Point>,
    validations: Vec<Point>,
    evaluation: Option<Evaluation>,
    /// Milliseconds that the steps since the last report took.
    took: f64,
    /// Whether something has changed that was not reported.
    dirty: bool,
    /// Whether the page has shown the last report.
    ack_received: bool,
}

impl TrainingRun {
    /// Does what `command` asks for; `Begin` and `Close` are the session's.
    pub fn apply(&mut self, command: RunCommand) -> Result<RunEvent, CommandError> {
        match command {
            RunCommand::Start { until } => {
                self.until = until;
                self.start(None);
            }
            RunCommand::Step { steps } => {
                self.until = StopAt::default();
                self.start(Some(u64::from(steps)));
            }
            RunCommand::Pause => {
                if self.state == State::Running {
                    self.state = State::Paused;
                }
            }
            RunCommand::UpdateSettings { settings } => {
                begin::check(&settings)?;
                let Settings { seed, initialization, batch, .. } = self.settings;
                self.settings = Settings { seed, initialization, batch, ..settings };
                self.learner.update_settings(&self.settings);
            }
            RunCommand::Watch { watch } => self.watch = watch,
            RunCommand::Evaluate { most } => {
                let samples = &self.validation[..self.validation.len().min(most as usize)];
                let evaluation = evaluate::evaluate(&mut self.learner, &self.data, samples, &self.settings);
                return Ok(RunEvent::Evaluated(Box::new(evaluation)));
            }
            RunCommand::Boundary { side } => {
                if self.data.shape.len() != 2 {
                    return Err(CommandError::Pixels { expected: 2, found: self.data.shape.len() });
                }
                let side = side.clamp(2, SIDE);
                return Ok(RunEvent::Boundary {
                    side,
                    logits: evaluate::boundary(&mut self.learner, side as usize),
                });
            }
            RunCommand::Seek { step } => {
                self.snapshots.leave(self.learner.checkpoint());
                if let Some(checkpoint) = self.snapshots.at(step) {
                    self.learner.restore(checkpoint);
                    self.state = State::Paused;
                }
            }
            RunCommand::WeightHistory { from, len } => {
                let (from, len) = (from as usize, len as usize);
                let now = self.learner.checkpoint();
                let all = self.snapshots.until(now.step).chain([&now]);
                let of = |checkpoint: &Checkpoint| {
                    let values = checkpoint.weights.params.get(from..from.saturating_add(len));
                    (checkpoint.step, values.unwrap_or_default().to_vec())
                };
                let (steps, values) = all.map(of).unzip();
                return Ok(RunEvent::WeightHistory { steps, values });
            }
            RunCommand::Export => {
                let weights = self.learner.weights().to_safetensors(&self.plan, HashMap::new());
                return Ok(RunEvent::Exported { step: self.learner.step(), weights });
            }
            RunCommand::Checkpoint => {
                let checkpoint = self.learner.checkpoint();
                return Ok(RunEvent::Checkpoint { step: checkpoint.step, run: checkpoint.to_bytes() });
            }
            RunCommand::Ack => {
                self.ack_received = true;
                return Ok(RunEvent::Acked);
            }
            RunCommand::Begin { .. } | RunCommand::Engine { .. } | RunCommand::Close => {
                return Err(CommandError::NotOpen);
            }
        }
        Ok(RunEvent::Report(Box::new(self.report())))
    }

    fn start(&mut self, left: Option<u64>) {
        self.left = left;
        self.state = if left == Some(0) { State::Paused } else { State::Running };
        self.snapshots.forget_after(self.learner.step());
    }

    /// Whether it takes steps.
    pub fn is_running(&self) -> bool {
        self.state == State::Running
    }

    /// Lets an engine take the steps.
    pub async fn choose(
        &mut self,
        engine: EngineKind,
        device: Option<Result<Rc<Device>, GpuError>>,
        clock: &dyn Fn() -> f64,
    ) -> RunEvent {
        let note = self.learner.choose(engine, device, self.settings.batch, clock).await;
        RunEvent::Engine { on_gpu: self.learner.is_on_gpu(), note }
    }

    /// Whether a GPU takes the steps that nobody looks at.
    pub fn is_on_gpu(&self) -> bool {
        self.learner.is_on_gpu()
    }

    /// Takes one step. `clock` tells the time in milliseconds: how long it took is reported. After a step that is looked at,
    /// all that [`apply`](Self::apply) and [`next_report`](Self::next_report) hand out is as it is after it.
    pub async fn advance(&mut self, clock: &dyn Fn() -> f64, observed: bool) {
        let start = clock();
        self.step(observed).await;
        self.took += clock() - start;
    }

    async fn step(&mut self, observed: bool) {
        let step = self.learner.step();
        let ends = (step + 1).is_multiple_of(self.batches.per_epoch()) || self.left == Some(1);
        let samples = self.batches.at(step);
        let observed = observed || ends || self.snapshots.due(step + 1);
        let scores = self.learner.train(&self.data, samples, &self.settings, observed).await;
        self.dirty = true;
        if !scores.loss.is_finite() {
            self.state = State::Diverged { step: step + 1 };
            return;
        }
        self.points.push(Point {
            step: step + 1,
            loss: scores.loss,
            accuracy: scores.correct as f32 / samples.len() as f32,
            rate: self.settings.schedule.at(step),
        });
        if self.snapshots.due(step + 1) {
            self.snapshots.add(self.learner.checkpoint());
        }
        if (step + 1).is_multiple_of(self.batches.per_epoch()) {
            self.after_epoch((step + 1) / self.batches.per_epoch());
        }
        self.left = self.left.map(|left| left - 1);
        if self.left == Some(0) && self.state == State::Running {
            self.state = State::Paused;
        }
    }

    fn after_epoch(&mut self, epochs: u64) {
        let samples = &self.validation[..self.validation.len().min(VALIDATED)];
        if !samples.is_empty() {
            let evaluation = evaluate::evaluate(&mut self.learner, &self.data, samples, &self.settings);
            let Evaluation { step, loss, accuracy, .. } = evaluation;
            self.evaluation = Some(evaluation);
            let rate = self.settings.schedule.at(step);
            self.validations.push(Point { step, loss, accuracy, rate });
            if self.until.accuracy.is_some_and(|enough| accuracy >= enough) {
                self.state = State::Accurate;
            }
        }
        if self.until.epochs.is_some_and(|enough| epochs >= u64::from(enough)) {
            self.state = State::Finished;
        }
    }

    /// What was not reported yet; `None` if there is nothing, or if the page is not done with the last report.
    pub fn next_report(&mut self) -> Option<RunEvent> {
        (self.dirty && std::mem::take(&mut self.ack_received))
            .then(|| RunEvent::Report(Box::new(self.report())))
    }

    /// Whether there is something to report that the page waits for.
    pub fn has_report(&self) -> bool {
        self.dirty && self.ack_received
    }

    fn report(&mut self) -> Report {
        self.dirty = false;
        let samples = (self.points.len() * self.settings.batch) as f64;
        let took = std::mem::take(&mut self.took);
        let (probes, histograms) =
            probe::values(&self.plan, &mut self.learner, &self.data, &self.settings, &self.watch);
        Report {
            state: self.state,
            step: self.learner.step(),
            points: std::mem::take(&mut self.points),
            validations: std::mem::take(&mut self.validations),
            snapshots: self.snapshots.steps(),
            probes,
            histograms,
            on_gpu: self.learner.is_on_gpu(),
            error: self.learner.error(),
            gradient_norms: probe::gradient_norms(&self.plan, self.learner.last()),
            dead: probe::dead(&self.plan, self.learner.last()),
            evaluation: self.evaluation.take(),
            speed: if took > 0.0 { (samples / took * 1000.0) as f32 } else { 0.0 },
        }
    }
}

#[cfg(test)]
mod tests;
