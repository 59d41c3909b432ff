use std::ops::Range;

use crate::layers::lanes::LANES;
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
            (0..padded).map(|i| source(at(i).min(window.padded(len) - 1))).collect()
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
        match self.lanes {
            1 => self.forward_lanes::<1>(x.as_chunks().0, y.as_chunks_mut().0),
            _ => self.forward_lanes::<LANES>(x.as_chunks().0, y.as_chunks_mut().0),
        }
    }

    /// Adds `dy` of every padded cell to the `dx` of the cell it came from. Only without a column stride.
    pub(crate) fn backward(&self, dy: &[f32], dx: &mut [f32]) {
        match self.lanes {
            1 => self.backward_lanes::<1>(dy.as_chunks().0, dx.as_chunks_mut().0),
            _ => self.backward_lanes::<LANES>(dy.as_chunks().0, dx.as_chunks_mut().0),
        }
    }

    fn forward_lanes<const L: usize>(&self, x: &[[f32; L]], y: &mut [[f32; L]]) {
        let (w, inner) = (self.shape.w, self.inner.clone());
        for (x, y) in x.chunks_exact(self.shape.area()).zip(y.chunks_exact_mut(self.padded.area())) {
            for (row, y) in self.rows.iter().zip(y.chunks_exact_mut(self.padded.w)) {
                let Some(row) = *row else {
                    y.fill([self.constant; L]);
                    continue;
                };
                let x = &x[row * w..(row + 1) * w];
                y[inner.clone()].copy_from_slice(&x[..inner.len()]);
                for outer in [0..inner.start, inner.end..y.len()] {
                    for (y, column) in y[outer.clone()].iter_mut().zip(&self.columns[outer]) {
                        *y = column.map_or([self.constant; L], |column| x[column]);
                    }
                }
            }
        }
    }

    fn backward_lanes<const L: usize>(&self, dy: &[[f32; L]], dx: &mut [[f32; L]]) {
        let (w, inner) = (self.shape.w, self.inner.clone());
        let add = |dx: &mut [f32; L], dy: &[f32; L]| (0..L).for_each(|lane| dx[lane] += dy[lane]);
        for (dx, dy) in dx.chunks_exact_mut(self.shape.area()).zip(dy.chunks_exact(self.padded.area())) {
            for (row, dy) in self.rows.iter().zip(dy.chunks_exact(self.padded.w)) {
                let Some(row) = *row else { continue };
                let dx = &mut dx[row * w..(row + 1) * w];
                dx.iter_mut().zip(&dy[inner.clone()]).for_each(|(dx, dy)| add(dx, dy));
                for j in (0..inner.start).chain(inner.end..dy.len()) {
                    if let Some(column) = self.columns[j] {
                        add(&mut dx[column], &dy[j]);
                    }
                }
            }
        }
    }
}
