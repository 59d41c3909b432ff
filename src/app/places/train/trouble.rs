//! What is in the way of a run for longer than a moment, and how it goes on from there.

use super::saved_run::SavedRun;
use super::{Effect, StoreError, Train};
use crate::app::heartbeat::{Death, WorkerState};
use crate::app::numbers::thousands;
use crate::app::text::train as text;
use crate::session::EngineKind;

/// Milliseconds that a worker may take for anything.
const PATIENCE: f64 = 10_000.0;
/// Multiply-adds per millisecond of a slow machine: 0.2 billion a second.
const SLOW: f64 = 2e5;
/// Steps that are taken without listening; a benchmark of the engines takes more.
const STEPS: u64 = 2;
const BENCHMARK_STEPS: u64 = 10;
/// What an evaluation takes, as far as it goes on for more than the samples that are scored in any case.
const EVALUATION: u64 = 20_000_000_000;
/// How often another worker takes the place of one that died, before it has scored a run.
const DEATHS: u32 = 1;

/// What is in the way.
#[derive(Debug, Default)]
pub struct Trouble {
    /// Why the present runs are not kept.
    pub store: Option<StoreError>,
    /// Why no worker answers.
    pub worker: Option<WorkerTrouble>,
    /// Workers that died since one scored a run.
    pub(super) deaths: u32,
}

impl Trouble {
    /// Whether anything is in the way.
    pub fn is_any(&self) -> bool {
        self.store.is_some() || self.worker.is_some()
    }
}

/// Why no worker answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkerTrouble {
    /// It has not answered for long.
    Silent,
    /// It died, as did the one before it.
    Dead(Death),
}

impl Train {
    /// How many milliseconds the worker may take for one thing: a large network takes long for a single step.
    pub fn patience(&self) -> f64 {
        let benchmarks = self.config.engine == EngineKind::Auto;
        let steps = if benchmarks { BENCHMARK_STEPS } else { STEPS };
        let work = |run: &super::Progress| {
            let macs = run.plan.total_cost().macs;
            // Forward, and twice as much backward.
            let step = macs.saturating_mul(3 * self.config.settings.batch as u64);
            let scored = (run.validation.len() as u64).min(1000.max(EVALUATION / macs.max(1)));
            step.saturating_mul(steps).saturating_add(macs.saturating_mul(scored)) as f64
        };
        PATIENCE + self.runs.list.iter().map(work).sum::<f64>() / SLOW
    }

    /// The worker is otherwise than before.
    pub(super) fn worker_turned(&mut self, state: WorkerState) -> Vec<Effect> {
        self.trouble.worker = match state {
            WorkerState::Answers => None,
            WorkerState::Silent => Some(WorkerTrouble::Silent),
            WorkerState::Dead(death) => {
                self.trouble.deaths += 1;
                if self.trouble.deaths <= DEATHS {
                    return self.restart_worker(Some(death));
                }
                self.runs.play_requested = false;
                Some(WorkerTrouble::Dead(death))
            }
        };
        Vec::new()
    }

    /// Another worker takes the place of the present one, of which nothing more comes: everything begins again at its last
    /// checkpoint.
    pub(super) fn restart_worker(&mut self, death: Option<Death>) -> Vec<Effect> {
        self.trouble.worker = None;
        self.pins.lose_beside();
        self.runs.left.iter_mut().for_each(|left| left.waiting.clear());
        let present = self.present();
        let snapshots =
            present.list.iter().map(|progress| progress.snapshots.as_deref().cloned().unwrap_or_default());
        let snapshots = snapshots.collect();
        let saved_run = present.saved(present.id.unwrap_or_default(), 0.0, None);
        let step = saved_run.as_ref().map(SavedRun::step);
        let watched = self.runs.watched.take();
        let mut effects = vec![Effect::RestartWorker];
        effects.extend(match saved_run {
            Some(saved_run) => self.begin_from(saved_run, snapshots),
            None => self.begin_fresh(),
        });
        (self.runs.id, self.runs.branched_at, self.runs.watched) = (present.id, present.branched_at, watched);
        effects.push(Effect::StoreRun);
        self.runs.status = Some(text::worker_restarted(death, step.map(thousands).as_deref()));
        effects
    }
}
