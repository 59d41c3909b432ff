//! Links as tables: a row for each key says its name, how it is printed and how it is read. All places speak the same
//! dialect: whole numbers between points, other numbers between commas, shapes before a colon. Nothing is half-read: what
//! cannot be read becomes a sentence, and the rest is taken.

mod entry;
mod numbers;
pub mod query;

pub use entry::HistoryEntry;
pub use numbers::{Bounds, finite, list, miscounted, numbers, points, typed};

use std::collections::HashSet;
use std::str::FromStr;

use crate::app::text;
use crate::app::text::Text;
use crate::decimal;
use crate::format::{self, LinkVersionError};

/// One key of a link.
pub struct Key<T: 'static> {
    /// As in "stride".
    pub name: &'static str,
    /// What the value is, for the sentence where it cannot be read: "learning rate".
    pub what: Text,
    /// Its value. A key without one is left out, and so is one whose value is that of the default.
    pub print: fn(&T) -> String,
    /// Takes in what can be read; `None` if that is not all of it, as it stands.
    pub read: fn(&mut T, &str) -> Option<()>,
    /// What is said where `read` answers `None`, once it has taken what it can: "a number from 0 to 1 was expected".
    pub expects: fn(&T, &str) -> String,
}

/// The row of a key that is one field, how that is printed and read, and what is expected; or, behind `axes`, one number of a
/// pair of windows between bounds.
macro_rules! key {
    ($name:literal, $what:expr, $($field:ident).+, $print:expr, $read:expr, $expects:expr) => {
        $crate::app::link::Key {
            name: $name,
            what: $what,
            print: |to| $print(&to.$($field).+).to_string(),
            read: |to, text| {
                to.$($field).+ = $read(text)?;
                Some(())
            },
            expects: |_, _| $expects.to_string(),
        }
    };
    (axes $name:literal, $what:expr, $($field:ident).+, $number:ident, $bounds:expr) => {
        $crate::app::link::Key {
            name: $name,
            what: $what,
            print: |to| $crate::app::link::points(&to.$($field).+.map(|window| window.$number)),
            read: |to, text| {
                let numbers: [usize; 2] = $bounds.read(text)?;
                to.$($field).+.iter_mut().zip(numbers).for_each(|(window, number)| window.$number = number);
                Some(())
            },
            expects: |_, _| $bounds.expected(),
        }
    };
}
pub(crate) use key;

/// The value of a key.
pub fn get<'a>(pairs: &[(&str, &'a str)], key: &str) -> Option<&'a str> {
    pairs.iter().find(|(name, _)| *name == key).map(|(_, value)| *value)
}

/// The pairs of a link, where they differ from `default`.
pub fn print<T>(keys: &[Key<T>], value: &T, default: &T) -> Vec<String> {
    let pair = |key: &Key<T>| {
        let text = (key.print)(value);
        (!text.is_empty() && text != (key.print)(default)).then(|| format!("{}={text}", key.name))
    };
    keys.iter().filter_map(pair).collect()
}

/// Reads the keys of a table from a link's pairs into `value`. What cannot be read stays as it was, and is answered: a
/// sentence for each.
pub fn read<T>(keys: &[Key<T>], pairs: &[(&str, &str)], value: &mut T) -> Vec<String> {
    let unreadable = |key: &Key<T>| {
        let text = get(pairs, key.name)?;
        let read = (key.read)(value, text);
        read.is_none()
            .then(|| text::link::unusable(key.name, text, key.what.get(), &(key.expects)(value, text)))
    };
    keys.iter().filter_map(unreadable).collect()
}

/// The version of a link with these pairs. What is no version is said, and the rest is read as in the present one; of a
/// newer one nothing can be read, and nothing else is said.
pub fn version(pairs: &[(&str, &str)], problems: &mut Vec<String>) -> Option<u32> {
    match format::link_version(pairs.iter().copied()) {
        Ok(version) => Some(version),
        Err(LinkVersionError::Newer) => {
            *problems = vec![text::link::NEWER_VERSION.to_string()];
            None
        }
        Err(LinkVersionError::NoVersion) => {
            let (version, expected) = (get(pairs, "v").unwrap_or_default(), text::link::VERSION_NUMBER);
            problems.push(text::link::unusable("v", version, &text::link::VERSION, &expected));
            Some(format::LINK)
        }
    }
}

