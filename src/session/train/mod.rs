//! Training: a [`TrainingRun`] takes steps while it is told to, and reports what came of them. The same network, data,
//! settings and seed give the same run bit for bit.

mod advance;
mod begin;
mod boundary;
mod device;
mod edit;
mod evaluate;
mod export;
mod memory;
mod parallel;
mod probe;
mod protocol;
mod reconstruction;
mod regions;
mod report;
mod samples;
mod scene_scores;
mod scenes;
mod sentences;
mod snapshots;
mod transfer;

use std::rc::Rc;
use std::sync::Arc;

pub use begin::{LARGEST_BATCH, MOST_SHARDS};
pub use device::Compiling;
use device::Trial;
pub use memory::RunMemory;
pub use protocol::{
    Data, EngineNote, Look, Pace, RunCommand, RunEvent, StartFrom, StopAt, UNIT_STRIDE, Watch,
};
pub use regions::Proposer;
pub use report::{Evaluation, Histogram, Point, Report, State, Wrong};
pub use scene_scores::{LOWEST_SCORE, SceneScores};
pub use transfer::Transfer;

use crate::data::{Batches, Dataset};
use crate::engine::Cpu;
use crate::engine::gpu::Device;
use crate::network::Plan;
use crate::session::{CommandError, InferenceError, Settings};
use crate::training::Trainer;
use boundary::Axes;
use evaluate::Scoring;
use parallel::Parallel;
use reconstruction::Reconstruction;
use scenes::{SceneSamples, check_scenes};
use snapshots::Snapshots;

/// The most points along a side of a boundary.
const SIDE: u32 = 256;

/// One run.
pub struct TrainingRun {
    plan: Arc<Plan>,
    data: Dataset,
    scenes: Option<SceneSamples>,
    /// Where samples are given back.
    reconstruction: Option<Reconstruction>,
    /// Where its samples are points: what of.
    axes: Option<Axes>,
    validation: Vec<usize>,
    batches: Batches,
    /// Bytes of the samples.
    data_bytes: u64,
    settings: Settings,
    memory: RunMemory,
    trainer: Trainer,
    parallel: Option<Parallel>,
    trial: Option<Trial>,
    /// The GPU that takes the steps behind so many.
    later: Option<(u64, Rc<Device>)>,
    /// What came of a trial, until it is reported.
    decided: Option<RunEvent>,
    /// Workers that computed the last step, this one included.
    workers: u32,
    /// Runs what is looked at, so that what the last step left stays.
    viewer: Cpu,
    /// Whether it was reported why no GPU is at work any more.
    error_reported: bool,
    snapshots: Snapshots,
    state: State,
    /// Steps still to take; `None`: until something stops it.
    left: Option<u64>,
    until: StopAt,
    pace: Pace,
    watch: Watch,
    points: Vec<Point>,
    validations: Vec<Point>,
    /// Scores that are under way.
    scoring: Option<Scoring>,
    evaluation: Option<Evaluation>,
    /// Those that the page asked for.
    evaluated: Option<Evaluation>,
    /// Milliseconds that the steps since the last report took.
    took: f64,
    /// Whether something has changed that was not reported.
    dirty: bool,
    /// Whether the page has shown the last report.
    ack_received: bool,
}

impl TrainingRun {
    /// Does what `command` asks for; `Begin`, `Engine`, `Evaluate` and `Close` are the session's.
    pub fn apply(&mut self, command: RunCommand) -> Result<RunEvent, CommandError> {
        if matches!(
            command,
            RunCommand::UpdateSettings { .. } | RunCommand::SetParam { .. } | RunCommand::Seek { .. }
        ) {
            self.end_scoring();
        }
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
                if let Some(scenes) = &self.scenes {
                    check_scenes(&self.plan, scenes.task, &settings)?;
                }
                let memory = RunMemory::of(&self.plan, &settings, self.data_bytes);
                if self.is_running() {
                    RunMemory::check(&[memory])?;
                }
                self.memory = memory;
                let Settings { seed, initialization, balanced, .. } = self.settings;
                self.settings = Settings { seed, initialization, balanced, ..settings };
                self.batches.resize(settings.batch);
                begin::apply(&self.settings, &mut self.trainer);
            }
            RunCommand::Watch { watch } => self.watch = watch,
            RunCommand::Decode { points } => return self.decode(&points),
            RunCommand::Encode => return self.encode(),
            RunCommand::Describe { pixels } => return self.describe(&pixels),
            RunCommand::Classify { sample } => return Ok(self.classify(sample)),
            RunCommand::Boundary { side, nodes } => {
                let Some(axes) = self.axes else {
                    return Err(InferenceError::Pixels { expected: 2, found: self.data.shape.len() }.into());
                };
                return Ok(self.boundary(side.clamp(2, SIDE), &nodes, axes));
            }
            RunCommand::Pace { pace } => {
                self.pace = pace;
                return Ok(RunEvent::Acked);
            }
            RunCommand::SetParam { index, value } => self.set_param(index as usize, value)?,
            RunCommand::Seek { step } => {
                self.snapshots.leave(self.trainer.step(), || self.trainer.checkpoint());
                if let Some(checkpoint) = self.snapshots.at(step) {
                    self.trainer.restore(checkpoint.clone());
                    self.state = State::Paused;
                }
            }
            RunCommand::WeightHistory { from, len } => {
                return Ok(self.weight_history(from as usize, len as usize));
            }
            RunCommand::Export => return self.export(),
            RunCommand::ExportData => return self.export_data(),
            RunCommand::Checkpoint { snapshots } => {
                let (step, run) = match self.snapshots.newest(self.trainer.step()) {
                    Some(newest) => (newest.step, newest.to_bytes()),
                    None => (self.trainer.step(), self.trainer.checkpoint_bytes()),
                };
                let snapshots = snapshots.then(|| self.snapshots.to_bytes());
                return Ok(RunEvent::Checkpoint { step, run, snapshots });
            }
            RunCommand::Ack => {
                self.ack_received = true;
                return Ok(RunEvent::Acked);
            }
            RunCommand::Begin { .. }
            | RunCommand::Engine { .. }
            | RunCommand::Evaluate
            | RunCommand::Close => {
                return Err(InferenceError::NotOpen.into());
            }
        }
        Ok(RunEvent::Report(Box::new(self.report())))
    }

    fn start(&mut self, left: Option<u64>) {
        self.left = left;
        self.state = if left == Some(0) { State::Paused } else { State::Running };
        self.snapshots.forget_after(self.trainer.step());
    }

    /// Whether it takes steps.
    pub fn is_running(&self) -> bool {
        self.state == State::Running
    }

    /// Whether it scores validation samples, before it takes another step.
    pub fn is_scoring(&self) -> bool {
        self.scoring.is_some()
    }

    /// Whether it scores or takes a step now, and does not wait until the page has shown the last ones.
    pub fn may_advance(&self) -> bool {
        if self.is_scoring() {
            return true;
        }
        let waits = match self.pace {
            Pace::Steps(steps) => {
                (self.points.len() + self.trainer.steps_in_flight()) as u64 >= u64::from(steps).max(1)
            }
            // At the end of an epoch, wherever the last report was.
            Pace::Epochs(epochs) => {
                let steps = u64::from(epochs).max(1) * self.batches.per_epoch();
                !self.points.is_empty() && self.trainer.step().is_multiple_of(steps)
            }
            Pace::Unlimited => false,
        };
        self.is_running() && !waits
    }
}

#[cfg(test)]
mod tests;
