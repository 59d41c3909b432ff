//! The input of what is swept over it, with its padding.

use super::values::CellIndex;
use crate::app::figure::{Cell, Look, Operand, OperandId};
use crate::app::text::lab as text;
use crate::shape::Shape;
use crate::window::Window;

/// An input with the padding of its windows; the border that none of them reaches is hatched. Grids are named as in
/// [`Operand::of_shape`].
pub fn padded_input(
    [rows, columns]: [Window; 2],
    input: Shape,
    names: [&str; 2],
    current: usize,
    cell: impl Fn(CellIndex) -> Cell,
) -> Operand {
    let Shape { c, h, w } = input;
    let padded = Shape::new(c, rows.padded(h), columns.padded(w));
    let first = [rows, columns].map(|window| -(window.before as isize));
    let used = [padded.h.saturating_sub(rows.unused(h)), padded.w.saturating_sub(columns.unused(w))];
    let cell = |i: usize| {
        let CellIndex { channel, row, column } = CellIndex::of(i, padded);
        let place = CellIndex { channel, row: row + first[0], column: column + first[1] };
        let look = match place.index(input) {
            None => Look::Padded,
            Some(_) if row >= used[0] as isize || column >= used[1] as isize => Look::Discarded,
            Some(_) => Look::Plain,
        };
        Cell { look, ..cell(place) }
    };
    let operand = Operand::of_shape(OperandId::Input, text::INPUT, names, padded, current, cell);
    let operand = operand.with(|grid| (grid.first, grid.editable) = (first, true));
    Operand { size: text::size([h, w], [padded.h, padded.w]), ..operand }
}
