//! Numbers of grids: where each is, how fresh ones come from a seed, and which stay when a shape changes.

use crate::random::Random;
use crate::shape::Shape;

/// A cell of a grid with several channels. Rows and columns of the padding lie outside of the shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub struct CellIndex {
    /// Channel, or filter.
    pub channel: usize,
    pub row: isize,
    pub column: isize,
}

impl CellIndex {
    /// The cell of a value in a shape.
    pub const fn of(index: usize, Shape { h, w, .. }: Shape) -> Self {
        Self { channel: index / (h * w), row: (index / w % h) as isize, column: (index % w) as isize }
    }

    /// Where its value is in a shape; `None` outside of it.
    pub fn index(self, Shape { c, h, w }: Shape) -> Option<usize> {
        let row = usize::try_from(self.row).ok().filter(|row| *row < h && self.channel < c)?;
        let column = usize::try_from(self.column).ok().filter(|column| *column < w)?;
        Some((self.channel * h + row) * w + column)
    }
}

/// Input, kernels and upstream gradient of this seed, in these lengths.
pub fn fresh(seed: u64, [x, weight, upstream]: [usize; 3]) -> [Vec<f32>; 3] {
    [seeded(seed, 0, x, 0, 9), seeded(seed, 1, weight, -1, 1), seeded(seed, 2, upstream, -2, 2)]
}

/// Whole numbers between `least` and `largest`: list `list` of this seed.
fn seeded(seed: u64, list: u64, n: usize, least: i32, largest: i32) -> Vec<f32> {
    let mut random = Random::split(seed, list);
    (0..n).map(|_| (least + random.below((largest - least + 1) as usize) as i32) as f32).collect()
}

/// `values` of shape `from` in shape `to`: what has a place in both stays, the rest is taken from `fresh`, as is what is not
/// a number, since it could not be read.
pub fn kept(values: &[f32], from: Shape, to: Shape, fresh: &[f32]) -> Vec<f32> {
    if from == to && values.len() == to.len() && !values.iter().any(|value| value.is_nan()) {
        return values.to_vec();
    }
    let mut kept = fresh.to_vec();
    for c in 0..from.c.min(to.c) {
        for y in 0..from.h.min(to.h) {
            for x in 0..from.w.min(to.w) {
                let value = values.get((c * from.h + y) * from.w + x);
                if let Some(&value) = value.filter(|value| !value.is_nan()) {
                    kept[(c * to.h + y) * to.w + x] = value;
                }
            }
        }
    }
    kept
}
