//! How large cells can be, and how channels are arranged, in the room there is.

use super::{Layout, Operand};
use crate::app::show::Show;

/// Grids of more columns or rows than 16 and their padding are pictures without numbers.
pub const MAX_NUMBER_COLUMNS: usize = 24;
/// Smaller cells cannot be read: such a grid is a picture, too. In CSS pixels.
pub const MIN_NUMBER_SIDE: f32 = 20.0;
/// Smaller cells have no room for a badge.
const MIN_BADGE_SIDE: f32 = 34.0;
/// Between two channels.
const GAP: f32 = 20.0;
/// For the sign between two operands.
const SIGN: f32 = 52.0;
/// Windows narrower than this have everything below each other.
const NARROW: f32 = 900.0;

/// The room that a figure has, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Room {
    pub width: f32,
    /// Height for the operands, without what stands above and below them.
    pub height: f32,
    pub title: f32,
    pub largest: f32,
    pub narrow: bool,
    /// Whether the size of an operand stands beside its title.
    pub sizes: bool,
}

/// How operands stand beside each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrangement {
    /// Channels beside each other in each operand.
    pub across: Vec<usize>,
    /// The side of a cell in CSS pixels.
    pub side: f32,
    /// The height in which channels are scrolled, where only so they are large enough for numbers.
    pub scrolled: Option<f32>,
    /// Whether cells have room for badges.
    pub badges: bool,
}

/// An operand as an arrangement sees it.
#[derive(Clone, Copy)]
struct Stack {
    channels: usize,
    rows: usize,
    columns: usize,
    title: f32,
}

impl Room {
    /// The room of a figure in line, in a window of this width and height.
    pub fn of((width, height): (f32, f32), show: Show) -> Self {
        let narrow = width < NARROW && show != Show::Framed;
        // What stands beside the operands, and above and below them.
        let (beside, around, title, largest) = match show {
            _ if narrow => (28.0, 0.0, 13.0, 40.0),
            Show::Alone => (288.0, 338.0, 13.0, 48.0),
            Show::Presented => (48.0, 238.0, 19.0, 84.0),
            Show::Framed => (16.0, if height < 400.0 { 170.0 } else { 200.0 }, 13.0, 48.0),
        };
        let (width, height) = (width - beside, (height - around).max(150.0));
        Self { width, height, title, largest, narrow, sizes: show != Show::Framed }
    }

    /// The room of stacks from the side, which share the window with a table and a picture.
    pub fn of_pyramids(window: (f32, f32), show: Show) -> Self {
        let room = Self::of(window, show);
        // As wide as the table and the picture below.
        let width = room.width - if show == Show::Alone && !room.narrow { 24.0 } else { 0.0 };
        let height = match show {
            _ if room.narrow => 280.0,
            Show::Alone => (window.1 - 480.0).max(200.0),
            Show::Presented => (window.1 - 420.0).max(240.0),
            Show::Framed => (window.1 - 110.0).max(150.0),
        };
        Self { width, height, ..room }
    }

    /// The room of a drawing, with so much of the height taken by what stands below it.
    pub fn of_drawing(window: (f32, f32), show: Show, below: f32) -> Self {
        let room = Self::of(window, show);
        let (around, least) = match show {
            _ if room.narrow => return Self { height: 300.0, ..room },
            Show::Alone => (252.0 + below, 180.0),
            Show::Presented => (170.0 + 1.4 * below, 220.0),
            Show::Framed => (120.0, 160.0),
        };
        Self { height: (window.1 - around).clamp(least, 620.0), ..room }
    }

    /// The same room with so much of its width taken by something beside the figure.
    pub fn beside(self, taken: f32) -> Self {
        Self { width: self.width - if self.narrow { 0.0 } else { taken }, ..self }
    }

    /// The same room with so much of its height taken by something below the figure.
    pub fn above(self, taken: f32) -> Self {
        Self { height: (self.height - taken).max(150.0), ..self }
    }

    /// The same room for examples of few cells, which may be as large as a tenth of its width.
    pub fn for_few_cells(self) -> Self {
        let largest = if self.narrow { self.largest } else { self.largest.max(self.width / 10.0) };
        Self { largest, ..self }
    }

    /// The room of a matrix product of `across` columns and `down` rows of cells: the side of a cell. Numbers wherever there
    /// is the height for them, where columns scroll rather than being too small; else all as colours.
    pub fn product_side((width, height): (f32, f32), show: Show, across: usize, down: usize) -> f32 {
        let (beside, around, least) = match show {
            _ if width < 600.0 => (40.0, 420.0, 28.0),
            Show::Alone if width < NARROW => (60.0, 380.0, 28.0),
            Show::Alone => (340.0, 356.0, 28.0),
            Show::Presented => (90.0, 340.0, 40.0),
            Show::Framed => (50.0, 236.0, 26.0),
        };
        // Between cells with numbers there are gaps.
        let with_gaps = |room: f32, cells: usize| room / cells as f32 / 1.05;
        let tall = with_gaps((height - around).max(160.0), down).min(56.0);
        let wide = with_gaps(width - beside, across);
        let (numbers, colors) = (tall.min(wide.max(least)), tall.min(wide).clamp(3.0, MIN_NUMBER_SIDE - 1.0));
        if numbers >= MIN_NUMBER_SIDE { numbers.floor() } else { colors.floor() }
    }
}

