use super::Softmax;
use crate::layers::Describe;
use crate::layers::describe::{Field, Size};
use crate::layers::pytorch::{Expression, Pytorch};

impl Describe for Softmax {
    fn summary(&self) -> String {
        "softmax".to_owned()
    }

    fn sizes(&self) -> Vec<Size> {
        vec![]
    }

    fn fields(&self) -> Vec<Field> {
        vec![]
    }

    fn pytorch(&self, code: &mut Pytorch<'_>) -> Expression {
        let input = code.inputs[0];
        Expression { text: format!("{}.softmax(1)", input.name), flat: input.flat }
    }
}
