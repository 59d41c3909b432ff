//! A kernel applied to a picture: the same layer, with each colour as a sample of its own.

use super::{Convolve, presets};
use crate::app::lab::Preset;
use crate::layers::conv::Conv;
use crate::layers::{LayerPass, Phase};
use crate::shape::Shape;

/// The largest picture: wider or higher ones are scaled down.
pub const LARGEST: [usize; 2] = [240, 320];

/// Grey, or red, green and blue: planes of values from 0 (dark) to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// Colours × rows × columns.
    pub shape: Shape,
    /// The planes, one after the other.
    pub values: Vec<f32>,
}

/// What the kernel sees at one position of a picture.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Sight {
    /// Row and column of the first tap in the picture; padding makes them negative.
    pub first: [isize; 2],
    pub patch: Vec<f32>,
    pub kernel: Vec<f32>,
    pub bias: f32,
}

#[allow(missing_docs)]
impl Picture {
    /// From pixels of four bytes, whose last is ignored.
    pub fn of_rgba(width: usize, pixels: &[u8]) -> Self {
        let shape = Shape::new(3, pixels.len() / 4 / width.max(1), width);
        let plane = |c: usize| pixels.chunks_exact(4).map(move |pixel| f32::from(pixel[c]) / 255.0);
        Self { shape, values: (0..3).flat_map(plane).collect() }
    }

    /// Its luminance: 0.299 red, 0.587 green, 0.114 blue (ITU-R BT.601).
    pub fn grey(&self) -> Self {
        let Shape { c, h, w } = self.shape;
        if c == 1 {
            return self.clone();
        }
        let area = h * w;
        let value = |i: usize| {
            let [red, green, blue] = [0, 1, 2].map(|c| self.values[c * area + i]);
            0.299 * red + 0.587 * green + 0.114 * blue
        };
        Self { shape: Shape::new(1, h, w), values: (0..area).map(value).collect() }
    }

    pub fn plane(&self, colour: usize) -> &[f32] {
        let area = self.shape.area();
        &self.values[colour * area..(colour + 1) * area]
    }

    /// Pixels of four bytes; what lies outside of 0 to 1 is cut off.
    pub fn rgba(&self) -> Vec<u8> {
        let byte = |colour: usize, i: usize| {
            let plane = self.plane(colour.min(self.shape.c - 1));
            (plane[i].clamp(0.0, 1.0) * 255.0).round() as u8
        };
        (0..self.shape.area()).flat_map(|i| [byte(0, i), byte(1, i), byte(2, i), 255]).collect()
    }

    pub fn range(&self) -> f32 {
        self.values.iter().fold(0.0, |range: f32, value| range.max(value.abs()))
    }
}

/// How large a picture of this size is shown: as it is, or scaled down; height and width.
///
/// ```
/// use convoscope::app::places::convolve::scaled;
/// assert_eq!(scaled(3000, 4000), [240, 320]);
/// assert_eq!(scaled(1000, 100), [240, 24]);
/// assert_eq!(scaled(7, 5), [7, 5]);
/// ```
pub fn scaled(height: usize, width: usize) -> [usize; 2] {
    let fit = |len: usize, most: usize| most as f64 / len.max(1) as f64;
    let scale = fit(height, LARGEST[0]).min(fit(width, LARGEST[1])).min(1.0);
    [height, width].map(|len| ((len as f64 * scale).round() as usize).max(1))
}

impl Convolve {
    /// The kernel that pictures get: that of the first filter for its first channel.
    pub fn picture_kernel(&self) -> &[f32] {
        &self.weight[..self.conv.taps_per_kernel()]
    }

    /// The layer that does it to one colour.
    fn picture_layer(&self) -> Conv {
        Conv { filters: 1, groups: 1, connection_table: None, ..self.conv.clone() }
    }

