//! Pictures of another size, by cubic interpolation.

use std::ops::Range;

use crate::shape::Shape;

/// Pixels on either side that a cubic reaches.
const REACH: f64 = 2.0;

/// R. Keys, "Cubic convolution interpolation for digital image processing" (1981), with a = −½: 1 at 0, and 0 at every
/// other whole number.
///
/// w(x) = 1.5|x|³ − 2.5|x|² + 1 for |x| < 1, −0.5|x|³ + 2.5|x|² − 4|x| + 2 for 1 ≤ |x| < 2.
fn cubic(x: f64) -> f64 {
    let x = x.abs();
    if x < 1.0 {
        (1.5 * x - 2.5) * x * x + 1.0
    } else if x < REACH {
        ((-0.5 * x + 2.5) * x - 4.0) * x + 2.0
    } else {
        0.0
    }
}

/// Binary digits of a weight behind the point.
const DIGITS: u32 = 22;

/// Which pixels of a row of `from` make the pixels of one of `to`, and by how much in parts of 2²². A smaller picture takes the
/// mean of what each of its pixels covers, so the cubic is stretched.
fn weights(from: usize, to: usize) -> Vec<(Range<usize>, Vec<i64>)> {
    let scale = from as f64 / to as f64;
    let stretch = scale.max(1.0);
    let pixel = |i: usize| {
        let middle = (i as f64 + 0.5) * scale;
        let first = (middle - REACH * stretch + 0.5).max(0.0) as usize;
        let end = ((middle + REACH * stretch + 0.5) as usize).min(from);
        let weight = |j: usize| cubic((j as f64 + 0.5 - middle) / stretch);
        let sum: f64 = (first..end).map(weight).sum();
        let whole = |j: usize| (weight(j) / sum * f64::from(1 << DIGITS)).round() as i64;
        (first..end, (first..end).map(whole).collect())
    };
    (0..to).map(pixel).collect()
}

/// Scales planes of bytes, c × h × w, to h × w of `side`: row by row, then column by column, with whole bytes in between, as
/// Pillow's `resize(…, BICUBIC)` does with pictures that are wider than high.
///
/// ```
/// use convoscope::data::resample::resample;
/// use convoscope::shape::Shape;
/// // Half of a row: each pixel is a weighted mean of all four.
/// assert_eq!(resample(&[0, 0, 80, 80], Shape::new(1, 1, 4), [1, 2]), [7, 73]);
/// // A picture of one colour keeps it.
/// assert_eq!(resample(&[7; 12], Shape::new(3, 2, 2), [3, 3]), [7; 27]);
/// ```
pub fn resample(planes: &[u8], shape: Shape, [h, w]: [usize; 2]) -> Vec<u8> {
    let across = weights(shape.w, w);
    let mut rows = Vec::with_capacity(shape.c * shape.h * w);
    for row in planes.chunks_exact(shape.w) {
        rows.extend(across.iter().map(|(range, weights)| mean(row[range.clone()].iter(), weights)));
    }
    let down = weights(shape.h, h);
    let mut resampled = Vec::with_capacity(shape.c * h * w);
    for plane in rows.chunks_exact(shape.h * w) {
        for (range, weights) in &down {
            let column = |x: usize| plane[range.start * w + x..].iter().step_by(w);
            resampled.extend((0..w).map(|x| mean(column(x), weights)));
        }
    }
    resampled
}

/// Σ value · weight, rounded.
fn mean<'a>(values: impl Iterator<Item = &'a u8>, weights: &[i64]) -> u8 {
    let sum: i64 = values.zip(weights).map(|(&value, weight)| i64::from(value) * weight).sum();
    ((sum + (1 << (DIGITS - 1))) >> DIGITS).clamp(0, 255) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The numbers of Pillow 13.0 for `(37 i) mod 256`, 5 × 7 to 3 × 4 and to 6 × 9.
    #[test]
    fn sizes_are_as_in_pillow() {
        let planes: Vec<u8> = (0..35).map(|i| (37 * i % 256) as u8).collect();
        let shape = Shape::new(1, 5, 7);
        assert_eq!(resample(&planes, shape, [3, 4]), SMALLER);
        assert_eq!(resample(&planes, shape, [6, 9]), OTHER);
    }

    const SMALLER: [u8; 12] = [16, 78, 146, 208, 21, 83, 151, 213, 26, 88, 156, 218];
    const OTHER: [u8; 54] = [
        0, 22, 53, 82, 111, 140, 169, 200, 224, 1, 24, 55, 84, 113, 142, 171, 202, 226, 3, 27, 58, 87, 116,
        145, 174, 205, 229, 5, 29, 60, 89, 118, 147, 176, 207, 231, 8, 32, 63, 92, 121, 150, 179, 210, 234,
        10, 34, 65, 94, 123, 152, 181, 212, 236,
    ];
}
