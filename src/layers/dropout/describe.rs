use super::Dropout;
use crate::layers::describe::{Control, Field};
use crate::layers::pytorch::{Expression, Pytorch, float};
use crate::layers::{Describe, Editable, Layer, ToPytorch};

impl Describe for Dropout {
    fn summary(&self) -> String {
        format!("dropout {}", self.rate)
    }
}

impl Editable for Dropout {
    fn fields(&self) -> Vec<Field> {
        vec![Field {
            name: "Rate",
            id: "dropout-rate",
            control: Control::Number { value: self.rate, least: 0.0, largest: 0.95 },
            set: Box::new(|rate| Self { rate: rate as f32 }.into()),
        }]
    }

    fn presets() -> Vec<(&'static str, Layer)> {
        vec![("dropout", Self { rate: 0.5 }.into())]
    }
}

impl ToPytorch for Dropout {
    fn pytorch(&self, code: &mut Pytorch<'_>) -> Expression {
        let input = code.inputs[0];
        let module = code.module(format!("nn.Dropout({})", float(self.rate)));
        Expression { text: format!("{module}({})", input.name), flat: input.flat }
    }
}
