//! A run that another tab trains is watched here: it is shown as it is stored, until that tab is closed or this one goes on
//! from there with a run of its own. So no tab writes over another one's run.

use std::rc::Rc;

use super::{Effect, SavedRun, Train};
use crate::app::numbers::thousands;
use crate::app::text::train as text;

/// Milliseconds between two looks at what the other tab has stored.
const PAUSE: f64 = 5000.0;

/// A run that another tab trains.
#[derive(Clone, Debug, PartialEq)]
pub struct WatchedRun {
    /// Which one it is in the browser's store.
    pub(super) id: u64,
    /// Whether the other tab has stored it since it was loaded.
    is_stale: bool,
    /// When it was last asked for, in milliseconds since 1970.
    asked: f64,
}

impl Train {
    /// Shows a run as it is stored; what is shown of it already stays until the worker brings the rest.
    pub(super) fn watch_run(&mut self, saved_run: SavedRun, snapshots: Vec<Vec<u8>>) -> Vec<Effect> {
        let id = saved_run.id;
        let is_again = self.runs.watched.as_ref().is_some_and(|watched| watched.id == id);
        let (shown, weight_history) = (self.runs.list.clone(), self.runs.weight_history.take());
        let mut effects = self.begin_from(saved_run, snapshots.clone());
        if is_again {
            self.runs.list.iter_mut().zip(shown).for_each(|(progress, shown)| progress.show(shown));
            self.runs.weight_history = weight_history;
        }
        for (progress, snapshots) in self.runs.list.iter_mut().zip(snapshots) {
            progress.has_stored_snapshots = false;
            progress.snapshots = (!snapshots.is_empty()).then(|| Rc::new(snapshots));
        }
        self.runs.id = None;
        self.runs.watched = Some(WatchedRun { id, is_stale: false, asked: self.keeping.now() });
        if !is_again {
            effects.push(Effect::Watch { id });
        }
        effects
    }

    /// Another tab has stored a run.
    pub(super) fn stored_elsewhere(&mut self, id: u64) {
        if let Some(watched) = self.runs.watched.as_mut().filter(|watched| watched.id == id) {
            watched.is_stale = true;
        }
    }

    /// Loads the watched run anew if there is more of it and nobody looks back at an earlier step.
    pub(super) fn refresh_watched(&mut self, now: f64) -> Vec<Effect> {
        let (is_ready, looks_back) = (self.runs.ready(), self.is_behind());
        let Some(watched) = &mut self.runs.watched else { return Vec::new() };
        if !watched.is_stale || !is_ready || looks_back || now < watched.asked + PAUSE {
            return Vec::new();
        }
        (watched.is_stale, watched.asked) = (false, now);
        let id = watched.id;
        self.load(id)
    }

    /// No other tab writes the watched run any more.
    pub(super) fn take_over(&self, id: u64) -> Vec<Effect> {
        let is_watched = self.runs.watched.as_ref().is_some_and(|watched| watched.id == id);
        if is_watched { self.load(id) } else { Vec::new() }
    }

    /// Goes on from the watched run with one of this tab's own.
    pub(super) fn branch_off(&mut self) -> Vec<Effect> {
        if self.runs.watched.take().is_none() {
            return Vec::new();
        }
        let step = self.runs.list.first().map_or(0, |first| first.newest());
        self.runs.branched_at = Some(step);
        self.runs.status = Some(text::branched_off(&thousands(step)));
        vec![Effect::Remember { id: None }]
    }
}
