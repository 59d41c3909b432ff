//! How large cells can be, and how channels are arranged, in the room there is.

use crate::ui::widgets::grid::{MOST_COLUMNS, SMALLEST};

/// A stack of channels, each of so many rows and columns.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stack {
    pub channels: usize,
    pub rows: usize,
    pub columns: usize,
    /// How wide what stands above it is, in CSS pixels.
    pub title: f32,
}

/// How stacks stand beside each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Arrangement {
    /// Channels beside each other in each stack.
    pub across: [usize; 3],
    /// The side of a cell in CSS pixels.
    pub size: f32,
    /// The height in which channels are scrolled, where only so they are large enough for numbers.
    pub seen: Option<f32>,
}

/// Between two channels.
const GAP: f32 = 20.0;
/// For the signs between the stacks.
const SIGN: f32 = 52.0;

impl Stack {
    /// Whether its cells can show numbers at all.
    fn has_numbers(&self) -> bool {
        self.columns <= MOST_COLUMNS && self.rows <= MOST_COLUMNS
    }

    /// Width and height with so many channels beside each other and cells as large as this.
    fn extent(&self, across: usize, size: f32) -> (f32, f32) {
        let pitch = size + (size / 20.0).floor();
        let side =
            |channels: usize, cells: usize| (channels * cells) as f32 * pitch + (channels - 1) as f32 * GAP;
        let down = self.channels.div_ceil(across);
        (side(across, self.columns).max(self.title), side(down, self.rows))
    }
}

/// The arrangement on a narrow screen, where the stacks stand below each other: numbers, as long as there can be any.
pub fn below(stacks: [Stack; 3], width: f32) -> Arrangement {
    let columns = stacks.iter().map(|stack| stack.columns).max().unwrap_or(1);
    let least = if stacks.iter().all(Stack::has_numbers) { SMALLEST } else { 4.0 };
    let size = (width / columns as f32 - 2.0).floor().clamp(least, 40.0);
    Arrangement { across: [1; 3], size, seen: None }
}

/// The arrangement with the largest cells, and among those the one that stacks the most. Where all channels at once
/// would be too small for numbers, one of each stack is seen at a time.
pub fn arrange(stacks: [Stack; 3], width: f32, height: f32, largest: f32) -> Arrangement {
    let fits = |stacks: [Stack; 3], across: [usize; 3], size: f32| {
        let extents = [0, 1, 2].map(|i| stacks[i].extent(across[i], size));
        2.0 * SIGN + extents.iter().map(|(width, _)| width).sum::<f32>() <= width
            && extents.iter().all(|(_, tall)| *tall <= height)
    };
    let sizes = || (4..=largest as usize).rev().map(|size| size as f32);
    let ways = (0..64).map(|i| [1 + i % 4, 1 + i / 4 % 4, 1 + i / 16]);
    let possible =
        |across: &[usize; 3]| stacks.iter().zip(across).all(|(stack, across)| *across <= stack.channels);
    let ways: Vec<[usize; 3]> = ways.filter(possible).collect();
    let best = sizes()
        .flat_map(|size| ways.iter().map(move |across| (size, *across)))
        .find(|(size, across)| fits(stacks, *across, *size));
    let (size, across) = best.unwrap_or((4.0, [1; 3]));
    if size >= SMALLEST || !stacks.iter().all(Stack::has_numbers) {
        return Arrangement { across, size, seen: None };
    }
    let alone = stacks.map(|stack| Stack { channels: 1, ..stack });
    let size = sizes().find(|size| fits(alone, [1; 3], *size)).unwrap_or(SMALLEST).max(SMALLEST);
    let tallest = alone.iter().map(|stack| stack.extent(1, size).1).fold(0.0, f32::max);
    Arrangement { across: [1; 3], size, seen: Some(tallest) }
}
