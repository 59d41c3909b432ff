use super::Pad;
use crate::layers::Describe;
use crate::layers::describe::{Bound, Field, Size};
use crate::layers::pytorch::{Expression, Pytorch, padded};

impl Describe for Pad {
    fn summary(&self) -> String {
        "pad".to_owned()
    }

    fn sizes(&self) -> Vec<Size> {
        let cells = [self.rows.0, self.rows.1, self.columns.0, self.columns.1];
        cells.map(|found| Size { what: "a padding", found, bound: Bound::Window }).to_vec()
    }

    fn fields(&self) -> Vec<Field> {
        vec![]
    }

    fn pytorch(&self, code: &mut Pytorch<'_>) -> Expression {
        let input = code.inputs[0];
        let pads = [self.columns.0, self.columns.1, self.rows.0, self.rows.1];
        Expression::image(padded(&input.image(), self.padding_mode, input.shape, pads))
    }
}
