//! Lays a figure out as a drawing.

use super::content::{Cell, Figure, Look, Sheet, Stack, Tone, Word};
use super::formula::number;
use super::{Anchor, Item, Quantity, Rgb, Scene, Span};

const MARGIN: f32 = 24.0;
/// Size of type above a stack.
const TITLE: f32 = 13.0;
/// Size of type of a formula.
const FORMULA: f32 = 16.0;
/// Between two cells.
const LINE: f32 = 2.0;
/// Between two channels.
const GAP: f32 = 18.0;
/// For the sign between two stacks.
const SIGN: f32 = 52.0;
/// Cells are as large as this room allows, and no larger than the last.
const ROOM: (f32, f32, f32) = (1400.0, 680.0, 46.0);
/// Cells smaller than this show their colour alone.
const READABLE: f32 = 16.0;
/// Left for the formula at the least.
const LEAST_WIDTH: f32 = 640.0;

/// Lays a figure out. The colours are the caller's: `palette(value, range, quantity)`.
pub(super) fn draw(figure: &Figure, palette: impl Fn(f32, f32, Quantity) -> Rgb) -> Scene {
    let (paper, ink) = (palette(0.0, 1.0, Quantity::Input), palette(1.0, 1.0, Quantity::Input));
    let stacks = || figure.stacks.iter().map(|(_, stack)| stack);
    let total: usize = stacks().map(|stack| stack.across * stack.sheets[0].columns).sum();
    let tallest = stacks().map(|stack| stack.down() * stack.sheets[0].rows()).max().unwrap_or(1);
    let pitch = (ROOM.0 / total as f32).min(ROOM.1 / tallest as f32).min(ROOM.2).floor().max(4.0);
    let mut draw = Draw { palette: &palette, paper, ink, pitch, items: Vec::new() };
    let signs = (figure.stacks.len() - 1) as f32 * SIGN;
    let inner = stacks().map(|stack| draw.extent(stack).0).sum::<f32>() + signs;
    let height = stacks().map(|stack| draw.extent(stack).1).fold(0.0, f32::max);
    let width = inner.max(LEAST_WIDTH) + 2.0 * MARGIN;

    let [at, steps] = figure.step;
    draw.text((MARGIN, 40.0), 18.0, Anchor::Start, figure.title, ink, true);
    let step = format!("step {at} of {steps}");
    draw.text((width - MARGIN, 40.0), 13.0, Anchor::End, &step, draw.muted(), false);
    draw.text((MARGIN, 62.0), 13.0, Anchor::Start, &figure.settings, draw.muted(), false);
    let (mut x, top) = (MARGIN, 112.0);
    for (i, (sign, stack)) in figure.stacks.iter().enumerate() {
        if i > 0 {
            let at = (x - SIGN / 2.0, top + height / 2.0 + 9.0);
            draw.text(at, 26.0, Anchor::Middle, sign, draw.muted(), false);
        }
        let (w, h) = draw.extent(stack);
        draw.stack(stack, x, top + (height - h) / 2.0);
        x += w + SIGN;
    }
    let mut y = top + height + 48.0;
    for line in lines(&figure.formula, width - 2.0 * MARGIN) {
        let spans = line.into_iter().map(|word| draw.span(word)).collect();
        draw.items.push(Item::Text { x: MARGIN, y, size: FORMULA, anchor: Anchor::Start, spans });
        y += 28.0;
    }
    Scene { width, height: y, paper, ink, items: draw.items }
}

/// The words of a formula in lines of this width.
fn lines(parts: &[Vec<Word>], room: f32) -> Vec<Vec<&Word>> {
    let mut lines: Vec<Vec<&Word>> = vec![vec![]];
    let mut used = 0.0;
    for part in parts {
        let wide: f32 = part.iter().map(|word| width(&word.text, FORMULA)).sum();
        if used > 0.0 && used + wide > room {
            lines.push(vec![]);
            used = 0.0;
        }
        used += wide;
        lines.last_mut().expect("there is a line").extend(part);
    }
    lines
}

/// About as wide as a text of this size gets: nobody can measure it here.
pub(super) fn width(text: &str, size: f32) -> f32 {
    0.58 * size * text.chars().count() as f32
}

struct Draw<'a, P> {
    palette: &'a P,
    paper: Rgb,
    ink: Rgb,
    /// From one cell to the next.
    pitch: f32,
    items: Vec<Item>,
}

