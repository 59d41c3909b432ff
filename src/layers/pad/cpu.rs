use crate::padding_mode::PaddingMode;
use crate::shape::Shape;
use crate::window::Window;

/// Where every padded row and column comes from, worked out once for a whole batch.
pub(crate) struct Padding {
    /// The shape before padding.
    shape: Shape,
    /// The shape after it.
    pub(crate) padded: Shape,
    rows: Vec<Option<usize>>,
    columns: Vec<Option<usize>>,
    /// First padded column that is a column of the input.
    left: usize,
    constant: f32,
}

impl Padding {
    /// The padding of `windows` (rows, columns) around `shape`.
    pub(crate) fn of(shape: Shape, windows: [Window; 2], padding_mode: PaddingMode) -> Self {
        let [rows, columns] = windows;
        let sources = |window: Window, len: usize| -> Vec<_> {
            (0..window.padded(len))
                .map(|i| padding_mode.source(i as isize - window.before as isize, len))
                .collect()
        };
        Self {
            shape,
            padded: Shape::new(shape.c, rows.padded(shape.h), columns.padded(shape.w)),
            rows: sources(rows, shape.h),
            columns: sources(columns, shape.w),
            left: columns.before,
            constant: padding_mode.constant(),
        }
    }

    /// Whether there is anything to add.
    pub(crate) fn is_empty(&self) -> bool {
        self.shape == self.padded
    }

    /// Fills `y` (any number of planes) from `x`.
    pub(crate) fn forward(&self, x: &[f32], y: &mut [f32]) {
        let (w, inner) = (self.shape.w, self.left..self.left + self.shape.w);
        for (x, y) in x.chunks_exact(self.shape.area()).zip(y.chunks_exact_mut(self.padded.area())) {
            for (row, y) in self.rows.iter().zip(y.chunks_exact_mut(self.padded.w)) {
                let Some(row) = *row else {
                    y.fill(self.constant);
                    continue;
                };
                let x = &x[row * w..(row + 1) * w];
                let value = |column: &Option<usize>| column.map_or(self.constant, |column| x[column]);
                y[inner.clone()].copy_from_slice(x);
                for j in (0..inner.start).chain(inner.end..y.len()) {
                    y[j] = value(&self.columns[j]);
                }
            }
        }
    }

    /// Adds `dy` of every padded cell to the `dx` of the cell it came from.
    pub(crate) fn backward(&self, dy: &[f32], dx: &mut [f32]) {
        let (w, inner) = (self.shape.w, self.left..self.left + self.shape.w);
        for (dx, dy) in dx.chunks_exact_mut(self.shape.area()).zip(dy.chunks_exact(self.padded.area())) {
            for (row, dy) in self.rows.iter().zip(dy.chunks_exact(self.padded.w)) {
                let Some(row) = *row else { continue };
                let dx = &mut dx[row * w..(row + 1) * w];
                dx.iter_mut().zip(&dy[inner.clone()]).for_each(|(dx, dy)| *dx += dy);
                for j in (0..inner.start).chain(inner.end..dy.len()) {
                    if let Some(column) = self.columns[j] {
                        dx[column] += dy[j];
                    }
                }
            }
        }
    }
}
