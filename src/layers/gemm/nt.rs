use wide::f32x4;

use super::{Lines, WIDTH, even_parts, load, load_some};

/// d\[m\]\[k\] += Σₚ a\[m·`pitch` + p\] · b\[offsets\[k\] + p\] for all positions p of `lines` and m < `rows`; d is
/// `rows` × `offsets.len()`. The lines' `to` is where they lie in a row of a.
pub(crate) fn gemm_nt(
    rows: usize,
    a: &[f32],
    pitch: usize,
    offsets: &[usize],
    b: &[f32],
    lines: &Lines,
    d: &mut [f32],
) {
    let products = Dots { a, pitch, offsets, b, lines };
    // Twelve sums at most, so that they stay in registers together with what they are summed from.
    let tallest = if rows <= 3 { rows } else { 4 };
    let widest = if tallest == 4 { 3 } else { 4 };
    for (k, width) in even_parts(offsets.len(), widest) {
        for (m, height) in even_parts(rows, tallest) {
            match (height, width) {
                (1, 1) => products.add::<1, 1>(m, k, d),
                (1, 2) => products.add::<1, 2>(m, k, d),
                (1, 3) => products.add::<1, 3>(m, k, d),
                (1, _) => products.add::<1, 4>(m, k, d),
                (2, 1) => products.add::<2, 1>(m, k, d),
                (2, 2) => products.add::<2, 2>(m, k, d),
                (2, 3) => products.add::<2, 3>(m, k, d),
                (2, _) => products.add::<2, 4>(m, k, d),
                (3, 1) => products.add::<3, 1>(m, k, d),
                (3, 2) => products.add::<3, 2>(m, k, d),
                (3, 3) => products.add::<3, 3>(m, k, d),
                (3, _) => products.add::<3, 4>(m, k, d),
                (_, 1) => products.add::<4, 1>(m, k, d),
                (_, 2) => products.add::<4, 2>(m, k, d),
                _ => products.add::<4, 3>(m, k, d),
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
    /// Adds `M` × `K` dot products to d, beginning at row m and column k.
    #[inline(never)]
    fn add<const M: usize, const K: usize>(&self, m: usize, k: usize, d: &mut [f32]) {
        let left: [usize; M] = std::array::from_fn(|i| (m + i) * self.pitch);
        let right: [usize; K] = std::array::from_fn(|j| self.offsets[k + j]);
        let mut sums = [[f32x4::ZERO; K]; M];
        for row in &self.lines.rows {
            for column in &self.lines.columns {
                let (to, from) = (row.to + column.to, row.parts[0].from + column.parts[0].from);
                let left = left.map(|at| &self.a[at + to..][..column.len]);
                let right = right.map(|at| &self.b[at + from..][..column.len]);
                let full = column.len - column.len % WIDTH;
                for p in (0..full).step_by(WIDTH) {
                    let one = |row: &[f32]| load::<1>(row, p)[0];
                    add(&mut sums, left.map(one), right.map(one));
                }
                let rest = column.len - full;
                if rest > 0 {
                    let some = |row: &[f32]| load_some(row, full, rest)[0];
                    add(&mut sums, left.map(some), right.map(some));
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

#[inline(always)]
fn add<const M: usize, const K: usize>(sums: &mut [[f32x4; K]; M], left: [f32x4; M], right: [f32x4; K]) {
    for i in 0..M {
        for j in 0..K {
            sums[i][j] += left[i] * right[j];
        }
    }
}

/// The sum of all values.
pub(crate) fn sum(values: &[f32]) -> f32 {
    let (registers, rest) = values.as_chunks::<{ 2 * WIDTH }>();
    let mut sums = [0.0; 2 * WIDTH];
    for values in registers {
        sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
    }
    sums.iter().chain(rest).sum()
}
