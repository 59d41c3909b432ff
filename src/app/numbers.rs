//! Numbers as people read them: few digits, a true minus sign, the decimal separator of the language chosen, and sums that add up.

mod language;
mod memory;

pub use language::{exact, in_language, number_in_language, use_decimal_separator, with_point};

use crate::argsort::argsort_descending;
use crate::decimal;

/// A number with three significant digits: "0.0334", "−12.3", "0".
///
/// ```
/// use convoscope::app::numbers::sig3;
/// assert_eq!([0.03336, -12.34, 1234.0, 0.0, 1.0].map(sig3), ["0.0334", "−12.3", "1234", "0", "1.00"]);
/// assert_eq!([9.996, 0.9996, 99.96].map(sig3), ["10.0", "1.00", "100"]);
/// ```
pub fn sig3(value: f32) -> String {
    in_language(sig3_with_point(value))
}

fn sig3_with_point(value: f32) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    // The exponent of the rounded number: 9.996 has three digits as 10.0.
    let exponent =
        format!("{value:.2e}").rsplit('e').next().and_then(|exponent| exponent.parse::<i32>().ok());
    decimals_with_point(value, (2 - exponent.unwrap_or(0)).clamp(0, 6) as usize)
}

/// A number with this many decimals.
///
/// ```
/// use convoscope::app::numbers::decimals;
/// assert_eq!([-0.126, 0.004].map(|value| decimals(value, 2)), ["−0.13", "0.00"]);
/// ```
pub fn decimals(value: f32, digits: usize) -> String {
    in_language(decimals_with_point(value, digits))
}

fn decimals_with_point(value: f32, digits: usize) -> String {
    unsigned_zero(format!("{value:.digits$}"))
}

/// A number for a small cell: two significant decimals and no zero before the point.
///
/// ```
/// use convoscope::app::numbers::compact;
/// assert_eq!([0.104, -0.06, 0.0, 1.26, -12.3].map(compact), [".10", "−.06", "0", "1.3", "−12"]);
/// ```
pub fn compact(value: f32) -> String {
    if value.abs() < 0.005 {
        return "0".to_owned();
    }
    let digits = if value.abs() < 0.995 { 2 } else { usize::from(value.abs() < 9.95) };
    let text = decimals_with_point(value, digits);
    in_language(match text.strip_prefix("0.") {
        Some(rest) => format!(".{rest}"),
        None => text.replacen("−0.", "−.", 1),
    })
}

/// A number for a cell of a grid of so many: a few have the room to be written out.
pub fn in_grid(value: f32, cells: usize) -> String {
    if (2..=4).contains(&cells) { sig3(value) } else { compact(value) }
}

/// A number for a cell that shows all of it: whole numbers as they are, others with at most three significant digits.
///
/// ```
/// use convoscope::app::numbers::trimmed;
/// assert_eq!([1.0, -7.0, 1.5, 0.333, -12.34, 1234.6].map(trimmed), ["1", "−7", "1.5", "0.333", "−12.3", "1235"]);
/// assert_eq!([0.0, -0.0, 2.5e-6, -3e20, 9.996].map(trimmed), ["0", "0", "2.5e−6", "−3e20", "10"]);
/// ```
pub fn trimmed(value: f32) -> String {
    let size = value.abs();
    if !value.is_finite() {
        return format!("{value}").replace("inf", "∞").replace('-', "−");
    }
    if size >= 1e6 || size < 1e-4 && size > 0.0 {
        let text = format!("{value:.2e}").replace('-', "−");
        let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        return in_language(format!("{}e{exponent}", without_trailing_zeros(digits)));
    }
    if value.fract() == 0.0 {
        return decimals(value, 0);
    }
    in_language(without_trailing_zeros(&sig3_with_point(value)).to_owned())
}

/// Without the zeros that end a decimal fraction.
fn without_trailing_zeros(text: &str) -> &str {
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text }
}

/// A factor or term: negative ones in brackets.
///
/// ```
/// use convoscope::app::numbers::bracketed;
/// assert_eq!([1.5, -2.0].map(bracketed), ["1.5", "(−2)"]);
/// ```
pub fn bracketed(value: f32) -> String {
    if value < 0.0 { format!("({})", trimmed(value)) } else { trimmed(value) }
}

