//! [`Route`]: everything that belongs in the link. It prints only what differs from the default; parsing never fails,
//! and says what it could not read.

use std::fmt;

use crate::app::places::convolve::Convolve;
use crate::app::places::pool::Pooling;
use crate::app::shell::Place;
use crate::drawing::Drawing;
use crate::drawing::pipeline::Switches;
use crate::format;
use crate::session::{Bench, EngineKind};

/// Where the page is, and with what settings: what follows the `#` of the link.
///
/// ```
/// use convoscope::app::shell::route::{Draw, Opened, Route};
/// let opened = Opened { layer: "conv2".into(), unit: 5, cell: Some([13, 15]) };
/// let route = Route::Draw(Draw { opened: Some(opened), ..Draw::default() });
/// assert_eq!(route.to_string(), "#/draw?v=2&open=conv2.5.13.15");
/// assert_eq!(Route::parse("#/draw?open=conv2.5.13.15"), (route, vec![]));
/// assert_eq!(Route::parse("").0.to_string(), "#/draw");
/// ```
#[derive(Clone, Debug, PartialEq)]
pub enum Route {
    /// Draw a digit.
    Draw(Draw),
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

/// The state of the place Draw.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draw {
    /// What is drawn. `drawing=` in the link.
    pub drawing: Drawing,
    /// Which steps of the preprocessing are taken. `without=crop,fit,centre` in the link.
    pub switches: Switches,
    /// What is opened. `open=layer.unit` or `open=layer.unit.row.column` in the link.
    pub opened: Option<Opened>,
}

/// A map or unit that is opened, and perhaps one of its cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The layer's name: "conv2".
    pub layer: String,
    /// The map or unit.
    pub unit: usize,
    /// The cell that is pinned: row and column.
    pub cell: Option<[usize; 2]>,
}

impl Default for Route {
    fn default() -> Self {
        Self::Draw(Draw::default())
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
            Place::Draw => Self::Draw(Draw::default()),
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
            "" | "draw" => Self::Draw(Draw::parse(pairs(), &mut problems)),
            "convolve" => Self::Convolve(Box::new(Convolve::from_pairs(pairs(), &mut problems))),
            "pool" => Self::Pool(Box::new(Pooling::from_pairs(pairs(), &mut problems))),
            "train" => Self::Train(query.to_owned()),
            "bench" => Self::Bench(bench(pairs(), &mut problems)),
            "parity" => {
                let samples = pairs().find(|(key, _)| *key == "samples");
                Self::Parity(samples.and_then(|(_, value)| value.parse().ok()))
            }
            _ => {
                problems
                    .push("This link leads to a place that does not exist, so here is the pad.".to_owned());
                Self::default()
            }
        };
        (route, problems)
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Draw(draw) => write!(f, "#/draw{}", query(draw.pairs())),
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

impl Draw {
    fn parse<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>, problems: &mut Vec<String>) -> Self {
        let mut draw = Self::default();
        for (key, value) in pairs {
            match key {
                "drawing" => match Drawing::from_link(value) {
                    Some(drawing) => draw.drawing = drawing,
                    None => problems.push("The drawing in this link cannot be read.".to_owned()),
                },
                "without" => {
                    for step in value.split(',') {
                        match step {
                            "crop" => draw.switches.crop = false,
                            "fit" => draw.switches.fit = false,
                            "centre" => draw.switches.centre = false,
                            _ => problems.push("This link leaves out a step that does not exist.".to_owned()),
                        }
                    }
                }
                "open" => match Opened::parse(value) {
                    Some(opened) => draw.opened = Some(opened),
                    None => problems.push("What this link opens cannot be read.".to_owned()),
                },
                _ => {}
            }
        }
        draw
    }

    fn pairs(&self) -> Vec<String> {
        let Switches { crop, fit, centre } = self.switches;
        let without: Vec<&str> = [(crop, "crop"), (fit, "fit"), (centre, "centre")]
            .into_iter()
            .filter_map(|(on, name)| (!on).then_some(name))
            .collect();
        let drawing = (!self.drawing.is_empty()).then(|| format!("drawing={}", self.drawing.to_link()));
        let without = (!without.is_empty()).then(|| format!("without={}", without.join(",")));
        let open = self.opened.as_ref().map(|opened| format!("open={opened}"));
        [drawing, without, open].into_iter().flatten().collect()
    }
}

impl Opened {
    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        let layer = parts.next().filter(|layer| !layer.is_empty())?.to_owned();
        let numbers: Vec<usize> = parts.map(|part| part.parse().ok()).collect::<Option<_>>()?;
        match numbers[..] {
            [unit] => Some(Self { layer, unit, cell: None }),
            [unit, row, column] => Some(Self { layer, unit, cell: Some([row, column]) }),
            _ => None,
        }
    }
}

impl fmt::Display for Opened {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.layer, self.unit)?;
        self.cell.map_or(Ok(()), |[row, column]| write!(f, ".{row}.{column}"))
    }
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
                    problems.push(format!("There is no engine called {value}."));
                    return None;
                }
            },
            "batch" => match value.parse::<usize>() {
                Ok(batch) => bench.batch = batch.clamp(1, 1024),
                Err(_) => problems.push("The batch in this link is no number.".to_owned()),
            },
            // "NaN" is a number to the parser, and no time would ever be as long.
            "seconds" => match value.parse::<f64>() {
                Ok(seconds) if !seconds.is_nan() => bench.seconds = seconds.clamp(0.1, 60.0),
                _ => problems.push("The seconds in this link are no number.".to_owned()),
            },
            _ => {}
        }
    }
    Some(bench)
}

#[cfg(test)]
mod tests;
