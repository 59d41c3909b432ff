//! A pen that suits the size of a drawing.

use std::borrow::Cow;

use super::{Drawing, Stroke};

/// The longer side of the way of the pen, as a part of the pad, below which a pen is finer than the one that was drawn with.
const USUAL_SIDE: f32 = 0.4;
/// The finest pen, as a part of the one that was drawn with.
const FINEST: f32 = 0.2;

impl Drawing {
    /// The drawing as a pen of a width in proportion would have drawn it. What is fitted into a box of pixels is enlarged, and
    /// its strokes with it: those of a digit a fifth as high as the pad would become blots. What was erased stays as it is.
    ///
    /// ```
    /// use convoscope::drawing::{Drawing, Stroke};
    /// let line = |from: f32, to: f32| Drawing { strokes: vec![Stroke::new(vec![(0.5, from), (0.5, to)])] };
    /// assert_eq!(line(0.1, 0.9).with_fitting_pen().strokes[0].width, Stroke::WIDTH);
    /// let small = line(0.4, 0.6).with_fitting_pen().strokes[0].width;
    /// assert!((small - 0.5 * Stroke::WIDTH).abs() < 1e-6);
    /// ```
    pub fn with_fitting_pen(&self) -> Cow<'_, Self> {
        let points = || self.strokes.iter().flat_map(|stroke| &stroke.points);
        let side = |axis: fn(&(f32, f32)) -> f32| {
            let [least, most] = points()
                .map(axis)
                .fold([f32::MAX, f32::MIN], |[least, most], at| [least.min(at), most.max(at)]);
            (most - least).max(0.0)
        };
        let long = side(|point| point.0).max(side(|point| point.1));
        let is_erased = self.strokes.iter().any(|stroke| stroke.erase);
        // A dot is as large as it was made.
        if is_erased || long >= USUAL_SIDE || long == 0.0 {
            return Cow::Borrowed(self);
        }
        let finer = (long / USUAL_SIDE).max(FINEST);
        let thin = |stroke: &Stroke| Stroke { width: finer * stroke.width, ..stroke.clone() };
        Cow::Owned(Self { strokes: self.strokes.iter().map(thin).collect() })
    }
}
