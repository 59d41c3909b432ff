//! A run that learns in this place: all that Train knows of its own, and how long it has learnt for. What is shown of it beside its
//! answers are curves, the sizes of gradients, or maps of each layer, and it goes back to its snapshots as there.

use std::sync::Arc;

use super::{Effect, Scenes, Task};
use crate::app::places::train::Progress;
use crate::network::{Network, Plan};
use crate::session::{Command, Look, Point, Report, RunCommand, RunEvent, RunId, State, Watch};

/// What is shown of a run beside its answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Inside {
    /// Loss and scores.
    #[default]
    Curves,
    /// The norm of each layer's dL/dw.
    Gradients,
    /// The values of each layer, by a look.
    Maps,
}

impl Inside {
    /// All of them, in their order.
    pub const ALL: [Self; 3] = [Self::Curves, Self::Gradients, Self::Maps];
}

/// A run, and what has come of it.
#[derive(Clone, Debug)]
pub struct WatchedRun {
    /// As Train knows its runs.
    pub progress: Progress,
    /// Seconds that it has learnt for.
    pub seconds: f64,
    /// When the last report came while it went on, in milliseconds.
    since: Option<f64>,
    /// What is shown of it.
    inside: Inside,
}

impl WatchedRun {
    /// A run that has not begun; `None` for a network that cannot be.
    pub fn new(run: RunId, network: &Network) -> Option<Self> {
        let plan = Arc::new(Plan::new(network.clone()).ok()?);
        let progress = Progress::new(run, plan, Look::Activations);
        Some(Self { progress, seconds: 0.0, since: None, inside: Inside::Curves })
    }

    /// Something is shown of it, by a look. Answers whether that is something else than before.
    pub fn show(&mut self, inside: Inside, look: Look) -> bool {
        let is_other = (inside, look) != (self.inside, self.progress.look);
        self.inside = inside;
        self.progress.look_at(look);
        is_other
    }

    /// Asks something of it.
    pub fn ask(&self, command: RunCommand) -> Effect {
        Effect::Train(Command::Train { run: self.run(), command: Box::new(command) })
    }

    /// Which run it is.
    pub const fn run(&self) -> RunId {
        self.progress.run
    }

    /// Whether it goes on.
    pub const fn state(&self) -> State {
        self.progress.last.state
    }

    /// Steps taken, to where it is looked at.
    pub const fn step(&self) -> u64 {
        self.progress.last.step
    }

    /// The loss of every step.
    pub fn points(&self) -> &[Point] {
        &self.progress.points
    }

    /// Epochs that are over.
    pub fn epochs(&self) -> u64 {
        self.step() / self.progress.steps_per_epoch.max(1)
    }

    /// The step that is looked at, if it is not the last that it came to.
    pub fn earlier(&self) -> Option<u64> {
        (self.step() < self.progress.newest()).then_some(self.step())
    }

    /// Whether `epochs` epochs are over, and the last of them is looked at.
    pub fn is_over(&self, epochs: usize) -> bool {
        self.step() > 0 && self.step() >= epochs as u64 * self.progress.steps_per_epoch
    }

    /// It goes on from `now` milliseconds.
    pub fn play(&mut self, now: f64) {
        (self.progress.last.state, self.since) = (State::Running, Some(now));
    }

    /// Takes in a report.
    pub fn report(&mut self, report: Report, now: f64) {
        if let Some(since) = self.since {
            self.seconds += (now - since).max(0.0) / 1000.0;
        }
        self.since = (report.state == State::Running).then_some(now);
        self.progress.take(RunEvent::Report(Box::new(report)));
    }

    /// What every report is to bring of the layers.
    pub fn watch(&self) -> Watch {
        if self.inside == Inside::Maps { self.progress.watch_sample(0) } else { Watch::default() }
    }

    /// Keeps those of `scored` that a run which goes another way behind `report` has not left.
    pub fn forget_left<T>(report: &Report, scored: &mut Vec<(u64, T)>) {
        if let Some(first) = report.points.first() {
            scored.retain(|(step, _)| *step < first.step);
        }
    }
}

/// What was known at a step: the last entry up to it.
pub fn known_at<T>(scored: &[(u64, T)], at: u64) -> Option<&T> {
    scored.iter().rev().find(|(step, _)| *step <= at).map(|(_, scores)| scores)
}

impl Scenes {
    /// The runs that learn for the task that is open, those that learn beside each other together.
    pub fn watched_runs(&self) -> Vec<&WatchedRun> {
        match self.config.task {
            Task::Generate => self.generate.course.iter().map(|course| &course.run).collect(),
            Task::Teach => self.teach.courses(&self.config.teach).iter().map(|course| &course.run).collect(),
            _ => self.learning.iter().map(|learning| &learning.run).collect(),
        }
    }

    fn watched_runs_mut(&mut self) -> Vec<&mut WatchedRun> {
        match self.config.task {
            Task::Generate => self.generate.course.iter_mut().map(|course| &mut course.run).collect(),
            Task::Teach => {
                let courses = self.teach.courses_mut(&self.config.teach);
                courses.iter_mut().map(|course| &mut course.run).collect()
            }
            _ => self.learning.iter_mut().map(|learning| &mut learning.run).collect(),
        }
    }

    /// Goes back to the last snapshot up to a step: the answers are those of the networks as they were there.
    pub(super) fn seek(&mut self, step: u64) -> Vec<Effect> {
        match self.config.task {
            Task::Restyle => self.seek_restyle(step),
            _ => self.watched_runs().into_iter().map(|run| run.ask(RunCommand::Seek { step })).collect(),
        }
    }

    /// Something else is shown of the runs.
    pub(super) fn choose_inside(&mut self, inside: Inside, look: Look) -> Vec<Effect> {
        (self.inside, self.look) = (inside, look);
        self.show_inside()
    }

    /// Asks runs of which something else is shown than they were asked for.
    pub(super) fn show_inside(&mut self) -> Vec<Effect> {
        let (inside, look) = (self.inside, self.look);
        let is_other = self.watched_runs_mut().into_iter().fold(false, |is, run| run.show(inside, look) | is);
        match self.config.task {
            _ if !is_other => Vec::new(),
            Task::Generate => self.generate.watch_layers(&self.config.generate),
            Task::Teach => self.teach.watch(&self.config.teach),
            _ if self.has_two_stages() => self.watch_layers(),
            _ => self.watch(),
        }
    }

    /// Asks a run of two stages for its layers: neither stage looks at the scene alone, so it is the first of its samples that is
    /// looked at.
    pub(super) fn watch_layers(&self) -> Vec<Effect> {
        self.watched_runs().into_iter().map(|run| run.ask(RunCommand::Watch { watch: run.watch() })).collect()
    }
}
