//! Runs are kept while they go on: as often as the time and their size allow. What the browser's store refuses is said.

use super::{DataSource, Effect, Progress, Train};
use crate::session::RunCommand;

/// Milliseconds between two saves of a small run.
const PAUSE: f64 = 1000.0;
/// Bytes per millisecond that a large run is saved with at most: 4 MB/s.
const RATE: f64 = 4000.0;
/// Milliseconds after which a checkpoint that was asked for will not come any more.
const LOST: f64 = 60_000.0;
/// Milliseconds of training after which a run is worth asking the browser to keep it when room gets short.
const WORTH: f64 = 60_000.0;
/// Milliseconds of training that one look at the clock counts at most: a page that slept did not train.
const LOOK: f64 = 2000.0;

/// Why the browser's store does not have a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreError {
    /// It does not answer.
    Silent,
    /// It has no room.
    Full,
    /// It refuses for another reason.
    Failed,
}

/// What is known about saving the present runs.
#[derive(Debug, Default)]
pub(super) struct Keeping {
    /// Milliseconds since 1970.
    now: f64,
    /// When checkpoints were last asked for.
    asked: f64,
    /// Whether these have not been stored yet.
    waits: bool,
    /// Whether the store has not answered for the last save.
    writes: bool,
    /// Bytes of the last save.
    bytes: usize,
    /// Milliseconds for which it has trained.
    trained: f64,
    /// Whether the browser was asked to keep what is stored.
    asked_to_persist: bool,
}

impl Keeping {
    /// Milliseconds since 1970, at the last look at the clock.
    pub fn now(&self) -> f64 {
        self.now
    }

    /// So many bytes are on their way into the store.
    pub fn write(&mut self, bytes: usize) {
        (self.bytes, self.waits, self.writes) = (bytes, false, true);
    }

    /// No checkpoint comes of what was asked for before.
    pub fn forget_asked(&mut self) {
        self.waits = false;
    }
}

impl Train {
    /// It is `now`, in milliseconds since 1970: the present runs are saved if it is time.
    pub(super) fn time(&mut self, now: f64) -> Vec<Effect> {
        let passed = (now - self.keeping.now).clamp(0.0, LOOK);
        self.keeping.now = now;
        if self.runs.list.iter().any(Progress::is_running) {
            self.keeping.trained += passed;
        }
        let mut effects = Vec::new();
        if !self.keeping.asked_to_persist && self.is_worth_keeping() {
            self.keeping.asked_to_persist = true;
            effects.push(Effect::Persist);
        }
        let pause = (self.keeping.bytes as f64 / RATE).max(PAUSE);
        if now >= self.keeping.asked + pause {
            effects.extend(self.checkpoint());
        }
        effects.extend(self.refresh_watched(now));
        effects
    }

    /// Asks for what is needed to save steps that are not saved yet, unless that is on its way.
    pub(super) fn checkpoint(&mut self) -> Vec<Effect> {
        let Keeping { now, asked, waits, writes, .. } = self.keeping;
        if writes || waits && now < asked + LOST || !self.has_unsaved_steps() {
            return Vec::new();
        }
        (self.keeping.asked, self.keeping.waits) = (now, true);
        self.runs.each(|_| RunCommand::Checkpoint { snapshots: false })
    }

    fn has_unsaved_steps(&self) -> bool {
        let unsaved = |run: &Progress| run.last.step > run.checkpoint.as_ref().map_or(0, |(step, _)| *step);
        let can_be_stored = !matches!(&self.config.data, DataSource::Custom(own) if !own.is_stored());
        let looks_back = self.runs.sought.is_some();
        can_be_stored
            && !looks_back
            && self.runs.ready()
            && self.runs.list.iter().any(unsaved)
            && self.is_saved()
    }

    fn is_worth_keeping(&self) -> bool {
        let has_steps = self.runs.list.iter().any(|run| run.newest() > 0);
        let is_own = matches!(&self.config.data, DataSource::Custom(own) if own.is_stored());
        has_steps && (is_own || self.keeping.trained >= WORTH)
    }

    /// The store has taken a save, or has not.
    pub(super) fn saved(&mut self, result: Result<(), StoreError>) {
        self.keeping.writes = false;
        self.trouble.store = result.err();
    }

    /// Begins without the browser's store, which has not answered.
    pub fn start_without_store(&mut self) -> Vec<Effect> {
        let asked = self.asked.clone();
        let effects = self.start(&[], None);
        self.asked = asked;
        self.trouble.store = Some(StoreError::Silent);
        effects
    }

    /// The browser's store has answered after all. Where no step was taken meanwhile it is as if it had done so at once.
    pub fn store_answered(&mut self, stored: &[Vec<u8>], current: Option<u64>) -> Vec<Effect> {
        self.trouble.store = None;
        let has_steps = self.runs.list.iter().any(|run| run.newest() > 0);
        if has_steps || self.runs.play() {
            self.asked = None;
            let own = std::mem::take(&mut self.saved_runs);
            self.read_stored(stored);
            self.saved_runs.retain(|saved_run| own.iter().all(|own| own.id != saved_run.id));
            self.saved_runs.splice(0..0, own);
            return Vec::new();
        }
        let now = self.link();
        self.asked = self.asked.take().filter(|asked| Self::new(asked).link() == now).or(Some(now));
        self.start(stored, current)
    }

    /// What is stored beside a run cannot be had: it cannot go on.
    pub(super) fn cannot_load(&mut self, error: StoreError) -> Vec<Effect> {
        let effects = if self.runs.list.is_empty() { self.begin() } else { Vec::new() };
        self.trouble.store = Some(error);
        effects
    }
}
