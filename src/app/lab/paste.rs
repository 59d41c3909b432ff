//! Tables of numbers into grids, which grow where the operation allows it.

use super::entry::{Block, block};
use super::setting::Settings;
use crate::app::figure::Edit;
use crate::app::text::entry as text;

/// What a table can be pasted into: one of several planes of numbers.
pub struct Planes<T: Settings> {
    /// The plane that was pasted into.
    pub chosen: usize,
    /// The planes that are seen, for a table of each.
    pub seen: Vec<usize>,
    /// The settings that are its rows and columns; none where they follow from others.
    pub sides: Option<[T::Field; 2]>,
    /// Rows and columns of a plane.
    pub size: fn(&T) -> [usize; 2],
    /// All planes.
    pub values: fn(&mut T) -> &mut [f32],
}

impl<T: Settings> Planes<T> {
    /// Does an edit, and answers what is to be said about it. What lies outside stays out.
    pub fn edit(&self, example: &mut T, edit: &Edit) -> Option<String> {
        match edit {
            Edit::Set { cells, value, .. } => {
                let [rows, columns] = (self.size)(example);
                let values = (self.values)(example);
                for &[row, column] in cells {
                    if (0..rows as isize).contains(&row) && (0..columns as isize).contains(&column) {
                        let place = (self.chosen * rows + row as usize) * columns + column as usize;
                        values.get_mut(place).into_iter().for_each(|cell| *cell = *value);
                    }
                }
                None
            }
            Edit::Paste { at, text } => self.paste(example, *at, text),
        }
    }

    /// Puts a pasted text there, with its first number at a row and column. Answers what is to be said: what could not be
    /// read, what had no place, and that the grid grew.
    fn paste(&self, example: &mut T, at: [isize; 2], pasted: &str) -> Option<String> {
        match self.pasted(example, at, pasted) {
            Ok((to, said)) => {
                *example = to;
                (!said.is_empty()).then(|| said.join(" "))
            }
            Err(why) => Some(why),
        }
    }

    fn pasted(&self, example: &T, at: [isize; 2], pasted: &str) -> Result<(T, Vec<String>), String> {
        let Block { planes, said } = block(pasted)?;
        let [Ok(row), Ok(column)] = at.map(usize::try_from) else { return Err(text::NOT_HERE.to_owned()) };
        let mut to = example.clone();
        let had = (self.size)(&to);
        let all = (self.values)(&mut to).len() / (had[0] * had[1]).max(1);
        let into = match planes.len() {
            1 => vec![self.chosen],
            count if count == self.seen.len() => self.seen.clone(),
            count if count == all => (0..all).collect(),
            count => return Err(text::other_channels(count, self.seen.len())),
        };
        let rows = planes.iter().map(Vec::len).max().unwrap_or(0);
        let columns = planes.iter().flatten().map(Vec::len).max().unwrap_or(0);
        let needed = [row + rows, column + columns];
        for (axis, side) in self.sides.into_iter().flatten().enumerate() {
            if needed[axis] > had[axis] {
                to = to.nearest(side, needed[axis]).unwrap_or(to);
            }
        }
        let size = (self.size)(&to);
        let values = (self.values)(&mut to);
        for (plane, table) in into.into_iter().zip(&planes) {
            for (y, line) in (row..size[0]).zip(table) {
                for (x, value) in (column..size[1]).zip(line) {
                    let place = values.get_mut((plane * size[0] + y) * size[1] + x);
                    place.zip(*value).into_iter().for_each(|(place, value)| *place = value);
                }
            }
        }
        let over = [0, 1].map(|axis| needed[axis].saturating_sub(size[axis]));
        let grew = (size != had).then(|| text::grew(size));
        let left_out = (over != [0, 0]).then(|| text::left_out(over));
        Ok((to, grew.into_iter().chain(left_out).chain(said.map(str::to_owned)).collect()))
    }
}
