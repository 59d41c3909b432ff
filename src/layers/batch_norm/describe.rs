use super::BatchNorm;
use crate::layers::pytorch::{Expression, Pytorch, float};
use crate::layers::{Describe, Editable, Layer, ToPytorch};

impl Describe for BatchNorm {
    fn summary(&self) -> String {
        "batch norm".to_owned()
    }
}

impl Editable for BatchNorm {
    fn presets() -> Vec<(&'static str, Layer)> {
        vec![("batch norm", Self::default().into())]
    }
}

impl ToPytorch for BatchNorm {
    fn pytorch(&self, code: &mut Pytorch<'_>) -> Expression {
        let input = code.inputs[0];
        let flat = input.flat && input.shape.area() == 1;
        let (dims, eps, momentum) = (if flat { 1 } else { 2 }, float(self.eps), float(self.momentum));
        let module =
            code.module(format!("nn.BatchNorm{dims}d({}, eps={eps}, momentum={momentum})", input.shape.c));
        let x = if flat { input.name.to_owned() } else { input.image() };
        Expression { text: format!("{module}({x})"), flat }
    }
}
