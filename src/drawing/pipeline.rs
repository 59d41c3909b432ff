//! From a drawing to the network's input, as MNIST was made (LeCun, Bottou, Bengio and Haffner, "Gradient-based learning
//! applied to document recognition", 1998): cropped, fitted into 20 × 20 pixels with its proportions kept, and put
//! into 28 × 28 pixels with its centre of mass in the middle. Each step can be left out to see what it is good for.

use serde::{Deserialize, Serialize};

pub use super::image::Image;
use super::polyline::Point;
use super::raster::{RESOLUTION, Raster};

/// Rows and columns of the network's input and of MNIST's images, in pixels.
pub const SIDE: usize = 28;

/// Where the centre of mass of each of MNIST's digits is, along both axes, in pixels from the edge: the middle of pixel
/// 14. MNIST was shifted by whole pixels, so its centres are spread evenly half a pixel to either side (measured).
pub const CENTRE: f32 = 14.5;

/// Longer side of the box that [`Step::Fit`] fits the drawing into.
pub const BOX: usize = 20;

/// What is done to a drawing, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Step {
    /// The pad as it was drawn on.
    Strokes,
    /// The box around the ink; left out, the whole pad.
    Crop,
    /// Scaled to a longer side of 20 pixels, each the mean of what it covers; left out, of 28.
    Fit,
    /// Moved, by whole pixels as in MNIST, so that the centre of mass comes to the middle of 28 × 28; left out, the box
    /// is in the middle.
    Centre,
}

/// Which steps are taken.
///
/// ```
/// # use convoscope::drawing::pipeline::Switches;
/// assert_eq!(Switches::default(), Switches { crop: true, fit: true, centre: true });
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Switches {
    /// Whether to [`Step::Crop`].
    pub crop: bool,
    /// Whether to [`Step::Fit`].
    pub fit: bool,
    /// Whether to [`Step::Centre`].
    pub centre: bool,
}

impl Default for Switches {
    fn default() -> Self {
        Self { crop: true, fit: true, centre: true }
    }
}

/// What the network receives, and how it came about.
#[derive(Clone, Debug, PartialEq)]
pub struct Prepared {
    /// What each step made, taken or left out.
    pub steps: [(Step, Image); 4],
    /// The network's input, 28 × 28, row by row.
    pub pixels: [f32; SIDE * SIDE],
    /// Pads per pixel of the input.
    scale: f32,
    /// Where the corner of the input lies on the pad.
    origin: Point,
}

impl Prepared {
    /// Where a point of the input lies on the pad: pixel (0, 0) of the input covers 0..1 × 0..1, the pad is 0..1 × 0..1.
    ///
    /// ```
    /// use convoscope::drawing::{Drawing, Raster, Stroke};
    /// use convoscope::drawing::pipeline::{Switches, prepare};
    /// let drawing = Drawing { strokes: vec![Stroke::new(vec![(0.25, 0.5), (0.75, 0.5)])] };
    /// let prepared = prepare(&Raster::of(&drawing), Switches::default()).unwrap();
    /// // The bar is as long as the box is wide, with the pen's radius at either end.
    /// let (left, right) = (prepared.pad_from_input(4.0, 14.0).0, prepared.pad_from_input(24.0, 14.0).0);
    /// assert!((left - (0.25 - 0.045)).abs() < 0.01 && (right - (0.75 + 0.045)).abs() < 0.01);
    /// ```
    pub fn pad_from_input(&self, x: f32, y: f32) -> Point {
        (self.origin.0 + self.scale * x, self.origin.1 + self.scale * y)
    }

    /// Where a point of the pad lies on the input.
    pub fn input_from_pad(&self, x: f32, y: f32) -> Point {
        ((x - self.origin.0) / self.scale, (y - self.origin.1) / self.scale)
    }
}

