//! What has come of one of the networks that learn.

use std::rc::Rc;

use crate::app::places::scenes::Effect;
use crate::app::places::scenes::watched_run::{WatchedRun, known_at};
use crate::network::Network;
use crate::session::{Evaluation, Report, RunCommand, RunId, State};

/// How long these learn is told in epochs alone.
const UNTIMED: f64 = 0.0;

/// A run, and what has come of it.
#[derive(Clone, Debug)]
pub struct Course {
    /// As Train knows its own; its evaluation is that of the step that is looked at.
    pub run: WatchedRun,
    /// The scores after each epoch, with the step.
    evaluations: Vec<(u64, Rc<Evaluation>)>,
}

impl Course {
    /// A run that has not begun; `None` for a network that cannot be.
    pub(super) fn new(run: RunId, network: &Network) -> Option<Self> {
        Some(Self { run: WatchedRun::new(run, network)?, evaluations: Vec::new() })
    }

    pub(super) fn ask(&self, command: RunCommand) -> Effect {
        self.run.ask(command)
    }

    pub(super) fn play(&mut self) {
        self.run.play(UNTIMED);
    }

    /// Whether it goes on from where it is looked at, to `epochs` epochs.
    pub(super) fn goes_on(&self, epochs: u32) -> bool {
        self.run.state() == State::Paused && !self.run.is_over(epochs as usize)
    }

    pub(super) fn report(&mut self, mut report: Report) {
        WatchedRun::forget_left(&report, &mut self.evaluations);
        self.evaluations.extend(report.evaluation.take().map(|it| (it.step, Rc::new(it))));
        self.run.report(report, UNTIMED);
        self.run.progress.evaluation = known_at(&self.evaluations, self.run.step()).cloned();
    }
}

/// Epochs that are over in each of the runs.
pub fn epochs(courses: &[Course]) -> u64 {
    courses.iter().map(|course| course.run.epochs()).min().unwrap_or(0)
}
