//! Where every tile of a network lies: a function of its columns and of the room there is.

use super::columns::{Column, ColumnKind};

/// A rectangle in CSS pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub x: f32,
    /// Upper edge.
    pub y: f32,
    /// Width.
    pub w: f32,
    /// Height.
    pub h: f32,
}

/// The places of all columns and tiles.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// Left edge and width of each column.
    pub columns: Vec<(f32, f32)>,
    /// The tiles of each column.
    pub tiles: Vec<Vec<Rect>>,
    /// Width of all.
    pub width: f32,
    /// Height of the tiles.
    pub height: f32,
}

/// Between two tiles.
const GAP: f32 = 3.0;
/// Between two columns.
const BETWEEN: f32 = 13.0;
/// Behind a pool, where one module ends.
const MODULE: f32 = 24.0;
/// Width of a strip of units.
const STRIP: f32 = 16.0;
/// Width of the bars of the classes, with their numbers.
const CLASSES: f32 = 168.0;
/// Width of a short title.
const TITLE: f32 = 30.0;
/// Maps beside each other in one column, and the most below each other.
const ACROSS: usize = 2;
const DOWN: usize = 8;

/// The side of a tile that a finger finds.
pub const LEAST: f32 = 26.0;
/// The side of a tile that is still seen, in a frame of another page.
pub const LEAST_FRAMED: f32 = 10.0;

/// Most that gaps between columns grow by where there is room.
const MAX_AIR: f32 = 16.0;

/// How many of a column's tiles stand beside each other.
pub fn across(column: &Column) -> usize {
    match column.kind {
        ColumnKind::Maps => ACROSS.max(column.units().div_ceil(DOWN)).min(column.units()),
        _ => 1,
    }
}

/// Lays the columns out from left to right in tiles as large as the `room` for all and the height `tallest` allow,
/// between `least` and 72 pixels.
pub fn layout(columns: &[Column], room: f32, tallest: f32, least: f32) -> Layout {
    let rows_of = |column: &Column| column.units().div_ceil(across(column));
    let maps = columns.iter().filter(|column| column.kind == ColumnKind::Maps);
    // Without maps, units are given the room of a few.
    let rows = maps.map(rows_of).max().unwrap_or(DOWN);
    let fixed = place(columns, 0.0, rows, 0.0).width;
    let growth = (place(columns, 64.0, rows, 0.0).width - fixed) / 64.0;
    let by_width = if growth > 0.0 { (room - fixed) / growth } else { 72.0 };
    let by_height = (tallest + GAP) / rows as f32 - GAP;
    let tile = by_width.min(by_height).floor().clamp(least, 72.0);
    let left = room - place(columns, tile, rows, 0.0).width;
    let air = left / columns.len().saturating_sub(1).max(1) as f32;
    place(columns, tile, rows, air.clamp(0.0, MAX_AIR).floor())
}

fn place(columns: &[Column], tile: f32, rows: usize, air: f32) -> Layout {
    let height = rows as f32 * (tile + GAP) - GAP;
    let mut layout = Layout { columns: Vec::new(), tiles: Vec::new(), width: 0.0, height };
    let mut x = 0.0;
    for (index, column) in columns.iter().enumerate() {
        let units = column.units();
        let (width, tiles) = match column.kind {
            ColumnKind::Input => {
                let side = (1.5 * tile).floor();
                (side, vec![Rect { x, y: ((height - side) / 2.0).floor(), w: side, h: side }])
            }
            ColumnKind::Maps => {
                let across = across(column);
                let step = tile + GAP;
                let top = (height - (units.div_ceil(across) as f32 * step - GAP)) / 2.0;
                let at = |i: usize| Rect {
                    x: x + (i % across) as f32 * step,
                    y: top + (i / across) as f32 * step,
                    w: tile,
                    h: tile,
                };
                (across as f32 * step - GAP, (0..units).map(at).collect())
            }
            ColumnKind::Units => {
                let h = height / units as f32;
                (STRIP, (0..units).map(|i| Rect { x, y: i as f32 * h, w: STRIP, h }).collect())
            }
            ColumnKind::Vector => (STRIP, vec![Rect { x, y: 0.0, w: STRIP, h: height }]),
            ColumnKind::Classes => {
                let h = (height / units as f32).min(32.0);
                let top = (height - h * units as f32) / 2.0;
                (CLASSES, (0..units).map(|i| Rect { x, y: top + i as f32 * h, w: CLASSES, h }).collect())
            }
        };
        layout.columns.push((x, width));
        layout.tiles.push(tiles);
        layout.width = x + width;
        let ends = columns
            .get(index + 1)
            .is_some_and(|next| index > 0 && next.kind != column.kind || column.ends_module);
        // A strip is narrower than its title.
        let title = if matches!(column.kind, ColumnKind::Units | ColumnKind::Vector) { TITLE } else { 0.0 };
        x += width.max(title) + air + if ends { MODULE } else { BETWEEN };
    }
    layout
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::places::draw::columns::columns;
    use crate::network::Plan;
    use crate::zoo;

    #[test]
    fn tiles_fill_the_room_without_touching() {
        for network in [zoo::digits(), zoo::small_lenet(), zoo::gap_digits()] {
            let columns = columns(&Plan::new(network).unwrap(), false);
            for room in [956.0, 1300.0] {
                let layout = layout(&columns, room, 400.0, LEAST);
                // A frame of 800×500 holds all of it, too.
                assert!(super::layout(&columns, 616.0, 384.0, LEAST_FRAMED).width <= 616.0);
                // Either the width or the height is what ends the growth of the tiles.
                let Layout { width, height, .. } = layout;
                assert!(width <= room && height <= 400.0, "{width} × {height} in {room}");
                assert!(width > 0.85 * room || height > 370.0, "{width} × {height} in {room}");
                let tiles: Vec<Rect> = layout.tiles.concat();
                for (i, a) in tiles.iter().enumerate() {
                    assert!(a.x >= 0.0 && a.y >= -0.01 && a.y + a.h <= layout.height + 0.01);
                    for b in &tiles[..i] {
                        let apart = a.x >= b.x + b.w
                            || b.x >= a.x + a.w
                            || a.y >= b.y + b.h - 0.01
                            || b.y >= a.y + a.h - 0.01;
                        assert!(apart, "{a:?} {b:?}");
                    }
                }
            }
        }
    }
}
