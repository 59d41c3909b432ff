//! [`StrokeAugmentation`]: training images as different from each other as drawings with a mouse or a finger are.

use super::SIDE;
use super::restroke::Restroke;
use super::skeleton::Skeleton;
use super::warp::Warp;
use crate::random::Random;

/// How far each image may be changed. Lengths are in pixels of the 28 × 28 image, and a pair is the least and the
/// most; everything is drawn uniformly, unless stated otherwise.
#[derive(Clone, Debug, PartialEq)]
pub struct StrokeAugmentation {
    /// Rotation to either side, in degrees.
    pub rotation: f32,
    /// Factor on both axes.
    pub scale: (f32, f32),
    /// Width is multiplied by 1 + a and height by 1 − a, for a up to this to either side.
    pub anisotropy: f32,
    /// Sideways lean: pixels to either side per pixel of height.
    pub shear: f32,
    /// Shift along each axis to either side, in pixels.
    pub shift: f32,
    /// Displacement of each node of the elastic grid along each axis, in pixels; the image moves about half as far.
    pub elastic: f32,
    /// Change of stroke width, in pixels.
    pub width: (f32, f32),
    /// No stroke is made thinner than this, in pixels.
    pub thinnest: f32,
    /// Probability that the digit is drawn anew from its skeleton. What follows concerns only these.
    pub restroke: f32,
    /// Diameter of the pen in pixels, the logarithm uniform.
    pub pen: (f32, f32),
    /// Pixels over which the edge of the pen fades.
    pub softness: (f32, f32),
    /// How far a free end of a stroke moves on, in pixels; negative shortens.
    pub ends: (f32, f32),
    /// Displacement of every point along each axis, in pixels: an unsteady hand.
    pub tremor: f32,
    /// Longer side of the box around the ink, in pixels: 20 in MNIST and in the drawing pipeline.
    pub fit: (f32, f32),
    /// How far the centre of mass may be from the middle along each axis, in pixels.
    pub off_centre: f32,
}

impl Default for StrokeAugmentation {
    fn default() -> Self {
        Self {
            rotation: 12.0,
            scale: (0.85, 1.15),
            anisotropy: 0.08,
            shear: 0.15,
            shift: 2.0,
            elastic: 1.8,
            width: (-1.0, 1.2),
            thinnest: 1.7,
            restroke: 0.4,
            pen: (1.4, 4.0),
            softness: (0.8, 1.5),
            ends: (-1.2, 1.6),
            tremor: 0.15,
            fit: (18.5, 21.0),
            off_centre: 1.0,
        }
    }
}

impl StrokeAugmentation {
    /// Writes a variation of `image` (28 × 28, 0..255) into `out` (0..1).
    ///
    /// ```
    /// use convoscope::data::{stroke_augmentation::{StrokeAugmentation, Scratch}, skeleton::Skeleton};
    /// use convoscope::random::Random;
    /// let mut image = [0; 28 * 28];
    /// (5..23).for_each(|y| image[y * 28 + 12..][..4].fill(255));
    /// let (skeleton, mut scratch, mut out) = (Skeleton::of(&image), Scratch::default(), [0.0; 28 * 28]);
    /// let mut random = Random::new(1);
    /// StrokeAugmentation::default().apply(&image, &skeleton, &mut random, &mut scratch, &mut out);
    /// assert!(out.iter().all(|ink| (0.0..=1.0).contains(ink)));
    /// assert!((20.0..150.0).contains(&out.iter().sum::<f32>()));
    /// ```
    pub fn apply(
        &self,
        image: &[u8],
        skeleton: &Skeleton,
        random: &mut Random,
        scratch: &mut Scratch,
        out: &mut [f32],
    ) {
        let warp = Warp::random(self, random);
        let restroke = random.uniform() < self.restroke;
        if restroke && scratch.restroke.draw(skeleton, &warp, self, random, out) {
            return;
        }
        warp.image(image, out);
        let width = skeleton.width(image);
        let change = random.range(self.width.0, self.width.1).max((self.thinnest - width).min(0.0));
        widen(change, out);
    }
}

/// Memory that is used again for every image.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    restroke: Restroke,
}