/// Reads the pairs of what follows a place's name in its link, of which there are none where a newer version wrote it; and says what
/// cannot be read.
pub fn read_pairs<T>(rest: &str, read: impl Fn(&[(&str, &str)], &mut Vec<String>) -> T) -> (T, Vec<String>) {
    let mut problems = Vec::new();
    let decoded = query::decoded(rest, &mut problems);
    let mut pairs = query::pairs(&decoded, &mut problems);
    if version(&pairs, &mut problems).is_none() {
        pairs.clear();
    }
    let value = read(&pairs, &mut problems);
    (value, problems)
}

/// The same by a table, from the default on.
pub fn read_rest<T: Default>(keys: &[Key<T>], rest: &str) -> (T, Vec<String>) {
    read_pairs(rest, |pairs, problems| {
        let mut value = T::default();
        problems.extend(unknown_keys(pairs, names(keys)));
        problems.extend(read(keys, pairs, &mut value));
        value
    })
}

/// The names of the keys of a table.
pub fn names<T>(keys: &[Key<T>]) -> impl Iterator<Item = &'static str> {
    keys.iter().map(|key| key.name)
}

/// Keys that the page reads itself, whatever the place.
pub const OF_PAGE: [&str; 2] = ["embed", "lang"];

/// Other keys that any link may have.
const EVERYWHERE: [&str; 2] = ["v", "predict"];

/// A sentence for each key that is not among the known ones, and for each that comes twice, of which the first is read.
pub fn unknown_keys(pairs: &[(&str, &str)], known: impl Iterator<Item = &'static str>) -> Vec<String> {
    let known: HashSet<&str> = known.chain(EVERYWHERE).chain(OF_PAGE).collect();
    let (mut seen, mut told, mut problems) = (HashSet::new(), HashSet::new(), Vec::new());
    for (name, value) in pairs {
        let again = !seen.insert(*name);
        if !known.contains(name) && !again {
            problems.push(text::link::unknown_key(name, value));
        } else if again && told.insert(*name) {
            problems.push(text::link::key_twice(name, value));
        }
    }
    problems
}

/// A value, of any type that can be read from text.
pub fn parsed<T: FromStr>(text: &str) -> Option<T> {
    text.parse().ok()
}

/// A finite number that is not negative.
pub fn non_negative(text: &str) -> Option<f32> {
    decimal::parse(text).filter(|value: &f32| value.is_finite() && *value >= 0.0)
}

/// "1" and "0", for what is on or off.
pub fn flag(is_on: &bool) -> String {
    u8::from(*is_on).to_string()
}

/// Reads what [`flag`] prints.
pub fn flagged(text: &str) -> Option<bool> {
    ["0", "1"].iter().position(|known| *known == text).map(|on| on == 1)
}

/// A whole number brought between `least` and `largest`, and whether it was there already; `None` if it is none.
pub fn nearest(text: &str, least: i128, largest: i128) -> Option<(i128, bool)> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let whole = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    let far = if text.starts_with('-') { i128::MIN } else { i128::MAX };
    let number = whole.then(|| text.parse().unwrap_or(far))?;
    Some((number.clamp(least, largest), (least..=largest).contains(&number)))
}

/// What stands before the colon and what behind it, if there is one.
pub fn parts(text: &str) -> (&str, Option<&str>) {
    text.split_once(':').map_or((text, None), |(head, tail)| (head, Some(tail)))
}

/// The name of a choice among things with names, as links have it.
pub fn named<T: Copy + PartialEq>(all: &[(T, &'static str, Text)], chosen: T) -> String {
    all.iter().find(|(it, ..)| *it == chosen).map_or("", |(_, id, _)| *id).to_owned()
}

/// The thing of this name.
pub fn by_name<T: Copy>(all: &[(T, &'static str, Text)], name: &str) -> Option<T> {
    all.iter().find(|(_, id, _)| *id == name).map(|(it, ..)| *it)
}

/// The names of all things with names, as a link takes them: "one of max, average was expected".
pub fn one_of<T>(all: &[(T, &'static str, Text)]) -> String {
    text::link::one_of(all.iter().map(|(_, id, _)| *id))
}

#[cfg(test)]
mod tests;
