use super::Dense;
use crate::layers::describe::{Field, Size, channels};
use crate::layers::pytorch::{Expression, Pytorch};
use crate::layers::{Describe, Editable, Layer, ToPytorch};

impl Describe for Dense {
    fn summary(&self) -> String {
        "dense".to_owned()
    }

    fn sizes(&self) -> Vec<Size> {
        channels([("a number of units", self.units)])
    }
}

impl Editable for Dense {
    fn fields(&self) -> Vec<Field> {
        vec![Field::count(("Units", "units"), (self.units, 1, 1024), self, |dense, n| dense.units = n)]
    }

    fn presets() -> Vec<(&'static str, Layer)> {
        vec![("dense", Self::new(32).into())]
    }
}

impl ToPytorch for Dense {
    fn pytorch(&self, code: &mut Pytorch<'_>) -> Expression {
        let input = code.inputs[0];
        let bias = if self.bias { "" } else { ", bias=False" };
        let module = code.module(format!("nn.Linear({}, {}{bias})", input.shape.len(), self.units));
        Expression { text: format!("{module}({})", input.flattened()), flat: true }
    }
}
