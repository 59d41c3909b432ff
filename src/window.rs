//! [`Window`]: how a kernel or a pool is swept along one axis. All index arithmetic of convolutions, pools,
//! receptive fields, sliders and animations is here.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A window of `size` taps, `dilation` cells apart, moved by `stride` cells over an axis with `before` and `after`
/// padded cells at its ends. Two of these make a convolution or a pool.
///
/// Output position o looks through tap t at input cell o·stride + t·dilation − before. The number of positions on
/// an axis of n cells is ⌊(n + before + after − dilation·(size − 1) − 1) / stride⌋ + 1 (Dumoulin and Visin, "A guide
/// to convolution arithmetic for deep learning", 2016).
///
/// ```
/// use convoscope::window::Window;
/// let window = Window::new(3).stride(2).padding(1);
/// assert_eq!(window.positions(7), Some(4));
/// assert_eq!(window.input_from_output(0, 0), -1);
/// assert_eq!(Window::new(3).stride(3).unused(7), 1);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Window {
    /// Number of taps.
    pub size: usize,
    /// Cells from one position to the next.
    pub stride: usize,
    /// Cells from one tap to the next.
    pub dilation: usize,
    /// Padded cells before the first input cell.
    pub before: usize,
    /// Padded cells after the last input cell.
    pub after: usize,
}

impl Window {
    /// `size` taps side by side, moved by one cell, without padding.
    pub const fn new(size: usize) -> Self {
        Self { size, stride: 1, dilation: 1, before: 0, after: 0 }
    }

    /// The same window with another stride.
    pub const fn stride(self, stride: usize) -> Self {
        Self { stride, ..self }
    }

    /// The same window with another dilation.
    pub const fn dilation(self, dilation: usize) -> Self {
        Self { dilation, ..self }
    }

    /// The same window with `padding` cells on both sides.
    pub const fn padding(self, padding: usize) -> Self {
        Self { before: padding, after: padding, ..self }
    }

    /// Cells from the first to the last tap, both included.
    pub const fn span(&self) -> usize {
        self.dilation * (self.size - 1) + 1
    }

    /// Length of an axis of `len` cells with its padding.
    pub const fn padded(&self, len: usize) -> usize {
        self.before + len + self.after
    }

    /// How many positions the window takes on an axis of `len` cells; `None` if it does not fit once.
    pub const fn positions(&self, len: usize) -> Option<usize> {
        if self.size == 0 || self.stride == 0 || self.dilation == 0 || self.span() > self.padded(len) {
            return None;
        }
        Some((self.padded(len) - self.span()) / self.stride + 1)
    }

    /// Cells at the end of the padded axis that no tap ever reaches: what the floor discards.
    pub const fn unused(&self, len: usize) -> usize {
        match self.positions(len) {
            Some(positions) => self.padded(len) - self.span() - (positions - 1) * self.stride,
            None => self.padded(len),
        }
    }

    /// The input cell under tap `tap` at output position `out`. It may lie in the padding.
    pub const fn input_from_output(&self, out: usize, tap: usize) -> isize {
        (out * self.stride + tap * self.dilation) as isize - self.before as isize
    }

    /// The taps that lie over the `len` input cells at output position `out`; the others lie in the padding.
    pub fn taps(&self, out: usize, len: usize) -> Range<usize> {
        let start = out * self.stride;
        let first = self.before.saturating_sub(start).div_ceil(self.dilation);
        let end = (self.before + len).saturating_sub(start).div_ceil(self.dilation).min(self.size);
        first.min(end)..end
    }

    /// The largest value up to `limit` with which `with(self, value)` still fits on `len` cells: a slider's bound.
    pub fn largest(&self, len: usize, limit: usize, with: impl Fn(Window, usize) -> Window) -> usize {
        (1..=limit).take_while(|&value| with(*self, value).positions(len).is_some()).last().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lecture_sizes() {
        let sizes: Vec<_> = (1..=3).map(|s| Window::new(3).stride(s).positions(7)).collect();
        assert_eq!(sizes, [Some(5), Some(3), Some(2)]);
        assert_eq!(Window::new(8).positions(7), None);
        assert_eq!(Window::new(3).dilation(3).positions(7), Some(1));
    }

    #[test]
    fn positions_are_those_that_stay_inside() {
        for size in 1..5 {
            for stride in 1..4 {
                for dilation in 1..4 {
                    for padding in 0..3 {
                        let window = Window::new(size).stride(stride).dilation(dilation).padding(padding);
                        for len in 1..12 {
                            let end = (len + padding) as isize;
                            let counted =
                                (0..40).filter(|&o| window.input_from_output(o, size - 1) < end).count();
                            assert_eq!(window.positions(len).unwrap_or(0), counted, "{window:?} on {len}");
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn taps_are_those_over_the_input() {
        for (size, stride, dilation, padding, len) in
            [(3, 1, 1, 1, 5), (3, 2, 2, 3, 4), (2, 3, 1, 0, 6), (5, 1, 3, 7, 2), (2, 1, 2, 1, 1)]
        {
            let window = Window::new(size).stride(stride).dilation(dilation).padding(padding);
            for out in 0..window.positions(len).unwrap_or(0) + 3 {
                let inside = |tap: &usize| (0..len as isize).contains(&window.input_from_output(out, *tap));
                let counted: Vec<usize> = (0..size).filter(inside).collect();
                assert_eq!(
                    window.taps(out, len).collect::<Vec<_>>(),
                    counted,
                    "{window:?} at {out} on {len}"
                );
            }
        }
    }

    #[test]
    fn slider_bound_is_the_last_that_fits() {
        assert_eq!(Window::new(3).largest(7, 16, |w, d| w.dilation(d)), 3);
        assert_eq!(Window::new(3).largest(7, 16, |w, size| Window { size, ..w }), 7);
    }
}
