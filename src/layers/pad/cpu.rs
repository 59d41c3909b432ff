use std::ops::Range;

use crate::padding_mode::PaddingMode;
use crate::shape::Shape;
use crate::window::Window;

/// Where every padded row and column comes from, worked out once for a whole batch.
///
/// With a column stride s, every s-th padded column lies beside the one before: first those that column 0 of a window of
/// this stride meets, then those of column 1. So what a tap reads from position to position lies side by side.
pub(crate) struct Padding {
    /// The shape before padding.
    shape: Shape,
    /// The shape after it; with a column stride, its width is rounded up to a multiple of that.
    pub(crate) padded: Shape,
    rows: Vec<Option<usize>>,
    /// In the order in which they lie.
    columns: Vec<Option<usize>>,
    /// The padded columns that are those of the input, one beside the other.
    inner: Range<usize>,
    constant: f32,
    /// Samples side by side.
    lanes: usize,
}

impl Padding {
    /// The padding of `windows` (rows, columns) around `shape`, for `lanes` samples side by side.
    pub(crate) fn of(shape: Shape, windows: [Window; 2], padding_mode: PaddingMode, lanes: usize) -> Self {
        let [rows, columns] = windows;
        let sources = |window: Window, len: usize, at: &dyn Fn(usize) -> usize, padded: usize| -> Vec<_> {
            let source = |i| padding_mode.source(i as isize - window.before as isize, len);
            (0..padded).map(|i| at(i)).map(|i| source(i.min(window.padded(len) - 1))).collect()
        };
        let each = columns.padded(shape.w).div_ceil(columns.stride);
        let (height, width) = (rows.padded(shape.h), each * columns.stride);
        let inner = if columns.stride == 1 { columns.before..columns.before + shape.w } else { 0..0 };
        Self {
            shape,
            padded: Shape::new(shape.c, height, width),
            rows: sources(rows, shape.h, &|i| i, height),
            columns: sources(columns, shape.w, &|i| i % each * columns.stride + i / each, width),
            inner,
            constant: padding_mode.constant(),
            lanes,
        }
    }

    /// Whether the padded cells are those of the input as they lie.
    pub(crate) fn is_empty(&self) -> bool {
        self.shape == self.padded && self.inner.len() == self.shape.w
    }

    /// Where column `column` of the padded input lies, counted from the beginning of the row.
    pub(crate) fn place(&self, column: usize, stride: usize) -> usize {
        column % stride * (self.padded.w / stride) + column / stride
    }

    /// Fills `y` (any number of planes) from `x`.
    pub(crate) fn forward(&self, x: &[f32], y: &mut [f32]) {
        let (lanes, w, inner) = (self.lanes, self.shape.w, &self.inner);
        let planes = x.chunks_exact(self.shape.area() * lanes);
        for (x, y) in planes.zip(y.chunks_exact_mut(self.padded.area() * lanes)) {
            for (row, y) in self.rows.iter().zip(y.chunks_exact_mut(self.padded.w * lanes)) {
                let Some(row) = *row else {
                    y.fill(self.constant);
                    continue;
                };
                let x = &x[row * w * lanes..(row + 1) * w * lanes];
                y[inner.start * lanes..inner.end * lanes].copy_from_slice(&x[..inner.len() * lanes]);
                for j in (0..inner.start).chain(inner.end..self.columns.len()) {
                    let y = &mut y[j * lanes..(j + 1) * lanes];
                    match self.columns[j] {
                        Some(column) => y.copy_from_slice(&x[column * lanes..(column + 1) * lanes]),
                        None => y.fill(self.constant),
                    }
                }
            }
        }
    }

    /// Adds `dy` of every padded cell to the `dx` of the cell it came from. Only without a column stride.
    pub(crate) fn backward(&self, dy: &[f32], dx: &mut [f32]) {
        let (lanes, w, inner) = (self.lanes, self.shape.w, &self.inner);
        let planes = dx.chunks_exact_mut(self.shape.area() * lanes);
        for (dx, dy) in planes.zip(dy.chunks_exact(self.padded.area() * lanes)) {
            for (row, dy) in self.rows.iter().zip(dy.chunks_exact(self.padded.w * lanes)) {
                let Some(row) = *row else { continue };
                let dx = &mut dx[row * w * lanes..(row + 1) * w * lanes];
                add(dx, &dy[inner.start * lanes..inner.end * lanes]);
                for j in (0..inner.start).chain(inner.end..self.columns.len()) {
                    if let Some(column) = self.columns[j] {
                        add(&mut dx[column * lanes..(column + 1) * lanes], &dy[j * lanes..(j + 1) * lanes]);
                    }
                }
            }
        }
    }
}

fn add(dx: &mut [f32], dy: &[f32]) {
    dx.iter_mut().zip(dy).for_each(|(dx, dy)| *dx += dy);
}
