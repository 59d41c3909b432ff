//! Running a network on photographs: its weights are fetched when that is asked for, a worker infers, and what it made of the
//! photograph is shown stage by stage.

mod normalization;
mod opened;
mod shipped;
mod stages;
mod strongest;

use std::rc::Rc;

use normalization::normalization_of;
pub use opened::{Loading, Opened, Seen};
pub use shipped::{PHOTOGRAPHS, Shipped, shipped};
pub use stages::{Filters, Guess, Stage, first_filters, guesses, liveliest, stages, tiles, usual_largest};
use strongest::Strongest;
pub use strongest::StrongestPatch;

pub use crate::data::photograph::{Normalization, Photograph, Square};

use super::{Chosen, Effect, FileNetwork, NetworksConfig, Subject};
use crate::app::heartbeat::WorkerState;
use crate::app::text::networks::run as text;
use crate::network::{Bytes, NodeId, Plan, TAB, class_names};
use crate::session::{Command, Event, RunId};

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum RunAction {
    /// Fetch the weights.
    Load,
    /// Fetch them no longer.
    Cancel,
    /// So many bytes of them are here.
    Received(u64),
    /// The file of weights is here, or a sentence why not.
    Weights(Result<Vec<u8>, String>),
    /// Look at this photograph of the site.
    Choose(usize),
    /// Look at this photograph, which is here, or a sentence why it is not.
    Photograph(Result<Rc<Photograph>, String>),
    /// Show the maps of this stage.
    Stage(usize),
    /// Show where this map of the stage is strongest, or no longer.
    Map(Option<usize>),
    /// The worker answered, at this time in milliseconds.
    Answered(Event, f64),
    /// The worker is otherwise than before.
    Worker(WorkerState),
}

/// A network that is run, or could be.
pub struct Run {
    /// The network.
    subject: Rc<Subject>,
    /// Its stages.
    pub stages: Vec<Stage>,
    /// What it expects of its input.
    normalization: Normalization,
    /// Whether it is that of the last run of Train, which takes other inputs than photographs.
    is_last_run: bool,
    /// Where its weights are, if they come with the site.
    pub shipped: Option<Shipped>,
    /// How far they are.
    pub loading: Loading,
    /// Which photograph of the site was chosen; `None` for one of the user's own.
    pub chosen: Option<usize>,
    /// The photograph as the network receives it.
    pub square: Option<Rc<Square>>,
    /// What it made of it.
    pub seen: Option<Rc<Seen>>,
    /// The stage whose maps are shown.
    pub stage: usize,
    /// Which of them is looked for in the photographs.
    pub map: Option<usize>,
    strongest: Strongest,
    /// What tells this network's answers from those of one before.
    run: RunId,
    names: Vec<String>,
    /// Whether the worker is inferring, and whether there is a newer photograph.
    is_busy: bool,
    is_older: bool,
    /// When it was asked.
    asked: f64,
}

impl Run {
    /// A network of which nothing is loaded. `run` is a number that no network before had.
    pub fn new(subject: Rc<Subject>, config: &NetworksConfig, run: RunId) -> Self {
        let (stages, Chosen { architecture, version }) = (stages(&subject), config.shown);
        let normalization = normalization_of(architecture, version);
        Self {
            stage: config.stage.unwrap_or(stages.len() / 3).min(stages.len().saturating_sub(1)),
            stages,
            map: config.map,
            strongest: Strongest::default(),
            subject,
            normalization,
            is_last_run: config.last_run,
            shipped: shipped(architecture).filter(|_| !config.last_run),
            loading: Loading::No,
            chosen: Some(config.picture),
            square: None,
            seen: None,
            run,
            names: Vec::new(),
            is_busy: false,
            is_older: false,
            asked: 0.0,
        }
    }

    /// The network is that of a file, or what is said about it changed.
    pub(super) fn becomes(&mut self, file: &FileNetwork) {
        (self.shipped, self.normalization) = (None, file.values.normalization());
        self.strongest.forget();
        if matches!(self.loading, Loading::Ready(_)) {
            self.loading = Loading::Ready(file.opened.clone());
        }
    }

    /// Whether the worker has not answered yet.
    pub const fn is_busy(&self) -> bool {
        self.is_busy
    }

    /// What tells its answers from those of a network before and behind it.
    pub const fn id(&self) -> RunId {
        self.run
    }

    /// Looks at the stage of the link, and at its photograph from now on.
    pub fn show(&mut self, config: &NetworksConfig) {
        self.stage = config.stage.unwrap_or(self.stage).min(self.stages.len().saturating_sub(1));
        self.map = config.map;
        if self.chosen.is_some_and(|chosen| chosen != config.picture) {
            (self.chosen, self.square) = (Some(config.picture), None);
        }
    }

    /// The network's weights, if they are here.
    pub fn weights(&self) -> Option<Rc<Opened>> {
        match &self.loading {
            Loading::Ready(opened) => Some(opened.clone()),
            _ => None,
        }
    }

    /// Bytes that it takes in memory: weights, and the values of all layers.
    pub fn memory(&self) -> Bytes {
        self.plan().weights_bytes() + self.plan().forward_bytes(1)
    }

    /// Whether it takes photographs, and why not.
    pub fn refuses(&self) -> Option<String> {
        if self.is_last_run {
            return Some(text::RUNS_ELSEWHERE.to_string());
        }
        let input = self.plan().network().input;
        if input.c != 3 || input.h != input.w {
            return Some(text::TAKES_NO_PHOTOGRAPHS.to_string());
        }
        (self.memory() > TAB).then(|| text::too_large(self.memory()))
    }

