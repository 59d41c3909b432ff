use super::{Pool, PoolKind};
use crate::layers::{Backward, Forward};
use crate::shape::Shape;
use crate::window::Window;

pub(super) fn forward(pool: &Pool, pass: Forward<'_>) {
    let (input, output) = (pass.shapes[0], pass.output);
    let [rows, columns] = sights(pool, input, output);
    let channels = pass.x[0].chunks_exact(input.area()).zip(pass.y.chunks_exact_mut(output.area()));
    match pool.kind {
        PoolKind::Max => {
            let quarters = pool.window == [Window::new(2).stride(2); 2]
                && input.h.is_multiple_of(2)
                && input.w.is_multiple_of(2);
            for ((x, y), saved) in channels.zip(pass.saved.chunks_exact_mut(output.area())) {
                if quarters {
                    max_of_quarters(input.w, x, y, saved);
                } else {
                    max(&rows, &columns, input.w, x, y, saved);
                }
            }
        }
        PoolKind::Average { .. } => {
            for (x, y) in channels {
                for (row, y) in rows.iter().zip(y.chunks_exact_mut(output.w)) {
                    y.fill(0.0);
                    for x in row.cells().map(|r| &x[r * input.w..][..input.w]) {
                        for (column, y) in columns.iter().zip(y.iter_mut()) {
                            *y += column.cells().map(|c| x[c]).sum::<f32>();
                        }
                    }
                    for (column, y) in columns.iter().zip(y) {
                        *y /= (row.divisor * column.divisor) as f32;
                    }
                }
            }
        }
    }
}

pub(super) fn backward(pool: &Pool, mut pass: Backward<'_>) {
    let (input, output) = (pass.shapes[0], pass.output);
    let Some(dx) = pass.dx.input(0) else { return };
    let channels = dx.chunks_exact_mut(input.area()).zip(pass.dy.chunks_exact(output.area()));
    match pool.kind {
        PoolKind::Max => {
            for ((dx, dy), saved) in channels.zip(pass.saved.chunks_exact(output.area())) {
                for (&at, &dy) in saved.iter().zip(dy) {
                    dx[at as usize] += dy;
                }
            }
        }
        PoolKind::Average { .. } => {
            let [rows, columns] = sights(pool, input, output);
            for (dx, dy) in channels {
                for (row, dy) in rows.iter().zip(dy.chunks_exact(output.w)) {
                    for r in row.cells() {
                        let dx = &mut dx[r * input.w..][..input.w];
                        for (column, &dy) in columns.iter().zip(dy) {
                            let share = dy / (row.divisor * column.divisor) as f32;
                            column.cells().for_each(|c| dx[c] += share);
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
