//! Matrix products. With lanes each block of samples is a line of them; samples one after the other are rows of the matrix.

use super::Dense;
use crate::layers::gemm::{Lines, PackedA, Store, gemm, gemm_nt, steps};
use crate::layers::lanes::lanes;
use crate::layers::{Backward, Forward};

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

/// Values that either pass works with, at most: a packed matrix, and where rows and blocks begin.
pub(super) fn scratch(layer: &Dense, fan_in: u64, batch: u64) -> u64 {
    let units = layer.units as u64;
    let packed =
        if lanes(batch as usize) > 1 { units.saturating_mul(fan_in) } else { units.saturating_mul(batch) };
    packed.saturating_add(2 * (units + fan_in)).saturating_add(4 * batch)
}

pub(super) fn backward(layer: &Dense, mut pass: Backward<'_>) {
    let (batch, units, fan_in, lanes) = (pass.batch, layer.units, pass.shapes[0].len(), pass.lanes);
    let (weight, _) = pass.params.split_at(units * fan_in);
    let blocks = batch.div_ceil(lanes);
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
        if lanes > 1 {
            // dweight[o][i] += Σₙ dy[o][n] · x[i][n]
            let lines = Lines::steps(blocks, units * lanes, fan_in * lanes, lanes);
            gemm_nt(units, pass.dy, lanes, &steps(fan_in, lanes), pass.x[0], &lines, dweight);
        } else {
            // dweight[o][i] += Σₙ dy[n][o] · x[n][i]
            let dy = PackedA::pack(pass.dy, &steps(units, 1), &steps(batch, units));
            let one = Lines::one(fan_in);
            gemm(&dy, &steps(batch, fan_in), pass.x[0], &one, Store::Add, dweight, fan_in);
        }
    }
    let Some(dx) = pass.dx.input(0) else { return };
    if lanes > 1 {
        // dx[i][n] += Σₒ weight[o][i] · dy[o][n]
        let weights = PackedA::pack(weight, &steps(fan_in, 1), &steps(units, fan_in));
        let lines = Lines::steps(blocks, fan_in * lanes, units * lanes, lanes);
        gemm(&weights, &steps(units, lanes), pass.dy, &lines, Store::Add, dx, lanes);
    } else {
        // dx[n][i] += Σₒ dy[n][o] · weight[o][i]
        let dy = PackedA::pack(pass.dy, &steps(batch, units), &steps(units, 1));
        gemm(&dy, &steps(units, fan_in), weight, &Lines::one(fan_in), Store::Add, dx, fan_in);
    }
}
