//! The two matrix products of the core, on rows that may overlap.
//!
//! A convolution is a product W · B of its weights with a matrix whose row k holds, for every output position, the
//! input value under tap k (Chellapilla, Puri and Simard, "High performance convolutional neural networks for document
//! processing", 2006). With stride 1 that row is the padded input itself, shifted. So B need not be built: it is given
//! as one buffer and the offset at which each row begins. Ordinary matrices are the case of offsets k·columns.
//!
//! * [`gemm`]: c\[m\]\[p\] = Σₖ a\[m\]\[k\] · b\[offset\[k\] + p\] — outputs from weights, input gradients from weights.
//! * [`gemm_nt`]: d\[m\]\[k\] += Σₚ a\[m\]\[p\] · b\[offset\[k\] + p\] — weight gradients; dense outputs.
//!
//! Tiles are sized for 16 registers of four values, which both SSE and WebAssembly's SIMD have. Each result is summed in
//! one fixed order and without fused multiply-adds, so that every machine computes the same bits.

use wide::f32x4;

/// Values in one register.
const LANES: usize = 4;
/// Rows of A that one tile of [`gemm`] computes at once.
pub(crate) const TILE: usize = 4;

/// The left matrix of [`gemm`], packed so that a tile reads it from front to back.
pub(crate) struct PackedA {
    rows: usize,
    depth: usize,
    data: Vec<[f32; TILE]>,
}

impl PackedA {
    /// Packs the `rows` × `depth` matrix whose entries `at(row, k)` tells.
    pub(crate) fn pack(rows: usize, depth: usize, at: impl Fn(usize, usize) -> f32) -> Self {
        let entry = |row, k| if row < rows { at(row, k) } else { 0.0 };
        let data = (0..rows.div_ceil(TILE))
            .flat_map(|panel| (0..depth).map(move |k| (panel, k)))
            .map(|(panel, k)| std::array::from_fn(|i| entry(panel * TILE + i, k)))
            .collect();
        Self { rows, depth, data }
    }
}

/// c\[m\]\[p\] = Σₖ a\[m\]\[k\] · b\[offsets\[k\] + p\] for p < n, added to what is there if `add`. Row m of c begins at
/// m · `pitch`.
pub(crate) fn gemm(
    a: &PackedA,
    offsets: &[usize],
    b: &[f32],
    n: usize,
    c: &mut [f32],
    pitch: usize,
    add: bool,
) {
    debug_assert_eq!(a.depth, offsets.len());
    let mut p = 0;
    while p < n {
        let width = if n - p >= 2 * LANES { 2 * LANES } else { (n - p).min(LANES) };
        for (index, panel) in a.data.chunks_exact(a.depth).enumerate() {
            let first = index * TILE;
            let sums = match width {
                8 => tile(panel, offsets, b, p),
                4 => narrow_tile(panel, offsets, |offset| load(b, offset + p)),
                // At the end of a row, what follows may lie behind the end of b.
                _ => narrow_tile(panel, offsets, |offset| {
                    f32x4::from(std::array::from_fn(|j| if j < width { b[offset + p + j] } else { 0.0 }))
                }),
            };
            for (i, sums) in sums.iter().enumerate().take(a.rows - first) {
                let at = (first + i) * pitch + p;
                for (c, sum) in c[at..at + width].iter_mut().zip(sums.as_flattened()) {
                    *c = if add { *c + sum } else { *sum };
                }
            }
        }
        p += width;
    }
}

/// Four rows of eight columns.
#[inline(always)]
fn tile(panel: &[[f32; TILE]], offsets: &[usize], b: &[f32], p: usize) -> [[[f32; LANES]; 2]; TILE] {
    let mut sums = [[f32x4::ZERO; 2]; TILE];
    for (weights, &offset) in panel.iter().zip(offsets) {
        let row = &b[offset + p..offset + p + 2 * LANES];
        let values = [load(row, 0), load(row, LANES)];
        for i in 0..TILE {
            let weight = f32x4::splat(weights[i]);
            sums[i][0] += weight * values[0];
            sums[i][1] += weight * values[1];
        }
    }
    sums.map(|row| row.map(f32x4::to_array))
}

/// Four rows of four columns, which `values(offset)` loads; the second half is zero.
#[inline(always)]
fn narrow_tile(
    panel: &[[f32; TILE]],
    offsets: &[usize],
    values: impl Fn(usize) -> f32x4,
) -> [[[f32; LANES]; 2]; TILE] {
    let mut sums = [f32x4::ZERO; TILE];
    for (weights, &offset) in panel.iter().zip(offsets) {
        let values = values(offset);
        for i in 0..TILE {
            sums[i] += f32x4::splat(weights[i]) * values;
        }
    }
    sums.map(|row| [row.to_array(), [0.0; LANES]])
}

