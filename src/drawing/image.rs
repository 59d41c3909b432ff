use std::ops::Range;

use super::pipeline::{CENTRE, SIDE};

/// What is symmetric has its centre of mass between two pixels, where the least tremble would move it by one; so the line
/// between them is drawn a little beside the middle.
const UNEVEN: f32 = 0.1;

/// A grey image, 0 for paper and 1 for ink.
#[derive(Clone, Debug, PartialEq)]
pub struct Image {
    /// Columns.
    pub w: usize,
    /// Rows.
    pub h: usize,
    /// Row by row.
    pub pixels: Vec<f32>,
}

impl Image {
    /// The columns and rows in which there is any ink.
    pub(super) fn ink(&self) -> Option<(Range<usize>, Range<usize>)> {
        let row = |y: &usize| self.pixels[y * self.w..][..self.w].iter().any(|&v| v > 0.0);
        let (top, bottom) = ((0..self.h).find(row)?, (0..self.h).rfind(row)?);
        let inked = |y: usize| self.pixels[y * self.w..][..self.w].iter();
        let left = (top..=bottom).filter_map(|y| inked(y).position(|&v| v > 0.0)).min()?;
        let right = (top..=bottom).filter_map(|y| inked(y).rposition(|&v| v > 0.0)).max()?;
        Some((left..right + 1, top..bottom + 1))
    }

    pub(super) fn part(&self, columns: Range<usize>, rows: Range<usize>) -> Self {
        let row = |y: usize| &self.pixels[y * self.w..][columns.clone()];
        Self { w: columns.len(), h: rows.len(), pixels: rows.flat_map(row).copied().collect() }
    }

    /// The image with a longer side of `longer` pixels, and how many of its own pixels one of these is wide.
    pub(super) fn fitted(&self, longer: usize) -> (Self, f32) {
        let zoom = self.w.max(self.h) as f32 / longer as f32;
        // Less a little, so that a side of exactly 20 is not rounded up to 21.
        let [w, h] = [self.w, self.h].map(|side| ((side as f32 / zoom - 1e-3).ceil() as usize).max(1));
        let (across, down) = (shares(self.w, w, zoom), shares(self.h, h, zoom));
        let mut rows = vec![0.0; self.h * w];
        for (row, from) in rows.chunks_mut(w).zip(self.pixels.chunks(self.w)) {
            for (to, (first, weights)) in row.iter_mut().zip(&across) {
                *to = weights.iter().zip(&from[*first..]).map(|(weight, from)| weight * from).sum();
            }
        }
        let mut pixels = vec![0.0f32; h * w];
        for (to, (first, weights)) in pixels.chunks_mut(w).zip(&down) {
            for (weight, from) in weights.iter().zip(rows.chunks(w).skip(*first)) {
                to.iter_mut().zip(from).for_each(|(to, from)| *to += weight * from);
            }
            // The weights sum to 1 but for rounding.
            to.iter_mut().for_each(|to| *to = to.min(1.0));
        }
        (Self { w, h, pixels }, zoom)
    }

    /// The corner in the frame that brings the centre of mass as near to the middle as whole pixels can, all ink staying
    /// inside.
    pub(super) fn centred(&self) -> Option<(isize, isize)> {
        let (columns, rows) = self.ink()?;
        let (mut mass, mut x, mut y) = (0.0, 0.0, 0.0);
        for (i, ink) in self.pixels.iter().enumerate() {
            let at = ((i % self.w) as f32 + 0.5, (i / self.w) as f32 + 0.5);
            (mass, x, y) = (mass + ink, x + ink * at.0, y + ink * at.1);
        }
        let corner = |sum: f32, ink: Range<usize>| {
            let (least, most) = (-(ink.start as isize), SIDE as isize - ink.end as isize);
            ((CENTRE - UNEVEN - sum / mass).round() as isize).clamp(least, most)
        };
        Some((corner(x, columns), corner(y, rows)))
    }

    pub(super) fn in_the_middle(&self) -> (isize, isize) {
        (((SIDE - self.w) / 2) as isize, ((SIDE - self.h) / 2) as isize)
    }

    /// 28 × 28 pixels with the corner of this image at (left, top).
    pub(super) fn framed(&self, left: isize, top: isize) -> [f32; SIDE * SIDE] {
        std::array::from_fn(|i| {
            let (x, y) = ((i % SIDE) as isize - left, (i / SIDE) as isize - top);
            let inside = (0..self.w as isize).contains(&x) && (0..self.h as isize).contains(&y);
            if inside { self.pixels[y as usize * self.w + x as usize] } else { 0.0 }
        })
    }
}

/// For each of `to` pixels in a row, which of the `from` it covers, from the first on, and by what part of itself; each
/// is `zoom` of them wide, so the last may reach beyond them.
fn shares(from: usize, to: usize, zoom: f32) -> Vec<(usize, Vec<f32>)> {
    let share = |i: usize| {
        let (low, high) = (i as f32 * zoom, (i + 1) as f32 * zoom);
        let (first, last) = (low as usize, (high.ceil() as usize).min(from));
        let part = |j: usize| (high.min((j + 1) as f32) - low.max(j as f32)).max(0.0) / zoom;
        (first, (first..last).map(part).collect())
    };
    (0..to).map(share).collect()
}
