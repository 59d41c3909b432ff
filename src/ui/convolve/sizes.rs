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
/// Width of a title.
const TITLE: f32 = 138.0;
/// For the signs between the stacks.
const SIGN: f32 = 52.0;

/// The arrangement on a narrow screen, where the stacks stand below each other: numbers, as long as they can be read.
pub fn below(stacks: [Stack; 3], width: f32) -> Arrangement {
    let columns = stacks.iter().map(|stack| stack.columns).max().unwrap_or(1);
    Arrangement { across: [1; 3], size: (width / columns as f32 - LINE).floor().clamp(4.0, 40.0) }
}

/// The arrangement with the largest cells, and among those the one that stacks the most.
pub fn arrange(stacks: [Stack; 3], width: f32, height: f32, largest: f32) -> Arrangement {
    let fits = |across: [usize; 3], size: f32| {
        let (mut total, mut tallest) = (2.0 * SIGN, 0.0f32);
        for (stack, across) in stacks.iter().zip(across) {
            let down = stack.channels.div_ceil(across) as f32;
            let cells = (across * stack.columns) as f32 * (size + LINE) + (across - 1) as f32 * GAP;
            total += cells.max(TITLE);
            tallest = tallest.max(down * (stack.rows as f32 * (size + LINE) + GAP));
        }
        total <= width && tallest <= height
    };
    let ways = (0..64).map(|i| [1 + i % 4, 1 + i / 4 % 4, 1 + i / 16]);
    let possible =
        |across: &[usize; 3]| stacks.iter().zip(across).all(|(stack, across)| *across <= stack.channels);
    let ways: Vec<[usize; 3]> = ways.filter(possible).collect();
    let sizes = (4..=largest as usize).rev().map(|size| size as f32);
    let best = sizes
        .flat_map(|size| ways.iter().map(move |across| (size, *across)))
        .find(|(size, across)| fits(*across, *size));
    best.map_or(Arrangement { across: [1; 3], size: 4.0 }, |(size, across)| Arrangement { across, size })
}
