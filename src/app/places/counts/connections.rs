//! The same input and output by three kinds of layer: everything connected, windows, windows that share their weights.

use super::{Counts, count};
use crate::app::color::{Rgb, Theme, Token, class_color, mixed};
use crate::app::figure::{Anchor, Item};
use crate::app::lab::Table;
use crate::app::numbers::thousands;
use crate::app::text::Text;
use crate::app::text::counts as text;
use crate::shape::Shape;
use crate::window::Window;

/// What one kind of layer has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Connections {
    pub connections: u64,
    pub weights: u64,
    pub biases: u64,
}

/// Dense, locally connected, convolutional. Connections to padded cells count, as multiply-adds do.
///
/// ```
/// use convoscope::app::places::counts::{Counts, connections};
/// let [dense, local, shared] = connections(&Counts::default());
/// assert_eq!([dense.weights, local.weights, shared.weights], [225, 81, 9]);
/// ```
pub fn connections(counts: &Counts) -> [Connections; 3] {
    let (inputs, output) = (count(counts.input), counts.output().unwrap_or(Shape::flat(1)));
    let (outputs, filters) = (count(output), counts.filters as u64);
    let window = (counts.kernel * counts.kernel * counts.input.c) as u64;
    [
        Connections { connections: inputs * outputs, weights: inputs * outputs, biases: outputs },
        Connections { connections: window * outputs, weights: window * outputs, biases: outputs },
        Connections { connections: window * outputs, weights: window * filters, biases: filters },
    ]
}

pub(super) fn table(counts: &Counts) -> Table {
    let row = |(name, it): (Text, Connections)| {
        let numbers = [it.connections, it.weights, it.biases].map(thousands);
        [name.to_string()].into_iter().chain(numbers).chain([text::memory(it.weights)]).collect()
    };
    Table {
        title: text::TITLES[0],
        head: text::CONNECTIONS_HEAD.map(String::from).to_vec(),
        rows: text::KINDS.into_iter().zip(connections(counts)).map(row).collect(),
        chosen: None,
    }
}

/// Cells of a row that are drawn at most.
const MAX_CELLS: usize = 9;

/// The part of a row that is drawn: its cells, and the window along it.
fn row(counts: &Counts) -> (usize, Window) {
    let window = counts.conv().window[1];
    (counts.input.w.min(MAX_CELLS.max(counts.kernel)), window)
}

/// Outputs of the part that is drawn.
pub(super) fn outputs(counts: &Counts) -> usize {
    let (cells, window) = row(counts);
    window.positions(cells).unwrap_or(1)
}

/// The three kinds beside each other, or below each other where it is narrow.
pub(super) fn items(counts: &Counts, at: usize, [width, height]: [f32; 2], theme: Theme) -> Vec<Item> {
    let narrow = width < 560.0;
    let (across, down) = if narrow { (1.0, 3.0) } else { (3.0, 1.0) };
    let size = [width / across - 28.0, height / down];
    let panel = |kind: usize| {
        let at_panel =
            if narrow { [0.0, kind as f32 * size[1]] } else { [kind as f32 * (size[0] + 42.0), 0.0] };
        panel(counts, kind, at, size, theme).into_iter().map(move |item| item.moved(at_panel))
    };
    (0..3).flat_map(panel).collect()
}

/// One kind: outputs above inputs, with a line for each connection in the colour of its weight.
fn panel(counts: &Counts, kind: usize, at: usize, [width, height]: [f32; 2], theme: Theme) -> Vec<Item> {
    let [ink, muted, dash] = [Token::Ink, Token::Muted, Token::Dash].map(|token| token.rgb(theme));
    let ((cells, window), units) = (row(counts), outputs(counts));
    let padded = window.before + cells + window.after;
    let narrow = height < 180.0;
    let (top, bottom) = if narrow { (40.0, height - 14.0) } else { (92.0, height - 66.0) };
    let pitch = width / padded.max(units) as f32;
    let side = (0.62 * pitch).clamp(6.0, 26.0);
    let input_x = |cell: usize| (cell as f32 + 0.5) * width / padded as f32;
    // An output stands over the middle of its window.
    let output_x = |unit: usize| {
        let middle = (unit * window.stride) as f32 + (window.size - 1) as f32 / 2.0;
        (middle + 0.5) * width / padded as f32
    };
    let sources = |unit: usize| match kind {
        0 => (window.before..window.before + cells).collect::<Vec<_>>(),
        _ => (0..window.size).map(|tap| unit * window.stride + tap * window.dilation).collect(),
    };
    let shared = |weight: usize| class_color(weight, theme);
    let color = |unit: usize, tap: usize| match kind {
        0 => muted,
        1 => shared(unit * window.size + tap),
        _ => shared(tap),
    };
    let mut items = vec![Item::text([0.0, 18.0], 17.0, Anchor::Start, text::KINDS[kind].get(), ink, true)];
    if !narrow {
        items.push(Item::text([0.0, 40.0], 14.0, Anchor::Start, text::WHY[kind].get(), muted, false));
    }
    let lit_last = (0..units).filter(|unit| *unit != at).chain([at.min(units - 1)]);
    let mut lines = 0;
    for unit in lit_last {
        for (tap, source) in sources(unit).into_iter().enumerate() {
            let line = [output_x(unit), top + side / 2.0, input_x(source), bottom - side / 2.0];
            let is_lit = unit == at;
            let pale = mixed(color(unit, tap), Token::Paper.rgb(theme), if is_lit { 0.0 } else { 0.55 });
            let width = if is_lit { 3.5 } else { 1.4 };
            items.push(Item::Lines { lines: vec![line], color: pale, width });
            lines += 1;
        }
    }
    let square = |x: f32, y: f32, fill: Rgb, stroke: Option<(Rgb, f32)>, dashed: bool| Item::Square {
        x: x - side / 2.0,
        y: y - side / 2.0,
        side,
        fill,
        stroke,
        dashed,
    };
    let paper = Token::Paper.rgb(theme);
    for cell in 0..padded {
        let is_cell = (window.before..window.before + cells).contains(&cell);
        let fill = if is_cell { mixed(paper, muted, 0.45) } else { paper };
        items.push(square(input_x(cell), bottom, fill, (!is_cell).then_some((dash, 1.5)), !is_cell));
    }
    for unit in 0..units {
        let fill = if unit == at { ink } else { mixed(paper, ink, 0.3) };
        items.push(square(output_x(unit), top, fill, None, false));
    }
    let weights = [lines, lines, window.size][kind];
    let row = text::of_row([lines, weights]);
    if narrow {
        items.push(Item::text([width, 18.0], 13.0, Anchor::End, &row, muted, false));
    } else {
        let drawn = text::drawn(cells, counts.input.w);
        items.push(Item::text([0.0, height - 24.0], 14.0, Anchor::Start, &row, ink, false));
        items.push(Item::text([0.0, height - 5.0], 13.0, Anchor::Start, &drawn, muted, false));
    }
    items
}
