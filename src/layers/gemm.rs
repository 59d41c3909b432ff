//! The two matrix products of the core, on rows that may overlap.
//!
//! A convolution is a product W · B of its weights with a matrix whose row k holds, for every output position, the
//! input value under tap k (Chellapilla, Puri and Simard, "High performance convolutional neural networks for document
//! processing", 2006). With stride 1 that row is the padded input itself, shifted. So B need not be built: it is given
//! as one buffer and the offset at which each row begins. Ordinary matrices are the case of offsets k·columns.
//!
//! * [`sum_rows`]: c\[m\]\[p\] = Σₖ a\[m\]\[k\] · b\[offset\[k\] + p\] — outputs from weights, input gradients from weights.
//! * [`dot_rows`]: d\[m\]\[k\] += Σₚ a\[m\]\[p\] · b\[offset\[k\] + p\] — weight gradients; dense outputs.
//!
//! Each result is summed in one order whatever the vector width, so that every machine computes the same bits.

/// Rows of A that one tile of [`sum_rows`] computes at once.
const TILE: usize = 4;
/// Partial sums that one result of [`dot_rows`] is split into.
const LANES: usize = 8;

/// The left matrix of [`sum_rows`], packed so that a tile reads it from front to back.
pub(crate) struct Panels {
    rows: usize,
    depth: usize,
    data: Vec<[f32; TILE]>,
}

