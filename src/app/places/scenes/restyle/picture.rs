//! Squares of pictures, as the filters take them.

use std::rc::Rc;

/// A picture that the browser decoded.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    width: usize,
    rgba: Vec<u8>,
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "a picture of {} columns", self.width)
    }
}

impl Picture {
    /// Red, green, blue and opacity of each pixel, row by row.
    pub const fn of_rgba(width: usize, rgba: Vec<u8>) -> Self {
        Self { width, rgba }
    }

    /// The largest square in its middle: the first row, the first column and the side.
    pub fn middle(&self) -> [usize; 3] {
        let (rows, columns) = (self.rgba.len() / (4 * self.width.max(1)), self.width);
        let side = rows.min(columns);
        [(rows - side) / 2, (columns - side) / 2, side]
    }

    /// A square of it, scaled to `side` rows and columns: 3 × side × side, from 0 to 1. Each value is the mean of the pixels
    /// that lie in its cell, at least of one. Beyond the picture there is its edge.
    ///
    /// ```
    /// use convoscope::app::places::scenes::Picture;
    /// let gray = |value: u8| [value, value, value, 255];
    /// let picture = Picture::of_rgba(2, [gray(0), gray(255), gray(255), gray(0)].concat());
    /// assert_eq!(picture.square(picture.middle(), 1)[..], [0.5; 3]);
    /// assert_eq!(picture.square([0, 1, 1], 1)[..], [1.0; 3]);
    /// ```
    pub fn square(&self, [row, column, cut]: [usize; 3], side: usize) -> Rc<[f32]> {
        let last_row = (self.rgba.len() / (4 * self.width.max(1))).saturating_sub(1);
        let last_column = self.width.saturating_sub(1);
        let ends = |i: usize| (i * cut / side, ((i + 1) * cut).div_ceil(side).max(i * cut / side + 1));
        let cell = |channel: usize, i: usize, j: usize| {
            let ((top, bottom), (left, right)) = (ends(i), ends(j));
            let mut sum = 0u32;
            for y in top..bottom {
                for x in left..right {
                    let at = (row + y).min(last_row) * self.width + (column + x).min(last_column);
                    sum += self.rgba.get(4 * at + channel).map_or(0, |value| u32::from(*value));
                }
            }
            sum as f32 / (255 * (bottom - top) * (right - left)) as f32
        };
        (0..3 * side * side).map(|at| cell(at / (side * side), at / side % side, at % side)).collect()
    }
}
