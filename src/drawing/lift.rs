//! What becomes of a stroke when the pen is lifted: fewer points, all on a grid, so that a link holds the very numbers.

use super::link::LONGEST;
use super::polyline::{Point, simplified};
use super::{Drawing, Stroke};

/// Steps of the grid along the pad. A power of two, so that its points are exact numbers.
pub(super) const GRID: f32 = 512.0;
/// How far a simplified line may leave the one drawn, as a part of the pad.
pub(super) const TOLERANCE: f32 = 1.0 / 512.0;
/// The same where a drawing would be too long for a link otherwise.
const MAX_TOLERANCE: f32 = 0.03;
/// Steps of a pen's width along the pad.
pub(super) const WIDTHS: f32 = 256.0;
/// Points may lie outside of the pad, this many pads away from it.
const OUTSIDE: f32 = 1.0;

/// A number that a point may have.
pub(super) fn on_pad(at: f32) -> f32 {
    if at.is_nan() { 0.0 } else { at.clamp(-OUTSIDE, 1.0 + OUTSIDE) }
}

fn on_grid((x, y): Point) -> Point {
    ((on_pad(x) * GRID).round() / GRID, (on_pad(y) * GRID).round() / GRID)
}

impl Stroke {
    /// The stroke on the grid, without the points that it does as well without.
    fn lifted(&self, tolerance: f32) -> Self {
        let mut points: Vec<Point> = simplified(&self.points, tolerance).into_iter().map(on_grid).collect();
        points.dedup();
        Self { points, width: (self.width * WIDTHS).round().clamp(1.0, WIDTHS) / WIDTHS, erase: self.erase }
    }

    /// Whether a link can hold it as it is.
    fn is_lifted(&self) -> bool {
        let width = (self.width * WIDTHS).round().clamp(1.0, WIDTHS) / WIDTHS;
        self.width == width && self.points.iter().all(|&point| point == on_grid(point))
    }
}

impl Drawing {
    /// The drawing with every pen lifted: what a link holds. Lifted once, a stroke stays as it is.
    ///
    /// ```
    /// use convoscope::drawing::{Drawing, samples};
    /// let drawing = samples()[0].drawing.lifted();
    /// assert_eq!(Drawing::from_link(&drawing.to_link()), Some(drawing));
    /// ```
    pub fn lifted(&self) -> Self {
        let lifted = |stroke: &Stroke| {
            if stroke.is_lifted() { stroke.clone() } else { stroke.lifted(TOLERANCE) }
        };
        Self { strokes: self.strokes.iter().map(lifted).collect() }
    }

    /// Ends the last stroke. A drawing that is too long for a link is simplified more; if that is not enough, the stroke is
    /// taken away again, and the answer is false.
    pub fn lift(&mut self) -> bool {
        let lifted = self.lifted();
        if let Some(fits) = lifted.coarser().find(Self::fits_link) {
            *self = fits;
            return true;
        }
        *self = lifted;
        self.undo();
        false
    }

    /// The lifted drawing as it is, and with fewer and fewer points.
    pub(super) fn coarser(&self) -> impl Iterator<Item = Self> {
        let next = |&tolerance: &f32| (2.0 * tolerance <= MAX_TOLERANCE).then_some(2.0 * tolerance);
        let coarse = |tolerance: f32| Self {
            strokes: self.strokes.iter().map(|stroke| stroke.lifted(tolerance)).collect(),
        };
        [self.clone()].into_iter().chain(std::iter::successors(Some(2.0 * TOLERANCE), next).map(coarse))
    }

    fn fits_link(&self) -> bool {
        self.encoded().len() <= LONGEST
    }
}
