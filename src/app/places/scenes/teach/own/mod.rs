//! The user's own classes: what is drawn, photographed or read from files is learnt by a network that takes layers over, beside one that
//! begins fresh.

mod content;
mod examples;
mod export;
mod features;
mod link;
mod samples;
mod source;
mod update;

use std::rc::Rc;
use std::sync::Arc;

pub use content::Content;
pub use examples::{Class, Example, Examples, FEWEST_CLASSES, LARGEST, LONGEST_NAME, MOST_CLASSES};
pub use export::{FORMATS, Format};
pub use link::{MOST_CUTS, OwnConfig, SOURCE_NETWORKS, SourceNetwork};
pub use samples::{HELD_OUT, held_out};
pub use source::Source;

use super::{BATCH, Course, EPOCHS, HEAD_RATE, RATE, settings};
use crate::app::places::scenes::Effect as SceneEffect;
use crate::data::{Dataset, Scale, Split};
use crate::network::{Network, Weights};
use crate::session::{
    Command, Data, Event, RunCommand, RunId, Settings, StartFrom, State, StopAt, Transfer, Watch,
};
use crate::shape::Shape;
use crate::zoo::{DigitNetwork, LITE0_WEIGHTS, Template};
use samples::{Samples, Taken};
use source::with_classes;

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
/// What the network that begins fresh is given of pictures, beside the features of EfficientNet-Lite0.
pub const SMALL: Shape = Shape::new(3, 32, 32);
/// Runs of the other tasks do not reach this number.
pub(super) const FIRST_RUN: u32 = 1 << 22;

/// Both networks and what they learn from.
#[derive(Clone, Debug)]
pub struct Taught {
    /// The network that takes layers over, and the one that begins fresh.
    pub runs: [Course; 2],
    /// How they were begun.
    pub config: OwnConfig,
    /// The names of the classes then.
    pub names: Rc<[String]>,
    /// What is shown of the samples.
    pub shown: Arc<Dataset>,
    /// How many examples are learnt from, and how many are scored.
    pub learnt: usize,
    #[allow(missing_docs)]
    pub scored: usize,
    /// Whether an example or a class has come or gone since.
    pub outdated: bool,
    network: Network,
    /// What features are divided by.
    divisors: Vec<f32>,
    inputs: [(Shape, Scale); 2],
}

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
        self.taught.iter().flat_map(|taught| &taught.runs).any(|course| course.state == State::Running)
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

    /// Both networks with what they learn from, and what begins them.
    fn prepared(&mut self, config: &OwnConfig, seed: u64) -> Result<(Taught, Vec<SceneEffect>), String> {
        let (names, classes) = (self.examples.names(), self.examples.classes.len());
        let features: Vec<Rc<[f32]>> =
            self.examples.all().filter_map(|example| example.features.clone()).collect();
        let source = self.source(config);
        let (networks, inputs, divisors) = match source {
            Some(source) => {
                let network = with_classes(&source.network, classes);
                let input = (network.input, source.scale);
                ([network.clone(), network], [input; 2], Vec::new())
            }
            None => {
                let small = Template::Modern.network(SMALL, classes);
                let inputs = [(Shape::flat(features::FEATURES), Scale::Unit), (SMALL, Scale::Unit)];
                ([features::head(classes), small], inputs, features::divisors(&features))
            }
        };
        let of_features = |example: &Example| {
            let values = example.features.as_ref()?.iter().zip(&divisors);
            Some(values.map(|(value, divisor)| Scale::Unit.byte(value / divisor)).collect())
        };
        let of_content = [0, 1].map(|run: usize| move |it: &Example| it.content.sample(inputs[run].0));
        let first: &dyn Fn(&Example) -> Option<Vec<u8>> =
            if source.is_some() { &of_content[0] } else { &of_features };
        let takes = [first, &of_content[1]];
        let takes = [0, 1].map(|run: usize| {
            let (shape, scale) = inputs[run];
            Taken { shape, scale, sample: takes[run] }
        });
        let samples = Samples::of(&self.examples, takes, seed)?;
        let transfer = source.map(|source| Transfer {
            network: source.network.clone(),
            weights: source.weights.clone(),
            through: source.through(config.cut),
            frozen: config.frozen,
        });
        let starts = [transfer.map_or(StartFrom::Fresh, StartFrom::Transferred), StartFrom::Fresh];
        let network = networks[0].clone();
        let rates = [if config.frozen { HEAD_RATE } else { RATE }, RATE];
        let mut effects = Vec::new();
        let mut runs = Vec::new();
        for (run, (network, start)) in networks.into_iter().zip(starts).enumerate() {
            self.last += 1;
            let course = Course::new(RunId(FIRST_RUN + self.last));
            let settings = Settings { seed, ..settings(rates[run], EPOCHS, samples.epoch as u64) };
            let data = samples.of_runs[run].clone();
            let data = Data::Given { data, validation: Split::Last(samples.scored as u32) };
            effects.push(course.ask(RunCommand::Begin { network, data, settings, start }));
            runs.push(course);
        }
        let runs = <[Course; 2]>::try_from(runs).map_err(|_| String::new())?;
        let Samples { of_runs: [_, shown], learnt, scored, .. } = samples;
        let (names, outdated) = (Rc::from(names), false);
        let config = *config;
        let taught =
            Taught { runs, config, names, shown, learnt, scored, outdated, network, divisors, inputs };
        Ok((taught, effects))
    }

    /// Lets both go on.
    fn start(&mut self) -> Vec<SceneEffect> {
        for course in self.taught.iter_mut().flat_map(|taught| &mut taught.runs) {
            course.state = State::Running;
        }
        self.ask_all(&RunCommand::Start { until: StopAt { epochs: Some(EPOCHS), accuracy: None } })
    }

    /// Shows both networks what is looked at.
    fn watch(&self) -> Vec<SceneEffect> {
        let (Some(taught), Some(tried)) = (&self.taught, &self.tried) else { return Vec::new() };
        let inputs = [0, 1].map(|run: usize| {
            let (shape, scale) = taught.inputs[run];
            if run == 0 && !taught.divisors.is_empty() {
                let values = self.tried_features.as_ref()?.iter().zip(&taught.divisors);
                return Some(values.map(|(value, divisor)| value / divisor).collect::<Vec<f32>>());
            }
            Some(tried.sample(shape)?.into_iter().map(|byte| scale.value(byte)).collect())
        });
        let watch = |(course, input): (&Course, Option<Vec<f32>>)| {
            let watch = Watch { input: Some(input?), ..Watch::default() };
            Some(course.ask(RunCommand::Watch { watch }))
        };
        taught.runs.iter().zip(inputs).filter_map(watch).collect()
    }
}

#[cfg(test)]
mod tests;
