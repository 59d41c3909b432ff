//! The runs of the place Train, as far as they have come.

use super::{Effect, Progress, StepWalkthrough, TrainConfig, WatchedRun, WeightHistory};
use crate::network::PlanError;
use crate::session::{Command, EngineKind, RunCommand, RunId, StartFrom};

/// All runs of the place Train.
#[derive(Debug, Default)]
#[allow(missing_docs)]
pub struct TrainingRuns {
    /// One, or two that are compared.
    pub list: Vec<Progress>,
    pub plan_error: Option<PlanError>,
    /// A step in slow motion, while it is shown.
    pub walkthrough: Option<StepWalkthrough>,
    pub weight_history: Option<WeightHistory>,
    /// One sentence about what happened last.
    pub status: Option<String>,
    /// Runs that were begun so far: each has a name of its own.
    pub(super) started: u32,
    pub(super) report_acks: u32,
    pub(super) start: StartFrom,
    /// Whether steps are wanted as soon as all runs have begun, or are on their way.
    pub(super) play_requested: bool,
    /// Of the run in the browser's store, once it was stored.
    pub(super) id: Option<u64>,
    /// The step up to which it is the run that it branched from.
    pub(super) branched_at: Option<u64>,
    /// The snapshot that was gone back to, while no step was taken from there.
    pub(super) sought: Option<u64>,
    /// Runs that were left and are to be stored, once their last checkpoints are here.
    pub(super) left: Vec<LeftRun>,
    /// The faster engine, and from which step on it computes, once that is found.
    pub(super) computed: Option<(EngineKind, u64)>,
    /// A stored run that can be brought back: its id.
    pub offer: Option<u64>,
    /// The stored run that is being loaded.
    pub restoring: Option<u64>,
    /// The one that was, until the person stopped it: what comes of it is not wanted.
    pub(super) given_up: Option<u64>,
    /// The present run, while it is another tab's.
    pub watched: Option<WatchedRun>,
}

/// A run that another one has taken the place of.
#[derive(Clone, Debug)]
pub(super) struct LeftRun {
    pub id: Option<u64>,
    pub branched_at: Option<u64>,
    pub config: TrainConfig,
    pub list: Vec<Progress>,
    /// Those whose checkpoint is on its way.
    pub waiting: Vec<RunId>,
}

impl TrainingRuns {
    /// Whether steps are being taken.
    pub fn play(&self) -> bool {
        self.play_requested || self.list.iter().any(Progress::is_running)
    }

    /// Whether all of them have begun.
    pub fn ready(&self) -> bool {
        !self.list.is_empty() && self.list.iter().all(|progress| progress.ready)
    }

    pub(super) fn each(&self, command: impl Fn(&Progress) -> RunCommand) -> Vec<Effect> {
        self.list.iter().map(|progress| send(progress.run, command(progress))).collect()
    }
}

pub(super) fn send(run: RunId, command: RunCommand) -> Effect {
    Effect::Send(Command::Train { run, command: Box::new(command) })
}
