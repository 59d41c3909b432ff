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
                if quarters {
                    max_of_quarters(
                        input.w,
                        x.as_flattened(),
                        y.as_flattened_mut(),
                        saved.as_flattened_mut(),
                    );
                } else {
                    max(&rows, &columns, input.w, x, y, saved);
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
                    let cells = saved.iter().zip(dy);
                    max_backward(&rows, &columns, input.w, cells, dx);
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
    end: usize,
    step: usize,
    /// How many cells the average divides by, along this axis.
    divisor: usize,
}

impl Sight {
    #[inline]
    fn cells(&self) -> impl Iterator<Item = usize> + use<> {
        (self.first..self.end).step_by(self.step)
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
            Sight { first: cell(taps.start), end: cell(taps.end - 1) + 1, step: window.dilation, divisor }
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
fn max<const L: usize>(
    rows: &[Sight],
    columns: &[Sight],
    width: usize,
    x: &[[f32; L]],
    y: &mut [[f32; L]],
    saved: &mut [[f32; L]],
) {
    let mut cells = y.iter_mut().zip(saved);
    for row in rows {
        for (column, (y, saved)) in columns.iter().zip(&mut cells) {
            let first = row.first * width + column.first;
            let (mut best, mut at) = (x[first], [first as f32; L]);
            for r in row.cells() {
                for c in column.cells() {
                    let (values, i) = (&x[r * width + c], (r * width + c) as f32);
                    for lane in 0..L {
                        // A choice of values: whether one wins cannot be foretold, so that a jump would cost more.
                        let wins = beats(values[lane], best[lane]);
                        best[lane] = if wins { values[lane] } else { best[lane] };
                        at[lane] = if wins { i } else { at[lane] };
                    }
                }
            }
            (*y, *saved) = (best, at);
        }
    }
}

/// The gradients of one channel, `cells` being where the maximum of each window was, and dL/dy.
fn max_backward<'a, const L: usize>(
    rows: &[Sight],
    columns: &[Sight],
    width: usize,
    mut cells: impl Iterator<Item = (&'a [f32; L], &'a [f32; L])>,
    dx: &mut [[f32; L]],
) {
    for row in rows {
        for (column, (at, dy)) in columns.iter().zip(&mut cells) {
            for r in row.cells() {
                for c in column.cells() {
                    let (dx, i) = (&mut dx[r * width + c], (r * width + c) as f32);
                    (0..L).for_each(|lane| dx[lane] += if at[lane] == i { dy[lane] } else { 0.0 });
                }
            }
        }
    }
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
