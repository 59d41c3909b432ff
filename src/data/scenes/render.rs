//! From a scene to its picture and its mask.

use super::{SCENE_SHAPE, SCENE_SIDE, Scene, SceneShape, ShapeKind};
use crate::data::Scale;
use crate::detection::BoundingBox;
use crate::random::Random;

/// Standard deviation of the noise of each value.
const NOISE: f32 = 0.04;
/// Standard deviation of how far the values of a colour stray.
const STRAY: f32 = 0.05;
/// Standard deviation of the slope of the background's values, across the picture.
const SLOPE: f32 = 0.12;

impl SceneShape {
    /// Whether it covers a place, apart from what lies above it.
    fn covers(&self, x: f32, y: f32, (sin, cos): (f32, f32)) -> bool {
        let (dx, dy, size) = (x - self.center[0], y - self.center[1], self.size);
        let (u, v) = (cos * dx + sin * dy, cos * dy - sin * dx);
        match self.kind {
            ShapeKind::Circle => u * u + v * v <= size * size,
            // As large as the circle: (2 · 0.886)² ≈ π.
            ShapeKind::Square => u.abs().max(v.abs()) <= 0.886 * size,
            ShapeKind::Triangle => {
                // Three half planes 120° from one another, the first below.
                let (half, root) = (0.55 * size, 0.75f32.sqrt());
                v <= half && -0.5 * v - root * u <= half && -0.5 * v + root * u <= half
            }
        }
    }

    /// The pixels that it covers, row by row, apart from what lies above it.
    pub(super) fn pixels(&self) -> Vec<usize> {
        let turned = libm::sincosf(self.angle.to_radians());
        // No shape reaches further than 1.26 of its size: the corners of a square.
        let range = |center: f32| {
            let reach = 1.26 * self.size + 1.0;
            // Casts saturate.
            (center - reach) as usize..((center + reach) as usize).min(SCENE_SIDE)
        };
        let rows = range(self.center[1]);
        let at = rows.flat_map(|row| range(self.center[0]).map(move |column| (row, column)));
        at.filter(|&(row, column)| self.covers(column as f32 + 0.5, row as f32 + 0.5, turned))
            .map(|(row, column)| row * SCENE_SIDE + column)
            .collect()
    }

    /// The box around its pixels in the picture, also those that others cover; none if it has none.
    pub fn bounds(&self) -> Option<BoundingBox> {
        let pixels = self.pixels();
        let range = |along: fn(usize) -> usize| {
            let all = || pixels.iter().map(|&pixel| along(pixel));
            Some((all().min()? as f32, (all().max()? + 1) as f32))
        };
        let ((left, right), (top, bottom)) = (range(|i| i % SCENE_SIDE)?, range(|i| i / SCENE_SIDE)?);
        Some(BoundingBox { left, top, right, bottom })
    }
}

impl Scene {
    /// The class of each pixel, row by row: 0 for the background, 1 + the class of the uppermost shape there.
    pub fn mask(&self) -> Vec<u8> {
        let mut mask = vec![0; SCENE_SIDE * SCENE_SIDE];
        for shape in &self.shapes {
            shape.pixels().into_iter().for_each(|pixel| mask[pixel] = 1 + shape.kind.class() as u8);
        }
        mask
    }

    /// What is seen of each shape that has pixels in the picture: 1 where it is the uppermost there, row by row. In the order of
    /// [`objects`](Self::objects).
    pub fn instances(&self) -> Vec<Vec<f32>> {
        let mut uppermost = vec![None; SCENE_SIDE * SCENE_SIDE];
        for (index, shape) in self.shapes.iter().enumerate() {
            shape.pixels().into_iter().for_each(|pixel| uppermost[pixel] = Some(index));
        }
        let seen = |index: usize| uppermost.iter().map(|top| f32::from(*top == Some(index))).collect();
        let shapes = self.shapes.iter().enumerate().filter(|(_, shape)| shape.bounds().is_some());
        shapes.map(|(index, _)| seen(index)).collect()
    }

    /// The picture as bytes, channel by channel: red, green and blue, 255 for 1.
    pub fn bytes(&self) -> Vec<u8> {
        let (area, mut values) = (SCENE_SHAPE.area(), vec![0.0; SCENE_SHAPE.len()]);
        let mut random = Random::split(u64::from(self.seed), 0xB6);
        for plane in values.chunks_exact_mut(area) {
            let middle = 0.4 + 0.5 * random.range(0.2, 0.8);
            let (down, across) = (SLOPE * random.normal(), SLOPE * random.normal());
            for (pixel, value) in plane.iter_mut().enumerate() {
                let along = |cell: usize| cell as f32 / SCENE_SIDE as f32 - 0.5;
                *value = middle + down * along(pixel / SCENE_SIDE) + across * along(pixel % SCENE_SIDE);
            }
        }
        for (place, shape) in self.shapes.iter().enumerate() {
            // Its place and not its colour decides how it strays, so that it stays while it is dragged.
            let mut random = Random::split(u64::from(self.seed), place as u64);
            let color = shape.color.rgb().map(|value| value + STRAY * random.normal());
            for pixel in shape.pixels() {
                color.iter().enumerate().for_each(|(channel, value)| values[channel * area + pixel] = *value);
            }
        }
        let mut noise = Random::split(u64::from(self.seed), 0x401);
        values.into_iter().map(|value| Scale::Unit.byte(value + NOISE * noise.normal())).collect()
    }

    /// The picture as a sample, of [`SCENE_SHAPE`]: what a network is given.
    pub fn sample(&self) -> Vec<f32> {
        self.bytes().into_iter().map(|byte| Scale::Unit.value(byte)).collect()
    }
}
