//! The walk back, one path and the chain of single neurons.

use super::backward::ran;
use super::explained::ExplainedTalk;
use super::*;
use crate::app::places::draw::backward_config::BackwardConfig;
use crate::app::places::draw::neuron_chain::NeuronChain;
use crate::app::places::draw::path::path;
use crate::layers::activation::Activation;
use crate::layers::conv::Conv;
use crate::layers::dense::Dense;
use crate::layers::flatten::Flatten;
use crate::network::Network;
use crate::random::Random;
use crate::shape::Shape;

/// Along a path whose every layer is a single unit wide, the chain rule is the whole gradient; of others it is a part.
#[test]
fn a_path_multiplies_its_factors() {
    let mut random = Random::new(5);
    let mut network = Network::new(Shape::new(1, 3, 3));
    network.chain([Conv::new(1, 3).into(), Activation::Tanh.into(), Flatten.into()]);
    network.chain([Dense::new(1).into(), Activation::Sigmoid.into(), Dense::new(1).into()]);
    let (model, seen, backward) = ran(Arc::new(Plan::new(network).unwrap()), &mut random);
    let found = path(&model, &seen, &backward, (0, 0, [1, 2]), &[]).unwrap();
    // The loss of one class is 0, and so is p − y.
    assert_eq!((found.stops.len(), found.error, found.product), (3, 0.0, 0.0));

    let mut network = Network::new(Shape::flat(2));
    network.chain([Dense::new(3).into(), Activation::Relu6.into(), Dense::new(4).into()]);
    let (model, seen, backward) = ran(Arc::new(Plan::new(network).unwrap()), &mut random);
    let through =
        |hidden: usize, class: usize| path(&model, &seen, &backward, (0, 1, [0, 0]), &[hidden, class]);
    let all: f32 = (0..3)
        .flat_map(|hidden| (0..4).map(move |class| (hidden, class)))
        .map(|(h, c)| through(h, c).unwrap().product)
        .sum();
    let gradient = backward.map(NodeId::INPUT, 1, 1)[0];
    assert!((all - gradient).abs() < 1e-5, "all paths add up to {all}, not {gradient}");
    let one = through(2, 3).unwrap();
    assert_eq!(one.stops.iter().map(|stop| stop.unit).collect::<Vec<_>>(), [2, 3]);
    assert_eq!(one.stops[0].units, [0, 1, 2]);
}

#[test]
fn the_walk_goes_from_the_loss_to_the_drawing() {
    let config = DrawConfig { direction: Direction::Backward, ..DrawConfig::default() };
    let mut talk = ExplainedTalk::with(config);
    talk.stroke();
    assert!(talk.place.walk().is_none());
    talk.say(Action::Walk(Transport::Step(1), 0.0));
    let model = talk.place.draw.model.ready().unwrap().clone();
    let backward = talk.place.backward.clone().unwrap();
    let (mut sentences, mut known) = (Vec::new(), Vec::new());
    loop {
        let walk = talk.place.walk().unwrap();
        sentences.push(walk.step().sentence(&model, &backward));
        let seen = backward.from_column(&model, walk.step().first_column(&model));
        known.push(seen.pass.gradients.iter().flatten().filter(|gradient| **gradient != 0.0).count());
        if walk.at + 1 == walk.steps.len() {
            break;
        }
        talk.say(Action::Walk(Transport::Step(1), 0.0));
    }
    assert_eq!(sentences.len(), model.columns.len() + 2);
    assert!(known.is_sorted() && known[0] == 0 && known[1] == 10, "{known:?}");
    let all = backward.pass.gradients.iter().flatten().filter(|gradient| **gradient != 0.0).count();
    assert_eq!(known.last(), Some(&all));
    assert!(
        sentences[2].contains("times their weights") && sentences[4].contains("the largest"),
        "{sentences:?}"
    );
    assert!(talk.place.config.to_pairs().contains(&format!("at={}", sentences.len() - 1)));
    // Played, it goes on by itself, and stops at the end.
    talk.say(Action::Walk(Transport::Play, 0.0));
    assert_eq!(talk.place.walk().unwrap().at, 0);
    talk.say(Action::Frame(7_000.0));
    let at = talk.place.walk().unwrap().at;
    assert!((1..3).contains(&at), "at {at}");
    (0..100).for_each(|i| talk.say(Action::Frame(10_000.0 + 1_000.0 * f64::from(i))));
    assert_eq!(talk.place.walk().unwrap().at, sentences.len() - 1);
    assert!(!talk.place.clock.is_playing());
    talk.say(Action::Backward(BackwardChoice::At(None)));
    assert!(talk.place.walk().is_none());
}

#[test]
fn links_hold_the_walk_the_path_and_the_chain() {
    let chain = NeuronChain { weights: [1.0, -2.5, 0.5, 8.0], activation: Activation::Relu };
    let link = "direction=backward&at=4&path=3.12.7&chain=relu,1,-2.5,0.5,8";
    let (pairs, mut problems) = (link.split('&').filter_map(|pair| pair.split_once('=')), Vec::new());
    let config = DrawConfig::from_pairs(pairs, &mut problems);
    assert_eq!((config.to_pairs().join("&").as_str(), problems.len()), (link, 0));
    assert_eq!(config.backward.chain, Some(chain));
    let wrong = [("at", "x"), ("path", "3.a"), ("chain", "relu,1,2,3"), ("direction", "backward")];
    assert_eq!(
        DrawConfig::from_pairs(wrong.into_iter(), &mut problems).backward,
        Box::<BackwardConfig>::default()
    );
    assert_eq!(problems.len(), 3);
}

/// ∂C/∂b of every neuron is the difference quotient, for both functions.
#[test]
fn the_chain_of_neurons_has_the_gradients_of_its_product() {
    for (activation, _) in NeuronChain::ACTIVATIONS {
        let chain = NeuronChain { activation, weights: [0.8, 1.2, 0.9, 1.1] };
        let pass = chain.pass();
        // With biases.
        let cost = |biases: [f32; 4]| {
            let y = chain.weights.iter().zip(biases).fold(1.0, |y, (w, b)| activation.value(w * y + b));
            f64::from(y - 1.0) * f64::from(y - 1.0) / 2.0
        };
        assert!((cost([0.0; 4]) - f64::from(pass.cost)).abs() < 1e-7);
        for i in 0..4 {
            let moved = |by: f32| {
                let mut biases = [0.0; 4];
                biases[i] = by;
                cost(biases)
            };
            let slope = (moved(0.01) - moved(-0.01)) / 0.02;
            assert!((slope - f64::from(pass.gradients[i])).abs() < 1e-4, "{activation:?} {i}: {slope}");
        }
    }
}
