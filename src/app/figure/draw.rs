//! Lays a figure out as a drawing, for SVG, PNG and GIF.

use super::cell::text_width;
use super::{
    Anchor, Arrangement, CellPaint, Figure, Formula, Grid, Item, Layout, Operand, Room, Scene, Span, Symbol,
    Word, drawing, fitting_type, pyramid,
};
use crate::app::color::{Rgb, Theme, Token, mixed};

const MARGIN: f32 = 24.0;
/// Size of type above an operand.
const TITLE: f32 = 13.0;
/// Size of type of a formula, and from one of its lines to the next.
const FORMULA: (f32, f32) = (16.0, 28.0);
/// Between two channels.
const GAP: f32 = 18.0;
/// For the sign between two operands.
const SIGN: f32 = 52.0;
/// Cells smaller than this show their colour alone.
const READABLE: f32 = 16.0;
/// Left for the formula at the least.
const MIN_WIDTH: f32 = 640.0;
/// What operands have room in.
const ROOM: Room =
    Room { width: 1400.0, height: 680.0, title: TITLE, largest: 46.0, narrow: false, sizes: true };

impl Figure {
    /// The figure as a drawing in the colours of a theme.
    pub fn scene(&self, theme: Theme) -> Scene {
        let Self { title, step: _, settings, remark, layout, operands, symbols: _, formula: _ } = self;
        if let Layout::Pyramids(pyramids) = layout {
            return pyramid::scene(self, pyramids, theme);
        }
        if let Layout::Drawing(drawing) = layout {
            return drawing::scene(self, drawing, theme);
        }
        let arrangement = Arrangement::of(operands, layout, &ROOM);
        let mut draw = Draw::new(theme, &arrangement);
        let places = draw.places(operands, layout);
        let (inner, height) = places.iter().zip(operands).zip(&arrangement.across).fold(
            (0.0f32, 0.0f32),
            |(width, height), (([x, y], operand), across)| {
                let (w, h) = draw.extent(operand, *across);
                (width.max(x + w), height.max(y + h))
            },
        );
        let width = inner.max(MIN_WIDTH) + 2.0 * MARGIN;
        draw.text((MARGIN, 40.0), 18.0, Anchor::Start, title, draw.ink, true);
        draw.text((width - MARGIN, 40.0), 13.0, Anchor::End, &self.position(), draw.muted, false);
        draw.text((MARGIN, 62.0), 13.0, Anchor::Start, settings, draw.muted, false);
        draw.text((MARGIN, 84.0), 13.0, Anchor::Start, remark, draw.muted, false);
        let top = 134.0;
        for ((operand, [x, y]), across) in operands.iter().zip(places).zip(&arrangement.across) {
            let (x, y) = (MARGIN + x, top + y);
            if !operand.sign.is_empty() {
                let at = (x - SIGN / 2.0, top + height / 2.0 + 9.0);
                draw.text(at, 26.0, Anchor::Middle, operand.sign, draw.muted, false);
            }
            draw.operand(operand, *across, x, y);
        }
        let mut y = top + height + 48.0;
        if let Layout::Product { equation, notes } = layout {
            draw.text((MARGIN, top), 18.0, Anchor::Start, equation, draw.ink, true);
            for note in notes {
                draw.text((MARGIN, y), TITLE, Anchor::Start, note, draw.muted, false);
                y += 20.0;
            }
            y += 12.0;
        }
        let (items, y) = formula_items(self, [MARGIN, y], width - 2.0 * MARGIN, theme);
        draw.items.extend(items);
        Scene { width, height: y, paper: draw.paper, ink: draw.ink, items: draw.items }
    }
}

/// The formula of a figure in symbols and in numbers from this place on, in lines of this width; and where they end.
pub(super) fn formula_items(
    figure: &Figure,
    [x, mut y]: [f32; 2],
    width: f32,
    theme: Theme,
) -> (Vec<Item>, f32) {
    let mut items = Vec::new();
    for text in Symbol::lines(&figure.symbols).iter().filter(|text| !text.is_empty()) {
        items.push(Item::text([x, y], FORMULA.0, Anchor::Start, text, Token::Muted.rgb(theme), false));
        y += FORMULA.1;
    }
    if figure.formula.parts.is_empty() {
        return (items, y);
    }
    for line in lines(&figure.formula, width) {
        let span = |word: Word| Span { color: word.color(theme), bold: word.is_bold(), text: word.text };
        let spans = line.into_iter().map(span).collect();
        items.push(Item::Text { x, y, size: FORMULA.0, anchor: Anchor::Start, spans });
        y += FORMULA.1;
    }
    (items, y)
}

/// The words of a formula in lines of this width.
fn lines(formula: &Formula, room: f32) -> Vec<Vec<Word>> {
    let Formula { of, parts, later } = formula;
    let name = vec![Word { text: format!("{of} = "), role: super::Role::Label }];
    let later = vec![Word { text: later.clone(), role: super::Role::Label }];
    let mut lines: Vec<Vec<Word>> = vec![vec![]];
    let mut used = 0.0;
    for part in [&name].into_iter().chain(parts).chain([&later]) {
        let wide: f32 = part.iter().map(|word| width(&word.text, FORMULA.0)).sum();
        if used > 0.0 && used + wide > room {
            lines.push(vec![]);
            used = 0.0;
        }
        used += wide;
        lines
            .last_mut()
            .expect("there is a line")
            .extend(part.iter().filter(|word| !word.text.is_empty()).cloned());
    }
    lines
}

