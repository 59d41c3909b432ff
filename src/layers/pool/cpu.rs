use wide::f32x4;

use super::{Pool, PoolKind};
use crate::layers::lanes::LANES;
use crate::layers::{Backward, Forward};
use crate::shape::Shape;
use crate::window::Window;

pub(super) fn forward(pool: &Pool, pass: Forward<'_>) {
    if pass.lanes == 1 { forward_lanes::<1>(pool, pass) } else { forward_lanes::<LANES>(pool, pass) }
}

pub(super) fn backward(pool: &Pool, pass: Backward<'_>) {
    if pass.lanes == 1 { backward_lanes::<1>(pool, pass) } else { backward_lanes::<LANES>(pool, pass) }
}

/// Forward with `L` samples side by side.
fn forward_lanes<const L: usize>(pool: &Pool, pass: Forward<'_>) {
    let (input, output) = (pass.shapes[0], pass.output);
    let [rows, columns] = sights(pool, input, output);
    let (x, y) = (pass.x[0].as_chunks::<L>().0, pass.y.as_chunks_mut::<L>().0);
    let channels = x.chunks_exact(input.area()).zip(y.chunks_exact_mut(output.area()));
    match pool.kind {
        PoolKind::Max => {
            let quarters = L == 1
                && pool.window == [Window::new(2).stride(2); 2]
                && input.h.is_multiple_of(2)
                && input.w.is_multiple_of(2);
            let saved = pass.saved.as_chunks_mut::<L>().0;
            for ((x, y), saved) in channels.zip(saved.chunks_exact_mut(output.area())) {
                let (x, y, saved) = (x.as_flattened(), y.as_flattened_mut(), saved.as_flattened_mut());
                if quarters {
                    max_of_quarters(input.w, x, y, saved);
                } else if L == 1 {
                    max(&rows, &columns, input.w, x, y, saved);
                } else {
                    max_of_lanes(&rows, &columns, input.w, x, y, saved);
                }
            }
        }
        PoolKind::Average { .. } => {
            for (x, y) in channels {
                for (row, y) in rows.iter().zip(y.chunks_exact_mut(output.w)) {
                    for (column, y) in columns.iter().zip(y) {
                        let mut sum = [0.0; L];
                        for r in row.cells() {
                            for c in column.cells() {
                                let x = &x[r * input.w + c];
                                (0..L).for_each(|lane| sum[lane] += x[lane]);
                            }
                        }
                        *y = sum.map(|sum| sum / (row.divisor * column.divisor) as f32);
                    }
                }
            }
        }
    }
}

