//! [`Draft`]: a board while it is laid out.

use super::{BADGED, Board, PlacedGrid};
use crate::app::color::{Rgb, Theme, Token};
use crate::app::figure::{Anchor, Item, Operand, Room, Span, Word};

/// A rectangle in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rect {
    pub x: f32,
    pub y: f32,
    pub w: f32,
    pub h: f32,
}

impl Rect {
    pub const fn right(&self) -> f32 {
        self.x + self.w
    }

    pub const fn bottom(&self) -> f32 {
        self.y + self.h
    }

    pub const fn middle(&self) -> [f32; 2] {
        [self.x + self.w / 2.0, self.y + self.h / 2.0]
    }
}

/// A board, the operands that it shows, and the side of their cells.
pub(super) struct Draft<'a> {
    pub board: Board,
    pub operands: &'a [Operand],
    pub side: f32,
    pub theme: Theme,
    /// The smallest type.
    least: f32,
}

impl<'a> Draft<'a> {
    pub fn new(operands: &'a [Operand], side: f32, room: &Room, theme: Theme) -> Self {
        Self { board: Board::default(), operands, side, theme, least: room.least_type }
    }

    pub fn color(&self, token: Token) -> Rgb {
        token.rgb(self.theme)
    }

    /// Puts a grid of an operand to its place, and answers where it lies.
    pub fn grid(&mut self, operand: usize, grid: usize, [x, y]: [f32; 2]) -> Rect {
        let side = self.side;
        self.board.grids.push(PlacedGrid { operand, grid, x, y, side, badges: side >= BADGED * self.least });
        let [w, h] = self.operands[operand].grids[grid].extent(side);
        let rect = Rect { x, y, w, h };
        self.reach(rect.right(), rect.bottom());
        rect
    }

    /// Where the cells of a grid lie that the step lights: the smallest rectangle around them, if there are any.
    pub fn lit(&self, operand: usize, grid: usize, at: Rect) -> Option<Rect> {
        let grid = &self.operands[operand].grids[grid];
        let lit = || (0..grid.cells.len()).filter(|&i| grid.cells[i].lit);
        let ends = |part: fn(usize, usize) -> usize| {
            let places = || lit().map(|i| part(i, grid.columns));
            Some([places().min()? as f32, places().max()? as f32])
        };
        let ([left, right], [top, bottom]) =
            (ends(|i, columns| i % columns)?, ends(|i, columns| i / columns)?);
        let (side, pitch) = (self.side, grid.pitch(self.side));
        let (x, y) = (at.x + left * pitch, at.y + top * pitch);
        Some(Rect { x, y, w: (right - left) * pitch + side, h: (bottom - top) * pitch + side })
    }

    /// Writes words, and makes the board large enough for them.
    pub fn write(&mut self, [x, y]: [f32; 2], size: f32, anchor: Anchor, spans: Vec<Span>) {
        let letters: usize = spans.iter().map(|span| span.text.chars().count()).sum();
        if letters == 0 {
            return;
        }
        let part = match anchor {
            Anchor::Start => 1.0,
            Anchor::Middle => 0.5,
            Anchor::End => 0.0,
        };
        self.reach(x + part * width(letters, size), y + 0.3 * size);
        self.board.items.push(Item::Text { x, y, size, anchor, spans });
    }

    /// Words of one colour.
    pub fn say(&mut self, at: [f32; 2], size: f32, anchor: Anchor, text: &str, token: Token) {
        let span = Span { text: text.to_owned(), color: self.color(token), bold: false };
        self.write(at, size, anchor, vec![span]);
    }

    /// A word of a formula.
    pub fn word(&mut self, at: [f32; 2], size: f32, anchor: Anchor, word: &Word) {
        let span = Span { text: word.text.clone(), color: word.color(self.theme), bold: word.is_bold() };
        self.write(at, size, anchor, vec![span]);
    }

    /// A title, and behind it in muted type what it is of.
    pub fn title(&mut self, at: [f32; 2], size: f32, title: &str, of: &str) {
        let of = if of.is_empty() { String::new() } else { format!("  {of}") };
        let title = Span { text: title.to_owned(), color: self.color(Token::Ink), bold: true };
        let of = Span { text: of, color: self.color(Token::Muted), bold: false };
        self.write(at, size, Anchor::Start, vec![title, of]);
    }

    /// Makes the board at least so large.
    pub fn reach(&mut self, right: f32, bottom: f32) {
        self.board.width = self.board.width.max(right.ceil());
        self.board.height = self.board.height.max(bottom.ceil());
    }
}

/// About as wide as so many letters of this size get: nobody can measure them here.
pub(super) fn width(letters: usize, size: f32) -> f32 {
    0.57 * size * letters as f32
}
