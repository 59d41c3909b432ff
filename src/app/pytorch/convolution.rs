//! A convolution as a short Python program for PyTorch that prints the numbers of the screen.

use crate::app::places::convolve::{Convolve, Mode};
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
    let [rows, columns] = convolve.conv.window;
    let pads = [columns.before, columns.after, rows.before, rows.after];
    let zeros = convolve.conv.padding_mode == PaddingMode::ZERO;
    // PyTorch's own argument takes zeros, and as many on both sides.
    let own = zeros && rows.before == rows.after && columns.before == columns.after;
    let mut padded = "x";
    if !own && pads.iter().any(|&pad| pad > 0) {
        code.push(pad_line(convolve, pads));
        padded = "padded";
    }
    let mut call = format!("F.conv2d({padded}, {}, b", kernel(convolve));
    push_pair(&mut call, "stride", [rows.stride, columns.stride], 1);
    if own {
        push_pair(&mut call, "padding", [rows.before, columns.before], 0);
    }
    push_pair(&mut call, "dilation", [rows.dilation, columns.dilation], 1);
    push_groups(&mut call, convolve.conv.groups);
    code.push(format!("y = {call})"));
    if convolve.mode != Mode::Forward {
        let Shape { c, h, w } = convolve.upstream_shape();
        code.push(tensor("dy", &convolve.upstream, [1, c, h, w]));
    }
}

fn pad_line(convolve: &Convolve, pads: [usize; 4]) -> String {
    let mode = match convolve.conv.padding_mode {
        PaddingMode::Constant(value) => format!("value={}", float(value)),
        PaddingMode::Reflect => "mode=\"reflect\"".to_owned(),
        PaddingMode::Replicate => "mode=\"replicate\"".to_owned(),
        PaddingMode::Circular => "mode=\"circular\"".to_owned(),
        PaddingMode::Symmetric => {
            let [left, right, top, bottom] = pads;
            let axis = |len: usize, before: usize, after: usize| {
                let cells = -(before as isize)..(len + after) as isize;
                let sources = cells.filter_map(|i| PaddingMode::Symmetric.source(i, len));
                sources.map(|i| i.to_string()).collect::<Vec<_>>().join(", ")
            };
            let rows = axis(convolve.input.h, top, bottom);
            let columns = axis(convolve.input.w, left, right);
            return format!(
                "# PyTorch has no symmetric padding: these are the rows and columns that it repeats.\n\
                 padded = x[:, :, [{rows}]][:, :, :, [{columns}]]"
            );
        }
    };
    let [left, right, top, bottom] = pads;
    format!("padded = F.pad(x, ({left}, {right}, {top}, {bottom}), {mode})  # left, right, top, bottom")
}

fn transposed_lines(convolve: &Convolve, code: &mut Vec<String>) {
    let [rows, columns] = convolve.conv.window;
    let own = rows.before == rows.after && columns.before == columns.after;
    let mut call = format!("F.conv_transpose2d(x, {}, b", kernel(convolve));
    push_pair(&mut call, "stride", [rows.stride, columns.stride], 1);
    if own {
        push_pair(&mut call, "padding", [rows.before, columns.before], 0);
    }
    push_pair(&mut call, "output_padding", convolve.output_padding, 0);
    push_groups(&mut call, convolve.conv.groups);
    push_pair(&mut call, "dilation", [rows.dilation, columns.dilation], 1);
    code.push(format!("y = {call})"));
    if !own {
        let Shape { h, w, .. } = convolve.fitting_output();
        let (top, left) = (rows.before, columns.before);
        code.push("# PyTorch takes away as much on both sides; this one does not.".to_owned());
        code.push(format!("y = y[:, :, {top}:{}, {left}:{}]", top + h, left + w));
    }
}

/// The kernel as it is applied.
fn kernel(convolve: &Convolve) -> &'static str {
    if convolve.flip { "w.flip(2, 3)" } else { "w" }
}

/// An argument for rows and columns, unless it is the default.
pub(super) fn push_pair(call: &mut String, name: &str, [rows, columns]: [usize; 2], default: usize) {
    if [rows, columns] != [default; 2] {
        *call += &format!(", {name}=({rows}, {columns})");
    }
}

fn push_groups(call: &mut String, groups: usize) {
    if groups > 1 {
        *call += &format!(", groups={groups}");
    }
}

/// The numbers, one row on each line.
pub(super) fn tensor(name: &str, values: &[f32], [n, c, h, w]: [usize; 4]) -> String {
    let row =
        |row: &[f32]| format!("    {},\n", row.iter().map(|&v| float(v)).collect::<Vec<_>>().join(", "));
    let rows: String = values.chunks(w).map(row).collect();
    format!("{name} = torch.tensor([\n{rows}]).reshape({n}, {c}, {h}, {w})")
}

/// A number that Python reads as a float, written as PyTorch does: "3.", "0.5".
pub(super) fn float(value: f32) -> String {
    let text = value.to_string();
    if text.contains('.') { text } else { text + "." }
}
