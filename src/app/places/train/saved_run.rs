//! Runs that outlive the page: all that is needed to go on as if it had never been closed.

use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::link::read;
use super::link::{is_cut, shortened};
use super::runs::LeftRun;
use super::{DataSource, Progress, TrainConfig};
use crate::app::numbers::{percent, thousands};
use crate::app::text::train as text;
use crate::app::trained_network::{StoredDataset, TrainedNetwork};
use crate::format::{self, encoded, unstamped};
use crate::session::{Point, weights_of_run};

/// The version that runs are written in. 1 was as 2, without a version; 2 had one entry for each link.
pub(super) const VERSION: u8 = 3;

/// One run, or two that are compared, after some step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SavedRun {
    /// Milliseconds since 1970 when it was first stored: no other run has the same.
    pub id: u64,
    /// The step up to which it is another run, from which it branched.
    pub branched_at: Option<u64>,
    /// The rest of its link.
    pub link: String,
    /// For people: "small modern CNN, digits".
    pub name: String,
    /// Milliseconds since 1970 when it was last stored.
    pub when: f64,
    /// Share of the validation samples that the first run had right.
    pub accuracy: Option<f32>,
    /// The key of somebody's own samples.
    pub(super) dataset: Option<String>,
    pub(super) runs: Vec<SavedProgress>,
    /// What it is stored as, where an earlier version stored it.
    #[serde(skip)]
    pub(super) earlier_key: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct SavedProgress {
    pub step: u64,
    pub run: Rc<Vec<u8>>,
    pub points: Vec<Point>,
    pub validations: Vec<Point>,
    pub norms: Vec<(u64, Vec<f32>)>,
    /// Whether its snapshots are stored.
    pub has_snapshots: bool,
}

/// As versions 1 and 2 wrote it.
#[derive(Deserialize)]
struct Earlier {
    link: String,
    name: String,
    when: f64,
    accuracy: Option<f32>,
    runs: Vec<EarlierProgress>,
}

#[derive(Deserialize)]
struct EarlierProgress {
    step: u64,
    run: Rc<Vec<u8>>,
    points: Vec<Point>,
    validations: Vec<Point>,
    norms: Vec<(u64, Vec<f32>)>,
}

impl SavedRun {
    /// Reads what [`to_bytes`](Self::to_bytes) wrote; `None` for anything else, as a newer version is.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let saved_run: Self = match unstamped(bytes) {
            (1 | 2, bytes) => postcard::from_bytes::<Earlier>(bytes).ok()?.into(),
            (VERSION, bytes) => postcard::from_bytes(bytes).ok()?,
            _ => return None,
        };
        (!saved_run.runs.is_empty()).then_some(saved_run)
    }

    /// For the browser's store.
    pub fn to_bytes(&self) -> Vec<u8> {
        encoded(VERSION, self)
    }

    /// Where it lies in the store.
    pub fn key(&self) -> String {
        self.earlier_key.clone().unwrap_or_else(|| format!("run-{}", self.id))
    }

    /// Whether it is of the very runs that a link asks for, whatever version either link is of.
    pub(super) fn is_of(&self, link: &str) -> bool {
        let now = |link: &str| without_look(&format::link(read(link).0.to_pairs()));
        let own = |link: &str| link.split('&').any(|pair| pair == "data=own");
        let elsewhere = |link: &str| own(link) || is_cut(link);
        without_look(&shortened(&self.link)) == without_look(link)
            || !elsewhere(&self.link) && !elsewhere(link) && now(&self.link) == now(link)
    }

    /// Steps taken.
    pub fn step(&self) -> u64 {
        self.runs[0].step
    }

    /// One line for people.
    pub fn line(&self) -> String {
        let branch = self.branched_at.map(thousands);
        text::saved_run(&self.name, &thousands(self.step()), self.accuracy.map(percent), branch.as_deref())
    }

    /// The first run's network with its weights, for other places; `config` is what its link says.
    pub(super) fn network(&self, config: &TrainConfig) -> Option<TrainedNetwork> {
        let SavedProgress { step, run, .. } = &self.runs[0];
        Some(TrainedNetwork {
            name: self.name.clone(),
            step: *step,
            accuracy: self.accuracy,
            network: config.network.clone(),
            weights: weights_of_run(run)?,
            names: config.data.names(),
            scale: config.data.scale(),
            dataset: self.dataset.clone().map(|key| StoredDataset { key, seed: config.settings.seed }),
        })
    }

    /// The keys of what is stored beside it: somebody's samples, and snapshots.
    pub(super) fn blobs(&self) -> Vec<String> {
        let runs = self.runs.iter().enumerate().filter(|(_, run)| run.has_snapshots);
        self.dataset.iter().cloned().chain(runs.map(|(index, _)| snapshots_key(self.id, index))).collect()
    }

    /// The keys of what may be stored beside it by now: another tab may have added its snapshots.
    pub(super) fn possible_blobs(&self) -> Vec<String> {
        let snapshots = (0..self.runs.len()).map(|index| snapshots_key(self.id, index));
        self.dataset.iter().cloned().chain(snapshots).collect()
    }
}

