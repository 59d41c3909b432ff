//! What Draw hands out: the network with its maps as a drawing, and every number of it.

use super::RangeOf;
use super::columns::{Column, ColumnKind};
use super::layout::{Layout, Rect};
use super::model::{Activations, Model};
use crate::app::color::{Palette, Rgb, Theme, Token};
use crate::app::figure::{Anchor, Item, Scene};
use crate::app::numbers::{percent, sig3};

const MARGIN: f32 = 24.0;
/// For the titles of columns.
const TOP: f32 = 70.0;
/// For what palettes end at.
const BELOW: f32 = 44.0;

/// The network as it is laid out on the page, with what it made of a drawing.
pub fn scene(model: &Model, seen: &Activations, places: &Layout, of: RangeOf, theme: Theme) -> Scene {
    let [paper, ink, muted] = [Token::Paper, Token::Ink, Token::Muted].map(|token| token.rgb(theme));
    let mut items = Vec::new();
    for (index, column) in model.columns.iter().enumerate() {
        let (x, _) = places.columns[index];
        let title = |y: f32, words: &str, color: Rgb, bold: bool| {
            Item::text([MARGIN + x, y], 12.0, Anchor::Start, words, color, bold)
        };
        items.push(title(TOP - 26.0, &column.name, ink, true));
        items.push(title(TOP - 11.0, &column.size(), muted, false));
        if column.kind == ColumnKind::Classes {
            items.extend(bars(seen, &places.tiles[index], theme));
            continue;
        }
        for (unit, tile) in places.tiles[index].iter().enumerate() {
            let values = seen.map(column.shown, unit, column.shape.area());
            items.extend(map(model, column, (index, of), values, tile, theme));
        }
        if column.kind != ColumnKind::Input && of != RangeOf::Map {
            let range = format!("±{}", sig3(model.range_of(of, index, &[])));
            items.push(title(TOP + places.height + 18.0, &range, muted, false));
        }
    }
    Scene { width: places.width + 2.0 * MARGIN, height: TOP + places.height + BELOW, paper, ink, items }
}

/// A map as rectangles: neighbours of one colour are one.
fn map(
    model: &Model,
    column: &Column,
    (index, of): (usize, RangeOf),
    values: &[f32],
    tile: &Rect,
    theme: Theme,
) -> Vec<Item> {
    let (palette, range) = match column.kind {
        ColumnKind::Input => (Palette::Ink, 1.0),
        _ => (Palette::Activation, model.range_of(of, index, values)),
    };
    let (columns, rows) = (column.shape.w, column.shape.h);
    let (wide, high) = (tile.w / columns as f32, tile.h / rows as f32);
    let mut items = Vec::new();
    for (row, line) in values.chunks(columns).enumerate() {
        let colors: Vec<Rgb> = line.iter().map(|value| palette.color(*value, range, theme)).collect();
        let mut from = 0;
        for run in colors.chunk_by(|a, b| a == b) {
            let (x, y) = (MARGIN + tile.x + from as f32 * wide, TOP + tile.y + row as f32 * high);
            items.push(Item::rectangle([x, y, run.len() as f32 * wide, high], run[0]));
            from += run.len();
        }
    }
    items
}

/// The probabilities of the classes.
fn bars(seen: &Activations, tiles: &[Rect], theme: Theme) -> Vec<Item> {
    let [ink, muted] = [Token::Ink, Token::Muted].map(|token| token.rgb(theme));
    let first = seen.ranking().first().copied();
    let bar = |(class, tile): (usize, &Rect)| {
        let (probability, is_first) = (seen.probabilities[class], first == Some(class));
        let color = if is_first { ink } else { muted };
        let (x, y) = (MARGIN + tile.x, TOP + tile.y + tile.h / 2.0);
        let text = |x: f32, anchor: Anchor, words: &str| {
            Item::text([x, y + 5.0], 14.0, anchor, words, color, is_first)
        };
        [
            text(x + 6.0, Anchor::Start, &class.to_string()),
            Item::rectangle([x + 24.0, y - 5.0, (0.5 * tile.w * probability).max(1.0), 10.0], color),
            text(x + tile.w, Anchor::End, &percent(probability)),
        ]
    };
    tiles.iter().enumerate().flat_map(bar).collect()
}

/// Every value of every column as a table: layer, map or unit, row, column, value.
pub fn numbers(model: &Model, seen: &Activations) -> String {
    let mut table = "layer,unit,row,column,value\n".to_owned();
    for column in &model.columns {
        let (area, width) = (column.shape.area(), column.shape.w);
        for unit in 0..column.units() {
            for (at, value) in seen.map(column.shown, unit, area).iter().enumerate() {
                table += &format!("{},{unit},{},{},{value}\n", column.name, at / width, at % width);
            }
        }
    }
    table
}
