//! No run is lost: each has an entry of its own in the browser's store. What another run takes the place of is stored first,
//! with its snapshots and its samples, and can be brought back.

use std::rc::Rc;

use super::link::is_cut;
use super::runs::LeftRun;
use super::saved_run::{VERSION, snapshots_key};
use super::{DataSource, Effect, Progress, SavedRun, Train};
use crate::app::numbers::thousands;
use crate::app::text::Text;
use crate::app::text::train as text;
use crate::app::trained_network::TrainedNetwork;
use crate::format::unstamped;
use crate::session::{RunCommand, RunEvent, RunId};

/// Saved runs in the store; the oldest goes for a new one.
const MAX_RUNS: usize = 12;

impl Train {
    /// What is to be done at the start. `stored` is what [`Effect::Store`] put into the store, `current` the run that this
    /// tab showed before a reload. That one goes on, or the store's last run of this link; a link that asks for nothing
    /// begins anew and offers the last run.
    pub fn start(&mut self, stored: &[Vec<u8>], current: Option<u64>) -> Vec<Effect> {
        let status = self.runs.status.take().or(self.read_stored(stored).map(String::from));
        let asked = self.asked.take().unwrap_or_default();
        let position = |wanted: &dyn Fn(&SavedRun) -> bool| self.saved_runs.iter().position(wanted);
        let of_tab = position(&|saved| Some(saved.id) == current && saved.is_of(&asked));
        let of_link = || position(&|saved| saved.is_of(&asked)).filter(|_| !asked.is_empty());
        let found = of_tab.or_else(of_link);
        // The network of a run that is stored here need not be in the link.
        let status = status.filter(|_| found.is_none() || !is_cut(&asked));
        let effects = match found {
            Some(index) => self.restore(index),
            None => {
                let mut effects = self.begin();
                if asked.is_empty() && self.cores > 0 {
                    effects.push(Effect::UpdateUrl);
                }
                let last = self.saved_runs.first().filter(|_| asked.is_empty());
                if let Some(last) = last {
                    (self.runs.offer, self.runs.status) =
                        (Some(last.id), Some(text::last_time(&last.line())));
                }
                effects
            }
        };
        self.runs.status = status.or(self.runs.status.take());
        effects
    }

    /// Reads what the store holds, and answers with a sentence about what it cannot read.
    pub(super) fn read_stored(&mut self, stored: &[Vec<u8>]) -> Option<Text> {
        self.saved_runs = stored.iter().filter_map(|bytes| SavedRun::from_bytes(bytes)).collect();
        self.saved_runs.sort_by(|a, b| b.when.total_cmp(&a.when));
        self.last_network = self.saved_runs.first().map(|saved_run| saved_run.id);
        stored.iter().any(|bytes| unstamped(bytes).0 > VERSION).then_some(text::NEWER_RUNS)
    }

    /// The present runs, as they would be left.
    pub(super) fn present(&self) -> LeftRun {
        let runs = &self.runs;
        LeftRun {
            id: runs.id,
            branched_at: runs.branched_at,
            config: self.linked(),
            list: runs.list.clone(),
            waiting: vec![],
        }
    }

    /// Leaves the present runs, which are stored as soon as their last checkpoints are here. Nothing is left of runs that took
    /// no step.
    pub(super) fn leave(&mut self) -> Vec<Effect> {
        let mut left = self.present();
        (self.runs.id, self.runs.branched_at) = (None, None);
        (self.runs.offer, self.runs.sought) = (None, None);
        if left.list.iter().all(|progress| progress.newest() == 0) || !self.is_saved() {
            return Vec::new();
        }
        left.waiting = left.list.iter().map(|progress| progress.run).collect();
        self.runs.left.push(left);
        self.runs.each(|_| RunCommand::Checkpoint { snapshots: true })
    }

    /// From here on it is a run of its own; what it was before is stored.
    pub(super) fn branch(&mut self) -> Vec<Effect> {
        let Some(at) = self.runs.list.first().map(|first| first.last.step) else { return Vec::new() };
        let at = self.runs.sought.map_or(at, |sought| sought.min(at));
        let newest = self.runs.list[0].newest();
        let effects = self.leave();
        self.runs.branched_at = Some(at);
        for progress in &mut self.runs.list {
            (progress.checkpoint, progress.snapshots, progress.has_stored_snapshots) = (None, None, false);
        }
        let kept = self.is_saved().then(|| text::branched(&thousands(at), &thousands(newest)));
        self.runs.status = kept.or(self.memory_note());
        effects
    }

    /// Takes a checkpoint of a run that was left.
    pub(super) fn take_left(&mut self, run: RunId, event: &RunEvent) -> Option<Vec<Effect>> {
        let RunEvent::Checkpoint { snapshots: Some(_), .. } = event else { return None };
        let left = self.runs.left.iter_mut().find(|left| left.waiting.contains(&run))?;
        left.waiting.retain(|other| *other != run);
        if let Some(progress) = left.list.iter_mut().find(|progress| progress.run == run) {
            progress.take(event.clone());
        }
        Some(if left.waiting.is_empty() { vec![Effect::StoreRun] } else { vec![] })
    }

