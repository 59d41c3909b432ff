use super::Dense;
use crate::layers::gemm::{PackedA, TILE, gemm, gemm_nt};
use crate::layers::{Backward, Forward};

pub(super) fn forward(layer: &Dense, pass: Forward<'_>) {
    let (units, fan_in) = (layer.units, pass.shapes[0].len());
    let (weight, bias) = pass.params.split_at(units * fan_in);
    let offsets: Vec<usize> = (0..units).map(|o| o * fan_in).collect();
    for y in pass.y.chunks_exact_mut(units) {
        if layer.bias { y.copy_from_slice(bias) } else { y.fill(0.0) }
    }
    // y[n][o] += Σᵢ x[n][i] · weight[o][i]
    gemm_nt(pass.batch, pass.x[0], fan_in, &offsets, weight, fan_in, pass.y);
}

/// Values that either pass works with, at most: dL/dy in another order, where a list that grows has room for twice as much while
/// it is copied to three times as much, and where rows begin.
pub(super) fn scratch(layer: &Dense, batch: u64) -> u64 {
    let (units, tile) = (layer.units as u64, TILE as u64);
    let packed = (units + tile).saturating_mul(batch + tile).saturating_mul(3);
    packed.saturating_add(2 * (units + batch))
}

pub(super) fn backward(layer: &Dense, mut pass: Backward<'_>) {
    let (batch, units, fan_in) = (pass.batch, layer.units, pass.shapes[0].len());
    let (weight, _) = pass.params.split_at(units * fan_in);
    if !pass.dparams.is_empty() {
        let (dweight, dbias) = pass.dparams.split_at_mut(units * fan_in);
        if layer.bias {
            for dy in pass.dy.chunks_exact(units) {
                dbias.iter_mut().zip(dy).for_each(|(dbias, dy)| *dbias += dy);
            }
        }
        // dweight[o][i] += Σₙ dy[n][o] · x[n][i]
        let transposed = PackedA::pack(units, batch, |o, n| pass.dy[n * units + o]);
        let samples: Vec<usize> = (0..batch).map(|n| n * fan_in).collect();
        gemm(&transposed, &samples, pass.x[0], fan_in, dweight, fan_in, true);
    }
    // dx[n][i] += Σₒ dy[n][o] · weight[o][i]
    if let Some(dx) = pass.dx.input(0) {
        let dy = PackedA::pack(batch, units, |n, o| pass.dy[n * units + o]);
        let rows: Vec<usize> = (0..units).map(|o| o * fan_in).collect();
        gemm(&dy, &rows, weight, fan_in, dx, fan_in, true);
    }
}
