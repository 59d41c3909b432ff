//! What of generating belongs in the link.

use super::REACH;
use crate::app::link::{Bounds, finite};

/// The point that is decoded, the digit that is given back, and what is learnt.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GenerateConfig {
    /// `z=` in the link.
    pub point: [f32; 2],
    /// Its number in the row of digits. `digit=` in the link.
    pub digit: usize,
    /// What the divergence weighs in the loss of a run that learns here (Higgins and others, "β-VAE", 2017). `beta=` in the link.
    pub beta: f32,
}

impl Default for GenerateConfig {
    fn default() -> Self {
        Self { point: [0.4, 0.7], digit: 0, beta: 1.0 }
    }
}

/// The most that the divergence may weigh.
pub const MOST_BETA: f32 = 20.0;

/// Which digits there are to be given back.
pub const DIGITS: Bounds<1> = Bounds([0], [9999]);

impl GenerateConfig {
    /// The point as links say it.
    pub fn print_point(point: &[f32; 2]) -> String {
        point.map(|along| along.to_string()).join("_")
    }

    /// Reads a weight of the divergence.
    pub fn read_beta(text: &str) -> Option<f32> {
        finite(text).filter(|beta| (0.0..=MOST_BETA).contains(beta))
    }

    /// Reads a point.
    pub fn read_point(text: &str) -> Option<[f32; 2]> {
        let (x, y) = text.split_once('_')?;
        let [x, y] = [finite(x)?, finite(y)?];
        [x, y].iter().all(|along| along.abs() <= REACH).then_some([x, y])
    }
}
