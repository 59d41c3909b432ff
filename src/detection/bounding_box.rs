use serde::{Deserialize, Serialize};

/// A rectangle along the axes, in pixels: pixel (row, column) covers column to column + 1 and row to row + 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct BoundingBox {
    /// Where its columns begin.
    pub left: f32,
    /// Where its rows begin.
    pub top: f32,
    /// Where its columns end.
    pub right: f32,
    /// Where its rows end.
    pub bottom: f32,
}

impl BoundingBox {
    /// From its edges.
    pub const fn new(left: f32, top: f32, right: f32, bottom: f32) -> Self {
        Self { left, top, right, bottom }
    }

    /// From its centre (x, y), its width and its height.
    ///
    /// ```
    /// use convoscope::detection::BoundingBox;
    /// assert_eq!(BoundingBox::centered([5.0, 3.0], 4.0, 2.0), BoundingBox::new(3.0, 2.0, 7.0, 4.0));
    /// ```
    pub const fn centered([x, y]: [f32; 2], width: f32, height: f32) -> Self {
        Self::new(x - 0.5 * width, y - 0.5 * height, x + 0.5 * width, y + 0.5 * height)
    }

    /// Its columns.
    pub const fn width(&self) -> f32 {
        self.right - self.left
    }

    /// Its rows.
    pub const fn height(&self) -> f32 {
        self.bottom - self.top
    }

    /// (x, y) of its centre.
    pub const fn center(&self) -> [f32; 2] {
        [0.5 * (self.left + self.right), 0.5 * (self.top + self.bottom)]
    }

    /// Width × height, in square pixels; 0 if it ends before it begins.
    pub fn area(&self) -> f32 {
        self.width().max(0.0) * self.height().max(0.0)
    }

    /// What both have in common; its area is 0 where that is nothing.
    pub fn intersection(&self, other: &Self) -> Self {
        Self {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        }
    }

    /// What of it lies in a picture of `side` × `side` pixels.
    ///
    /// ```
    /// use convoscope::detection::BoundingBox;
    /// assert_eq!(BoundingBox::new(-2.0, 3.0, 9.0, 5.0).clipped(8.0), BoundingBox::new(0.0, 3.0, 8.0, 5.0));
    /// ```
    pub fn clipped(&self, side: f32) -> Self {
        let [left, top, right, bottom] =
            [self.left, self.top, self.right, self.bottom].map(|edge| edge.clamp(0.0, side));
        Self { left, top, right, bottom }
    }

    /// Intersection over union, |A ∩ B| / |A ∪ B|, also called the Jaccard index: 0 where they have nothing in common, or no
    /// area, 1 where they are the same (Everingham et al., "The PASCAL visual object classes challenge", 2010).
    ///
    /// ```
    /// use convoscope::detection::BoundingBox;
    /// // Two squares of 4 pixels that share 2: 2 / (4 + 4 - 2).
    /// let (a, b) = (BoundingBox::new(0.0, 0.0, 2.0, 2.0), BoundingBox::new(1.0, 0.0, 3.0, 2.0));
    /// assert!((a.iou(&b) - 1.0 / 3.0).abs() < 1e-6);
    /// ```
    pub fn iou(&self, other: &Self) -> f32 {
        let both = self.intersection(other).area();
        let either = self.area() + other.area() - both;
        if either > 0.0 { both / either } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    /// Boxes whose edges lie between pixels: intersection and union by counting.
    #[test]
    fn iou_is_what_counting_pixels_says() {
        let mut random = Random::new(1);
        for _ in 0..300 {
            let mut edges = || {
                let (a, b) = (random.below(9), random.below(9));
                (a.min(b), a.max(b))
            };
            let [(l, r), (t, b), (left, right), (top, bottom)] = std::array::from_fn(|_| edges());
            let covers = |x: usize, y: usize| {
                let one = (l..r).contains(&x) && (t..b).contains(&y);
                [one, (left..right).contains(&x) && (top..bottom).contains(&y)]
            };
            let (mut both, mut either) = (0, 0);
            for (x, y) in (0..9).flat_map(|x| (0..9).map(move |y| (x, y))) {
                both += usize::from(covers(x, y) == [true; 2]);
                either += usize::from(covers(x, y) != [false; 2]);
            }
            let a = BoundingBox::new(l as f32, t as f32, r as f32, b as f32);
            let other = BoundingBox::new(left as f32, top as f32, right as f32, bottom as f32);
            let wanted = if either == 0 { 0.0 } else { both as f32 / either as f32 };
            assert!((a.iou(&other) - wanted).abs() < 1e-6, "{a:?} and {other:?}");
            assert_eq!(a.iou(&other), other.iou(&a));
        }
    }

    #[test]
    fn a_box_without_area_has_nothing_in_common_with_any() {
        let empty = BoundingBox::new(1.0, 1.0, 1.0, 3.0);
        assert_eq!([empty.iou(&empty), empty.iou(&BoundingBox::new(0.0, 0.0, 4.0, 4.0))], [0.0; 2]);
        let reversed = BoundingBox::new(3.0, 3.0, 1.0, 1.0);
        assert_eq!((reversed.area(), reversed.iou(&BoundingBox::new(0.0, 0.0, 4.0, 4.0))), (0.0, 0.0));
    }
}
