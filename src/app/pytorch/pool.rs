//! A pool as a short Python program for PyTorch that prints the numbers of the screen.

use super::convolution::{IMPORTS, PRINTING, push_pair, tensor};
use crate::app::lab::Example;
use crate::app::places::pool::{Kind, Mode, Pooling};
use crate::shape::Shape;

/// It prints the output or ∂L/∂X.
pub fn pool(pooling: &Pooling) -> String {
    let Shape { c, h, w } = pooling.input;
    let gradient = pooling.mode == Mode::Gradient;
    let requires = if gradient { ".requires_grad_()" } else { "" };
    let mut code = IMPORTS.map(str::to_owned).to_vec();
    code.push(tensor("x", &pooling.x, [1, c, h, w]) + requires);
    if pooling.kind == Kind::Convolution {
        let [rows, columns] = pooling.window.map(|window| window.size);
        code.push(tensor("w", &pooling.weight, [1, 1, rows, columns]));
    }
    code.push(String::new());
    if gradient && has_ties(pooling) {
        code.push("# Where several cells hold the largest value, the first of them gets the gradient, as on the screen.".to_owned());
    }
    code.extend(calls(pooling));
    if gradient {
        let Shape { c, h, w } = pooling.fitting_output();
        code.push(tensor("dy", &pooling.upstream, [1, c, h, w]));
    }
    code.extend(PRINTING.map(str::to_owned));
    code.push(if gradient { "y.backward(dy)\nprint(x.grad)" } else { "print(y)" }.to_owned());
    code.join("\n") + "\n"
}

fn has_ties(pooling: &Pooling) -> bool {
    let computed = pooling.compute();
    (0..pooling.steps()).any(|step| pooling.tied(&computed, step) > 1)
}

/// What computes `y`.
fn calls(pooling: &Pooling) -> Vec<String> {
    let [rows, columns] = pooling.window;
    let window = format!("x, ({}, {})", rows.size, columns.size);
    let mut arguments = format!(", stride=({}, {})", rows.stride, columns.stride);
    push_pair(&mut arguments, "padding", [rows.before, columns.before], 0);
    let ceil = if pooling.ceil_mode { ", ceil_mode=True" } else { "" };
    let call = match pooling.kind {
        Kind::Max => format!("F.max_pool2d({window}{arguments}{ceil})"),
        Kind::Average => format!("F.avg_pool2d({window}{arguments}{ceil}, count_include_pad=True)"),
        Kind::AverageInside => format!("F.avg_pool2d({window}{arguments}{ceil}, count_include_pad=False)"),
        Kind::Global => "F.adaptive_avg_pool2d(x, 1)".to_owned(),
        Kind::Convolution => return convolution(pooling),
    };
    vec![format!("y = {call}")]
}

/// The same kernel for each channel. What `ceil` adds at the end are zeros.
fn convolution(pooling: &Pooling) -> Vec<String> {
    let ([rows, columns], channels) = (pooling.swept(), pooling.input.c);
    let even = rows.before == rows.after && columns.before == columns.after;
    let (mut lines, input) = match even {
        true => (vec![], "x"),
        false => {
            let sides = [columns.before, columns.after, rows.before, rows.after].map(|side| side.to_string());
            (vec![format!("padded = F.pad(x, ({}))  # left, right, top, bottom", sides.join(", "))], "padded")
        }
    };
    let kernel = if channels > 1 { format!("w.repeat({channels}, 1, 1, 1)") } else { "w".to_owned() };
    let mut call = format!("F.conv2d({input}, {kernel}, stride=({}, {})", rows.stride, columns.stride);
    if even {
        push_pair(&mut call, "padding", [rows.before, columns.before], 0);
    }
    if channels > 1 {
        call += &format!(", groups={channels}");
    }
    lines.push(format!("y = {call})"));
    lines
}
