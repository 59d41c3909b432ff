//! Every kind of layer with its samples side by side, against the same samples one after the other.

use super::*;
use crate::layers::samples::samples;
use crate::layers::{LayerPass, Phase};
use crate::random::Random;

/// A full block and one that holds three samples.
const BATCH: usize = LANES + 3;

fn assert_close(what: &str, got: &[f32], wanted: &[f32]) {
    assert_eq!(got.len(), wanted.len(), "{what}");
    for (i, (got, wanted)) in got.iter().zip(wanted).enumerate() {
        assert!(
            (got - wanted).abs() <= 1e-4 * wanted.abs().max(1.0),
            "{what} at {i}: {got} instead of {wanted}"
        );
    }
}

fn side_by_side(len: usize, values: &[f32], rest: Rest) -> Vec<f32> {
    let mut blocks = vec![f32::NAN; BATCH.next_multiple_of(LANES) * len];
    interleave(LANES, len, values, rest, &mut blocks);
    blocks
}

fn one_by_one(len: usize, blocks: &[f32]) -> Vec<f32> {
    let mut values = vec![f32::NAN; BATCH * len];
    deinterleave(LANES, len, blocks, &mut values);
    values
}

#[test]
fn what_was_put_side_by_side_comes_apart() {
    let values: Vec<f32> = (0..BATCH * 2).map(|i| i as f32).collect();
    let blocks = side_by_side(2, &values, Rest::Repeat);
    assert_eq!(blocks[..4], [0.0, 2.0, 4.0, 6.0]);
    assert_eq!(blocks[2 * LANES..3 * LANES], [16.0, 18.0, 20.0, 20.0, 20.0, 20.0, 20.0, 20.0]);
    assert_eq!(one_by_one(2, &blocks), values);
    assert_eq!(
        side_by_side(2, &values, Rest::Zero)[2 * LANES..3 * LANES],
        [16.0, 18.0, 20.0, 0.0, 0.0, 0.0, 0.0, 0.0]
    );
}

#[test]
fn every_layer_computes_the_same_side_by_side() {
    for (seed, sample) in (0..).zip(samples()) {
        for phase in [Phase::Infer, Phase::Train { seed: 4 }] {
            let (op, shapes) = (sample.layer.cpu_op(), &sample.shapes[..]);
            let mut random = Random::new(seed);
            let mut normal = |n: usize| -> Vec<f32> { (0..n).map(|_| random.normal()).collect() };
            let x: Vec<Vec<f32>> = shapes.iter().map(|shape| normal(BATCH * shape.len())).collect();
            let params = normal(op.params(shapes).iter().map(|param| param.len()).sum());
            let x_slices: Vec<&[f32]> = x.iter().map(Vec::as_slice).collect();
            let wanted = LayerPass::forward(op, BATCH, shapes, &x_slices, &params, &[], phase).unwrap();
            let dy = normal(wanted.y.len());
            let gradients = wanted.backward(&dy);
            let what = format!("{sample:?} {phase:?}");

            let len = wanted.output.len();
            let room = BATCH.next_multiple_of(LANES);
            let blocks: Vec<Vec<f32>> =
                shapes.iter().zip(&x).map(|(shape, x)| side_by_side(shape.len(), x, Rest::Repeat)).collect();
            let x: Vec<&[f32]> = blocks.iter().map(Vec::as_slice).collect();
            let mut y = vec![f32::NAN; room * len];
            let mut saved = vec![0.0; op.saved(shapes, if op.takes_lanes() { room } else { BATCH })];
            let mut running: Vec<f32> =
                op.running(shapes).iter().flat_map(|r| vec![r.initial; r.len]).collect();
            forward(
                op,
                Forward {
                    batch: BATCH,
                    lanes: LANES,
                    shapes,
                    output: wanted.output,
                    x: &x,
                    params: &params,
                    y: &mut y,
                    saved: &mut saved,
                    running: &mut running,
                    phase,
                },
            );
            assert_close(&format!("y of {what}"), &one_by_one(len, &y), &wanted.y);
            assert_close(&format!("running statistics of {what}"), &running, &wanted.running);

            let mut dx: Vec<Vec<f32>> = blocks.iter().map(|x| vec![0.0; x.len()]).collect();
            let mut dparams = vec![0.0; params.len()];
            let indices: Vec<usize> = (0..dx.len()).collect();
            backward(
                op,
                Backward {
                    batch: BATCH,
                    lanes: LANES,
                    shapes,
                    output: wanted.output,
                    x: &x,
                    params: &params,
                    y: &y,
                    saved: &saved,
                    running: &running,
                    phase,
                    dy: &side_by_side(len, &dy, Rest::Zero),
                    dx: InputGrads { buffers: &mut dx, indices: &indices },
                    dparams: &mut dparams,
                },
            );
            for ((shape, dx), wanted) in shapes.iter().zip(&dx).zip(&gradients.dx) {
                assert_close(&format!("dx of {what}"), &one_by_one(shape.len(), dx), wanted);
                let rest = dx[dx.len() - shape.len() * LANES..]
                    .chunks(LANES)
                    .flat_map(|cell| &cell[BATCH % LANES..]);
                assert!(rest.clone().all(|d| *d == 0.0), "gradients behind the last sample of {what}");
            }
            assert_close(&format!("dparams of {what}"), &dparams, &gradients.dparams);
        }
    }
}
