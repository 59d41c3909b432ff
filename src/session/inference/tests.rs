use std::collections::HashMap;

use super::*;
use crate::layers::dense::Dense;
use crate::shape::Shape;

/// One dense unit of two inputs: 2a + 3b + 1.
fn network() -> (Network, Vec<u8>) {
    let mut network = Network::new(Shape::flat(2));
    network.chain([Dense::new(1).into()]);
    let plan = Plan::new(network.clone()).unwrap();
    let weights = Weights { params: vec![2.0, 3.0, 1.0], running: vec![] };
    (network, weights.to_safetensors(&plan, HashMap::new()))
}

fn apply(inference: &mut Inference, command: InferenceCommand) -> InferenceEvent {
    pollster::block_on(inference.apply(command, &|| 0.0))
}

#[test]
fn inference_opens_infers_and_reports_errors() {
    let (network, weights) = network();
    let mut inference = Inference::default();
    let infer = |pixels: &[f32], nodes: &[usize]| {
        let nodes = nodes.iter().map(|&node| NodeId(node)).collect();
        InferenceCommand::Infer { run: RunId(1), pixels: pixels.to_vec(), nodes }
    };
    let event = apply(&mut inference, infer(&[1.0, 1.0], &[1]));
    assert_eq!(event, InferenceEvent::Error { run: RunId(1), error: InferenceError::NotOpen });

    let examples = vec![vec![1.0, 0.0], vec![0.0, -2.0]];
    let event = apply(&mut inference, InferenceCommand::Open { run: RunId(1), network, weights, examples });
    let InferenceEvent::Opened { run: RunId(1), ranges, .. } = event else { panic!("{event:?}") };
    assert_eq!(ranges, [2.0, 5.0]);

    let event = apply(&mut inference, infer(&[1.0, 10.0], &[1, 0, 9]));
    assert_eq!(
        event,
        InferenceEvent::Activations {
            run: RunId(1),
            nodes: [1, 0, 9].map(NodeId).to_vec(),
            activations: vec![vec![33.0], vec![1.0, 10.0], vec![]],
            milliseconds: vec![0.0; 3],
        }
    );
    let event = apply(&mut inference, infer(&[1.0], &[]));
    assert_eq!(
        event,
        InferenceEvent::Error { run: RunId(1), error: InferenceError::Pixels { expected: 2, found: 1 } }
    );
}

#[test]
fn corrupt_weights_are_one_sentence() {
    let (network, mut weights) = network();
    weights.truncate(weights.len() - 1);
    let open = InferenceCommand::Open { run: RunId(2), network, weights, examples: vec![] };
    let InferenceEvent::Error { error, .. } = apply(&mut Inference::default(), open) else {
        panic!("refused")
    };
    assert!(
        error.to_string().starts_with("The weights cannot be used: this is not a safetensors file"),
        "{error}"
    );
}
