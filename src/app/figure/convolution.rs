//! What stands side by side in a view: what goes in, what it is multiplied with, what comes out.

use super::content::{Cell, Figure, Look, Sheet, Stack, across, largest, plain, sheets, times};
use super::{Quantity, formula};
use crate::app::places::convolve::{Computed, Convolve, Mode, Place, Target, Term};
use crate::shape::Shape;

/// The view of a convolution at its present step.
pub(super) fn figure(convolve: &Convolve) -> Figure {
    let computed = convolve.compute();
    let products = convolve.products_of_step(convolve.at);
    let [first, second] = match convolve.mode {
        Mode::Forward | Mode::Transposed => [input(convolve, &products), kernels(convolve, &products)],
        Mode::WeightGradient => [input(convolve, &products), upstream(convolve)],
        Mode::InputGradient => [upstream(convolve), kernels(convolve, &products)],
    };
    let becomes = if convolve.mode == Mode::Forward { "=" } else { "→" };
    Figure {
        title: match convolve.mode {
            Mode::Forward => "Convolution",
            Mode::WeightGradient => "Convolution: gradient of the weights",
            Mode::InputGradient => "Convolution: gradient of the input",
            Mode::Transposed => "Transposed convolution",
        },
        step: [convolve.at + 1, convolve.steps()],
        settings: formula::settings(convolve),
        stacks: vec![("", first), ("∗", second), (becomes, result(convolve, &computed, &products))],
        formula: formula::words(convolve, &computed),
    }
}

/// The input with its padding; the border that no window reaches is marked.
fn input(convolve: &Convolve, products: &[(Target, Term)]) -> Stack {
    let ([rows, columns], Shape { c, h, w }) = (convolve.conv.window, convolve.input);
    let transposed = convolve.mode == Mode::Transposed;
    let [top, left] = if transposed { [0, 0] } else { [rows.before, columns.before] };
    let [height, width] = if transposed { [h, w] } else { [rows.padded(h), columns.padded(w)] };
    let reached = [height - rows.unused(h).min(height), width - columns.unused(w).min(width)];
    let range = 2.0 * largest(&convolve.x);
    let cell = |channel: usize, i: usize| {
        let (row, column) = (i / width, i % width);
        let place =
            Place { channel, row: row as isize - top as isize, column: column as isize - left as isize };
        let inside = (top..top + h).contains(&row) && (left..left + w).contains(&column);
        let touched = products.iter().find(|(_, term)| term.cell == place);
        Cell {
            look: if inside { Look::Plain } else { Look::Padded },
            lit: touched.is_some(),
            discarded: !transposed && (row >= reached[0] || column >= reached[1]),
            badge: touched.filter(|_| convolve.mode == Mode::Forward).map(|(_, term)| times(term.b)),
            ..plain(convolve.input_value(place), range, Quantity::Input)
        }
    };
    let cells = |channel: usize| (0..height * width).map(|i| cell(channel, i)).collect();
    let padded =
        if [height, width] == [h, w] { String::new() } else { format!(", padded to {height}×{width}") };
    Stack {
        title: "Input",
        size: format!("{h}×{w}{padded}"),
        sheets: (0..c).map(|channel| Sheet { columns: width, cells: cells(channel) }).collect(),
        across: across(c),
    }
}

/// The kernels as they were typed: a row for each filter, if it sees several channels.
fn kernels(convolve: &Convolve, products: &[(Target, Term)]) -> Stack {
    let [rows, columns] = convolve.conv.window.map(|window| window.size);
    let per_group = convolve.channels_per_group();
    let range = largest(&convolve.weight);
    // Where there is one kernel, every step touches all of it.
    let several = convolve.conv.filters * per_group > 1;
    let sheet = |(kernel, weights): (usize, &[f32])| {
        let cell = |(i, weight): (usize, &f32)| {
            let here = (kernel / per_group, kernel % per_group, [i / columns, i % columns]);
            let lit = several && products.iter().any(|(_, term)| term.weight == here);
            Cell { lit, ..plain(*weight, range, Quantity::Weight) }
        };
        Sheet { columns, cells: weights.iter().enumerate().map(cell).collect() }
    };
    let kernels = convolve.weight.chunks(rows * columns).enumerate();
    let flipped = if convolve.flip { ", flipped" } else { "" };
    Stack {
        title: "Kernel",
        size: format!("{rows}×{columns}{flipped}"),
        sheets: kernels.map(sheet).collect(),
        across: if per_group > 1 { per_group } else { across(convolve.conv.filters) },
    }
}

/// The upstream gradient, over which the timeline walks.
fn upstream(convolve: &Convolve) -> Stack {
    let Shape { c, h, w } = convolve.upstream_shape();
    let range = largest(&convolve.upstream);
    let cell = |(step, value): (usize, &f32)| Cell {
        look: if step > convolve.at { Look::Dim } else { Look::Plain },
        lit: step == convolve.at,
        ..plain(*value, range, Quantity::Gradient)
    };
    let cells = convolve.upstream.iter().enumerate().map(cell);
    Stack {
        title: "Upstream ∂L/∂Y",
        size: format!("{h}×{w}"),
        sheets: sheets(cells, w, h * w),
        across: across(c),
    }
}

/// What the timeline makes, as far as it has come.
fn result(convolve: &Convolve, computed: &Computed, products: &[(Target, Term)]) -> Stack {
    let Shape { c, h, w } = convolve.result_shape();
    let (title, quantity) = match convolve.mode {
        Mode::Forward | Mode::Transposed => ("Output", Quantity::Activation),
        Mode::WeightGradient => ("∂L/∂W so far", Quantity::Gradient),
        Mode::InputGradient => ("∂L/∂X so far", Quantity::Gradient),
    };
    // The palette of the output ends where the whole output does, so that colours do not change on the way.
    let range = largest(if convolve.mode == Mode::Transposed { &computed.y } else { &computed.accumulated });
    let cell = |(i, value): (usize, &f32)| {
        let forward = convolve.mode == Mode::Forward;
        let here = target(convolve, i);
        Cell {
            look: if forward && i > convolve.at { Look::Empty } else { Look::Plain },
            lit: products.iter().any(|(target, _)| *target == here),
            ..plain(*value, range, quantity)
        }
    };
    let cells = computed.accumulated.iter().enumerate().map(cell);
    let across = match convolve.mode {
        Mode::WeightGradient if convolve.channels_per_group() > 1 => convolve.channels_per_group(),
        _ => across(c),
    };
    Stack { title, size: format!("{h}×{w}"), sheets: sheets(cells, w, h * w), across }
}

/// Value `index` of the result.
pub(super) fn target(convolve: &Convolve, index: usize) -> Target {
    let (shape, per_group) = (convolve.result_shape(), convolve.channels_per_group());
    let (channel, row, column) = (index / shape.area(), index / shape.w % shape.h, index % shape.w);
    match convolve.mode {
        Mode::WeightGradient => {
            Target::Weight { filter: channel / per_group, channel: channel % per_group, tap: [row, column] }
        }
        _ => Target::Cell(Place { channel, row: row as isize, column: column as isize }),
    }
}
