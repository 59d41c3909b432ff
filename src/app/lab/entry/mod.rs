//! How numbers get into a grid: typed, pasted, painted, and how the keyboard walks there.

mod brackets;
mod number;
mod table;

pub use number::{begins_number, number, whole, within};

use crate::app::text::entry as text;

/// Rows of cells; an empty one leaves what was there.
pub type Rows = Vec<Vec<Option<f32>>>;

/// What was pasted.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// A table, or one for each channel.
    pub planes: Vec<Rows>,
    /// How it was read, where it could have been read otherwise.
    pub said: Option<&'static str>,
}

/// The numbers in a pasted text: from a spreadsheet, a CSV file, or as Python, MATLAB and what is like them print them.
/// What cannot be read becomes a sentence, and then nothing is read.
///
/// ```
/// use convoscope::app::lab::entry::block;
/// let planes = |text| block(text).map(|block| block.planes);
/// assert_eq!(planes("1 2\n-3 4\n"), Ok(vec![vec![vec![Some(1.0), Some(2.0)], vec![Some(-3.0), Some(4.0)]]]));
/// assert_eq!(planes("tensor([[1., 2.]])"), planes("[1 2]"));
/// assert_eq!(planes("0,5\t\t1,5"), Ok(vec![vec![vec![Some(0.5), None, Some(1.5)]]]));
/// assert_eq!(planes("1 b"), Err("Row 0, column 1: “b” is not a number, so nothing was pasted.".to_owned()));
/// ```
pub fn block(text: &str) -> Result<Block, String> {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
    if text.contains("...") || text.contains('…') {
        return Err(text::TRUNCATED.to_owned());
    }
    let block = match brackets::pair(&text) {
        Some(pair) => Block { planes: brackets::planes(&text, pair)?, said: None },
        None => {
            let (rows, said) = table::rows(&text)?;
            Block { planes: vec![rows], said }
        }
    };
    let is_there = block.planes.iter().flatten().flatten().any(Option::is_some);
    if is_there { Ok(block) } else { Err(text::NO_NUMBERS.to_owned()) }
}

/// Where a key takes the focus in a grid of this many rows and columns; nothing if the key is for something else.
pub fn walk(
    key: &str,
    ctrl: bool,
    [row, column]: [usize; 2],
    [rows, columns]: [usize; 2],
) -> Option<[usize; 2]> {
    let [bottom, right] = [rows.saturating_sub(1), columns.saturating_sub(1)];
    Some(match key {
        "ArrowLeft" => [row, column.saturating_sub(1)],
        "ArrowRight" => [row, right.min(column + 1)],
        "ArrowUp" => [row.saturating_sub(1), column],
        "ArrowDown" => [bottom.min(row + 1), column],
        "Home" if ctrl => [0, 0],
        "End" if ctrl => [bottom, right],
        "Home" => [row, 0],
        "End" => [row, right],
        _ => return None,
    })
}

/// The cells that a pointer crossed between two of its events, without the first: quick hands leave no gaps.
///
/// ```
/// use convoscope::app::lab::entry::crossed;
/// assert_eq!(crossed([0, 0], [2, 4]), [[1, 1], [1, 2], [2, 3], [2, 4]]);
/// ```
pub fn crossed(from: [usize; 2], to: [usize; 2]) -> Vec<[usize; 2]> {
    let steps = from[0].abs_diff(to[0]).max(from[1].abs_diff(to[1]));
    let along = |i: usize, step: usize| {
        let (from, to) = (from[i] as f32, to[i] as f32);
        (from + (to - from) * step as f32 / steps as f32).round() as usize
    };
    (1..=steps).map(|step| [along(0, step), along(1, step)]).collect()
}

#[cfg(test)]
mod tests;
