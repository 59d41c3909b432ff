//! Operands in a line, with signs between them: beside each other, or below each other where a room is high and narrow.

use super::draft::{Draft, width};
use super::{Board, GAP, guides};
use crate::app::color::{Theme, Token};
use crate::app::figure::{Anchor, MAX_NUMBER_COLUMNS, MIN_NUMBER_SIDE, Operand, Room};

/// For the sign between two operands beside each other.
pub(super) const SIGN: f32 = 48.0;
/// For the sign between two operands below each other.
const SIGN_BELOW: f32 = 22.0;
/// Most channels beside each other.
const MOST_ACROSS: usize = 4;

/// How operands stand: whether below each other, and how many channels of each are beside each other.
struct Way {
    below: bool,
    across: Vec<usize>,
}

/// An operand as a way sees it.
struct Stack {
    channels: usize,
    rows: usize,
    columns: usize,
    title: f32,
}

/// What a title takes above its grid.
pub(super) fn title_height(room: &Room) -> f32 {
    room.title + 8.0
}

impl Stack {
    fn of(operand: &Operand, room: &Room) -> Self {
        let grid = &operand.grids[0];
        let size = if room.sizes { 2 + operand.size.chars().count() } else { 0 };
        Self {
            channels: operand.grids.len(),
            rows: grid.rows(),
            columns: grid.columns,
            title: width(operand.title.chars().count() + size, room.title),
        }
    }

    fn has_numbers(&self) -> bool {
        self.columns.max(self.rows) <= MAX_NUMBER_COLUMNS
    }

    /// Width and height with so many channels beside each other and cells as large as this.
    fn extent(&self, across: usize, side: f32, head: f32) -> [f32; 2] {
        let pitch = side + (side / 20.0).floor();
        let long = |n: usize, cells: usize| (n * cells) as f32 * pitch + (n - 1) as f32 * GAP;
        let down = self.channels.div_ceil(across);
        [long(across, self.columns).max(self.title), head + long(down, self.rows)]
    }
}

impl Way {
    /// Width and height of all operands with cells of this side.
    fn extent(&self, stacks: &[Stack], side: f32, room: &Room) -> [f32; 2] {
        let head = title_height(room);
        let extents =
            stacks.iter().zip(&self.across).map(|(stack, across)| stack.extent(*across, side, head));
        let signs = (stacks.len() - 1) as f32;
        extents.fold(if self.below { [0.0, signs * SIGN_BELOW] } else { [signs * SIGN, 0.0] }, |all, own| {
            match self.below {
                true => [all[0].max(own[0]), all[1] + own[1]],
                false => [all[0] + own[0], all[1].max(own[1])],
            }
        })
    }

    /// Every way; what stacks the most comes first.
    fn all(stacks: &[Stack]) -> Vec<Self> {
        let mut across: Vec<Vec<usize>> = vec![vec![]];
        for stack in stacks.iter().rev() {
            let more = |n: usize| across.iter().map(move |rest| [&[n], &rest[..]].concat());
            across = (1..=stack.channels.min(MOST_ACROSS)).flat_map(more).collect();
        }
        across.sort_by_key(|across| across.iter().rev().copied().collect::<Vec<_>>());
        let ways = |below: bool| across.iter().map(move |across| Self { below, across: across.clone() });
        ways(false).chain(ways(true)).collect()
    }
}

/// The largest cells with which all operands fit, and the way in which they do. Where they would be too small for numbers,
/// they are as large as numbers have to be.
fn best(operands: &[Operand], room: &Room) -> (f32, Way) {
    let stacks: Vec<Stack> = operands.iter().map(|operand| Stack::of(operand, room)).collect();
    let least = if stacks.iter().all(Stack::has_numbers) { MIN_NUMBER_SIDE } else { 4.0 };
    let mut ways = Way::all(&stacks);
    let fits = |way: &Way, side: f32| {
        let [width, height] = way.extent(&stacks, side, room);
        width <= room.width && height <= room.height
    };
    let sides = (least as usize..=room.largest.max(least) as usize).rev().map(|side| side as f32);
    for side in sides {
        if let Some(found) = ways.iter().position(|way| fits(way, side)) {
            return (side, ways.swap_remove(found));
        }
    }
    // The one that has to be scrolled the least.
    let over = |way: &Way| {
        let [width, height] = way.extent(&stacks, least, room);
        (width - room.width).max(0.0) + (height - room.height).max(0.0)
    };
    let least_over = ways.into_iter().min_by(|a, b| over(a).total_cmp(&over(b)));
    (least, least_over.expect("there is a way"))
}

/// The side of a cell, and how many channels of each operand are beside each other.
pub(super) fn largest_side(operands: &[Operand], room: &Room) -> (f32, Vec<usize>) {
    let (side, way) = best(operands, room);
    (side, way.across)
}

/// The board of operands in a line.
pub(super) fn board(operands: &[Operand], room: &Room, theme: Theme) -> Board {
    let (side, Way { below, across }) = best(operands, room);
    let mut draft = Draft::new(operands, side, room, theme);
    let head = title_height(room);
    let extents: Vec<[f32; 2]> = operands
        .iter()
        .zip(&across)
        .map(|(operand, across)| Stack::of(operand, room).extent(*across, side, head))
        .collect();
    let tallest = extents.iter().map(|[_, height]| *height).fold(0.0, f32::max);
    let (mut at, mut before) = (0.0, None);
    for (i, (operand, [wide, high])) in operands.iter().zip(&extents).enumerate() {
        let (x, y) = if below { (0.0, at) } else { (at, (tallest - high) / 2.0) };
        let size = if room.sizes { operand.size.as_str() } else { "" };
        draft.title([x, y + room.title], room.title, operand.title.get(), size);
        if i > 0 {
            let at =
                if below { [8.0, y - 4.0] } else { [x - SIGN / 2.0, head + (tallest - head) / 2.0 + 9.0] };
            let size = if below { 20.0 } else { 26.0 };
            draft.say(at, size, Anchor::Middle, operand.sign, Token::Muted);
        }
        let mut lit = None;
        for (channel, grid) in operand.grids.iter().enumerate() {
            let [w, h] = grid.extent(side);
            let place = [(channel % across[i]) as f32 * (w + GAP), (channel / across[i]) as f32 * (h + GAP)];
            let rect = draft.grid(i, channel, [x + place[0], y + head + place[1]]);
            lit = lit.or_else(|| draft.lit(i, channel, rect));
        }
        if let (Some(from), Some(to)) = (before, lit) {
            draft.board.guides.push(guides::between(from, to));
        }
        before = lit.or(before);
        at += if below { high + SIGN_BELOW } else { wide + SIGN };
    }
    draft.board
}
