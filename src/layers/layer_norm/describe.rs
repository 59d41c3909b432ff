use super::LayerNorm;
use crate::layers::describe::{Field, Size};
use crate::layers::pytorch::{Expression, Pytorch, float};
use crate::layers::{Describe, Layer};
use crate::shape::Shape;

impl Describe for LayerNorm {
    fn summary(&self) -> String {
        "layer norm".to_owned()
    }

    fn sizes(&self) -> Vec<Size> {
        vec![]
    }

    fn fields(&self) -> Vec<Field> {
        vec![]
    }

    fn presets() -> Vec<(&'static str, Layer)> {
        vec![("layer norm", Self::default().into())]
    }

    fn pytorch(&self, code: &mut Pytorch<'_>) -> Expression {
        let input = code.inputs[0];
        let Shape { c, h, w } = input.shape;
        let module = code.module(format!("nn.LayerNorm([{c}, {h}, {w}], eps={})", float(self.eps)));
        Expression::image(format!("{module}({})", input.image()))
    }
}
