//! Whether a shown result is what the shown numbers come to.

use super::explain::{Pooled, Term};
use crate::app::numbers::{equals, in_grid, read_back};
use crate::layers::pool::PoolKind;

/// The values as their grid shows them, to calculate with.
fn shown(values: &[f32]) -> impl Iterator<Item = f64> {
    values.iter().map(|&value| read_back(&in_grid(value, values.len())))
}

impl Term {
    /// The sign between what is multiplied and the result as it is shown.
    pub fn equals(&self, is_distance: bool, result: &str) -> &'static str {
        let terms = shown(&self.values).zip(shown(&self.weights));
        let term = |(x, w): (f64, f64)| if is_distance { -(x - w).powi(2) } else { x * w };
        equals(terms.map(term).sum(), result)
    }
}

impl Pooled {
    /// The sign before the result as it is shown.
    pub fn equals(&self, result: &str) -> &'static str {
        match self.kind {
            // The largest value is one of those that are shown; a grid may only have less room for it.
            PoolKind::Max => "=",
            PoolKind::Average { .. } => {
                equals(shown(&self.values).sum::<f64>() / self.values.len() as f64, result)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_that_shows_is_said() {
        let term = |values: &[f32], weights: &[f32]| Term {
            source: 0,
            size: [1, values.len()],
            values: values.to_vec(),
            weights: weights.to_vec(),
            sum: 0.0,
        };
        assert_eq!(term(&[0.5, 2.0, 0.0, 0.0, 0.0], &[0.5, 0.25, 1.0, 1.0, 1.0]).equals(false, "+0.75"), "=");
        assert_eq!(term(&[1.0 / 3.0; 9], &[1.0; 9]).equals(false, "+3.00"), "≈");
        assert_eq!(term(&[0.5, -1.0], &[1.0, -1.0]).equals(true, "−0.25"), "=");
        let pooled = Pooled {
            kind: PoolKind::Average { count_padding: false },
            size: [1, 3],
            values: vec![1.0, 0.0, 0.0],
            winner: None,
            total: 1.0 / 3.0,
        };
        assert_eq!(
            [pooled.equals("0.333"), Pooled { kind: PoolKind::Max, ..pooled }.equals("1.00")],
            ["≈", "="]
        );
    }
}