/// Takes the steps; none if nothing is drawn.
pub fn prepare(raster: &Raster, switches: Switches) -> Option<Prepared> {
    let strokes = Image { w: RESOLUTION, h: RESOLUTION, pixels: raster.pixels().to_vec() };
    let ink = strokes.ink()?;
    let (columns, rows) = if switches.crop { ink } else { (0..RESOLUTION, 0..RESOLUTION) };
    let crop = strokes.part(columns.clone(), rows.clone());

    let (fit, zoom) = crop.fitted(if switches.fit { BOX } else { SIDE });
    let (left, top) = if switches.centre { fit.centred()? } else { fit.in_the_middle() };
    let pixels = fit.framed(left, top);
    let centre = Image { w: SIDE, h: SIDE, pixels: pixels.to_vec() };

    let scale = zoom / RESOLUTION as f32;
    let origin = |corner: usize, shift: isize| corner as f32 / RESOLUTION as f32 - scale * shift as f32;
    let origin = (origin(columns.start, left), origin(rows.start, top));
    let steps = [(Step::Strokes, strokes), (Step::Crop, crop), (Step::Fit, fit), (Step::Centre, centre)];
    Some(Prepared { steps, pixels, scale, origin })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drawing::{Drawing, Stroke};

    fn raster(points: &[Point]) -> Raster {
        Raster::of(&Drawing { strokes: vec![Stroke::new(points.to_vec())] })
    }

    const SEVEN: [Point; 3] = [(0.1, 0.1), (0.4, 0.1), (0.25, 0.52)];

    fn all_switches() -> impl Iterator<Item = Switches> {
        (0..8).map(|i| Switches { crop: i & 1 > 0, fit: i & 2 > 0, centre: i & 4 > 0 })
    }

    fn mean(pixels: &[f32]) -> Point {
        let sum: f32 = pixels.iter().sum();
        let mean = |at: fn(usize) -> usize| {
            pixels.iter().enumerate().map(|(i, v)| v * (at(i) as f32 + 0.5)).sum::<f32>() / sum
        };
        (mean(|i| i % SIDE), mean(|i| i / SIDE))
    }

    #[test]
    fn nothing_drawn_is_nothing_prepared() {
        let erased = Stroke { width: 3.0, erase: true, ..Stroke::new(vec![(0.5, 0.5)]) };
        let mut drawing = Drawing { strokes: vec![erased.clone()] };
        assert!(all_switches().all(|switches| prepare(&Raster::of(&drawing), switches).is_none()));
        drawing.strokes = vec![Stroke::new(SEVEN.to_vec()), erased];
        assert!(all_switches().all(|switches| prepare(&Raster::of(&drawing), switches).is_none()));
    }

    #[test]
    fn the_box_is_20_high_and_its_mass_in_the_middle() {
        let prepared = prepare(&raster(&SEVEN), Switches::default()).unwrap();
        let [_, (_, crop), (_, fit), (_, last)] = &prepared.steps;
        assert_eq!((fit.h, fit.w), (20, (crop.w * 20).div_ceil(crop.h)));
        assert_eq!(last.pixels, prepared.pixels);
        let (x, y) = mean(&prepared.pixels);
        assert!((x - CENTRE).abs() <= 0.601 && (y - CENTRE).abs() <= 0.601, "{x} {y}");
    }

    /// Where it was drawn and how large does not matter, until steps are left out.
    #[test]
    fn place_and_size_do_not_matter() {
        let at = |scale: f32, x: f32, y: f32| {
            let points = SEVEN.iter().map(|p| (scale * p.0 + x, scale * p.1 + y)).collect();
            let stroke = Stroke { width: scale * 0.08, ..Stroke::new(points) };
            Raster::of(&Drawing { strokes: vec![stroke] })
        };
        let distance = |a: &Raster, b: &Raster, switches| {
            let [a, b] = [a, b].map(|raster| prepare(raster, switches).unwrap().pixels);
            a.iter().zip(b).map(|(a, b)| (a - b).abs()).sum::<f32>() / a.iter().sum::<f32>()
        };
        let (one, moved, larger) = (at(1.0, 0.0, 0.0), at(1.0, 0.5, 0.375), at(1.7, 0.1, 0.05));
        assert!(distance(&one, &moved, Switches::default()) < 1e-4);
        assert!(distance(&one, &larger, Switches::default()) < 0.06);
        assert!(distance(&one, &moved, Switches { crop: false, fit: true, centre: false }) > 1.0);
        assert!(distance(&one, &larger, Switches { crop: false, ..Switches::default() }) > 0.5);
    }

    #[test]
    fn all_switches_off_is_the_pad_made_smaller() {
        let off = Switches { crop: false, fit: false, centre: false };
        let raster = raster(&SEVEN);
        let prepared = prepare(&raster, off).unwrap();
        let cells = RESOLUTION / SIDE;
        for (i, pixel) in prepared.pixels.iter().enumerate() {
            let (x, y) = (i % SIDE * cells, i / SIDE * cells);
            let sum: f32 = (0..cells * cells).map(|k| raster.at(x + k % cells, y + k / cells)).sum();
            assert!((pixel - sum / (cells * cells) as f32).abs() < 1e-5);
        }
        assert_eq!(prepared.pad_from_input(14.0, 7.0), (0.5, 0.25));
    }

    /// A small dot is found again by the map from the input to the pad, whatever is switched off.
    #[test]
    fn the_map_finds_the_ink() {
        for switches in all_switches() {
            let strokes = [SEVEN.to_vec(), vec![(0.8, 0.9)]].map(Stroke::new);
            let raster = Raster::of(&Drawing { strokes: strokes.into() });
            let prepared = prepare(&raster, switches).unwrap();
            let sum: f32 = raster.pixels().iter().sum();
            let on_pad = |at: fn(usize) -> usize| {
                let weighted = raster.pixels().iter().enumerate().map(|(i, v)| v * (at(i) as f32 + 0.5));
                weighted.sum::<f32>() / sum / RESOLUTION as f32
            };
            let expected = (on_pad(|i| i % RESOLUTION), on_pad(|i| i / RESOLUTION));
            let (x, y) = mean(&prepared.pixels);
            let found = prepared.pad_from_input(x, y);
            assert!(
                (found.0 - expected.0).hypot(found.1 - expected.1) < 2e-3,
                "{switches:?} {found:?} {expected:?}"
            );
            let back = prepared.input_from_pad(found.0, found.1);
            assert!((back.0 - x).hypot(back.1 - y) < 1e-3);
            assert!(prepared.pixels.iter().all(|ink| (0.0..=1.0).contains(ink)));
        }
    }

    #[test]
    fn a_dot_and_a_bar_fill_their_boxes() {
        let dot = prepare(&raster(&[(0.9, 0.9)]), Switches::default()).unwrap();
        assert!(dot.pixels.iter().sum::<f32>() > 250.0);
        let bar = prepare(&raster(&[(0.1, 0.1), (0.1, 0.9)]), Switches::default()).unwrap();
        let (_, fit) = &bar.steps[2];
        assert_eq!((fit.w, fit.h), (3, 20));
    }
}