/// d\[m\]\[k\] += Σₚ a\[m·`pitch` + p\] · b\[offsets\[k\] + p\] for p < n and m < `rows`; d is `rows` × `offsets.len()`.
pub(crate) fn gemm_nt(
    rows: usize,
    a: &[f32],
    pitch: usize,
    offsets: &[usize],
    b: &[f32],
    n: usize,
    d: &mut [f32],
) {
    let full = rows - rows % 3;
    for first in (0..full).step_by(3) {
        dots::<3>(first, a, pitch, offsets, b, n, d);
    }
    for row in full..rows {
        dots::<1>(row, a, pitch, offsets, b, n, d);
    }
}

/// `ROWS` rows of d, beginning at row `first`.
#[inline(always)]
fn dots<const ROWS: usize>(
    first: usize,
    a: &[f32],
    pitch: usize,
    offsets: &[usize],
    b: &[f32],
    n: usize,
    d: &mut [f32],
) {
    let depth = offsets.len();
    let full = depth - depth % 3;
    let left: [&[f32]; ROWS] = std::array::from_fn(|i| &a[(first + i) * pitch..][..n]);
    let mut add = |k: usize, sums: &[f32], width: usize| {
        for (i, sums) in sums.chunks_exact(width).enumerate() {
            let at = (first + i) * depth + k;
            d[at..at + width].iter_mut().zip(sums).for_each(|(d, sum)| *d += sum);
        }
    };
    for k in (0..full).step_by(3) {
        let right: [&[f32]; 3] = std::array::from_fn(|j| &b[offsets[k + j]..][..n]);
        add(k, dot(left, right, n).as_flattened(), 3);
    }
    for k in full..depth {
        add(k, dot(left, [&b[offsets[k]..][..n]], n).as_flattened(), 1);
    }
}

/// The dot products of each left row with each right row, all of length `n`.
#[inline(always)]
fn dot<const M: usize, const K: usize>(left: [&[f32]; M], right: [&[f32]; K], n: usize) -> [[f32; K]; M] {
    let mut sums = [[f32x4::ZERO; K]; M];
    let full = n - n % LANES;
    for p in (0..full).step_by(LANES) {
        let right: [f32x4; K] = std::array::from_fn(|j| load(right[j], p));
        for i in 0..M {
            let left = load(left[i], p);
            for j in 0..K {
                sums[i][j] += left * right[j];
            }
        }
    }
    let mut totals = sums.map(|row| row.map(|sum| total(sum.to_array())));
    for p in full..n {
        for i in 0..M {
            for j in 0..K {
                totals[i][j] += left[i][p] * right[j][p];
            }
        }
    }
    totals
}

#[inline(always)]
fn load(row: &[f32], p: usize) -> f32x4 {
    let values: [f32; LANES] = row[p..p + LANES].try_into().expect("four values");
    f32x4::from(values)
}

fn total([a, b, c, d]: [f32; LANES]) -> f32 {
    (a + b) + (c + d)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    /// Both products against the plain triple loop, on random sizes and random, overlapping rows.
    #[test]
    fn both_products_equal_the_naive_loop() {
        let mut random = Random::new(1);
        for _ in 0..200 {
            let (rows, depth, n) = (1 + random.below(9), 1 + random.below(12), 1 + random.below(40));
            let offsets: Vec<usize> = (0..depth).map(|_| random.below(50)).collect();
            let b: Vec<f32> = (0..100).map(|_| random.normal()).collect();
            let weights: Vec<f32> = (0..rows * depth).map(|_| random.normal()).collect();
            let before: Vec<f32> = (0..rows * n).map(|_| random.normal()).collect();

            let mut c = before.clone();
            let a = PackedA::pack(rows, depth, |m, k| weights[m * depth + k]);
            gemm(&a, &offsets, &b, n, &mut c, n, true);
            for m in 0..rows {
                for p in 0..n {
                    let sum: f32 = (0..depth).map(|k| weights[m * depth + k] * b[offsets[k] + p]).sum();
                    assert!((c[m * n + p] - before[m * n + p] - sum).abs() < 1e-4, "{rows} {depth} {n}");
                }
            }

            let mut d = weights.clone();
            gemm_nt(rows, &before, n, &offsets, &b, n, &mut d);
            for m in 0..rows {
                for k in 0..depth {
                    let sum: f32 = (0..n).map(|p| before[m * n + p] * b[offsets[k] + p]).sum();
                    assert!(
                        (d[m * depth + k] - weights[m * depth + k] - sum).abs() < 1e-4,
                        "{rows} {depth} {n}"
                    );
                }
            }
        }
    }
}
