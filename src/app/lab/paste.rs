//! Tables of numbers into grids, which grow where the operation allows it.

use super::entry::{Block, block};
use super::setting::Settings;
use crate::app::figure::Edit;
use crate::app::text::entry as text;
use crate::shape::Shape;

/// What a table can be pasted into: one of several planes of numbers.
pub struct Planes<T: Settings> {
    /// The plane that was pasted into.
    pub chosen: usize,
    /// The planes that are seen, for a table of each.
    pub seen: Vec<usize>,
    /// How many planes there are, their rows and columns.
    pub shape: fn(&T) -> Shape,
    /// All planes.
    pub values: fn(&mut T) -> &mut [f32],
    /// What makes them larger; nothing where their shape follows from others.
    pub growth: Option<Growth<T>>,
}

/// How planes become more, and larger.
pub struct Growth<T: Settings> {
    /// The settings that are their rows and columns.
    pub sides: [T::Field; 2],
    /// Makes room for so many tables along each axis before rows and columns, from the chosen plane on.
    pub make_room: fn(&T, usize, &[usize]) -> MadeRoom<T>,
}

/// An example with as much room for several tables as there can be.
pub struct MadeRoom<T> {
    /// The example.
    pub example: T,
    /// The plane of each table; none where there is no room.
    pub planes: Vec<Option<usize>>,
    /// What is to be said about it.
    pub said: Vec<String>,
}

/// As many channels as there are tables, as far as that is possible. Of several samples there is room for the first.
pub fn room_in_channels<T: Settings>(example: &T, channels: T::Field, outer: &[usize]) -> MadeRoom<T> {
    let count = outer.last().copied().unwrap_or(1);
    let to = example.nearest(channels, count).unwrap_or_else(|| example.clone());
    let (had, has) = (example.get(channels), to.get(channels));
    let planes = (0..outer.iter().product()).map(|i| (i < count.min(has)).then_some(i)).collect();
    let said = (has != had).then(|| text::channels(has)).into_iter().collect();
    MadeRoom { example: to, planes, said }
}

impl<T: Settings> Planes<T> {
    /// All planes of a tensor are seen, one of them is `chosen`; `None` if there is no such one.
    pub fn all(
        example: &T,
        chosen: usize,
        shape: fn(&T) -> Shape,
        values: fn(&mut T) -> &mut [f32],
    ) -> Option<Self> {
        let count = shape(example).c;
        (chosen < count).then(|| Self { chosen, seen: (0..count).collect(), shape, values, growth: None })
    }

    /// The same planes, which become larger by these settings.
    pub fn growing(self, sides: [T::Field; 2], make_room: fn(&T, usize, &[usize]) -> MadeRoom<T>) -> Self {
        Self { growth: Some(Growth { sides, make_room }), ..self }
    }

    /// Does an edit, and answers what is to be said about it. What lies outside stays out.
    pub fn edit(&self, example: &mut T, edit: &Edit) -> Option<String> {
        match edit {
            Edit::Set { cells, value, .. } => {
                let Shape { h, w, .. } = (self.shape)(example);
                let values = (self.values)(example);
                for &[row, column] in cells {
                    if (0..h as isize).contains(&row) && (0..w as isize).contains(&column) {
                        let place = (self.chosen * h + row as usize) * w + column as usize;
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
        let Block { planes: tables, outer, said: how } = block(pasted)?;
        let [Ok(row), Ok(column)] = at.map(usize::try_from) else { return Err(text::NOT_HERE.to_string()) };
        let MadeRoom { example: mut to, planes, mut said } = self.room_for(example, &outer)?;
        let rows = tables.iter().map(Vec::len).max().unwrap_or(0);
        let columns = tables.iter().flatten().map(Vec::len).max().unwrap_or(0);
        let needed = [row + rows, column + columns];
        let size = |to: &T| [(self.shape)(to).h, (self.shape)(to).w];
        let had = size(&to);
        for (axis, side) in self.growth.iter().flat_map(|growth| growth.sides).enumerate() {
            if needed[axis] > had[axis] {
                to = to.nearest(side, needed[axis]).unwrap_or(to);
            }
        }
        let has = size(&to);
        let values = (self.values)(&mut to);
        for (plane, table) in planes.iter().zip(&tables).filter_map(|(plane, table)| plane.zip(Some(table))) {
            for (y, line) in (row..has[0]).zip(table) {
                for (x, value) in (column..has[1]).zip(line) {
                    let place = values.get_mut((plane * has[0] + y) * has[1] + x);
                    place.zip(*value).into_iter().for_each(|(place, value)| *place = value);
                }
            }
        }
        let over = [0, 1].map(|axis| needed[axis].saturating_sub(has[axis]));
        let homeless = planes.iter().filter(|plane| plane.is_none()).count();
        said.extend((has != had).then(|| text::grew(has)));
        said.extend((homeless > 0).then(|| text::tables_left_out(homeless, tables.len())));
        said.extend((over != [0, 0]).then(|| text::left_out(over)));
        said.extend(how.map(String::from));
        Ok((to, said))
    }

    /// Where tables go: one into the chosen plane; as many as are seen, or as there are, into those; others where there is
    /// room for them, or can be.
    fn room_for(&self, example: &T, outer: &[usize]) -> Result<MadeRoom<T>, String> {
        let all = (self.shape)(example).c;
        let planes = match outer {
            [] => vec![self.chosen],
            [count] if *count == self.seen.len() => self.seen.clone(),
            [count] if *count == all => (0..all).collect(),
            outer => {
                let count = outer.iter().product();
                let growth =
                    self.growth.as_ref().ok_or_else(|| text::other_channels(count, self.seen.len()))?;
                return Ok((growth.make_room)(example, self.chosen, outer));
            }
        };
        let planes = planes.into_iter().map(Some).collect();
        Ok(MadeRoom { example: example.clone(), planes, said: vec![] })
    }
}
