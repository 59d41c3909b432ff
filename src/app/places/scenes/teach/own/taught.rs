//! Both networks that learn the user's classes.

use std::rc::Rc;
use std::sync::Arc;

use super::features::{FEATURES, divisors, head};
use super::samples::{Samples, Taken};
use super::source::with_classes;
use super::{Example, FIRST_RUN, Own, OwnConfig};
use crate::app::places::scenes::Effect as SceneEffect;
use crate::app::places::scenes::teach::{Course, EPOCHS, HEAD_RATE, RATE, settings};
use crate::data::{Dataset, Scale, Split};
use crate::network::Network;
use crate::session::{Data, RunCommand, RunId, Settings, StartFrom, StopAt, Transfer, Watch};
use crate::shape::Shape;
use crate::zoo::Template;

/// What the network that begins fresh is given of pictures, beside the features of EfficientNet-Lite0.
pub const SMALL: Shape = Shape::new(3, 32, 32);

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
    pub(super) network: Network,
    /// What features are divided by.
    pub(super) divisors: Vec<f32>,
    inputs: [(Shape, Scale); 2],
}

impl Own {
    /// Both networks with what they learn from, and what begins them.
    pub(super) fn prepared(
        &mut self,
        config: &OwnConfig,
        seed: u64,
    ) -> Result<(Taught, Vec<SceneEffect>), String> {
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
                let inputs = [(Shape::flat(FEATURES), Scale::Unit), (SMALL, Scale::Unit)];
                ([head(classes), small], inputs, divisors(&features))
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
            let Some(course) = Course::new(RunId(FIRST_RUN + self.last), &network) else { continue };
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
    pub(super) fn start(&mut self) -> Vec<SceneEffect> {
        for course in self.taught.iter_mut().flat_map(|taught| &mut taught.runs) {
            course.play();
        }
        self.ask_all(&RunCommand::Start { until: StopAt { epochs: Some(EPOCHS), accuracy: None } })
    }

    /// Shows both networks what is looked at, or their first example, and asks for what is shown of them.
    pub(in crate::app::places::scenes::teach) fn watch(&self) -> Vec<SceneEffect> {
        let Some(taught) = &self.taught else { return Vec::new() };
        let ask = |course: &Course, input| {
            course.ask(RunCommand::Watch { watch: Watch { input, ..course.run.watch() } })
        };
        let Some(tried) = &self.tried else {
            return taught.runs.iter().map(|course| ask(course, None)).collect();
        };
        let inputs = [0, 1].map(|run: usize| {
            let (shape, scale) = taught.inputs[run];
            if run == 0 && !taught.divisors.is_empty() {
                let values = self.tried_features.as_ref()?.iter().zip(&taught.divisors);
                return Some(values.map(|(value, divisor)| value / divisor).collect::<Vec<f32>>());
            }
            Some(tried.sample(shape)?.into_iter().map(|byte| scale.value(byte)).collect())
        });
        let watch = |(course, input): (&Course, Option<Vec<f32>>)| Some(ask(course, Some(input?)));
        taught.runs.iter().zip(inputs).filter_map(watch).collect()
    }
}
