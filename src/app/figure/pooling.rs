//! The view of a pool at its present step.

use super::Quantity;
use super::content::{Cell, Figure, Look, Sheet, Stack, Tone, Word, across, largest, plain, sheets, times};
use crate::app::places::convolve::Place;
use crate::app::places::pool::{Computed, Kind, Mode, Part, Piece, Pooling, Role};
use crate::shape::Shape;

/// The view of a pool at its present step.
pub(super) fn figure(pooling: &Pooling) -> Figure {
    let computed = pooling.compute();
    let parts = pooling.parts(&computed, pooling.at);
    let input = input(pooling, &computed, &parts);
    let mut stacks = vec![("", input)];
    if pooling.kind == Kind::Convolution {
        stacks.push(("∗", kernel(pooling)));
    }
    match pooling.mode {
        Mode::Forward => {
            let sign = if stacks.len() > 1 { "=" } else { "→" };
            stacks.push((sign, output(pooling, &computed)));
        }
        Mode::Gradient => {
            stacks.push(("", gradient(pooling, &computed, &parts)));
            stacks.push(("←", upstream(pooling)));
        }
    }
    Figure {
        title: title(pooling),
        step: [pooling.at + 1, pooling.steps()],
        settings: settings(pooling),
        stacks,
        formula: words(pooling, &computed, &parts),
    }
}

fn title(pooling: &Pooling) -> &'static str {
    match (pooling.kind, pooling.mode) {
        (Kind::Max, Mode::Forward) => "Max pooling",
        (Kind::Max, Mode::Gradient) => "Max pooling: gradient of the input",
        (Kind::Average | Kind::AverageInside, Mode::Forward) => "Average pooling",
        (Kind::Average | Kind::AverageInside, Mode::Gradient) => "Average pooling: gradient of the input",
        (Kind::Global, Mode::Forward) => "Global average pooling",
        (Kind::Global, Mode::Gradient) => "Global average pooling: gradient of the input",
        (Kind::Convolution, Mode::Forward) => "Strided convolution",
        (Kind::Convolution, Mode::Gradient) => "Strided convolution: gradient of the input",
    }
}

fn settings(pooling: &Pooling) -> String {
    let [rows, columns] = pooling.window;
    let pair = |a: usize, b: usize| if a == b { a.to_string() } else { format!("{a}×{b}") };
    let mut settings = vec![format!("input {}", pooling.input)];
    if pooling.kind != Kind::Global {
        settings.push(format!("window {}×{}", rows.size, columns.size));
        settings.push(format!("stride {}", pair(rows.stride, columns.stride)));
        settings.push(format!("padding {}", pair(rows.before, columns.before)));
    }
    if pooling.kind == Kind::AverageInside {
        settings.push("padding not counted".to_owned());
    }
    if pooling.ceil_mode && pooling.kind != Kind::Global {
        settings.push("ceil mode".to_owned());
    }
    settings.push(format!("output {}", pooling.fitting_output()));
    settings.join(" · ")
}

