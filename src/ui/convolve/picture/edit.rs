//! The kernel under a picture can be edited.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::figure::Edit;
use crate::app::places::convolve::Convolve;

/// What becomes of an edit of the kernel, as it is applied.
pub fn kernel_edit(convolve: Rc<Convolve>, set: Callback<Convolve>) -> Callback<Edit> {
    set.reform(move |edit: Edit| {
        let [rows, columns] = convolve.conv.window.map(|window| window.size);
        let mut to = (*convolve).clone();
        let mut write = |row: isize, column: isize, value: f32| {
            if (0..rows as isize).contains(&row) && (0..columns as isize).contains(&column) {
                let at = row as usize * columns + column as usize;
                let at = if convolve.flip { rows * columns - 1 - at } else { at };
                to.weight[at] = value;
            }
        };
        match edit {
            Edit::Set { cells, value } => cells.iter().for_each(|[row, column]| write(*row, *column, value)),
            Edit::Block { at, values } => {
                for (row, line) in (at[0]..).zip(&values) {
                    (at[1]..).zip(line).for_each(|(column, value)| write(row, column, *value));
                }
            }
        }
        to
    })
}
