use super::Softmax;
use crate::layers::pytorch::{Expression, Pytorch};
use crate::layers::{Describe, Editable, Layer, ToPytorch};

impl Describe for Softmax {
    fn summary(&self) -> String {
        "softmax".to_owned()
    }
}

impl Editable for Softmax {
    fn presets() -> Vec<(&'static str, Layer)> {
        vec![("softmax", Self.into())]
    }
}

impl ToPytorch for Softmax {
    fn pytorch(&self, code: &mut Pytorch<'_>) -> Expression {
        let input = code.inputs[0];
        Expression { text: format!("{}.softmax(1)", input.name), flat: input.flat }
    }
}
