//! Examples: those of the lectures, and the classic kernels.

use super::{Convolve, Mode};
use crate::app::lab::Preset;
use crate::app::lab::setting::Settings;
use crate::app::text::Text;
use crate::app::text::convolve as text;
use crate::layers::conv::Conv;
use crate::padding_mode::PaddingMode;
use crate::shape::Shape;
use crate::window::Window;

/// All examples.
pub const fn presets() -> &'static [Preset<Convolve>] {
    const {
        &[
            Preset::new("edges", text::EDGES, edges),
            Preset::new("sum", text::SUM, sum),
            Preset::new("stride-1", text::STRIDES[0], || stride(1)),
            Preset::new("stride-2", text::STRIDES[1], || stride(2)),
            Preset::new("stride", text::FLOOR, || stride(3)),
            Preset::new("constant", text::CONSTANT, || padded(PaddingMode::Constant(0.0))),
            Preset::new("reflect", text::REFLECT, || padded(PaddingMode::Reflect)),
            Preset::new("symmetric", text::SYMMETRIC, || padded_by_2(PaddingMode::Symmetric)),
            Preset::new("circular", text::CIRCULAR, || padded_by_2(PaddingMode::Circular)),
            Preset::new("channels", text::SEVERAL_CHANNELS, channels),
            Preset::new("two-filters", text::TWO_FILTERS, two_filters),
            Preset::new("backward", text::BACKWARD, backward),
            Preset::new("depthwise", text::DEPTHWISE, depthwise),
            Preset::new("dilated", text::DILATED, dilated),
            Preset::new("transposed", text::TRANSPOSED_BY_2, transposed),
            Preset::new("identity", text::IDENTITY, || classic([0., 0., 0., 0., 1., 0., 0., 0., 0.])),
            Preset::new("box", text::BOX_BLUR, || classic([1. / 9.; 9])),
            Preset::new("gaussian", text::GAUSSIAN_BLUR, || {
                classic([1., 2., 1., 2., 4., 2., 1., 2., 1.].map(|w: f32| w / 16.))
            }),
            Preset::new("sharpen", text::SHARPEN, || classic([0., -1., 0., -1., 5., -1., 0., -1., 0.])),
            Preset::new("sobel-x", text::SOBEL_VERTICAL, || classic([-1., 0., 1., -2., 0., 2., -1., 0., 1.])),
            Preset::new("sobel-y", text::SOBEL_HORIZONTAL, || {
                classic([-1., -2., -1., 0., 0., 0., 1., 2., 1.])
            }),
            Preset::new("laplacian", text::LAPLACIAN, || classic([0., 1., 0., 1., -4., 1., 0., 1., 0.])),
            Preset::new("emboss", text::EMBOSS, || classic([-2., -1., 0., -1., 1., 1., 0., 1., 2.])),
            Preset::new("pointwise", text::POINTWISE, pointwise),
        ]
    }
}

impl Convolve {
    /// Which of the examples it is, whatever the mode, the step and the view are.
    pub fn preset(&self) -> Option<usize> {
        presets().iter().position(|preset| {
            let other = Self { mode: self.mode, at: self.at, ..preset.example() };
            other.seen_like(self) == *self
        })
    }

    /// The same looked at like another one: in its view, with letters and counts as there.
    pub fn seen_like(self, other: &Self) -> Self {
        let Self { view, letters, counts_uses, nudge, rate, .. } = *other;
        Self { view, letters, counts_uses, nudge, rate, ..self }
    }

    /// Its name.
    pub fn name(&self) -> Text {
        self.preset().map_or(text::YOUR_OWN_NUMBERS, |index| presets()[index].name)
    }
}

/// One channel, one filter, with these numbers.
fn single(
    side: usize,
    x: &[f32],
    size: usize,
    weight: &[f32],
    window: impl Fn(Window) -> Window,
    padding_mode: PaddingMode,
) -> Convolve {
    let conv = Conv { window: [window(Window::new(size)); 2], padding_mode, ..Conv::new(1, size) };
    let convolve = Convolve::new(Shape::new(1, side, side), conv, 1).expect("the examples fit");
    Convolve { x: x.to_vec(), weight: weight.to_vec(), ..convolve }
}

fn edges() -> Convolve {
    let x = [
        3., 3., 4., 4., 7., 0., 9., 7., 6., 5., 8., 2., 6., 5., 5., 6., 9., 2., 7., 1., 3., 2., 7., 8., 0.,
        3., 7., 1., 8., 3., 4., 0., 4., 3., 2., 2.,
    ];
    single(6, &x, 3, &[1., 0., -1., 1., 0., -1., 1., 0., -1.], |w| w.padding(1), PaddingMode::ZERO)
}

fn sum() -> Convolve {
    let x =
        [1., 1., 1., 0., 0., 0., 1., 1., 1., 0., 0., 0., 1., 1., 1., 0., 0., 1., 1., 0., 0., 1., 1., 0., 0.];
    single(5, &x, 3, &[1., 0., 1., 0., 1., 0., 1., 0., 1.], |w| w, PaddingMode::ZERO)
}

