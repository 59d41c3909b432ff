use std::sync::Arc;

use super::*;
use crate::layers::activation::Activation;
use crate::layers::batch_norm::BatchNorm;
use crate::layers::conv::Conv;
use crate::layers::dense::Dense;
use crate::layers::flatten::Flatten;
use crate::layers::pool::Pool;
use crate::network::{Network, NodeId, Plan, Weights};
use crate::random::Random;
use crate::shape::Shape;

const TARGETS: [Target; 2] = [Target { class: 1, against: None }, Target { class: 2, against: Some(0) }];

/// Convolutions, a norm, both kinds of pool and dense layers; smooth ones if `activation` is.
fn network(activation: Activation) -> (Arc<Plan>, Weights) {
    let mut network = Network::new(Shape::new(2, 8, 8));
    network.chain([Conv::new(3, 3).padding(1).into(), BatchNorm::default().into(), activation.into()]);
    network.chain([Pool::average(2).into(), Conv::new(4, 3).into(), activation.into()]);
    network.chain([Flatten.into(), Dense::new(3).into()]);
    let plan = Arc::new(Plan::new(network).unwrap());
    let weights = Weights::he(&plan, 3);
    (plan, weights)
}

fn image(seed: u64) -> Vec<f32> {
    let mut random = Random::new(seed);
    (0..128).map(|_| random.uniform()).collect()
}

fn explainer(activation: Activation) -> Explainer {
    let (plan, weights) = network(activation);
    Explainer::new(plan, weights)
}

fn sum(values: &[f32]) -> f32 {
    values.iter().sum()
}

#[test]
fn gradients_match_central_differences() {
    let (mut explainer, image) = (explainer(Activation::Tanh), image(1));
    let gradients = explainer.gradient(&image, &TARGETS);
    for (target, gradient) in TARGETS.iter().zip(gradients) {
        for at in 0..image.len() {
            let mut score = |step: f32| {
                let mut moved = image.clone();
                moved[at] += step;
                f64::from(target.score(&explainer.logits(&moved)))
            };
            let slope = (score(0.01) - score(-0.01)) / 0.02;
            assert!((slope - f64::from(gradient[at])).abs() < 2e-3, "{at}: {} and {slope}", gradient[at]);
        }
    }
}

#[test]
fn integrated_gradients_add_up_to_what_the_score_gained() {
    for activation in [Activation::Tanh, Activation::Relu] {
        let (mut explainer, image) = (explainer(activation), image(2));
        let maps = explainer.integrated_gradients(&image, 64, &TARGETS);
        let (logits, baseline) = (explainer.logits(&image), explainer.logits(&[0.0; 128]));
        for (target, map) in TARGETS.iter().zip(maps) {
            let gained = target.score(&logits) - target.score(&baseline);
            assert!((sum(&map) - gained).abs() < 5e-3 * gained.abs().max(1.0), "{} and {gained}", sum(&map));
        }
    }
}

/// Without bias and with one piece of ReLU alone, the score is linear in the input: every method has a known answer.
#[test]
fn a_linear_network_is_explained_by_its_weights() {
    let mut network = Network::new(Shape::new(1, 4, 4));
    network.chain([Flatten.into(), Dense { bias: false, ..Dense::new(2) }.into()]);
    let plan = Arc::new(Plan::new(network).unwrap());
    let weights = Weights::he(&plan, 1);
    let mut explainer = Explainer::new(plan, weights.clone());
    let (x, target) = (&image(3)[..16], [Target { class: 1, against: None }]);
    let weight = &weights.params[16..];
    let product: Vec<f32> = x.iter().zip(weight).map(|(x, w)| x * w).collect();
    let close = |a: &[f32], b: &[f32]| a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-5);
    assert_eq!(explainer.gradient(x, &target)[0], weight);
    assert_eq!(explainer.guided_backprop(x, &target)[0], weight);
    let noise = normal_noise(1, 5, 16, 0.3);
    assert!(close(&explainer.smooth_grad(x, &noise, &target)[0], weight));
    assert!(close(&explainer.integrated_gradients(x, 8, &target)[0], &product));
    let mut occlusion = Occlusion::new(&mut explainer, x, Cover { side: 1, stride: 1, fill: 0.0 }, &target);
    while occlusion.advance(&mut explainer) {}
    assert!(close(&occlusion.maps()[0], &product));
}

