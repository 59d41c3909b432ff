//! The GPU engine on the cases of `tests/goldens`, and on values that are not finite.

use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;

use convoscope::engine::Gpu;
use convoscope::engine::Wanted;
use convoscope::engine::gpu::{Alone, Device, Inputs};
use convoscope::layers::flatten::Flatten;
use convoscope::layers::samples::{BATCH, samples};
use convoscope::layers::{Layer, Phase};
use convoscope::loss::{Loss, Target, Targets};
use convoscope::network::{Network, NodeId, Plan, Weights};
use convoscope::random::Random;
use convoscope::shape::Shape;

use crate::case::{Case, Outcome, compare, read_folder};
use crate::{device, layers, loss};

/// A loss and its gradient.
fn evaluate(
    device: &Rc<Device>,
    kind: Loss,
    batch: usize,
    logits: &[f32],
    target: Target<'_>,
    dlogits: &mut [f32],
) -> f32 {
    let targets = match target {
        Target::Labels(labels) => Targets::Labels(labels.to_vec()),
        Target::Mask { labels, cells } => Targets::Mask { labels: labels.to_vec(), cells },
        Target::Weighted { values, weights } => {
            Targets::Weighted { values: values.to_vec(), weights: weights.to_vec() }
        }
        Target::Reconstruction { values, latent, beta } => {
            Targets::Reconstruction { values: values.to_vec(), latent, beta }
        }
        Target::Values(_) => panic!("the engine only knows values with weights"),
    };
    let mut network = Network::new(Shape::flat(logits.len() / batch));
    let last = network.chain([Flatten.into()]);
    let plan = Arc::new(Plan::new(network).expect("a layer without settings"));
    let scores = pollster::block_on(async {
        let mut gpu = Gpu::new(device.clone(), plan.clone(), &Weights::he(&plan, 0), NodeId::INPUT).await?;
        gpu.want(&Wanted::gradients(vec![last]))?;
        gpu.evaluate(logits, &targets, kind)?;
        dlogits.copy_from_slice(&gpu.gradients(last).await?);
        gpu.scores().await
    });
    scores.expect("a loss that runs").loss
}

/// What a case comes to; `None` where it is about more than a layer or a loss.
fn run(case: &Case, device: &Rc<Device>) -> Option<Outcome> {
    let on_gpu = |layer: &Layer, inputs: &Inputs<'_>, phase| {
        pollster::block_on(Alone::run(device, layer.gpu_op(), inputs, &[phase]))
            .expect("a layer that runs")
            .remove(0)
    };
    let evaluate = |kind, batch, logits: &[f32], target: Target<'_>, dlogits: &mut [f32]| {
        evaluate(device, kind, batch, logits, target, dlogits)
    };
    match case.op() {
        "cross_entropy" | "mask_cross_entropy" | "mask_mse" | "weighted_mse" | "elbo" | "elbo_mse"
        | "weighted_huber" | "mask_huber" | "elbo_huber" => Some(loss::check(case, evaluate)),
        _ => match layers::layer(case) {
            Ok(layer) => Some(layers::check(case, &layer?, on_gpu)),
            Err(failure) => Some(Err(failure)),
        },
    }
}

#[test]
fn every_case_of_a_layer_or_a_loss() {
    let device = device();
    let (mut ran, mut failures) = (0, Vec::new());
    for case in read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/goldens")) {
        let Some(outcome) = run(&case, &device) else { continue };
        ran += 1;
        failures.extend(outcome.err().map(|failure| format!("{}, {}: {failure}", case.file, case.name())));
    }
    println!("{ran} cases ran");
    assert!(failures.is_empty(), "{} of {ran} cases failed:\n{}", failures.len(), failures.join("\n"));
    assert!(ran > 200, "only {ran} cases ran");
}