impl From<Earlier> for SavedRun {
    fn from(Earlier { link, name, when, accuracy, runs }: Earlier) -> Self {
        let later = |run: EarlierProgress| {
            let EarlierProgress { step, run, points, validations, norms } = run;
            SavedProgress { step, run, points, validations, norms, has_snapshots: false }
        };
        Self {
            id: when as u64,
            branched_at: None,
            earlier_key: Some(without_look(&link)),
            link,
            name,
            when,
            accuracy,
            dataset: None,
            runs: runs.into_iter().map(later).collect(),
        }
    }
}

/// Where the snapshots of a run lie in the store.
pub(super) fn snapshots_key(id: u64, index: usize) -> String {
    format!("snapshots-{id}-{index}")
}

/// What is looked at does not make another run.
fn without_look(link: &str) -> String {
    let runs = |pair: &&str| !["look=", "sample=", "pace="].iter().any(|key| pair.starts_with(key));
    link.split('&').filter(runs).collect::<Vec<_>>().join("&")
}

impl TrainConfig {
    /// For people: "small modern CNN, digits".
    fn name(&self) -> String {
        let network = self.template().map_or(text::OWN_NETWORK.to_string(), text::template);
        let data = match &self.data {
            DataSource::Generated { generator, .. } => generator.source.name(),
            DataSource::Custom(own) => &own.name,
        };
        text::run(&network, data, self.variant.map(|variant| variant.name().get()))
    }
}

impl LeftRun {
    /// All runs at their last checkpoints, stored at `when`; nothing while these were made after different steps, or before the
    /// first.
    pub(super) fn saved(&self, id: u64, when: f64, dataset: Option<String>) -> Option<SavedRun> {
        let saved = |progress: &Progress| {
            let (step, run) = progress.checkpoint.clone()?;
            let until = |points: &[Point]| points.iter().copied().filter(|p| p.step <= step).collect();
            Some(SavedProgress {
                step,
                run,
                points: until(&progress.points),
                validations: until(&progress.validations),
                norms: progress.norms.iter().filter(|(at, _)| *at <= step).cloned().collect(),
                has_snapshots: progress.has_stored_snapshots || progress.snapshots.is_some(),
            })
        };
        let runs = self.list.iter().map(saved).collect::<Option<Vec<_>>>()?;
        let step = runs.first()?.step;
        if step == 0 || runs.iter().any(|run| run.step != step) {
            return None;
        }
        // While an earlier step is looked at, the scores are those of that step.
        let scored = self.list[0].evaluation.as_ref().filter(|evaluation| evaluation.step == step);
        let validated = || runs[0].validations.last().map(|point| point.accuracy);
        Some(SavedRun {
            id,
            branched_at: self.branched_at,
            link: format::link(self.config.to_pairs()),
            name: self.config.name(),
            when,
            accuracy: scored.map(|evaluation| evaluation.accuracy).or_else(validated),
            dataset,
            runs,
            earlier_key: None,
        })
    }
}
