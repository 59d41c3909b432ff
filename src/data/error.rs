use std::fmt;

/// A place in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    /// Counted from 0.
    Byte(usize),
    /// As editors and spreadsheets count, from 1.
    Cell {
        /// The line.
        line: usize,
        /// The cell in it.
        column: usize,
    },
}

/// Why something cannot be read as data: where, what was expected there, and what was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataError {
    /// The file, by the name that whoever chose it knows.
    pub file: String,
    /// Where in it; `None` where the file as a whole is meant.
    pub at: Option<Position>,
    /// What was expected.
    pub expected: String,
    /// What was found instead.
    pub found: String,
}

impl DataError {
    /// An error about byte `byte` of `file`.
    pub(super) fn at(file: &str, byte: usize, expected: &str, found: impl fmt::Display) -> Self {
        Self { at: Some(Position::Byte(byte)), ..Self::of(file, expected, found) }
    }

    /// An error about a cell of a table.
    pub(super) fn in_cell(
        file: &str,
        [line, column]: [usize; 2],
        expected: &str,
        found: impl fmt::Display,
    ) -> Self {
        Self { at: Some(Position::Cell { line, column }), ..Self::of(file, expected, found) }
    }

    /// An error about `file` as a whole.
    pub(super) fn of(file: &str, expected: &str, found: impl fmt::Display) -> Self {
        Self { file: file.into(), at: None, expected: expected.into(), found: found.to_string() }
    }
}

impl fmt::Display for DataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, at, expected, found } = self;
        match at {
            Some(Position::Byte(byte)) => {
                write!(f, "{file}, byte {byte}: expected {expected}, but found {found}")
            }
            Some(Position::Cell { line, column }) => {
                write!(f, "{file}, line {line}, column {column}: expected {expected}, but found {found}")
            }
            None => write!(f, "{file}: expected {expected}, but found {found}"),
        }
    }
}

/// "1 folder", "2 folders".
pub(super) fn counted(n: usize, one: &str, more: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { more })
}

impl std::error::Error for DataError {}
