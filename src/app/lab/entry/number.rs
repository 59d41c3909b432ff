//! A number as people type it.

use crate::app::numbers::trimmed;
use crate::app::text::lab as text;

/// The plain sign or digit that is meant: keyboards, spreadsheets and word processors have others.
fn plain(c: char) -> char {
    match c {
        '−' | '–' | '—' | '‐' | '‑' | '‒' | '﹣' | '－' => '-',
        '＋' => '+',
        '．' => '.',
        '，' => ',',
        '０'..='９' => char::from(b'0' + (u32::from(c) - u32::from('０')) as u8),
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

/// The number that someone typed: "1.5", "−2", "0,25", "12 000"; nothing if it is none, or if it could be two.
///
/// ```
/// use convoscope::app::lab::entry::number;
/// assert_eq!(["1.5", " −2", "0,25", "+.5", "1e3"].map(number), [Some(1.5), Some(-2.0), Some(0.25), Some(0.5), Some(1e3)]);
/// assert_eq!(["– 3", "１２", "12 000,5"].map(number), [Some(-3.0), Some(12.0), Some(12000.5)]);
/// assert_eq!(["", "-", "one", "inf", "1 2", "1.234,5"].map(number), [None; 6]);
/// ```
pub fn number(text: &str) -> Option<f32> {
    let plain: String = text.chars().map(plain).collect();
    let plain = plain.trim();
    let (sign, digits) = match plain.strip_prefix(['-', '+']) {
        Some(rest) => (&plain[..1], rest.trim_start()),
        None => ("", plain),
    };
    // Neither "inf" nor a second sign.
    if !digits.starts_with(|c: char| c.is_ascii_digit() || c == '.' || c == ',') {
        return None;
    }
    let number = format!("{sign}{}", without_groups(digits)?).replace(',', ".");
    number.parse().ok().filter(|value: &f32| value.is_finite())
}

/// The whole number that someone typed.
///
/// ```
/// use convoscope::app::lab::entry::whole;
/// assert_eq!(["3", "３", "−2", "1e1"].map(whole), [Some(3), Some(3), Some(-2), Some(10)]);
/// assert_eq!(["1.5", "x", ""].map(whole), [None; 3]);
/// ```
pub fn whole(text: &str) -> Option<i64> {
    number(text).filter(|value| value.fract() == 0.0).map(|value| value as i64)
}

/// The number that someone typed where it goes from `least` to `largest`: the nearest possible one, or `old` where it is
/// none, and what is to be said about that.
///
/// ```
/// use convoscope::app::lab::entry::within;
/// let within = |typed| within(typed, Some(0.1), [0.0, 1.0]);
/// assert_eq!(within("0,5"), (Some(0.5), None));
/// assert_eq!(within("7"), (Some(1.0), Some("Possible are 0 to 1, so 7 became 1.".to_owned())));
/// assert_eq!(within("x"), (Some(0.1), Some("“x” is not a number, so 0.1 stays.".to_owned())));
/// ```
pub fn within(typed: &str, old: Option<f32>, [least, largest]: [f32; 2]) -> (Option<f32>, Option<String>) {
    let Some(value) = number(typed) else {
        let stays = old.map_or_else(|| text::NO_NUMBER_THERE.to_string(), trimmed);
        return (old, Some(text::no_number(typed.trim(), &stays)));
    };
    let kept = value.clamp(least, largest);
    let [least, largest, nearest] = [least, largest, kept].map(trimmed);
    let said = (kept != value).then(|| text::out_of_limits(&least, &largest, typed.trim(), &nearest));
    (Some(kept), said)
}

/// Digits without the spaces between their thousands; nothing where spaces stand elsewhere.
fn without_groups(digits: &str) -> Option<String> {
    let mut groups = digits.split(' ');
    let first = groups.next()?;
    let groups: Vec<&str> = groups.collect();
    let is_group = |group: &str, digits: std::ops::RangeInclusive<usize>| {
        digits.contains(&group.len()) && group.bytes().all(|c| c.is_ascii_digit())
    };
    let Some((last, middle)) = groups.split_last() else { return Some(first.to_owned()) };
    let whole = last.split_once(['.', ',']).map_or(*last, |(whole, _)| whole);
    let grouped =
        is_group(first, 1..=3) && middle.iter().all(|group| is_group(group, 3..=3)) && is_group(whole, 3..=3);
    grouped.then(|| first.to_owned() + &groups.concat())
}

/// Whether a key begins a number, wherever its keyboard has the signs.
///
/// ```
/// use convoscope::app::lab::entry::begins_number;
/// assert!(["7", "-", "−", "–", ",", ".", "+", "７"].iter().all(|key| begins_number(key)));
/// assert!(["a", "", "Tab", "12", " "].iter().all(|key| !begins_number(key)));
/// ```
pub fn begins_number(key: &str) -> bool {
    let mut chars = key.chars().map(plain);
    let first = chars.next().is_some_and(|c| c.is_ascii_digit() || "+-.,".contains(c));
    first && chars.next().is_none()
}