/// The input with its padding, and the window in it.
fn input(pooling: &Pooling, computed: &Computed, parts: &[Part]) -> Stack {
    let ([rows, columns], Shape { c, h, w }) = (pooling.swept(), pooling.input);
    let [height, width] = [rows.padded(h), columns.padded(w)];
    let used = [height - rows.unused(h).min(height), width - columns.unused(w).min(width)];
    let range = 2.0 * largest(&pooling.x);
    let tied = pooling.tied(computed, pooling.at) > 1;
    let cell = |channel: usize, i: usize| {
        let (row, column) = (i / width, i % width);
        let place = Place {
            channel,
            row: row as isize - rows.before as isize,
            column: column as isize - columns.before as isize,
        };
        let (index, part) = (pooling.index(place), parts.iter().find(|part| part.cell == place));
        let badge = part.and_then(|part| match pooling.kind {
            Kind::Max if part.share > 0.0 => Some(Word::new("max", Tone::Ink, true)),
            Kind::Max if tied && Some(&part.value) == computed.y.get(pooling.at) => {
                Some(Word::new("=", Tone::Ink, true))
            }
            Kind::Convolution => Some(times(part.share)),
            _ => None,
        });
        let outside = if part.is_some() { Look::Padded } else { padding(pooling, row, column) };
        Cell {
            look: if index.is_some() { Look::Plain } else { outside },
            lit: part.is_some(),
            discarded: index.is_some() && (row >= used[0] || column >= used[1]),
            badge,
            ..plain(index.map_or(0.0, |index| pooling.x[index]), range, Quantity::Input)
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

/// Padded cells hold zeros where they count.
fn padding(pooling: &Pooling, row: usize, column: usize) -> Look {
    let ([rows, columns], Shape { h, w, .. }) = (pooling.window, pooling.input);
    match pooling.kind {
        Kind::Convolution => Look::Padded,
        Kind::Average if row < rows.padded(h) && column < columns.padded(w) => Look::Padded,
        _ => Look::Outside,
    }
}

fn kernel(pooling: &Pooling) -> Stack {
    let [rows, columns] = pooling.window.map(|window| window.size);
    let range = largest(&pooling.weight);
    let cells = pooling.weight.iter().map(|&weight| plain(weight, range, Quantity::Weight));
    Stack {
        title: "Kernel",
        size: format!("{rows}×{columns}"),
        sheets: sheets(cells, columns, rows * columns),
        across: 1,
    }
}

fn output(pooling: &Pooling, computed: &Computed) -> Stack {
    let quantity = if pooling.kind == Kind::Convolution { Quantity::Activation } else { Quantity::Input };
    let range =
        if pooling.kind == Kind::Convolution { largest(&computed.y) } else { 2.0 * largest(&pooling.x) };
    let cell = |(i, value): (usize, &f32)| Cell {
        look: if i > pooling.at { Look::Empty } else { Look::Plain },
        lit: i == pooling.at,
        ..plain(*value, range, quantity)
    };
    stack("Output", computed.output, computed.y.iter().enumerate().map(cell))
}

fn upstream(pooling: &Pooling) -> Stack {
    let range = largest(&pooling.upstream);
    let cell = |(i, value): (usize, &f32)| Cell {
        look: if i > pooling.at { Look::Dim } else { Look::Plain },
        lit: i == pooling.at,
        ..plain(*value, range, Quantity::Gradient)
    };
    stack("Upstream ∂L/∂Y", pooling.fitting_output(), pooling.upstream.iter().enumerate().map(cell))
}

fn gradient(pooling: &Pooling, computed: &Computed, parts: &[Part]) -> Stack {
    let whole = Pooling { at: pooling.steps() - 1, ..pooling.clone() }.compute().accumulated;
    let range = largest(&whole);
    let reached =
        |i: usize| parts.iter().any(|part| part.share != 0.0 && pooling.index(part.cell) == Some(i));
    let cell =
        |(i, value): (usize, &f32)| Cell { lit: reached(i), ..plain(*value, range, Quantity::Gradient) };
    stack("∂L/∂X so far", pooling.input, computed.accumulated.iter().enumerate().map(cell))
}

fn stack(title: &'static str, shape: Shape, cells: impl Iterator<Item = Cell>) -> Stack {
    let Shape { c, h, w } = shape;
    Stack { title, size: format!("{h}×{w}"), sheets: sheets(cells, w, h * w), across: across(c) }
}

/// The arithmetic of the present value: of the output's, or of the first cell that the gradient reaches.
fn words(pooling: &Pooling, computed: &Computed, parts: &[Part]) -> Vec<Vec<Word>> {
    let reached = |part: &&Part| part.share != 0.0 && pooling.index(part.cell).is_some();
    let place = parts.iter().find(reached).filter(|_| pooling.mode == Mode::Gradient).map(|part| part.cell);
    let (letter, at, pieces) = match place {
        Some(place) => ("∂L/∂x", place, pooling.routed_formula(computed, place)),
        None => ("y", pooling.place_of_step(pooling.at), pooling.formula(computed, pooling.at)),
    };
    let channel = if pooling.input.c > 1 { format!("{}, ", at.channel) } else { String::new() };
    let name = format!("{letter}({channel}{}, {}) = ", at.row, at.column);
    let word = |Piece { text, role }: &Piece| {
        vec![match role {
            Role::Quiet => Word::new(text, Tone::Muted, false),
            Role::Value => Word::new(text, Tone::Ink, false),
            Role::Winner => Word::new(text, Tone::Ink, true),
            Role::Weight => Word::new(text, Tone::Of(1.0, Quantity::Weight), true),
            Role::Result => Word::new(text, Tone::Of(1.0, Quantity::Activation), true),
        }]
    };
    let name = vec![Word::new(&name, Tone::Muted, false)];
    [name].into_iter().chain(pieces.iter().map(word)).collect()
}
