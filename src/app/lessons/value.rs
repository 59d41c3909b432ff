//! [`Value`]: what answers a question, and what is taken for it.

use std::fmt;

use crate::app::numbers::{thousands, trimmed, with_point};

/// What answers a question.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A number, or several in order.
    Numbers(Vec<f64>),
    /// A word, or a sum in letters.
    Word(String),
}

/// Whole numbers from here on may be given to three digits.
const ROUNDED_FROM: f64 = 1000.0;
/// How far such a number, and one that is not whole, may be off, as a share of it.
const TOLERANCE: f64 = 0.005;

impl Value {
    /// One number.
    pub fn number(value: f64) -> Self {
        Self::Numbers(vec![value])
    }

    /// Whether a typed or chosen text says this. Large numbers and those that are not whole may be rounded to three digits,
    /// thousands may stand apart, the terms of a sum may come in any order.
    ///
    /// ```
    /// use convoscope::app::lessons::Value;
    /// let large = Value::number(163_840_000.0);
    /// assert!(["163 840 000", "163,840,000", "1.64e8", "164 M"].iter().all(|text| large.is_said_by(text)));
    /// assert!(!large.is_said_by("163") && !large.is_said_by(""));
    /// assert!(Value::Numbers(vec![-10.0, 2.0]).is_said_by("−10, 2"));
    /// assert!(Value::Word("a₁δ₁ + a₃δ₂".to_owned()).is_said_by("a3 d2 + a1*d1"));
    /// ```
    pub fn is_said_by(&self, text: &str) -> bool {
        match self {
            Self::Word(word) => terms(word) == terms(text),
            Self::Numbers(values) => match values[..] {
                [value] => number(text).is_some_and(|said| is_near(value, said)),
                // A comma may be one before decimals, or stand between two numbers.
                _ => [numbers(text), numbers(&decimals_with_point(text))].iter().any(|said| {
                    said.len() == values.len()
                        && said.iter().zip(values).all(|(said, value)| is_near(*value, *said))
                }),
            },
        }
    }
}

fn is_near(value: f64, said: f64) -> bool {
    let exact = value.fract() == 0.0 && value.abs() < ROUNDED_FROM;
    (value - said).abs() <= if exact { 1e-6 } else { TOLERANCE * value.abs() }
}

/// A number with its unit and its thousands.
fn number(text: &str) -> Option<f64> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let text = with_point(&text).replace('−', "-");
    let (text, unit) = match text.strip_suffix(['%', 'M']) {
        Some(rest) => (rest, if text.ends_with('M') { 1e6 } else { 0.01 }),
        None => (&text[..], 1.0),
    };
    let are_thousands = |sign: char| {
        let is_group = |group: &str| group.len() == 3 && group.bytes().all(|b| b.is_ascii_digit());
        text.split(sign).skip(1).all(is_group)
    };
    let text = match (text.matches(',').count(), text.matches('.').count()) {
        (1.., _) if are_thousands(',') => text.replace(',', ""),
        (0, 2..) if are_thousands('.') => text.replace('.', ""),
        _ => text.replace(',', "."),
    };
    text.parse().ok().filter(|value: &f64| value.is_finite()).map(|value| value * unit)
}

/// The decimal separator of the language chosen as a point wherever it stands between two digits.
fn decimals_with_point(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let is_digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    let with_point = |(at, c): (usize, &char)| match at > 0 && is_digit(at - 1) && is_digit(at + 1) {
        true => with_point(&c.to_string()),
        false => c.to_string(),
    };
    chars.iter().enumerate().map(with_point).collect()
}

fn numbers(text: &str) -> Vec<f64> {
    let text = text.replace('−', "-");
    let parts = text.split(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-'));
    parts.filter_map(|part| part.trim_end_matches('.').parse().ok()).collect()
}

/// The terms of a sum, in one way of writing, sorted.
fn terms(text: &str) -> Vec<String> {
    let plain = |c: char| match c {
        '₀'..='₉' => char::from_digit(c as u32 - '₀' as u32, 10),
        'δ' => Some('d'),
        '·' | '*' | '×' => None,
        c if c.is_whitespace() => None,
        c => Some(c.to_ascii_lowercase()),
    };
    let plain: String = text.chars().filter_map(plain).collect();
    let mut terms: Vec<String> = plain.split('+').map(str::to_owned).collect();
    terms.sort();
    terms
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |value: &f64| match value.abs() {
            whole if value.fract() == 0.0 && (10_000.0..1e15).contains(&whole) && *value > 0.0 => {
                thousands(whole as u64)
            }
            _ => trimmed(*value as f32),
        };
        match self {
            Self::Word(word) => f.write_str(word),
            Self::Numbers(values) => f.write_str(&values.iter().map(shown).collect::<Vec<_>>().join("  ")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::numbers::use_decimal_separator;

    #[test]
    fn commas_are_decimal_where_the_language_has_them() {
        use_decimal_separator(',');
        let (half, two) = (Value::number(0.5), Value::Numbers(vec![0.5, -10.0]));
        let said =
            [half.is_said_by("0,5"), half.is_said_by(".5"), half.is_said_by("50 %"), half.is_said_by("5")];
        let both = ["0,5  −10", "0,5; −10", "0,5, −10", "0.5 -10"].map(|text| two.is_said_by(text));
        let pair = Value::Numbers(vec![3.0, 5.0]).is_said_by("3,5");
        let large =
            ["163.840.000", "163 840 000", "1,64e8"].map(|it| Value::number(163_840_000.0).is_said_by(it));
        let shown = [&half, &two].map(ToString::to_string);
        let thousandth = Value::number(1.234).is_said_by("1,234");
        use_decimal_separator('.');
        assert_eq!(said, [true, true, true, false]);
        assert_eq!((both, pair, large, thousandth), ([true; 4], true, [true; 3], true));
        assert_eq!(shown, ["0,5", "0,5  −10"]);
        assert!(Value::number(1234.0).is_said_by("1,234") && !Value::number(123.0).is_said_by("1.2.3"));
    }
}
