//! How large cells can be, and how channels are arranged, in the room there is.

/// A stack of channels, each of so many rows and columns.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stack {
    pub channels: usize,
    pub rows: usize,
    pub columns: usize,
}

/// How stacks stand beside each other: channels across in each, and the side of a cell in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Arrangement {
    pub across: [usize; 3],
    pub size: f32,
}

/// Between two channels, with the label above.
const GAP: f32 = 22.0;
/// Between two cells.
const LINE: f32 = 2.0;
/// For the signs between the stacks.
const SIGN: f32 = 52.0;

/// The arrangement on a narrow screen, where the stacks stand below each other: numbers, as long as they can be read.
pub fn below(stacks: [Stack; 3], width: f32) -> Arrangement {
    let columns = stacks.iter().map(|stack| stack.columns).max().unwrap_or(1);
    Arrangement { across: [1; 3], size: (width / columns as f32 - LINE).floor().clamp(4.0, 40.0) }
}

/// The arrangement with the largest cells.
pub fn arrange(stacks: [Stack; 3], width: f32, height: f32, largest: f32) -> Arrangement {
    let mut best = Arrangement { across: [1; 3], size: 3.0 };
    for across in (0..64).map(|i| [1 + i % 4, 1 + i / 4 % 4, 1 + i / 16]) {
        if stacks.iter().zip(across).any(|(stack, across)| across > stack.channels) {
            continue;
        }
        let (mut cells, mut fixed, mut size) = (0.0, 2.0 * SIGN, largest);
        for (stack, across) in stacks.iter().zip(across) {
            let down = stack.channels.div_ceil(across);
            cells += (across * stack.columns) as f32;
            fixed += (across - 1) as f32 * GAP;
            let room = height - down as f32 * GAP;
            size = size.min(room / (down * stack.rows) as f32 - LINE);
        }
        size = size.min((width - fixed) / cells - LINE);
        if size > best.size {
            best = Arrangement { across, size: size.floor() };
        }
    }
    best
}
