//! A matrix product as a board: the first operand above, the second to the left, the third where they meet. The page lets its
//! columns scroll, so only drawings are laid out like this.

use super::Board;
use super::draft::Draft;
use super::line::{SIGN, largest_side, title_height};
use crate::app::color::Theme;
use crate::app::figure::{Operand, Room};

/// The board of a product in this room.
pub fn product(operands: &[Operand], room: &Room, theme: Theme) -> Board {
    let side = largest_side(operands, room).0;
    let mut draft = Draft::new(operands, side, room, theme);
    let [_, above] = operands[0].grids[0].extent(side);
    let [left, _] = operands[1].grids[0].extent(side);
    let head = title_height(room);
    let (x, y) = (left + SIGN, head + above + SIGN);
    for (i, [x, y]) in [[x, head], [0.0, y], [x, y]].into_iter().enumerate() {
        draft.title([x, y - 8.0], room.title, operands[i].title.get(), &operands[i].size);
        draft.grid(i, 0, [x, y]);
    }
    draft.board
}
