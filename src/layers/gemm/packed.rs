use super::even_parts;

/// Rows of A that one tile computes at most.
const TALLEST: usize = 6;

/// The left matrix of [`gemm`](super::gemm), packed in panels of a few rows, so that a tile reads it from front to back.
pub(crate) struct PackedA {
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
    /// Packs the `rows` × `depth` matrix whose entries `at(row, k)` tells.
    pub(crate) fn pack(rows: usize, depth: usize, at: impl Fn(usize, usize) -> f32) -> Self {
        let mut values = Vec::with_capacity(rows * depth);
        for (first, height) in even_parts(rows, TALLEST) {
            for k in 0..depth {
                values.extend((first..first + height).map(|row| at(row, k)));
            }
        }
        Self { depth, rows, values }
    }

    pub(super) fn panels(&self) -> impl Iterator<Item = Panel<'_>> {
        even_parts(self.rows, TALLEST).map(|(first, height)| {
            let values = &self.values[first * self.depth..(first + height) * self.depth];
            Panel { first, height, values }
        })
    }
}
