//! [`Figure`]: what a drawing shows, before it is laid out.

use super::Quantity;
use super::formula::number;

/// A view with what is said about it.
pub(super) struct Figure {
    pub title: &'static str,
    /// The present step, from 1, and how many there are.
    pub step: [usize; 2],
    pub settings: String,
    /// What stands side by side, each with the sign before it.
    pub stacks: Vec<(&'static str, Stack)>,
    /// The words of each part stay together on a line.
    pub formula: Vec<Vec<Word>>,
}

/// A part of a formula.
pub(super) struct Word {
    pub text: String,
    pub tone: Tone,
    pub bold: bool,
}

impl Word {
    pub fn new(text: &str, tone: Tone, bold: bool) -> Self {
        Self { text: text.to_owned(), tone, bold }
    }
}

/// What colour a word has.
#[derive(Clone, Copy)]
pub(super) enum Tone {
    Ink,
    Muted,
    /// That of a value, where the palette ends at 1.
    Of(f32, Quantity),
}

/// A square with a number.
pub(super) struct Cell {
    pub value: f32,
    pub range: f32,
    pub quantity: Quantity,
    pub look: Look,
    /// Whether the present step touches it.
    pub lit: bool,
    /// Whether no window ever reaches it.
    pub discarded: bool,
    /// Small text at its lower right.
    pub badge: Option<Word>,
}

/// How a cell looks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    Plain,
    /// Around the input.
    Padded,
    /// Around the input, where nothing counts.
    Outside,
    /// Its step is still to come.
    Dim,
    /// Its value is still to come.
    Empty,
}

/// One channel.
pub(super) struct Sheet {
    pub columns: usize,
    pub cells: Vec<Cell>,
}

impl Sheet {
    pub fn rows(&self) -> usize {
        self.cells.len() / self.columns
    }
}

/// All channels of one thing.
pub(super) struct Stack {
    pub title: &'static str,
    pub size: String,
    pub sheets: Vec<Sheet>,
    /// Channels beside each other.
    pub across: usize,
}

impl Stack {
    pub fn down(&self) -> usize {
        self.sheets.len().div_ceil(self.across)
    }
}

pub(super) fn plain(value: f32, range: f32, quantity: Quantity) -> Cell {
    Cell { value, range, quantity, look: Look::Plain, lit: false, discarded: false, badge: None }
}

/// The badge of a value that is multiplied with a weight.
pub(super) fn times(weight: f32) -> Word {
    Word::new(&format!("×{}", number(weight)), Tone::Of(1.0, Quantity::Weight), true)
}

pub(super) fn sheets(cells: impl Iterator<Item = Cell>, columns: usize, area: usize) -> Vec<Sheet> {
    let mut cells: Vec<Cell> = cells.collect();
    let mut sheets = Vec::new();
    while !cells.is_empty() {
        let rest = cells.split_off(area.min(cells.len()));
        sheets.push(Sheet { columns, cells });
        cells = rest;
    }
    sheets
}

/// Up to three channels stand below each other, four in a square.
pub(super) fn across(channels: usize) -> usize {
    if channels > 3 { 2 } else { 1 }
}

/// The largest magnitude: what a palette ends at.
pub(super) fn largest(values: &[f32]) -> f32 {
    values.iter().fold(1e-6, |largest, value| value.abs().max(largest))
}
