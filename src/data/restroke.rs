//! Drawing a [`Skeleton`] anew, as a mouse would have drawn it: round ends, one width, edges as sharp as the page's own.

use super::skeleton::{Ends, Skeleton};
use super::stroke_augmentation::StrokeAugmentation;
use super::warp::Warp;
use super::{CENTRE, SIDE};
use crate::drawing::polyline::{Point, squared_distance};
use crate::random::Random;

/// Memory that is used again for every image.
#[derive(Clone, Debug, Default)]
pub struct Restroke {
    points: Vec<Point>,
    /// Where each line ends in `points`.
    lines: Vec<usize>,
}

impl Restroke {
    /// Draws the skeleton into `out`, warped, with a random pen, then brought to the middle as every drawing is; false
    /// if the skeleton is empty.
    pub fn draw(
        &mut self,
        skeleton: &Skeleton,
        warp: &Warp,
        limits: &StrokeAugmentation,
        random: &mut Random,
        out: &mut [f32],
    ) -> bool {
        self.place(skeleton, warp, limits, random);
        if self.points.is_empty() {
            return false;
        }
        self.finish(limits, random, out);
        true
    }

    /// The same for strokes given as lines in pixels.
    pub fn write(
        &mut self,
        strokes: &[Vec<Point>],
        warp: &Warp,
        limits: &StrokeAugmentation,
        random: &mut Random,
        out: &mut [f32],
    ) {
        self.points.clear();
        self.lines.clear();
        for stroke in strokes {
            self.points.extend(stroke.iter().map(|&point| warp.to(point)));
            self.lines.push(self.points.len());
        }
        self.finish(limits, random, out);
    }

    /// From the placed lines to pixels.
    fn finish(&mut self, limits: &StrokeAugmentation, random: &mut Random, out: &mut [f32]) {
        // Thin pens are as frequent as thick ones when the logarithm is uniform.
        let width = libm::expf(random.range(libm::logf(limits.pen.0), libm::logf(limits.pen.1)));
        let soft = random.range(limits.softness.0, limits.softness.1);
        self.fit(random.range(limits.fit.0, limits.fit.1) - width);
        for at in &mut self.points {
            *at = (
                at.0 + random.range(-limits.tremor, limits.tremor),
                at.1 + random.range(-limits.tremor, limits.tremor),
            );
        }
        self.centre(limits.off_centre, random);
        self.ink(0.5 * width, soft, out);
    }

    /// The warped lines with their ends moved.
    fn place(&mut self, skeleton: &Skeleton, warp: &Warp, limits: &StrokeAugmentation, random: &mut Random) {
        self.points.clear();
        self.lines.clear();
        for line in skeleton.lines() {
            let start = self.points.len();
            self.points.extend(line.points().map(|point| warp.to(point)));
            let (first, last) = match line.ends {
                Ends::Free { first, last } => (first, last),
                // A hand rarely comes back exactly to where it began.
                Ends::Loop => (random.uniform() < 0.5, false),
            };
            let line = &mut self.points[start..];
            if first {
                move_end(line, random.range(limits.ends.0, limits.ends.1));
            }
            if last {
                line.reverse();
                move_end(line, random.range(limits.ends.0, limits.ends.1));
            }
            self.lines.push(self.points.len());
        }
    }

    /// Scales all points so that the longer side of their box is `side`, around its middle.
    fn fit(&mut self, side: f32) {
        let (mut low, mut high) = (self.points[0], self.points[0]);
        for at in &self.points {
            (low, high) = ((low.0.min(at.0), low.1.min(at.1)), (high.0.max(at.0), high.1.max(at.1)));
        }
        // A dot stays a dot.
        let scale = side / (high.0 - low.0).max(high.1 - low.1).max(1.0);
        let middle = (0.5 * (low.0 + high.0), 0.5 * (low.1 + high.1));
        for at in &mut self.points {
            *at = (scale * (at.0 - middle.0), scale * (at.1 - middle.1));
        }
    }

    /// Moves the centre of mass to where MNIST has it, up to `off` pixels beside it on either axis. Uniform lines have
    /// their mass along their length.
    fn centre(&mut self, off: f32, random: &mut Random) {
        let (mut mass, mut x, mut y) = (1e-6, 1e-6 * self.points[0].0, 1e-6 * self.points[0].1);
        self.segments(|a, b| {
            let length = length(b.0 - a.0, b.1 - a.1);
            (mass, x, y) = (mass + length, x + 0.5 * length * (a.0 + b.0), y + 0.5 * length * (a.1 + b.1));
        });
        let (x, y) =
            (CENTRE + random.range(-off, off) - x / mass, CENTRE + random.range(-off, off) - y / mass);
        self.points.iter_mut().for_each(|at| *at = (at.0 + x, at.1 + y));
    }

    fn segments(&self, mut each: impl FnMut(Point, Point)) {
        let mut start = 0;
        for &end in &self.lines {
            let line = &self.points[start..end];
            if let [dot] = line {
                each(*dot, *dot);
            }
            line.windows(2).for_each(|ends| each(ends[0], ends[1]));
            start = end;
        }
    }

    /// Ink falls from 1 to 0 over `soft` pixels around the distance `radius` from the lines.
    fn ink(&self, radius: f32, soft: f32, out: &mut [f32]) {
        let reach = radius + 0.5 * soft;
        // First the squared distance of each pixel's middle to the nearest line, as far as ink reaches.
        out.fill(reach * reach);
        let span = |low: f32, high: f32| {
            let first = (low - reach).max(0.0) as usize;
            first..((high + reach).max(0.0) as usize + 1).min(SIDE)
        };
        self.segments(|a, b| {
            for y in span(a.1.min(b.1), a.1.max(b.1)) {
                for x in span(a.0.min(b.0), a.0.max(b.0)) {
                    let out = &mut out[y * SIDE + x];
                    *out = out.min(squared_distance((x as f32 + 0.5, y as f32 + 0.5), a, b));
                }
            }
        });
        for out in out {
            *out = if *out < reach * reach { ((reach - out.sqrt()) / soft).min(1.0) } else { 0.0 };
        }
    }
}

/// Lengthens a line at its first point, straight on, or shortens it where `by` is negative; at least half of its first
/// segment stays.
fn move_end(line: &mut [Point], by: f32) {
    if line.len() < 2 {
        return;
    }
    // The direction over the first three points, since the very end is the least certain.
    let (at, inner) = (line[0], line[2.min(line.len() - 1)]);
    let (x, y) = (at.0 - inner.0, at.1 - inner.1);
    let first = length(line[1].0 - at.0, line[1].1 - at.1);
    let by = by.max(-0.5 * first) / length(x, y).max(1e-3);
    line[0] = (at.0 + by * x, at.1 + by * y);
}

/// Length of a vector, the same on every machine as `hypot` is not.
fn length(x: f32, y: f32) -> f32 {
    (x * x + y * y).sqrt()
}
