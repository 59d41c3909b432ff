//! A run as the text of a link: what differs from the page's proposal for its data.
//!
//! `data=shapes` · `count=4000.1000` (for training, for validation) · `noise=0.1` · `dataseed=2` · `net=lenet5`, or
//! `layers=…` (a network of one's own) · `rate=0.01` · `warmup=100` · `decay=cosine:2000`, `stairs:500:0.5` ·
//! `optimizer=adam` · `l1=0.001` · `l2=0.001` · `batch=32` · `loss=mse` · `smoothing=0.1` · `init=xavier`, `normal:0.1` ·
//! `jitter=1` · `engine=auto` · `seed=7` · `epochs=10` · `accuracy=0.97` (where it stops) · `compare=plain` · `look=weights` · `sample=17`.

use std::rc::Rc;

use super::{CustomDataset, DataSource, Look, TEMPLATES, TrainConfig, Variant};
use crate::app::link::{self, Key, by_name, counts_to, flag, flagged, key, named, non_negative, parsed};
use crate::app::text::link as text;
use crate::data::{Augmentation, Generator, Source};
use crate::format;
use crate::network::Network;
use crate::session::{Decay, EngineKind, Initialization, Loss, Optimizer};

/// The most samples of each kind that a link can ask for.
const MAX_SAMPLES: usize = 100_000;

/// How many samples are generated, and how.
const GENERATED: &[Key<DataSource>] = &[
    Key {
        name: "count",
        what: text::COUNT,
        print: |to| generated(to, |_, [training, validation]| format!("{training}.{validation}")),
        read: |to, text| {
            let DataSource::Generated { training, validation, .. } = to else { return None };
            let [some, more] = counts_to(text, MAX_SAMPLES)?.map(|count| count as u32);
            (*training, *validation) = (some > 0).then_some((some, more))?;
            Some(())
        },
    },
    Key {
        name: "noise",
        what: text::NOISE,
        print: |to| generated(to, |generator, _| generator.noise.to_string()),
        read: |to, text| {
            let DataSource::Generated { generator, .. } = to else { return None };
            generator.noise = non_negative(text).filter(|noise| *noise <= 1.0)?;
            Some(())
        },
    },
    Key {
        name: "dataseed",
        what: text::DATA_SEED,
        print: |to| generated(to, |generator, _| generator.seed.to_string()),
        read: |to, text| {
            let DataSource::Generated { generator, .. } = to else { return None };
            generator.seed = parsed(text)?;
            Some(())
        },
    },
];

/// What is printed of generated samples; nothing of others.
fn generated(data: &DataSource, print: impl Fn(&Generator, [u32; 2]) -> String) -> String {
    match data {
        DataSource::Generated { generator, training, validation } => {
            print(generator, [*training, *validation])
        }
        DataSource::Custom(_) => String::new(),
    }
}

const KEYS: &[Key<TrainConfig>] = &[
    Key {
        name: "net",
        what: text::NETWORK,
        print: |to| {
            let template = TEMPLATES.iter().find(|(_, known)| Some(*known) == to.template());
            template.map_or(String::new(), |(id, _)| (*id).to_owned())
        },
        read: |to, text| {
            let (_, template) = TEMPLATES.iter().find(|(known, _)| *known == text)?;
            to.network = template.network(to.data.shape(), to.data.names().len());
            Some(())
        },
    },
    Key {
        name: "layers",
        what: text::NETWORK,
        print: |to| if to.template().is_some() { String::new() } else { to.network.to_link() },
        read: |to, text| to.set_layers(text, format::LINK),
    },
    key!("rate", text::RATE, settings.schedule.rate, ToString::to_string, non_negative),
    key!("warmup", text::WARMUP, settings.schedule.warmup, ToString::to_string, parsed),
    key!("decay", text::DECAY, settings.schedule.decay, decay_name, decay_named),
    key!("optimizer", text::OPTIMIZER, settings.optimizer, Optimizer::to_link, Optimizer::from_link),
    key!("l1", text::REGULARIZATION, settings.regularization.l1, ToString::to_string, non_negative),
    key!("l2", text::REGULARIZATION, settings.regularization.l2, ToString::to_string, non_negative),
    key!("batch", text::BATCH, settings.batch, ToString::to_string, |text| {
        parsed(text).filter(|batch| (1..=1024).contains(batch))
    }),
    key!("loss", text::LOSS, settings.loss, loss_name, |text| {
        Loss::ALL.into_iter().find(|loss| loss_name(loss) == text)
    }),
    key!("smoothing", text::LABEL_SMOOTHING, settings.label_smoothing, ToString::to_string, |text| {
        non_negative(text).filter(|smoothing| *smoothing < 1.0)
    }),
    key!("init", text::INITIALIZATION, settings.initialization, init_name, init_named),
    key!(
        "jitter",
        text::AUGMENTATION,
        settings.augmentation,
        |augmentation: &Option<Augmentation>| flag(&augmentation.is_some()),
        |text| flagged(text).map(|on| on.then(Augmentation::default))
    ),
    key!("engine", text::ENGINE, engine, |engine: &EngineKind| engine.name().to_owned(), EngineKind::named),
    key!("seed", text::SEED, settings.seed, ToString::to_string, parsed),
    key!("epochs", text::EPOCHS, until.epochs, optional, |text| parsed(text).map(Some)),
    key!("accuracy", text::ACCURACY, until.accuracy, optional, |text| non_negative(text).map(Some)),
    key!(
        "compare",
        text::VARIANT,
        variant,
        |variant: &Option<Variant>| variant.map_or(String::new(), |variant| named(&Variant::ALL, variant)),
        |text| by_name(&Variant::ALL, text).map(Some)
    ),
    key!("look", text::VIEW, look, |look: &Look| named(&Look::ALL, *look), |text| by_name(&Look::ALL, text)),
    Key {
        name: "sample",
        what: text::SAMPLE,
        print: |to| to.sample.to_string(),
        read: |to, text| {
            to.sample = parsed(text).filter(|sample| *sample < to.data.len())?;
            Some(())
        },
    },
];