    /// What comes out for a picture; `None` where the kernel does not fit into it.
    pub fn filtered(&self, picture: &Picture) -> Option<Picture> {
        let (layer, Shape { c, h, w }) = (self.picture_layer(), picture.shape);
        let params = [&self.applied(self.picture_kernel())[..], &self.bias[..1]].concat();
        let (shapes, x) = ([Shape::new(1, h, w)], [&picture.values[..]]);
        let run = LayerPass::forward(&layer, c, &shapes, &x, &params, &[], Phase::Infer).ok()?;
        Some(Picture { shape: Shape { c, ..run.output }, values: run.y })
    }

    /// What comes out where a filter of three channels sees all colours at once: its kernels are this one, times a weight for each
    /// colour. One number at each position, the sum over colours; `None` where the kernel does not fit.
    pub fn summed(&self, picture: &Picture, weights: [f32; 3]) -> Option<Picture> {
        let layer = self.picture_layer();
        let kernel = self.applied(self.picture_kernel());
        let kernels =
            weights[..picture.shape.c].iter().flat_map(|weight| kernel.iter().map(move |w| weight * w));
        let params: Vec<f32> = kernels.chain([self.bias[0]]).collect();
        let (shapes, x) = ([picture.shape], [&picture.values[..]]);
        let run = LayerPass::forward(&layer, 1, &shapes, &x, &params, &[], Phase::Infer).ok()?;
        Some(Picture { shape: run.output, values: run.y })
    }

    /// The example whose kernel this is.
    pub fn effect(&self) -> Option<usize> {
        Self::effects().iter().position(|preset| {
            let example = preset.example();
            example.picture_kernel() == self.picture_kernel() && example.conv.window == self.conv.window
        })
    }