/// Every layer, forward and backward, on inputs with NaN, ∞ and the largest numbers in them.
#[test]
fn extremes_are_the_same_on_both_engines() {
    let device = device();
    let mut random = Random::new(1);
    let mut failures = Vec::new();
    let (inf, nan) = (f32::INFINITY, f32::NAN);
    for (seed, sample) in (0..).zip(samples()) {
        let large = match sample.layer {
            // The inverse of a larger standard deviation is a subnormal number, which a GPU may take for 0.
            Layer::BatchNorm(_) | Layer::LayerNorm(_) => 1e37,
            // Whether a sum overflows on its way depends on its order.
            Layer::Conv(_) | Layer::ConvTranspose(_) | Layer::Dense(_) => 1e36,
            // Sums of products of sums.
            Layer::AttentionDecoder(_) => 1e16,
            _ => 1e38,
        };
        for extremes in [vec![nan], vec![inf, -inf, large, -large, -0.0], vec![large, -large]] {
            let mut values = sample.values(seed);
            for x in &mut values.x {
                let mut places: Vec<usize> = (0..x.len()).collect();
                random.shuffle(&mut places);
                places.iter().zip(&extremes).for_each(|(&place, &extreme)| x[place] = extreme);
            }
            let inputs = Inputs {
                batch: BATCH,
                shapes: &sample.shapes,
                x: &values.x,
                params: &values.params,
                running: &values.running,
                dy: &values.dy,
            };
            let phases = [Phase::Infer, Phase::Train { seed }];
            let runs = pollster::block_on(Alone::run(&device, sample.layer.gpu_op(), &inputs, &phases));
            for (phase, gpu) in phases.into_iter().zip(runs.expect("a layer that runs")) {
                let cpu = layers::on_cpu(&sample.layer, &inputs, phase.of_node(NodeId::INPUT.0));
                let mut check = |what: &str, gpu: &[f32], cpu: &[f32]| {
                    // As close as the largest value of the tensor allows: smaller ones are lost in sums with it.
                    let finite = cpu.iter().filter(|value| value.is_finite());
                    let scale = finite.fold(1.0, |largest: f32, value| largest.max(value.abs()));
                    let [gpu, cpu] = [gpu, cpu].map(|all| all.iter().map(|x| x / scale).collect::<Vec<_>>());
                    if let Err(failure) = compare(what, &gpu, &cpu) {
                        failures.push(format!("{failure}: {:?} in {phase:?}, {extremes:?}", sample.layer));
                    }
                };
                check("y", &gpu.y, &cpu.y);
                check("running statistics", &gpu.running, &cpu.running);
                for (gpu, cpu) in gpu.dx.iter().zip(&cpu.dx) {
                    check("dx", gpu, cpu);
                }
                check("dparams", &gpu.dparams, &cpu.dparams);
            }
        }
    }
    assert!(failures.is_empty(), "{} differ:\n{}", failures.len(), failures.join("\n"));
}

/// Every loss of logits with NaN, ∞ and the largest numbers among them; the gradients of the other samples stay.
#[test]
fn losses_of_extreme_logits_are_the_same_on_both_engines() {
    let device = device();
    let (inf, nan) = (f32::INFINITY, f32::NAN);
    let rows = [
        [1e38, 1e38, -1e38],
        [-1e38; 3],
        [-inf, 2.0, 2.0],
        [-inf, 1.0, -inf],
        [-inf; 3],
        [inf, 0.0, 1.0],
        [nan, 0.0, 1.0],
        [0.0, nan, inf],
        [0.0, -1.0, -nan],
    ];
    for (row, label) in rows.iter().flat_map(|row| (0..3).map(move |label| (row, label))) {
        for kind in Loss::ALL {
            let logits = [&row[..], &[0.5, 1.0, -2.0]].concat();
            let (labels, mut cpu, mut gpu) = ([label, 1], [0.0; 6], [0.0; 6]);
            let wanted = kind.evaluate(2, &logits, Target::Labels(&labels), &mut cpu);
            let got = evaluate(&device, kind, 2, &logits, Target::Labels(&labels), &mut gpu);
            let same = compare("loss", &[got], &[wanted]).and_then(|()| compare("dlogits", &gpu, &cpu));
            assert_eq!(same, Ok(()), "{kind:?} of {row:?}, label {label}");
        }
    }
}
