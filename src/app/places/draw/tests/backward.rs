//! The way back: what is asked for, and that every arithmetic that is shown adds up.

use super::explained::ExplainedTalk;
use super::*;
use crate::app::places::draw::backward::{Backward, GradientOrigin, origin};
use crate::app::places::draw::weight::{EPSILONS, steepest, weight_gradient};
use crate::engine::Cpu;
use crate::explain::backward_pass;
use crate::layers::Layer;
use crate::layers::activation::Activation;
use crate::layers::batch_norm::BatchNorm;
use crate::layers::conv::Conv;
use crate::layers::conv_transpose::ConvTranspose;
use crate::layers::dense::Dense;
use crate::layers::dropout::Dropout;
use crate::layers::flatten::Flatten;
use crate::layers::global_avg_pool::GlobalAvgPool;
use crate::layers::layer_norm::LayerNorm;
use crate::layers::local_response_norm::LocalResponseNorm;
use crate::layers::merge::{Add, Concat};
use crate::layers::pad::Pad;
use crate::layers::pool::Pool;
use crate::layers::rbf::Rbf;
use crate::layers::softmax::Softmax;
use crate::network::Network;
use crate::padding_mode::PaddingMode;
use crate::random::Random;
use crate::shape::Shape;
use crate::window::Window;
use crate::zoo;

const ACTIVATIONS: [Activation; 10] = [
    Activation::Relu,
    Activation::LeakyRelu { slope: 0.1 },
    Activation::Sigmoid,
    Activation::Tanh,
    Activation::Softplus,
    Activation::Elu { alpha: 1.0 },
    Activation::Gelu,
    Activation::Silu,
    Activation::Relu6,
    Activation::ScaledTanh,
];

/// A network with two blocks of any kind, a pool and dense layers.
fn random_network(random: &mut Random) -> Network {
    let mut network = Network::new(Shape::new(1 + random.below(2), 9, 9));
    let any = |random: &mut Random| Layer::from(ACTIVATIONS[random.below(ACTIVATIONS.len())]);
    let conv = Conv::new(2 * (1 + random.below(2)), 1 + random.below(3));
    network.chain([conv.padding(random.below(2)).stride(1 + random.below(2)).into()]);
    for _ in 0..2 {
        if random.below(2) == 0 {
            network.chain([BatchNorm::default().into()]);
        }
        let from = network.chain([any(random)]);
        let same = |filters| Conv::new(filters, 3).padding(1);
        match random.below(9) {
            0 => {
                let channels = Plan::new(network.clone()).unwrap().output().c;
                let branch = network.then(from, [same(channels).into(), any(random)]);
                network.add(Add, &[from, branch, from]);
            }
            1 => {
                let branches = [
                    network.then(from, [Conv::new(2, 1).into()]),
                    network.then(from, [same(2).into(), any(random)]),
                ];
                network.add(Concat, &branches);
            }
            2 => {
                let channels = Plan::new(network.clone()).unwrap().output().c;
                network.chain([Conv { groups: channels, ..same(channels) }.into(), Conv::new(2, 1).into()]);
            }
            3 => drop(network.chain([LocalResponseNorm { alpha: 0.5, ..Default::default() }.into()])),
            4 => drop(network.chain([LayerNorm::default().into()])),
            5 => {
                let pad = Pad { rows: (1, 0), columns: (0, 2), padding_mode: PaddingMode::Reflect };
                network.chain([pad.into(), Conv::new(3, 2).into()]);
            }
            6 => {
                let window = [Window::new(3).stride(2); 2];
                network.chain([ConvTranspose { window, ..ConvTranspose::new(2, 3) }.into()]);
            }
            7 => drop(network.chain([Softmax.into(), Dropout { rate: 0.3 }.into()])),
            _ => drop(network.chain([same(3).into(), any(random), any(random)])),
        };
    }
    let pools: [Layer; 3] = [Pool::max(2).into(), Pool::average(2).into(), GlobalAvgPool.into()];
    network.chain([pools[random.below(3)].clone(), Flatten.into(), Dense::new(5).into(), any(random)]);
    let codes = (0..3).map(|_| (0..5).map(|_| random.below(2) == 0).collect()).collect();
    let heads: [Layer; 2] = [Dense::new(3).into(), Rbf { codes }.into()];
    network.chain([heads[random.below(2)].clone()]);
    network
}

