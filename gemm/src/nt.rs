use std::array::from_fn;

use wide::f32x4;

use super::packed::TALLEST;
use super::{Lines, WIDTH, even_parts, load_some};

/// d\[m\]\[k\] += Σₚ a\[m·`pitch` + p\] · b\[offsets\[k\] + p\] for all positions p of `lines` and m < `rows`; d is
/// `rows` × `offsets.len()`. The lines' `to` is where they lie in a row of a.
pub fn gemm_nt(
    rows: usize,
    a: &[f32],
    pitch: usize,
    offsets: &[usize],
    b: &[f32],
    lines: &Lines,
    d: &mut [f32],
) {
    let products = Dots { a, pitch, offsets, b, lines };
    // Of 15 registers, sums take ten at most, the values of b two to four; one of a and a product the rest.
    let widest = [4, 4, 3, 2, 2][rows.min(TALLEST) - 1];
    for (k, width) in even_parts(offsets.len(), widest) {
        for (m, height) in even_parts(rows, TALLEST) {
            match height {
                1 => products.add_row::<1>(m, k, width, d),
                2 => products.add_row::<2>(m, k, width, d),
                3 => products.add_row::<3>(m, k, width, d),
                4 => products.add_pair::<4>(m, k, width, d),

                _ => products.add_pair::<5>(m, k, width, d),
            }
        }
    }
}

struct Dots<'a> {
    a: &'a [f32],
    pitch: usize,
    offsets: &'a [usize],
    b: &'a [f32],
    lines: &'a Lines,
}

impl Dots<'_> {
    /// Adds `M` × `width` dot products, `width` at most four.
    fn add_row<const M: usize>(&self, m: usize, k: usize, width: usize, d: &mut [f32]) {
        match width {
            4 => self.add::<M, 4>(m, k, d),
            3 => self.add::<M, 3>(m, k, d),
            _ => self.add_pair::<M>(m, k, width, d),
        }
    }

    /// Adds `M` × `width` dot products, `width` at most two.
    fn add_pair<const M: usize>(&self, m: usize, k: usize, width: usize, d: &mut [f32]) {
        match width {
            2 => self.add::<M, 2>(m, k, d),
            _ => self.add::<M, 1>(m, k, d),
        }
    }

    /// Adds `M` × `K` dot products to d, beginning at row m and column k.
    #[inline(never)]
    fn add<const M: usize, const K: usize>(&self, m: usize, k: usize, d: &mut [f32]) {
        let left: [usize; M] = from_fn(|i| (m + i) * self.pitch);
        let right: [usize; K] = from_fn(|j| self.offsets[k + j]);
        let mut sums = [[f32x4::ZERO; K]; M];
        for row in &self.lines.rows {
            for column in &self.lines.columns {
                let (to, from) = (row.to + column.to, row.parts[0].from + column.parts[0].from);
                let lefts: [&[f32]; M] = from_fn(|i| &self.a[left[i] + to..][..column.len]);
                let rights: [&[f32]; K] = from_fn(|j| &self.b[right[j] + from..][..column.len]);
                let full = column.len / WIDTH;
                // All have the same length, so that the compiler checks no index.
                let rows: [&[[f32; WIDTH]]; M] = from_fn(|i| &lefts[i].as_chunks().0[..full]);
                let columns: [&[[f32; WIDTH]]; K] = from_fn(|j| &rights[j].as_chunks().0[..full]);
                for p in 0..full {
                    let right: [f32x4; K] = from_fn(|j| f32x4::from(columns[j][p]));
                    for i in 0..M {
                        let left = f32x4::from(rows[i][p]);
                        for j in 0..K {
                            sums[i][j] += left * right[j];
                        }
                    }
                }
                let rest = column.len % WIDTH;
                if rest > 0 {
                    let some = |row: &[f32]| load_some(row, full * WIDTH, rest)[0];
                    let (left, right) = (lefts.map(some), rights.map(some));
                    for i in 0..M {
                        for j in 0..K {
                            sums[i][j] += left[i] * right[j];
                        }
                    }
                }
            }
        }
        for i in 0..M {
            for j in 0..K {
                let [a, b, c, e] = sums[i][j].to_array();
                d[(m + i) * self.offsets.len() + k + j] += (a + b) + (c + e);
            }
        }
    }
}

/// The sum of all values.
pub fn sum(values: &[f32]) -> f32 {
    let (registers, rest) = values.as_chunks::<{ 2 * WIDTH }>();
    let mut sums = [0.0; 2 * WIDTH];
    for values in registers {
        sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
    }
    sums.iter().chain(rest).sum()
}
