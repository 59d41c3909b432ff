//! The cells of every grid: what each shows, and how it looks at the present step.

use std::collections::HashMap;
use std::rc::Rc;

use crate::app::color::Palette;
use crate::app::numbers::trimmed;
use crate::app::places::convolve::{Computed, Convolve, Mode, Place, Target, Term};
use crate::shape::Shape;
use crate::ui::widgets::grid::{Cell, Look};

/// The largest magnitude: what a palette ends at.
pub fn range(values: &[f32]) -> f32 {
    values.iter().fold(0.0f32, |range, value| range.max(value.abs())).max(1e-6)
}

/// What the present step touches.
pub struct Lit {
    cells: HashMap<(usize, isize, isize), f32>,
    weights: Vec<(usize, usize, [usize; 2])>,
    targets: Vec<Target>,
}

impl Lit {
    pub fn of(convolve: &Convolve) -> Self {
        let products = convolve.products_of_step(convolve.at);
        let at = |term: &Term| ((term.cell.channel, term.cell.row, term.cell.column), term.b);
        Self {
            cells: products.iter().map(|(_, term)| at(term)).collect(),
            weights: products.iter().map(|(_, term)| term.weight).collect(),
            targets: products.iter().map(|(target, _)| *target).collect(),
        }
    }
}

/// The input with its padding; the border that no window reaches is hatched. A `source` is framed instead of the window.
pub fn input(convolve: &Convolve, channel: usize, lit: &Lit, source: Option<Place>) -> Rc<[Cell]> {
    let ([rows, columns], Shape { h, w, .. }) = (convolve.conv.window, convolve.input);
    let transposed = convolve.mode == Mode::Transposed;
    let axis = |before: usize, len: usize, after: usize| {
        if transposed { 0..len as isize } else { -(before as isize)..(len + after) as isize }
    };
    let last = [rows.padded(h) - rows.unused(h), columns.padded(w) - columns.unused(w)];
    let range = 2.0 * range(&convolve.x);
    let badges = convolve.mode == Mode::Forward && convolve.input.c == 1;
    let driver = convolve.place_of_step(convolve.at);
    let cell = |row: isize, column: isize| {
        let place = Place { channel, row, column };
        let inside = (0..h as isize).contains(&row) && (0..w as isize).contains(&column);
        let unreached = (row + rows.before as isize) as usize >= last[0]
            || (column + columns.before as isize) as usize >= last[1];
        let touched = lit.cells.get(&(channel, row, column));
        Cell {
            look: match () {
                () if !inside => Look::Padded,
                () if unreached && !transposed => Look::Discarded,
                () => Look::Plain,
            },
            lit: match source {
                Some(source) => place == source,
                None if transposed => place == driver,
                None => touched.is_some(),
            },
            badge: touched.filter(|_| badges).map(|weight| Rc::from(format!("×{}", trimmed(*weight)))),
            ..Cell::new(convolve.input_value(place), Palette::Ink, range)
        }
    };
    let columns = axis(columns.before, w, columns.after);
    axis(rows.before, h, rows.after)
        .flat_map(|row| columns.clone().map(move |column| (row, column)))
        .map(|(row, column)| cell(row, column))
        .collect()
}

/// The kernel of a filter for one of its channels, as it was typed.
pub fn kernel(convolve: &Convolve, filter: usize, channel: usize, lit: &Lit) -> Rc<[Cell]> {
    let taps = convolve.conv.taps_per_kernel();
    let first = (filter * convolve.channels_per_group() + channel) * taps;
    let range = range(&convolve.weight);
    let columns = convolve.conv.window[1].size;
    let cell = |(i, weight): (usize, &f32)| Cell {
        lit: lit.weights.contains(&(filter, channel, [i / columns, i % columns])),
        ..Cell::new(*weight, Palette::Weight, range)
    };
    convolve.weight[first..first + taps].iter().enumerate().map(cell).collect()
}

/// The upstream gradient of one filter; the timeline walks over it.
pub fn upstream(convolve: &Convolve, filter: usize) -> Rc<[Cell]> {
    let area = convolve.upstream_shape().area();
    let range = range(&convolve.upstream);
    let cell = |(i, value): (usize, &f32)| {
        let step = filter * area + i;
        let look = if step > convolve.at { Look::Dim } else { Look::Plain };
        Cell { lit: step == convolve.at, look, ..Cell::new(*value, Palette::Gradient, range) }
    };
    convolve.upstream[filter * area..(filter + 1) * area].iter().enumerate().map(cell).collect()
}

/// One channel of what the timeline makes: as far as it has come.
pub fn result(
    convolve: &Convolve,
    computed: &Computed,
    channel: usize,
    target: Target,
    hidden: bool,
    lit: &Lit,
) -> Rc<[Cell]> {
    let (shape, forward) = (convolve.result_shape(), convolve.mode == Mode::Forward);
    let area = shape.area();
    // The palette ends where the whole result will, so that colours do not change on the way.
    let all = if forward { &computed.y } else { &computed.accumulated };
    let palette = if matches!(convolve.mode, Mode::Forward | Mode::Transposed) {
        Palette::Activation
    } else {
        Palette::Gradient
    };
    let range = range(all);
    let cell = |(i, value): (usize, &f32)| {
        let here = target_at(convolve, channel, i / shape.w, i % shape.w);
        let step = channel * area + i;
        let later = forward && (step > convolve.at || hidden && step == convolve.at);
        let touched = lit.targets.contains(&here);
        Cell {
            look: if later { Look::Empty } else { Look::Plain },
            lit: here == target || touched && !forward,
            value: (!(later || hidden && touched)).then_some(*value),
            ..Cell::new(*value, palette, range)
        }
    };
    computed.accumulated[channel * area..(channel + 1) * area].iter().enumerate().map(cell).collect()
}

/// The value at a row and column of the result.
pub fn target_at(convolve: &Convolve, channel: usize, row: usize, column: usize) -> Target {
    let per_group = convolve.channels_per_group();
    match convolve.mode {
        Mode::WeightGradient => {
            Target::Weight { filter: channel / per_group, channel: channel % per_group, tap: [row, column] }
        }
        _ => Target::Cell(Place { channel, row: row as isize, column: column as isize }),
    }
}
