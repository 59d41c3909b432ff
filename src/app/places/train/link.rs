//! A run as the text of a link: what differs from the page's proposal for its data.
//!
//! `data=shapes` · `count=4000.1000` (for training, for validation) · `noise=0.1` · `dataseed=2` · `net=lenet5`, or
//! `layers=…` (a network of one's own) · `rate=0.01` · `warmup=100` · `decay=cosine:2000`, `stairs:500:0.5` ·
//! `optimizer=adam` · `l1=0.001` · `l2=0.001` · `batch=32` · `shards=2` · `loss=mse` · `smoothing=0.1` · `init=xavier`, `normal:0.1` ·
//! `features=x.y.xy` (what is given of a point) · `pace=step`, `epoch`, `10`, `max` (between two pictures) · `jitter=1` · `engine=auto`, `webgpu:37` (the CPU takes 37 steps
//! first) · `seed=7` · `epochs=10` · `accuracy=0.97` (where it stops) · `compare=plain` · `look=weights` · `sample=17`.

mod generated;
mod length;
mod read;
mod values;

use std::rc::Rc;

use generated::GENERATED;
use length::CUT;
pub(super) use length::{is_cut, shortened};
pub(super) use read::{read, read_with};
pub use values::asks_for_opened;
use values::{
    OPENED, PACES, decay_name, decay_named, engine_name, engine_named, init_name, init_named, loss_name,
    optional, pace_name, pace_named,
};

use super::{CustomDataset, DataSource, Look, TEMPLATES, TrainConfig, Variant};
use crate::app::link::{
    self, Bounds, Key, by_name, flag, flagged, get, key, named, names, non_negative, one_of, parsed,
};
use crate::app::text::link as text;
use crate::data::{Augmentation, Source};
use crate::format;
use crate::network::Network;
use crate::session::{EngineKind, Loss, MOST_SHARDS, Optimizer};

const BATCHES: Bounds<1> = Bounds([1], [1024]);
const SHARDS: Bounds<1> = Bounds([1], [MOST_SHARDS]);

