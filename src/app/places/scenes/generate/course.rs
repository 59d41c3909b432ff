//! What has come of learning to generate.

use crate::app::places::scenes::watched_run::{WatchedRun, known_at};
use crate::session::{Elbo, Report};

/// A run that learns in the page.
#[derive(Clone, Debug)]
pub struct Course {
    /// As Train knows its own.
    pub run: WatchedRun,
    /// Digits that are learnt from, and passes over them.
    pub training: usize,
    #[allow(missing_docs)]
    pub epochs: usize,
    /// Both parts of the loss after each epoch, with the step.
    pub elbos: Vec<(u64, Elbo)>,
}

impl Course {
    pub(super) const fn new(run: WatchedRun, training: usize, epochs: usize) -> Self {
        Self { run, training, epochs, elbos: Vec::new() }
    }

    /// Both parts of the loss at the step that is looked at.
    pub fn newest(&self) -> Option<Elbo> {
        known_at(&self.elbos, self.run.step()).copied()
    }

    pub(super) fn report(&mut self, mut report: Report, now: f64) {
        WatchedRun::forget_left(&report, &mut self.elbos);
        self.elbos.extend(report.evaluation.take().and_then(|it| Some((it.step, it.elbo?))));
        self.run.report(report, now);
    }
}
