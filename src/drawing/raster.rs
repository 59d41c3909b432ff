use super::image::Image;
use super::polyline::{Point, squared_distance};
use super::{Drawing, Stroke};

/// Pixels along each side of a [`Raster`]: eight for each pixel of the network's input.
pub const RESOLUTION: usize = 224;

/// How much of each pixel of the pad is inked, 0..1.
///
/// The edge of the round pen fades over one pixel around its radius. Ink is the greatest coverage of any segment, and an
/// eraser leaves at most what it does not cover; so a stroke may grow segment by segment, each touching only its own
/// surroundings, and the result is the same as drawing it at once.
///
/// ```
/// use convoscope::drawing::{Drawing, Raster, Stroke};
/// let mut stroke = Stroke::new(vec![(0.2, 0.2)]);
/// let mut raster = Raster::default();
/// raster.extend(&stroke, 0);
/// stroke.points.extend([(0.3, 0.5), (0.6, 0.8)]);
/// raster.extend(&stroke, 1);
/// assert_eq!(raster, Raster::of(&Drawing { strokes: vec![stroke] }));
/// assert_eq!((raster.at(45, 45), raster.at(200, 45)), (1.0, 0.0));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Raster {
    pixels: Vec<f32>,
}

impl Default for Raster {
    /// Nothing drawn.
    fn default() -> Self {
        Self { pixels: vec![0.0; RESOLUTION * RESOLUTION] }
    }
}

impl Raster {
    /// All strokes of `drawing`.
    pub fn of(drawing: &Drawing) -> Self {
        let mut raster = Self::default();
        drawing.strokes.iter().for_each(|stroke| raster.extend(stroke, 0));
        raster
    }

    /// What is inked of a picture, row by row; `None` where it has other sides than [`RESOLUTION`].
    ///
    /// ```
    /// use convoscope::drawing::{RESOLUTION, Raster};
    /// let mut ink = vec![0.0; RESOLUTION * RESOLUTION];
    /// ink[3 * RESOLUTION + 5] = 0.5;
    /// assert_eq!(Raster::of_ink(ink).unwrap().at(5, 3), 0.5);
    /// assert_eq!(Raster::of_ink(vec![0.0; 4]), None);
    /// ```
    pub fn of_ink(pixels: Vec<f32>) -> Option<Self> {
        (pixels.len() == RESOLUTION * RESOLUTION).then_some(Self { pixels })
    }

    /// Draws the points of `stroke` from index `from` on, those before being drawn already.
    pub fn extend(&mut self, stroke: &Stroke, from: usize) {
        for i in from..stroke.points.len() {
            self.segment(stroke.points[i.saturating_sub(1)], stroke.points[i], stroke);
        }
    }

    /// The pixels, row by row.
    pub fn pixels(&self) -> &[f32] {
        &self.pixels
    }

    /// How much of the pixel in column `x` and row `y` is inked.
    pub fn at(&self, x: usize, y: usize) -> f32 {
        self.pixels[y * RESOLUTION + x]
    }

    /// The pad in `side` × `side` larger pixels, row by row: how much of each is inked, the mean of what it covers.
    ///
    /// ```
    /// use convoscope::drawing::{Drawing, Raster, Stroke};
    /// let left = Stroke { width: 1.0, ..Stroke::new(vec![(0.0, -1.0), (0.0, 2.0)]) };
    /// let pixels = Raster::of(&Drawing { strokes: vec![left] }).fitted(4);
    /// assert!(pixels[..2].iter().all(|ink| *ink > 0.999) && pixels[2] < 0.01 && pixels[3] == 0.0);
    /// ```
    pub fn fitted(&self, side: usize) -> Vec<f32> {
        let pad = Image { w: RESOLUTION, h: RESOLUTION, pixels: self.pixels.clone() };
        pad.fitted(side).0.pixels
    }

    fn segment(&mut self, a: Point, b: Point, pen: &Stroke) {
        let side = RESOLUTION as f32;
        let (a, b) = ((side * a.0, side * a.1), (side * b.0, side * b.1));
        let reach = 0.5 * side * pen.width + 0.5;
        // A cast saturates, so that points far outside of the pad, or none at all, give an empty span.
        let span = |a: f32, b: f32| {
            let (low, high) = ((a.min(b) - reach).max(0.0), (a.max(b) + reach).max(0.0));
            low as usize..(high as usize).saturating_add(1).min(RESOLUTION)
        };
        let (columns, rows) = (span(a.0, b.0), span(a.1, b.1));
        if columns.is_empty() {
            return;
        }
        for y in rows {
            for (x, ink) in columns.clone().zip(&mut self.pixels[y * RESOLUTION + columns.start..]) {
                let square = squared_distance((x as f32 + 0.5, y as f32 + 0.5), a, b);
                if square < reach * reach {
                    let cover = (reach - square.sqrt()).min(1.0);
                    *ink = if pen.erase { ink.min(1.0 - cover) } else { ink.max(cover) };
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    #[test]
    fn growing_point_by_point_is_drawing_at_once() {
        let mut random = Random::new(2);
        let mut drawing = Drawing::default();
        let mut raster = Raster::default();
        for i in 0..6 {
            let width = random.range(0.01, 0.2);
            drawing.add(Stroke { points: vec![], width, erase: i % 3 == 2 });
            let stroke = drawing.strokes.last_mut().unwrap();
            for from in 0..20 {
                stroke.points.push((random.range(-0.1, 1.1), random.range(-0.1, 1.1)));
                raster.extend(stroke, from);
            }
        }
        assert_eq!(raster, Raster::of(&drawing));
        assert!(raster.pixels.iter().all(|ink| (0.0..=1.0).contains(ink)));
    }

    #[test]
    fn a_dot_has_the_area_of_its_pen() {
        let dot = Stroke { points: vec![(0.5, 0.5)], width: 0.25, erase: false };
        let mut raster = Raster::of(&Drawing { strokes: vec![dot.clone()] });
        let area: f32 = raster.pixels.iter().sum();
        assert!((area - std::f32::consts::PI * 28.0 * 28.0).abs() < 5.0, "{area}");
        raster.extend(&Stroke { erase: true, ..dot }, 0);
        assert!(raster.pixels.iter().all(|&ink| ink <= 0.5));
    }

    #[test]
    fn points_that_are_nowhere_draw_nothing() {
        let points = vec![(f32::NAN, 0.5), (f32::INFINITY, 0.5), (1e30, -1e30), (5.0, 5.0), (-3.0, -3.0)];
        for point in points {
            assert_eq!(Raster::of(&Drawing { strokes: vec![Stroke::new(vec![point])] }), Raster::default());
        }
    }
}