    /// What is shown first: the photograph, if it takes one, and the weights if they come with the site.
    pub fn begin(&mut self) -> Vec<Effect> {
        let photograph = self.chosen.filter(|_| self.square.is_none() && self.refuses().is_none());
        let photograph = photograph.map(|index| Effect::Photograph(PHOTOGRAPHS[index].0));
        let load = if self.loading == Loading::No { self.load() } else { None };
        photograph.into_iter().chain(load).chain(self.look_for_map()).collect()
    }

    /// Takes an action in at `now` milliseconds and answers what is to be done.
    pub fn update(&mut self, action: RunAction, now: f64) -> Vec<Effect> {
        match action {
            RunAction::Load => return self.load().into_iter().collect(),
            RunAction::Cancel if matches!(self.loading, Loading::Fetching(_)) => {
                self.loading = Loading::No;
                return vec![Effect::StopFetching];
            }
            RunAction::Received(bytes) if matches!(self.loading, Loading::Fetching(_)) => {
                self.loading = Loading::Fetching(bytes);
            }
            RunAction::Weights(Ok(file)) if !matches!(self.loading, Loading::No) => return self.open(file),
            RunAction::Weights(Err(why)) if !matches!(self.loading, Loading::No) => {
                self.loading = Loading::Failed(why);
            }
            RunAction::Choose(index) if index < PHOTOGRAPHS.len() => {
                self.chosen = Some(index);
                return vec![Effect::Photograph(PHOTOGRAPHS[index].0)];
            }
            RunAction::Photograph(Ok(photograph)) => {
                let of_site = PHOTOGRAPHS.iter().position(|(path, _)| *path == photograph.name);
                let square = Rc::new(photograph.square(self.plan().network().input.h));
                if let Some(of_site) = of_site {
                    self.strongest.take(of_site, square.clone());
                    if Some(of_site) != self.chosen {
                        // Another one was chosen meanwhile, or all are searched.
                        return self.look_for_map();
                    }
                }
                (self.chosen, self.square) = (of_site, Some(square));
                return self.infer(now);
            }
            RunAction::Photograph(Err(why)) => return vec![Effect::Notice(why)],
            RunAction::Stage(stage) => {
                (self.stage, self.map) = (stage.min(self.stages.len().saturating_sub(1)), None);
            }
            RunAction::Map(map) => {
                self.map = map;
                return self.look_for_map();
            }
            RunAction::Answered(event, now) => return self.answered(event, now),
            RunAction::Worker(WorkerState::Dead(_)) => {
                self.is_busy = false;
                self.strongest.give_up();
                self.loading = Loading::Failed(text::RUN_ENDED.to_string());
            }
            _ => {}
        }
        Vec::new()
    }

    /// What the network receives, once it has seen it.
    pub fn pixels(&self) -> Option<Vec<f32>> {
        self.seen.as_ref()?;
        self.weights()?;
        Some(self.square.as_ref()?.normalized(self.normalization))
    }

    fn plan(&self) -> &Plan {
        &self.subject.plan
    }

    fn load(&mut self) -> Option<Effect> {
        let shipped = self.shipped?;
        self.loading = Loading::Fetching(0);
        Some(Effect::Fetch(shipped))
    }

    /// Has the worker open a file of weights.
    pub(super) fn open(&mut self, file: Vec<u8>) -> Vec<Effect> {
        self.names = class_names(&file);
        self.loading = Loading::Opening;
        let network = self.plan().network().clone();
        vec![Effect::Send(Command::Open { run: self.run, network, weights: file, examples: vec![] })]
    }

    /// The nodes whose values are shown: the ends of the stages, and the logits.
    fn nodes(&self) -> Vec<NodeId> {
        self.stages.iter().map(|stage| stage.end).chain([self.plan().network().last()]).collect()
    }

    fn infer(&mut self, now: f64) -> Vec<Effect> {
        let (Loading::Ready(_), Some(square)) = (&self.loading, &self.square) else { return Vec::new() };
        if std::mem::replace(&mut self.is_busy, true) {
            self.is_older = true;
            return Vec::new();
        }
        self.asked = now;
        let pixels = square.normalized(self.normalization);
        vec![Effect::Send(Command::Infer { run: self.run, pixels, nodes: self.nodes() })]
    }

    fn answered(&mut self, event: Event, now: f64) -> Vec<Effect> {
        match event {
            Event::Opened { run, weights, .. } if run == self.run => {
                let names = std::mem::take(&mut self.names);
                self.loading = Loading::Ready(Rc::new(Opened { weights, names }));
                self.infer(now)
            }
            Event::Activations { run, activations: maps, milliseconds: there, .. } if run == self.run => {
                if !self.strongest.answered(&self.stages, &maps) {
                    self.seen = Some(Rc::new(Seen::new(maps, now - self.asked, &there)));
                }
                self.is_busy = false;
                if std::mem::take(&mut self.is_older) { self.infer(now) } else { self.look_for_map() }
            }
            Event::Error { run, error } if run == self.run => {
                self.is_busy = false;
                self.strongest.give_up();
                self.loading = Loading::Failed(error.to_string());
                Vec::new()
            }
            _ => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests;
