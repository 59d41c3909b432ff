//! Matrix products. With lanes each block of samples is a line of them; samples one after the other are rows of the matrix,
//! and the gradient of the weights is always computed of these.

use super::Dense;
use crate::layers::gemm::{Lines, PackedA, Store, gemm, gemm_nt, steps};
use crate::layers::lanes::{lanes, samples};
use crate::layers::{Backward, Forward};

/// Samples whose part of a weight's gradient is computed at once.
const AT_ONCE: usize = 64;

pub(super) fn forward(layer: &Dense, pass: Forward<'_>) {
    let (units, fan_in, lanes) = (layer.units, pass.shapes[0].len(), pass.lanes);
    let (weight, bias) = pass.params.split_at(units * fan_in);
    if lanes > 1 {
        // y[o][n] = Σᵢ weight[o][i] · x[i][n] + bias[o]
        let weights = PackedA::pack(weight, &steps(units, fan_in), &steps(fan_in, 1));
        let blocks = Lines::steps(pass.batch.div_ceil(lanes), units * lanes, fan_in * lanes, lanes);
        return gemm(&weights, &steps(fan_in, lanes), pass.x[0], &blocks, Store::Set(bias), pass.y, lanes);
    }
    for y in pass.y.chunks_exact_mut(units) {
        if layer.bias { y.copy_from_slice(bias) } else { y.fill(0.0) }
    }
    // y[n][o] += Σᵢ x[n][i] · weight[o][i]
    gemm_nt(pass.batch, pass.x[0], fan_in, &steps(units, fan_in), weight, &Lines::one(fan_in), pass.y);
}

/// Values that either pass works with, at most: a packed matrix or samples one after the other, and where rows and blocks begin.
pub(super) fn scratch(layer: &Dense, fan_in: u64, batch: u64) -> u64 {
    let units = layer.units as u64;
    let values = if lanes(batch as usize) > 1 {
        let apart = batch.min(AT_ONCE as u64).saturating_mul(fan_in.saturating_add(2 * units));
        units.saturating_mul(fan_in).max(apart)
    } else {
        units.saturating_mul(batch)
    };
    values.saturating_add(2 * (units + fan_in)).saturating_add(4 * batch)
}

pub(super) fn backward(layer: &Dense, mut pass: Backward<'_>) {
    let (batch, units, fan_in, lanes) = (pass.batch, layer.units, pass.shapes[0].len(), pass.lanes);
    let (weight, _) = pass.params.split_at(units * fan_in);
    if !pass.dparams.is_empty() {
        let (dweight, dbias) = pass.dparams.split_at_mut(units * fan_in);
        if layer.bias {
            for dy in pass.dy.chunks_exact(units * lanes) {
                dbias
                    .iter_mut()
                    .zip(dy.chunks_exact(lanes))
                    .for_each(|(dbias, dy)| *dbias += dy.iter().sum::<f32>());
            }
        }
        // dweight[o][i] += Σₙ dy[n][o] · x[n][i]. With lanes each sum would be cut into dot products of eight values, which are slow.
        for first in (0..batch).step_by(AT_ONCE) {
            let count = AT_ONCE.min(batch - first);
            let both = [(pass.dy, units), (pass.x[0], fan_in)];
            let [dy, x] = both.map(|(values, len)| samples(lanes, count, len, &values[first * len..]));
            let dy = PackedA::pack(&dy, &steps(units, 1), &steps(count, units));
            gemm(&dy, &steps(count, fan_in), &x, &Lines::one(fan_in), Store::Add, dweight, fan_in);
        }
    }
    let Some(dx) = pass.dx.input(0) else { return };
    if lanes > 1 {
        // dx[i][n] += Σₒ weight[o][i] · dy[o][n]
        let weights = PackedA::pack(weight, &steps(fan_in, 1), &steps(units, fan_in));
        let lines = Lines::steps(batch.div_ceil(lanes), fan_in * lanes, units * lanes, lanes);
        gemm(&weights, &steps(units, lanes), pass.dy, &lines, Store::Add, dx, lanes);
    } else {
        // dx[n][i] += Σₒ dy[n][o] · weight[o][i]
        let dy = PackedA::pack(pass.dy, &steps(batch, units), &steps(units, 1));
        gemm(&dy, &steps(units, fan_in), weight, &Lines::one(fan_in), Store::Add, dx, fan_in);
    }
}
