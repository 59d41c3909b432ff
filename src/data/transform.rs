use serde::{Deserialize, Serialize};

use super::augmentation::warp;
use crate::random::Random;
use crate::shape::Shape;

/// A change of an image, of some strength, under which the answers of networks are compared. Pixels go from 0 to 1.
///
/// ```
/// use convoscope::data::Transform;
/// use convoscope::shape::Shape;
/// let mut image = vec![1.0, 0.5, 0.0];
/// Transform::Shift.apply(1.0, Shape::new(1, 1, 3), 0, &mut image);
/// assert_eq!(image, [0.0, 1.0, 0.5]);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Transform {
    /// Moved to the right, in pixels.
    #[default]
    Shift,
    /// Turned clockwise around the middle, in degrees.
    Rotation,
    /// Made smaller or larger around the middle, by a factor.
    Scale,
    /// Tilted, so that the upper edge goes back: the plane's depth is 1 + p at the upper edge and 1 − p at the lower one.
    Perspective,
    /// Contrast c: x ↦ ½ + c · (x − ½).
    Contrast,
    /// A gradient of brightness: what is added rises from 0 at the left edge to this at the right one.
    Brightness,
    /// Normal noise of this standard deviation.
    Noise,
}

impl Transform {
    /// Every transform.
    pub const ALL: [Self; 7] = [
        Self::Shift,
        Self::Rotation,
        Self::Scale,
        Self::Perspective,
        Self::Contrast,
        Self::Brightness,
        Self::Noise,
    ];

    /// Its name in links.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Shift => "shift",
            Self::Rotation => "rotation",
            Self::Scale => "scale",
            Self::Perspective => "perspective",
            Self::Contrast => "contrast",
            Self::Brightness => "brightness",
            Self::Noise => "noise",
        }
    }

    /// The strengths that are compared, the first of which changes nothing.
    pub const fn strengths(self) -> &'static [f32] {
        match self {
            Self::Shift => &[0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0],
            Self::Rotation => &[0.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 75.0, 90.0],
            Self::Scale => &[1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3],
            Self::Perspective => &[0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7],
            Self::Contrast => &[1.0, 0.8, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1],
            Self::Brightness | Self::Noise => &[0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8],
        }
    }

    /// Changes `image`; noise is drawn from `seed`. Pixels that come from outside are 0; changed values stay between 0 and 1.
    pub fn apply(self, strength: f32, shape: Shape, seed: u64, image: &mut [f32]) {
        let half = 0.5 * (shape.h.max(2) - 1) as f32;
        match self {
            Self::Shift => warp(shape, image, |x, y| (x - strength, y)),
            Self::Rotation => {
                let (sin, cos) = libm::sincosf(strength.to_radians());
                warp(shape, image, |x, y| (cos * x + sin * y, cos * y - sin * x));
            }
            Self::Scale => warp(shape, image, |x, y| (x / strength, y / strength)),
            Self::Perspective => warp(shape, image, |x, y| {
                let nearness = 1.0 + strength * y / half;
                (x / nearness, y / nearness)
            }),
            Self::Contrast => map(image, |_, x| 0.5 + strength * (x - 0.5)),
            Self::Brightness => {
                let across = strength / (shape.w.max(2) - 1) as f32;
                map(image, |i, x| x + across * (i % shape.w) as f32);
            }
            Self::Noise => {
                let mut random = Random::new(seed);
                map(image, |_, x| x + strength * random.normal());
            }
        }
    }
}

fn map(image: &mut [f32], mut value: impl FnMut(usize, f32) -> f32) {
    image.iter_mut().enumerate().for_each(|(i, x)| *x = value(i, *x).clamp(0.0, 1.0));
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHAPE: Shape = Shape::new(1, 9, 9);

    fn changed(transform: Transform, strength: f32, pixels: &[(usize, usize)]) -> Vec<f32> {
        let mut image = vec![0.0; 81];
        pixels.iter().for_each(|(row, column)| image[9 * row + column] = 1.0);
        transform.apply(strength, SHAPE, 1, &mut image);
        image
    }

    #[test]
    fn the_first_strength_changes_nothing() {
        let image: Vec<f32> = (0..81).map(|i| i as f32 / 80.0).collect();
        for transform in Transform::ALL {
            let mut same = image.clone();
            transform.apply(transform.strengths()[0], SHAPE, 1, &mut same);
            assert!(same.iter().zip(&image).all(|(a, b)| (a - b).abs() < 1e-6), "{transform:?}");
            let mut other = image.clone();
            transform.apply(transform.strengths()[1], SHAPE, 1, &mut other);
            assert!(other.iter().zip(&image).any(|(a, b)| (a - b).abs() > 0.01), "{transform:?}");
        }
    }

    #[test]
    fn places_go_where_the_transform_says() {
        let at = |image: &[f32], row: usize, column: usize| image[9 * row + column];
        assert_eq!(at(&changed(Transform::Shift, 3.0, &[(2, 1)]), 2, 4), 1.0);
        // A quarter turn clockwise: what is at the right comes to the bottom.
        assert!(at(&changed(Transform::Rotation, 90.0, &[(4, 7)]), 7, 4) > 0.999);
        assert!(at(&changed(Transform::Scale, 0.5, &[(4, 8)]), 4, 6) > 0.999);
        // A line two columns right of the middle is 1.5 columns right of it two rows up, and 2.5 two rows down.
        let line: Vec<(usize, usize)> = (0..9).map(|row| (row, 6)).collect();
        let image = changed(Transform::Perspective, 0.5, &line);
        assert_eq!((at(&image, 4, 5), at(&image, 4, 6), at(&image, 4, 7)), (0.0, 1.0, 0.0));
        for (row, [left, right]) in [(2, [5, 6]), (6, [6, 7])] {
            let [left, right] = [left, right].map(|column| at(&image, row, column));
            assert!((left - right).abs() < 1e-5 && left > 0.3, "{row}: {left} {right}");
        }
    }

    #[test]
    fn values_change_as_the_transform_says() {
        let contrast = changed(Transform::Contrast, 0.5, &[(0, 0)]);
        assert_eq!((contrast[0], contrast[1]), (0.75, 0.25));
        let brightness = changed(Transform::Brightness, 0.8, &[]);
        assert!((brightness[4] - 0.4).abs() < 1e-6 && brightness[8] > 0.799 && brightness[9] == 0.0);
        let noise = changed(Transform::Noise, 0.3, &[]);
        // Half of a normal distribution is cut off at 0; the mean of the rest is σ/√(2π).
        let mean = noise.iter().sum::<f32>() / 81.0;
        assert!((0.08..0.16).contains(&mean), "{mean}");
    }
}
