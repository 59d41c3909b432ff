//! [`Picture`]: an image as the browser decodes it, and how it becomes a sample of a given shape.

use serde::{Deserialize, Serialize};

use super::{DataError, LARGEST};
use crate::shape::Shape;

/// What is ink in a grey image.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ink {
    /// What is light, as in MNIST.
    #[default]
    Light,
    /// What is dark, as on paper.
    Dark,
}

/// A decoded image.
#[derive(Clone, Copy, Debug)]
pub struct Picture<'a> {
    /// The file it came from.
    pub file: &'a str,
    /// Columns.
    pub w: usize,
    /// Rows.
    pub h: usize,
    /// Red, green, blue and opacity of each pixel, row by row.
    pub rgba: &'a [u8],
}

/// A rectangle of a picture, in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its first column.
    pub x: usize,
    /// Its first row.
    pub y: usize,
    /// Its columns.
    pub w: usize,
    /// Its rows.
    pub h: usize,
}

impl Picture<'_> {
    /// Checks that there are as many bytes as pixels, and not too many.
    pub fn check(&self) -> Result<(), DataError> {
        let bytes = self.w.checked_mul(self.h).and_then(|pixels| pixels.checked_mul(4));
        match bytes {
            Some(0) => Err(DataError::of(self.file, "at least one pixel", "none")),
            Some(bytes) if bytes <= LARGEST && bytes == self.rgba.len() => Ok(()),
            Some(bytes) if bytes <= LARGEST => {
                let expected = format!("{bytes} bytes for {} × {} pixels", self.w, self.h);
                Err(DataError::of(self.file, &expected, self.rgba.len()))
            }
            _ => {
                let expected = format!("at most {} pixels", LARGEST / 4);
                Err(DataError::of(self.file, &expected, format!("{} × {}", self.w, self.h)))
            }
        }
    }

    /// The largest part in the middle that has the proportions of `shape`.
    pub fn middle(&self, shape: Shape) -> Part {
        let w = self.w.min((self.h * shape.w / shape.h).max(1));
        let h = self.h.min((self.w * shape.h / shape.w).max(1));
        Part { x: (self.w - w) / 2, y: (self.h - h) / 2, w, h }
    }

    /// `part` of a checked picture as a sample with 1 channel or 3; each pixel is the mean of what it covers. Paper shows
    /// through where the picture is not opaque.
    pub fn sample(&self, part: Part, shape: Shape, ink: Ink) -> Vec<u8> {
        let (columns, rows) = (shares(part.w, shape.w), shares(part.h, shape.h));
        let mut sample = vec![0; shape.len()];
        for (row, (top, heights)) in rows.iter().enumerate() {
            for (column, (left, widths)) in columns.iter().enumerate() {
                let mut sum = [0.0f32; 3];
                for (y, height) in heights.iter().enumerate() {
                    for (x, width) in widths.iter().enumerate() {
                        let pixel = self.pixel(part.x + left + x, part.y + top + y, ink);
                        (0..3).for_each(|c| sum[c] += width * height * pixel[c]);
                    }
                }
                let at = row * shape.w + column;
                if shape.c == 3 {
                    (0..3).for_each(|c| sample[c * shape.area() + at] = byte(sum[c]));
                } else {
                    // How bright the eye finds it (ITU-R BT.601).
                    let grey = 0.299 * sum[0] + 0.587 * sum[1] + 0.114 * sum[2];
                    sample[at] = byte(if ink == Ink::Dark { 255.0 - grey } else { grey });
                }
            }
        }
        sample
    }

    /// Red, green and blue over paper.
    fn pixel(&self, x: usize, y: usize, ink: Ink) -> [f32; 3] {
        let pixel = &self.rgba[4 * (y * self.w + x)..][..4];
        let opacity = f32::from(pixel[3]) / 255.0;
        let paper = if ink == Ink::Dark { 255.0 } else { 0.0 };
        std::array::from_fn(|c| paper + opacity * (f32::from(pixel[c]) - paper))
    }
}

fn byte(value: f32) -> u8 {
    (value + 0.5) as u8
}

/// For each of `to` cells that divide a row of `from`, the first that it covers and by what part each is its own.
fn shares(from: usize, to: usize) -> Vec<(usize, Vec<f32>)> {
    // In units of 1 / to, so that all is whole.
    let share = |i: usize| {
        let (low, high) = (i * from, (i + 1) * from);
        let (first, last) = (low / to, high.div_ceil(to));
        let part = |j: usize| (high.min((j + 1) * to) - low.max(j * to)) as f32 / from as f32;
        (first, (first..last).map(part).collect())
    };
    (0..to).map(share).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pixel_is_the_mean_of_what_it_covers() {
        let grey = |values: &[u8]| values.iter().flat_map(|&v| [v, v, v, 255]).collect::<Vec<u8>>();
        let rgba = grey(&[0, 100, 200, 255, 40, 60, 0, 1]);
        let picture = Picture { file: "a.png", w: 4, h: 2, rgba: &rgba };
        assert!(picture.check().is_ok());
        let whole = Part { x: 0, y: 0, w: 4, h: 2 };
        assert_eq!(picture.sample(whole, Shape::new(1, 1, 2), Ink::Light), [50, 114]);
        assert_eq!(picture.sample(whole, Shape::new(1, 1, 2), Ink::Dark), [205, 141]);
        assert_eq!(picture.sample(whole, Shape::new(1, 2, 4), Ink::Light), [0, 100, 200, 255, 40, 60, 0, 1]);
        assert_eq!(picture.middle(Shape::new(1, 5, 5)), Part { x: 1, y: 0, w: 2, h: 2 });
        // Three cells of two pixels: the middle one has half of each.
        assert_eq!(
            picture.sample(Part { x: 0, y: 0, w: 2, h: 1 }, Shape::new(1, 1, 3), Ink::Light),
            [0, 50, 100]
        );
    }

    #[test]
    fn colours_stay_apart_and_paper_shows_through() {
        let picture = Picture { file: "a.png", w: 1, h: 1, rgba: &[255, 0, 51, 0] };
        let part = Part { x: 0, y: 0, w: 1, h: 1 };
        assert_eq!(picture.sample(part, Shape::new(3, 1, 1), Ink::Dark), [255, 255, 255]);
        assert_eq!(picture.sample(part, Shape::new(1, 1, 1), Ink::Dark), [0]);
        let opaque = Picture { rgba: &[255, 0, 51, 255], ..picture };
        assert_eq!(opaque.sample(part, Shape::new(3, 1, 1), Ink::Dark), [255, 0, 51]);
    }

    #[test]
    fn bytes_and_pixels_must_agree() {
        let error =
            |w, h, rgba: &[u8]| Picture { file: "a.png", w, h, rgba }.check().unwrap_err().to_string();
        assert_eq!(error(2, 1, &[0; 4]), "a.png: expected 8 bytes for 2 × 1 pixels, but found 4");
        assert_eq!(error(0, 1, &[]), "a.png: expected at least one pixel, but found none");
        assert!(error(usize::MAX, 2, &[]).contains("at most"));
    }
}
