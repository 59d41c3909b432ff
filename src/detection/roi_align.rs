use super::BoundingBox;
use crate::shape::Shape;

/// The features of a region of interest, as many whatever its size: RoIAlign (He, Gkioxari, Dollár and Girshick, "Mask R-CNN",
/// 2017, section 3). The region is divided into rows × columns bins; each is the mean of `samples` × `samples` points that lie
/// evenly in it, and each point lies between the four cells around it (bilinear). No edge is rounded to a cell. As
/// `torchvision.ops.roi_align` with `aligned=True`.
///
/// ```
/// use convoscope::detection::{BoundingBox, RoiAlign};
/// use convoscope::shape::Shape;
/// let align = RoiAlign { bins: [1, 2], samples: 1, scale: 1.0 };
/// // The centres of the bins are (1, 0.5) and (2, 0.5): between two cells each, whose centres lie at ½.
/// let pooled = align.pool(&[0.0, 10.0, 20.0], Shape::new(1, 1, 3), &BoundingBox::new(0.5, 0.0, 2.5, 1.0));
/// assert_eq!(pooled, [5.0, 15.0]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RoiAlign {
    /// Rows and columns of what comes out.
    pub bins: [usize; 2],
    /// Points along each axis of a bin, at least one.
    pub samples: usize,
    /// Cells of the features for a pixel of the picture: 1 / stride.
    pub scale: f32,
}

/// A point that a bin takes a value at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SamplingPoint {
    /// The bin's row and column.
    pub bin: [usize; 2],
    /// x and y in the features, where cell (row, column) has its centre at (column, row).
    pub at: [f32; 2],
}

impl RoiAlign {
    /// The points of all bins, row by row, and those of each bin row by row.
    pub fn points(&self, region: &BoundingBox) -> Vec<SamplingPoint> {
        let [rows, columns] = self.bins;
        let part = |begin: f32, len: f32, bins: usize, bin: usize, sample: usize| {
            let along = (bin as f32 + (sample as f32 + 0.5) / self.samples as f32) / bins as f32;
            self.scale * (begin + len * along) - 0.5
        };
        let mut points = Vec::with_capacity(rows * columns * self.samples * self.samples);
        for (row, column) in (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column))) {
            for (down, right) in (0..self.samples).flat_map(|i| (0..self.samples).map(move |j| (i, j))) {
                let x = part(region.left, region.width(), columns, column, right);
                let y = part(region.top, region.height(), rows, row, down);
                points.push(SamplingPoint { bin: [row, column], at: [x, y] });
            }
        }
        points
    }

    /// The pooled features, channels × rows × columns, of features of `shape`. Points more than a cell outside of the features
    /// count as 0, those nearer take the value at the edge.
    pub fn pool(&self, features: &[f32], shape: Shape, region: &BoundingBox) -> Vec<f32> {
        let ([rows, columns], share) = (self.bins, 1.0 / (self.samples * self.samples) as f32);
        let mut pooled = vec![0.0; shape.c * rows * columns];
        for SamplingPoint { bin: [row, column], at: [x, y] } in self.points(region) {
            let (Some(across), Some(down)) = (between(x, shape.w), between(y, shape.h)) else { continue };
            for (map, bins) in
                features.chunks_exact(shape.area()).zip(pooled.chunks_exact_mut(rows * columns))
            {
                for (i, row_share) in down {
                    for (j, column_share) in across {
                        bins[row * columns + column] +=
                            share * row_share * column_share * map[i * shape.w + j];
                    }
                }
            }
        }
        pooled
    }
}

/// The two cells of `len` that a place lies between, and the share of each; `None` if it is more than a cell outside.
fn between(place: f32, len: usize) -> Option<[(usize, f32); 2]> {
    let last = len.checked_sub(1)?;
    if !(-1.0..=len as f32).contains(&place) {
        return None;
    }
    let inside = place.clamp(0.0, last as f32);
    let low = inside as usize;
    Some([(low, 1.0 - (inside - low as f32)), ((low + 1).min(last), inside - low as f32)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    /// Bilinear interpolation is exact on planes, and the mean of points that lie evenly is the plane at the bin's centre.
    #[test]
    fn pooled_planes_are_the_plane_at_the_bins_centres() {
        let mut random = Random::new(5);
        let shape = Shape::new(2, 12, 10);
        for _ in 0..40 {
            let slopes: [[f32; 3]; 2] = std::array::from_fn(|_| std::array::from_fn(|_| random.normal()));
            let plane = |[a, b, c]: [f32; 3], x: f32, y: f32| a + b * x + c * y;
            let mut features = Vec::new();
            for slopes in slopes {
                features.extend((0..120).map(|i| plane(slopes, (i % 10) as f32, (i / 10) as f32)));
            }
            let [left, top] = [random.range(2.0, 8.0), random.range(2.0, 10.0)];
            let region =
                BoundingBox::new(left, top, left + random.range(0.5, 9.0), top + random.range(0.5, 9.0));
            let align = RoiAlign { bins: [2, 3], samples: 1 + random.below(3), scale: 0.5 };
            let pooled = align.pool(&features, shape, &region);
            for (channel, slopes) in slopes.into_iter().enumerate() {
                for (row, column) in (0..2).flat_map(|row| (0..3).map(move |column| (row, column))) {
                    let x = 0.5 * (region.left + region.width() * (column as f32 + 0.5) / 3.0) - 0.5;
                    let y = 0.5 * (region.top + region.height() * (row as f32 + 0.5) / 2.0) - 0.5;
                    let got = pooled[(channel * 2 + row) * 3 + column];
                    assert!((got - plane(slopes, x, y)).abs() < 1e-4, "{got} at {x}, {y}");
                }
            }
        }
    }

    #[test]
    fn points_far_outside_are_zero_and_near_ones_the_edge() {
        let align = RoiAlign { bins: [1, 1], samples: 1, scale: 1.0 };
        let at =
            |x: f32| align.pool(&[7.0; 4], Shape::new(1, 2, 2), &BoundingBox::centered([x, 1.0], 1.0, 1.0));
        assert_eq!([at(-2.0), at(-0.2), at(1.0), at(2.3), at(4.0)].concat(), [0.0, 7.0, 7.0, 7.0, 0.0]);
    }
}