    /// The examples that are effects on pictures: one kernel of 3×3 with a name of its own.
    pub fn effects() -> Vec<&'static Preset<Self>> {
        const IDS: [&str; 8] =
            ["identity", "box", "gaussian", "sharpen", "sobel-x", "sobel-y", "laplacian", "emboss"];
        presets().iter().filter(|preset| IDS.contains(&preset.id)).collect()
    }

    /// What makes the value at a row and column of what comes out for one colour.
    pub fn sight(&self, picture: &Picture, colour: usize, row: usize, column: usize) -> Sight {
        let (layer, Shape { h, w, .. }) = (self.picture_layer(), picture.shape);
        let taps = layer.taps(Shape::new(1, h, w), 0, row, column);
        let plane = picture.plane(colour);
        let [rows, columns] = self.conv.window;
        Sight {
            first: [rows.input_from_output(row, 0), columns.input_from_output(column, 0)],
            patch: taps.map(|tap| layer.value(&tap, plane)).collect(),
            kernel: self.applied(self.picture_kernel()),
            bias: self.bias[0],
        }
    }

    /// The position of the result that a pixel of the picture is in the middle of, or the nearest one.
    pub fn position_over(&self, output: Shape, [row, column]: [usize; 2]) -> [usize; 2] {
        let along = |axis: usize, at: usize, positions: usize| {
            let window = self.conv.window[axis];
            let first = (at + window.before).saturating_sub(window.span() / 2);
            ((first + window.stride / 2) / window.stride).min(positions - 1)
        };
        [along(0, row, output.h), along(1, column, output.w)]
    }

    /// Whether the kernel's weights add up to nothing, so that what comes out has both signs.
    pub fn is_balanced(&self) -> bool {
        let kernel = self.picture_kernel();
        let sum: f32 = kernel.iter().sum();
        sum.abs() < 1e-3 * kernel.iter().map(|weight| weight.abs()).sum::<f32>().max(1e-6)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::places::convolve::presets;
    use crate::app::places::convolve::tests::random_convolve;
    use crate::random::Random;

    /// What the magnifier adds up is what the picture shows, whatever the settings are.
    #[test]
    fn the_sum_under_the_magnifier_is_the_pixel() {
        let (mut random, mut checked) = (Random::new(3), 0);
        for _ in 0..200 {
            let convolve = random_convolve(&mut random);
            let shape = Shape::new([1, 3][random.below(2)], 4 + random.below(6), 4 + random.below(6));
            let values = (0..shape.len()).map(|_| random.uniform()).collect();
            let picture = Picture { shape, values };
            let Some(output) = convolve.filtered(&picture) else { continue };
            for (i, y) in output.values.iter().enumerate() {
                let (colour, at) = (i / output.shape.area(), i % output.shape.area());
                let Sight { patch, kernel, bias, .. } =
                    convolve.sight(&picture, colour, at / output.shape.w, at % output.shape.w);
                let sum: f32 = patch.iter().zip(&kernel).map(|(x, w)| x * w).sum();
                assert!((sum + bias - y).abs() < 1e-5, "{convolve:?}: {} and {y}", sum + bias);
                checked += 1;
            }
        }
        assert!(checked > 1000, "{checked}");
    }

    /// The sum over colours is a filter of three channels: with the weights of luminance it is that of the grey picture.
    #[test]
    fn a_filter_of_three_channels_sums_the_colours() {
        let named = |id: &str| presets().iter().find(|preset| preset.id == id).unwrap().example();
        let picture = super::super::scene();
        let sobel = named("sobel-x");
        let summed = sobel.summed(&picture, [0.299, 0.587, 0.114]).unwrap();
        let grey = sobel.filtered(&picture.grey()).unwrap();
        assert_eq!(summed.shape, grey.shape);
        assert!(summed.values.iter().zip(&grey.values).all(|(a, b)| (a - b).abs() < 1e-5));
        let red = sobel.summed(&picture, [1.0, 0.0, 0.0]).unwrap();
        assert_eq!(red.values, sobel.filtered(&picture).unwrap().plane(0));
        assert_eq!(Convolve::effects()[sobel.effect().unwrap()].id, "sobel-x");
        assert_eq!(Convolve::effects().len(), 8);
    }

    #[test]
    fn photographs_are_in_the_link() {
        use crate::app::lab::Linked;
        for (photograph, id, _) in super::super::Photograph::ALL {
            let link = format!("v=2&preset=sobel-x&view=picture&picture={id}");
            let (convolve, said) = Convolve::from_rest(&link);
            assert_eq!((convolve.view, said), (super::super::View::Picture(photograph), vec![]));
            let printed = if id == "scene" { link.replace("&picture=scene", "") } else { link };
            assert_eq!(convolve.to_rest(), printed);
        }
    }

    #[test]
    #[cfg_attr(target_family = "wasm", ignore = "it looks for files")]
    fn photographs_are_in_the_site() {
        for (photograph, id, _) in super::super::Photograph::ALL {
            let exists = |file: String| std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(file).exists();
            assert!(photograph.file().is_none_or(exists), "{id}");
        }
    }

    #[test]
    fn pixels_come_back() {
        let pixels: Vec<u8> = (0..2 * 3).flat_map(|i| [i * 40, 255 - i, 7, 255]).collect();
        let picture = Picture::of_rgba(3, &pixels);
        assert_eq!((picture.shape, picture.rgba()), (Shape::new(3, 2, 3), pixels));
        let white = Picture { shape: Shape::new(3, 1, 1), values: vec![1.0; 3] };
        assert!((white.grey().values[0] - 1.0).abs() < 1e-6);
    }

    #[test]
    fn the_identity_changes_nothing_and_edges_are_balanced() {
        let named = |id: &str| presets().iter().find(|preset| preset.id == id).unwrap().example();
        let picture = super::super::scene();
        assert_eq!(named("identity").filtered(&picture), Some(picture.clone()));
        assert!(named("sobel-x").is_balanced() && !named("box").is_balanced());
        // The pixel in the middle of a window is under it.
        let convolve = named("sobel-x");
        let output = convolve.filtered(&picture).unwrap().shape;
        assert_eq!(convolve.position_over(output, [100, 50]), [100, 50]);
    }
}
