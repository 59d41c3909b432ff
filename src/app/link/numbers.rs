//! Numbers in links: whole ones between points and within bounds, others between commas.

use super::{get, parts};
use crate::app::text;
use crate::decimal;

/// The least and the largest of as many whole numbers between points.
///
/// ```
/// use convoscope::app::link::Bounds;
/// let shape = Bounds([1, 1, 1], [4, 64, 64]);
/// assert_eq!(shape.read("3.5.64"), Some([3, 5, 64]));
/// assert_eq!(["3.5", "3.5.65", "0.5.5", "3.5.x", "-3.5.5", "1.2.3.4"].map(|text| shape.read(text)), [None; 6]);
/// assert_eq!(shape.expected(), "whole numbers from 1.1.1 to 4.64.64 were expected");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Bounds<const N: usize>(pub [usize; N], pub [usize; N]);

impl<const N: usize> Bounds<N> {
    /// The numbers of a text, if there are as many and all are within bounds.
    pub fn read(&self, text: &str) -> Option<[usize; N]> {
        let counts: Vec<usize> =
            text.split('.').take(N + 1).map(|count| count.parse().ok()).collect::<Option<_>>()?;
        let counts: [usize; N] = counts.try_into().ok()?;
        let inside = (0..N).all(|i| (self.0[i]..=self.1[i]).contains(&counts[i]));
        inside.then_some(counts)
    }

    /// What is said to who wrote something else.
    pub fn expected(&self) -> String {
        match N {
            1 => text::link::whole_between(self.0[0], self.1[0]),
            _ => text::link::whole_numbers_between(&points(&self.0), &points(&self.1)),
        }
    }
}

impl Bounds<1> {
    /// The one number of a text.
    pub fn count(&self, text: &str) -> Option<usize> {
        self.read(text).map(|[count]| count)
    }
}

/// Whole numbers between points, as [`Bounds`] reads them.
pub fn points(counts: &[usize]) -> String {
    counts.iter().map(usize::to_string).collect::<Vec<_>>().join(".")
}

/// Numbers between commas. They are read back as they are, with no digit more than needed.
///
/// ```
/// use convoscope::app::link::{list, numbers};
/// assert_eq!(list(&[0.5, -1.0]), "0.5,-1");
/// assert_eq!(numbers("0.5,-1"), [0.5, -1.0]);
/// assert!(numbers("inf,1,x").iter().map(|value| value.is_nan()).eq([true, false, true]));
/// ```
pub fn list(values: &[f32]) -> String {
    values.iter().map(|value| format!("{value}")).collect::<Vec<_>>().join(",")
}

/// A finite number.
pub fn finite(text: &str) -> Option<f32> {
    decimal::parse(text.trim()).filter(|value: &f32| value.is_finite())
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').filter(move |_| !text.is_empty())
}

/// Numbers between commas. What is none of the finite ones is not a number here either, so that its place is filled as if
/// the link had left it out.
pub fn numbers(text: &str) -> Vec<f32> {
    words(text).map(|word| finite(word).unwrap_or(f32::NAN)).collect()
}

/// Numbers that are not the seed's, behind a sign; nothing where they are.
pub fn typed(sign: &str, values: &[f32], fresh: &[f32]) -> String {
    if values == fresh { String::new() } else { format!("{sign}{}", list(values)) }
}

/// A sentence if a key has other than the `expected` count of numbers, behind a colon where it has a shape first. A key
/// without numbers leaves them to the seed.
pub fn miscounted(
    pairs: &[(&str, &str)],
    name: &str,
    what: &str,
    has_shape: bool,
    expected: usize,
) -> Option<String> {
    let value = get(pairs, name)?;
    let list = if has_shape { parts(value).1? } else { value };
    let odd = words(list).find(|word| !word.trim().is_empty() && finite(word).is_none());
    let found = words(list).filter(|word| finite(word).is_some()).count();
    let fits = odd.is_none() && found == expected && words(list).count() == expected;
    (!fits).then(|| text::link::unusable(name, value, what, &text::link::numbers(expected, found, odd)))
}