impl TrainConfig {
    /// The pairs of a link, without its version.
    pub fn to_pairs(&self) -> Vec<String> {
        let (name, default) = match &self.data {
            DataSource::Generated { generator, .. } => {
                (generator.source.name(), DataSource::of(generator.source))
            }
            DataSource::Custom(_) => ("own", self.data.clone()),
        };
        let mut pairs = if name == Source::Digits.name() { vec![] } else { vec![format!("data={name}")] };
        pairs.extend(link::print(GENERATED, &self.data, &default));
        pairs.extend(link::print(KEYS, self, &Self::of(default)));
        pairs
    }

    /// Reads a link's pairs. What cannot be read is said in a sentence, and the rest is taken.
    pub fn from_pairs<'a>(
        pairs: impl Iterator<Item = (&'a str, &'a str)>,
        problems: &mut Vec<String>,
    ) -> Self {
        Self::with_samples(pairs, None, problems)
    }

    /// The same for a link about somebody's own samples, if they are here.
    pub(super) fn with_samples<'a>(
        pairs: impl Iterator<Item = (&'a str, &'a str)>,
        own: Option<Rc<CustomDataset>>,
        problems: &mut Vec<String>,
    ) -> Self {
        let mut pairs: Vec<(&str, &str)> = pairs.collect();
        let version = match format::link_version(pairs.iter().copied()) {
            Ok(version) => version,
            Err(newer) => {
                problems.push(newer);
                return Self::default();
            }
        };
        let data = own.map_or_else(|| samples(&pairs, problems), DataSource::Custom);
        let mut config = Self::of(data);
        if version < format::LINK
            && let Some(at) = pairs.iter().position(|(key, _)| *key == "layers")
            && config.set_layers(pairs[at].1, version).is_some()
        {
            pairs.remove(at);
        }
        problems.extend(link::read(KEYS, &pairs, &mut config));
        config
    }

    /// Takes a network from a link of this version, if it takes the samples.
    fn set_layers(&mut self, text: &str, version: u32) -> Option<()> {
        let shape = self.data.shape();
        self.network = Network::from_link(text, version).filter(|network| network.input == shape)?;
        Some(())
    }
}

/// The samples that a link names.
fn samples(pairs: &[(&str, &str)], problems: &mut Vec<String>) -> DataSource {
    let name = pairs.iter().find(|(key, _)| *key == "data").map_or(Source::Digits.name(), |(_, name)| name);
    let source = Source::ALL.into_iter().find(|source| source.name() == name).unwrap_or_else(|| {
        problems.push(if name == "own" { text::FILES_ELSEWHERE } else { text::NO_SUCH_DATA }.to_owned());
        Source::Digits
    });
    let mut samples = DataSource::of(source);
    problems.extend(link::read(GENERATED, pairs, &mut samples));
    samples
}

fn optional<T: ToString>(value: &Option<T>) -> String {
    value.as_ref().map_or(String::new(), T::to_string)
}

fn loss_name(loss: &Loss) -> String {
    match loss {
        Loss::CrossEntropy => "cross-entropy",
        Loss::MeanSquaredError => "mse",
    }
    .to_owned()
}

fn init_name(initialization: &Initialization) -> String {
    match initialization {
        Initialization::Zero => "zero".into(),
        Initialization::Normal { std } => format!("normal:{std}"),
        Initialization::Xavier => "xavier".into(),
        Initialization::He => "he".into(),
    }
}

fn init_named(text: &str) -> Option<Initialization> {
    Some(match text.split_once(':') {
        None if text == "zero" => Initialization::Zero,
        None if text == "xavier" => Initialization::Xavier,
        None if text == "he" => Initialization::He,
        Some(("normal", std)) => {
            Initialization::Normal { std: std.parse().ok().filter(|d: &f32| (0.0..=10.0).contains(d))? }
        }
        _ => return None,
    })
}

fn decay_name(decay: &Decay) -> String {
    match decay {
        Decay::Constant => "constant".into(),
        Decay::Cosine { steps } => format!("cosine:{steps}"),
        Decay::Step { every, factor } => format!("stairs:{every}:{factor}"),
    }
}

fn decay_named(text: &str) -> Option<Decay> {
    let parts: Vec<&str> = text.split(':').collect();
    Some(match parts[..] {
        ["constant"] => Decay::Constant,
        ["cosine", steps] => Decay::Cosine { steps: steps.parse().ok()? },
        ["stairs", every, factor] => Decay::Step {
            every: every.parse().ok()?,
            factor: factor.parse().ok().filter(|f: &f32| (0.0..=1.0).contains(f))?,
        },
        _ => return None,
    })
}
