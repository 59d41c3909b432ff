//! The cells of every grid of this place.

use std::rc::Rc;

use crate::app::color::Palette;
use crate::app::numbers::trimmed;
use crate::app::places::convolve::Place;
use crate::app::places::pool::{Computed, Kind, Pooling};
use crate::shape::Shape;
use crate::ui::widgets::grid::{Cell, Edit, Look};

/// Cells, how many columns they have, and row and column of the first.
#[derive(Clone, PartialEq)]
pub struct Sheet {
    pub cells: Rc<[Cell]>,
    pub columns: usize,
    pub first: [isize; 2],
}

impl Sheet {
    fn new(cells: impl Iterator<Item = Cell>, columns: usize) -> Self {
        Self { cells: cells.collect(), columns, first: [0, 0] }
    }

    /// The cells, where they are as large as this: small ones have no room for more than the number.
    pub fn cells_of(&self, size: f32) -> Rc<[Cell]> {
        match size < 36.0 {
            true => self.cells.iter().map(|cell| Cell { badge: None, ..cell.clone() }).collect(),
            false => self.cells.clone(),
        }
    }

    /// Rows and columns.
    pub fn extent(&self) -> [usize; 2] {
        [self.cells.len() / self.columns.max(1), self.columns]
    }
}

/// Where a palette ends for these values.
pub fn range(values: &[f32]) -> f32 {
    values.iter().fold(1.0, |range, value| value.abs().max(range))
}

/// The palette of the output, and where it ends: that of the input, unless weights changed what the values are.
fn of_output(pooling: &Pooling, y: &[f32]) -> (Palette, f32) {
    match pooling.kind {
        Kind::Convolution => (Palette::Activation, range(y)),
        _ => (Palette::Ink, 2.0 * range(&pooling.x)),
    }
}

/// One channel of the input with its padding, and the window of output value `step` in it. Who wins is `hidden` where it
/// is to be predicted.
pub fn input(pooling: &Pooling, computed: &Computed, channel: usize, step: usize, hidden: bool) -> Sheet {
    let (windows, range) = (pooling.swept(), 2.0 * range(&pooling.x));
    let parts = pooling.parts(computed, step);
    let tied = pooling.tied(computed, step) > 1;
    let axis = |axis: usize| {
        let (window, len) = (windows[axis], [pooling.input.h, pooling.input.w][axis]);
        let used = (window.padded(len) - window.unused(len)) as isize - window.before as isize;
        (-(window.before as isize)..(len + window.after) as isize, used)
    };
    let ((rows, used_rows), (columns, used_columns)) = (axis(0), axis(1));
    let cell = |row: isize, column: isize| {
        let place = Place { channel, row, column };
        let part = parts.iter().find(|part| part.cell == place);
        let inside = pooling.index(place);
        let counts = |axis: usize, at: isize| {
            let (window, len) = (pooling.window[axis], [pooling.input.h, pooling.input.w][axis]);
            at < (len + window.after) as isize
        };
        let zero = match pooling.kind {
            Kind::Average => counts(0, row) && counts(1, column),
            kind => kind == Kind::Convolution,
        };
        let value = inside.map(|index| pooling.x[index]).or(zero.then_some(0.0));
        let look = match inside {
            None => Look::Padded,
            Some(_) if row >= used_rows || column >= used_columns => Look::Discarded,
            Some(_) => Look::Plain,
        };
        let badge: Option<Rc<str>> = part.and_then(|part| match pooling.kind {
            Kind::Max if hidden => None,
            Kind::Max if part.share > 0.0 => Some("max".into()),
            Kind::Max if tied && Some(&part.value) == computed.y.get(step) => Some("=".into()),
            Kind::Convolution => Some(format!("×{}", trimmed(part.share)).into()),
            _ => None,
        });
        Cell { value, palette: Palette::Ink, range, look, lit: part.is_some(), badge }
    };
    let first = [rows.start, columns.start];
    let width = columns.len();
    let cells = rows.flat_map(|row| columns.clone().map(move |column| (row, column)));
    Sheet { first, ..Sheet::new(cells.map(|(row, column)| cell(row, column)), width) }
}

