//! [`Pyramid`]: layers seen from the side, each a line of units over that of the layer below, with every connection along
//! one axis; one unit is lit, and with it all that it sees.

use super::scene::{Anchor, Item, Scene};
use super::{Cell, CellPaint, Figure, fitting_type};
use crate::app::color::{Theme, Token, mixed};

/// Layers from the side.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Pyramid {
    /// Cells of the input along the axis.
    pub len: usize,
    /// The input first.
    pub levels: Vec<Level>,
    /// What the lit unit sees of the input; several where its paths look at different places.
    pub sees: Vec<Sight>,
    /// A few words below it.
    pub caption: String,
}

/// The units of a layer.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Level {
    /// The layer, for whoever points at it.
    pub row: usize,
    pub name: String,
    pub cells: Vec<Cell>,
    /// Where the middle of each unit is, in cells of the input.
    pub middles: Vec<f32>,
    /// Connections to the level below: a unit, and a unit there.
    pub edges: Vec<[usize; 2]>,
    /// Whether the layer is the one that the timeline walks over.
    pub is_current: bool,
}

/// A stretch of the input.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Sight {
    /// The first cell and the one behind the last, which may lie beside the input.
    pub from: i64,
    pub to: i64,
    /// Of which path, where there are several.
    pub name: String,
}

/// Where things are, in pixels.
struct Places {
    left: f32,
    /// Pixels of a cell of the input.
    pitch: f32,
    top: f32,
    /// From one level to the next.
    step: f32,
    /// The sides of the units of each level.
    sides: Vec<f32>,
}

/// Type of names and captions; for the names on the left; for brackets and words below.
const TYPE: f32 = 13.0;
const CAPTION: f32 = 15.0;
/// Units as large as this are squares; smaller ones make a line.
const SQUARE: f32 = 4.0;
const LARGEST: f32 = 26.0;
/// Type in a unit at least.
const SMALLEST_TYPE: f32 = 9.5;

impl Pyramid {
    fn places(&self, [width, height]: [f32; 2]) -> Places {
        let longest = self.levels.iter().map(|level| level.name.chars().count()).max().unwrap_or(0);
        let left = (0.6 * TYPE * longest as f32 + 14.0).min(0.3 * width);
        let pitch = (width - left - 4.0) / self.len as f32;
        let below = 14.0 + 1.5 * CAPTION + 15.0 * self.sees.len().saturating_sub(1) as f32 + 6.0;
        let steps = (self.levels.len() - 1).max(1) as f32;
        let room = (height - below) / (steps + 0.62);
        let side = |level: &Level| {
            let apart =
                level.middles.windows(2).map(|pair| (pair[1] - pair[0]).abs()).fold(f32::MAX, f32::min);
            (0.8 * pitch * apart).min(0.62 * room).min(LARGEST)
        };
        let sides: Vec<f32> = self.levels.iter().map(side).collect();
        let largest = sides.iter().copied().fold(0.0, f32::max);
        let step = (height - below - largest) / steps;
        Places { left, pitch, top: largest / 2.0, step, sides }
    }

    /// The level and the unit at a point of a picture of this size.
    pub fn unit_at(&self, size: [f32; 2], [x, y]: [f32; 2]) -> Option<(usize, usize)> {
        let places = self.places(size);
        let below = ((y - places.top) / places.step).round().max(0.0) as usize;
        let at = self.levels.len().checked_sub(1 + below)?;
        let middle = (x - places.left) / places.pitch - 0.5;
        let middles = self.levels[at].middles.iter().enumerate();
        let near = middles.map(|(unit, it)| (unit, (it - middle).abs()));
        let (unit, off) = near.min_by(|a, b| a.1.total_cmp(&b.1))?;
        (off * places.pitch <= places.sides[at].max(14.0)).then_some((self.levels[at].row, unit))
    }

