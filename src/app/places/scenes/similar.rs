//! Similar: the scenes that are nearest to this one, by pixels and by features of the trained detector. The worker that explains
//! computes both.

use super::{Effect, Loading, Scenes, Task};
use crate::app::text::scenes as text;
use crate::data::scenes::{SCENE_SHAPE, Scene, ShapeKind};
use crate::session::samples::SCENES;
use crate::session::{Analysis, Command, Event, Finding, Neighbour, RunId};
use crate::zoo::detector_features;

/// Neighbours that are shown: those that precision counts.
pub const SHOWN: usize = 10;

/// What the task knows.
#[derive(Debug, Default)]
pub struct Similar {
    /// How much of the gallery the detector has looked at, from 0 to 1.
    pub looked: f32,
    /// The nearest by pixels and by features, the nearest first.
    neighbours: [Vec<Neighbour>; 2],
    /// The kinds of the scenes of the gallery.
    kinds: Vec<u8>,
    /// Mean precision@10 by pixels and by features, once all queries were asked.
    pub precision: Option<[f32; 2]>,
    /// As far as they are.
    counting: Option<[f32; 2]>,
    is_open: bool,
    /// Counts questions.
    number: u32,
    /// Whether an answer is on its way, and whether the scene has changed meanwhile.
    waits: bool,
    changed: bool,
}

/// A scene that is near.
#[derive(Clone, Debug, PartialEq)]
pub struct Near {
    /// Which of the gallery.
    pub scene: Scene,
    /// Its cosine distance.
    pub distance: f32,
    /// Whether it shows the same kinds, as many of each.
    pub same: bool,
}

/// How a run is called in the worker that explains, where restyling has its own.
const fn run_of(run: RunId) -> RunId {
    RunId(run.0 + (1 << 21))
}

impl Similar {
    /// The nearest scenes by pixels, or by features.
    pub fn near(&self, scene: &Scene, by_features: bool) -> Vec<Near> {
        let neighbours = self.neighbours[usize::from(by_features)].iter().take(SHOWN);
        let near = |it: &Neighbour| Near {
            scene: SCENES.scene(it.sample as u64),
            distance: it.distance,
            same: self.kinds.get(it.sample) == Some(&scene.kinds()),
        };
        neighbours.map(near).collect()
    }

    /// Opens the detector; its gallery is to be looked at anew.
    pub(super) fn open(&mut self, run: RunId, weights: Vec<u8>) -> Vec<Effect> {
        *self = Self { precision: self.precision, ..Self::default() };
        let network = detector_features(SCENE_SHAPE, ShapeKind::ALL.len());
        vec![Effect::Explain(Command::Open { run: run_of(run), network, weights, examples: vec![] })]
    }

    /// Asks for the neighbours of a scene. While it is being answered only the newest waits.
    pub(super) fn ask(&mut self, run: RunId, scene: &Scene) -> Vec<Effect> {
        if !self.is_open {
            return Vec::new();
        }
        if std::mem::replace(&mut self.waits, true) {
            self.changed = true;
            return Vec::new();
        }
        self.number += 1;
        let node = detector_features(SCENE_SHAPE, ShapeKind::ALL.len()).last();
        let analysis = Box::new(Analysis::Embedding { pixels: scene.sample(), node, tsne: false });
        vec![Effect::Explain(Command::Analyze { run: run_of(run), number: self.number, analysis })]
    }

    /// Takes in what the worker found, and says whether to ask again.
    fn found(&mut self, finding: Option<Finding>) -> bool {
        match finding {
            Some(Finding::Progress { done, .. }) => self.looked = done,
            Some(Finding::Neighbours { mut pixels, mut features, labels }) => {
                self.neighbours =
                    [&mut pixels, &mut features].map(|all| all.drain(..).next().unwrap_or_default());
                (self.kinds, self.looked, self.waits) = (labels, 1.0, false);
                return std::mem::take(&mut self.changed);
            }
            Some(Finding::Precision { pixels, features, .. }) => self.counting = Some([pixels, features]),
            None => self.precision = self.counting.take().or(self.precision),
            Some(_) => {}
        }
        false
    }
}

impl Scenes {
    /// An answer of the worker that explains.
    pub(super) fn explained(&mut self, event: Event) -> Vec<Effect> {
        let this = run_of(self.run);
        match event {
            Event::Opened { run, .. } if run == this => {
                self.similar.is_open = true;
                self.similar.ask(self.run, &self.config.scene)
            }
            Event::Found { run, number, finding } if run == this && number == self.similar.number => {
                let again = self.similar.found(finding);
                if again { self.similar.ask(self.run, &self.config.scene) } else { Vec::new() }
            }
            Event::Error { run, error } if run == this => {
                self.loading = Loading::Failed(error.to_string());
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    /// The worker that explains has ended.
    pub(super) fn explaining_died(&mut self) -> Vec<Effect> {
        self.similar = Similar::default();
        self.loading = Loading::Failed(text::NETWORK_ENDED.to_string());
        Vec::new()
    }

    /// Has the neighbours of the present scene looked for, where they are shown.
    pub(super) fn look_for_similar(&mut self) -> Vec<Effect> {
        match self.config.task {
            Task::Similar => self.similar.ask(self.run, &self.config.scene),
            _ => Vec::new(),
        }
    }
}
