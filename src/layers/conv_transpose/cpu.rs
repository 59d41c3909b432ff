use super::ConvTranspose;
use crate::layers::{Backward, Forward};
use crate::shape::Shape;

pub(super) fn forward(layer: &ConvTranspose, pass: Forward<'_>) {
    let (input, output) = (pass.shapes[0], pass.output);
    let (weight, bias) = pass.params.split_at(input.c * layer.weights_per_channel());
    let samples = pass.x[0].chunks_exact(input.len()).zip(pass.y.chunks_exact_mut(output.len()));
    for (x, y) in samples {
        for (o, y) in y.chunks_exact_mut(output.area()).enumerate() {
            y.fill(if layer.bias { bias[o] } else { 0.0 });
        }
        each_product(layer, input, output, |x_at, w_at, y_at| y[y_at] += x[x_at] * weight[w_at]);
    }
}

pub(super) fn backward(layer: &ConvTranspose, mut pass: Backward<'_>) {
    let (input, output) = (pass.shapes[0], pass.output);
    let weights = input.c * layer.weights_per_channel();
    let (weight, (dweight, dbias)) =
        (&pass.params[..weights], pass.dparams.split_at_mut(weights.min(pass.dparams.len())));
    let mut dx = pass.dx.input(0);
    let samples = pass.x[0].chunks_exact(input.len()).zip(pass.dy.chunks_exact(output.len()));
    for (n, (x, dy)) in samples.enumerate() {
        for (dbias, dy) in dbias.iter_mut().zip(dy.chunks_exact(output.area())) {
            *dbias += dy.iter().sum::<f32>();
        }
        if !dweight.is_empty() {
            each_product(layer, input, output, |x_at, w_at, y_at| dweight[w_at] += x[x_at] * dy[y_at]);
        }
        if let Some(dx) = &mut dx {
            let dx = &mut dx[n * input.len()..][..input.len()];
            each_product(layer, input, output, |x_at, w_at, y_at| dx[x_at] += weight[w_at] * dy[y_at]);
        }
    }
}

/// Calls `product` with the indices in x, weight and y of each product in one sample's sums.
#[inline]
fn each_product(
    layer: &ConvTranspose,
    input: Shape,
    output: Shape,
    mut product: impl FnMut(usize, usize, usize),
) {
    let [rows, columns] = layer.window;
    let (channels, filters) = (input.c / layer.groups, layer.filters / layer.groups);
    for c in 0..input.c {
        for filter in 0..filters {
            let o = c / channels * filters + filter;
            // Input and output have changed places: the window sweeps the output.
            for i in 0..input.h {
                for u in rows.taps(i, output.h) {
                    let x_row = (c * input.h + i) * input.w;
                    let w_row = ((c * filters + filter) * rows.size + u) * columns.size;
                    let y_row = (o * output.h + rows.input_from_output(i, u) as usize) * output.w;
                    for j in 0..input.w {
                        for v in columns.taps(j, output.w) {
                            let y_column = columns.input_from_output(j, v) as usize;
                            product(x_row + j, w_row + v, y_row + y_column);
                        }
                    }
                }
            }
        }
    }
}
