//! A convolution as a short Python program for PyTorch that prints the numbers of the screen.

use crate::app::places::convolve::{Convolve, Mode};
use crate::layers::Layer;
use crate::layers::pytorch::{conv_padded, conv_transpose_cut, conv_transpose2d, conv2d, float};
use crate::padding_mode::PaddingMode;
use crate::shape::Shape;

/// The beginning of every program.
pub(super) const IMPORTS: [&str; 3] = ["import torch", "import torch.nn.functional as F", ""];
/// What stands before the numbers are printed: all of them, and as they are.
pub(super) const PRINTING: [&str; 2] =
    ["", "torch.set_printoptions(sci_mode=False, threshold=100_000, linewidth=160)"];

/// It prints the output, ∂L/∂W or ∂L/∂X.
pub fn convolution(convolve: &Convolve) -> String {
    let Shape { c, h, w } = convolve.input;
    let [rows, columns] = convolve.conv.window.map(|window| window.size);
    let (filters, groups) = (convolve.conv.filters, convolve.conv.groups);
    let transposed = convolve.mode == Mode::Transposed;
    let kernels = if transposed {
        // The other way round than for a convolution: by input channel, then by filter.
        let weight = convolve.by_input_channel(&convolve.weight);
        tensor("w", &weight, [c, filters / groups, rows, columns])
    } else {
        tensor("w", &convolve.weight, [filters, convolve.channels_per_group(), rows, columns])
    };
    let bias: Vec<String> = convolve.bias.iter().map(|&value| float(value)).collect();
    let mut code = IMPORTS.map(str::to_owned).to_vec();
    code.extend([
        tensor("x", &convolve.x, [1, c, h, w]) + gradient(convolve, Mode::InputGradient),
        kernels + gradient(convolve, Mode::WeightGradient),
        format!("b = torch.tensor([{}])", bias.join(", ")),
        String::new(),
    ]);
    if transposed {
        transposed_lines(convolve, &mut code)
    } else {
        convolution_lines(convolve, &mut code)
    }
    code.extend(PRINTING.map(str::to_owned));
    code.push(match convolve.mode {
        Mode::Forward | Mode::Transposed => "print(y)".to_owned(),
        Mode::WeightGradient => "y.backward(dy)\nprint(w.grad)".to_owned(),
        Mode::InputGradient => "y.backward(dy)\nprint(x.grad)".to_owned(),
    });
    code.join("\n") + "\n"
}

fn gradient(convolve: &Convolve, mode: Mode) -> &'static str {
    if convolve.mode == mode { ".requires_grad_()" } else { "" }
}

fn convolution_lines(convolve: &Convolve, code: &mut Vec<String>) {
    let padded = conv_padded("x", &convolve.conv, convolve.input);
    if let Some(padded) = &padded {
        code.push(match convolve.conv.padding_mode {
            PaddingMode::Symmetric => format!(
                "# PyTorch has no symmetric padding: these are the rows and columns that it repeats.\npadded = {padded}"
            ),
            _ => format!("padded = {padded}  # left, right, top, bottom"),
        });
    }
    let x = if padded.is_some() { "padded" } else { "x" };
    code.push(format!("y = {}", conv2d(x, kernel(convolve), Some("b"), &convolve.conv)));
    if convolve.mode != Mode::Forward {
        let Shape { c, h, w } = convolve.upstream_shape();
        code.push(tensor("dy", &convolve.upstream, [1, c, h, w]));
    }
}

fn transposed_lines(convolve: &Convolve, code: &mut Vec<String>) {
    let Layer::ConvTranspose(conv) = convolve.layer() else { return };
    code.push(format!("y = {}", conv_transpose2d("x", kernel(convolve), "b", &conv)));
    if let Some(cut) = conv_transpose_cut(&conv, convolve.fitting_output()) {
        code.push("# PyTorch takes away as much on both sides; this one does not.".to_owned());
        code.push(format!("y = y{cut}"));
    }
}

/// The kernel as it is applied.
fn kernel(convolve: &Convolve) -> &'static str {
    if convolve.flip { "w.flip(2, 3)" } else { "w" }
}

/// The numbers, one row on each line.
pub(super) fn tensor(name: &str, values: &[f32], [n, c, h, w]: [usize; 4]) -> String {
    let row =
        |row: &[f32]| format!("    {},\n", row.iter().map(|&v| float(v)).collect::<Vec<_>>().join(", "));
    let rows: String = values.chunks(w).map(row).collect();
    format!("{name} = torch.tensor([\n{rows}]).reshape({n}, {c}, {h}, {w})")
}
