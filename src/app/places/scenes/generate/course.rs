//! What has come of learning to generate.

use crate::session::{Elbo, Point, Report, State};

/// A run that learns in the page.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    /// Digits that are learnt from, and passes over them.
    pub training: usize,
    #[allow(missing_docs)]
    pub epochs: usize,
    /// Whether it goes on.
    pub state: State,
    /// Steps taken, and how many make an epoch.
    pub step: u64,
    /// 0 until the run has begun.
    pub steps_per_epoch: u64,
    /// The loss of every step.
    pub points: Vec<Point>,
    /// Both parts of the loss after each epoch, with the step.
    pub elbos: Vec<(u64, Elbo)>,
    /// Seconds that it has learnt for.
    pub seconds: f64,
    /// Counts reports.
    pub reports: u32,
    /// When the last report came while it went on, in milliseconds.
    since: Option<f64>,
}

impl Course {
    pub(super) const fn new(training: usize, epochs: usize) -> Self {
        Self {
            training,
            epochs,
            state: State::Paused,
            step: 0,
            steps_per_epoch: 0,
            points: Vec::new(),
            elbos: Vec::new(),
            seconds: 0.0,
            reports: 0,
            since: None,
        }
    }

    /// Epochs that are over.
    pub fn epoch(&self) -> u64 {
        self.step / self.steps_per_epoch.max(1)
    }

    pub(super) fn play(&mut self, now: f64) {
        (self.state, self.since) = (State::Running, Some(now));
    }

    pub(super) fn report(&mut self, report: Report, now: f64) {
        if let Some(since) = self.since {
            self.seconds += (now - since).max(0.0) / 1000.0;
        }
        self.since = (report.state == State::Running).then_some(now);
        (self.state, self.step, self.steps_per_epoch) = (report.state, report.step, report.steps_per_epoch);
        self.points.extend(report.points);
        self.elbos.extend(report.evaluation.and_then(|it| Some((it.step, it.elbo?))));
        self.reports += 1;
    }
}
