//! [`Example`]: whatever has a timeline and can be handed out.

use std::rc::Rc;

use super::{Quantity, Rgb, Scene, convolution, draw, pooling};
use crate::app::places::convolve::Convolve;
use crate::app::places::pool::Pooling;
use crate::app::pytorch;

/// What is handed out.
#[derive(Clone, Debug, PartialEq)]
pub enum Example {
    /// A convolution.
    Convolution(Rc<Convolve>),
    /// A pool.
    Pool(Rc<Pooling>),
}

impl Example {
    /// What its files are called.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Convolution(_) => "convolution",
            Self::Pool(_) => "pool",
        }
    }

    /// Steps of its timeline.
    pub fn steps(&self) -> usize {
        match self {
            Self::Convolution(convolve) => convolve.steps(),
            Self::Pool(pooling) => pooling.steps(),
        }
    }

    /// The same at another step.
    pub fn at(&self, at: usize) -> Self {
        match self {
            Self::Convolution(convolve) => {
                Self::Convolution(Rc::new(Convolve { at, ..(**convolve).clone() }))
            }
            Self::Pool(pooling) => Self::Pool(Rc::new(Pooling { at, ..(**pooling).clone() })),
        }
    }

    /// Draws the view at the present step. The colours are the caller's: `palette(value, range, quantity)`.
    pub fn scene(&self, palette: impl Fn(f32, f32, Quantity) -> Rgb) -> Scene {
        let figure = match self {
            Self::Convolution(convolve) => convolution::figure(convolve),
            Self::Pool(pool) => pooling::figure(pool),
        };
        draw::draw(&figure, palette)
    }

    /// The example as a program that needs `torch` alone. It prints what the timeline ends with: the output or a gradient.
    pub fn pytorch(&self) -> String {
        match self {
            Self::Convolution(convolve) => pytorch::convolution(convolve),
            Self::Pool(pooling) => pytorch::pool(pooling),
        }
    }
}
