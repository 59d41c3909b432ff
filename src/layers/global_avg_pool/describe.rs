use super::GlobalAvgPool;
use crate::layers::describe::{Field, Size};
use crate::layers::pytorch::{Expression, Pytorch};
use crate::layers::{Describe, Layer};

impl Describe for GlobalAvgPool {
    fn summary(&self) -> String {
        "global average".to_owned()
    }

    fn sizes(&self) -> Vec<Size> {
        vec![]
    }

    fn fields(&self) -> Vec<Field> {
        vec![]
    }

    fn presets() -> Vec<(&'static str, Layer)> {
        vec![("global average", Self.into())]
    }

    fn pytorch(&self, code: &mut Pytorch<'_>) -> Expression {
        Expression::image(format!("{}.mean((2, 3), keepdim=True)", code.inputs[0].image()))
    }
}
