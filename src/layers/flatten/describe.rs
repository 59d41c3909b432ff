use super::Flatten;
use crate::layers::pytorch::{Expression, Pytorch};
use crate::layers::{Describe, Editable, Layer, ToPytorch};

impl Describe for Flatten {
    fn summary(&self) -> String {
        "flatten".to_owned()
    }
}

impl Editable for Flatten {
    fn presets() -> Vec<(&'static str, Layer)> {
        vec![("flatten", Self.into())]
    }
}

impl ToPytorch for Flatten {
    fn pytorch(&self, code: &mut Pytorch<'_>) -> Expression {
        Expression { text: code.inputs[0].flattened(), flat: true }
    }
}