impl Stack {
    fn of(operand: &Operand, room: &Room) -> Self {
        let grid = &operand.grids[0];
        let size = if room.sizes { 1 + operand.size.chars().count() } else { 0 };
        Self {
            channels: operand.grids.len(),
            rows: grid.rows(),
            columns: grid.columns,
            title: 0.57 * room.title * (operand.title.chars().count() + size) as f32,
        }
    }

    /// Whether its cells can show numbers at all.
    fn has_numbers(&self) -> bool {
        self.columns <= MAX_NUMBER_COLUMNS && self.rows <= MAX_NUMBER_COLUMNS
    }

    /// Width and height with so many channels beside each other and cells as large as this.
    fn extent(&self, across: usize, side: f32) -> (f32, f32) {
        let pitch = side + (side / 20.0).floor();
        let long = |n: usize, cells: usize| (n * cells) as f32 * pitch + (n - 1) as f32 * GAP;
        let down = self.channels.div_ceil(across);
        (long(across, self.columns).max(self.title), long(down, self.rows))
    }
}

impl Arrangement {
    /// The arrangement of operands in this room.
    pub fn of(operands: &[Operand], layout: &Layout, room: &Room) -> Self {
        let stacks: Vec<Stack> = operands.iter().map(|operand| Stack::of(operand, room)).collect();
        match layout {
            _ if room.narrow => Self::below(&stacks, room.width),
            Layout::Line | Layout::Product { .. } | Layout::Pyramids(_) | Layout::Drawing(_) => {
                Self::beside(&stacks, room)
            }
        }
    }

    fn new(across: Vec<usize>, side: f32, scrolled: Option<f32>) -> Self {
        Self { across, side, scrolled, badges: side >= MIN_BADGE_SIDE }
    }

    /// On a narrow screen they stand below each other: with numbers, as long as there can be any.
    fn below(stacks: &[Stack], width: f32) -> Self {
        let columns = stacks.iter().map(|stack| stack.columns).max().unwrap_or(1);
        let least = if stacks.iter().all(Stack::has_numbers) { MIN_NUMBER_SIDE } else { 4.0 };
        Self::new(vec![1; stacks.len()], (width / columns as f32 - 2.0).floor().clamp(least, 40.0), None)
    }

    /// The one with the largest cells, and among those the one that stacks the most. Where all channels at once would be too
    /// small for numbers, one of each operand is seen at a time.
    fn beside(stacks: &[Stack], room: &Room) -> Self {
        let signs = SIGN * (stacks.len() - 1) as f32;
        let fits = |stacks: &[Stack], across: &[usize], side: f32| {
            let mut extents = stacks.iter().zip(across).map(|(stack, &across)| stack.extent(across, side));
            let (mut wide, mut tall) = (signs, true);
            extents.by_ref().for_each(|(width, height)| {
                wide += width;
                tall &= height <= room.height;
            });
            tall && wide <= room.width
        };
        let sides = || (4..=room.largest as usize).rev().map(|side| side as f32);
        // Every way of up to four channels beside each other in each operand.
        let mut ways: Vec<Vec<usize>> = vec![vec![]];
        for stack in stacks.iter().rev() {
            let more = |across: usize| ways.iter().map(move |way| [&[across], &way[..]].concat());
            ways = (1..=stack.channels.min(4)).flat_map(more).collect();
        }
        ways.sort_by_key(|way| way.iter().rev().copied().collect::<Vec<_>>());
        let best = sides().find_map(|side| {
            ways.iter().find(|across| fits(stacks, across, side)).map(|across| (side, across.clone()))
        });
        let one = vec![1; stacks.len()];
        let (side, across) = best.unwrap_or((4.0, one.clone()));
        if side >= MIN_NUMBER_SIDE || !stacks.iter().all(Stack::has_numbers) {
            return Self::new(across, side, None);
        }
        let alone: Vec<Stack> = stacks.iter().map(|stack| Stack { channels: 1, ..*stack }).collect();
        let side = sides().find(|side| fits(&alone, &one, *side)).unwrap_or(MIN_NUMBER_SIDE);
        let side = side.max(MIN_NUMBER_SIDE);
        let tallest = alone.iter().map(|stack| stack.extent(1, side).1).fold(0.0, f32::max);
        Self::new(one, side, Some(tallest))
    }
}