/// A number with its sign, as a term of a sum: "+0.26", "−0.12", "0".
pub fn signed(value: f32, digits: usize) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    let text = decimals(value, digits);
    if text.starts_with('−') { text } else { format!("+{text}") }
}

/// The same, where what rounds to 0 is not said to be 0.
///
/// ```
/// use convoscope::app::numbers::signed_or_bound;
/// assert_eq!([0.999, -0.0312, 0.0].map(|value| signed_or_bound(value, 3)), ["+0.999", "−0.031", "0"]);
/// assert_eq!([0.0001, -0.0001].map(|value| signed_or_bound(value, 3)), ["<0.001", ">−0.001"]);
/// ```
pub fn signed_or_bound(value: f32, digits: usize) -> String {
    let least = decimals(10f32.powi(-(digits as i32)), digits);
    match decimals(value.abs(), digits).chars().any(|c| ('1'..='9').contains(&c)) || value == 0.0 {
        true => signed(value, digits),
        false if value > 0.0 => format!("<{least}"),
        false => format!(">−{least}"),
    }
}

/// A probability in percent: "99.9 %". 0 % and 100 % are said of nothing else than 0 and 1.
///
/// ```
/// use convoscope::app::numbers::percent;
/// assert_eq!([0.9991, 1.0, 0.0004, 0.0].map(percent), ["99.9 %", "100 %", "0.04 %", "0 %"]);
/// assert_eq!([0.00001, 0.99999].map(percent), ["<0.01 %", ">99.9 %"]);
/// ```
pub fn percent(probability: f32) -> String {
    let value = 100.0 * probability;
    in_language(match value {
        _ if value > 0.0 && value < 0.005 => "<0.01 %".to_owned(),
        _ if (99.95..100.0).contains(&value) => ">99.9 %".to_owned(),
        _ if !(0.005..99.95).contains(&value) => format!("{value:.0} %"),
        _ if value < 0.1 => format!("{value:.2} %"),
        _ => format!("{value:.1} %"),
    })
}

/// A share in whole percent. 0 % and 100 % are said of nothing else than 0 and 1.
///
/// ```
/// use convoscope::app::numbers::whole_percent;
/// assert_eq!([0.0, 0.001, 0.876, 0.999, 1.0].map(whole_percent), ["0 %", "1 %", "88 %", "99 %", "100 %"]);
/// ```
pub fn whole_percent(share: f32) -> String {
    let percent = (100.0 * share).round();
    format!("{} %", if share > 0.0 && share < 1.0 { percent.clamp(1.0, 99.0) } else { percent })
}

