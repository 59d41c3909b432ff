//! Lays a figure out as a drawing, for SVG, PNG and GIF.

use super::board::product;
use super::cell::text_width;
use super::{
    Anchor, Board, CellPaint, Figure, Formula, Item, Layout, PlacedGrid, Room, Scene, Span, Symbol, Word,
    drawing, fitting_type, pyramid,
};
use crate::app::color::{Rgb, Theme, Token, mixed};

const MARGIN: f32 = 24.0;
/// Size of type above an operand.
const TITLE: f32 = 13.0;
/// Size of type of a formula, and from one of its lines to the next.
const FORMULA: (f32, f32) = (16.0, 28.0);
/// Cells smaller than this show their colour alone.
const READABLE: f32 = 16.0;
/// Smaller badges cannot be read.
const MIN_BADGE: f32 = 12.0;
/// Left for the formula at the least.
const MIN_WIDTH: f32 = 640.0;
/// What operands have room in.
pub(super) const ROOM: Room = Room {
    width: 1400.0,
    height: 720.0,
    title: TITLE,
    largest: 46.0,
    narrow: false,
    formula: 0.0,
    least_type: 12.0,
    sizes: true,
};
/// Guide lines are thin, so that the numbers that they cross can be read.
const GUIDE: f32 = 1.0;

impl Figure {
    /// The figure as a drawing in the colours of a theme.
    pub fn scene(&self, theme: Theme) -> Scene {
        let Self {
            title,
            example: _,
            brief: _,
            step: _,
            settings,
            size,
            remark,
            layout,
            operands,
            symbols: _,
            formula: _,
            lines: _,
        } = self;
        if let Layout::Pyramids(pyramids) = layout {
            return pyramid::scene(self, pyramids, theme);
        }
        if let Layout::Drawing(drawing) = layout {
            return drawing::scene(self, drawing, theme);
        }
        let board = match layout {
            Layout::Product { .. } => product(operands, &ROOM, theme),
            _ => Board::of(self, &ROOM, theme),
        };
        let mut draw = Draw::new(theme);
        let width = board.width.max(MIN_WIDTH) + 2.0 * MARGIN;
        draw.text((MARGIN, 40.0), 18.0, Anchor::Start, title, draw.ink, true);
        draw.text((width - MARGIN, 40.0), 13.0, Anchor::End, &self.position(), draw.muted, false);
        draw.text((MARGIN, 62.0), 13.0, Anchor::Start, settings, draw.muted, false);
        draw.text((MARGIN, 84.0), 13.0, Anchor::Start, size, draw.muted, false);
        draw.text((MARGIN, 106.0), 13.0, Anchor::Start, remark, draw.muted, false);
        let top = 126.0;
        let moved = |item: Item| item.moved([MARGIN, top]);
        for placed in &board.grids {
            let cells = &operands[placed.operand].grids[placed.grid];
            let pitch = cells.pitch(placed.side);
            for (i, cell) in cells.cells.iter().enumerate() {
                let (row, column) = (i / cells.columns, i % cells.columns);
                let at = [placed.x + column as f32 * pitch, placed.y + row as f32 * pitch];
                draw.cell(cell.paint(theme), [at[0] + MARGIN, at[1] + top], placed);
            }
        }
        draw.items.extend(board.items.into_iter().map(moved));
        let guide = |lines| moved(Item::Lines { lines, color: draw.muted, width: GUIDE });
        draw.items.extend(board.guides.into_iter().map(guide));
        let height = board.height;
        let mut y = top + height + 40.0;
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
    paper: Rgb,
    ink: Rgb,
    muted: Rgb,
    items: Vec<Item>,
}

impl Draw {
    fn new(theme: Theme) -> Self {
        let [paper, ink, muted] = [Token::Paper, Token::Ink, Token::Muted].map(|token| token.rgb(theme));
        Self { paper, ink, muted, items: Vec::new() }
    }

    fn text(&mut self, (x, y): (f32, f32), size: f32, anchor: Anchor, text: &str, color: Rgb, bold: bool) {
        if !text.is_empty() {
            let spans = vec![Span { text: text.to_owned(), color, bold }];
            self.items.push(Item::Text { x, y, size, anchor, spans });
        }
    }

    fn cell(&mut self, paint: CellPaint, [x, y]: [f32; 2], placed: &PlacedGrid) {
        let CellPaint { text, ground, ink, frame, dashed, hatched, badge } = paint;
        let side = placed.side;
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
        // A badge takes the lower part of its cell.
        let middle = if badge.is_some() && placed.badges { 0.38 } else { 0.5 } * side;
        self.text((x + side / 2.0, y + middle + 0.36 * size), size, Anchor::Middle, &text, ink, false);
        if let Some((text, color)) = badge.filter(|_| placed.badges) {
            let size = (0.28 * side).max(MIN_BADGE).min(side / text_width(&text));
            self.text((x + side - 3.0, y + side - 3.0), size, Anchor::End, &text, color, true);
        }
    }
}
