//! [`Route`]: everything that belongs in the link. It prints only what differs from the default; parsing never fails,
//! and says what it could not read.

use std::borrow::Cow;
use std::fmt;

use crate::app::lab::LinkedView;
use crate::app::link::{self, query};
use crate::app::place::Place;
use crate::app::places::draw::DrawConfig;
use crate::app::text;
use crate::format;

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
    /// One convolution in numbers. The place is loaded when it is opened, and reads the rest of the link itself.
    Convolve(String),
    /// Another view of Convolve, likewise.
    Linked(LinkedView, String),
    /// One pool in numbers, likewise.
    Pool(String),
    /// A network that learns, likewise.
    Train(String),
    /// Networks of the literature, likewise.
    Networks(String),
    /// Networks that say where things are in a picture, likewise.
    Scenes(String),
    /// The lectures as steps, likewise.
    Lessons(String),
    /// How fast an engine is, likewise.
    Bench(String),
    /// Whether both engines compute the same, likewise.
    Parity(String),
}

impl Default for Route {
    fn default() -> Self {
        Self::Draw(DrawConfig::default())
    }
}

impl Route {
    /// The place of the bar that it leads to; none for measurements.
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
            Place::Convolve => Self::Convolve(String::new()),
            Place::Pool => Self::Pool(String::new()),
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
            "convolve" => {
                let rest = rest(encoded);
                let pairs = query::pairs(&rest, &mut Vec::new());
                let route = match LinkedView::of(&pairs) {
                    Some(view) => Self::Linked(view, rest),
                    None => Self::Convolve(rest),
                };
                return (route, problems);
            }
            "pool" => return (Self::Pool(rest(encoded)), problems),
            "train" => return (Self::Train(rest(encoded)), problems),
            "networks" => return (Self::Networks(rest(encoded)), problems),
            "scenes" => return (Self::Scenes(rest(encoded)), problems),
            "lessons" => return (Self::Lessons(rest(encoded)), problems),
            "bench" => return (Self::Bench(rest(encoded)), problems),
            "parity" => return (Self::Parity(rest(encoded)), problems),
            _ => {}
        }
        let query = query::decoded(encoded, &mut problems);
        let mut pairs = query::pairs(&query, &mut problems);
        if link::version(&pairs, &mut problems).is_none() {
            pairs.clear();
        }
        let route = match place {
            "" | "draw" => Self::Draw(DrawConfig::from_pairs(pairs.iter().copied(), &mut problems)),
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
            Self::Convolve(rest) | Self::Linked(_, rest) => write_rest(f, "convolve", rest),
            Self::Pool(rest) => write_rest(f, "pool", rest),
            Self::Train(rest) => write_rest(f, "train", rest),
            Self::Networks(rest) => write_rest(f, "networks", rest),
            Self::Scenes(rest) => write_rest(f, "scenes", rest),
            Self::Lessons(rest) => write_rest(f, "lessons", rest),
            Self::Bench(rest) => write_rest(f, "bench", rest),
            Self::Parity(rest) => write_rest(f, "parity", rest),
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

/// The rest of a link to a place that reads it itself, its version too, and says what it cannot read. What the page reads is left out:
/// it is in every link that the page prints.
fn rest(encoded: &str) -> String {
    let mut problems = Vec::new();
    let decoded = query::decoded(encoded, &mut problems);
    query::without(if problems.is_empty() { &decoded } else { encoded }, &link::OF_PAGE)
}

#[cfg(test)]
mod tests;
