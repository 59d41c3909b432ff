//! The runs of the place Train, as far as they have come.

use super::{Effect, Film, Progress, Story};
use crate::network::PlanError;
use crate::session::{Command, RunId, Start, Training};

/// All runs of the place Train.
#[derive(Debug, Default)]
pub struct Trainings {
    /// One, or two that are compared.
    pub runs: Vec<Progress>,
    /// Why the network cannot be planned.
    pub problem: Option<PlanError>,
    /// A step in slow motion, while it is told.
    pub story: Option<Story>,
    /// A kernel that is looked at over time.
    pub film: Option<Film>,
    /// One sentence about what happened last.
    pub said: Option<String>,
    /// Runs that were begun so far: each has a name of its own.
    pub(super) begun: u32,
    /// Counts reports that were painted.
    pub(super) painted: u32,
    /// Weights that a run is to start with.
    pub(super) start: Start,
    /// Whether steps are wanted as soon as all runs have begun, or are on their way.
    pub(super) goes: bool,
}

impl Trainings {
    /// Whether steps are being taken.
    pub fn play(&self) -> bool {
        self.goes || self.runs.iter().any(Progress::runs)
    }

    /// Whether all of them have begun.
    pub fn ready(&self) -> bool {
        !self.runs.is_empty() && self.runs.iter().all(|progress| progress.begun)
    }

    pub(super) fn each(&self, training: impl Fn(&Progress) -> Training) -> Vec<Effect> {
        self.runs.iter().map(|progress| send(progress.run, training(progress))).collect()
    }
}

pub(super) fn send(run: RunId, training: Training) -> Effect {
    Effect::Send(Command::Train { run, training: Box::new(training) })
}
