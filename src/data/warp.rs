//! [`Warp`]: a random map of the 28 × 28 plane, smooth and without folds: affine around the middle, then elastic.

use super::SIDE;
use super::stroke_augmentation::StrokeAugmentation;
use crate::drawing::polyline::Point;
use crate::random::Random;

/// Nodes of the elastic grid along each axis: one every 7 pixels, and one outside on either side.
const NODES: usize = 7;
/// Pixels from node to node.
const SPACING: f32 = 7.0;
/// The middle of the image.
const MIDDLE: f32 = SIDE as f32 / 2.0;

/// (x, y) ↦ M · (x, y) + shift + d(x, y), all from the middle of the image.
///
/// d is a uniform cubic B-spline over a coarse grid of random displacements. Simard, Steinkraus and Platt ("Best
/// practices for convolutional neural networks", 2003) smooth a random displacement of every pixel instead, which
/// looks the same and costs a hundred times as much.
#[derive(Clone, Debug)]
pub struct Warp {
    matrix: [[f32; 2]; 2],
    shift: Point,
    nodes: [[Point; NODES]; NODES],
}

impl Warp {
    /// A random one in the limits of `limits`.
    pub fn random(limits: &StrokeAugmentation, random: &mut Random) -> Self {
        let mut within = |limit: f32| random.range(-limit, limit);
        let (sin, cos) = libm::sincosf(within(limits.rotation).to_radians());
        let (shear, anisotropy) = (within(limits.shear), within(limits.anisotropy));
        let shift = (within(limits.shift), within(limits.shift));
        let nodes = std::array::from_fn(|_| {
            std::array::from_fn(|_| (within(limits.elastic), within(limits.elastic)))
        });
        let scale = random.range(limits.scale.0, limits.scale.1);
        let (wide, high) = (scale * (1.0 + anisotropy), scale * (1.0 - anisotropy));
        // Rotation · shear · scale: digits lean sideways, so x depends on y.
        let matrix = [[cos * wide, (cos * shear - sin) * high], [sin * wide, (sin * shear + cos) * high]];
        Self { matrix, shift, nodes }
    }

    /// Where a point goes to.
    pub fn to(&self, (x, y): Point) -> Point {
        let (dx, dy) = self.displacement((x, y));
        let ([a, b], [c, d]) = (self.matrix[0], self.matrix[1]);
        let (x, y) = (x - MIDDLE, y - MIDDLE);
        (a * x + b * y + MIDDLE + self.shift.0 + dx, c * x + d * y + MIDDLE + self.shift.1 + dy)
    }

    fn displacement(&self, (x, y): Point) -> Point {
        let ((column, across), (row, down)) = (basis(x), basis(y));
        let mut sum = (0.0, 0.0);
        for (nodes, down) in self.nodes[row..row + 4].iter().zip(down) {
            for (node, across) in nodes[column..column + 4].iter().zip(across) {
                sum = (sum.0 + down * across * node.0, sum.1 + down * across * node.1);
            }
        }
        sum
    }