/// Weights as after training: also norms have seen something.
fn trained(plan: &Plan, random: &mut Random) -> Weights {
    let mut weights = Weights::he(plan, random.next_u64());
    weights.params.iter_mut().for_each(|w| *w += 0.2 * random.normal());
    // Means may have any sign, variances none.
    weights.running.iter_mut().for_each(|value| *value += random.uniform());
    weights
}

/// A network with weights, what it computes for a random input, and its gradients for a random label.
pub fn ran(plan: Arc<Plan>, random: &mut Random) -> (Model, Activations, Backward) {
    let weights = trained(&plan, random);
    let x: Vec<f32> = (0..plan.network().input.len()).map(|_| random.normal()).collect();
    let mut cpu = Cpu::new(plan.clone());
    cpu.infer(&weights, &x);
    let nodes: Vec<NodeId> = plan.ids().collect();
    let seen = Activations::new(&nodes, nodes.iter().map(|&id| cpu.activations(id).to_vec()).collect());
    let label = random.below(plan.output().len()) as u8;
    let backward = Backward::new(label.into(), backward_pass(&mut cpu, &weights, &x, label));
    (Model::new(plan, weights, vec![1.0; nodes.len()]), seen, backward)
}

/// The gradient of every value that is looked at is the sum of its terms; so is that before its activation.
fn check(network: Network, random: &mut Random) -> usize {
    let Ok(plan) = Plan::new(network).map(Arc::new) else { return 0 };
    let (model, seen, backward) = ran(plan, random);
    let mut checked = 0;
    for (index, column) in model.columns.iter().enumerate() {
        for _ in 0..6 {
            let Shape { c, h, w } = column.shape;
            let (unit, cell) = (random.below(c), [random.below(h), random.below(w)]);
            let close = |a: f32, b: f32| (a - b).abs() <= 1e-5 + 1e-4 * b.abs();
            match origin(&model, &seen, &backward, index, unit, cell) {
                Some(GradientOrigin::Logit { probability, wanted, total }) => {
                    assert!(close(probability - wanted, total), "{probability} − {wanted} is {total}");
                }
                Some(GradientOrigin::Sum { terms, total, activation }) => {
                    let sum: f32 = terms.iter().map(|term| term.sum).sum();
                    assert!(close(sum, total), "{}: {sum} instead of {total}", column.title);
                    for term in &terms {
                        assert!(
                            term.upstream.len() == term.slopes.len() && term.upstream.len() % term.width == 0
                        );
                    }
                    if let Some((name, slope, before)) = activation {
                        assert!(close(slope * total, before), "{name}: {slope} · {total} is {before}");
                    }
                }
                None => panic!("{} {cell:?}", column.title),
            }
            checked += 1;
        }
        let unit = random.below(column.shape.c);
        if let Some(at) = steepest(&model, &backward, index, unit) {
            let gradient = weight_gradient(&model, &seen, &backward, index, unit, at).unwrap();
            let (sum, total): (f32, f32) = (gradient.products().iter().sum(), gradient.total);
            let close = (sum - total).abs() <= 1e-5 + 1e-3 * total.abs();
            assert!(close, "a weight of {}: {sum} instead of {total}", column.title);
        }
    }
    checked
}

#[test]
fn every_gradient_that_is_shown_adds_up() {
    let mut random = Random::new(11);
    let random_ones: usize = (0..80)
        .map(|_| {
            let network = random_network(&mut random);
            check(network, &mut random)
        })
        .sum();
    assert!(random_ones > 3000, "only {random_ones} gradients of random networks");
    let known = DigitNetwork::ALL.map(DigitNetwork::network);
    for network in known.into_iter().chain([zoo::small_lenet()]) {
        assert!(check(network, &mut random) > 0);
    }
}

