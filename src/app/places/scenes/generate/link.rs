//! What of generating belongs in the link.

use super::REACH;
use crate::app::link::{Bounds, finite};

/// The point that is decoded, and the digit that is given back.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GenerateConfig {
    /// `z=` in the link.
    pub point: [f32; 2],
    /// Its number in the row of digits. `digit=` in the link.
    pub digit: usize,
}

impl Default for GenerateConfig {
    fn default() -> Self {
        Self { point: [0.4, 0.7], digit: 0 }
    }
}

/// Which digits there are to be given back.
pub const DIGITS: Bounds<1> = Bounds([0], [9999]);

impl GenerateConfig {
    /// The point as links say it.
    pub fn print_point(point: &[f32; 2]) -> String {
        point.map(|along| along.to_string()).join("_")
    }

    /// Reads it.
    pub fn read_point(text: &str) -> Option<[f32; 2]> {
        let (x, y) = text.split_once('_')?;
        let [x, y] = [finite(x)?, finite(y)?];
        [x, y].iter().all(|along| along.abs() <= REACH).then_some([x, y])
    }
}