/// A mirrored network explains a mirrored image by mirrored maps.
#[test]
fn symmetric_networks_have_symmetric_maps() {
    let mut network = Network::new(Shape::new(1, 8, 8));
    network.chain([Conv { bias: false, ..Conv::new(1, 3).padding(1) }.into(), Activation::Relu.into()]);
    network.chain([Pool::average(8).into(), Flatten.into(), Dense::new(1).into()]);
    let plan = Arc::new(Plan::new(network).unwrap());
    let params = [1.0, -2.0, 1.0, 0.5, 3.0, 0.5, -1.0, 2.0, -1.0, 2.0, 0.0].to_vec();
    let mut explainer = Explainer::new(plan, Weights { params, running: vec![] });
    let mirrored = |map: &[f32]| -> Vec<f32> {
        map.chunks_exact(8).flat_map(|row| row.iter().rev().copied().collect::<Vec<_>>()).collect()
    };
    let (x, target) = (image(4)[..64].to_vec(), [Target { class: 0, against: None }]);
    let mut maps = |x: &[f32]| {
        let mut occlusion = Occlusion::new(&mut explainer, x, Cover::default(), &target);
        while occlusion.advance(&mut explainer) {}
        [
            explainer.gradient(x, &target),
            explainer.guided_backprop(x, &target),
            explainer.integrated_gradients(x, 16, &target),
            explainer.grad_cam(x, NodeId(2), &target),
            occlusion.maps(),
        ]
        .concat()
    };
    for (map, other) in maps(&x).iter().zip(maps(&mirrored(&x))) {
        let worst = map.iter().zip(mirrored(&other)).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
        assert!(worst < 1e-5 && map.iter().any(|value| value.abs() > 1e-3), "{worst}");
    }
}

#[test]
fn guided_backprop_passes_nothing_negative_back() {
    // y = −relu(x): the gradient is −1 where x > 0, but the ReLU is given −1.
    let mut network = Network::new(Shape::flat(1));
    network.chain([Activation::Relu.into(), Dense { bias: false, ..Dense::new(1) }.into()]);
    let plan = Arc::new(Plan::new(network).unwrap());
    let mut explainer = Explainer::new(plan, Weights { params: vec![-1.0], running: vec![] });
    let target = [Target { class: 0, against: None }];
    assert_eq!(explainer.gradient(&[2.0], &target), [[-1.0]]);
    assert_eq!(explainer.guided_backprop(&[2.0], &target), [[0.0]]);
}

#[test]
fn randomization_goes_down_from_the_top() {
    let (plan, weights) = network(Activation::Relu);
    let names: Vec<&str> = parametrized(&plan).into_iter().map(|id| plan.name(id)).collect();
    assert_eq!(names, ["dense1", "conv2", "batch_norm1", "conv1"]);
    for layers in 0..=names.len() {
        let random = randomized(&plan, &weights, layers, 9);
        for (at, id) in parametrized(&plan).into_iter().enumerate() {
            let range = plan.params_of(id);
            let same = random.params[range.clone()] == weights.params[range];
            // A norm begins as it is here.
            assert_eq!(same, at >= layers || names[at] == "batch_norm1", "{} of {layers}", names[at]);
        }
    }
}

/// In pieces comes what is computed in one go, row by row, whatever of it is random.
#[test]
fn an_explanation_answers_every_method_of_every_row() {
    let (plan, weights) = network(Activation::Relu);
    let pixels = image(5);
    let rows = [(TARGETS[0], 0), (TARGETS[0], 2), (TARGETS[1], 0)];
    let rows = rows.map(|(target, randomized)| Row { target, randomized }).to_vec();
    let (methods, layer) = (Method::ALL.to_vec(), NodeId(6));
    let (cover, sampling) = (Cover::default(), Sampling::default());
    let request = Request { pixels: pixels.clone(), rows, methods, layer, cover, sampling };
    let mut explanation = Explanation::new(&plan, &weights, request);
    let scores = explanation.scores();
    let mut maps = std::collections::BTreeMap::new();
    while let Some(attributions) = explanation.advance() {
        for Attribution { row, method, values } in attributions {
            maps.insert((method, row), values);
        }
    }
    assert_eq!(maps.len(), 3 * Method::ALL.len());
    let mut explainer = Explainer::new(plan.clone(), randomized(&plan, &weights, 2, 7));
    assert_eq!(maps[&(Method::GradCam, 1)], explainer.grad_cam(&pixels, NodeId(6), &TARGETS[..1])[0]);
    let mut explainer = Explainer::new(plan, weights);
    assert_eq!(maps[&(Method::Gradient, 2)], explainer.gradient(&pixels, &TARGETS)[1]);
    let mut occlusion = Occlusion::new(&mut explainer, &pixels, Cover::default(), &TARGETS);
    while occlusion.advance(&mut explainer) {}
    assert_eq!(maps[&(Method::Occlusion, 0)], occlusion.maps()[0]);
    for (row, scores) in scores.iter().enumerate() {
        let gained = sum(&maps[&(Method::IntegratedGradients, row)]);
        assert!((gained - (scores.input - scores.baseline)).abs() < 0.01, "{row}: {gained} and {scores:?}");
    }
}

