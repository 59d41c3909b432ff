//! A transposed convolution as a convolution: the input with zeros between its cells, under the flipped kernel (Dumoulin and
//! Visin, "A guide to convolution arithmetic for deep learning", 2016). The gradient of an input is one, too.

use super::{Convolve, Mode};
use crate::app::lab::setting::Settings;
use crate::padding_mode::PaddingMode;
use crate::shape::Shape;
use crate::window::Window;

impl Convolve {
    /// The convolution with stride 1 that makes the same result: s − 1 zeros between the cells of the input, or of the
    /// upstream gradient, d·(f − 1) − p around them, and the kernel flipped. `None` where the mode is another, or where more
    /// is cropped than a padding can say.
    pub fn zero_inserted(&self) -> Option<Self> {
        let result = self.result_shape();
        let (spread, values, weight, bias) = match (self.mode, self.conv.padding_mode) {
            (Mode::Transposed, _) => (self.input, &self.x, self.weight.clone(), self.bias.clone()),
            // Channels and filters change places.
            (Mode::InputGradient, PaddingMode::Constant(_)) => {
                let weight = self.by_input_channel(&self.weight);
                (self.upstream_shape(), &self.upstream, weight, vec![0.0; result.c])
            }
            _ => return None,
        };
        let Shape { c, h, w } = spread;
        let [down, right] = self.conv.window.map(|window| window.stride);
        let input = Shape::new(c, (h - 1) * down + 1, (w - 1) * right + 1);
        let mut window = self.conv.window;
        let lengths = [(input.h, result.h), (input.w, result.w)];
        for (to, (len, made)) in window.iter_mut().zip(lengths) {
            let around = to.span() - 1;
            let before = around.checked_sub(to.before)?;
            // As much as is missing at the end: less what is cropped, more where the floor left something out.
            let after = (made + around).checked_sub(len + before)?;
            *to = Window { stride: 1, before, after, ..*to };
        }
        let mut x = vec![0.0; input.len()];
        for (i, value) in values.iter().enumerate() {
            let (channel, row, column) = (i / (h * w), i / w % h, i % w);
            x[(channel * input.h + row * down) * input.w + column * right] = *value;
        }
        let mut to = Self {
            mode: Mode::Forward,
            flip: !self.flip,
            output_padding: [0; 2],
            input,
            x,
            weight,
            bias,
            upstream: vec![],
            at: 0,
            ..self.clone()
        };
        to.conv.filters = result.c;
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
    use crate::app::lab::Example;
    use crate::random::Random;

    #[test]
    fn zeros_between_make_the_same_result() {
        let mut random = Random::new(6);
        let mut checked = [0; 2];
        let modes = [Mode::Transposed, Mode::InputGradient];
        let examples = presets()
            .iter()
            .flat_map(|preset| modes.into_iter().filter_map(|mode| preset.example().in_mode(mode)));
        for example in examples.chain((0..300).map(|_| random_convolve(&mut random))) {
            let Some(convolution) = example.zero_inserted() else { continue };
            let all = example.clone().with_step(example.steps() - 1).compute().accumulated;
            let made = convolution.compute();
            assert_eq!(example.result_shape(), made.output, "{example:?}");
            for (a, b) in all.iter().zip(&made.y) {
                assert!((a - b).abs() < 1e-3 * b.abs().max(1.0), "{example:?}");
            }
            checked[usize::from(example.mode == Mode::InputGradient)] += 1;
        }
        assert!(checked.iter().all(|checked| *checked > 10), "{checked:?}");
    }
}
