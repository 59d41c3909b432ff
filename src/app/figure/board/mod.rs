//! [`Board`]: where the grids, words and guide lines of a figure stand. It is laid out once, for the page and for drawings.

mod draft;
mod filters;
mod guides;
mod line;
mod product;
mod sums;

pub(super) use product::product;
pub use sums::FilterSum;

use super::{Figure, Grid, Item, Layout, MAX_NUMBER_COLUMNS, MIN_NUMBER_SIDE, OperandId, Room};
use crate::app::color::Theme;

/// Between two channels, in CSS pixels.
const GAP: f32 = 20.0;
/// Cells of less than so many times the smallest type have no room for a badge.
const BADGED: f32 = 2.2;

/// The grids of a figure in their places, in CSS pixels.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs)]
pub struct Board {
    pub width: f32,
    pub height: f32,
    pub grids: Vec<PlacedGrid>,
    /// Titles, signs and sums.
    pub items: Vec<Item>,
    /// Lines from the window to the filter and on to what comes out: each one is a way of several pieces.
    pub guides: Vec<Vec<[f32; 4]>>,
    /// Where there is room for the formula beside the grids: x, y, width and height.
    pub corner: Option<[f32; 4]>,
}

/// One grid in its place.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct PlacedGrid {
    /// The number of the operand, and that of its grid.
    pub operand: usize,
    pub grid: usize,
    pub x: f32,
    pub y: f32,
    /// The side of a cell.
    pub side: f32,
    /// Whether cells have room for badges.
    pub badges: bool,
}

impl Board {
    /// The board of a figure in this room. Where the room is too small for numbers, the board is larger than the room.
    pub fn of(figure: &Figure, room: &Room, theme: Theme) -> Self {
        match &figure.layout {
            Layout::Filters { groups, sums } => {
                filters::board(&figure.operands, (*groups, sums), room, theme)
            }
            _ => line::board(&figure.operands, room, theme),
        }
    }
}

impl Figure {
    /// Where on its board the step makes something: the middle of the first lit cell of the last operand that has one.
    pub fn made_at(&self, board: &Board) -> Option<[f32; 2]> {
        let lit = |placed: &&PlacedGrid| {
            let operand = &self.operands[placed.operand];
            let makes = matches!(
                operand.id,
                OperandId::Output | OperandId::WeightGradient | OperandId::InputGradient
            );
            makes && operand.grids[placed.grid].cells.iter().any(|cell| cell.lit)
        };
        let placed = board.grids.iter().find(lit)?;
        let grid = &self.operands[placed.operand].grids[placed.grid];
        let cell = grid.cells.iter().position(|cell| cell.lit)?;
        let (pitch, half) = (grid.pitch(placed.side), placed.side / 2.0);
        let [row, column] = [cell / grid.columns, cell % grid.columns].map(|at| at as f32 * pitch + half);
        Some([placed.x + column, placed.y + row])
    }
}

impl Grid {
    /// Whether cells of this side are drawn as a picture without numbers.
    fn is_picture(&self, side: f32) -> bool {
        side < MIN_NUMBER_SIDE || self.columns > MAX_NUMBER_COLUMNS
    }

    /// From one cell to the next.
    pub(super) fn pitch(&self, side: f32) -> f32 {
        side + if self.is_picture(side) { 0.0 } else { (side / 20.0).floor() }
    }

    /// Width and height with cells of this side.
    fn extent(&self, side: f32) -> [f32; 2] {
        let pitch = self.pitch(side);
        [self.columns, self.rows()].map(|cells| cells as f32 * pitch - (pitch - side))
    }
}

#[cfg(test)]
mod tests;
