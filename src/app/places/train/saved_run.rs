//! Runs that outlive the page: all that is needed to go on as if it had never been closed.

use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::update::read;
use super::{DataSource, Effect, Progress, Train, TrainConfig, Variant};
use crate::app::numbers::{percent, thousands};
use crate::app::text::train as text;
use crate::format::{self, stamped, unstamped};
use crate::session::{Point, StartFrom};

/// Saved runs in the store; the oldest goes for a new one.
const MOST: usize = 12;
/// The version that runs are written in. 1 was the same, without a version.
const VERSION: u8 = 2;

/// One run, or two that are compared, after some step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SavedRun {
    /// The rest of its link.
    pub link: String,
    /// For people: "small modern CNN, digits".
    pub name: String,
    /// Milliseconds since 1970.
    pub when: f64,
    /// Share of the validation samples that the first run had right.
    pub accuracy: Option<f32>,
    runs: Vec<SavedProgress>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct SavedProgress {
    step: u64,
    run: Rc<Vec<u8>>,
    points: Vec<Point>,
    validations: Vec<Point>,
    norms: Vec<(u64, Vec<f32>)>,
}

impl SavedRun {
    /// Reads what [`to_bytes`](Self::to_bytes) wrote; `None` for anything else, as a newer version is.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (version, bytes) = unstamped(bytes);
        let saved_run: Self = postcard::from_bytes(bytes).ok()?;
        (version <= VERSION && !saved_run.runs.is_empty()).then_some(saved_run)
    }

    /// For the browser's store.
    pub fn to_bytes(&self) -> Vec<u8> {
        stamped(VERSION, &postcard::to_allocvec(self).expect("numbers and texts can be encoded"))
    }

    /// What tells it from others: two visits to the same run are saved once.
    pub fn key(&self) -> String {
        key(&self.link)
    }

    /// Whether it is of the very runs that a link asks for, whatever version either link is of.
    pub(super) fn is_of(&self, link: &str) -> bool {
        let now = |link: &str| key(&format::link(read(link).0.to_pairs()));
        self.key() == key(link) || now(&self.link) == now(link)
    }

    /// Steps taken.
    pub fn step(&self) -> u64 {
        self.runs[0].step
    }

    /// One line for people.
    pub fn line(&self) -> String {
        text::saved_run(&self.name, &thousands(self.step()), self.accuracy.map(percent))
    }
}

/// What is looked at does not make another run.
fn key(link: &str) -> String {
    let runs = |pair: &&str| !pair.starts_with("look=") && !pair.starts_with("sample=");
    link.split('&').filter(runs).collect::<Vec<_>>().join("&")
}

impl TrainConfig {
    /// For people: "small modern CNN, digits".
    fn name(&self) -> String {
        let network = self.template().map_or(text::OWN_NETWORK.to_owned(), text::template);
        let data = match &self.data {
            DataSource::Generated { generator, .. } => generator.source.name(),
            DataSource::Custom(own) => &own.name,
        };
        text::run(&network, data, self.variant.map(Variant::name))
    }
}

impl Train {
    /// What is to be done at the start: the store's own run of this link goes on, and any other begins.
    /// `stored` is what [`Effect::Store`] put there.
    pub fn start(&mut self, stored: Vec<Vec<u8>>) -> Vec<Effect> {
        let newer = stored.iter().any(|bytes| unstamped(bytes).0 > VERSION);
        let status = self.runs.status.take().or(newer.then(|| text::NEWER_RUNS.to_owned()));
        self.saved_runs = stored.iter().filter_map(|bytes| SavedRun::from_bytes(bytes)).collect();
        self.saved_runs.sort_by(|a, b| b.when.total_cmp(&a.when));
        let link = self.link();
        let effects = match self.saved_runs.iter().position(|saved_run| saved_run.is_of(&link)) {
            Some(index) => self.restore(index),
            None => self.begin(),
        };
        self.runs.status = status.or(self.runs.status.take());
        effects
    }

