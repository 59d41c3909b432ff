//! How numbers get into a grid: typed, pasted, painted, and how the keyboard walks there.

mod brackets;
mod latex;
mod markdown;
mod number;
mod printed;
mod table;

pub use number::{begins_number, number, whole, within};

use crate::app::text::Text;
use crate::app::text::entry as text;

/// Rows of cells; an empty one leaves what was there.
pub type Rows = Vec<Vec<Option<f32>>>;

/// What was pasted.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// A table, or one for each channel.
    pub planes: Vec<Rows>,
    /// How many tables there are along each axis before rows and columns: nothing for a single table, \[channels], or
    /// \[filters, channels].
    pub outer: Vec<usize>,
    /// How it was read, where it could have been read otherwise.
    pub said: Option<Text>,
}

impl Block {
    /// Tables that are channels of one thing.
    fn of(planes: Vec<Rows>, said: Option<Text>) -> Self {
        let outer = if planes.len() > 1 { vec![planes.len()] } else { vec![] };
        Self { planes, outer, said }
    }
}

/// Bytes of the longest text that is read: four channels of 64 × 64 numbers take less, however they are printed.
const MAX_BYTES: usize = 1 << 20;

/// What stands where numbers were left out.
const OMISSIONS: [&str; 6] = ["...", "…", "\\dots", "\\cdots", "\\ldots", "\\vdots"];

/// The numbers in a pasted text: from a spreadsheet, a CSV file, Markdown or LaTeX, or as Python, MATLAB and what is like
/// them print them. What cannot be read becomes a sentence, and then nothing is read.
///
/// ```
/// use convoscope::app::lab::entry::block;
/// let planes = |text| block(text).map(|block| block.planes);
/// assert_eq!(planes("1 2\n-3 4\n"), Ok(vec![vec![vec![Some(1.0), Some(2.0)], vec![Some(-3.0), Some(4.0)]]]));
/// assert_eq!(planes("tensor([[1., 2.]])"), planes("[1 2]"));
/// assert_eq!(planes("0,5\t\t1,5"), Ok(vec![vec![vec![Some(0.5), None, Some(1.5)]]]));
/// assert_eq!(planes("1 b"), Err("Row 0, column 1: “b” is not a number, so nothing was pasted.".to_owned()));
/// assert_eq!(block("[[[[1]], [[2]]], [[[3]], [[4]]], [[[5]], [[6]]]]").unwrap().outer, [3, 2]);
/// ```
pub fn block(text: &str) -> Result<Block, String> {
    if text.len() > MAX_BYTES {
        return Err(text::too_long(text.len(), MAX_BYTES));
    }
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
    if OMISSIONS.iter().any(|omission| text.contains(omission)) {
        return Err(text::TRUNCATED.to_string());
    }
    let block = match brackets::pair(&text) {
        _ if latex::is(&text) => Block::of(latex::tables(&text)?, None),
        _ if markdown::is(&text) => {
            let (rows, said) = markdown::rows(&text)?;
            Block::of(vec![rows], said)
        }
        _ if printed::is(&text) => Block::of(printed::tables(&text)?, None),
        Some(pair) => brackets::block(&text, pair)?,
        None => {
            let (tables, said) = table::tables(&text)?;
            Block::of(tables, said)
        }
    };
    let is_there = block.planes.iter().flatten().flatten().any(Option::is_some);
    if is_there { Ok(block) } else { Err(text::NO_NUMBERS.to_string()) }
}

/// Tables of the same thing have the same size.
fn same_size(tables: Vec<Rows>) -> Result<Vec<Rows>, String> {
    let size = |rows: &Rows| [rows.len(), rows.iter().map(Vec::len).max().unwrap_or(0)];
    let first = tables.first().map_or([0; 2], size);
    match tables.iter().position(|table| size(table) != first) {
        Some(odd) => Err(text::uneven_table(odd, size(&tables[odd]), first)),
        None => Ok(tables),
    }
}

/// Rows between which no cell is missing.
fn same_width(rows: Rows) -> Result<Rows, String> {
    let first = rows.first().map_or(0, Vec::len);
    match rows.iter().position(|row| row.len() != first) {
        Some(odd) => Err(text::uneven_row(odd, rows[odd].len(), first)),
        None => Ok(rows),
    }
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