    /// Everything that is complete goes into the store, at `when` milliseconds since 1970.
    pub(super) fn store_runs(&mut self, when: f64) -> Vec<Effect> {
        let mut effects = Vec::new();
        for left in self.runs.left.extract_if(.., |left| left.waiting.is_empty()).collect::<Vec<_>>() {
            if let Some(id) = self.put(&left, when, &mut effects) {
                self.runs.offer = Some(id);
            }
        }
        // The run that is watched is another tab's to store.
        let present = self.runs.watched.is_none().then(|| self.present());
        if let Some(id) = present.and_then(|present| self.put(&present, when, &mut effects)) {
            if self.runs.id != Some(id) {
                effects.push(Effect::Remember { id: Some(id) });
            }
            self.runs.id = Some(id);
            let stored = |effect: &Effect| match effect {
                Effect::Store { bytes, .. } => bytes.len(),
                Effect::StoreBlob { bytes, .. } => bytes.len(),
                _ => 0,
            };
            self.keeping.write(effects.iter().map(stored).sum());
            for progress in &mut self.runs.list {
                progress.has_stored_snapshots |= progress.snapshots.take().is_some();
            }
        }
        effects
    }

    /// Puts a run into the store, in the place of what was stored of it before, and answers its id.
    fn put(&mut self, run: &LeftRun, when: f64, effects: &mut Vec<Effect>) -> Option<u64> {
        let is_free = |id: &u64| self.saved_runs.iter().all(|saved_run| saved_run.id != *id);
        let id = run.id.unwrap_or_else(|| (when as u64..).find(is_free).expect("few are taken"));
        let before = self.saved_runs.iter().position(|saved_run| saved_run.id == id);
        let dataset = match (&run.config.data, before) {
            (DataSource::Custom(own), _) if !own.is_stored() => return None,
            (DataSource::Custom(_), Some(before)) => self.saved_runs[before].dataset.clone(),
            (DataSource::Custom(own), None) => Some(own.key()),
            (DataSource::Generated { .. }, _) => None,
        };
        let saved_run = run.saved(id, when, dataset)?;
        if let (DataSource::Custom(own), Some(key), None) = (&run.config.data, &saved_run.dataset, before)
            && !self.saved_runs.iter().any(|other| other.dataset.as_ref() == Some(key))
        {
            effects.push(Effect::StoreBlob { key: key.clone(), bytes: Rc::new(own.to_bytes()) });
        }
        for (index, progress) in run.list.iter().enumerate() {
            if let Some(bytes) = progress.snapshots.clone() {
                effects.push(Effect::StoreBlob { key: snapshots_key(id, index), bytes });
            }
        }
        if let Some(key) = before.and_then(|before| self.saved_runs.remove(before).earlier_key) {
            effects.push(Effect::Forget { key });
        }
        effects.push(Effect::Store { key: saved_run.key(), bytes: saved_run.to_bytes() });
        if let Some(trained) = saved_run.network(&run.config) {
            let bytes = Rc::new(trained.to_bytes());
            effects.push(Effect::StoreBlob { key: TrainedNetwork::KEY.to_owned(), bytes });
            self.last_network = Some(id);
        }
        self.saved_runs.insert(0, saved_run);
        while self.saved_runs.len() > MAX_RUNS {
            effects.extend(self.forget(self.saved_runs.len() - 1));
        }
        Some(id)
    }

    /// The run that can be brought back.
    pub fn offered(&self) -> Option<&SavedRun> {
        self.saved_runs.iter().find(|saved_run| Some(saved_run.id) == self.runs.offer)
    }

    /// Takes a saved run out of the store, and what no other one needs.
    pub(super) fn forget(&mut self, index: usize) -> Vec<Effect> {
        if index >= self.saved_runs.len() {
            return Vec::new();
        }
        let forgotten = self.saved_runs.remove(index);
        if self.runs.offer == Some(forgotten.id) {
            self.runs.offer = None;
        }
        let needed: Vec<String> = self.saved_runs.iter().flat_map(SavedRun::blobs).collect();
        let blobs = forgotten.blobs().into_iter().filter(|key| !needed.contains(key));
        let network =
            self.last_network.take_if(|id| *id == forgotten.id).map(|_| TrainedNetwork::KEY.to_owned());
        let blobs = blobs.chain(network).map(|key| Effect::ForgetBlob { key });
        [Effect::Forget { key: forgotten.key() }].into_iter().chain(blobs).collect()
    }

    /// Whether a step from here would take the place of others.
    pub(super) fn is_behind(&self) -> bool {
        self.runs.sought.is_some_and(|sought| self.runs.list.iter().any(|run| sought < run.newest()))
    }

    /// Takes steps, on a way of their own if an earlier step is looked at.
    pub(super) fn go_on(&mut self, command: impl Fn(&Progress) -> RunCommand) -> Vec<Effect> {
        let mut effects = if self.is_behind() { self.branch() } else { vec![] };
        self.runs.sought = None;
        effects.extend(self.runs.each(command));
        effects
    }

    /// Goes back to the last snapshot up to a step; the last state is stored before.
    pub(super) fn seek(&mut self, step: u64) -> Vec<Effect> {
        let mut effects = Vec::new();
        if !self.is_behind() && self.is_saved() {
            effects.extend(self.runs.each(|_| RunCommand::Checkpoint { snapshots: true }));
        }
        self.runs.sought = Some(step);
        effects.extend(self.each_shown(|_| RunCommand::Seek { step }));
        effects
    }
}