    /// The image as it looks where everything went, bilinear, paper outside; 0..255 becomes 0..1.
    ///
    /// Every pixel asks where it came from, so the affine part is inverted; the elastic part, random in either
    /// direction, is applied as it is.
    pub fn image(&self, image: &[u8], out: &mut [f32]) {
        // Two pixels of paper around the image, so that no sample needs a test.
        const WIDE: usize = SIDE + 4;
        let mut framed = [0.0f32; WIDE * WIDE];
        for (row, pixels) in image.as_chunks::<SIDE>().0.iter().enumerate() {
            for (to, &from) in framed[(row + 2) * WIDE + 2..].iter_mut().zip(pixels) {
                *to = f32::from(from) / 255.0;
            }
        }
        let ([a, b], [c, d]) = (self.matrix[0], self.matrix[1]);
        let det = a * d - b * c;
        let columns: [_; SIDE] = std::array::from_fn(|x| basis(x as f32 + 0.5));
        for (y, out) in out.as_chunks_mut::<SIDE>().0.iter_mut().enumerate() {
            let (row, down) = basis(y as f32 + 0.5);
            let nodes: [Point; NODES] = std::array::from_fn(|n| {
                (0..4).fold((0.0, 0.0), |sum, i| {
                    let node = self.nodes[row + i][n];
                    (sum.0 + down[i] * node.0, sum.1 + down[i] * node.1)
                })
            });
            let v = y as f32 + 0.5 - MIDDLE - self.shift.1;
            for (x, out) in out.iter_mut().enumerate() {
                let u = x as f32 + 0.5 - MIDDLE - self.shift.0;
                let (column, across) = columns[x];
                let near = &nodes[column..column + 4];
                let dx: f32 = (0..4).map(|i| across[i] * near[i].0).sum();
                let dy: f32 = (0..4).map(|i| across[i] * near[i].1).sum();
                // Pixel (0, 0) of the image has its middle at 2.5 of the frame, where sample (2, 2) stands.
                let from_x = ((d * u - b * v) / det + MIDDLE + dx + 1.5).clamp(0.0, WIDE as f32 - 1.001);
                let from_y = ((a * v - c * u) / det + MIDDLE + dy + 1.5).clamp(0.0, WIDE as f32 - 1.001);
                let (left, top) = (from_x as usize, from_y as usize);
                let (right, below) = (from_x - left as f32, from_y - top as f32);
                let [p, q] = [0, 1].map(|i| {
                    let row = &framed[(top + i) * WIDE + left..][..2];
                    row[0] + right * (row[1] - row[0])
                });
                *out = p + below * (q - p);
            }
        }
    }
}

/// The first of the four nodes that matter at a coordinate, and their weights, which sum to 1.
fn basis(at: f32) -> (usize, [f32; 4]) {
    let at = (at / SPACING).clamp(0.0, (NODES - 3) as f32 - 0.001);
    let (cell, t) = (at as usize, at.fract());
    let u = 1.0 - t;
    let (uu, tt) = (u * u, t * t);
    (
        cell,
        [
            uu * u / 6.0,
            (4.0 - 6.0 * tt + 3.0 * tt * t) / 6.0,
            (4.0 - 6.0 * uu + 3.0 * uu * u) / 6.0,
            tt * t / 6.0,
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn still() -> StrokeAugmentation {
        StrokeAugmentation {
            rotation: 0.0,
            scale: (1.0, 1.0),
            anisotropy: 0.0,
            shear: 0.0,
            shift: 0.0,
            elastic: 0.0,
            ..StrokeAugmentation::default()
        }
    }

    #[test]
    fn without_limits_nothing_moves() {
        let warp = Warp::random(&still(), &mut Random::new(1));
        let image: Vec<u8> = (0..SIDE * SIDE).map(|i| (i * 7 % 256) as u8).collect();
        let mut out = [0.0; SIDE * SIDE];
        warp.image(&image, &mut out);
        for (out, pixel) in out.iter().zip(image) {
            assert!((out * 255.0 - f32::from(pixel)).abs() < 1e-2);
        }
        assert_eq!(warp.to((3.0, 20.0)), (3.0, 20.0));
    }

    /// A pixel and a point at its middle go the same way, the elastic part aside.
    #[test]
    fn images_and_points_agree() {
        let limits = StrokeAugmentation { elastic: 0.0, ..StrokeAugmentation::default() };
        let mut random = Random::new(5);
        for _ in 0..20 {
            let warp = Warp::random(&limits, &mut random);
            let mut image = [0; SIDE * SIDE];
            image[9 * SIDE + 17] = 255;
            let mut out = [0.0; SIDE * SIDE];
            warp.image(&image, &mut out);
            let ink: f32 = out.iter().sum();
            let mean = |f: fn(usize) -> usize| {
                out.iter().enumerate().map(|(i, v)| v * (f(i) as f32 + 0.5)).sum::<f32>() / ink
            };
            let (x, y) = warp.to((17.5, 9.5));
            assert!((mean(|i| i % SIDE) - x).abs() < 0.2 && (mean(|i| i / SIDE) - y).abs() < 0.2);
        }
    }

    #[test]
    fn weights_of_the_nodes_sum_to_one() {
        for i in -10..400 {
            let (first, weights) = basis(i as f32 / 10.0);
            assert!(first + 4 <= NODES && (weights.iter().sum::<f32>() - 1.0).abs() < 1e-6);
        }
    }
}
