//! [`Figure`]: the picture of an example at a step — grids, cells, badges, captions, formulas. It is computed here once, and
//! painted three ways: as the page, as a drawing (SVG, PNG), and as an animation (GIF). What is exported is what is seen.

mod board;
mod cell;
mod cuboid;
mod draw;
mod drawing;
mod formula;
mod gif;
mod pyramid;
mod room;
mod scene;
mod svg;
mod symbols;

pub use board::{Board, FilterSum, PlacedGrid};
pub use cell::{Badge, Cell, CellPaint, Look, fitting_type, range};
pub use cuboid::Cuboid;
pub use drawing::{Draw, Drawing};
pub use formula::{Formula, Role, Word};
pub use gif::{Animation, shown_steps};
pub use pyramid::{Level, Pyramid, Sight};
pub use room::{MAX_NUMBER_COLUMNS, MIN_NUMBER_SIDE, Room};
pub use scene::{Anchor, Area, Item, Scene, Span};
pub use svg::{FONTS, outline, path, svg};
pub use symbols::Symbol;

use std::rc::Rc;

use crate::app::text::Text;
use crate::app::text::lab as text;
use crate::shape::Shape;

/// What a place shows of its example.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Figure {
    pub title: Text,
    /// The name of the example.
    pub example: Text,
    /// The settings that a lecture speaks of.
    pub brief: String,
    /// The present step, from 1, and how many there are.
    pub step: [usize; 2],
    /// All settings in one line.
    pub settings: String,
    /// How large the output is, in letters and numbers; empty where there is nothing to calculate.
    pub size: String,
    /// A sentence about what is seen; empty where there is nothing to say.
    pub remark: String,
    pub layout: Layout,
    pub operands: Vec<Operand>,
    /// The formula in symbols; empty where there is none.
    pub symbols: Vec<Symbol>,
    /// The formula in numbers.
    pub formula: Formula,
    /// Lines that it takes at most.
    pub lines: usize,
}

/// How operands stand.
#[derive(Clone, Debug, PartialEq)]
pub enum Layout {
    /// Side by side.
    Line,
    /// Channels of the input above a block for each filter.
    Filters {
        /// Groups of channels that filters see, of the convolution.
        groups: usize,
        /// What each filter makes at the step, where the mode has such sums.
        sums: Vec<FilterSum>,
    },
    /// A matrix product: the first above, the second to the left, the third where they meet.
    Product {
        /// The product in letters.
        equation: String,
        /// What it is made of, a sentence each.
        notes: Vec<String>,
    },
    /// No grids: stacks of layers from the side.
    Pyramids(Vec<Pyramid>),
    /// No grids: a drawing of its own.
    Drawing(Drawing),
}

/// One thing that takes part: all of its channels.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Operand {
    pub id: OperandId,
    /// The sign before it; empty where there is none.
    pub sign: &'static str,
    pub title: Text,
    /// How large it is, and of which filter.
    pub size: String,
    pub grids: Vec<Grid>,
    /// The grid that the timeline is at.
    pub current: usize,
}

/// Which operand a grid belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum OperandId {
    Input,
    Kernel,
    /// ∂L/∂Y.
    Upstream,
    Output,
    /// ∂L/∂W.
    WeightGradient,
    /// ∂L/∂X.
    InputGradient,
    /// X of im2col.
    Patches,
    /// One for each filter.
    Bias,
    /// What the window sees times the kernel, for each filter and channel.
    Products,
    /// One of several matrices, by its place.
    Matrix(usize),
    /// Mean and variance, or what else is computed of many values.
    Statistics,
    /// Running mean and variance.
    Running,
    /// γ and β.
    ScaleShift,
    /// A unit in a stack of layers from the side: the grid is the stack, the row its layer.
    Unit,
}

/// One channel: a grid of numbers.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Grid {
    /// Its stable name for tests.
    pub testid: String,
    /// What it is, for those who do not see it.
    pub name: String,
    pub columns: usize,
    /// Row and column of the first cell; padding makes them negative.
    pub first: [isize; 2],
    pub cells: Rc<[Cell]>,
    pub editable: bool,
    pub pointable: bool,
    /// Whether a click holds what the mouse shows.
    pub pinnable: bool,
}

/// A cell of a figure that the mouse or the keyboard points at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Spot {
    pub operand: OperandId,
    pub grid: usize,
    /// The row, which may lie in the padding.
    pub row: isize,
    /// The column, which may lie in the padding.
    pub column: isize,
}

/// What people did to the numbers of a grid.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum Edit {
    /// The same value in some cells.
    Set {
        cells: Vec<[isize; 2]>,
        value: f32,
        /// Whether it goes on with the edit before, as a drag does from cell to cell: both are taken back at once.
        goes_on: bool,
    },
    /// A pasted text.
    Paste {
        /// Row and column of its first number.
        at: [isize; 2],
        text: String,
    },
}

impl Figure {
    /// Where the timeline is, in words: "step 8 of 36".
    pub fn position(&self) -> String {
        text::step_of(self.step[0], self.step[1])
    }
}

/// Two numbers, or the one that both are: "2", "2×3".
pub fn pair([a, b]: [usize; 2]) -> String {
    if a == b { a.to_string() } else { format!("{a}×{b}") }
}

impl Operand {
    /// One without a sign before it.
    pub fn new(id: OperandId, title: Text, size: String, grids: Vec<Grid>, current: usize) -> Self {
        Self { id, sign: "", title, size, grids, current }
    }

    /// All channels of a shape, which answer to the mouse. They are told apart in the stable name and in the other: as
    /// "conv-input-1" and "input, channel 1".
    pub fn of_shape(
        id: OperandId,
        title: Text,
        [testid, name]: [&str; 2],
        Shape { c, h, w }: Shape,
        current: usize,
        cell: impl Fn(usize) -> Cell,
    ) -> Self {
        let grid = |channel: usize| {
            let testid = if c > 1 { format!("{testid}-{channel}") } else { testid.to_owned() };
            let cells = (channel * h * w..(channel + 1) * h * w).map(&cell);
            Grid { pointable: true, ..Grid::new(testid, text::grid(name, channel, c), w, cells) }
        };
        Self::new(id, title, text::size([h, w], [h, w]), (0..c).map(grid).collect(), current)
    }

    /// The same after something was done to each of its grids.
    pub fn with(mut self, change: impl FnMut(&mut Grid)) -> Self {
        self.grids.iter_mut().for_each(change);
        self
    }
}

impl Grid {
    /// How many rows it has.
    pub fn rows(&self) -> usize {
        self.cells.len() / self.columns.max(1)
    }

    /// A grid that only shows.
    pub fn new(testid: String, name: String, columns: usize, cells: impl IntoIterator<Item = Cell>) -> Self {
        let cells = cells.into_iter().collect();
        Self {
            testid,
            name,
            columns,
            first: [0; 2],
            cells,
            editable: false,
            pointable: false,
            pinnable: false,
        }
    }
}

#[cfg(test)]
mod tests;
