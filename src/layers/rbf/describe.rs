use super::Rbf;
use crate::layers::describe::{Size, channels};
use crate::layers::pytorch::{Expression, Pytorch};
use crate::layers::{Describe, Editable, Layer, ToPytorch};

impl Describe for Rbf {
    fn summary(&self) -> String {
        "RBF".to_owned()
    }

    fn sizes(&self) -> Vec<Size> {
        channels([("a number of codes", self.codes.len())])
    }
}

/// Ten codes of 84 values, as LeNet-5 has, any two of them far apart: rows of a Hadamard matrix.
fn codes() -> Vec<Vec<bool>> {
    let sign = |row: u32, column: u32| (row & column).count_ones().is_multiple_of(2);
    (1..=10).map(|row| (0..84).map(|column| sign(row, column)).collect()).collect()
}

impl Editable for Rbf {
    fn presets() -> Vec<(&'static str, Layer)> {
        vec![("RBF", Self { codes: codes() }.into())]
    }
}

impl ToPytorch for Rbf {
    fn pytorch(&self, code: &mut Pytorch<'_>) -> Expression {
        let row = |row: &Vec<bool>| {
            let values: Vec<&str> = row.iter().map(|&code| if code { "1." } else { "-1." }).collect();
            format!("[{}]", values.join(", "))
        };
        let codes = self.codes.iter().map(row).collect::<Vec<_>>().join(", ");
        let (name, x) = (code.name, code.inputs[0].flattened());
        // A buffer that no file of weights has.
        code.statements.push(format!(
            "self.register_buffer(\"{name}_codes\", torch.tensor([{codes}]), persistent=False)"
        ));
        let text = format!("-({x}[:, None] - self.{name}_codes).square().sum(2)");
        Expression { text, flat: true }
    }
}
