use super::Flatten;
use crate::layers::Describe;
use crate::layers::describe::{Field, Size};
use crate::layers::pytorch::{Expression, Pytorch};

impl Describe for Flatten {
    fn summary(&self) -> String {
        "flatten".to_owned()
    }

    fn sizes(&self) -> Vec<Size> {
        vec![]
    }

    fn fields(&self) -> Vec<Field> {
        vec![]
    }

    fn pytorch(&self, code: &mut Pytorch<'_>) -> Expression {
        Expression { text: code.inputs[0].flattened(), flat: true }
    }
}
