//! [`Route`]: everything that belongs in the link. It prints only what differs from the default; parsing never fails,
//! and says what it could not read.

mod bench;

use std::borrow::Cow;
use std::fmt;

use bench::BENCH;

use crate::app::lab::LinkedView;
use crate::app::link::{self, Key, names, query};
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
    /// A view of Convolve that reads the rest of the link itself.
    Linked(LinkedView, String),
    /// One pool in numbers.
    Pool(Box<Pooling>),
    /// A network that learns. The place is loaded when it is opened, and reads the rest of the link itself.
    Train(String),
    /// Networks of the literature, likewise.
    Networks(String),
    /// Networks that say where things are in a picture, likewise.
    Scenes(String),
    /// The lectures as steps, likewise.
    Lessons(String),
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
            Self::Convolve(_) | Self::Linked(..) => Some(Place::Convolve),
            Self::Pool(_) => Some(Place::Pool),
            Self::Train(_) => Some(Place::Train),
            Self::Networks(_) => Some(Place::Networks),
            Self::Scenes(_) => Some(Place::Scenes),
            Self::Lessons(_) => Some(Place::Lessons),
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
            Place::Networks => Self::Networks(String::new()),
            Place::Scenes => Self::Scenes(String::new()),
            Place::Lessons => Self::Lessons(String::new()),
        }
    }

    /// Reads what follows a link's `#`, and says in sentences what cannot be read.
    pub fn parse(text: &str) -> (Self, Vec<String>) {
        let mut problems = Vec::new();
        // Where even the "?" was encoded, so was all that follows it.
        let whole =
            if text.contains('?') { Cow::Borrowed(text) } else { query::decoded(text, &mut problems) };
        let text = whole.trim().trim_start_matches('#').trim_start_matches('/');
        let (place, encoded) = text.split_once('?').unwrap_or((text, ""));
        let place = place.trim_end_matches('/');
        match place {
            "train" => return (Self::Train(rest(encoded)), problems),
            "networks" => return (Self::Networks(rest(encoded)), problems),
            "scenes" => return (Self::Scenes(rest(encoded)), problems),
            "lessons" => return (Self::Lessons(rest(encoded)), problems),
            _ => {}
        }
        let query = query::decoded(encoded, &mut problems);
        let mut pairs = query::pairs(&query, &mut problems);
        if link::version(&pairs, &mut problems).is_none() {
            pairs.clear();
        }
        if let Some(view) = LinkedView::of(&pairs).filter(|_| place == "convolve") {
            return (Self::Linked(view, rest(encoded)), Vec::new());
        }
        let pairs = || pairs.iter().copied();
        let route = match place {
            "" | "draw" => Self::Draw(DrawConfig::from_pairs(pairs(), &mut problems)),
            "convolve" => Self::Convolve(Box::new(Convolve::from_pairs(pairs(), &mut problems))),
            "pool" => Self::Pool(Box::new(Pooling::from_pairs(pairs(), &mut problems))),
            "bench" => {
                let (mut bench, all) = (Bench::default(), pairs().collect::<Vec<_>>());
                problems.extend(link::unknown_keys(&all, names(BENCH)));
                if all.contains(&("engine", NO_ENGINE)) {
                    return (Self::Bench(None), problems);
                }
                problems.extend(link::read(BENCH, &all, &mut bench));
                let known = pairs().all(|(key, name)| key != "engine" || EngineKind::named(name).is_some());
                Self::Bench(known.then_some(bench))
            }
            "parity" => {
                let (mut samples, all) = (None, pairs().collect::<Vec<_>>());
                problems.extend(link::unknown_keys(&all, names(PARITY)));
                problems.extend(link::read(PARITY, &all, &mut samples));
                Self::Parity(samples)
            }
            _ => {
                problems.push(text::link::no_such_place(place));
                Self::default()
            }
        };
        (route, problems)
    }
}

/// The link of a place in which nothing was chosen yet.
pub const fn beginning(place: Place) -> &'static str {
    match place {
        Place::Draw => "#/draw",
        Place::Convolve => "#/convolve",
        Place::Pool => "#/pool",
        Place::Train => "#/train",
        Place::Networks => "#/networks",
        Place::Scenes => "#/scenes",
        Place::Lessons => "#/lessons",
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Draw(draw) => write!(f, "#/draw{}", query(draw.to_pairs())),
            Self::Convolve(convolve) => write!(f, "#/convolve{}", query(convolve.to_pairs())),
            Self::Linked(_, rest) => write!(f, "#/convolve?{rest}"),
            Self::Pool(pooling) => write!(f, "#/pool{}", query(pooling.to_pairs())),
            Self::Train(rest) => write_rest(f, "train", rest),
            Self::Networks(rest) => write_rest(f, "networks", rest),
            Self::Scenes(rest) => write_rest(f, "scenes", rest),
            Self::Lessons(rest) => write_rest(f, "lessons", rest),
            Self::Bench(None) => write!(f, "#/bench{}", query(vec![format!("engine={NO_ENGINE}")])),
            Self::Bench(Some(bench)) => {
                write!(f, "#/bench{}", query(link::print(BENCH, bench, &Bench::default())))
            }
            Self::Parity(None) => write!(f, "#/parity"),
            Self::Parity(Some(samples)) => write!(f, "#/parity{}", query(vec![format!("samples={samples}")])),
        }
    }
}

fn write_rest(f: &mut fmt::Formatter<'_>, place: &str, rest: &str) -> fmt::Result {
    if rest.is_empty() { write!(f, "#/{place}") } else { write!(f, "#/{place}?{rest}") }
}

/// What follows the place's name: the version first.
fn query(pairs: Vec<String>) -> String {
    let pairs = format::link(pairs);
    if pairs.is_empty() { pairs } else { format!("?{pairs}") }
}

/// The rest of a link to a place that reads it itself, its version too, and says what it cannot read.
fn rest(encoded: &str) -> String {
    let mut problems = Vec::new();
    let decoded = query::decoded(encoded, &mut problems);
    if problems.is_empty() { decoded.into_owned() } else { encoded.to_owned() }
}

/// How many samples are compared; all if the link does not say.
const PARITY: &[Key<Option<usize>>] = &[Key {
    name: "samples",
    what: text::link::SAMPLES,
    print: |samples| samples.map(|samples| samples.to_string()).unwrap_or_default(),
    read: |samples, text| {
        *samples = Some(text.parse().ok()?);
        Some(())
    },
    expects: |_, _| text::link::WHOLE_NUMBER.to_string(),
}];

/// How a link that asked for an engine which does not exist is printed.
const NO_ENGINE: &str = "none";

#[cfg(test)]
mod tests;
