//! The user's own classes: what is drawn, photographed or read from files is learnt by a network that takes layers over, beside one that
//! begins fresh.

mod content;
mod examples;
mod export;
mod features;
mod link;
mod samples;
mod source;
mod symbols;
mod taught;
mod update;

use std::rc::Rc;

pub use content::Content;
pub use examples::{Class, Example, Examples, FEWEST_CLASSES, LARGEST, LONGEST_NAME, MOST_CLASSES};
pub use export::{FORMATS, Format};
pub use link::{MOST_CUTS, OwnConfig, SOURCE_NETWORKS, SourceNetwork};
pub use samples::{HELD_OUT, held_out};
pub use source::Source;
pub use symbols::{LEARNT, PICTURES};
pub use taught::{SMALL, Taught};

use super::{BATCH, EPOCHS};
use crate::app::places::scenes::Effect as SceneEffect;
use crate::network::Weights;
use crate::session::{Command, Event, RunCommand, State};
use crate::zoo::{DigitNetwork, LITE0_WEIGHTS};

/// What happened.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum Action {
    Configure(OwnConfig),
    /// This class is added to.
    Choose(usize),
    AddClass,
    RemoveClass(usize),
    Rename(usize, String),
    /// This shows the class.
    Add(usize, Content),
    /// This shows the class of that name, which is added where there is none.
    AddNamed(String, Content),
    /// The example of this number shows it no longer.
    Remove(u32),
    /// Fill all classes with symbols, where none has an example; empty them again.
    FillWithSymbols,
    Empty,
    /// Something could not be read.
    Say(String),
    /// Look at this, or at nothing.
    Try(Option<Content>),
    Play,
    Pause,
    Reset,
    /// The weights of a network: so many bytes, all of them or why they are not here; of the last run what is stored.
    Received(SourceNetwork, u64),
    Fetched(SourceNetwork, Result<Vec<u8>, String>),
    LastRun(Option<Vec<u8>>),
    /// Fetch them again.
    TryAgain,
    /// The worker that computes features answered, or has ended.
    Computed(Event),
    FeaturesDied,
    Export(Format),
}

/// What the browser is to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Fetch the weights of a network: a file of the site of so many bytes at most.
    Fetch(SourceNetwork, String, u64),
    /// Read what is stored of the last run.
    RestoreLastRun,
    /// Send this to the worker that computes features, which is started for the first.
    Features(Command),
    /// Hand a file out.
    Download {
        /// What it is called.
        name: String,
        /// What it holds.
        bytes: Vec<u8>,
    },
}

/// How far a network is whose layers are taken over.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Loading {
    /// Nobody asked for it.
    #[default]
    No,
    /// So many of its bytes are here.
    Fetching(u64),
    /// The worker opens it.
    Opening,
    /// It can be taken over.
    Ready,
    /// It cannot, and why.
    Failed(String),
}

/// More bytes than the digit network's weights have.
const DIGITS_BYTES: u64 = 1 << 20;
/// Runs of the other tasks do not reach this number.
pub(super) const FIRST_RUN: u32 = 1 << 22;

/// What is known of the user's classes. The examples stay for the whole visit.
#[derive(Default)]
pub struct Own {
    /// The classes with their examples.
    pub examples: Examples,
    /// The class that is added to.
    pub chosen: usize,
    /// What could not be done, in a sentence.
    pub said: Option<String>,
    /// Why nothing learns any more.
    pub failed: Option<String>,
    /// What is looked at.
    pub tried: Option<Content>,
    /// What learns, or has.
    pub taught: Option<Taught>,
    loading: [Loading; 3],
    sources: [Option<Source>; 2],
    lite0: Option<Weights>,
    job: Option<features::Job>,
    tried_features: Option<Rc<[f32]>>,
    /// Whether something else is looked at than what features are being computed of.
    tried_changed: bool,
    /// Whether both networks begin once all is here.
    wanted: bool,
    exports: Option<Format>,
    last: u32,
}

fn to_scene(effect: Effect) -> SceneEffect {
    SceneEffect::Own(effect)
}

impl Own {
    /// How far the network is that is taken over.
    pub fn loading(&self, config: &OwnConfig) -> &Loading {
        &self.loading[config.source as usize]
    }

    /// The network that is taken over, once it is here; EfficientNet-Lite0 stays with its worker.
    pub fn source(&self, config: &OwnConfig) -> Option<&Source> {
        self.sources.get(config.source as usize)?.as_ref()
    }

    /// How many bytes are fetched, where that takes a while.
    pub fn bytes(&self, config: &OwnConfig) -> Option<u64> {
        (config.source == SourceNetwork::Lite0).then_some(LITE0_WEIGHTS.1)
    }

    /// How many places the network may be cut at, as far as that is known.
    pub fn cuts(&self, config: &OwnConfig) -> usize {
        self.source(config).map_or(MOST_CUTS, |source| source.cuts.len())
    }

    /// Steps of each network.
    pub fn steps(&self) -> u64 {
        u64::from(EPOCHS) * samples::epoch(&self.examples).div_ceil(BATCH) as u64
    }

    /// Whether both networks wait for something before they begin.
    pub const fn waits(&self) -> bool {
        self.wanted
    }

    /// Whether anything learns.
    pub fn is_running(&self) -> bool {
        self.taught.iter().flat_map(|taught| &taught.runs).any(|course| course.run.state() == State::Running)
    }

    pub(super) fn ask_all(&self, command: &RunCommand) -> Vec<SceneEffect> {
        let runs = self.taught.iter().flat_map(|taught| &taught.runs);
        runs.map(|course| course.ask(command.clone())).collect()
    }

    /// The task is opened: the network that is taken over is to be here.
    pub(super) fn enter(&mut self, config: &OwnConfig) -> Vec<SceneEffect> {
        let loading = &mut self.loading[config.source as usize];
        // The last run may be another one meanwhile.
        if *loading != Loading::No && config.source != SourceNetwork::LastRun {
            return self.compute_features(config);
        }
        *loading = Loading::Fetching(0);
        vec![to_scene(match config.source {
            SourceNetwork::Digits => {
                Effect::Fetch(SourceNetwork::Digits, DigitNetwork::Cnn.weights_path(), DIGITS_BYTES)
            }
            SourceNetwork::LastRun => Effect::RestoreLastRun,
            SourceNetwork::Lite0 => {
                Effect::Fetch(SourceNetwork::Lite0, LITE0_WEIGHTS.0.to_owned(), LITE0_WEIGHTS.1)
            }
        })]
    }

    /// Nothing is left of the runs.
    pub(super) fn leave(&mut self) -> Vec<SceneEffect> {
        let effects = self.ask_all(&RunCommand::Close);
        (self.taught, self.wanted, self.exports) = (None, false, None);
        effects
    }

    /// Begins both networks, or says what is missing; what is on its way is waited for.
    fn begin(&mut self, config: &OwnConfig, seed: u64) -> Vec<SceneEffect> {
        let mut effects = self.leave();
        self.said = self.examples.lacks();
        if self.said.is_some() {
            return effects;
        }
        if *self.loading(config) != Loading::Ready || self.waiting(config) > 0 {
            self.wanted = true;
            effects.extend(self.enter(config));
            return effects;
        }
        match self.prepared(config, seed) {
            Ok((taught, begun)) => {
                self.taught = Some(taught);
                effects.extend(begun);
                effects.extend(self.watch());
                effects.extend(self.start());
            }
            Err(why) => self.said = Some(why),
        }
        effects
    }
}

#[cfg(test)]
mod tests;
