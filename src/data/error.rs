use std::fmt;

/// Why something cannot be read as data: where, what was expected there, and what was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataError {
    /// The file, by the name that whoever chose it knows.
    pub file: String,
    /// Where in it, in bytes; `None` where the file as a whole is meant.
    pub byte: Option<usize>,
    /// What was expected.
    pub expected: String,
    /// What was found instead.
    pub found: String,
}

impl DataError {
    /// An error about byte `byte` of `file`.
    pub(super) fn at(file: &str, byte: usize, expected: &str, found: impl fmt::Display) -> Self {
        Self { byte: Some(byte), ..Self::of(file, expected, found) }
    }

    /// An error about `file` as a whole.
    pub(super) fn of(file: &str, expected: &str, found: impl fmt::Display) -> Self {
        Self { file: file.into(), byte: None, expected: expected.into(), found: found.to_string() }
    }
}

impl fmt::Display for DataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, byte, expected, found } = self;
        match byte {
            Some(byte) => write!(f, "{file}, byte {byte}: expected {expected}, but found {found}"),
            None => write!(f, "{file}: expected {expected}, but found {found}"),
        }
    }
}

impl std::error::Error for DataError {}