/// Makes strokes wider by `by` pixels, narrower if negative: a mix of the image and its grey dilation or erosion with
/// a cross of five pixels, which moves either edge by one.
fn widen(by: f32, image: &mut [f32]) {
    let (mix, wider) = ((0.5 * by.abs()).min(1.0), by > 0.0);
    let pick = |a: f32, b: f32| if wider { a.max(b) } else { a.min(b) };
    // Paper outside changes nothing when dilating, and the frame is paper when eroding.
    let mut above = [0.0; SIDE];
    for y in 0..SIDE {
        let below: [f32; SIDE] = if y + 1 < SIDE { row(image, y + 1) } else { [0.0; SIDE] };
        let here = row(image, y);
        for x in 0..SIDE {
            let left = if x > 0 { here[x - 1] } else { 0.0 };
            let right = if x + 1 < SIDE { here[x + 1] } else { 0.0 };
            let most = pick(pick(pick(above[x], below[x]), pick(left, right)), here[x]);
            image[y * SIDE + x] = here[x] + mix * (most - here[x]);
        }
        above = here;
    }
}

fn row(image: &[f32], y: usize) -> [f32; SIDE] {
    image.as_chunks().0[y]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seven() -> Vec<u8> {
        let ink = |x: usize, y: usize| {
            (5..8).contains(&y) && (7..21).contains(&x)
                || (8..24).contains(&y) && (x + y / 2).abs_diff(22) < 2
        };
        (0..SIDE * SIDE).map(|i| if ink(i % SIDE, i / SIDE) { 255 } else { 0 }).collect()
    }

    #[test]
    fn the_same_seed_gives_the_same_image() {
        let (image, mut scratch) = (seven(), Scratch::default());
        let skeleton = Skeleton::of(&image);
        let mut draw = |seed| {
            let mut out = [0.0; SIDE * SIDE];
            StrokeAugmentation::default().apply(
                &image,
                &skeleton,
                &mut Random::new(seed),
                &mut scratch,
                &mut out,
            );
            out
        };
        assert_eq!(draw(1), draw(1));
        assert_ne!(draw(1), draw(2));
    }

    /// Ink stays ink: between 0 and 1, in one piece as large as a digit, and near the middle where it was restroked.
    #[test]
    fn every_variation_is_a_digit() {
        let (image, mut scratch, mut random) = (seven(), Scratch::default(), Random::new(3));
        let skeleton = Skeleton::of(&image);
        for restroke in [0.0, 1.0] {
            let augmentation = StrokeAugmentation { restroke, ..StrokeAugmentation::default() };
            for _ in 0..200 {
                let mut out = [f32::NAN; SIDE * SIDE];
                augmentation.apply(&image, &skeleton, &mut random, &mut scratch, &mut out);
                assert!(out.iter().all(|ink| (0.0..=1.0).contains(ink)));
                let ink: f32 = out.iter().sum();
                assert!((35.0..180.0).contains(&ink), "{ink}");
                let x = out.iter().enumerate().map(|(i, v)| v * ((i % SIDE) as f32 + 0.5)).sum::<f32>() / ink;
                assert!((x - 14.0).abs() < if restroke == 1.0 { 1.6 } else { 4.5 }, "{x}");
            }
        }
    }

    #[test]
    fn an_empty_image_stays_empty() {
        let (image, mut out) = ([0; SIDE * SIDE], [1.0; SIDE * SIDE]);
        let augmentation = StrokeAugmentation { restroke: 1.0, ..StrokeAugmentation::default() };
        let skeleton = Skeleton::of(&image);
        augmentation.apply(&image, &skeleton, &mut Random::new(1), &mut Scratch::default(), &mut out);
        assert_eq!(out, [0.0; SIDE * SIDE]);
    }

    #[test]
    fn widening_moves_both_edges() {
        let mut bar: Vec<f32> =
            (0..SIDE * SIDE).map(|i| if (12..16).contains(&(i % SIDE)) { 1.0 } else { 0.0 }).collect();
        let width = |image: &[f32]| row(image, 14).iter().sum::<f32>();
        widen(1.0, &mut bar);
        assert_eq!(width(&bar), 5.0);
        widen(-0.5, &mut bar);
        assert_eq!(width(&bar), 4.5);
    }
}
