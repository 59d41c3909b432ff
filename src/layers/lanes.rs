//! How a batch lies in memory while it is computed: [`LANES`] samples side by side, or sample after sample.
//!
//! Value i of sample n, of samples with `len` values, is at ((n / lanes) · len + i) · lanes + n % lanes. With one lane that is
//! sample after sample, as everybody outside the engine has them. With more, the samples of a block go through a layer
//! in the lanes of the registers: nothing is shifted, gathered or left over at the ends of rows, however small the image.
//!
//! Behind the last sample of a batch its values are repeated until the block is full, so that these lanes meet no number that
//! a sample does not meet; their gradients are 0. A layer that looks at several samples at once must leave them out.

use std::borrow::Cow;

use super::{Backward, CpuForward, CpuOp, Forward, InputGrads};
use crate::shape::Shape;

/// Samples side by side: two registers of four values, as SSE and WebAssembly's SIMD have them.
pub const LANES: usize = 8;

/// How many samples lie side by side in a batch: one in a small batch, whose blocks would be largely empty.
pub fn lanes(batch: usize) -> usize {
    if batch > LANES / 2 { LANES } else { 1 }
}

/// What is in the lanes behind the last sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rest {
    /// The last sample once more: values.
    Repeat,
    /// Zeros: gradients.
    Zero,
}

/// Samples of `len` values, one after the other, put side by side.
pub fn interleave(lanes: usize, len: usize, samples: &[f32], rest: Rest, blocks: &mut [f32]) {
    if lanes == 1 {
        return blocks.copy_from_slice(samples);
    }
    let zeros = vec![0.0; if rest == Rest::Zero { len } else { 0 }];
    let last = samples.len() - len;
    for (block, values) in blocks.chunks_exact_mut(len * LANES).enumerate() {
        let sources: [&[f32]; LANES] = std::array::from_fn(|lane| {
            let at = (block * LANES + lane) * len;
            match rest {
                Rest::Zero if at > last => &zeros[..len],
                _ => &samples[at.min(last)..][..len],
            }
        });
        for (i, values) in values.as_chunks_mut::<LANES>().0.iter_mut().enumerate() {
            *values = sources.map(|source| source[i]);
        }
    }
}

/// Samples of `len` values that lie side by side, put one after the other.
pub fn deinterleave(lanes: usize, len: usize, blocks: &[f32], samples: &mut [f32]) {
    if lanes == 1 {
        return samples.copy_from_slice(blocks);
    }
    for (n, sample) in samples.chunks_exact_mut(len).enumerate() {
        let block = &blocks[n / LANES * len * LANES..][..len * LANES];
        let lane = block.iter().skip(n % LANES).step_by(LANES);
        sample.iter_mut().zip(lane).for_each(|(to, value)| *to = *value);
    }
}

/// `batch` samples of `len` values, one after the other, however many lie side by side in `blocks`.
pub fn samples(lanes: usize, batch: usize, len: usize, blocks: &[f32]) -> Cow<'_, [f32]> {
    if lanes == 1 {
        return Cow::Borrowed(&blocks[..batch * len]);
    }
    let mut samples = vec![0.0; batch * len];
    deinterleave(lanes, len, blocks, &mut samples);
    Cow::Owned(samples)
}

/// Runs a layer forward: one that does not take lanes gets its samples one after the other.
pub fn forward(op: &dyn CpuForward, pass: Forward<'_>) {
    if pass.lanes == 1 || op.takes_lanes() {
        return op.forward(pass);
    }
    let (lanes, len) = (pass.lanes, pass.output.len());
    let x = apart(pass.batch, pass.shapes, pass.x);
    let x: Vec<&[f32]> = x.iter().map(Vec::as_slice).collect();
    let mut y = vec![0.0; pass.batch * len];
    op.forward(Forward { lanes: 1, x: &x, y: &mut y, ..pass });
    interleave(lanes, len, &y, Rest::Repeat, pass.y);
}

/// Runs a layer backward: one that does not take lanes gets its samples one after the other.
pub fn backward(op: &dyn CpuOp, mut pass: Backward<'_>) {
    if pass.lanes == 1 || op.takes_lanes() {
        return op.backward(pass);
    }
    let (lanes, batch) = (pass.lanes, pass.batch);
    let x = apart(batch, pass.shapes, pass.x);
    let x: Vec<&[f32]> = x.iter().map(Vec::as_slice).collect();
    let [y, dy] = [pass.y, pass.dy].map(|values| apart(batch, &[pass.output], &[values]).concat());
    let inputs = 0..pass.shapes.len();
    let wanted = inputs.clone().map(|input| pass.dx.input(input).is_some());
    let mut dx: Vec<Vec<f32>> =
        wanted.zip(&x).map(|(wanted, x)| vec![0.0; if wanted { x.len() } else { 0 }]).collect();
    let indices: Vec<usize> = inputs.clone().collect();
    let buffers = InputGrads { buffers: &mut dx, indices: &indices };
    op.backward(Backward { lanes: 1, x: &x, y: &y, dy: &dy, dx: buffers, dparams: pass.dparams, ..pass });
    for input in inputs {
        let Some(sum) = pass.dx.input(input) else { continue };
        let mut blocks = vec![0.0; sum.len()];
        interleave(lanes, pass.shapes[input].len(), &dx[input], Rest::Zero, &mut blocks);
        sum.iter_mut().zip(blocks).for_each(|(sum, d)| *sum += d);
    }
}

/// The values of several nodes, sample after sample.
fn apart(batch: usize, shapes: &[Shape], values: &[&[f32]]) -> Vec<Vec<f32>> {
    let each = shapes.iter().zip(values);
    each.map(|(shape, blocks)| samples(LANES, batch, shape.len(), blocks).into_owned()).collect()
}

#[cfg(test)]
mod tests;