impl Panels {
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
pub(crate) fn sum_rows(
    a: &Panels,
    offsets: &[usize],
    b: &[f32],
    n: usize,
    c: &mut [f32],
    pitch: usize,
    add: bool,
) {
    debug_assert_eq!(a.depth, offsets.len());
    #[cfg(target_arch = "x86_64")]
    if is_x86_feature_detected!("avx2") {
        // SAFETY: the processor has just said that it knows these instructions.
        return unsafe { sum_rows_avx2(a, offsets, b, n, c, pitch, add) };
    }
    sum_rows_by::<8>(a, offsets, b, n, c, pitch, add);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn sum_rows_avx2(a: &Panels, offsets: &[usize], b: &[f32], n: usize, c: &mut [f32], pitch: usize, add: bool) {
    sum_rows_by::<16>(a, offsets, b, n, c, pitch, add);
}

/// [`sum_rows`] in tiles of `WIDTH` columns, then of 4, then of 1.
#[inline(always)]
fn sum_rows_by<const WIDTH: usize>(
    a: &Panels,
    offsets: &[usize],
    b: &[f32],
    n: usize,
    c: &mut [f32],
    pitch: usize,
    add: bool,
) {
    let mut p = 0;
    while n - p >= WIDTH {
        columns::<WIDTH>(a, offsets, b, p, c, pitch, add);
        p += WIDTH;
    }
    while n - p >= 4 {
        columns::<4>(a, offsets, b, p, c, pitch, add);
        p += 4;
    }
    while p < n {
        columns::<1>(a, offsets, b, p, c, pitch, add);
        p += 1;
    }
}

/// All rows of `N` columns of c, beginning at column `p`.
#[inline(always)]
fn columns<const N: usize>(
    a: &Panels,
    offsets: &[usize],
    b: &[f32],
    p: usize,
    c: &mut [f32],
    pitch: usize,
    add: bool,
) {
    for (index, panel) in a.data.chunks_exact(a.depth).enumerate() {
        let mut sums = [[0.0f32; N]; TILE];
        for (weights, &offset) in panel.iter().zip(offsets) {
            let row: &[f32; N] = b[offset + p..offset + p + N].try_into().expect("N values");
            for i in 0..TILE {
                for j in 0..N {
                    sums[i][j] += weights[i] * row[j];
                }
            }
        }
        let first = index * TILE;
        for (i, sums) in sums.iter().enumerate().take(a.rows - first) {
            let at = (first + i) * pitch + p;
            let out: &mut [f32; N] = (&mut c[at..at + N]).try_into().expect("N values");
            for j in 0..N {
                out[j] = if add { out[j] + sums[j] } else { sums[j] };
            }
        }
    }
}

/// d\[m\]\[k\] += Σₚ a\[m·`pitch` + p\] · b\[offsets\[k\] + p\] for p < n and m < `rows`; d is `rows` × `offsets.len()`.
pub(crate) fn dot_rows(
    rows: usize,
    a: &[f32],
    pitch: usize,
    offsets: &[usize],
    b: &[f32],
    n: usize,
    d: &mut [f32],
) {
    #[cfg(target_arch = "x86_64")]
    if is_x86_feature_detected!("avx2") {
        // SAFETY: the processor has just said that it knows these instructions.
        return unsafe { dot_rows_avx2(rows, a, pitch, offsets, b, n, d) };
    }
    dot_rows_by::<2>(rows, a, pitch, offsets, b, n, d);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn dot_rows_avx2(
    rows: usize,
    a: &[f32],
    pitch: usize,
    offsets: &[usize],
    b: &[f32],
    n: usize,
    d: &mut [f32],
) {
    dot_rows_by::<4>(rows, a, pitch, offsets, b, n, d);
}

/// [`dot_rows`] in tiles of `ROWS` × 3 results, then single ones.
#[inline(always)]
fn dot_rows_by<const ROWS: usize>(
    rows: usize,
    a: &[f32],
    pitch: usize,
    offsets: &[usize],
    b: &[f32],
    n: usize,
    d: &mut [f32],
) {
    let full = rows - rows % ROWS;
    for first in (0..full).step_by(ROWS) {
        dots::<ROWS>(first, a, pitch, offsets, b, n, d);
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
    let left: [&[f32]; ROWS] = std::array::from_fn(|i| &a[(first + i) * pitch..(first + i) * pitch + n]);
    for k in (0..full).step_by(3) {
        let right: [&[f32]; 3] = std::array::from_fn(|j| &b[offsets[k + j]..offsets[k + j] + n]);
        let sums = dot::<ROWS, 3>(left, right, n);
        for i in 0..ROWS {
            for j in 0..3 {
                d[(first + i) * depth + k + j] += sums[i][j];
            }
        }
    }
    for k in full..depth {
        let sums = dot::<ROWS, 1>(left, [&b[offsets[k]..offsets[k] + n]], n);
        for i in 0..ROWS {
            d[(first + i) * depth + k] += sums[i][0];
        }
    }
}

/// The dot products of each left row with each right row, all of length `n`.
#[inline(always)]
fn dot<const M: usize, const K: usize>(left: [&[f32]; M], right: [&[f32]; K], n: usize) -> [[f32; K]; M] {
    let mut sums = [[[0.0f32; LANES]; K]; M];
    let full = n - n % LANES;
    let lanes = |row: &[f32], p: usize| -> [f32; LANES] { row[p..p + LANES].try_into().expect("8 values") };
    for p in (0..full).step_by(LANES) {
        let right: [[f32; LANES]; K] = std::array::from_fn(|j| lanes(right[j], p));
        for i in 0..M {
            let left = lanes(left[i], p);
            for j in 0..K {
                for l in 0..LANES {
                    sums[i][j][l] += left[l] * right[j][l];
                }
            }
        }
    }
    for p in full..n {
        for i in 0..M {
            for j in 0..K {
                sums[i][j][p - full] += left[i][p] * right[j][p];
            }
        }
    }
    let total = |s: &[f32; LANES]| ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]));
    std::array::from_fn(|i| std::array::from_fn(|j| total(&sums[i][j])))
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
            let a = Panels::pack(rows, depth, |m, k| weights[m * depth + k]);
            sum_rows(&a, &offsets, &b, n, &mut c, n, true);
            for m in 0..rows {
                for p in 0..n {
                    let sum: f32 = (0..depth).map(|k| weights[m * depth + k] * b[offsets[k] + p]).sum();
                    assert!((c[m * n + p] - before[m * n + p] - sum).abs() < 1e-4, "{rows} {depth} {n}");
                }
            }

            let mut d = weights.clone();
            dot_rows(rows, &before, n, &offsets, &b, n, &mut d);
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

    /// The wide and the narrow tiles give the same bits.
    #[test]
    fn tile_widths_agree_bit_for_bit() {
        let mut random = Random::new(2);
        let (rows, depth, n) = (7, 50, 77);
        let b: Vec<f32> = (0..depth * n).map(|_| random.normal()).collect();
        let offsets: Vec<usize> = (0..depth).map(|k| k * n).collect();
        let a = Panels::pack(rows, depth, |m, k| (m as f32 - 3.0) * 0.37 + k as f32 * 0.11);
        let (mut wide, mut narrow) = (vec![0.0; rows * n], vec![0.0; rows * n]);
        sum_rows_by::<16>(&a, &offsets, &b, n, &mut wide, n, false);
        sum_rows_by::<8>(&a, &offsets, &b, n, &mut narrow, n, false);
        assert_eq!(wide, narrow);
        let (mut wide, mut narrow) = (vec![0.0; rows * depth], vec![0.0; rows * depth]);
        dot_rows_by::<4>(rows, &b, n, &offsets, &b, n, &mut wide);
        dot_rows_by::<2>(rows, &b, n, &offsets, &b, n, &mut narrow);
        assert_eq!(wide, narrow);
    }
}
