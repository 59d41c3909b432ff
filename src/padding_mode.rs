//! [`PaddingMode`]: where a padded cell takes its value from.

use serde::{Deserialize, Serialize};

/// How the cells around an input are filled, named as PyTorch names them (`symmetric` as NumPy does).
///
/// ```
/// use convoscope::padding_mode::PaddingMode;
/// // The two cells before and the two after the axis "a b c d":
/// let sources = |padding_mode: PaddingMode| [-2, -1, 4, 5].map(|i| padding_mode.source(i, 4));
/// assert_eq!(sources(PaddingMode::Constant(0.0)), [None; 4]);
/// assert_eq!(sources(PaddingMode::Reflect), [Some(2), Some(1), Some(2), Some(1)]); //   c b | a b c d | c b
/// assert_eq!(sources(PaddingMode::Symmetric), [Some(1), Some(0), Some(3), Some(2)]); // b a | a b c d | d c
/// assert_eq!(sources(PaddingMode::Replicate), [Some(0), Some(0), Some(3), Some(3)]); // a a | a b c d | d d
/// assert_eq!(sources(PaddingMode::Circular), [Some(2), Some(3), Some(0), Some(1)]); //  c d | a b c d | a b
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum PaddingMode {
    /// Always this value; 0 is zero padding.
    Constant(f32),
    /// Mirrored at the middle of the border cell, which is not repeated.
    Reflect,
    /// Mirrored at the outer edge of the border cell, which is repeated.
    Symmetric,
    /// The border cell again and again.
    Replicate,
    /// The axis is a ring.
    Circular,
}

impl Default for PaddingMode {
    fn default() -> Self {
        Self::ZERO
    }
}

impl PaddingMode {
    /// Zero padding.
    pub const ZERO: Self = Self::Constant(0.0);

    /// The cell of an axis of `len` cells that padded index `i` copies; `None` if it holds the constant.
    /// Forward reads it; backward adds to it. `i` is at most [`max_padding`](Self::max_padding) cells outside.
    pub fn source(self, i: isize, len: usize) -> Option<usize> {
        let n = len as isize;
        if (0..n).contains(&i) {
            return Some(i as usize);
        }
        let source = match self {
            Self::Constant(_) => return None,
            Self::Reflect if n == 1 => 0,
            Self::Reflect => (n - 1) - (i.rem_euclid(2 * (n - 1)) - (n - 1)).abs(),
            Self::Symmetric => i.rem_euclid(2 * n).min(2 * n - 1 - i.rem_euclid(2 * n)),
            Self::Replicate => i.clamp(0, n - 1),
            Self::Circular => i.rem_euclid(n),
        };
        Some(source as usize)
    }

    /// The widest padding on one side of `len` cells, as PyTorch allows it; `None` if there is no bound.
    pub const fn max_padding(self, len: usize) -> Option<usize> {
        match self {
            Self::Constant(_) | Self::Replicate => None,
            Self::Reflect => Some(len - 1),
            Self::Symmetric | Self::Circular => Some(len),
        }
    }

    /// The value of a padded cell that copies nothing.
    pub const fn constant(self) -> f32 {
        match self {
            Self::Constant(value) => value,
            _ => 0.0,
        }
    }
}
