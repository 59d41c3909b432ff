use super::Conv;
use super::lowering::{Adjoint, Lowering};
use crate::layers::gemm::{Panels, dot_rows, sum_rows};
use crate::layers::{Backward, Forward};

pub(super) fn forward(conv: &Conv, pass: Forward<'_>) {
    let (shape, output) = (pass.shapes[0], pass.output);
    let lowering = Lowering::of(conv, shape, output);
    let (filters, depth) = (lowering.filters(), lowering.offsets.len());
    let (weight, bias) = pass.params.split_at(conv.filters * depth);
    let panels: Vec<Panels> = (0..conv.groups)
        .map(|g| Panels::pack(filters, depth, |o, k| lowering.weight(weight, g * filters + o, k)))
        .collect();
    let mut padded = vec![0.0; lowering.padding.padded.len()];
    let mut gathered = vec![0.0; lowering.gathered()];
    let mut sums = vec![0.0; filters * lowering.n];
    let samples = pass.x[0].chunks_exact(shape.len()).zip(pass.y.chunks_exact_mut(output.len()));
    for (x, y) in samples {
        let padded = pad(&lowering, x, &mut padded);
        for g in 0..conv.groups {
            let group = &padded[g * padded.len() / conv.groups..(g + 1) * padded.len() / conv.groups];
            let rows = lowering.rows(group, &mut gathered);
            sum_rows(&panels[g], &lowering.offsets, rows, lowering.n, &mut sums, lowering.n, false);
            for (o, sums) in sums.chunks_exact(lowering.n).enumerate() {
                let o = g * filters + o;
                let bias = if conv.bias { bias[o] } else { 0.0 };
                let y = y[o * output.area()..(o + 1) * output.area()].chunks_exact_mut(output.w);
                for (y, sums) in y.zip(sums.chunks(lowering.pitch)) {
                    y.iter_mut().zip(sums).for_each(|(y, sum)| *y = sum + bias);
                }
            }
        }
    }
}

pub(super) fn backward(conv: &Conv, mut pass: Backward<'_>) {
    let (shape, output) = (pass.shapes[0], pass.output);
    let lowering = Lowering::of(conv, shape, output);
    let (filters, depth, n) = (lowering.filters(), lowering.offsets.len(), lowering.n);
    let (weight, _) = pass.params.split_at(conv.filters * depth);
    let (dweight, dbias) = pass.dparams.split_at_mut(conv.filters * depth);
    let before = conv.table.as_ref().map(|_| dweight.to_vec());
    let mut adjoint = Adjoint::of(&lowering, weight);
    let mut dx = pass.dx.input(0);
    let mut padded = vec![0.0; lowering.padding.padded.len()];
    let mut dpadded = vec![0.0; if dx.is_some() { padded.len() } else { 0 }];
    let mut gathered = vec![0.0; lowering.gathered()];
    for (sample, dy) in pass.dy.chunks_exact(output.len()).enumerate() {
        let x = &pass.x[0][sample * shape.len()..(sample + 1) * shape.len()];
        let padded = pad(&lowering, x, &mut padded);
        for g in 0..conv.groups {
            let part = |len: usize| g * len / conv.groups..(g + 1) * len / conv.groups;
            let dy = &dy[part(dy.len())];
            if conv.bias {
                for (dbias, dy) in dbias[part(conv.filters)].iter_mut().zip(dy.chunks_exact(output.area())) {
                    *dbias += dy.iter().sum::<f32>();
                }
            }
            // dweight[o][k] += Σₚ dy[o][p] · rows[k][p]
            let spread = adjoint.spread(dy);
            let rows = lowering.rows(&padded[part(padded.len())], &mut gathered);
            let dweight = &mut dweight[part(conv.filters * depth)];
            dot_rows(filters, spread.values, spread.pitch, &lowering.offsets, rows, n, dweight);
            if dx.is_some() {
                adjoint.backward(g, &mut dpadded[part(padded.len())]);
            }
        }
        if let Some(dx) = &mut dx {
            lowering.padding.backward(&dpadded, &mut dx[sample * shape.len()..(sample + 1) * shape.len()]);
        }
    }
    // The products know nothing of the connection table: what they added to weights that do not exist goes again.
    if let Some(before) = before {
        let taps = conv.taps_per_kernel();
        let kernels = dweight.chunks_exact_mut(taps).zip(before.chunks_exact(taps));
        for (index, (dweight, before)) in kernels.enumerate() {
            if !conv.connected(index / lowering.channels, index % lowering.channels) {
                dweight.copy_from_slice(before);
            }
        }
    }
}

/// One sample with its padding; itself where there is none.
fn pad<'b>(lowering: &Lowering, x: &'b [f32], padded: &'b mut [f32]) -> &'b [f32] {
    if lowering.padding.is_empty() {
        return x;
    }
    lowering.padding.forward(x, padded);
    padded
}
