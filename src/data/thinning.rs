//! From an image to lines of one cell.

use super::SIDE;

/// Cells of the thinned grid along one pixel: lines one cell wide keep the strokes of an 8 apart.
pub(super) const FINE: usize = 3;
/// Cells along one side of the thinned grid, one empty cell around everything included.
pub(super) const GRID: usize = SIDE * FINE + 2;
/// Ink from here on (of 255): below the middle, so that faint strokes stay in one piece.
pub(super) const INK: f32 = 104.0;
/// The eight neighbours of a cell, clockwise from the one above.
pub(super) const AROUND: [isize; 8] = [
    -(GRID as isize),
    1 - GRID as isize,
    1,
    GRID as isize + 1,
    GRID as isize,
    GRID as isize - 1,
    -1,
    -1 - GRID as isize,
];

/// The image at three times its size, bilinear, thresholded.
pub(super) fn enlarged(image: &[u8]) -> Vec<bool> {
    let at = |y: isize, x: isize| {
        let inside = (0..SIDE as isize).contains(&y) && (0..SIDE as isize).contains(&x);
        if inside { f32::from(image[y as usize * SIDE + x as usize]) } else { 0.0 }
    };
    let mut grid = vec![false; GRID * GRID];
    for y in 1..GRID - 1 {
        let source = (y as f32 - 0.5) / FINE as f32 - 0.5;
        let (top, down) = (source.floor(), source - source.floor());
        for x in 1..GRID - 1 {
            let source = (x as f32 - 0.5) / FINE as f32 - 0.5;
            let (left, right) = (source.floor(), source - source.floor());
            let row = |y| at(y, left as isize) * (1.0 - right) + at(y, left as isize + 1) * right;
            grid[y * GRID + x] = row(top as isize) * (1.0 - down) + row(top as isize + 1) * down >= INK;
        }
    }
    grid
}

/// Zhang and Suen: takes away the border cells whose loss breaks nothing, on two sides in turn, until none is left.
pub(super) fn thin(grid: &mut [bool]) {
    let mut ink: Vec<usize> = (0..grid.len()).filter(|&cell| grid[cell]).collect();
    let mut removed = Vec::new();
    loop {
        let before = ink.len();
        for second in [false, true] {
            removed.clear();
            for &cell in &ink {
                let p = AROUND.map(|step| grid[cell.wrapping_add_signed(step)]);
                let neighbours = p.iter().filter(|&&set| set).count();
                let crossings = (0..8).filter(|&i| !p[i] && p[(i + 1) % 8]).count();
                let [up, _, right, _, down, _, left, _] = p;
                // The two conditions of each half, one of them being that one of two opposite sides is paper.
                let border = match second {
                    false => !right || !down || !up && !left,
                    true => !left || !up || !right && !down,
                };
                if (2..=6).contains(&neighbours) && crossings == 1 && border {
                    removed.push(cell);
                }
            }
            removed.iter().for_each(|&cell| grid[cell] = false);
            ink.retain(|&cell| grid[cell]);
        }
        if ink.len() == before {
            return;
        }
    }
}