/// Backward with `L` samples side by side.
fn backward_lanes<const L: usize>(pool: &Pool, mut pass: Backward<'_>) {
    let (input, output) = (pass.shapes[0], pass.output);
    let Some(dx) = pass.dx.input(0) else { return };
    let [rows, columns] = sights(pool, input, output);
    let (dx, dy) = (dx.as_chunks_mut::<L>().0, pass.dy.as_chunks::<L>().0);
    let channels = dx.chunks_exact_mut(input.area()).zip(dy.chunks_exact(output.area()));
    match pool.kind {
        PoolKind::Max => {
            let saved = pass.saved.as_chunks::<L>().0;
            for ((dx, dy), saved) in channels.zip(saved.chunks_exact(output.area())) {
                if L == 1 {
                    saved.iter().zip(dy).for_each(|(at, dy)| dx[at[0] as usize][0] += dy[0]);
                } else {
                    let (saved, dy, dx) = (saved.as_flattened(), dy.as_flattened(), dx.as_flattened_mut());
                    max_backward(&rows, &columns, input.w, saved, dy, dx);
                }
            }
        }
        PoolKind::Average { .. } => {
            for (dx, dy) in channels {
                for (row, dy) in rows.iter().zip(dy.chunks_exact(output.w)) {
                    for (column, dy) in columns.iter().zip(dy) {
                        let share = dy.map(|dy| dy / (row.divisor * column.divisor) as f32);
                        for r in row.cells() {
                            for c in column.cells() {
                                let dx = &mut dx[r * input.w + c];
                                (0..L).for_each(|lane| dx[lane] += share[lane]);
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What one output position sees along one axis.
struct Sight {
    first: usize,
    count: usize,
    step: usize,
    /// How many cells the average divides by, along this axis.
    divisor: usize,
}

impl Sight {
    #[inline]
    fn cells(&self) -> impl Iterator<Item = usize> + use<> {
        let (first, step) = (self.first, self.step);
        (0..self.count).map(move |tap| first + tap * step)
    }
}

/// What every output row and every output column sees.
fn sights(pool: &Pool, input: Shape, output: Shape) -> [Vec<Sight>; 2] {
    let count_padding = pool.kind == PoolKind::Average { count_padding: true };
    let axis = |window: Window, len: usize, positions: usize| {
        let sight = |out| {
            let taps = window.taps(out, len);
            let cell = |tap| window.input_from_output(out, tap) as usize;
            let divisor = match count_padding {
                // On the padded axis the padding is part of the input.
                true => Window { before: 0, ..window }.taps(out, window.padded(len)).len(),
                false => taps.len(),
            };
            Sight { first: cell(taps.start), count: taps.len(), step: window.dilation, divisor }
        };
        (0..positions).map(sight).collect()
    };
    [axis(pool.window[0], input.h, output.h), axis(pool.window[1], input.w, output.w)]
}

/// By how much averages are divided: a factor for every output row, then one for every output column.
pub(super) fn divisors(pool: &Pool, input: Shape, output: Shape) -> impl Iterator<Item = usize> + use<> {
    sights(pool, input, output).into_iter().flatten().map(|sight| sight.divisor)
}

/// Max pooling of one channel with any windows.
fn max(rows: &[Sight], columns: &[Sight], width: usize, x: &[f32], y: &mut [f32], saved: &mut [f32]) {
    let mut cells = y.iter_mut().zip(saved);
    for row in rows {
        for (column, (y, saved)) in columns.iter().zip(&mut cells) {
            let mut at = row.first * width + column.first;
            let mut best = x[at];
            for r in row.cells() {
                for c in column.cells() {
                    let i = r * width + c;
                    // A choice of values: whether one wins cannot be foretold, so that a jump would cost more.
                    (best, at) = if beats(x[i], best) { (x[i], i) } else { (best, at) };
                }
            }
            (*y, *saved) = (best, at as f32);
        }
    }
}

/// Max pooling of one channel of [`LANES`] samples.
fn max_of_lanes(
    rows: &[Sight],
    columns: &[Sight],
    width: usize,
    x: &[f32],
    y: &mut [f32],
    saved: &mut [f32],
) {
    let mut cells = y.chunks_exact_mut(LANES).zip(saved.chunks_exact_mut(LANES));
    for row in rows {
        for (column, (y, saved)) in columns.iter().zip(&mut cells) {
            let first = row.first * width + column.first;
            let mut best = registers(&x[first * LANES..(first + 1) * LANES]);
            let mut at = [f32x4::splat(first as f32); 2];
            for r in row.cells() {
                for c in column.cells() {
                    let cell = r * width + c;
                    let values = registers(&x[cell * LANES..(cell + 1) * LANES]);
                    for half in 0..2 {
                        let value = values[half];
                        // As `beats`: a NaN is what does not equal itself.
                        let wins = value.simd_gt(best[half]) | value.simd_ne(value);
                        best[half] = wins.bitselect(value, best[half]);
                        at[half] = wins.bitselect(f32x4::splat(cell as f32), at[half]);
                    }
                }
            }
            for half in 0..2 {
                y[4 * half..4 * half + 4].copy_from_slice(&best[half].to_array());
                saved[4 * half..4 * half + 4].copy_from_slice(&at[half].to_array());
            }
        }
    }
}

/// The gradients of one channel of [`LANES`] samples, `saved` being where the maximum of each window was: every cell of a
/// window compares, so that there is no jump.
fn max_backward(rows: &[Sight], columns: &[Sight], width: usize, saved: &[f32], dy: &[f32], dx: &mut [f32]) {
    let mut windows = saved.chunks_exact(LANES).zip(dy.chunks_exact(LANES));
    for row in rows {
        for (column, (saved, dy)) in columns.iter().zip(&mut windows) {
            let (saved, dy) = (registers(saved), registers(dy));
            for r in row.cells() {
                for c in column.cells() {
                    let cell = r * width + c;
                    let (dx, cell) = (&mut dx[cell * LANES..(cell + 1) * LANES], f32x4::splat(cell as f32));
                    let sums = registers(dx);
                    for half in 0..2 {
                        let sum = sums[half] + (dy[half] & saved[half].simd_eq(cell));
                        dx[4 * half..4 * half + 4].copy_from_slice(&sum.to_array());
                    }
                }
            }
        }
    }
}

/// The values of all lanes.
#[inline(always)]
fn registers(lanes: &[f32]) -> [f32x4; 2] {
    let lanes: &[f32; LANES] = lanes.try_into().expect("a value for each lane");
    let [a, b, c, d, e, f, g, h] = *lanes;
    [f32x4::new([a, b, c, d]), f32x4::new([e, f, g, h])]
}

/// Max pooling of one channel with the windows of nearly every network: 2 × 2 cells side by side, none left over.
fn max_of_quarters(width: usize, x: &[f32], y: &mut [f32], saved: &mut [f32]) {
    let out = width / 2;
    for (pair, (y, saved)) in y.chunks_exact_mut(out).zip(saved.chunks_exact_mut(out)).enumerate() {
        let start = pair * 2 * width;
        let (top, bottom) = x[start..start + 2 * width].split_at(width);
        let quads = top.chunks_exact(2).zip(bottom.chunks_exact(2));
        for (column, ((top, bottom), (y, saved))) in quads.zip(y.iter_mut().zip(saved)).enumerate() {
            let (mut best, mut at) = (top[0], 0);
            for (value, offset) in [(top[1], 1), (bottom[0], width), (bottom[1], width + 1)] {
                if beats(value, best) {
                    (best, at) = (value, offset);
                }
            }
            (*y, *saved) = (best, (start + 2 * column + at) as f32);
        }
    }
}

/// Whether a value takes the place of the best so far. A NaN does, as in PyTorch: it must not go unseen. Of several NaNs
/// the last stays, as there.
#[inline]
fn beats(value: f32, best: f32) -> bool {
    value > best || value.is_nan()
}
