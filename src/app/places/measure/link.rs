//! The links of measurements.

use super::{Asked, Measurement};
use crate::app::link::{self, Bounds, Key, flag, flagged, key, names, nearest};
use crate::app::text::link as text;
use crate::format;
use crate::session::{Bench, BenchNetwork, EngineKind, MOST_SHARDS};

/// Images in a batch of the benchmark.
const BATCH: Bounds<1> = Bounds([1], [1024]);
/// Shards of such a batch.
const SHARDS: Bounds<1> = Bounds([1], [MOST_SHARDS]);
/// Seconds for each figure of the benchmark.
const SECONDS: [f64; 2] = [0.1, 60.0];

/// What the benchmark measures; the nearest that it can if the link asks for less or more.
const BENCH: &[Key<Bench>] = &[
    key!(
        "engine",
        text::ENGINE,
        engine,
        |engine: &EngineKind| engine.name().to_owned(),
        EngineKind::named,
        text::one_of(EngineKind::ALL.iter().map(|engine| engine.name()))
    ),
    key!(
        "net",
        text::NETWORK,
        network,
        |network: &BenchNetwork| network.name().to_owned(),
        BenchNetwork::named,
        text::one_of(BenchNetwork::ALL.iter().map(|network| network.name()))
    ),
    Key {
        name: "batch",
        what: text::BATCH,
        print: |to| to.batch.to_string(),
        read: |to, text| {
            let Bounds([least], [largest]) = BATCH;
            let (batch, is_there) = nearest(text, least as i128, largest as i128)?;
            to.batch = batch as usize;
            is_there.then_some(())
        },
        expects: |to, _| text::nearest(&BATCH.expected(), &to.batch.to_string()),
    },
    key!("shards", text::SHARDS, shards, ToString::to_string, |text| SHARDS.count(text), SHARDS.expected()),
    key!("profile", text::PROFILE, profile, flag, flagged, text::ON_OFF),
    Key {
        name: "seconds",
        what: text::SECONDS,
        print: |to| to.seconds.to_string(),
        read: |to, text| {
            // "NaN" is a number to the parser, and no time would ever be as long.
            let seconds: f64 = text.parse().ok().filter(|seconds: &f64| !seconds.is_nan())?;
            to.seconds = seconds.clamp(SECONDS[0], SECONDS[1]);
            (to.seconds == seconds).then_some(())
        },
        expects: |to, _| {
            let expected = text::between(SECONDS[0] as f32, SECONDS[1] as f32);
            text::nearest(&expected, &to.seconds.to_string())
        },
    },
];

/// How many samples are compared; all if the link does not say.
const PARITY: &[Key<Option<usize>>] = &[Key {
    name: "samples",
    what: text::SAMPLES,
    print: |samples| samples.map(|samples| samples.to_string()).unwrap_or_default(),
    read: |samples, text| {
        *samples = Some(text.parse().ok()?);
        Some(())
    },
    expects: |_, _| text::WHOLE_NUMBER.to_string(),
}];

/// How a link that asked for an engine which does not exist is printed.
const NO_ENGINE: &str = "none";

impl Asked {
    /// Reads what follows the place's name in a link, and says what cannot be read.
    pub fn read(measurement: Measurement, rest: &str) -> (Self, Vec<String>) {
        match measurement {
            Measurement::Bench => link::read_pairs(rest, |pairs, problems| {
                problems.extend(link::unknown_keys(pairs, names(BENCH)));
                let engines = || pairs.iter().filter(|(key, _)| *key == "engine").map(|(_, name)| *name);
                let mut bench = Bench::default();
                if engines().all(|name| name != NO_ENGINE) {
                    problems.extend(link::read(BENCH, pairs, &mut bench));
                }
                Self::Bench(engines().all(|name| EngineKind::named(name).is_some()).then_some(bench))
            }),
            Measurement::Parity => {
                let (samples, problems) = link::read_rest(PARITY, rest);
                (Self::Parity(samples), problems)
            }
        }
    }

    /// What follows the place's name in the link.
    pub fn to_rest(&self) -> String {
        format::link(match self {
            Self::Bench(None) => vec![format!("engine={NO_ENGINE}")],
            Self::Bench(Some(bench)) => link::print(BENCH, bench, &Bench::default()),
            Self::Parity(samples) => link::print(PARITY, samples, &None),
        })
    }
}