/// ∂L/∂z is p − y, and every gradient is that of the loss.
#[test]
fn a_backward_pass_starts_from_what_was_wrong() {
    let (plan, weights) = network(Activation::Tanh);
    let (mut cpu, x) = (crate::engine::Cpu::new(plan.clone()), image(6));
    let pass = backward_pass(&mut cpu, &weights, &x, 2);
    assert!(pass.gradients.iter().zip(plan.ids()).all(|(d, id)| d.len() == plan.shape(id).len()));
    let last = pass.gradients.last().unwrap();
    assert!(sum(last).abs() < 1e-6 && last[2] < 0.0 && last[0] > 0.0);
    assert!((pass.loss + libm::logf(1.0 + last[2])).abs() < 1e-5);
    for at in [0, 40, 60, plan.params_len() - 1] {
        let changes = [0.01, -0.01].map(|by| WeightChange::Param { at, by });
        let [above, below] = losses(&mut cpu, &weights, &x, 2, &changes)[..] else { panic!("two") };
        let slope = (above - below) / 0.02;
        assert!((slope - pass.dparams[at]).abs() < 2e-3, "{at}: {} and {slope}", pass.dparams[at]);
    }
    let steps = [0.0, 0.01].map(|alpha| WeightChange::Step { alpha });
    let after = losses(&mut cpu, &weights, &x, 2, &steps);
    assert!(after[0] == pass.loss && after[1] < pass.loss, "{after:?}");
}

/// Setting a value, a channel or a parameter is the same however many samples there are side by side.
#[test]
fn interventions_are_the_same_in_every_batch() {
    let (plan, weights) = network(Activation::Tanh);
    let interventions = [
        Intervention::Channel { node: NodeId(3), channel: 1 },
        Intervention::Activation { node: NodeId(6), at: 5, value: 2.0 },
        Intervention::Param { at: 7, value: -0.5 },
    ];
    let explainer = || Explainer::new(plan.clone(), weights.clone());
    let images: Vec<f32> = (0..11).flat_map(image).collect();
    let together = explainer().with_interventions(&interventions).logits(&images);
    let mut alone = explainer().with_interventions(&interventions);
    let alone: Vec<f32> = images.chunks(128).flat_map(|image| alone.logits(image)).collect();
    assert!(together.iter().zip(&alone).all(|(a, b)| (a - b).abs() < 1e-5));
    let changed = |interventions: &[Intervention]| {
        let logits = explainer().with_interventions(interventions).logits(&images);
        logits.iter().zip(explainer().logits(&images)).any(|(a, b)| (a - b).abs() > 1e-4)
    };
    assert!(interventions.iter().all(|intervention| changed(&[*intervention])));
    assert!(!changed(&[]));
}

/// The output is a sum over channels: each loses what it gave.
#[test]
fn channels_lose_what_they_gave() {
    let mut network = Network::new(Shape::new(3, 2, 2));
    network.chain([Flatten.into(), Dense { bias: false, ..Dense::new(2) }.into()]);
    let plan = Arc::new(Plan::new(network).unwrap());
    let weights = Weights::he(&plan, 4);
    let (mut explainer, x) = (Explainer::new(plan, weights.clone()), &image(9)[..12]);
    let lost = channel_importance(&mut explainer, x, NodeId::INPUT, Target { class: 1, against: None });
    let given = |channel: usize| -> f32 {
        (4 * channel..4 * channel + 4).map(|i| x[i] * weights.params[12 + i]).sum()
    };
    assert!((0..3).all(|channel| (lost[channel] - given(channel)).abs() < 1e-5), "{lost:?}");
}

/// Whatever the batches are, the largest activations are found where they are.
#[test]
fn the_strongest_images_are_those_with_the_largest_activations() {
    let (mut explainer, images) =
        (explainer(Activation::Relu), (0..20).flat_map(image).collect::<Vec<f32>>());
    let mut peaks = |batch: usize| {
        let mut strongest = Strongest::new(NodeId(3), 2, 4);
        images.chunks(128 * batch).for_each(|images| strongest.look(&mut explainer, images));
        assert_eq!(strongest.seen(), 20);
        strongest.peaks().to_vec()
    };
    let (one, four) = (peaks(1), peaks(4));
    assert!(one.iter().zip(&four).all(|(a, b)| (a.sample, a.row, a.column) == (b.sample, b.row, b.column)));
    assert!(one.len() == 4 && one.is_sorted_by(|a, b| a.value >= b.value));
    let Peak { sample, value, row, column } = one[0];
    let maps = explainer.activations(&images[128 * sample..][..128], &[NodeId(3)]);
    assert_eq!(maps[0][2 * 64 + row * 8 + column], value);
}
