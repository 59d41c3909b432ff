//! A pool as a short Python program for PyTorch that prints the numbers of the screen.

use super::{Kind, Mode, Pooling};
use crate::app::lab::Example;
use crate::app::pytorch::{script, tensor};
use crate::layers::Layer;
use crate::layers::conv::Conv;
use crate::layers::pytorch::{conv_padded, conv2d, pool2d};
use crate::shape::Shape;

/// It prints the output or ∂L/∂X.
pub(super) fn code(pooling: &Pooling) -> String {
    let Shape { c, h, w } = pooling.input;
    let gradient = pooling.mode == Mode::Gradient;
    let requires = if gradient { ".requires_grad_()" } else { "" };
    let mut code = vec![tensor("x", &pooling.x, [1, c, h, w]) + requires];
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
    script(code, if gradient { "y.backward(dy)\nprint(x.grad)" } else { "print(y)" })
}

fn has_ties(pooling: &Pooling) -> bool {
    let computed = pooling.compute();
    (0..pooling.steps()).any(|step| pooling.tied(&computed, step) > 1)
}

/// What computes `y`.
fn calls(pooling: &Pooling) -> Vec<String> {
    match pooling.layer() {
        Layer::Pool(pool) => vec![format!("y = {}", pool2d("x", &pool, pooling.input).0)],
        Layer::Conv(conv) => convolution(pooling, &conv),
        _ => vec!["y = F.adaptive_avg_pool2d(x, 1)".to_owned()],
    }
}

/// The same kernel for each channel. What `ceil` adds at the end are zeros.
fn convolution(pooling: &Pooling, conv: &Conv) -> Vec<String> {
    let padded = conv_padded("x", conv, pooling.input);
    let x = if padded.is_some() { "padded" } else { "x" };
    let channels = pooling.input.c;
    let kernel = if channels > 1 { format!("w.repeat({channels}, 1, 1, 1)") } else { "w".to_owned() };
    let padded = padded.map(|padded| format!("padded = {padded}  # left, right, top, bottom"));
    let y = format!("y = {}", conv2d(x, &kernel, None, conv));
    padded.into_iter().chain([y]).collect()
}
