//! The fast convolution: im2col and matrix products. What it computes is told by `naive.rs`.

use super::Conv;
use super::im2col::{Im2col, InputGrad};
use crate::layers::gemm::{PackedA, TILE, gemm, gemm_nt};
use crate::layers::{Backward, Forward, product};
use crate::shape::Shape;

pub(super) fn forward(conv: &Conv, pass: Forward<'_>) {
    let (shape, output) = (pass.shapes[0], pass.output);
    let im2col = Im2col::of(conv, shape, output);
    let (filters, depth) = (im2col.filters(), im2col.offsets.len());
    let (weight, bias) = pass.params.split_at(conv.filters * depth);
    let panels: Vec<PackedA> = (0..conv.groups)
        .map(|g| PackedA::pack(filters, depth, |o, k| im2col.weight(weight, g * filters + o, k)))
        .collect();
    let mut padded = vec![0.0; im2col.padding.padded.len()];
    let mut gathered = vec![0.0; im2col.gathered()];
    let mut sums = vec![0.0; filters * im2col.n];
    let samples = pass.x[0].chunks_exact(shape.len()).zip(pass.y.chunks_exact_mut(output.len()));
    for (x, y) in samples {
        let padded = pad(&im2col, x, &mut padded);
        for g in 0..conv.groups {
            let group = &padded[g * padded.len() / conv.groups..(g + 1) * padded.len() / conv.groups];
            let rows = im2col.rows(group, &mut gathered);
            gemm(&panels[g], &im2col.offsets, rows, im2col.n, &mut sums, im2col.n, false);
            for (o, sums) in sums.chunks_exact(im2col.n).enumerate() {
                let o = g * filters + o;
                let bias = if conv.bias { bias[o] } else { 0.0 };
                let y = y[o * output.area()..(o + 1) * output.area()].chunks_exact_mut(output.w);
                for (y, sums) in y.zip(sums.chunks(im2col.pitch)) {
                    y.iter_mut().zip(sums).for_each(|(y, sum)| *y = sum + bias);
                }
            }
        }
    }
}

pub(super) fn backward(conv: &Conv, mut pass: Backward<'_>) {
    let (shape, output) = (pass.shapes[0], pass.output);
    let im2col = Im2col::of(conv, shape, output);
    let (filters, depth, n) = (im2col.filters(), im2col.offsets.len(), im2col.n);
    let (weight, _) = pass.params.split_at(conv.filters * depth);
    let wants_dparams = !pass.dparams.is_empty();
    let (dweight, dbias) = pass.dparams.split_at_mut(pass.dparams.len().min(conv.filters * depth));
    let before = conv.connection_table.as_ref().map(|_| dweight.to_vec());
    let mut adjoint = InputGrad::of(&im2col, weight);
    let mut dx = pass.dx.input(0);
    let mut padded = vec![0.0; im2col.padding.padded.len()];
    let mut dpadded = vec![0.0; if dx.is_some() { padded.len() } else { 0 }];
    let mut gathered = vec![0.0; im2col.gathered()];
    for (sample, dy) in pass.dy.chunks_exact(output.len()).enumerate() {
        let x = &pass.x[0][sample * shape.len()..(sample + 1) * shape.len()];
        let padded = pad(&im2col, x, &mut padded);
        for g in 0..conv.groups {
            let part = |len: usize| g * len / conv.groups..(g + 1) * len / conv.groups;
            let dy = &dy[part(dy.len())];
            if conv.bias && wants_dparams {
                for (dbias, dy) in dbias[part(conv.filters)].iter_mut().zip(dy.chunks_exact(output.area())) {
                    *dbias += dy.iter().sum::<f32>();
                }
            }
            // dweight[o][k] += Σₚ dy[o][p] · rows[k][p]
            let spread = adjoint.spread(dy);
            if wants_dparams {
                let rows = im2col.rows(&padded[part(padded.len())], &mut gathered);
                let dweight = &mut dweight[part(conv.filters * depth)];
                // What lies between the rows of positions is multiplied by 0: that is nothing, unless it is ∞ or NaN.
                let (step, length) = match rows.iter().all(|x| x.is_finite()) {
                    true => (n, n),
                    false => (im2col.pitch, output.w),
                };
                for at in (0..n).step_by(step) {
                    let (dy, rows) = (&spread.values[at..], &rows[at..]);
                    gemm_nt(filters, dy, spread.pitch, &im2col.offsets, rows, length, dweight);
                }
            }
            if dx.is_some() {
                adjoint.backward(g, &mut dpadded[part(padded.len())]);
            }
        }
        if let Some(dx) = &mut dx {
            im2col.padding.backward(&dpadded, &mut dx[sample * shape.len()..(sample + 1) * shape.len()]);
        }
    }
    // The products know nothing of the connection table: what they added to weights that do not exist goes again.
    if let Some(before) = before {
        let taps = conv.taps_per_kernel();
        let kernels = dweight.chunks_exact_mut(taps).zip(before.chunks_exact(taps));
        for (index, (dweight, before)) in kernels.enumerate() {
            if !conv.connected(index / im2col.channels, index % im2col.channels) {
                dweight.copy_from_slice(before);
            }
        }
    }
}

/// Values that either pass works with, at most.
pub(super) fn scratch(conv: &Conv, shape: Shape, output: Shape) -> u64 {
    let [rows, columns] = conv.window;
    let (h, w) = (rows.padded(shape.h), columns.padded(shape.w));
    let padded = product(&[shape.c, h, w]);
    let channels = shape.c / conv.groups;
    let (filters, taps) = (conv.filters / conv.groups, conv.taps_per_kernel());
    // A list that grows has room for twice as much while it is copied to three times as much.
    let tiled = |rows: usize| rows.next_multiple_of(TILE);
    let packed = 3 * product(&[tiled(filters), channels, taps])
        .max(product(&[tiled(channels * taps), filters]))
        .max(product(&[tiled(channels), filters, taps]))
        .saturating_mul(conv.groups as u64);
    let sums = product(&[filters, h, w]).saturating_mul(2);
    let gathered = match rows.stride.max(columns.stride) {
        1 => 0,
        _ => product(&[channels, taps, output.h, output.w]),
    };
    let table = conv.connection_table.as_ref().map_or(0, |_| packed);
    let offsets = 2 * product(&[filters.max(channels), taps]);
    [2 * padded, 2 * gathered, sums, table, offsets].into_iter().fold(packed, u64::saturating_add)
}

/// One sample with its padding; itself where there is none.
fn pad<'b>(im2col: &Im2col, x: &'b [f32], padded: &'b mut [f32]) -> &'b [f32] {
    if im2col.padding.is_empty() {
        return x;
    }
    im2col.padding.forward(x, padded);
    padded
}
