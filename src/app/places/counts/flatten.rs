//! Flattening: rows of maps end to end.

use super::Counts;
use crate::app::color::{Theme, Token, class_color, mixed};
use crate::app::figure::{Anchor, Item, OperandId, Spot};
use crate::app::lab::Table;
use crate::app::numbers::thousands;
use crate::app::text::counts as text;
use crate::shape::Shape;

/// Rows of all channels.
pub(super) fn rows(counts: &Counts) -> usize {
    counts.input.c * counts.input.h
}

/// The first place of a row in the vector, and the one behind its last.
pub(super) fn places(Shape { w, .. }: Shape, row: usize) -> [usize; 2] {
    [row * w, (row + 1) * w]
}

pub(super) fn table(counts: &Counts) -> Table {
    let Shape { c, h, w } = counts.input;
    let [first, behind] = places(counts.input, counts.at);
    let range = |from: usize, to: usize| format!("{} … {}", thousands(from as u64), thousands(to as u64));
    let this = [
        text::THIS_ROW.to_string(),
        (counts.at / h).to_string(),
        (counts.at % h).to_string(),
        range(first, behind - 1),
    ];
    let all = [text::ALL_ROWS.to_string(), c.to_string(), (c * h).to_string(), range(0, c * h * w - 1)];
    Table {
        title: text::TITLES[3],
        head: text::FLATTEN_HEAD.map(String::from).to_vec(),
        rows: vec![this.to_vec(), all.to_vec()],
        chosen: None,
    }
}

/// Channels that are drawn, and rows that have a band each.
const MAX_CHANNELS: usize = 3;
const MAX_BANDS: usize = 64;
/// Parts of the vector that are drawn on their own.
const MAX_PARTS: usize = 256;
/// Cells of a row that are drawn on their own.
const MAX_CELLS: usize = 48;

struct Layout {
    side: f32,
    /// From one channel to the next.
    pitch: f32,
    left: f32,
    top: f32,
    channels: usize,
    /// Top and height of the vector.
    vector: [f32; 2],
}

fn layout(Shape { c, h, w }: Shape, [width, height]: [f32; 2]) -> Layout {
    let channels = c.min(MAX_CHANNELS);
    let tall = height - 150.0;
    let cell = (tall / h as f32).min((width - 60.0) / (channels as f32 * 1.12 * w as f32)).min(22.0);
    let (side, high) = (cell * w as f32, cell * h as f32);
    let pitch = 1.12 * side;
    let left = (width - pitch * channels as f32 + 0.12 * side) / 2.0;
    Layout { side, pitch, left, top: 24.0 + (tall - high) / 2.0, channels, vector: [height - 64.0, 30.0] }
}

/// Maps above, the vector below, and where the present row goes.
pub(super) fn items(counts: &Counts, at: usize, size: [f32; 2], theme: Theme) -> Vec<Item> {
    let Shape { c, h, w } = counts.input;
    let Layout { side, pitch, left, top, channels, vector: [vector, thick] } = layout(counts.input, size);
    let [ink, muted, paper] = [Token::Ink, Token::Muted, Token::Paper].map(|token| token.rgb(theme));
    let (all, width) = (rows(counts), size[0]);
    let cell = side / w as f32;
    let color = |channel: usize, row: usize| {
        let hue = class_color([3, 2, 0][channel % 3], theme);
        mixed(hue, paper, if row.is_multiple_of(2) { 0.35 } else { 0.6 })
    };
    let [channel, row] = [at / h, at % h];
    // The channels around the present one.
    let first = channel.saturating_sub(channels - 1).min(c - channels);
    let mut items = Vec::new();
    let bands = h.min(MAX_BANDS);
    let band = cell * h as f32 / bands as f32;
    for shown in 0..channels {
        let (x, this) = (left + shown as f32 * pitch, first + shown);
        for line in 0..bands {
            items.push(Item::rectangle([x, top + line as f32 * band, side, band - 0.5], color(this, line)));
        }
        let name = text::channel(this);
        items.push(Item::text([x, top - 8.0], 13.0, Anchor::Start, &name, muted, this == channel));
    }
    let x = left + (channel - first) as f32 * pitch;
    let y = top + row as f32 * cell;
    if w <= MAX_CELLS {
        let lines = (1..w).map(|column| x + column as f32 * cell).map(|x| [x, y, x, y + cell]).collect();
        items.push(Item::Lines { lines, color: paper, width: 1.0 });
    }
    items.push(framed([x, y, side, cell.max(2.0)], ink));
    // The vector: what is laid down already has its colour.
    let part = width / all as f32;
    let drawn = all.min(MAX_PARTS);
    for piece in 0..drawn {
        let (from, to) = (piece * all / drawn, (piece + 1) * all / drawn);
        let fill = if from <= at { color(from / h, piece) } else { Token::Soft.rgb(theme) };
        let gap = if part > 4.0 { 1.0 } else { 0.0 };
        items.push(Item::rectangle(
            [from as f32 * part, vector, (to - from) as f32 * part - gap, thick],
            fill,
        ));
    }
    let segment = [at as f32 * part, vector, part.max(2.0), thick];
    items.push(framed(segment, ink));
    let lines =
        vec![[x, y + cell, segment[0], vector], [x + side, y + cell, segment[0] + segment[2], vector]];
    items.push(Item::Lines { lines, color: muted, width: 1.25 });
    let [from, to] = places(counts.input, at);
    let said = format!("{} … {}", thousands(from as u64), thousands(to as u64 - 1));
    let middle = (segment[0] + segment[2] / 2.0).clamp(60.0, width - 60.0);
    items.push(Item::text([middle, vector + thick + 18.0], 14.0, Anchor::Middle, &said, ink, true));
    items
}

fn framed([x, y, width, height]: [f32; 4], ink: crate::app::color::Rgb) -> Item {
    let points = vec![[x, y], [x + width, y], [x + width, y + height], [x, y + height]];
    Item::Polygon { points, fill: ink, opacity: 0.0, stroke: Some((ink, 2.5)) }
}

/// The row that lies at a point: of a map, or of the vector.
pub(super) fn row_at(counts: &Counts, at: usize, size: [f32; 2], [x, y]: [f32; 2]) -> Option<Spot> {
    let Shape { c, h, w } = counts.input;
    let Layout { side, pitch, left, top, channels, vector: [vector, thick] } = layout(counts.input, size);
    let first = (at / h).saturating_sub(channels - 1).min(c - channels);
    let row = if (vector..=vector + thick).contains(&y) {
        (x / size[0] * rows(counts) as f32) as usize
    } else {
        let shown = ((x - left) / pitch).floor();
        let row = ((y - top) / (side / w as f32)).floor();
        let inside = shown >= 0.0 && row >= 0.0 && (shown as usize) < channels && (row as usize) < h;
        if !inside {
            return None;
        }
        (first + shown as usize) * h + row as usize
    };
    Some(Spot { operand: OperandId::Output, grid: 0, row: row.min(rows(counts) - 1) as isize, column: 0 })
}
