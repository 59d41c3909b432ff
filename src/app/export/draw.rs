//! Draws the present view of a convolution.

use super::formula::{self, number};
use super::sheets::{Cell, Look, Sheet, Stack, stacks};
use super::{Anchor, Item, Quantity, Rgb, Scene, Span};
use crate::app::convolve::{Convolve, Mode};

const MARGIN: f32 = 24.0;
/// Size of type above a stack.
const TITLE: f32 = 13.0;
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

/// Draws the view at the present step. The colours are the caller's: `palette(value, range, quantity)`.
pub fn scene(convolve: &Convolve, palette: impl Fn(f32, f32, Quantity) -> Rgb) -> Scene {
    let (paper, ink) = (palette(0.0, 1.0, Quantity::Input), palette(1.0, 1.0, Quantity::Input));
    let computed = convolve.compute();
    let stacks = stacks(convolve, &computed);
    let total: usize = stacks.iter().map(|stack| stack.across * stack.sheets[0].columns).sum();
    let tallest = stacks.iter().map(|stack| stack.down() * stack.sheets[0].rows()).max().unwrap_or(1);
    let pitch = (ROOM.0 / total as f32).min(ROOM.1 / tallest as f32).min(ROOM.2).floor().max(4.0);
    let mut draw = Draw { palette: &palette, paper, ink, pitch, items: Vec::new() };
    let inner = stacks.iter().map(|stack| draw.extent(stack).0).sum::<f32>() + 2.0 * SIGN;
    let height = stacks.iter().map(|stack| draw.extent(stack).1).fold(0.0, f32::max);
    let width = inner.max(LEAST_WIDTH) + 2.0 * MARGIN;

    let title = match convolve.mode {
        Mode::Forward => "Convolution",
        Mode::WeightGradient => "Convolution: gradient of the weights",
        Mode::InputGradient => "Convolution: gradient of the input",
        Mode::Transposed => "Transposed convolution",
    };
    let step = format!("step {} of {}", convolve.at + 1, convolve.steps());
    draw.text((MARGIN, 40.0), 18.0, Anchor::Start, title, ink, true);
    draw.text((width - MARGIN, 40.0), 13.0, Anchor::End, &step, draw.muted(), false);
    draw.text((MARGIN, 62.0), 13.0, Anchor::Start, &formula::settings(convolve), draw.muted(), false);
    let (mut x, top) = (MARGIN, 112.0);
    for (i, stack) in stacks.iter().enumerate() {
        let (w, h) = draw.extent(stack);
        draw.stack(stack, x, top + (height - h) / 2.0);
        x += w + SIGN;
        if i < 2 {
            let sign = [["∗", "="], ["∗", "→"]][usize::from(convolve.mode != Mode::Forward)][i];
            let at = (x - SIGN / 2.0, top + height / 2.0 + 9.0);
            draw.text(at, 26.0, Anchor::Middle, sign, draw.muted(), false);
        }
    }
    let mut y = top + height + 48.0;
    let color = |value, quantity| palette(value, 1.0, quantity);
    for spans in formula::lines(convolve, &computed, width - 2.0 * MARGIN, (ink, draw.muted()), color) {
        draw.items.push(Item::Text { x: MARGIN, y, size: formula::SIZE, anchor: Anchor::Start, spans });
        y += 28.0;
    }
    Scene { width, height: y, paper, ink, items: draw.items }
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

    fn text(&mut self, (x, y): (f32, f32), size: f32, anchor: Anchor, text: &str, color: Rgb, bold: bool) {
        let spans = vec![Span { text: text.to_owned(), color, bold }];
        self.items.push(Item::Text { x, y, size, anchor, spans });
    }

    /// Width and height of a stack; what stands above it has to fit, too.
    fn extent(&self, stack: &Stack) -> (f32, f32) {
        let side = |n: usize, cells: usize| (n * cells) as f32 * self.pitch + (n - 1) as f32 * GAP;
        let sheet = &stack.sheets[0];
        let title = formula::width(stack.title, TITLE) + formula::width(&stack.size, TITLE);
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
        let padded = cell.look == Look::Padded;
        let fill = match cell.look {
            Look::Empty => mixed(self.paper, self.ink, 0.06),
            Look::Padded => self.paper,
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
        if cell.look == Look::Empty || self.pitch < READABLE {
            return;
        }
        let text = number(cell.value);
        let size = (0.38 * side).min(0.9 * side / formula::width(&text, 1.0));
        let color = if padded || cell.look == Look::Dim { self.muted() } else { self.on(fill) };
        self.text((x + side / 2.0, y + side / 2.0 + 0.36 * size), size, Anchor::Middle, &text, color, false);
        if let Some(weight) = cell.badge.filter(|_| self.pitch >= 30.0) {
            let color = (self.palette)(1.0, 1.0, Quantity::Weight);
            let at = (x + side - 3.0, y + side - 3.0);
            self.text(at, 0.22 * side, Anchor::End, &format!("×{}", number(weight)), color, true);
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
