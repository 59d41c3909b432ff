//! One output value, tap by tap: what a page writes out.

use super::Conv;
use crate::shape::Shape;

/// One product of the sum that makes an output value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tap {
    /// Input channel.
    pub channel: usize,
    /// Row and column within the kernel.
    pub tap: [usize; 2],
    /// Row and column of the input cell under the tap; they may lie in the padding.
    pub cell: [isize; 2],
    /// Index of the value that is read, in one sample; `None` if it is the padding_mode's constant.
    pub source: Option<usize>,
    /// Index of the weight.
    pub weight: usize,
}

impl Conv {
    /// The products that make output value (`filter`, `row`, `column`) for an input of this shape, in the order in
    /// which they are summed.
    pub fn taps(&self, shape: Shape, filter: usize, row: usize, column: usize) -> impl Iterator<Item = Tap> {
        let [rows, columns] = self.window;
        let per_group = shape.c / self.groups;
        let channels = (0..per_group).filter(move |&c| self.connected(filter, c));
        let taps = move |c| (0..rows.size).flat_map(move |u| (0..columns.size).map(move |v| (c, u, v)));
        channels.flat_map(taps).map(move |(c, u, v)| self.tap(shape, [filter, row, column], c, [u, v]))
    }

    /// The product of the tap (`u`, `v`) on channel `c` of its group, for output value (`filter`, `row`, `column`).
    pub fn tap(&self, shape: Shape, [filter, row, column]: [usize; 3], c: usize, [u, v]: [usize; 2]) -> Tap {
        let [rows, columns] = self.window;
        let per_group = shape.c / self.groups;
        let channel = filter / (self.filters / self.groups) * per_group + c;
        let cell = [rows.input_from_output(row, u), columns.input_from_output(column, v)];
        let source =
            self.padding_mode.source(cell[0], shape.h).zip(self.padding_mode.source(cell[1], shape.w));
        Tap {
            channel,
            tap: [u, v],
            cell,
            source: source.map(|(y, x)| (channel * shape.h + y) * shape.w + x),
            weight: ((filter * per_group + c) * rows.size + u) * columns.size + v,
        }
    }

    /// The value that `tap` reads from one sample `x`.
    pub fn value(&self, tap: &Tap, x: &[f32]) -> f32 {
        tap.source.map_or(self.padding_mode.constant(), |index| x[index])
    }
}
