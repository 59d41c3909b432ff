//! For tests: what someone comes to who calculates with the numbers of a formula as they are shown.

use crate::app::numbers::read_back;

/// How a formula's left side is read.
#[derive(Clone, Copy, PartialEq)]
#[allow(missing_docs)]
pub enum Kind {
    /// "2·3 + (−1)·4 + bias 1", "channel 0: 6 + channel 1: 2", "1 / 4 + 2 / 4".
    Sum,
    /// "(1 + 2) / 4".
    Mean,
    /// "max(1, 2)".
    Max,
}

/// Fails unless the shown terms come to the shown result: exactly where the formula says "=", and within the rounding of what
/// is shown where it says "≈".
pub fn assert_adds_up(formula: &str, kind: Kind) {
    let Some((left, is_exact, right)) = formula
        .rsplit_once(" = ")
        .map(|(left, right)| (left, true, right))
        .or_else(|| formula.rsplit_once(" ≈ ").map(|(left, right)| (left, false, right)))
    else {
        assert_eq!(formula, "0", "nothing is added");
        return;
    };
    let total = read_back(right);
    let (calculated, rounding) = match kind {
        Kind::Max => {
            let values = left.trim_start_matches("max(").trim_end_matches(')').split(", ").map(read_back);
            (values.fold(f64::NEG_INFINITY, f64::max), 0.0)
        }
        Kind::Mean => {
            let (values, count) = left.trim_start_matches('(').rsplit_once(") / ").expect("a mean divides");
            let count: f64 = count.parse().expect("a count");
            let values: Vec<f64> = values.split(" + ").map(read_back).collect();
            assert!(values.len() as f64 <= count, "{formula}");
            (values.iter().sum::<f64>() / count, values.iter().map(|value| value.abs()).sum::<f64>() / count)
        }
        Kind::Sum => {
            let terms: Vec<f64> = left.split(" + ").map(term).collect();
            (terms.iter().sum(), terms.iter().map(|term| term.abs()).sum())
        }
    };
    assert!(total.is_finite() && calculated.is_finite(), "{formula}");
    let off = (calculated - total).abs();
    // Three digits are shown, so each factor is off by at most half a percent.
    assert!(off <= 0.0103 * rounding + 0.0051 * total.abs() + 1e-6, "{formula}: {calculated}");
    assert!(
        !is_exact || off <= 1e-9 * total.abs().max(1.0),
        "{formula}: {calculated} is not exactly {total}"
    );
    assert!(is_exact || off > 0.0, "{formula} is exact");
}

/// A term of a sum: "2·(−3)", "1 / 4", "channel 0: 6", "bias 1".
fn term(text: &str) -> f64 {
    let text = text.rsplit_once(": ").map_or(text, |(_, value)| value).trim_start_matches("bias ");
    if let Some((value, count)) = text.split_once(" / ") {
        return read_back(value) / read_back(count);
    }
    text.split('·').map(read_back).product()
}
