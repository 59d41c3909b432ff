//! The fast convolution: im2col and matrix products. What it computes is told by `naive.rs`.

use super::Conv;
use super::im2col::{Im2col, InputGrad};
use crate::layers::gemm::{Lines, Store, gemm, gemm_nt, sum};
use crate::layers::lanes::lanes;
use crate::layers::{Backward, Forward, product};
use crate::shape::Shape;

pub(in crate::layers) fn forward(conv: &Conv, pass: Forward<'_>) {
    let (shape, output, lanes) = (pass.shapes[0], pass.output, pass.lanes);
    let im2col = Im2col::of(conv, shape, output, lanes);
    let (filters, depth) = (im2col.filters(), im2col.offsets.len());
    let (weight, bias) = pass.params.split_at(conv.filters * depth);
    let weights = im2col.packed(&im2col.weights(weight));
    let bias = |g: usize| if conv.bias { &bias[g * filters..(g + 1) * filters] } else { &[] };
    let plane = im2col.plane_pitch().map(|pitch| (pitch, (output.h - 1) * pitch + output.w));
    let mut sums = vec![0.0; plane.map_or(0, |(_, n)| filters * n)];
    let lines = plane.map_or_else(|| im2col.lines(), |(_, n)| Lines::one(n));
    let mut padded = vec![0.0; im2col.padding.padded.len() * lanes];
    let blocks =
        pass.x[0].chunks_exact(shape.len() * lanes).zip(pass.y.chunks_exact_mut(output.len() * lanes));
    for (x, y) in blocks {
        let padded = pad(&im2col, x, &mut padded);
        let groups = padded.chunks_exact(padded.len() / conv.groups);
        for (g, (x, y)) in groups.zip(y.chunks_exact_mut(filters * output.area() * lanes)).enumerate() {
            let store = Store::Set(bias(g));
            let Some((pitch, n)) = plane else {
                gemm(&weights[g], &im2col.offsets, x, &lines, store, y, output.area() * lanes);
                continue;
            };
            gemm(&weights[g], &im2col.offsets, x, &lines, store, &mut sums, n);
            for (y, sums) in y.chunks_exact_mut(output.area()).zip(sums.chunks_exact(n)) {
                let rows = y.chunks_exact_mut(output.w).zip(sums.chunks(pitch));
                rows.for_each(|(y, sums)| y.copy_from_slice(&sums[..output.w]));
            }
        }
    }
}

pub(super) fn backward(conv: &Conv, mut pass: Backward<'_>) {
    let (shape, output, lanes) = (pass.shapes[0], pass.output, pass.lanes);
    let im2col = Im2col::of(conv, shape, output, lanes);
    let (weight, _) = pass.params.split_at(conv.filters * im2col.offsets.len());
    if let Some(dx) = pass.dx.input(0) {
        add_input_gradient(&im2col, shape, weight, pass.dy, dx);
    }
    if pass.dparams.is_empty() {
        return;
    }
    let (dweight, dbias) = pass.dparams.split_at_mut(weight.len());
    for dy in pass.dy.chunks_exact(output.len() * lanes) {
        for (dbias, dy) in dbias.iter_mut().zip(dy.chunks_exact(output.area() * lanes)) {
            *dbias += sum(dy);
        }
    }
    add_weight_gradient(&im2col, shape, pass.x[0], pass.dy, dweight);
}

/// Adds dL/dx of a convolution of inputs of this shape.
pub(in crate::layers) fn add_input_gradient(
    im2col: &Im2col<'_>,
    shape: Shape,
    weight: &[f32],
    dy: &[f32],
    dx: &mut [f32],
) {
    let (filters, lanes, pitch) = (im2col.filters(), im2col.lanes, im2col.output.area() * im2col.lanes);
    let adjoint = InputGrad::of(im2col, shape, &im2col.weights(weight));
    let channels = im2col.channels;
    let mut cells = vec![0.0; adjoint.padding.as_ref().map_or(0, |padding| padding.padded.len() * lanes)];
    let mut spread = vec![0.0; adjoint.spread.as_ref().map_or(0, |spread| spread.len(filters))];
    let blocks = dx.chunks_exact_mut(shape.len() * lanes);
    for (dx, dy) in blocks.zip(dy.chunks_exact(im2col.output.len() * lanes)) {
        let (sums, store) = if adjoint.padding.is_none() {
            (&mut *dx, Store::Add)
        } else {
            (&mut cells[..], Store::Set(&[]))
        };
        let groups = sums.chunks_exact_mut(channels * adjoint.pitch).zip(dy.chunks_exact(filters * pitch));
        for (weights, (sums, dy)) in adjoint.weights.iter().zip(groups) {
            let dy = adjoint.spread.as_ref().map_or(dy, |of| {
                of.fill(dy, &mut spread);
                &spread
            });
            gemm(weights, &adjoint.offsets, dy, &adjoint.lines, store, sums, adjoint.pitch);
        }
        if let Some(padding) = &adjoint.padding {
            padding.backward(&cells, dx);
        }
    }
}

/// Adds dL/dweight of a convolution of inputs of this shape.
pub(in crate::layers) fn add_weight_gradient(
    im2col: &Im2col<'_>,
    shape: Shape,
    x: &[f32],
    dy: &[f32],
    dweight: &mut [f32],
) {
    let conv = im2col.conv;
    let (filters, depth, lanes) = (im2col.filters(), im2col.offsets.len(), im2col.lanes);
    let pitch = im2col.output.area() * lanes;
    let before = conv.connection_table.as_ref().map(|_| dweight.to_vec());
    let lines = im2col.lines();
    let mut padded = vec![0.0; im2col.padding.padded.len() * lanes];
    let blocks = x.chunks_exact(shape.len() * lanes).zip(dy.chunks_exact(im2col.output.len() * lanes));
    for (x, dy) in blocks {
        let padded = pad(im2col, x, &mut padded);
        // dweight[o][k] += Σₚ dy[o][p] · rows[k][p]
        let groups = padded.chunks_exact(padded.len() / conv.groups).zip(dy.chunks_exact(filters * pitch));
        for ((x, dy), dweight) in groups.zip(dweight.chunks_exact_mut(filters * depth)) {
            gemm_nt(filters, dy, pitch, &im2col.offsets, x, &lines, dweight);
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
pub(in crate::layers) fn scratch(conv: &Conv, shape: Shape, output: Shape, batch: u64) -> u64 {
    let [rows, columns] = conv.window;
    let (h, w) = (rows.padded(shape.h), columns.padded(shape.w));
    let lanes = lanes(batch as usize) as u64;
    let padded =
        product(&[shape.c.max(conv.filters), h.max(output.h), w.max(output.w)]).saturating_mul(lanes);
    let (filters, channels) = (conv.filters / conv.groups, shape.c / conv.groups);
    let weights = product(&[conv.filters, channels, conv.taps_per_kernel()]);
    let offsets = 2 * product(&[filters.max(channels), conv.taps_per_kernel()]);
    // dL/dy of a sample alone has zeros before each filter.
    let room = rows.span() * w + columns.span();
    let spread = if lanes == 1 { product(&[filters, room]) } else { 0 };
    [padded, padded, spread, weights, weights, weights, offsets].into_iter().fold(0, u64::saturating_add)
}

/// One block with its padding; itself where there is none.
fn pad<'b>(im2col: &Im2col<'_>, x: &'b [f32], padded: &'b mut [f32]) -> &'b [f32] {
    if im2col.padding.is_empty() {
        return x;
    }
    im2col.padding.forward(x, padded);
    padded
}
