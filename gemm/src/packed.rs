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
        let mut packed = vec![0.0; rows.len() * columns.len()];
        for (first, height) in even_parts(rows.len(), TALLEST) {
            let panel = &mut packed[first * columns.len()..][..height * columns.len()];
            let rows = &rows[first..];
            match height {
                1 => pack_panel::<1>(values, rows, columns, panel),
                2 => pack_panel::<2>(values, rows, columns, panel),
                3 => pack_panel::<3>(values, rows, columns, panel),
                4 => pack_panel::<4>(values, rows, columns, panel),
                _ => pack_panel::<5>(values, rows, columns, panel),
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

/// The first `M` of these rows, column after column.
fn pack_panel<const M: usize>(values: &[f32], rows: &[usize], columns: &[usize], panel: &mut [f32]) {
    let rows: [usize; M] = std::array::from_fn(|m| rows[m]);
    // Of the same length, so that the bounds of each column are checked once.
    let len = values.len() - rows.into_iter().max().unwrap_or(0);
    let rows = rows.map(|row| &values[row..][..len]);
    for (panel, &column) in panel.as_chunks_mut().0.iter_mut().zip(columns) {
        *panel = rows.map(|row| row[column]);
    }
}
