//! Links as tables: a row for each key says its name, how it is printed and how it is read. All places speak the same
//! dialect: whole numbers between points, other numbers between commas, shapes before a colon.

use std::str::FromStr;

use crate::app::text;
use crate::shape::Shape;

/// One key of a link.
pub struct Key<T: 'static> {
    /// As in "stride".
    pub name: &'static str,
    /// What the value is, for the sentence where it cannot be read: "learning rate".
    pub what: &'static str,
    /// Its value. A key without one is left out, and so is one whose value is that of the default.
    pub print: fn(&T) -> String,
    /// Takes a value in; `None` if it cannot be read.
    pub read: fn(&mut T, &str) -> Option<()>,
}

/// The row of a key that is one field and how that is printed and read; or, behind `axes`, one number of a pair of windows.
macro_rules! key {
    ($name:literal, $what:expr, $($field:ident).+, $print:expr, $read:expr) => {
        $crate::app::link::Key {
            name: $name,
            what: $what,
            print: |to| $print(&to.$($field).+),
            read: |to, text| {
                to.$($field).+ = $read(text)?;
                Some(())
            },
        }
    };
    (axes $name:literal, $what:expr, $($field:ident).+, $number:ident) => {
        $crate::app::link::Key {
            name: $name,
            what: $what,
            print: |to| $crate::app::link::points(&to.$($field).+.map(|window| window.$number)),
            read: |to, text| {
                let numbers: [usize; 2] = $crate::app::link::counts(text)?;
                to.$($field).+.iter_mut().zip(numbers).for_each(|(window, number)| window.$number = number);
                Some(())
            },
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
        (key.read)(value, text).is_none().then(|| text::link::unusable(key.what))
    };
    keys.iter().filter_map(unreadable).collect()
}

/// A value, of any type that can be read from text.
pub fn parsed<T: FromStr>(text: &str) -> Option<T> {
    text.parse().ok()
}

/// A finite number that is not negative.
pub fn non_negative(text: &str) -> Option<f32> {
    parsed(text).filter(|value: &f32| value.is_finite() && *value >= 0.0)
}

/// "1" and "0", for what is on or off.
pub fn flag(is_on: &bool) -> String {
    u8::from(*is_on).to_string()
}

/// Reads what [`flag`] prints.
pub fn flagged(text: &str) -> Option<bool> {
    ["0", "1"].iter().position(|known| *known == text).map(|on| on == 1)
}

/// Numbers between commas. They are read back as they are, with no digit more than needed.
///
/// ```
/// use convoscope::app::link::{list, values};
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
/// use convoscope::app::link::counts;
/// assert_eq!(counts("3.5"), Some([3, 5]));
/// assert_eq!([counts::<2>("3"), counts("3.65"), counts("3.x"), counts("-1.2")], [None; 4]);
/// ```
pub fn counts<const N: usize>(text: &str) -> Option<[usize; N]> {
    counts_to(text, MAX_COUNT)
}

/// One whole number, none above [`MAX_COUNT`].
pub fn count(text: &str) -> Option<usize> {
    counts(text).map(|[count]| count)
}

/// As many whole numbers between points as are asked for, none above `most`.
pub fn counts_to<const N: usize>(text: &str, most: usize) -> Option<[usize; N]> {
    let count = |text: &str| text.parse().ok().filter(|count| *count <= most);
    let counts: Vec<usize> = text.split('.').take(N + 1).map(count).collect::<Option<_>>()?;
    counts.try_into().ok()
}

/// Whole numbers between points, as [`counts`] reads them.
pub fn points(counts: &[usize]) -> String {
    counts.iter().map(usize::to_string).collect::<Vec<_>>().join(".")
}

/// A shape and the numbers that fill it, of which a link may leave out those that a seed gives: "1.2.2:1,2,3,4".
pub fn filled(text: &str) -> Option<(Shape, Vec<f32>)> {
    let (shape, filling) = parts(text);
    let [c, h, w] = counts(shape)?;
    let shape = Shape::new(c, h, w);
    Some((shape, filling.map_or(Some(vec![]), |text| values(text, shape.len()))?))
}

/// Numbers that are not the seed's, behind a sign; nothing where they are.
pub fn typed(sign: &str, values: &[f32], fresh: &[f32]) -> String {
    if values == fresh { String::new() } else { format!("{sign}{}", list(values)) }
}

/// What stands before the colon and what behind it, if there is one.
pub fn parts(text: &str) -> (&str, Option<&str>) {
    text.split_once(':').map_or((text, None), |(head, tail)| (head, Some(tail)))
}

/// The name of a choice among things with names, as links have it.
pub fn named<T: Copy + PartialEq>(all: &[(T, &'static str, &'static str)], chosen: T) -> String {
    all.iter().find(|(it, ..)| *it == chosen).map_or("", |(_, id, _)| *id).to_owned()
}

/// The thing of this name.
pub fn by_name<T: Copy>(all: &[(T, &'static str, &'static str)], name: &str) -> Option<T> {
    all.iter().find(|(_, id, _)| *id == name).map(|(it, ..)| *it)
}