/// One channel of the output: what the timeline has reached, and what the mouse is over.
pub fn output(pooling: &Pooling, computed: &Computed, channel: usize, step: usize, hidden: bool) -> Sheet {
    let (palette, range) = of_output(pooling, &computed.y);
    let area = computed.output.area();
    let cells = (channel * area..(channel + 1) * area).map(|i| {
        let reached = (i <= pooling.at || i == step) && !(hidden && i == step);
        let look = if reached { Look::Plain } else { Look::Empty };
        Cell { look, lit: i == step, ..Cell::new(computed.y[i], palette, range) }
    });
    Sheet::new(cells, computed.output.w)
}

/// One channel of the upstream gradient; what has not been sent back yet is dim.
pub fn upstream(pooling: &Pooling, computed: &Computed, channel: usize, lit: &[usize]) -> Sheet {
    let (area, range) = (computed.output.area(), range(&pooling.upstream));
    let cells = (channel * area..(channel + 1) * area).map(|i| {
        let look = if i <= pooling.at { Look::Plain } else { Look::Dim };
        Cell { look, lit: lit.contains(&i), ..Cell::new(pooling.upstream[i], Palette::Gradient, range) }
    });
    Sheet::new(cells, computed.output.w)
}

/// One channel of the input's gradient as far as it has come. `step` lights the cells that it reaches, a cell itself.
/// Those are `hidden` where they are to be predicted.
pub fn gradient(
    pooling: &Pooling,
    computed: &Computed,
    channel: usize,
    lit: Result<usize, Place>,
    hidden: bool,
) -> Sheet {
    let Shape { h, w, .. } = pooling.input;
    // The range of the whole way, so that colours stay as they are while it goes on.
    let whole = Pooling { at: pooling.steps() - 1, ..pooling.clone() }.compute().accumulated;
    let range = range(&whole).max(range(&pooling.upstream));
    let parts = lit.map(|step| pooling.parts(computed, step)).unwrap_or_default();
    let cells = (0..h * w).map(|i| {
        let place = Place { channel, row: (i / w) as isize, column: (i % w) as isize };
        let part = parts.iter().find(|part| part.cell == place && part.share != 0.0);
        let badge = part.and_then(|part| match pooling.kind {
            Kind::Max => None,
            Kind::Convolution => Some(format!("×{}", trimmed(part.share)).into()),
            _ => Some(format!("/{}", trimmed((1.0 / part.share).round())).into()),
        });
        let cell = Cell::new(computed.accumulated[channel * h * w + i], Palette::Gradient, range);
        match hidden && parts.iter().any(|part| part.cell == place) {
            true => Cell { look: Look::Empty, lit: true, ..cell },
            false => Cell { lit: part.is_some() || lit == Err(place), badge, ..cell },
        }
    });
    Sheet::new(cells, w)
}

/// The kernel of the convolution to compare with.
pub fn kernel(pooling: &Pooling, lit: bool) -> Sheet {
    let range = 1.2 * range(&pooling.weight);
    let cells = pooling.weight.iter().map(|&w| Cell { lit, ..Cell::new(w, Palette::Weight, range) });
    Sheet::new(cells, pooling.window[1].size)
}

/// Values of a channel, with those framed that changed.
pub fn values(pooling: &Pooling, values: &[f32], shape: Shape, changed: &[bool], is_output: bool) -> Sheet {
    let (palette, range) =
        if is_output { of_output(pooling, values) } else { (Palette::Ink, 2.0 * range(&pooling.x)) };
    let cells = values.iter().zip(changed).take(shape.area());
    let cells = cells.map(|(&value, &lit)| Cell { lit, ..Cell::new(value, palette, range) });
    Sheet::new(cells, shape.w)
}

/// Numbers with what people typed or pasted into a channel.
pub fn edited(values: &[f32], shape: Shape, channel: usize, edit: Edit) -> Vec<f32> {
    let mut values = values.to_vec();
    let mut set = |[row, column]: [isize; 2], value: f32| {
        let inside = (0..shape.h as isize).contains(&row) && (0..shape.w as isize).contains(&column);
        if inside {
            values[channel * shape.area() + row as usize * shape.w + column as usize] = value;
        }
    };
    match edit {
        Edit::Set { cells, value } => cells.into_iter().for_each(|at| set(at, value)),
        Edit::Block { at, values } => {
            for (row, values) in (at[0]..).zip(values) {
                (at[1]..).zip(values).for_each(|(column, value)| set([row, column], value));
            }
        }
    }
    values
}
