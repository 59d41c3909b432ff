//! Numbers between brackets: Python's lists, what NumPy and PyTorch print, MATLAB and Julia.

use super::{Rows, number};
use crate::app::text::entry as text;

/// The brackets of a text; nothing if it has none.
pub(super) fn pair(text: &str) -> Option<[char; 2]> {
    [['[', ']'], ['{', '}'], ['(', ')']].into_iter().find(|pair| text.contains(*pair))
}

/// The tables between these brackets, one for each channel. What stands around them — "tensor(", a name, a dtype — says
/// nothing about the numbers.
pub(super) fn planes(text: &str, [open, close]: [char; 2]) -> Result<Vec<Rows>, String> {
    // IPython counts its answers in brackets of their own.
    let text = match text.trim_start().strip_prefix("Out[").and_then(|rest| rest.split_once("]:")) {
        Some((_, rest)) => rest,
        None => text,
    };
    // A break of a line ends a row in MATLAB; in Python it only wraps one.
    let wraps = text.contains([',', '(']);
    let mut reader = Reader::default();
    let mut word = String::new();
    for c in text.chars() {
        if c != open && c != close && c != ',' && c != ';' && !c.is_whitespace() {
            word.push(c);
            continue;
        }
        reader.word(&std::mem::take(&mut word))?;
        match c {
            ';' => reader.end_row()?,
            '\n' if !wraps => reader.end_line(),
            _ if c == open => reader.depth += 1,
            _ if c == close => reader.close()?,
            _ => {}
        }
    }
    reader.word(&word)?;
    if reader.depth != 0 {
        return Err(text::BRACKETS.to_owned());
    }
    reader.end_plane()?;
    Ok(reader.planes)
}

/// What was read so far.
#[derive(Default)]
struct Reader {
    /// Brackets that are open.
    depth: usize,
    /// How many are open around numbers: everywhere the same.
    leaf: Option<usize>,
    row: Vec<Option<f32>>,
    /// How long the row was at each break of a line in it.
    lines: Vec<usize>,
    rows: Rows,
    planes: Vec<Rows>,
}

impl Reader {
    fn word(&mut self, word: &str) -> Result<(), String> {
        if word.is_empty() {
            return Ok(());
        }
        let value = number(word);
        match (self.depth, value) {
            (0, None) => return Ok(()),
            (0, Some(_)) => return Err(text::outside_brackets(word)),
            (_, None) => return Err(text::no_number_at([self.rows.len(), self.row.len()], word)),
            (depth, Some(_)) if *self.leaf.get_or_insert(depth) != depth => {
                return Err(text::BRACKETS.to_owned());
            }
            _ => self.row.push(value),
        }
        Ok(())
    }

    fn end_line(&mut self) {
        if self.leaf == Some(1) && self.depth == 1 && !self.row.is_empty() {
            self.lines.push(self.row.len());
        }
    }

    fn end_row(&mut self) -> Result<(), String> {
        let (row, mut lines) = (std::mem::take(&mut self.row), std::mem::take(&mut self.lines));
        if row.is_empty() {
            return Ok(());
        }
        if lines.last() != Some(&row.len()) {
            lines.push(row.len());
        }
        let width = lines[0];
        // Lines of the same length are rows; a shorter last one is what did not fit into the others.
        let is_even = lines.iter().enumerate().all(|(i, end)| *end == width * (i + 1));
        let rows = if is_even { row.chunks(width).map(<[_]>::to_vec).collect() } else { vec![row] };
        for row in rows {
            let expected = self.rows.first().map_or(row.len(), Vec::len);
            if row.len() != expected {
                return Err(text::uneven_row(self.rows.len(), row.len(), expected));
            }
            self.rows.push(row);
        }
        Ok(())
    }

    fn end_plane(&mut self) -> Result<(), String> {
        self.end_row()?;
        if !self.rows.is_empty() {
            self.planes.push(std::mem::take(&mut self.rows));
        }
        Ok(())
    }

    fn close(&mut self) -> Result<(), String> {
        if self.leaf == Some(self.depth) {
            self.end_row()?;
        } else if self.leaf == Some(self.depth + 1) {
            self.end_plane()?;
        }
        self.depth = self.depth.checked_sub(1).ok_or(text::BRACKETS)?;
        Ok(())
    }
}
