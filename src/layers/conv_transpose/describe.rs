use super::ConvTranspose;
use crate::layers::describe::{Bound, Size, by, channels, window_sizes};
use crate::layers::pytorch::{Expression, Pytorch, conv_transpose_cut, conv_transpose_module};
use crate::layers::{Describe, Editable, Layer, ToPytorch};

impl Describe for ConvTranspose {
    fn summary(&self) -> String {
        format!("conv transpose {}", by(self.window))
    }

    fn sizes(&self) -> Vec<Size> {
        let mut sizes =
            channels([("a number of filters", self.filters), ("a number of groups", self.groups)]);
        let added = |found| Size { what: "an output padding", found, bound: Bound::Window };
        sizes.extend(self.output_padding.map(added));
        sizes.extend(window_sizes(self.window));
        sizes
    }
}

impl Editable for ConvTranspose {
    fn presets() -> Vec<(&'static str, Layer)> {
        vec![("transposed convolution", Self::new(16, 2).into())]
    }
}

impl ToPytorch for ConvTranspose {
    fn pytorch(&self, code: &mut Pytorch<'_>) -> Expression {
        let input = code.inputs[0];
        let module = code.module(conv_transpose_module(self, input.shape.c));
        let cut = conv_transpose_cut(self, code.output).unwrap_or_default();
        Expression::image(format!("{module}({}){cut}", input.image()))
    }
}
