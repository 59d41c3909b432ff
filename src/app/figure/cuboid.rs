//! A block of numbers in perspective: rows and columns in front, channels behind each other.

use super::Item;
use crate::app::color::{Rgb, Theme, Token, mixed};

/// A block with its front face where it says.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Cuboid {
    pub left: f32,
    pub top: f32,
    pub width: f32,
    pub height: f32,
    /// In the drawing's pixels, before it is seen from the side.
    pub depth: f32,
    pub color: Rgb,
    /// How much of what is behind it is covered.
    pub opacity: f32,
}

/// Right and up, for each pixel of depth.
const SLANT: [f32; 2] = [0.62, -0.42];

impl Cuboid {
    /// Where the depth of a block leads to: right and down.
    pub fn behind(depth: f32) -> [f32; 2] {
        SLANT.map(|part| part * depth)
    }

    /// About how deep a block of so many channels is drawn: it grows with their logarithm.
    ///
    /// ```
    /// use convoscope::app::figure::Cuboid;
    /// assert!(Cuboid::depth_of(1) < Cuboid::depth_of(3) && Cuboid::depth_of(512) < 130.0);
    /// ```
    pub fn depth_of(channels: usize) -> f32 {
        12.0 * (1.0 + channels as f32).log2()
    }

    /// Width and height with all that is seen of it.
    pub fn extent(&self) -> [f32; 2] {
        let [right, down] = Self::behind(self.depth);
        [self.width + right, self.height - down]
    }

    /// Its three faces.
    pub fn items(&self, theme: Theme) -> [Item; 3] {
        let Self { left, top, width, height, depth, color, opacity } = *self;
        let [dx, dy] = Self::behind(depth);
        let (right, bottom) = (left + width, top + height);
        let stroke = Some((mixed(color, Token::Ink.rgb(theme), 0.55), 1.25));
        let face = |points: [[f32; 2]; 4], shade: f32| Item::Polygon {
            points: points.to_vec(),
            fill: mixed(color, Token::Ink.rgb(theme), shade),
            opacity,
            stroke,
        };
        [
            face([[left, top], [right, top], [right + dx, top + dy], [left + dx, top + dy]], 0.12),
            face([[right, top], [right + dx, top + dy], [right + dx, bottom + dy], [right, bottom]], 0.28),
            face([[left, top], [right, top], [right, bottom], [left, bottom]], 0.0),
        ]
    }
}
