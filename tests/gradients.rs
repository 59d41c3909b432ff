//! The backward pass of every layer against its forward pass: central differences.

use convoscope::layers::merge::{Add, Concat};
use convoscope::layers::samples::{BATCH, Sample, Values, samples};
use convoscope::layers::{Backward, InputGrads, Layer, LayerPass, Phase};
use convoscope::shape::Shape;

const PHASES: [Phase; 2] = [Phase::Infer, Phase::Train { seed: 5 }];

#[test]
fn every_kind_of_layer_is_sampled() {
    let samples = samples();
    let missing = |kind: &&&str| samples.iter().all(|sample| sample.layer.kind() != **kind);
    let missing: Vec<_> = Layer::KINDS.iter().filter(missing).collect();
    assert!(missing.is_empty(), "no sample of {missing:?}");
}

/// The output on these numbers.
fn output(sample: &Sample, values: &Values, phase: Phase) -> Vec<f32> {
    let x: Vec<&[f32]> = values.x.iter().map(Vec::as_slice).collect();
    let op = sample.layer.cpu_op();
    LayerPass::forward(op, BATCH, &sample.shapes, &x, &values.params, &values.running, phase).unwrap().y
}

/// dL/dv for the loss L = Σ dy · y, v the value that `at` picks, by two central differences whose errors in h² cancel.
fn difference(
    sample: &Sample,
    values: &mut Values,
    phase: Phase,
    at: impl Fn(&mut Values) -> &mut f32,
) -> f64 {
    let start = *at(values);
    let mut central = |step: f32| {
        let [high, low] = [start + step, start - step].map(|value| {
            *at(values) = value;
            (f64::from(value), output(sample, values, phase))
        });
        let each = high.1.iter().zip(&low.1).zip(&values.dy);
        each.map(|((high, low), dy)| f64::from(*dy) * (f64::from(*high) - f64::from(*low))).sum::<f64>()
            / (high.0 - low.0)
    };
    let derivative = (4.0 * central(0.02) - central(0.04)) / 3.0;
    *at(values) = start;
    derivative
}

#[test]
fn backward_is_the_derivative_of_forward() {
    let mut checked = 0;
    for (seed, sample) in (0..).zip(samples()) {
        for phase in PHASES {
            let mut values = sample.values(seed);
            let gradients = gradients(&sample, &values, phase);
            let mut check = |what: String, got: f32, wanted: f64| {
                let close = (f64::from(got) - wanted).abs() <= 1e-3 * wanted.abs().max(1.0);
                assert!(close, "{sample:?}, {phase:?}: {what} is {got}, but differences say {wanted}");
                checked += 1;
            };
            for input in 0..values.x.len() {
                for i in 0..values.x[input].len() {
                    let wanted = difference(&sample, &mut values, phase, |values| &mut values.x[input][i]);
                    check(format!("dL/dx of input {input} at {i}"), gradients.0[input][i], wanted);
                }
            }
            for i in 0..values.params.len() {
                let wanted = difference(&sample, &mut values, phase, |values| &mut values.params[i]);
                check(format!("dL/dparams at {i}"), gradients.1[i], wanted);
            }
        }
    }
    assert!(checked > 5000, "only {checked} derivatives");
}

/// dL/dx of each input and dL/dparams.
fn gradients(sample: &Sample, values: &Values, phase: Phase) -> (Vec<Vec<f32>>, Vec<f32>) {
    let zeros = values.x.iter().map(|x| vec![0.0; x.len()]).collect();
    let indices: Vec<usize> = (0..values.x.len()).collect();
    add_gradients(sample, values, phase, zeros, &indices, vec![0.0; values.params.len()])
}

/// What backward makes of these buffers; input i adds to buffer `indices[i]`.
fn add_gradients(
    sample: &Sample,
    values: &Values,
    phase: Phase,
    mut dx: Vec<Vec<f32>>,
    indices: &[usize],
    mut dparams: Vec<f32>,
) -> (Vec<Vec<f32>>, Vec<f32>) {
    let x: Vec<&[f32]> = values.x.iter().map(Vec::as_slice).collect();
    let op = sample.layer.cpu_op();
    let run =
        LayerPass::forward(op, BATCH, &sample.shapes, &x, &values.params, &values.running, phase).unwrap();
    op.backward(Backward {
        batch: BATCH,
        lanes: 1,
        shapes: &sample.shapes,
        output: run.output,
        x: &x,
        params: &values.params,
        y: &run.y,
        saved: &run.saved,
        running: &run.running,
        phase,
        dy: &values.dy,
        dx: InputGrads { buffers: &mut dx, indices },
        dparams: &mut dparams,
    });
    (dx, dparams)
}

fn assert_close(what: &str, got: &[f32], wanted: impl Iterator<Item = f32>) {
    for (i, (got, wanted)) in got.iter().zip(wanted).enumerate() {
        assert!((got - wanted).abs() <= 1e-4, "{what} at {i} is {got} instead of {wanted}");
    }
}

#[test]
fn backward_adds() {
    for (seed, sample) in (0..).zip(samples()) {
        for phase in PHASES {
            let values = sample.values(seed);
            let (dx, dparams) = gradients(&sample, &values, phase);
            let indices: Vec<usize> = (0..dx.len()).collect();
            let filled: Vec<Vec<f32>> = dx.iter().map(|dx| vec![3.0; dx.len()]).collect();
            let params = vec![5.0; dparams.len()];
            let (more, more_params) = add_gradients(&sample, &values, phase, filled, &indices, params);
            for (more, dx) in more.iter().zip(&dx) {
                assert_close(&format!("{sample:?}, {phase:?}: dx"), more, dx.iter().map(|dx| 3.0 + dx));
            }
            let wanted = dparams.iter().map(|dparam| 5.0 + dparam);
            assert_close(&format!("{sample:?}, {phase:?}: dparams"), &more_params, wanted);
        }
    }
}

#[test]
fn inputs_without_a_gradient_change_nothing_else() {
    for (seed, sample) in (0..).zip(samples()) {
        let values = sample.values(seed);
        let (dx, dparams) = gradients(&sample, &values, PHASES[1]);
        for absent in 0..dx.len() {
            let indices: Vec<usize> = (0..dx.len()).collect();
            let mut buffers: Vec<Vec<f32>> = dx.iter().map(|dx| vec![0.0; dx.len()]).collect();
            buffers[absent].clear();
            let params = vec![0.0; dparams.len()];
            let (rest, rest_params) = add_gradients(&sample, &values, PHASES[1], buffers, &indices, params);
            assert_eq!(rest_params, dparams, "{sample:?}");
            for input in 0..dx.len() {
                let wanted = if input == absent { &Vec::new() } else { &dx[input] };
                assert_eq!(&rest[input], wanted, "{sample:?}, input {input}");
            }
        }
    }
}

#[test]
fn an_input_taken_twice_gets_both_gradients() {
    for layer in [Layer::from(Add), Layer::from(Concat)] {
        let sample = Sample { layer, shapes: vec![Shape::new(2, 2, 3); 2] };
        let values = sample.values(1);
        let (dx, _) = gradients(&sample, &values, Phase::Infer);
        let buffers = vec![vec![0.0; values.x[0].len()]];
        let (both, _) = add_gradients(&sample, &values, Phase::Infer, buffers, &[0, 0], Vec::new());
        assert_close(&format!("{sample:?}"), &both[0], dx[0].iter().zip(&dx[1]).map(|(a, b)| a + b));
    }
}
