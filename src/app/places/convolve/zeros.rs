//! A transposed convolution as a convolution: the input with zeros between its cells, under the flipped kernel (Dumoulin and
//! Visin, "A guide to convolution arithmetic for deep learning", 2016).

use super::{Convolve, Mode};
use crate::app::lab::setting::Settings;
use crate::padding_mode::PaddingMode;
use crate::shape::Shape;
use crate::window::Window;

impl Convolve {
    /// The convolution with stride 1 that makes the same output: s − 1 zeros between the cells, d·(f − 1) − p around them, and
    /// the kernel flipped. `None` where the mode is another, or where more is cropped than a padding can say.
    pub fn zero_inserted(&self) -> Option<Self> {
        if self.mode != Mode::Transposed {
            return None;
        }
        let Shape { c, h, w } = self.input;
        let long = |axis: usize, len: usize| (len - 1) * self.conv.window[axis].stride + 1;
        let input = Shape::new(c, long(0, h), long(1, w));
        let mut window = self.conv.window;
        for (axis, to) in window.iter_mut().enumerate() {
            let Window { before, after, .. } = *to;
            let around = to.span() - 1;
            let after = (around + self.output_padding[axis]).checked_sub(after)?;
            *to = Window { stride: 1, before: around.checked_sub(before)?, after, ..*to };
        }
        let [down, right] = self.conv.window.map(|window| window.stride);
        let mut x = vec![0.0; input.len()];
        for (i, value) in self.x.iter().enumerate() {
            let (channel, row, column) = (i / (h * w), i / w % h, i % w);
            x[(channel * input.h + row * down) * input.w + column * right] = *value;
        }
        let mut to = Self {
            mode: Mode::Forward,
            flip: !self.flip,
            output_padding: [0; 2],
            input,
            x,
            upstream: vec![],
            at: 0,
            ..self.clone()
        };
        to.conv.window = window;
        to.conv.padding_mode = PaddingMode::ZERO;
        to.clone().refitted(&to)
    }
}

#[cfg(test)]
mod tests {
    use super::super::presets;
    use super::super::tests::random_convolve;
    use super::*;
    use crate::random::Random;

    #[test]
    fn zeros_between_make_the_same_output() {
        let mut random = Random::new(6);
        let mut checked = 0;
        let examples = presets().iter().filter_map(|preset| preset.example().in_mode(Mode::Transposed));
        for transposed in examples.chain((0..200).map(|_| random_convolve(&mut random))) {
            let Some(convolution) = transposed.zero_inserted() else { continue };
            let (a, b) = (transposed.compute(), convolution.compute());
            assert_eq!(a.output, b.output, "{transposed:?}");
            for (a, b) in a.y.iter().zip(&b.y) {
                assert!((a - b).abs() < 1e-3 * b.abs().max(1.0), "{transposed:?}");
            }
            checked += 1;
        }
        assert!(checked > 20, "{checked}");
    }
}
