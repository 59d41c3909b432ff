//! Runs that outlive the page: all that is needed to go on as if it had never been closed.

use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::update::read;
use super::{Effect, Progress, Samples, Setup, Train, template_name};
use crate::app::numbers::{percent, thousands};
use crate::format::{self, stamped, unstamped};
use crate::session::{Point, Start};

/// Archives in the store; the oldest goes for a new one.
const MOST: usize = 12;
/// The version that archives are written in. 1 was the same, without a version.
const VERSION: u8 = 2;

/// One run, or two that are compared, after some step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Archive {
    /// The rest of its link.
    pub link: String,
    /// For people: "small modern CNN, digits".
    pub name: String,
    /// Milliseconds since 1970.
    pub when: f64,
    /// Share of the validation samples that the first run had right.
    pub accuracy: Option<f32>,
    runs: Vec<Archived>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Archived {
    step: u64,
    run: Rc<Vec<u8>>,
    points: Vec<Point>,
    validations: Vec<Point>,
    norms: Vec<(u64, Vec<f32>)>,
}

impl Archive {
    /// Reads what [`to_bytes`](Self::to_bytes) wrote; `None` for anything else, as a newer version is.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (version, bytes) = unstamped(bytes);
        let archive: Self = postcard::from_bytes(bytes).ok()?;
        (version <= VERSION && !archive.runs.is_empty()).then_some(archive)
    }

    /// For the browser's store.
    pub fn to_bytes(&self) -> Vec<u8> {
        stamped(VERSION, &postcard::to_allocvec(self).expect("numbers and texts can be encoded"))
    }

    /// What tells it from others: two visits to the same run are kept once.
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
        let accuracy = self.accuracy.map_or(String::new(), |accuracy| format!(" · {}", percent(accuracy)));
        format!("{} · step {}{accuracy}", self.name, thousands(self.step()))
    }
}

/// What is looked at does not make another run.
fn key(link: &str) -> String {
    let runs = |pair: &&str| !pair.starts_with("look=") && !pair.starts_with("sample=");
    link.split('&').filter(runs).collect::<Vec<_>>().join("&")
}

impl Setup {
    /// For people: "small modern CNN, digits".
    fn name(&self) -> String {
        let network = self.template().map_or("own network".to_owned(), template_name);
        let data = match &self.samples {
            Samples::Generated { generator, .. } => generator.source.name(),
            Samples::Own(own) => &own.name,
        };
        match self.variant {
            None => format!("{network}, {data}"),
            Some(variant) => format!("{network}, {data}, against {}", variant.name()),
        }
    }
}

impl Train {
    /// What is to be done at the start: the store's own run of this link goes on, and any other begins.
    /// `stored` is what [`Effect::Store`] put there.
    pub fn start(&mut self, stored: Vec<Vec<u8>>) -> Vec<Effect> {
        let newer = stored.iter().any(|bytes| unstamped(bytes).0 > VERSION).then(|| {
            "A newer version of this page kept runs in this browser, which this one cannot read.".to_owned()
        });
        let said = self.trainings.said.take().or(newer);
        self.archives = stored.iter().filter_map(|bytes| Archive::from_bytes(bytes)).collect();
        self.archives.sort_by(|a, b| b.when.total_cmp(&a.when));
        let link = self.link();
        let effects = match self.archives.iter().position(|archive| archive.is_of(&link)) {
            Some(index) => self.restore(index),
            None => self.begin(),
        };
        self.trainings.said = said.or(self.trainings.said.take());
        effects
    }

    /// All runs go into the store, at `when` milliseconds since 1970. Somebody's files are not kept there, and so neither are
    /// runs on them.
    pub(super) fn keep_at(&mut self, when: f64) -> Vec<Effect> {
        let own = matches!(self.setup.samples, Samples::Own(_));
        let Some(archive) = self.kept(when).filter(|_| !own) else { return Vec::new() };
        let key = archive.key();
        let same = |other: &mut Archive| other.is_of(&archive.link);
        // A link of an earlier version is another key.
        let same: Vec<Archive> = self.archives.extract_if(.., same).collect();
        let earlier = same.into_iter().map(|same| same.key()).filter(|other| *other != key);
        let mut effects: Vec<Effect> = earlier.map(|key| Effect::Forget { key }).collect();
        effects.push(Effect::Store { key, bytes: archive.to_bytes() });
        self.archives.insert(0, archive);
        let old = self.archives.drain(self.archives.len().min(MOST)..);
        effects.extend(old.map(|old| Effect::Forget { key: old.key() }));
        effects
    }

    /// Takes an archive out of the store.
    pub(super) fn forget(&mut self, index: usize) -> Vec<Effect> {
        if index >= self.archives.len() {
            return Vec::new();
        }
        let key = self.archives.remove(index).key();
        vec![Effect::Forget { key }]
    }

    /// All runs as they were last kept; nothing while they were kept after different steps.
    fn kept(&self, when: f64) -> Option<Archive> {
        let archived = |progress: &Progress| {
            let (step, run) = progress.kept.clone()?;
            let until = |points: &[Point]| points.iter().copied().filter(|p| p.step <= step).collect();
            Some(Archived {
                step,
                run,
                points: until(&progress.points),
                validations: until(&progress.validations),
                norms: progress.norms.iter().filter(|(at, _)| *at <= step).cloned().collect(),
            })
        };
        let runs = self.trainings.runs.iter().map(archived).collect::<Option<Vec<_>>>()?;
        let step = runs.first()?.step;
        let same = step > 0 && runs.iter().all(|run| run.step == step);
        let accuracy = self.trainings.runs[0].evaluation.as_ref().map(|evaluation| evaluation.accuracy);
        same.then(|| Archive { link: self.link(), name: self.setup.name(), when, accuracy, runs })
    }

    /// Goes on where an archive ends.
    pub(super) fn restore(&mut self, index: usize) -> Vec<Effect> {
        let Some(archive) = self.archives.get(index).cloned() else { return Vec::new() };
        let mut effects = Vec::new();
        if !archive.is_of(&self.link()) {
            (self.setup, _) = read(&archive.link);
            effects.push(Effect::Tell);
        }
        let step = archive.step();
        effects.extend(self.begin_from(archive));
        self.trainings.said =
            Some(format!("Kept in this browser: it goes on after step {}.", thousands(step)));
        effects
    }

    /// Begins all runs where they were kept.
    fn begin_from(&mut self, archive: Archive) -> Vec<Effect> {
        let mut effects = self.begin();
        let starts = effects.iter_mut().filter_map(super::begin::start_of);
        for ((start, archived), progress) in starts.zip(archive.runs).zip(&mut self.trainings.runs) {
            let Archived { step, run, points, validations, norms } = archived;
            *start = Start::Kept((*run).clone());
            (progress.points, progress.validations, progress.norms) = (points, validations, norms);
            (progress.step, progress.kept) = (step, Some((step, run)));
        }
        effects
    }

    /// The worker died, and there is another one: everything begins again where it was last kept.
    pub fn died(&mut self) -> Vec<Effect> {
        let archive = self.kept(0.0);
        let step = archive.as_ref().map(Archive::step);
        let effects = match archive {
            Some(archive) => self.begin_from(archive),
            None => self.begin(),
        };
        let from =
            step.map_or("at the beginning".to_owned(), |step| format!("after step {}", thousands(step)));
        self.trainings.said = Some(format!(
            "The computing part of this page stopped and was started again: training stands {from}."
        ));
        effects
    }
}
