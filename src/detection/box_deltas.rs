use super::BoundingBox;

/// The most that the logarithm of a width or height may grow by: ln(1000 / 16), as in torchvision.
const MOST_GROWTH: f32 = 4.135_166_6;

/// How far a box is from a reference: (Δx, Δy) of the centre in widths and heights of the reference, and the logarithms of how many
/// times as wide and as high it is (Girshick et al., "Rich feature hierarchies for accurate object detection and semantic
/// segmentation", 2014, appendix C). Networks learn these numbers rather than edges, since they mean the same for small
/// and large boxes. As torchvision's `BoxCoder` with weights of 1.
///
/// ```
/// use convoscope::detection::{BoundingBox, BoxDeltas};
/// let reference = BoundingBox::new(0.0, 0.0, 8.0, 4.0);
/// let moved = BoundingBox::new(2.0, 1.0, 10.0, 5.0);
/// // A quarter of the width to the right, a quarter of the height down, as large as before.
/// assert_eq!(BoxDeltas::between(&reference, &moved).0, [0.25, 0.25, 0.0, 0.0]);
/// assert_eq!(BoxDeltas([0.25, 0.25, 0.0, 0.0]).apply(&reference), moved);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct BoxDeltas(pub [f32; 4]);

impl BoxDeltas {
    /// What leads from `reference` to `wanted`; both have an area.
    pub fn between(reference: &BoundingBox, wanted: &BoundingBox) -> Self {
        let ([x, y], [to_x, to_y]) = (reference.center(), wanted.center());
        let (width, height) = (reference.width(), reference.height());
        Self([
            (to_x - x) / width,
            (to_y - y) / height,
            libm::logf(wanted.width() / width),
            libm::logf(wanted.height() / height),
        ])
    }

    /// The box that they lead to from `reference`. It grows 62.5 times at most.
    pub fn apply(&self, reference: &BoundingBox) -> BoundingBox {
        let (Self([right, down, wider, higher]), [x, y]) = (self, reference.center());
        let (width, height) = (reference.width(), reference.height());
        let center = [x + right * width, y + down * height];
        let grown = |len: f32, by: f32| len * libm::expf(by.min(MOST_GROWTH));
        BoundingBox::centered(center, grown(width, *wider), grown(height, *higher))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    #[test]
    fn deltas_lead_to_the_box_that_they_were_taken_of() {
        let mut random = Random::new(7);
        for _ in 0..200 {
            let mut any = || {
                let center = [random.range(0.0, 48.0), random.range(0.0, 48.0)];
                BoundingBox::centered(center, random.range(2.0, 20.0), random.range(2.0, 20.0))
            };
            let (reference, wanted) = (any(), any());
            let there = BoxDeltas::between(&reference, &wanted).apply(&reference);
            assert!(there.iou(&wanted) > 0.9999, "{there:?} for {wanted:?}");
        }
        let reference = BoundingBox::new(0.0, 0.0, 1.0, 1.0);
        let largest = BoxDeltas([0.0, 0.0, 100.0, f32::INFINITY]).apply(&reference);
        assert!((largest.width() - 62.5).abs() < 1e-3 && (largest.height() - 62.5).abs() < 1e-3);
    }
}
