//! A convolution as a short Python program for PyTorch that prints the numbers of the screen.

use super::{Convolve, Mode};
use crate::app::pytorch::{script, tensor};
use crate::layers::Layer;
use crate::layers::pytorch::{conv_padded, conv_transpose_cut, conv_transpose2d, conv2d, float};
use crate::padding_mode::PaddingMode;
use crate::shape::Shape;

/// It prints the output, ∂L/∂W or ∂L/∂X.
pub(super) fn code(convolve: &Convolve) -> String {
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
    let mut code = vec![
        tensor("x", &convolve.x, [1, c, h, w]) + gradient(convolve, Mode::InputGradient),
        kernels + gradient(convolve, Mode::WeightGradient),
        format!("b = torch.tensor([{}])", bias.join(", ")),
        String::new(),
    ];
    if transposed {
        transposed_lines(convolve, &mut code)
    } else {
        convolution_lines(convolve, &mut code)
    }
    script(
        code,
        match convolve.mode {
            Mode::Forward | Mode::Transposed => "print(y)",
            Mode::WeightGradient => "y.backward(dy)\nprint(w.grad)",
            Mode::InputGradient => "y.backward(dy)\nprint(x.grad)",
        },
    )
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
