//! What a person draws, and how it becomes what the network receives.

mod image;
mod lift;
mod link;
mod pen;
pub mod pipeline;
pub mod polyline;
mod raster;
mod samples;

use serde::{Deserialize, Serialize};

use polyline::Point;
pub use raster::{RESOLUTION, Raster};
pub use samples::{Sample, samples};

/// Strokes in the order in which they were drawn.
///
/// ```
/// use convoscope::drawing::{Drawing, Stroke};
/// let mut drawing = Drawing::default();
/// drawing.add(Stroke::new(vec![(0.5, 0.2), (0.5, 0.8)]));
/// assert_eq!(Drawing::from_link(&drawing.to_link()).unwrap().strokes.len(), 1);
/// assert!(drawing.undo() && !drawing.undo());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Drawing {
    /// The strokes, the last one drawn over all others.
    pub strokes: Vec<Stroke>,
}

/// The way of a round pen, or of an eraser, over the square pad.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stroke {
    /// Where it went, (0, 0) being the upper left corner of the pad and (1, 1) the lower right one. One point is a dot.
    pub points: Vec<Point>,
    /// Diameter of the pen as a part of the pad's side.
    pub width: f32,
    /// Whether it takes ink away.
    pub erase: bool,
}

impl Stroke {
    /// The pen to begin with: on a digit three quarters as high as the pad, strokes about as wide as in MNIST.
    pub const WIDTH: f32 = 0.09;

    /// A stroke of the usual pen through `points`.
    pub const fn new(points: Vec<Point>) -> Self {
        Self { points, width: Self::WIDTH, erase: false }
    }
}

impl Drawing {
    /// Draws `stroke` over the others.
    pub fn add(&mut self, stroke: Stroke) {
        self.strokes.push(stroke);
    }

    /// Takes the last stroke back, false if there is none.
    pub fn undo(&mut self) -> bool {
        self.strokes.pop().is_some()
    }

    /// Takes all strokes back.
    pub fn clear(&mut self) {
        self.strokes.clear();
    }

    /// Whether there is no stroke.
    pub fn is_empty(&self) -> bool {
        self.strokes.is_empty()
    }
}
