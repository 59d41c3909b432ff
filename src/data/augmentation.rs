use serde::{Deserialize, Serialize};

use crate::random::Random;
use crate::shape::Shape;

/// StrokeAugmentation for images of any shape: a small random turn, zoom and shift, and perhaps mirrored. Lengths are parts of
/// the image's side. What is not an image, as the coordinates of a point, stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Augmentation {
    /// Rotation to either side, in degrees.
    pub rotation: f32,
    /// Zoom by 1 − a to 1 + a.
    pub zoom: f32,
    /// Shift along each axis to either side.
    pub shift: f32,
    /// Whether every other image is mirrored left to right.
    pub mirror: bool,
}

impl Default for Augmentation {
    fn default() -> Self {
        Self { rotation: 8.0, zoom: 0.1, shift: 0.07, mirror: false }
    }
}

impl Augmentation {
    /// Replaces `image` by a variation of it: bilinear, 0 outside.
    pub fn apply(&self, shape: Shape, random: &mut Random, image: &mut [f32]) {
        if shape.h.min(shape.w) < 2 {
            return;
        }
        let mut within = |limit: f32| random.range(-limit, limit);
        let (sin, cos) = libm::sincosf(within(self.rotation).to_radians());
        let zoom = 1.0 + within(self.zoom);
        let shift = (within(self.shift) * shape.w as f32, within(self.shift) * shape.h as f32);
        let flip = if self.mirror && random.uniform() < 0.5 { -1.0 } else { 1.0 };
        warp(shape, image, |x, y| {
            let (u, v) = (x - shift.0, y - shift.1);
            (flip * (cos * u + sin * v) / zoom, (cos * v - sin * u) / zoom)
        });
    }
}

/// Replaces each pixel by the one at `source` of its place, bilinear, 0 outside. Places are measured in pixels from the middle of
/// the image, to the right and down.
pub(super) fn warp(shape: Shape, image: &mut [f32], source: impl Fn(f32, f32) -> (f32, f32)) {
    let middle = (0.5 * (shape.w - 1) as f32, 0.5 * (shape.h - 1) as f32);
    let from = image.to_vec();
    for y in 0..shape.h {
        for x in 0..shape.w {
            let (u, v) = source(x as f32 - middle.0, y as f32 - middle.1);
            for (to, plane) in image.chunks_exact_mut(shape.area()).zip(from.chunks_exact(shape.area())) {
                to[y * shape.w + x] = bilinear(plane, shape, u + middle.0, v + middle.1);
            }
        }
    }
}

fn bilinear(plane: &[f32], shape: Shape, x: f32, y: f32) -> f32 {
    let (left, top) = (x.floor(), y.floor());
    let (right, below) = (x - left, y - top);
    let pixel = |dx: isize, dy: isize| {
        let (x, y) = (left as isize + dx, top as isize + dy);
        let inside = (0..shape.w as isize).contains(&x) && (0..shape.h as isize).contains(&y);
        if inside { plane[y as usize * shape.w + x as usize] } else { 0.0 }
    };
    let row = |dy| (1.0 - right) * pixel(0, dy) + right * pixel(1, dy);
    (1.0 - below) * row(0) + below * row(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_limits_nothing_moves_and_a_mirror_mirrors() {
        let shape = Shape::new(2, 3, 4);
        let image: Vec<f32> = (0..24).map(|i| i as f32).collect();
        let still = Augmentation { rotation: 0.0, zoom: 0.0, shift: 0.0, mirror: true };
        let mirrored: Vec<f32> = image.chunks(4).flat_map(|row| row.iter().rev().copied()).collect();
        let seen: Vec<Vec<f32>> = (0..20)
            .map(|seed| {
                let mut out = image.clone();
                still.apply(shape, &mut Random::new(seed), &mut out);
                out
            })
            .collect();
        assert!(seen.iter().all(|out| *out == image || *out == mirrored));
        assert!(seen.contains(&image) && seen.contains(&mirrored));
    }

    #[test]
    fn a_shift_keeps_the_ink_and_moves_it_no_further_than_allowed() {
        let shape = Shape::new(1, 21, 21);
        let jitter = Augmentation { rotation: 0.0, zoom: 0.0, shift: 0.2, mirror: false };
        for seed in 0..50 {
            let mut image = vec![0.0; 21 * 21];
            image[10 * 21 + 10] = 1.0;
            jitter.apply(shape, &mut Random::new(seed), &mut image);
            assert!((image.iter().sum::<f32>() - 1.0).abs() < 1e-4);
            let x: f32 = image.iter().enumerate().map(|(i, v)| v * (i % 21) as f32).sum();
            assert!((x - 10.0).abs() < 4.21, "{x}");
        }
    }
}
