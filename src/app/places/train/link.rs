//! A run as the text of a link: what differs from the page's proposal for its data.
//!
//! `data=shapes` · `count=4000.1000` (for training, for validation) · `noise=0.1` · `dataseed=2` · `net=lenet5`, or
//! `layers=…` (a network of one's own) · `rate=0.01` · `warmup=100` · `decay=cosine:2000`, `stairs:500:0.5` ·
//! `optimizer=adam` · `l1=0.001` · `l2=0.001` · `batch=32` · `loss=mse` · `smoothing=0.1` · `init=xavier`, `normal:0.1` ·
//! `jitter=1` · `engine=auto` · `seed=7` · `epochs=10` · `accuracy=0.97` (where it stops) · `compare=plain` · `look=weights` · `sample=17`.

use std::str::FromStr;

use super::optimizer_link::{optimizer_name, optimizer_named};
use super::{DataSource, Look, TEMPLATES, TrainConfig, Variant};
use crate::data::{Augmentation, Generator, Source};
use crate::format;
use crate::network::Network;
use crate::session::{Decay, EngineKind, Initialization, Loss, Settings, StopAt};

/// The most samples of each kind that a link can ask for.
const MOST: u32 = 100_000;

impl TrainConfig {
    /// The pairs of a link, without its version.
    pub fn to_pairs(&self) -> Vec<String> {
        let mut pairs = Vec::new();
        let fresh = match &self.data {
            DataSource::Generated { generator, .. } => Self::of(DataSource::of(generator.source)),
            DataSource::Custom(own) => Self::of(DataSource::Custom(own.clone())),
        };
        let mut pair = |key: &str, value: String, usual: String| {
            if value != usual {
                pairs.push(format!("{key}={value}"));
            }
        };
        match (&self.data, &fresh.data) {
            (
                DataSource::Generated { generator, training, validation },
                DataSource::Generated { training: usual, validation: usually, .. },
            ) => {
                pair("data", generator.source.name().into(), Source::Digits.name().into());
                pair("count", format!("{training}.{validation}"), format!("{usual}.{usually}"));
                pair("noise", generator.noise.to_string(), "0".into());
                pair("dataseed", generator.seed.to_string(), "1".into());
            }
            _ => pair("data", "own".into(), String::new()),
        }
        match self.template() {
            Some(template) => {
                let id = |template| {
                    TEMPLATES.iter().find(|(_, known)| *known == template).map_or("", |(id, _)| id)
                };
                pair("net", id(template).into(), fresh.template().map_or("", id).into());
            }
            None => pair("layers", self.network.to_link(), String::new()),
        }
        let (now, usual) = (&self.settings, &fresh.settings);
        pair("rate", now.schedule.rate.to_string(), usual.schedule.rate.to_string());
        pair("warmup", now.schedule.warmup.to_string(), usual.schedule.warmup.to_string());
        pair("decay", decay_name(now.schedule.decay), decay_name(usual.schedule.decay));
        pair("optimizer", optimizer_name(&now.optimizer), optimizer_name(&usual.optimizer));
        pair("l1", now.regularization.l1.to_string(), usual.regularization.l1.to_string());
        pair("l2", now.regularization.l2.to_string(), usual.regularization.l2.to_string());
        pair("batch", now.batch.to_string(), usual.batch.to_string());
        pair("loss", loss_name(now.loss).into(), loss_name(usual.loss).into());
        pair("smoothing", now.label_smoothing.to_string(), usual.label_smoothing.to_string());
        pair("init", init_name(now.initialization), init_name(usual.initialization));
        pair(
            "jitter",
            u8::from(now.augmentation.is_some()).to_string(),
            u8::from(usual.augmentation.is_some()).to_string(),
        );
        pair("engine", self.engine.name().into(), EngineKind::Cpu.name().into());
        pair("seed", now.seed.to_string(), usual.seed.to_string());
        pair("epochs", self.until.epochs.map_or(String::new(), |n| n.to_string()), String::new());
        pair("accuracy", self.until.accuracy.map_or(String::new(), |n| n.to_string()), String::new());
        let variant =
            |variant: Variant| Variant::ALL.iter().find(|(v, ..)| *v == variant).map_or("", |(_, id, _)| id);
        pair("compare", self.variant.map_or("", variant).into(), String::new());
        let look = Look::ALL.iter().find(|(look, ..)| *look == self.look).map_or("", |(_, id, _)| id);
        pair("look", look.into(), "activations".into());
        pair("sample", self.sample.to_string(), "0".into());
        pairs
    }

