//! [`Route`]: everything that belongs in the link. It prints only what differs from the default; parsing never fails,
//! and says what it could not read.

use std::fmt;

use crate::app::places::convolve::Convolve;
use crate::app::places::draw::DrawConfig;
use crate::app::places::pool::Pooling;
use crate::app::shell::Place;
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
            "bench" => Self::Bench(bench(pairs(), &mut problems)),
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
            Self::Bench(Some(Bench { engine, batch, seconds })) => {
                let pairs = [
                    format!("engine={}", engine.name()),
                    format!("batch={batch}"),
                    format!("seconds={seconds}"),
                ];
                write!(f, "#/bench{}", query(pairs.to_vec()))
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
fn bench<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>, problems: &mut Vec<String>) -> Option<Bench> {
    let mut bench = Bench { engine: EngineKind::Cpu, batch: 64, seconds: 2.0 };
    for (key, value) in pairs {
        match key {
            "engine" => match EngineKind::ALL.into_iter().find(|engine| engine.name() == value) {
                Some(engine) => bench.engine = engine,
                None => {
                    problems.push(text::shell::no_engine(value));
                    return None;
                }
            },
            "batch" => match value.parse::<usize>() {
                Ok(batch) => bench.batch = batch.clamp(1, 1024),
                Err(_) => problems.push(text::shell::BATCH_UNREADABLE.to_owned()),
            },
            // "NaN" is a number to the parser, and no time would ever be as long.
            "seconds" => match value.parse::<f64>() {
                Ok(seconds) if !seconds.is_nan() => bench.seconds = seconds.clamp(0.1, 60.0),
                _ => problems.push(text::shell::SECONDS_UNREADABLE.to_owned()),
            },
            _ => {}
        }
    }
    Some(bench)
}

#[cfg(test)]
mod tests;