const KEYS: &[Key<TrainConfig>] = &[
    Key {
        name: "net",
        what: text::NETWORK,
        print: |to| {
            let template = TEMPLATES.iter().find(|(_, known)| Some(*known) == to.template());
            template.map_or(String::new(), |(id, _)| (*id).to_owned())
        },
        read: |to, text| {
            if text == OPENED {
                // It is read from the store, and then stands in the link itself.
                return Some(());
            }
            let (_, template) = TEMPLATES.iter().find(|(known, _)| *known == text)?;
            to.network = template.network(to.data.shape(), to.data.names().len());
            Some(())
        },
        expects: |_, _| text::one_of(TEMPLATES.iter().map(|(id, _)| *id)),
    },
    Key {
        name: "layers",
        what: text::NETWORK,
        print: |to| if to.template().is_some() { String::new() } else { to.network.to_link() },
        read: |to, text| to.set_layers(text, format::LINK),
        expects: |to, found| match found.starts_with(CUT) {
            true => text::NETWORK_IN_A_FILE.to_string(),
            false => text::network_for(&to.data.shape().to_string()),
        },
    },
    key!("rate", text::RATE, settings.schedule.rate, ToString::to_string, non_negative, text::NUMBER_FROM_0),
    key!("warmup", text::WARMUP, settings.schedule.warmup, ToString::to_string, parsed, text::WHOLE_NUMBER),
    key!("decay", text::DECAY, settings.schedule.decay, decay_name, decay_named, text::DECAYS),
    key!(
        "optimizer",
        text::OPTIMIZER,
        settings.optimizer,
        Optimizer::to_link,
        Optimizer::from_link,
        text::OPTIMIZERS
    ),
    key!(
        "l1",
        text::REGULARIZATION,
        settings.regularization.l1,
        ToString::to_string,
        non_negative,
        text::NUMBER_FROM_0
    ),
    key!(
        "l2",
        text::REGULARIZATION,
        settings.regularization.l2,
        ToString::to_string,
        non_negative,
        text::NUMBER_FROM_0
    ),
    key!(
        "batch",
        text::BATCH,
        settings.batch,
        ToString::to_string,
        |text| BATCHES.count(text),
        BATCHES.expected()
    ),
    key!(
        "shards",
        text::SHARDS,
        settings.shards,
        ToString::to_string,
        |text| SHARDS.count(text),
        SHARDS.expected()
    ),
    key!(
        "loss",
        text::LOSS,
        settings.loss,
        loss_name,
        |text| Loss::ALL.into_iter().find(|loss| loss_name(loss) == text),
        text::one_of(Loss::ALL.iter().map(loss_name).collect::<Vec<_>>().iter().map(String::as_str))
    ),
    key!(
        "smoothing",
        text::LABEL_SMOOTHING,
        settings.label_smoothing,
        ToString::to_string,
        |text| non_negative(text).filter(|smoothing| *smoothing < 1.0),
        text::NUMBER_BELOW_1
    ),
    key!("init", text::INITIALIZATION, settings.initialization, init_name, init_named, text::INITIALIZATIONS),
    key!(
        "jitter",
        text::AUGMENTATION,
        settings.augmentation,
        |augmentation: &Option<Augmentation>| flag(&augmentation.is_some()),
        |text| flagged(text).map(|on| on.then(Augmentation::default)),
        text::ON_OFF
    ),
    key!("balanced", text::BALANCED, settings.balanced, flag, flagged, text::ON_OFF),
    Key {
        name: "engine",
        what: text::ENGINE,
        print: engine_name,
        read: engine_named,
        expects: |_, _| {
            text::one_of(EngineKind::ALL.iter().map(|engine| engine.name()).chain([text::WEBGPU_LATER]))
        },
    },
    key!("seed", text::SEED, settings.seed, ToString::to_string, parsed, text::WHOLE_NUMBER),
    key!("epochs", text::EPOCHS, until.epochs, optional, |text| parsed(text).map(Some), text::WHOLE_NUMBER),
    key!(
        "accuracy",
        text::ACCURACY,
        until.accuracy,
        optional,
        |text| non_negative(text).filter(|accuracy| *accuracy <= 1.0).map(Some),
        text::between(0.0, 1.0)
    ),
    key!("pace", text::PACE, pace, pace_name, pace_named, text::one_of(PACES.iter().map(|(name, _)| *name))),
    key!(
        "compare",
        text::VARIANT,
        variant,
        |variant: &Option<Variant>| variant.map_or(String::new(), |variant| named(&Variant::ALL, variant)),
        |text| by_name(&Variant::ALL, text).map(Some),
        one_of(&Variant::ALL)
    ),
    key!(
        "look",
        text::VIEW,
        look,
        |look: &Look| named(&Look::ALL, *look),
        |text| by_name(&Look::ALL, text),
        one_of(&Look::ALL)
    ),
    Key {
        name: "sample",
        what: text::SAMPLE,
        print: |to| to.sample.to_string(),
        read: |to, text| {
            to.sample = parsed(text).filter(|sample| *sample < to.data.len())?;
            Some(())
        },
        expects: |to, _| text::whole_between(0, to.data.len().saturating_sub(1) as usize),
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
        let Some(version) = link::version(&pairs, problems) else { return Self::default() };
        let known = [DATA].into_iter().chain(names(GENERATED)).chain(names(KEYS));
        problems.extend(link::unknown_keys(&pairs, known));
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

/// The key that names the samples.
const DATA: &str = "data";

/// The samples that a link names.
fn samples(pairs: &[(&str, &str)], problems: &mut Vec<String>) -> DataSource {
    let name = get(pairs, DATA).unwrap_or(Source::Digits.name());
    let source = Source::ALL.into_iter().find(|source| source.name() == name).unwrap_or_else(|| {
        problems.push(match name {
            "own" => text::FILES_ELSEWHERE.to_string(),
            _ => text::no_such_data(name),
        });
        Source::Digits
    });
    let mut samples = DataSource::of(source);
    problems.extend(link::read(GENERATED, pairs, &mut samples));
    samples
}