    /// Reads a link's pairs. What cannot be read is said in a sentence, and the rest is taken.
    pub fn from_pairs<'a>(
        pairs: impl Iterator<Item = (&'a str, &'a str)>,
        problems: &mut Vec<String>,
    ) -> Self {
        let pairs: Vec<(&str, &str)> = pairs.collect();
        let version = match format::link_version(pairs.iter().copied()) {
            Ok(version) => version,
            Err(newer) => {
                problems.push(newer);
                return Self::default();
            }
        };
        let mut reader = Reader { pairs, problems };
        let mut config = Self::of(reader.samples());
        let (shape, classes) = (config.data.shape(), config.data.names().len());
        reader.take("net", "network", &mut config.network, |id| {
            let (_, template) = TEMPLATES.iter().find(|(known, _)| *known == id)?;
            Some(template.network(shape, classes))
        });
        reader.take("layers", "network", &mut config.network, |text| {
            Network::from_link(text, version).filter(|network| network.input == shape)
        });
        let Settings {
            loss,
            label_smoothing,
            optimizer,
            schedule,
            regularization,
            batch,
            initialization,
            augmentation,
            seed,
        } = &mut config.settings;
        reader.take("rate", "learning rate", &mut schedule.rate, positive);
        reader.take("warmup", "warmup", &mut schedule.warmup, parsed);
        reader.take("decay", "decay of the learning rate", &mut schedule.decay, decay_named);
        reader.take("optimizer", "optimizer", optimizer, optimizer_named);
        reader.take("l1", "regulariser", &mut regularization.l1, positive);
        reader.take("l2", "regulariser", &mut regularization.l2, positive);
        reader.take("batch", "batch", batch, |text| parsed(text).filter(|batch| (1..=1024).contains(batch)));
        reader.take("loss", "loss", loss, |text| Loss::ALL.into_iter().find(|loss| loss_name(*loss) == text));
        reader.take("smoothing", "label smoothing", label_smoothing, |text| {
            positive(text).filter(|s| *s < 1.0)
        });
        reader.take("init", "initialization", initialization, init_named);
        reader.take("jitter", "augmentation", augmentation, |text| match text {
            "0" => Some(None),
            "1" => Some(Some(Augmentation::default())),
            _ => None,
        });
        reader.take("seed", "seed", seed, parsed);
        reader.take("engine", "engine", &mut config.engine, |text| {
            EngineKind::ALL.into_iter().find(|engine| engine.name() == text)
        });
        let StopAt { epochs, accuracy } = &mut config.until;
        reader.take("epochs", "number of epochs", epochs, |text| parsed(text).map(Some));
        reader.take("accuracy", "accuracy", accuracy, |text| positive(text).map(Some));
        reader.take("compare", "comparison", &mut config.variant, |text| {
            Variant::ALL.iter().find(|(_, id, _)| *id == text).map(|(variant, ..)| Some(*variant))
        });
        reader.take("look", "view", &mut config.look, |text| {
            Look::ALL.iter().find(|(_, id, _)| *id == text).map(|(look, ..)| *look)
        });
        let samples = config.data.len();
        reader.take("sample", "sample", &mut config.sample, |text| {
            parsed(text).filter(|sample| *sample < samples)
        });
        config
    }
}

/// What a link says, and what of it cannot be read.
struct Reader<'a, 'p> {
    pairs: Vec<(&'a str, &'a str)>,
    problems: &'p mut Vec<String>,
}

impl<'a> Reader<'a, '_> {
    fn get(&self, key: &str) -> Option<&'a str> {
        self.pairs.iter().find(|(k, _)| *k == key).map(|(_, value)| *value)
    }

    /// Overwrites `to` with what the link says about `key`, if it does.
    fn take<T>(&mut self, key: &str, what: &str, to: &mut T, read: impl Fn(&str) -> Option<T>) {
        match self.get(key).map(read) {
            Some(Some(value)) => *to = value,
            Some(None) => self.problems.push(format!("The {what} in this link cannot be used.")),
            None => {}
        }
    }

    fn samples(&mut self) -> DataSource {
        let name = self.get("data").unwrap_or(Source::Digits.name());
        let source = Source::ALL.into_iter().find(|source| source.name() == name);
        if source.is_none() {
            self.problems.push(match name {
                "own" => {
                    "This link is about files of another browser, so here are generated digits.".to_owned()
                }
                _ => "This link names data that do not exist, so here are generated digits.".to_owned(),
            });
        }
        let mut samples = DataSource::of(source.unwrap_or(Source::Digits));
        if let DataSource::Generated { generator: Generator { noise, seed, .. }, training, validation } =
            &mut samples
        {
            self.take("noise", "noise", noise, |text| positive(text).filter(|noise| *noise <= 1.0));
            self.take("dataseed", "seed of the data", seed, parsed);
            let mut count = (*training, *validation);
            self.take("count", "number of samples", &mut count, |text| {
                let (some, more) = text.split_once('.')?;
                let (some, more) = (parsed(some)?, parsed(more)?);
                ((1..=MOST).contains(&some) && more <= MOST).then_some((some, more))
            });
            (*training, *validation) = count;
        }
        samples
    }
}

fn parsed<T: FromStr>(text: &str) -> Option<T> {
    text.parse().ok()
}

fn positive(text: &str) -> Option<f32> {
    parsed(text).filter(|value: &f32| value.is_finite() && *value >= 0.0)
}

fn loss_name(loss: Loss) -> &'static str {
    match loss {
        Loss::CrossEntropy => "cross-entropy",
        Loss::MeanSquaredError => "mse",
    }
}

fn init_name(initialization: Initialization) -> String {
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

fn decay_name(decay: Decay) -> String {
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
