//! [`Nudge`]: an input moved by a few cells, and what becomes of the output: does the map move along, as that of a convolution
//! does, or does it stay as it is, as that of a pool may?

use crate::shape::Shape;

/// What moving the input does to the output.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Nudge {
    pub x: Vec<f32>,
    pub y: Vec<f32>,
    /// Input cells that hold another value than before.
    pub input_changed: Vec<bool>,
    /// Output values that are others than before.
    pub output_changed: Vec<bool>,
    /// Output values that are those before, so much further on as the input was moved. `None` where the stride does not divide
    /// that: then there is no such place.
    pub moved_along: Option<Vec<bool>>,
}

/// Results that differ by less are the same: sums are rounded.
const TOLERANCE: f32 = 1e-4;

impl Nudge {
    /// Moves the input by so many rows and columns; zeros come in. `run` computes the output.
    pub fn of(
        (x, input): (&[f32], Shape),
        by: [isize; 2],
        output: Shape,
        strides: [usize; 2],
        run: impl Fn(&[f32]) -> Vec<f32>,
    ) -> Self {
        let moved_x = moved(x, input, by);
        let (before, y) = (run(x), run(&moved_x));
        let changed = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| !same(*a, *b)).collect();
        let steps = [0, 1].map(|axis| {
            let stride = strides[axis] as isize;
            (by[axis] % stride == 0).then_some(by[axis] / stride)
        });
        let moved_along = match steps {
            [Some(rows), Some(columns)] => Some(
                (0..y.len())
                    .map(|i| {
                        let from = source(i, output, [rows, columns]);
                        from.is_some_and(|from| same(before[from], y[i]))
                    })
                    .collect(),
            ),
            _ => None,
        };
        Self {
            input_changed: changed(x, &moved_x),
            output_changed: changed(&before, &y),
            x: moved_x,
            y,
            moved_along,
        }
    }

    /// How many are marked, and which part that is of all.
    pub fn count(marked: &[bool]) -> (usize, f32) {
        let count = marked.iter().filter(|marked| **marked).count();
        (count, count as f32 / marked.len().max(1) as f32)
    }
}

fn same(a: f32, b: f32) -> bool {
    (a - b).abs() <= TOLERANCE * a.abs().max(1.0)
}

/// Where the value of a cell was before all of them moved by rows and columns; `None` outside.
fn source(i: usize, Shape { h, w, .. }: Shape, [rows, columns]: [isize; 2]) -> Option<usize> {
    let row = (i / w % h).checked_add_signed(-rows).filter(|row| *row < h)?;
    let column = (i % w).checked_add_signed(-columns).filter(|column| *column < w)?;
    Some(i / (h * w) * h * w + row * w + column)
}

/// Values moved by rows and columns; zeros come in from outside.
fn moved(values: &[f32], shape: Shape, by: [isize; 2]) -> Vec<f32> {
    (0..values.len()).map(|i| source(i, shape, by).map_or(0.0, |from| values[from])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A convolution of one weight is equivariant: what moves in moves out, as far as it stays inside.
    #[test]
    fn map_moves_along_with_the_input() {
        let shape = Shape::new(1, 3, 3);
        let x: Vec<f32> = (1..=9).map(|value| value as f32).collect();
        let double = |x: &[f32]| x.iter().map(|value| 2.0 * value).collect();
        let nudge = Nudge::of((&x, shape), [0, 1], shape, [1, 1], double);
        assert_eq!(nudge.x, [0., 1., 2., 0., 4., 5., 0., 7., 8.]);
        assert_eq!(
            nudge.moved_along.unwrap(),
            [false, true, true, false, true, true, false, true, true],
            "what comes in is new"
        );
        assert_eq!(Nudge::count(&nudge.output_changed), (9, 1.0));
    }

    /// With stride 2 a nudge by 1 leads between two positions.
    #[test]
    fn strides_divide_what_moves_along() {
        let (input, output) = (Shape::new(1, 1, 4), Shape::new(1, 1, 2));
        let every_other = |x: &[f32]| vec![x[0], x[2]];
        let nudge = |by| Nudge::of((&[1., 2., 3., 4.], input), [0, by], output, [1, 2], every_other);
        assert_eq!(nudge(1).moved_along, None);
        assert_eq!(nudge(2).moved_along, Some(vec![false, true]));
    }
}
