//! By the convolution that is transposed: its passes to the input, forward and to the weights are the three here. Its weights are
//! the same numbers in the same order.

use super::ConvTranspose;
use crate::layers::conv::Conv;
use crate::layers::conv::cpu::{self, add_input_gradient, add_weight_gradient};
use crate::layers::conv::im2col::Im2col;
use crate::layers::gemm::sum;
use crate::layers::{Backward, Forward};
use crate::shape::Shape;

impl ConvTranspose {
    /// The convolution from what comes out to what goes in.
    fn transposed(&self, input: Shape) -> Conv {
        let conv = Conv::new(input.c, 1);
        Conv { window: self.window, groups: self.groups, bias: false, ..conv }
    }
}

pub(super) fn forward(layer: &ConvTranspose, pass: Forward<'_>) {
    let (input, output, lanes) = (pass.shapes[0], pass.output, pass.lanes);
    let (weight, bias) = pass.params.split_at(input.c * layer.weights_per_channel());
    for y in pass.y.chunks_exact_mut(output.len() * lanes) {
        for (o, y) in y.chunks_exact_mut(output.area() * lanes).enumerate() {
            y.fill(if layer.bias { bias[o] } else { 0.0 });
        }
    }
    let conv = layer.transposed(input);
    add_input_gradient(&Im2col::of(&conv, output, input, lanes), output, weight, pass.x[0], pass.y);
}

pub(super) fn backward(layer: &ConvTranspose, mut pass: Backward<'_>) {
    let (input, output, lanes) = (pass.shapes[0], pass.output, pass.lanes);
    let weights = input.c * layer.weights_per_channel();
    let conv = layer.transposed(input);
    if let Some(dx) = pass.dx.input(0) {
        let mut own = vec![0.0; dx.len()];
        cpu::forward(
            &conv,
            Forward {
                batch: pass.batch,
                lanes,
                shapes: &[output],
                output: input,
                x: &[pass.dy],
                params: &pass.params[..weights],
                y: &mut own,
                saved: &mut [],
                running: &mut [],
                phase: pass.phase,
            },
        );
        dx.iter_mut().zip(own).for_each(|(dx, own)| *dx += own);
    }
    if pass.dparams.is_empty() {
        return;
    }
    let (dweight, dbias) = pass.dparams.split_at_mut(weights);
    for dy in pass.dy.chunks_exact(output.len() * lanes) {
        for (dbias, dy) in dbias.iter_mut().zip(dy.chunks_exact(output.area() * lanes)) {
            *dbias += sum(dy);
        }
    }
    add_weight_gradient(&Im2col::of(&conv, output, input, lanes), output, pass.dy, pass.x[0], dweight);
}

/// Values that either pass works with, at most.
pub(super) fn scratch(layer: &ConvTranspose, input: Shape, output: Shape, batch: u64) -> u64 {
    let own = (input.len() as u64)
        .saturating_mul(batch.next_multiple_of(crate::layers::lanes::lanes(batch as usize) as u64));
    cpu::scratch(&layer.transposed(input), output, input, batch).saturating_add(own)
}
