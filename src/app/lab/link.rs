//! Links as tables: a row for each key says its name, how it is printed and how it is read. All places speak the same
//! dialect: whole numbers between points, other numbers between commas, shapes before a colon.

use super::{Example, Preset};
use crate::app::text::lab as text;
use crate::window::Window;

/// One key of a link.
pub struct Key<T: 'static> {
    name: &'static str,
    print: fn(&T) -> String,
    read: fn(&mut T, &str) -> Option<()>,
    problem: &'static str,
}

impl<T> Key<T> {
    /// A key, how its value is printed (it is left out where it is that of the default), and how it is taken in: `None` if
    /// it cannot be read.
    pub const fn new(
        name: &'static str,
        print: fn(&T) -> String,
        read: fn(&mut T, &str) -> Option<()>,
    ) -> Self {
        Self { name, print, read, problem: "" }
    }

    /// What is said where it cannot be read.
    pub const fn or(self, problem: &'static str) -> Self {
        Self { problem, ..self }
    }
}

impl<T: Example> Key<T> {
    /// The step of the timeline.
    pub const AT: Self = Self::new(
        "at",
        |to| to.at().to_string(),
        |to, text| {
            let at = text.parse::<usize>().ok()?.min(to.steps() - 1);
            *to = to.clone().with_step(at);
            Some(())
        },
    )
    .or(text::NO_SUCH_STEP);
}

/// Puts a value that could be read where it belongs.
pub fn put<V>(place: &mut V, value: Option<V>) -> Option<()> {
    *place = value?;
    Some(())
}

/// The value of a key.
pub fn get<'a>(pairs: &[(&str, &'a str)], key: &str) -> Option<&'a str> {
    pairs.iter().find(|(name, _)| *name == key).map(|(_, value)| *value)
}

/// The example that a link names.
pub fn example<T>(presets: &[Preset<T>], pairs: &[(&str, &str)], problems: &mut Vec<String>) -> Option<T> {
    let id = get(pairs, "preset")?;
    let preset = presets.iter().find(|preset| preset.id == id);
    if preset.is_none() {
        problems.push(text::NO_SUCH_EXAMPLE.to_owned());
    }
    preset.map(Preset::example)
}

/// The pairs of a link, where they differ from `default`.
pub fn print<T>(keys: &[Key<T>], value: &T, default: &T) -> Vec<String> {
    let pair = |key: &Key<T>| {
        let text = (key.print)(value);
        (text != (key.print)(default)).then(|| format!("{}={text}", key.name))
    };
    keys.iter().filter_map(pair).collect()
}

/// Reads the keys of a table from a link's pairs into `value`. What cannot be read stays as it was, and is answered: a
/// sentence for each.
pub fn read<T>(keys: &[Key<T>], pairs: &[(&str, &str)], value: &mut T) -> Vec<String> {
    let unread = keys.iter().filter(|key| {
        let text = get(pairs, key.name);
        text.is_some_and(|text| (key.read)(value, text).is_none())
    });
    unread.map(|key| key.problem.to_owned()).collect()
}

/// Numbers between commas. They are read back as they are, with no digit more than needed.
///
/// ```
/// use convoscope::app::lab::link::{list, values};
/// assert_eq!(list(&[0.5, -1.0]), "0.5,-1");
/// assert_eq!(values("0.5,-1,7", 2), Some(vec![0.5, -1.0]));
/// assert_eq!([values("1,x", 2), values("inf", 1)], [None, None]);
/// ```
pub fn list(values: &[f32]) -> String {
    values.iter().map(|value| format!("{value}")).collect::<Vec<_>>().join(",")
}

/// Finite numbers between commas, at most as many as there is a place for.
pub fn values(text: &str, most: usize) -> Option<Vec<f32>> {
    let value = |text: &str| text.parse().ok().filter(|value: &f32| value.is_finite());
    text.split(',').take(most).map(value).collect()
}

/// The largest whole number that stands in a link for the size of something.
pub const MAX_COUNT: usize = 64;

/// As many whole numbers between points as are asked for, none above [`MAX_COUNT`].
///
/// ```
/// use convoscope::app::lab::link::counts;
/// assert_eq!(counts("3.5"), Some([3, 5]));
/// assert_eq!([counts::<2>("3"), counts("3.65"), counts("3.x"), counts("-1.2")], [None; 4]);
/// ```
pub fn counts<const N: usize>(text: &str) -> Option<[usize; N]> {
    counts_to(text, MAX_COUNT)
}

/// As many whole numbers between points as are asked for, none above `most`.
pub fn counts_to<const N: usize>(text: &str, most: usize) -> Option<[usize; N]> {
    let count = |text: &str| text.parse().ok().filter(|count| *count <= most);
    let counts: Vec<usize> = text.split('.').take(N + 1).map(count).collect::<Option<_>>()?;
    counts.try_into().ok()
}

/// One number of each of two windows, rows before columns: "2.1".
pub fn of_axes([rows, columns]: &[Window; 2], of: fn(&Window) -> usize) -> String {
    format!("{}.{}", of(rows), of(columns))
}

/// Takes one number for each of two windows in, as [`of_axes`] prints them.
pub fn set_axes(windows: &mut [Window; 2], text: &str, set: fn(&mut Window, usize)) -> Option<()> {
    let values: [usize; 2] = counts(text)?;
    windows.iter_mut().zip(values).for_each(|(window, value)| set(window, value));
    Some(())
}

/// Numbers that are not the seed's, behind a sign; nothing where they are.
pub fn typed(sign: &str, values: &[f32], fresh: &[f32]) -> String {
    if values == fresh { String::new() } else { format!("{sign}{}", list(values)) }
}

/// What stands before the colon and what behind it, if there is one.
pub fn parts(text: &str) -> (&str, Option<&str>) {
    text.split_once(':').map_or((text, None), |(head, tail)| (head, Some(tail)))
}

/// The row of a choice among things with names.
pub fn named<T: Copy + PartialEq>(all: &[(T, &'static str, &'static str)], chosen: T) -> String {
    all.iter().find(|(it, ..)| *it == chosen).map_or("", |(_, id, _)| *id).to_owned()
}

/// The thing of this name.
pub fn by_name<T: Copy>(all: &[(T, &'static str, &'static str)], name: &str) -> Option<T> {
    all.iter().find(|(_, id, _)| *id == name).map(|(it, ..)| *it)
}