fn stride(stride: usize) -> Convolve {
    let conv = Conv::new(1, 3).stride(stride);
    Convolve::new(Shape::new(1, 7, 7), conv, 7).expect("the examples fit")
}

/// The lecture's 3 × 3 padded by one row and two columns; a 1 × 1 kernel of 1 shows the padded input as the output.
fn padded(padding_mode: PaddingMode) -> Convolve {
    let mut convolve = single(3, &[1., 4., 3., 0., 6., 5., 2., 7., 9.], 1, &[1.], |w| w, padding_mode);
    convolve.conv.window = [Window::new(1).padding(1), Window::new(1).padding(2)];
    let from = convolve.clone();
    convolve.refitted(&from).expect("the examples fit")
}

fn padded_by_2(padding_mode: PaddingMode) -> Convolve {
    let x = [1., 4., 2., 3., 6., 1., 1., 7., 1., 2., 1., 4., 1., 5., 1., 2.];
    single(4, &x, 1, &[1.], |w| w.padding(2), padding_mode)
}

fn channels() -> Convolve {
    let conv = Conv::new(2, 3).stride(2).padding(1);
    let convolve = Convolve::new(Shape::new(3, 5, 5), conv, 3).expect("the examples fit");
    let x = convolve.x.iter().map(|x| (x / 4.0).floor()).collect();
    Convolve { x, bias: vec![1.0, 0.0], ..convolve }
}

/// Deck 003: 5 × 5 × 3, padded to 7 × 7 × 3, under two filters with stride 2. The deck's own outputs are not those of its
/// numbers, whose minus signs were partly lost.
fn two_filters() -> Convolve {
    let x = [
        1, 1, 0, 1, 1, 1, 1, 0, 2, 1, 0, 1, 0, 2, 0, 0, 1, 1, 0, 2, 1, 2, 1, 1, 0, // channel 0
        0, 2, 0, 2, 0, 1, 1, 2, 2, 2, 0, 2, 0, 2, 0, 0, 1, 1, 2, 0, 1, 0, 2, 2, 1, // channel 1
        1, 1, 2, 2, 1, 1, 2, 2, 0, 2, 2, 1, 0, 1, 0, 1, 1, 2, 2, 1, 0, 0, 2, 2, 0, // channel 2
    ];
    let weight = [
        -1, 1, 0, 1, -1, 1, 1, 0, -1, 1, 1, -1, 1, -1, 1, -1, 0, 1, -1, 1, 1, 0, 0, 0, 0, 1,
        -1, // filter 0
        -1, 1, -1, 0, 1, 1, -1, 0, 1, 1, 0, -1, 1, -1, 1, 0, 0, 0, 0, 1, -1, 1, 0, 1, 1, 0,
        -1, // filter 1
    ];
    let [x, weight] = [&x[..], &weight].map(|list| list.iter().map(|&value| value as f32).collect());
    Convolve { x, weight, ..channels() }
}

fn backward() -> Convolve {
    let conv = Conv::new(1, 3).stride(2);
    let convolve = Convolve::new(Shape::new(1, 5, 5), conv, 5).expect("the examples fit");
    Convolve { mode: Mode::WeightGradient, upstream: vec![1.0, -1.0, 2.0, 3.0], ..convolve }
}

fn depthwise() -> Convolve {
    let conv = Conv { groups: 3, ..Conv::new(3, 3).padding(1) };
    Convolve::new(Shape::new(3, 5, 5), conv, 11).expect("the examples fit")
}

fn dilated() -> Convolve {
    let conv = Conv { window: [Window::new(3).dilation(2); 2], ..Conv::new(1, 3) };
    Convolve::new(Shape::new(1, 7, 7), conv, 13).expect("the examples fit")
}

fn transposed() -> Convolve {
    let conv = Conv::new(1, 3).stride(2).padding(1);
    let convolve = Convolve::new(Shape::new(1, 4, 4), conv, 17).expect("the examples fit");
    Convolve { output_padding: [1, 1], ..convolve }.in_mode(Mode::Transposed).expect("the examples fit")
}

/// A classic kernel on a bright square with a soft corner.
fn classic(weight: [f32; 9]) -> Convolve {
    let x: Vec<f32> = (0..64)
        .map(|i: i32| {
            let (y, x) = (i / 8, i % 8);
            if (2..6).contains(&y) && (2..6).contains(&x) { 9.0 - (y - 2).max(x - 2) as f32 } else { 1.0 }
        })
        .collect();
    single(8, &x, 3, &weight, |w| w.padding(1), PaddingMode::Replicate)
}

/// Each pixel's four channels times a 2 × 4 matrix.
fn pointwise() -> Convolve {
    let convolve = Convolve::new(Shape::new(4, 3, 3), Conv::new(2, 1), 1).expect("the examples fit");
    Convolve { weight: vec![1., 0., -1., 2., 0.5, 0.5, 1., 0.], bias: vec![0., 1.], ..convolve }
}