impl<P: Fn(f32, f32, Quantity) -> Rgb> Draw<'_, P> {
    fn muted(&self) -> Rgb {
        mixed(self.ink, self.paper, 0.35)
    }

    fn span(&self, Word { text, tone, bold }: &Word) -> Span {
        let color = match *tone {
            Tone::Ink => self.ink,
            Tone::Muted => self.muted(),
            Tone::Of(value, quantity) => (self.palette)(value, 1.0, quantity),
        };
        Span { text: text.clone(), color, bold: *bold }
    }

    fn text(&mut self, (x, y): (f32, f32), size: f32, anchor: Anchor, text: &str, color: Rgb, bold: bool) {
        let spans = vec![Span { text: text.to_owned(), color, bold }];
        self.items.push(Item::Text { x, y, size, anchor, spans });
    }

    /// Width and height of a stack; what stands above it has to fit, too.
    fn extent(&self, stack: &Stack) -> (f32, f32) {
        let side = |n: usize, cells: usize| (n * cells) as f32 * self.pitch + (n - 1) as f32 * GAP;
        let sheet = &stack.sheets[0];
        let title = width(stack.title, TITLE) + width(&stack.size, TITLE);
        (side(stack.across, sheet.columns).max(title + 12.0), side(stack.down(), sheet.rows()))
    }

    fn stack(&mut self, stack: &Stack, x: f32, y: f32) {
        let spans = vec![
            Span { text: stack.title.to_owned(), color: self.ink, bold: true },
            Span { text: format!("  {}", stack.size), color: self.muted(), bold: false },
        ];
        self.items.push(Item::Text { x, y: y - 10.0, size: TITLE, anchor: Anchor::Start, spans });
        for (i, sheet) in stack.sheets.iter().enumerate() {
            let step = |cells: usize| cells as f32 * self.pitch + GAP;
            let (across, down) = (i % stack.across, i / stack.across);
            self.sheet(sheet, x + across as f32 * step(sheet.columns), y + down as f32 * step(sheet.rows()));
        }
    }

    fn sheet(&mut self, sheet: &Sheet, x: f32, y: f32) {
        for (i, cell) in sheet.cells.iter().enumerate() {
            let (row, column) = (i / sheet.columns, i % sheet.columns);
            self.cell(cell, x + column as f32 * self.pitch, y + row as f32 * self.pitch);
        }
    }

    fn cell(&mut self, cell: &Cell, x: f32, y: f32) {
        let side = self.pitch - LINE.min(self.pitch / 4.0);
        let padded = matches!(cell.look, Look::Padded | Look::Outside);
        let fill = match cell.look {
            Look::Empty => mixed(self.paper, self.ink, 0.06),
            Look::Padded | Look::Outside => self.paper,
            Look::Dim => mixed((self.palette)(cell.value, cell.range, cell.quantity), self.paper, 0.55),
            Look::Plain => (self.palette)(cell.value, cell.range, cell.quantity),
        };
        let edge = mixed(self.paper, self.ink, 0.3);
        let stroke = match () {
            () if cell.lit => Some((self.ink, 2.0)),
            () => padded.then_some((edge, 1.0)),
        };
        self.items.push(Item::Square { x, y, side, fill, stroke, dashed: padded && !cell.lit });
        if cell.discarded {
            self.items.push(Item::Hatch { x, y, side });
        }
        if matches!(cell.look, Look::Empty | Look::Outside) || self.pitch < READABLE {
            return;
        }
        let text = number(cell.value);
        let size = (0.38 * side).min(0.9 * side / width(&text, 1.0));
        let color = if padded || cell.look == Look::Dim { self.muted() } else { self.on(fill) };
        self.text((x + side / 2.0, y + side / 2.0 + 0.36 * size), size, Anchor::Middle, &text, color, false);
        if let Some(badge) = cell.badge.as_ref().filter(|_| self.pitch >= 30.0) {
            let (x, y) = (x + side - 3.0, y + side - 3.0);
            let spans = vec![self.span(badge)];
            self.items.push(Item::Text { x, y, size: 0.22 * side, anchor: Anchor::End, spans });
        }
    }

    /// Ink or paper, whichever contrasts more with the ground (WCAG's relative luminance).
    fn on(&self, ground: Rgb) -> Rgb {
        let contrast = |color: Rgb| {
            let (a, b) = (luminance(color) + 0.05, luminance(ground) + 0.05);
            (a / b).max(b / a)
        };
        if contrast(self.ink) >= contrast(self.paper) { self.ink } else { self.paper }
    }
}

fn luminance(color: Rgb) -> f32 {
    let [r, g, b] = color.map(|c| (f32::from(c) / 255.0).powf(2.2));
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

/// From one colour to the other, by this part of the way.
fn mixed(from: Rgb, to: Rgb, part: f32) -> Rgb {
    std::array::from_fn(|i| {
        (f32::from(from[i]) + part * (f32::from(to[i]) - f32::from(from[i]))).round() as u8
    })
}
