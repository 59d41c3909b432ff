//! A saved run goes on: where it ends, with its samples and its snapshots.

use std::rc::Rc;

use super::link::read_with;
use super::saved_run::{SavedProgress, snapshots_key};
use super::{CustomDataset, Effect, SavedRun, Train};
use crate::app::numbers::thousands;
use crate::app::text::train as text;
use crate::session::StartFrom;

/// What the browser's store has of a run.
#[derive(Clone, Debug, Default)]
pub struct StoredRun {
    /// The run as it is stored now, which may be further than when the list of runs was read; `None` if it is gone.
    pub run: Option<Vec<u8>>,
    /// The keys and bytes of what is stored beside it.
    pub blobs: Vec<(String, Vec<u8>)>,
    /// Whether another tab writes it.
    pub is_elsewhere: bool,
}

impl Train {
    /// Goes on where a saved run ends, as soon as what is stored beside it is here.
    pub(super) fn restore(&mut self, index: usize) -> Vec<Effect> {
        let Some(saved_run) = self.saved_runs.get(index) else { return Vec::new() };
        if !saved_run.blobs().is_empty() {
            self.runs.status = Some(text::LOADING_RUN.to_string());
            (self.runs.restoring, self.runs.given_up) = (Some(saved_run.id), None);
        }
        self.load(saved_run.id)
    }

    /// Stays with the present run, or begins one, instead of waiting for a saved one.
    pub(super) fn stop_restoring(&mut self) -> Vec<Effect> {
        self.runs.given_up = self.runs.restoring.take();
        let effects = if self.runs.list.is_empty() { self.begin() } else { Vec::new() };
        self.runs.status = Some(text::RESTORING_STOPPED.to_string());
        effects
    }

    /// Asks for a saved run.
    pub(super) fn load(&self, id: u64) -> Vec<Effect> {
        let saved_run = self.saved_runs.iter().find(|saved_run| saved_run.id == id);
        let load = |run: &SavedRun| Effect::Load { id, key: run.key(), keys: run.possible_blobs() };
        saved_run.map(load).into_iter().collect()
    }

    /// What is stored of a run is here: it goes on, or is watched if another tab trains it.
    pub(super) fn loaded(&mut self, id: u64, stored: StoredRun) -> Vec<Effect> {
        if self.runs.given_up.take() == Some(id) {
            return Vec::new();
        }
        self.runs.restoring = None;
        let said = self.runs.status.take().filter(|status| *status != text::LOADING_RUN);
        let Some(saved_run) = self.saved_runs.iter_mut().find(|saved_run| saved_run.id == id) else {
            return Vec::new();
        };
        let StoredRun { run, blobs, is_elsewhere } = stored;
        if let Some(newer) = run.and_then(|run| SavedRun::from_bytes(&run)).filter(|newer| newer.id == id) {
            *saved_run = newer;
        }
        let saved_run = saved_run.clone();
        let blob = |key: &str| blobs.iter().find(|(other, _)| other == key).map(|(_, bytes)| &bytes[..]);
        let own = match &saved_run.dataset {
            None => None,
            Some(key) => match blob(key).and_then(CustomDataset::from_bytes) {
                Some(own) => Some(Rc::new(own)),
                None => {
                    let effects = if self.runs.list.is_empty() { self.begin() } else { vec![] };
                    self.runs.status = Some(text::SAMPLES_GONE.to_string());
                    return effects;
                }
            },
        };
        // What a link says of samples that are not here is no news when they come.
        let said = said.filter(|_| own.is_none());
        let was_watched = self.runs.watched.as_ref().is_some_and(|watched| watched.id == id);
        let mut effects = self.leave();
        if own.is_some() || !saved_run.is_of(&self.link()) {
            (self.config, _) = read_with(&saved_run.link, own);
            effects.push(Effect::UpdateUrl);
        }
        let step = thousands(saved_run.step());
        let snapshots =
            (0..saved_run.runs.len()).map(|index| blob(&snapshots_key(id, index)).map(<[u8]>::to_vec));
        let snapshots: Vec<_> = snapshots.map(Option::unwrap_or_default).collect();
        if is_elsewhere {
            effects.extend(self.watch_run(saved_run, snapshots));
            self.runs.status = said;
            return effects;
        }
        effects.extend(self.begin_from(saved_run, snapshots));
        effects.push(Effect::Remember { id: Some(id) });
        self.runs.status = match was_watched {
            true => Some(text::taken_over(&step)),
            false => said.or(Some(text::restored(&step))),
        };
        effects
    }

    /// Begins all runs at their checkpoints.
    pub(super) fn begin_from(&mut self, saved_run: SavedRun, snapshots: Vec<Vec<u8>>) -> Vec<Effect> {
        let mut effects = self.begin_fresh();
        (self.runs.id, self.runs.branched_at) = (Some(saved_run.id), saved_run.branched_at);
        let starts = effects.iter_mut().filter_map(super::begin::start_of);
        for (((start, saved), progress), snapshots) in
            starts.zip(saved_run.runs).zip(&mut self.runs.list).zip(snapshots)
        {
            let SavedProgress { step, run, points, validations, norms, has_snapshots } = saved;
            *start = StartFrom::Checkpoint { run: (*run).clone(), snapshots };
            (progress.points, progress.validations, progress.norms) = (points, validations, norms);
            (progress.last.step, progress.checkpoint) = (step, Some((step, run)));
            progress.has_stored_snapshots = has_snapshots;
        }
        effects
    }
}
