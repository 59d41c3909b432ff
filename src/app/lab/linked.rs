//! [`Linked`]: Convolve with its views, and Pool, which read their link themselves.

use super::{Example, PRESET, Preset, preset};
use crate::app::link::{self, Key, names, read_pairs};
use crate::app::text::Text;
use crate::app::text::lab as text;
use crate::format;

/// Which view of Convolve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkedView {
    /// What one unit sees of the input.
    Stack,
    /// A convolution as volumes.
    Volumes,
    /// Connections and weights.
    Counts,
    /// Activation functions.
    Functions,
    /// Normalisations.
    Norms,
}

impl LinkedView {
    /// All of them, as links name them and as the page does.
    pub const ALL: [(Self, &'static str, Text); 5] = [
        (Self::Stack, "stack", text::LINKED_VIEWS[0]),
        (Self::Volumes, "volumes", text::LINKED_VIEWS[1]),
        (Self::Counts, "counts", text::LINKED_VIEWS[2]),
        (Self::Functions, "functions", text::LINKED_VIEWS[3]),
        (Self::Norms, "norms", text::LINKED_VIEWS[4]),
    ];

    /// The one that a link with these pairs asks for.
    pub fn of(pairs: &[(&str, &str)]) -> Option<Self> {
        link::get(pairs, VIEW).and_then(|id| link::by_name(&Self::ALL, id))
    }
}

/// The key that names a view.
const VIEW: &str = "view";

/// An example with a link of its own.
pub trait Linked: Example + Default {
    /// What follows the place's name in the link.
    fn to_rest(&self) -> String;

    /// Reads what follows the place's name in a link, and says what cannot be read.
    fn from_rest(rest: &str) -> (Self, Vec<String>);
}

/// One that is a view of Convolve.
pub trait OwnView: Linked {
    /// Which.
    const VIEW: LinkedView;
}

/// The pair that makes a link one to a view.
pub fn view_pair<T: OwnView>() -> String {
    format!("{VIEW}={}", link::named(&LinkedView::ALL, T::VIEW))
}

/// What makes of settings an example that can be shown, or a sentence why there is none.
pub type Fit<T> = fn(T) -> Result<T, String>;

/// Prints what differs from the example that is nearest to it. The first example is not named.
pub fn print_linked<T: OwnView>(value: &T, presets: &[Preset<T>], keys: &[&[Key<T>]]) -> String {
    let differing = |(index, preset): (usize, &Preset<T>)| {
        let example = preset.example();
        let pairs: Vec<String> = keys.iter().flat_map(|keys| link::print(keys, value, &example)).collect();
        (pairs, (index > 0).then(|| format!("{PRESET}={}", preset.id)))
    };
    let nearest = presets.iter().enumerate().map(differing).min_by_key(|(pairs, _)| pairs.len());
    let (pairs, preset) = nearest.unwrap_or_default();
    format::link([view_pair::<T>()].into_iter().chain(preset).chain(pairs).collect())
}

/// Reads what [`print_linked`] prints: the keys of each table, and then whether all of it is possible.
pub fn read_linked<T: Linked>(
    rest: &str,
    presets: &[Preset<T>],
    keys: &[&[Key<T>]],
    fit: Fit<T>,
) -> (T, Vec<String>) {
    read_pairs(rest, |pairs, problems| {
        let pairs: Vec<(&str, &str)> = pairs.iter().copied().filter(|(name, _)| *name != VIEW).collect();
        let known = keys.iter().flat_map(|keys| names(keys));
        problems.extend(link::unknown_keys(&pairs, known.chain([PRESET])));
        let example = preset(presets, &pairs, problems).unwrap_or_default();
        let mut value = example.clone();
        for keys in keys {
            problems.extend(link::read(keys, &pairs, &mut value));
            value = fit(value).unwrap_or_else(|why| {
                problems.push(why);
                example.clone()
            });
        }
        value
    })
}
