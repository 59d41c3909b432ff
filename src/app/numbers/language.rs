//! The sign before decimals, which not all languages have the same of.

use std::cell::Cell;
use std::fmt::Display;

use crate::decimal;

thread_local! {
    /// That of English if nothing else is said.
    static DECIMAL_SEPARATOR: Cell<char> = const { Cell::new('.') };
}

/// Lets this sign stand before decimals in every number that is shown from now on. A
/// [`Catalogue`](crate::app::text::Catalogue) does it when it is installed.
pub fn use_decimal_separator(sign: char) {
    DECIMAL_SEPARATOR.set(sign);
}

/// A number that has a decimal point, as it is written in the language chosen. Whatever a program reads keeps the point: links, files,
/// attributes.
///
/// ```
/// use convoscope::app::numbers::{compact, in_language, use_decimal_separator, with_point};
/// use_decimal_separator(',');
/// assert_eq!(in_language("1.5 %".to_owned()), "1,5 %");
/// assert_eq!(compact(-0.104), "−,10");
/// assert_eq!(with_point("−,10"), "−.10");
/// use_decimal_separator('.');
/// assert_eq!(in_language("1.5 %".to_owned()), "1.5 %");
/// ```
pub fn in_language(number: String) -> String {
    match DECIMAL_SEPARATOR.get() {
        '.' => number,
        sign => number.replace('.', sign.encode_utf8(&mut [0; 4])),
    }
}

/// A text as [`in_language`] writes it if it is nothing but a number, and as it is otherwise.
pub fn number_in_language(text: String) -> String {
    let is_number = text.contains('.') && decimal::parse::<f64>(&text.replace('−', "-")).is_some();
    if is_number { in_language(text) } else { text }
}

/// A number that was written in the language chosen, with a decimal point again.
pub fn with_point(number: &str) -> String {
    number.replace(DECIMAL_SEPARATOR.get(), ".")
}

/// The exact number, which may be typed again: the shortest text that is read back as it.
pub fn exact(value: impl Display) -> String {
    in_language(value.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::numbers::{equals, percent, read_back, sig3, signed_or_bound, trimmed};

    #[test]
    fn numbers_are_read_back_in_every_language() {
        use_decimal_separator(',');
        let shown = [sig3(0.0334), trimmed(2.5e-6), trimmed(0.5), percent(0.9991), exact(-0.1f32)];
        let bound = signed_or_bound(-0.0001, 3);
        let [read, equal] = [read_back("(−0,111)"), read_back(&trimmed(0.5))];
        let (sum, names) =
            (equals(0.6, "0,6"), ["conv2.5", "0.5", "1"].map(|it| number_in_language(it.into())));
        use_decimal_separator('.');
        assert_eq!(shown, ["0,0334", "2,5e−6", "0,5", "99,9 %", "-0,1"]);
        assert_eq!(bound, ">−0,001");
        assert_eq!([read, equal], [-0.111, 0.5]);
        assert_eq!((sum, names), ("=", ["conv2.5", "0,5", "1"].map(str::to_owned)));
    }
}