/// A number of things: "1 row", "2 rows".
///
/// ```
/// use convoscope::app::numbers::plural;
/// assert_eq!([0, 1, 2].map(|n| plural(n, "row")), ["0 rows", "1 row", "2 rows"]);
/// ```
pub fn plural(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

/// A whole number with thin spaces between its thousands.
///
/// ```
/// use convoscope::app::numbers::thousands;
/// assert_eq!(thousands(163_840_000), "163\u{202f}840\u{202f}000");
/// assert_eq!(thousands(40), "40");
/// ```
pub fn thousands(n: u64) -> String {
    let digits = n.to_string();
    let starts = (0..digits.len()).filter(|i| i % 3 == digits.len() % 3);
    let mut groups: Vec<&str> = Vec::new();
    let mut from = 0;
    for start in starts.filter(|&start| start > 0) {
        groups.push(&digits[from..start]);
        from = start;
    }
    groups.push(&digits[from..]);
    groups.join("\u{202f}")
}

/// A large number in millions with one decimal, others written out.
///
/// ```
/// use convoscope::app::numbers::millions;
/// assert_eq!([138_357_544, 6_624_904, 60_000].map(millions), ["138.4 M", "6.6 M", "60\u{202f}000"]);
/// ```
pub fn millions(n: u64) -> String {
    if n < 1_000_000 { thousands(n) } else { format!("{} M", decimals(n as f32 / 1e6, 1)) }
}

/// A number of bytes with three significant digits, in thousands and millions of them.
///
/// ```
/// use convoscope::app::numbers::bytes;
/// assert_eq!([2_408_448, 866_000, 12_544, 40].map(bytes), ["2.41 MB", "866 kB", "12.5 kB", "40 B"]);
/// ```
pub fn bytes(n: u64) -> String {
    match n {
        0..1000 => format!("{n} B"),
        // What rounds to a thousand of them is one of the next.
        1000..999_500 => format!("{} kB", sig3(n as f32 / 1e3)),
        _ => format!("{} MB", sig3(n as f32 / 1e6)),
    }
}

/// Rounds terms to `decimals` so that the rounded terms add up to their rounded total: whoever adds what is shown gets
/// what is shown. Each is off by less than one unit of its last digit (the largest-remainder method).
///
/// ```
/// use convoscope::app::numbers::rounded_to_sum;
/// let (terms, total) = rounded_to_sum(&[0.333, 0.333, 0.333], 2);
/// assert_eq!(total, 1.0);
/// assert_eq!(terms.iter().map(|term| (term * 100.0).round() as i32).collect::<Vec<_>>(), [34, 33, 33]);
/// ```
pub fn rounded_to_sum(terms: &[f32], decimals: i32) -> (Vec<f32>, f32) {
    let unit = 10f64.powi(decimals);
    let scaled: Vec<f64> = terms.iter().map(|&term| f64::from(term) * unit).collect();
    let total = scaled.iter().sum::<f64>().round();
    let mut units: Vec<f64> = scaled.iter().map(|term| term.floor()).collect();
    let missing = (total - units.iter().sum::<f64>()) as usize;
    // Where a fraction is largest, rounding up is least wrong. Terms that are 0 stay 0.
    let fractions = scaled.iter().zip(&units).map(|(term, units)| term - units);
    for i in argsort_descending(fractions).into_iter().take(missing) {
        units[i] += 1.0;
    }
    (units.iter().map(|units| (units / unit) as f32).collect(), (total / unit) as f32)
}

/// The decimal number that a text shows; not a number if it shows none, as "∞".
///
/// ```
/// use convoscope::app::numbers::read_back;
/// assert_eq!(["(−0.111)", ".26", "2.5e−6"].map(read_back), [-0.111, 0.26, 2.5e-6]);
/// ```
pub fn read_back(shown: &str) -> f64 {
    let number = with_point(shown.trim_matches(['(', ')', '+'])).replace('−', "-");
    decimal::parse(&number).unwrap_or(f64::NAN)
}

/// The sign before a shown result: whoever calculates with the numbers as they are shown comes to `calculated`.
///
/// ```
/// use convoscope::app::numbers::equals;
/// assert_eq!([equals(9.0 * 0.111, "1"), equals(0.5 + 0.1, "0.6")], ["≈", "="]);
/// ```
pub fn equals(calculated: f64, result: &str) -> &'static str {
    let result = read_back(result);
    // What is no number is not off by rounding.
    let is_off = (calculated - result).abs() > 1e-9 * result.abs().max(1.0);
    if is_off { "≈" } else { "=" }
}

/// Replaces the hyphen by a minus sign, and drops it before a zero.
fn unsigned_zero(text: String) -> String {
    match text.strip_prefix('-') {
        Some(digits) if digits.chars().all(|c| c == '0' || c == '.') => digits.to_owned(),
        Some(digits) => format!("−{digits}"),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    #[test]
    fn shown_terms_add_up_to_the_shown_total() {
        let mut random = Random::new(9);
        for _ in 0..500 {
            let terms: Vec<f32> = (0..1 + random.below(20)).map(|_| random.normal()).collect();
            let (rounded, total) = rounded_to_sum(&terms, 2);
            let shown = |value: f32| (f64::from(value) * 100.0).round() as i64;
            assert_eq!(rounded.iter().map(|&term| shown(term)).sum::<i64>(), shown(total));
            assert!((total - terms.iter().sum::<f32>()).abs() < 0.0051);
            for (term, rounded) in terms.iter().zip(&rounded) {
                assert!((term - rounded).abs() < 0.0101, "{term} {rounded}");
            }
        }
    }
}
