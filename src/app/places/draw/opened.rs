//! What of the network is opened.

use std::fmt;

/// A map or unit that is opened, and perhaps one of its cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The layer's name: "conv2".
    pub layer: String,
    /// The map or unit.
    pub unit: usize,
    /// The cell that is pinned: row and column.
    pub cell: Option<[usize; 2]>,
}

impl Opened {
    pub(super) fn parse(text: &str) -> Option<Self> {
        // Names of layers may have points themselves, but no character that would need an encoding of its own in the link.
        let is_name = |layer: &str| layer.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        let parts: Vec<&str> = text.split('.').collect();
        let numbers: Vec<usize> = parts.iter().rev().map_while(|part| part.parse().ok()).collect();
        let (count, unit, cell) = match numbers[..] {
            [column, row, unit, ..] => (3, unit, Some([row, column])),
            [unit] => (1, unit, None),
            _ => return None,
        };
        let layer = &parts[..parts.len() - count];
        let named = !layer.is_empty() && layer.iter().all(|part| !part.is_empty() && is_name(part));
        named.then(|| Self { layer: layer.join("."), unit, cell })
    }
}

impl fmt::Display for Opened {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.layer, self.unit)?;
        self.cell.map_or(Ok(()), |[row, column]| write!(f, ".{row}.{column}"))
    }
}
