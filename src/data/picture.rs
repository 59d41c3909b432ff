//! [`Picture`]: an image as the browser decodes it, and how it becomes a sample of a given shape.

use serde::{Deserialize, Serialize};

use super::import::Fit;
use super::survey::{Appearance, Survey};
use super::{DataError, Expected, Found, LARGEST};
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

/// A rectangle of a picture, in pixels. It may reach beyond the picture, where the ground is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its first column.
    pub x: isize,
    /// Its first row.
    pub y: isize,
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
            Some(0) => Err(DataError::of(self.file, Expected::Pixel, Found::None)),
            Some(bytes) if bytes <= LARGEST && bytes == self.rgba.len() => Ok(()),
            Some(bytes) if bytes <= LARGEST => {
                let expected = Expected::BytesOfPixels { bytes, w: self.w, h: self.h };
                Err(DataError::of(self.file, expected, Found::count(self.rgba.len())))
            }
            _ => {
                let expected = Expected::FewPixels { most: LARGEST / 4 };
                Err(DataError::of(self.file, expected, Found::Sizes(vec![self.w, self.h])))
            }
        }
    }

    /// The part that becomes a sample of `shape`.
    pub fn part(&self, shape: Shape, fit: Fit) -> Part {
        // The other side of a rectangle of these proportions.
        let w = (self.h * shape.w / shape.h).max(1);
        let h = (self.w * shape.h / shape.w).max(1);
        let (w, h) = match fit {
            Fit::Crop => (self.w.min(w), self.h.min(h)),
            Fit::Letterbox => (self.w.max(w), self.h.max(h)),
            Fit::Stretch => (self.w, self.h),
        };
        let before = |all: usize, part: usize| (all as isize - part as isize).div_euclid(2);
        Part { x: before(self.w, w), y: before(self.h, h), w, h }
    }

    /// `part` of a checked picture as a sample with 1 channel or 3; each pixel is the mean of what it covers. The ground shows
    /// through where the picture is not opaque.
    pub fn sample(&self, part: Part, shape: Shape, appearance: Appearance) -> Vec<u8> {
        let Appearance { ground, ink, .. } = appearance;
        let (columns, rows) = (shares(part.w, shape.w), shares(part.h, shape.h));
        let mut sample = vec![0; shape.len()];
        for (row, (top, heights)) in rows.iter().enumerate() {
            for (column, (left, widths)) in columns.iter().enumerate() {
                let mut sum = [0.0f32; 3];
                for (y, height) in heights.iter().enumerate() {
                    for (x, width) in widths.iter().enumerate() {
                        let (x, y) = ((left + x) as isize, (top + y) as isize);
                        let pixel = self.pixel(part.x + x, part.y + y, ground);
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

    /// The picture alone as a sample with 1 channel or 3: its middle, scaled; a grey one is read as ink on paper, whichever of both is
    /// dark. `None` for samples that are no pictures.
    ///
    /// ```
    /// use convoscope::data::picture::Picture;
    /// use convoscope::shape::Shape;
    /// let rgba = [[255; 4], [255; 4], [0, 0, 0, 255], [255; 4]].concat();
    /// let picture = Picture { file: "a.png", w: 2, h: 2, rgba: &rgba };
    /// assert_eq!(picture.alone(Shape::new(1, 2, 2)), Some(vec![0, 0, 255, 0]));
    /// assert_eq!(picture.alone(Shape::flat(4)), None);
    /// ```
    pub fn alone(self, shape: Shape) -> Option<Vec<u8>> {
        if shape.area() < 2 || !matches!(shape.c, 1 | 3) || self.check().is_err() {
            return None;
        }
        let mut survey = Survey::default();
        survey.add(self);
        Some(self.sample(self.part(shape, Fit::Crop), shape, survey.appearance()))
    }

    /// Red, green and blue over the ground.
    fn pixel(&self, x: isize, y: isize, ground: [u8; 3]) -> [f32; 3] {
        let ground = ground.map(f32::from);
        let (Ok(x), Ok(y)) = (usize::try_from(x), usize::try_from(y)) else { return ground };
        if x >= self.w || y >= self.h {
            return ground;
        }
        let pixel = &self.rgba[4 * (y * self.w + x)..][..4];
        let opacity = f32::from(pixel[3]) / 255.0;
        std::array::from_fn(|c| ground[c] + opacity * (f32::from(pixel[c]) - ground[c]))
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

    fn over(ground: u8, ink: Ink) -> Appearance {
        Appearance { colour: false, ground: [ground; 3], ink }
    }

    #[test]
    fn every_pixel_is_the_mean_of_what_it_covers() {
        let grey = |values: &[u8]| values.iter().flat_map(|&v| [v, v, v, 255]).collect::<Vec<u8>>();
        let rgba = grey(&[0, 100, 200, 255, 40, 60, 0, 1]);
        let picture = Picture { file: "a.png", w: 4, h: 2, rgba: &rgba };
        let (light, dark) = (over(0, Ink::Light), over(255, Ink::Dark));
        assert!(picture.check().is_ok());
        let whole = Part { x: 0, y: 0, w: 4, h: 2 };
        assert_eq!(picture.sample(whole, Shape::new(1, 1, 2), light), [50, 114]);
        assert_eq!(picture.sample(whole, Shape::new(1, 1, 2), dark), [205, 141]);
        assert_eq!(picture.sample(whole, Shape::new(1, 2, 4), light), [0, 100, 200, 255, 40, 60, 0, 1]);
        // Three cells of two pixels: the middle one has half of each.
        let two = Part { x: 0, y: 0, w: 2, h: 1 };
        assert_eq!(picture.sample(two, Shape::new(1, 1, 3), light), [0, 50, 100]);
    }

    #[test]
    fn other_proportions_are_cut_or_laid_on_ground_or_stretched() {
        let picture = Picture { file: "a.png", w: 4, h: 2, rgba: &[255; 32] };
        let shape = Shape::new(1, 4, 4);
        let part = |fit| picture.part(shape, fit);
        assert_eq!(part(Fit::Crop), Part { x: 1, y: 0, w: 2, h: 2 });
        assert_eq!(part(Fit::Letterbox), Part { x: 0, y: -1, w: 4, h: 4 });
        assert_eq!(part(Fit::Stretch), Part { x: 0, y: 0, w: 4, h: 2 });
        let boxed = picture.sample(part(Fit::Letterbox), shape, over(9, Ink::Light));
        assert_eq!(boxed, [[9; 4], [255; 4], [255; 4], [9; 4]].concat());
        let line = Picture { file: "a.png", w: 400, h: 1, rgba: &[] };
        assert_eq!(line.part(shape, Fit::Crop), Part { x: 199, y: 0, w: 1, h: 1 });
    }

    #[test]
    fn colours_stay_apart_and_the_ground_shows_through() {
        let picture = Picture { file: "a.png", w: 1, h: 1, rgba: &[255, 0, 51, 0] };
        let part = Part { x: 0, y: 0, w: 1, h: 1 };
        assert_eq!(picture.sample(part, Shape::new(3, 1, 1), over(250, Ink::Light)), [250, 250, 250]);
        assert_eq!(picture.sample(part, Shape::new(1, 1, 1), over(255, Ink::Dark)), [0]);
        let opaque = Picture { rgba: &[255, 0, 51, 255], ..picture };
        assert_eq!(opaque.sample(part, Shape::new(3, 1, 1), over(255, Ink::Light)), [255, 0, 51]);
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