    /// The drawing in a picture of this size.
    pub fn items(&self, size: [f32; 2], theme: Theme) -> Vec<Item> {
        let places = self.places(size);
        let [paper, ink, muted] = [Token::Paper, Token::Ink, Token::Muted].map(|token| token.rgb(theme));
        let mut items = Vec::new();
        for at in 1..self.levels.len() {
            let lines = self.lines(&places, at, |_| true);
            let faint = mixed(paper, muted, if places.pitch < 4.0 { 0.12 } else { 0.3 });
            items.push(Item::Lines { lines, color: faint, width: 0.8 });
        }
        for at in 1..self.levels.len() {
            let lines = self.lines(&places, at, |unit| self.levels[at].cells[unit].lit);
            let width = if lines.len() > 200 { 0.6 } else { 1.3 };
            items.push(Item::Lines { lines, color: ink, width });
        }
        let named = self.named(places.step);
        for (at, level) in self.levels.iter().enumerate() {
            let y = places.y(self.levels.len() - 1 - at);
            if named.contains(&at) {
                let color = if level.is_current { ink } else { muted };
                let place = [0.0, y + 0.36 * TYPE];
                items.push(Item::text(place, TYPE, Anchor::Start, &level.name, color, level.is_current));
            }
            level.draw(&places, at, y, theme, &mut items);
        }
        self.brackets(&places, theme, &mut items);
        items.retain(|item| !matches!(item, Item::Lines { lines, .. } if lines.is_empty()));
        items
    }

    /// The levels whose names are written: the one that is looked at, and as many others as there is room for.
    fn named(&self, step: f32) -> Vec<usize> {
        let current = (0..self.levels.len()).filter(|&at| self.levels[at].is_current);
        let mut named: Vec<usize> = Vec::new();
        for at in current.chain(0..self.levels.len()) {
            if named.iter().all(|other| other.abs_diff(at) as f32 * step >= TYPE) {
                named.push(at);
            }
        }
        named
    }

    fn lines(&self, places: &Places, at: usize, is_drawn: impl Fn(usize) -> bool) -> Vec<[f32; 4]> {
        let (above, below) = (&self.levels[at], &self.levels[at - 1]);
        let from = places.y(self.levels.len() - 1 - at) + places.sides[at] / 2.0;
        let to = places.y(self.levels.len() - at) - places.sides[at - 1] / 2.0;
        let edges = above.edges.iter().filter(|[unit, _]| is_drawn(*unit));
        edges
            .map(|&[unit, source]| [places.x(above.middles[unit]), from, places.x(below.middles[source]), to])
            .collect()
    }

    fn brackets(&self, places: &Places, theme: Theme, items: &mut Vec<Item>) {
        let [ink, warning] = [Token::Ink, Token::Warning].map(|token| token.rgb(theme));
        let apart = self.sees.len() > 1;
        let color = if apart { warning } else { ink };
        let first = places.y(self.levels.len() - 1) + places.sides[0] / 2.0 + 6.0;
        for (i, Sight { from, to, name }) in self.sees.iter().enumerate() {
            let y = first + 5.0 + 15.0 * i as f32;
            let inside = |cell: i64| cell.clamp(0, self.len as i64) as f32;
            let [left, right] = [inside(*from), inside(*to)].map(|cell| places.left + cell * places.pitch);
            let mut lines = vec![[left, y, right, y]];
            // Where it reaches into the padding, the bracket stays open.
            if *from >= 0 {
                lines.push([left, y - 5.0, left, y]);
            }
            if *to <= self.len as i64 {
                lines.push([right, y - 5.0, right, y]);
            }
            items.push(Item::Lines { lines, color, width: 1.5 });
            if apart {
                items.push(Item::text([right + 6.0, y + 1.0], 12.0, Anchor::Start, name, color, false));
            }
        }
        let y = first + 8.0 + 15.0 * self.sees.len().saturating_sub(1) as f32 + 1.3 * CAPTION;
        let middle = self.sees.first().map_or(self.len as f32 / 2.0, |sight| {
            let inside = |cell: i64| cell.clamp(0, self.len as i64) as f32;
            (inside(sight.from) + inside(sight.to)) / 2.0
        });
        // About as wide as the words are.
        let half = 0.28 * CAPTION * self.caption.chars().count() as f32;
        let right = places.left + self.len as f32 * places.pitch;
        let x = (places.left + middle * places.pitch).min(right - half).max(half);
        items.push(Item::text([x, y], CAPTION, Anchor::Middle, &self.caption, color, false));
    }
}

