//! [`Op::window`] tells what each output pixel sees: compared with where its gradient goes.

use std::collections::BTreeSet;

use convoscope::layers::pool::PoolKind;
use convoscope::layers::samples::{BATCH, samples};
use convoscope::layers::{Layer, LayerPass, Phase};
use convoscope::padding_mode::PaddingMode;
use convoscope::shape::Shape;

/// The rows or columns, by `axis`, of the nonzero values of one sample.
fn seen(dx: &[f32], shape: Shape, axis: usize) -> BTreeSet<usize> {
    let place = |i: usize| [i / shape.w % shape.h, i % shape.w][axis];
    (0..shape.len()).filter(|&i| dx[i] != 0.0).map(place).collect()
}

/// Whether every cell that a window covers has a gradient other than 0, on random values.
fn is_everywhere_steep(layer: &Layer) -> bool {
    match layer {
        Layer::Pool(pool) => pool.kind != PoolKind::Max,
        Layer::Activation(_) | Layer::Dropout(_) => false,
        Layer::Conv(conv) => conv.connection_table.is_none(),
        _ => true,
    }
}

/// Whether padded cells copy others, which then are seen from afar.
fn mirrors(layer: &Layer) -> bool {
    let padding_mode = match layer {
        Layer::Pad(pad) => pad.padding_mode,
        Layer::Conv(conv) => conv.padding_mode,
        _ => PaddingMode::ZERO,
    };
    !matches!(padding_mode, PaddingMode::Constant(_))
}

#[test]
fn windows_tell_what_is_seen() {
    let (mut compared, mut without) = (0, BTreeSet::new());
    for (seed, sample) in (0..).zip(samples()) {
        let op = sample.layer.op();
        let Some(windows) = op.window(&sample.shapes) else {
            without.insert(sample.layer.kind());
            continue;
        };
        let values = sample.values(seed);
        let x: Vec<&[f32]> = values.x.iter().map(Vec::as_slice).collect();
        let run = LayerPass::forward(
            sample.layer.cpu_op(),
            BATCH,
            &sample.shapes,
            &x,
            &values.params,
            &values.running,
            Phase::Infer,
        )
        .unwrap();
        let output = run.output;
        for (input, &shape) in sample.shapes.iter().enumerate() {
            let positions = [windows[0].positions(shape.h), windows[1].positions(shape.w)];
            assert_eq!(positions, [Some(output.h), Some(output.w)], "{sample:?}: {windows:?}");
            if mirrors(&sample.layer) {
                continue;
            }
            for pixel in 0..output.area() {
                // All channels of one pixel of the first sample.
                let mut dy = vec![0.0; values.dy.len()];
                (pixel..output.len()).step_by(output.area()).for_each(|i| dy[i] = values.dy[i]);
                let dx = &run.backward(&dy).dx[input];
                for (axis, out, len) in [(0, pixel / output.w, shape.h), (1, pixel % output.w, shape.w)] {
                    let window = windows[axis];
                    let cell = |tap| window.input_from_output(out, tap) as usize;
                    let covered: BTreeSet<usize> = window.taps(out, len).map(cell).collect();
                    let seen = seen(dx, shape, axis);
                    let what = format!("{sample:?}: pixel {pixel} sees {seen:?} of {covered:?}, axis {axis}");
                    assert!(seen.is_subset(&covered), "{what}");
                    // Where the other axis sees only padding there is nothing at all.
                    assert!(
                        !is_everywhere_steep(&sample.layer) || seen.is_empty() || seen == covered,
                        "{what}"
                    );
                    compared += usize::from(!seen.is_empty());
                }
            }
        }
    }
    assert!(compared > 1000, "only {compared} pixels");
    // What makes maps larger has no window, nor has what multiplies maps by a number of another input, nor what makes words of them.
    assert_eq!(without, BTreeSet::from(["AttentionDecoder", "ConvTranspose", "Multiply", "Upsample"]));
}