    /// All runs go into the store, at `when` milliseconds since 1970. Somebody's files are not saved there, and so neither are
    /// runs on them.
    pub(super) fn store_run(&mut self, when: f64) -> Vec<Effect> {
        let own = matches!(self.config.data, DataSource::Custom(_));
        let Some(saved_run) = self.saved_run(when).filter(|_| !own) else { return Vec::new() };
        let key = saved_run.key();
        let same = |other: &mut SavedRun| other.is_of(&saved_run.link);
        let same: Vec<SavedRun> = self.saved_runs.extract_if(.., same).collect();
        // A link of an earlier version is another key.
        let earlier = same.into_iter().map(|same| same.key()).filter(|other| *other != key);
        let mut effects: Vec<Effect> = earlier.map(|key| Effect::Forget { key }).collect();
        effects.push(Effect::Store { key, bytes: saved_run.to_bytes() });
        self.saved_runs.insert(0, saved_run);
        let old = self.saved_runs.drain(self.saved_runs.len().min(MOST)..);
        effects.extend(old.map(|old| Effect::Forget { key: old.key() }));
        effects
    }

    /// Takes a saved run out of the store.
    pub(super) fn forget(&mut self, index: usize) -> Vec<Effect> {
        if index >= self.saved_runs.len() {
            return Vec::new();
        }
        let key = self.saved_runs.remove(index).key();
        vec![Effect::Forget { key }]
    }

    /// All runs at their last checkpoints; nothing while these were made after different steps.
    fn saved_run(&self, when: f64) -> Option<SavedRun> {
        let saved = |progress: &Progress| {
            let (step, run) = progress.checkpoint.clone()?;
            let until = |points: &[Point]| points.iter().copied().filter(|p| p.step <= step).collect();
            Some(SavedProgress {
                step,
                run,
                points: until(&progress.points),
                validations: until(&progress.validations),
                norms: progress.norms.iter().filter(|(at, _)| *at <= step).cloned().collect(),
            })
        };
        let runs = self.runs.list.iter().map(saved).collect::<Option<Vec<_>>>()?;
        let step = runs.first()?.step;
        let same = step > 0 && runs.iter().all(|run| run.step == step);
        let accuracy = self.runs.list[0].evaluation.as_ref().map(|evaluation| evaluation.accuracy);
        same.then(|| SavedRun { link: self.link(), name: self.config.name(), when, accuracy, runs })
    }

    /// Goes on where a saved run ends.
    pub(super) fn restore(&mut self, index: usize) -> Vec<Effect> {
        let Some(saved_run) = self.saved_runs.get(index).cloned() else { return Vec::new() };
        let mut effects = Vec::new();
        if !saved_run.is_of(&self.link()) {
            (self.config, _) = read(&saved_run.link);
            effects.push(Effect::UpdateUrl);
        }
        let step = saved_run.step();
        effects.extend(self.begin_from(saved_run));
        self.runs.status = Some(text::restored(&thousands(step)));
        effects
    }

    /// Begins all runs at their checkpoints.
    fn begin_from(&mut self, saved_run: SavedRun) -> Vec<Effect> {
        let mut effects = self.begin();
        let starts = effects.iter_mut().filter_map(super::begin::start_of);
        for ((start, saved), progress) in starts.zip(saved_run.runs).zip(&mut self.runs.list) {
            let SavedProgress { step, run, points, validations, norms } = saved;
            *start = StartFrom::Checkpoint((*run).clone());
            (progress.points, progress.validations, progress.norms) = (points, validations, norms);
            (progress.last.step, progress.checkpoint) = (step, Some((step, run)));
        }
        effects
    }

    /// The worker died, and there is another one: everything begins again at its last checkpoint.
    pub fn worker_died(&mut self) -> Vec<Effect> {
        let saved_run = self.saved_run(0.0);
        let step = saved_run.as_ref().map(SavedRun::step);
        let effects = match saved_run {
            Some(saved_run) => self.begin_from(saved_run),
            None => self.begin(),
        };
        self.runs.status = Some(text::worker_restarted(step.map(thousands).as_deref()));
        effects
    }
}