#[test]
fn the_way_back_follows_the_drawing_and_the_label() {
    let mut talk =
        ExplainedTalk::with(DrawConfig { direction: Direction::Backward, ..DrawConfig::default() });
    assert!(talk.place.backward.is_none());
    talk.stroke();
    let guess = talk.place.draw.activations.as_ref().unwrap().ranking()[0];
    let first = talk.place.backward.clone().unwrap();
    assert_eq!(first.label, guess);
    let other = (guess + 1) % 10;
    talk.say(Action::Class(other));
    let second = talk.place.backward.clone().unwrap();
    assert!(second.label == other && second.pass.loss > first.pass.loss);
    talk.say(Action::Direction(Direction::Forward));
    talk.say(Action::Class(guess));
    assert_eq!(talk.place.backward.as_ref(), Some(&second));
    talk.say(Action::Direction(Direction::Backward));
    assert_eq!(talk.place.backward.as_ref().unwrap().label, guess);
    talk.say(Action::Clear);
    assert!(talk.place.backward.is_none());
}

/// ∂L/∂w is the sum of inputs × upstream, and the difference quotient comes near it.
#[test]
fn the_gradient_of_a_weight_adds_up_and_is_checked() {
    let opened = |layer: &str| Some(Opened { layer: layer.to_owned(), unit: 3, cell: None });
    for layer in ["conv1", "conv3", "dense1", "dense2"] {
        let config =
            DrawConfig { direction: Direction::Backward, opened: opened(layer), ..DrawConfig::default() };
        let mut talk = ExplainedTalk::with(config);
        talk.stroke();
        let label = (talk.place.backward.as_ref().unwrap().label + 1) % 10;
        talk.say(Action::Class(label));
        let model = talk.place.draw.model.ready().unwrap().clone();
        let backward = talk.place.backward.clone().unwrap();
        let column = model.column(layer).unwrap();
        let at = steepest(&model, &backward, column, 3).unwrap();
        talk.say(Action::Weight(Some(at)));
        assert_eq!(talk.place.opened_weight().unwrap().1, at);
        let seen = talk.place.draw.activations.clone().unwrap();
        let gradient = weight_gradient(&model, &seen, &backward, column, 3, at).unwrap();
        let sum: f32 = gradient.products().iter().sum();
        let total = gradient.total;
        assert!(
            total != 0.0 && (sum - total).abs() < 1e-4 * total.abs().max(0.01),
            "{layer}: {sum}, {total}"
        );
        let trial = talk.place.trial.clone().unwrap();
        let best = (0..EPSILONS.len()).map(|i| (trial.difference(i) - total).abs()).fold(f32::MAX, f32::min);
        assert!(best < 0.02 * total.abs().max(0.05), "{layer}: {total} is off by {best}");
        assert!(trial.all[0] < backward.pass.loss, "{layer}: {trial:?}");
    }
}

#[test]
fn links_hold_the_weight_and_drop_one_that_is_not_there() {
    let mut problems = Vec::new();
    let pairs = [("direction", "backward"), ("open", "conv2.5"), ("weight", "8.2.0"), ("class", "7")];
    let config = DrawConfig::from_pairs(pairs.into_iter(), &mut problems);
    assert_eq!((config.weight, problems.len()), (Some(WeightAt { source: 8, row: 2, column: 0 }), 0));
    assert_eq!(config.to_pairs().join("&"), "open=conv2.5&direction=backward&class=7&weight=8.2.0");
    let mut talk = ExplainedTalk::with(DrawConfig {
        weight: Some(WeightAt { source: 16, row: 0, column: 0 }),
        ..config
    });
    talk.stroke();
    assert!(talk.place.opened_weight().is_none() && talk.place.trial.is_none());
}
