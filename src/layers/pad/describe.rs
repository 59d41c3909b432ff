use super::Pad;
use crate::layers::describe::{Bound, Size};
use crate::layers::pytorch::{Expression, Pytorch, padded};
use crate::layers::{Describe, Editable, Layer, ToPytorch};
use crate::padding_mode::PaddingMode;

impl Describe for Pad {
    fn summary(&self) -> String {
        "pad".to_owned()
    }

    fn sizes(&self) -> Vec<Size> {
        let cells = [self.rows.0, self.rows.1, self.columns.0, self.columns.1];
        cells.map(|found| Size { what: "a padding", found, bound: Bound::Window }).to_vec()
    }
}

impl Editable for Pad {
    fn presets() -> Vec<(&'static str, Layer)> {
        vec![("padding", Self { rows: (1, 1), columns: (1, 1), padding_mode: PaddingMode::default() }.into())]
    }
}

impl ToPytorch for Pad {
    fn pytorch(&self, code: &mut Pytorch<'_>) -> Expression {
        let input = code.inputs[0];
        let pads = [self.columns.0, self.columns.1, self.rows.0, self.rows.1];
        Expression::image(padded(&input.image(), self.padding_mode, input.shape, pads))
    }
}
