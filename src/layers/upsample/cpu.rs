use super::Upsample;
use crate::layers::{Backward, Forward};

/// Two cells of an axis, and how far it is from the one to the other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Between {
    /// The cell before.
    pub low: usize,
    /// The cell behind, or the same at an edge.
    pub high: usize,
    /// From 0 at `low` to 1 at `high`.
    pub t: f32,
}

/// Where each of `to` cells lies on an axis of `from` cells of the same length. Cells are intervals, and values stand at their
/// middles, as in PyTorch with `align_corners=False`.
///
/// ```
/// use convoscope::layers::upsample::{Between, between};
/// let cells: Vec<Between> = between(2, 4).collect();
/// assert_eq!(cells[0], Between { low: 0, high: 1, t: 0.0 });
/// assert_eq!(cells[1], Between { low: 0, high: 1, t: 0.25 });
/// assert_eq!(cells[3], Between { low: 1, high: 1, t: 0.25 });
/// ```
pub fn between(from: usize, to: usize) -> impl Iterator<Item = Between> {
    (0..to).map(move |i| {
        let at = ((i as f32 + 0.5) * from as f32 / to as f32 - 0.5).max(0.0);
        let low = (at as usize).min(from - 1);
        Between { low, high: (low + 1).min(from - 1), t: at - low as f32 }
    })
}

/// The parts of the up to four cells of a plane that make each cell of the enlarged one: `take` is given the cell of the output, that
/// of the input, and its part.
fn parts(axes: &[Vec<Between>; 2], width: usize, mut take: impl FnMut(usize, usize, f32)) {
    let [rows, columns] = axes;
    let ends = |at: &Between| [(at.low, 1.0 - at.t), (at.high, at.t)];
    for (i, row) in rows.iter().enumerate() {
        for (j, column) in columns.iter().enumerate() {
            for (row, of_row) in ends(row).into_iter().filter(|(_, part)| *part != 0.0) {
                for (column, of_column) in ends(column).into_iter().filter(|(_, part)| *part != 0.0) {
                    take(i * columns.len() + j, row * width + column, of_row * of_column);
                }
            }
        }
    }
}

pub(super) fn forward(upsample: Upsample, pass: Forward<'_>) {
    let (input, lanes) = (pass.shapes[0], pass.lanes);
    let axes = upsample.axes(input);
    pass.y.fill(0.0);
    let planes = pass.x[0].chunks_exact(input.area() * lanes);
    for (x, y) in planes.zip(pass.y.chunks_exact_mut(pass.output.area() * lanes)) {
        parts(&axes, input.w, |to, from, part| {
            let (x, y) = (&x[from * lanes..][..lanes], &mut y[to * lanes..][..lanes]);
            y.iter_mut().zip(x).for_each(|(y, x)| *y += part * x);
        });
    }
}

pub(super) fn backward(upsample: Upsample, mut pass: Backward<'_>) {
    let (input, lanes) = (pass.shapes[0], pass.lanes);
    let Some(dx) = pass.dx.input(0) else { return };
    let axes = upsample.axes(input);
    let planes = dx.chunks_exact_mut(input.area() * lanes);
    for (dx, dy) in planes.zip(pass.dy.chunks_exact(pass.output.area() * lanes)) {
        parts(&axes, input.w, |to, from, part| {
            let (dx, dy) = (&mut dx[from * lanes..][..lanes], &dy[to * lanes..][..lanes]);
            dx.iter_mut().zip(dy).for_each(|(dx, dy)| *dx += part * dy);
        });
    }
}