/// About as wide as a text of this size gets: nobody can measure it here.
fn width(text: &str, size: f32) -> f32 {
    0.58 * size * text.chars().count() as f32
}

struct Draw {
    theme: Theme,
    paper: Rgb,
    ink: Rgb,
    muted: Rgb,
    /// The side of a cell, and from one to the next.
    side: f32,
    pitch: f32,
    badges: bool,
    across: Vec<usize>,
    items: Vec<Item>,
}

impl Draw {
    fn new(theme: Theme, arrangement: &Arrangement) -> Self {
        let Arrangement { across, side, scrolled: _, badges } = arrangement;
        // A drawing does not scroll: all channels are seen.
        let gap = if *side >= READABLE { 2.0 } else { 0.5 };
        let [paper, ink, muted] = [Token::Paper, Token::Ink, Token::Muted].map(|token| token.rgb(theme));
        let (pitch, across) = (side + gap, across.clone());
        Self { theme, paper, ink, muted, side: *side, pitch, badges: *badges, across, items: Vec::new() }
    }

    fn text(&mut self, (x, y): (f32, f32), size: f32, anchor: Anchor, text: &str, color: Rgb, bold: bool) {
        if !text.is_empty() {
            let spans = vec![Span { text: text.to_owned(), color, bold }];
            self.items.push(Item::Text { x, y, size, anchor, spans });
        }
    }

    /// Where the operands lie: side by side and centred, or as a product.
    fn places(&self, operands: &[Operand], layout: &Layout) -> Vec<[f32; 2]> {
        let extents: Vec<(f32, f32)> = operands
            .iter()
            .zip(&self.across)
            .map(|(operand, across)| self.extent(operand, *across))
            .collect();
        match (layout, &extents[..]) {
            (Layout::Product { .. }, [(_, above), (left, _), _]) => {
                let (x, y) = (left + SIGN, above + SIGN);
                vec![[x, 0.0], [0.0, y], [x, y]]
            }
            _ => {
                let height = extents.iter().map(|(_, height)| *height).fold(0.0, f32::max);
                let mut x = 0.0;
                let place = |(width, own): &(f32, f32)| {
                    let at = [x, (height - own) / 2.0];
                    x += width + SIGN;
                    at
                };
                extents.iter().map(place).collect()
            }
        }
    }

    /// Width and height of an operand; what stands above it has to fit, too.
    fn extent(&self, operand: &Operand, across: usize) -> (f32, f32) {
        let side = |n: usize, cells: usize| (n * cells) as f32 * self.pitch + (n - 1) as f32 * GAP;
        let grid = &operand.grids[0];
        let title = width(operand.title, TITLE) + width(&operand.size, TITLE);
        let down = operand.grids.len().div_ceil(across);
        (side(across, grid.columns).max(title + 12.0), side(down, grid.rows()))
    }

    fn operand(&mut self, operand: &Operand, across: usize, x: f32, y: f32) {
        let Operand { id: _, sign: _, title, size, grids, current: _ } = operand;
        let spans = vec![
            Span { text: (*title).to_owned(), color: self.ink, bold: true },
            Span { text: format!("  {size}"), color: self.muted, bold: false },
        ];
        self.items.push(Item::Text { x, y: y - 10.0, size: TITLE, anchor: Anchor::Start, spans });
        for (i, grid) in grids.iter().enumerate() {
            let step = |cells: usize| cells as f32 * self.pitch + GAP;
            let (column, row) = (i % across, i / across);
            self.grid(grid, x + column as f32 * step(grid.columns), y + row as f32 * step(grid.rows()));
        }
    }

    fn grid(&mut self, grid: &Grid, x: f32, y: f32) {
        for (i, cell) in grid.cells.iter().enumerate() {
            let (row, column) = (i / grid.columns, i % grid.columns);
            let at = [x + column as f32 * self.pitch, y + row as f32 * self.pitch];
            self.cell(cell.paint(self.theme), at);
        }
    }

    fn cell(&mut self, paint: CellPaint, [x, y]: [f32; 2]) {
        let CellPaint { text, ground, ink, frame, dashed, hatched, badge } = paint;
        let side = self.side;
        let stroke = frame.map(|color| (color, 2.0)).or(dashed.map(|color| (color, 1.0)));
        let fill = ground.unwrap_or(self.paper);
        self.items.push(Item::Square { x, y, side, fill, stroke, dashed: dashed.is_some() });
        if let Some(color) = hatched {
            self.items.push(Item::Hatch { x, y, side, color: mixed(fill, color, 1.0) });
        }
        if side < READABLE {
            return;
        }
        let size = side * 0.4f32.min(fitting_type(&text));
        self.text((x + side / 2.0, y + side / 2.0 + 0.36 * size), size, Anchor::Middle, &text, ink, false);
        if let Some((text, color)) = badge.filter(|_| self.badges) {
            let size = (0.21 * side).min(side / text_width(&text));
            self.text((x + side - 3.0, y + side - 3.0), size, Anchor::End, &text, color, true);
        }
    }
}
