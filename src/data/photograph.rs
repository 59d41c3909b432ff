//! Photographs, and how one becomes the input of a network.

use super::resample::resample;
use crate::shape::Shape;

/// A picture as the browser decodes it.
#[derive(Clone, Debug, PartialEq)]
pub struct Photograph {
    /// What it is called.
    pub name: String,
    /// Columns.
    pub width: usize,
    /// Red, green, blue and opacity of each pixel, row by row. Opacity is ignored.
    pub rgba: Vec<u8>,
}

/// What the values of an input are: (byte − mean) / deviation, for red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Normalization {
    pub mean: [f32; 3],
    pub deviation: [f32; 3],
}

impl Normalization {
    /// Mean and standard deviation of ImageNet's pixels, as torchvision's networks take them.
    pub const IMAGENET: Self = Self {
        mean: [255.0 * 0.485, 255.0 * 0.456, 255.0 * 0.406],
        deviation: [255.0 * 0.229, 255.0 * 0.224, 255.0 * 0.225],
    };
    /// −1 to 1, as torchvision's GoogLeNet takes them in effect: its `transform_input` undoes mean and deviation.
    pub const HALVES: Self = Self { mean: [127.5; 3], deviation: [127.5; 3] };
    /// About −1 to 1, as EfficientNet-Lite takes them.
    pub const LITE: Self = Self { mean: [127.0; 3], deviation: [128.0; 3] };
}

/// The square in the middle of a photograph, at the size of a network's input.
#[derive(Clone, Debug, PartialEq)]
pub struct Square {
    /// Its rows and columns.
    pub side: usize,
    /// Red, green and blue, a plane of bytes each.
    pub planes: Vec<u8>,
}

impl Photograph {
    /// The square in its middle, scaled by cubic interpolation as Pillow does it.
    pub fn square(&self, side: usize) -> Square {
        let (w, h) = (self.width, self.rgba.len() / 4 / self.width.max(1));
        let edge = w.min(h);
        let (left, top) = ((w - edge) / 2, (h - edge) / 2);
        let pixels = (0..3).flat_map(|colour| {
            let row = move |y: usize| 4 * ((top + y) * w + left) + colour;
            (0..edge).flat_map(move |y| (0..edge).map(move |x| self.rgba[row(y) + 4 * x]))
        });
        let pixels: Vec<u8> = pixels.collect();
        Square { side, planes: resample(&pixels, Shape::new(3, edge, edge), [side; 2]) }
    }
}

impl Square {
    /// The values that the network receives.
    pub fn normalized(&self, Normalization { mean, deviation }: Normalization) -> Vec<f32> {
        let planes = self.planes.chunks_exact(self.side * self.side).zip(mean.iter().zip(deviation));
        planes
            .flat_map(|(plane, (mean, deviation))| {
                plane.iter().map(move |&byte| (f32::from(byte) - mean) / deviation)
            })
            .collect()
    }

    /// The same pixels, paler and without colour the further a map of as many values is below its largest.
    pub fn highlighted(&self, map: &[f32]) -> Vec<[u8; 4]> {
        let largest = map.iter().copied().fold(f32::MIN_POSITIVE, f32::max);
        let pale = |([red, green, blue, opacity], value): ([u8; 4], &f32)| {
            let grey = 0.299 * f32::from(red) + 0.587 * f32::from(green) + 0.114 * f32::from(blue);
            let (share, pale) = ((value / largest).clamp(0.0, 1.0).sqrt(), 0.35 * grey + 0.65 * 245.0);
            let mixed = |colour: u8| (share * f32::from(colour) + (1.0 - share) * pale).round() as u8;
            [mixed(red), mixed(green), mixed(blue), opacity]
        };
        self.pixels().into_iter().zip(map).map(pale).collect()
    }

    /// Red, green, blue and full opacity of each pixel.
    pub fn pixels(&self) -> Vec<[u8; 4]> {
        let area = self.side * self.side;
        (0..area).map(|i| [self.planes[i], self.planes[area + i], self.planes[2 * area + i], 255]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_is_cut_out_and_normalized_colour_by_colour() {
        // Two rows of four pixels, red by column.
        let rgba = (0..8u8).flat_map(|i| [10 * (i % 4), 127, 255, 0]).collect();
        let photograph = Photograph { name: String::new(), width: 4, rgba };
        let square = photograph.square(2);
        assert_eq!(square.planes, [10, 20, 10, 20, 127, 127, 127, 127, 255, 255, 255, 255]);
        assert_eq!(square.pixels()[..2], [[10, 127, 255, 255], [20, 127, 255, 255]]);
        let highlighted = square.highlighted(&[1.0, 0.0, 0.0, 0.25]);
        assert_eq!(highlighted[0], [10, 127, 255, 255]);
        assert!(highlighted[1][..3].iter().all(|colour| *colour == highlighted[1][0]), "no colour is left");
        let values = square.normalized(Normalization::LITE);
        assert_eq!((values[0], values[4], values[8]), (-117.0 / 128.0, 0.0, 1.0));
    }
}