impl Places {
    /// The middle of the level so many below the top.
    fn y(&self, below: usize) -> f32 {
        self.top + below as f32 * self.step
    }

    fn x(&self, middle: f32) -> f32 {
        self.left + (middle + 0.5) * self.pitch
    }
}

impl Level {
    fn draw(&self, places: &Places, at: usize, y: f32, theme: Theme, items: &mut Vec<Item>) {
        let (side, dash) = (places.sides[at], Token::Dash.rgb(theme));
        if side < SQUARE {
            return self.draw_line(places, side, y, theme, items);
        }
        for (cell, middle) in self.cells.iter().zip(&self.middles) {
            let CellPaint { text: number, ground, ink, frame, .. } = cell.paint(theme);
            let x = places.x(*middle) - side / 2.0;
            let stroke = frame.map_or((dash, 1.0), |color| (color, if side < 8.0 { 1.0 } else { 1.5 }));
            let fill = ground.unwrap_or(Token::Paper.rgb(theme));
            items.push(Item::Square {
                x,
                y: y - side / 2.0,
                side,
                fill,
                stroke: Some(stroke),
                dashed: false,
            });
            let size = side * 0.56f32.min(fitting_type(&number));
            if size >= SMALLEST_TYPE {
                items.push(Item::text(
                    [x + side / 2.0, y + 0.36 * size],
                    size,
                    Anchor::Middle,
                    &number,
                    ink,
                    true,
                ));
            }
        }
    }

    /// Units that are too small to be told apart.
    fn draw_line(&self, places: &Places, side: f32, y: f32, theme: Theme, items: &mut Vec<Item>) {
        let half = side / 2.0;
        let run = |from: usize, to: usize| {
            [places.x(self.middles[from]) - half, y, places.x(self.middles[to]) + half, y]
        };
        let mut lit: Vec<[usize; 2]> = Vec::new();
        for unit in (0..self.cells.len()).filter(|&unit| self.cells[unit].lit) {
            match lit.last_mut() {
                Some(last) if last[1] + 1 == unit => last[1] = unit,
                _ => lit.push([unit, unit]),
            }
        }
        let width = side.max(3.0);
        let all = vec![run(0, self.cells.len() - 1)];
        items.push(Item::Lines { lines: all, color: Token::Dash.rgb(theme), width });
        let lit: Vec<[f32; 4]> = lit.iter().map(|[from, to]| run(*from, *to)).collect();
        items.push(Item::Lines { lines: lit, color: Token::Ink.rgb(theme), width: width + 1.0 });
    }
}

/// Width and height of a drawing for each pyramid.
const DRAWN: [f32; 2] = [620.0, 420.0];
const MARGIN: f32 = 24.0;

/// The drawing of a figure whose layout is pyramids, side by side.
pub(super) fn scene(figure: &Figure, pyramids: &[Pyramid], theme: Theme) -> Scene {
    let [paper, ink, muted] = [Token::Paper, Token::Ink, Token::Muted].map(|token| token.rgb(theme));
    let alone = pyramids.len() == 1;
    let [width, height] = if alone { [2.0 * DRAWN[0], 1.4 * DRAWN[1]] } else { DRAWN };
    let mut items = vec![
        Item::text([MARGIN, 40.0], 18.0, Anchor::Start, figure.title.get(), ink, true),
        Item::text([MARGIN, 62.0], TYPE, Anchor::Start, &figure.settings, muted, false),
        Item::text([MARGIN, 84.0], TYPE, Anchor::Start, &figure.remark, muted, false),
    ];
    for (i, pyramid) in pyramids.iter().enumerate() {
        let x = MARGIN + i as f32 * (width + 2.0 * MARGIN);
        items.extend(pyramid.items([width, height], theme).into_iter().map(|item| item.moved([x, 108.0])));
    }
    let all = pyramids.len() as f32 * (width + 2.0 * MARGIN);
    Scene { width: all, height: 108.0 + height + MARGIN, paper, ink, items }
}
