use super::even_parts;

/// Rows that one tile computes at most.
pub(super) const TALLEST: usize = 5;

/// The left matrix of [`gemm`](super::gemm), packed in panels of a few rows, so that a tile reads it from front to back.
pub struct PackedA {
    depth: usize,
    rows: usize,
    values: Vec<f32>,
}

/// Some rows of A, column after column.
pub(super) struct Panel<'a> {
    /// Its first row.
    pub(super) first: usize,
    /// How many rows it has.
    pub(super) height: usize,
    pub(super) values: &'a [f32],
}

impl PackedA {
    /// Packs the matrix whose entry in row m and column k is `values[rows[m] + columns[k]]`.
    pub fn pack(values: &[f32], rows: &[usize], columns: &[usize]) -> Self {
        let mut packed = Vec::with_capacity(rows.len() * columns.len());
        for (first, height) in even_parts(rows.len(), TALLEST) {
            let rows = &rows[first..first + height];
            for column in columns {
                packed.extend(rows.iter().map(|row| values[row + column]));
            }
        }
        Self { depth: columns.len(), rows: rows.len(), values: packed }
    }

    pub(super) fn panels(&self) -> impl Iterator<Item = Panel<'_>> {
        even_parts(self.rows, TALLEST).map(|(first, height)| {
            let values = &self.values[first * self.depth..(first + height) * self.depth];
            Panel { first, height, values }
        })
    }
}
