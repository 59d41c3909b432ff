use super::LayerNorm;
use crate::layers::pytorch::{Expression, Pytorch, float};
use crate::layers::{Describe, Editable, Layer, ToPytorch};
use crate::shape::Shape;

impl Describe for LayerNorm {
    fn summary(&self) -> String {
        "layer norm".to_owned()
    }
}

impl Editable for LayerNorm {
    fn presets() -> Vec<(&'static str, Layer)> {
        vec![("layer norm", Self::default().into())]
    }
}

impl ToPytorch for LayerNorm {
    fn pytorch(&self, code: &mut Pytorch<'_>) -> Expression {
        let input = code.inputs[0];
        let Shape { c, h, w } = input.shape;
        let module = code.module(format!("nn.LayerNorm([{c}, {h}, {w}], eps={})", float(self.eps)));
        Expression::image(format!("{module}({})", input.image()))
    }
}
