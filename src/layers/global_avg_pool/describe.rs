use super::GlobalAvgPool;
use crate::layers::pytorch::{Expression, Pytorch};
use crate::layers::{Describe, Editable, Layer, ToPytorch};

impl Describe for GlobalAvgPool {
    fn summary(&self) -> String {
        "global average".to_owned()
    }
}

impl Editable for GlobalAvgPool {
    fn presets() -> Vec<(&'static str, Layer)> {
        vec![("global average", Self.into())]
    }
}

impl ToPytorch for GlobalAvgPool {
    fn pytorch(&self, code: &mut Pytorch<'_>) -> Expression {
        Expression::image(format!("{}.mean((2, 3), keepdim=True)", code.inputs[0].image()))
    }
}
