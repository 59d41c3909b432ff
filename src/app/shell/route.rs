//! [`Route`]: everything that belongs in the link. It prints only what differs from the default; parsing never fails,
//! and says what it could not read.

use std::fmt;

use crate::app::link::{self, Key, key, parsed};
use crate::app::place::Place;
use crate::app::places::convolve::Convolve;
use crate::app::places::draw::DrawConfig;
use crate::app::places::pool::Pooling;
use crate::app::text;
use crate::format;
use crate::session::{Bench, EngineKind};

/// Where the page is, and with what settings: what follows the `#` of the link.
///
/// ```
/// use convoscope::app::places::draw::{DrawConfig, Opened};
/// use convoscope::app::shell::route::Route;
/// let opened = Opened { layer: "conv2".into(), unit: 5, cell: Some([13, 15]) };
/// let route = Route::Draw(DrawConfig { opened: Some(opened), ..DrawConfig::default() });
/// assert_eq!(route.to_string(), "#/draw?v=2&open=conv2.5.13.15");
/// assert_eq!(Route::parse("#/draw?open=conv2.5.13.15"), (route, vec![]));
/// assert_eq!(Route::parse("").0.to_string(), "#/draw");
/// ```
#[derive(Clone, Debug, PartialEq)]
pub enum Route {
    /// Draw a digit.
    Draw(DrawConfig),
    /// One convolution in numbers.
    Convolve(Box<Convolve>),
    /// One pool in numbers.
    Pool(Box<Pooling>),
    /// A network that learns. The place is loaded when it is opened, and reads the rest of the link itself.
    Train(String),
    /// Measure speed; `None` if the link asks for an engine that does not exist.
    Bench(Option<Bench>),
    /// Compare the engines, on this many samples of every kind of layer or on all.
    Parity(Option<usize>),
}

impl Default for Route {
    fn default() -> Self {
        Self::Draw(DrawConfig::default())
    }
}

impl Route {
    /// The place it leads to; none for the benchmark.
    pub const fn place(&self) -> Option<Place> {
        match self {
            Self::Draw(_) => Some(Place::Draw),
            Self::Convolve(_) => Some(Place::Convolve),
            Self::Pool(_) => Some(Place::Pool),
            Self::Train(_) => Some(Place::Train),
            Self::Bench(_) | Self::Parity(_) => None,
        }
    }

    /// The beginning of a place.
    pub fn of(place: Place) -> Self {
        match place {
            Place::Draw => Self::Draw(DrawConfig::default()),
            Place::Convolve => Self::Convolve(Box::default()),
            Place::Pool => Self::Pool(Box::default()),
            Place::Train => Self::Train(String::new()),
        }
    }

    /// Reads what follows a link's `#`, and says in sentences what cannot be read.
    pub fn parse(text: &str) -> (Self, Vec<String>) {
        let text = text.trim_start_matches('#').trim_start_matches('/');
        let (place, query) = text.split_once('?').unwrap_or((text, ""));
        let mut problems = Vec::new();
        // Train reads the rest of the link itself, its version too.
        let query = match format::link_version(pairs_of(query)) {
            Err(newer) if place != "train" => {
                problems.push(newer);
                ""
            }
            _ => query,
        };
        let pairs = || pairs_of(query);
        let route = match place {
            "" | "draw" => Self::Draw(DrawConfig::from_pairs(pairs(), &mut problems)),
            "convolve" => Self::Convolve(Box::new(Convolve::from_pairs(pairs(), &mut problems))),
            "pool" => Self::Pool(Box::new(Pooling::from_pairs(pairs(), &mut problems))),
            "train" => Self::Train(query.to_owned()),
            "bench" => {
                let mut bench = Bench::default();
                problems.extend(link::read(BENCH, &pairs().collect::<Vec<_>>(), &mut bench));
                let known = pairs().all(|(key, name)| key != "engine" || EngineKind::named(name).is_some());
                Self::Bench(known.then_some(bench))
            }
            "parity" => {
                let samples = pairs().find(|(key, _)| *key == "samples");
                Self::Parity(samples.and_then(|(_, value)| value.parse().ok()))
            }
            _ => {
                problems.push(text::shell::NO_SUCH_PLACE.to_owned());
                Self::default()
            }
        };
        (route, problems)
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Draw(draw) => write!(f, "#/draw{}", query(draw.to_pairs())),
            Self::Convolve(convolve) => write!(f, "#/convolve{}", query(convolve.to_pairs())),
            Self::Pool(pooling) => write!(f, "#/pool{}", query(pooling.to_pairs())),
            Self::Train(rest) if rest.is_empty() => write!(f, "#/train"),
            Self::Train(rest) => write!(f, "#/train?{rest}"),
            Self::Bench(None) => write!(f, "#/bench{}", query(vec!["engine=none".to_owned()])),
            Self::Bench(Some(bench)) => {
                write!(f, "#/bench{}", query(link::print(BENCH, bench, &Bench::default())))
            }
            Self::Parity(None) => write!(f, "#/parity"),
            Self::Parity(Some(samples)) => write!(f, "#/parity{}", query(vec![format!("samples={samples}")])),
        }
    }
}

/// What follows the place's name: the version first.
fn query(pairs: Vec<String>) -> String {
    let pairs = format::link(pairs);
    if pairs.is_empty() { pairs } else { format!("?{pairs}") }
}

fn pairs_of(query: &str) -> impl Iterator<Item = (&str, &str)> {
    query.split('&').filter_map(|pair| pair.split_once('='))
}

/// Batches of 1 to 1024 images, a tenth of a second to a minute for each figure; the nearest of these if it asks for
/// less or more.
const BENCH: &[Key<Bench>] = &[
    key!(
        "engine",
        text::link::ENGINE,
        engine,
        |engine: &EngineKind| engine.name().to_owned(),
        EngineKind::named
    ),
    key!("batch", text::link::BATCH, batch, ToString::to_string, |text| {
        parsed(text).map(|batch: usize| batch.clamp(1, 1024))
    }),
    // "NaN" is a number to the parser, and no time would ever be as long.
    key!("seconds", text::link::SECONDS, seconds, ToString::to_string, |text| {
        parsed(text).filter(|seconds: &f64| !seconds.is_nan()).map(|seconds| seconds.clamp(0.1, 60.0))
    }),
];

#[cfg(test)]
mod tests;
