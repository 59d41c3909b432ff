use std::collections::HashMap;

use super::*;
use crate::explain::{Cover, Method, Row, Sampling, Scores, Target};
use crate::layers::dense::Dense;
use crate::network::{Network, NodeId, Plan, Weights};
use crate::session::InferenceError;
use crate::shape::Shape;

fn apply(session: &mut ExplainSession, command: Command) -> Event {
    pollster::block_on(session.apply(command, &|| 0.0))
}

#[test]
fn an_explanation_comes_map_by_map_until_another_is_asked_for() {
    let mut network = Network::new(Shape::flat(2));
    network.chain([Dense::new(1).into()]);
    let plan = Plan::new(network.clone()).unwrap();
    // 2a + 3b + 1.
    let weights = Weights { params: vec![2.0, 3.0, 1.0], running: vec![] };
    let weights = weights.to_safetensors(&plan, HashMap::new());
    let mut session = ExplainSession::default();
    apply(&mut session, Command::Open { run: RunId(1), network, weights, examples: vec![] });
    let request = |class, layer| {
        let row = Row { target: Target { class, against: None }, randomized: 0 };
        let (pixels, layer) = (vec![5.0, 1.0], NodeId(layer));
        let (methods, cover, sampling) = (Method::ALL.to_vec(), Cover::default(), Sampling::default());
        Box::new(Request { pixels, rows: vec![row], methods, layer, cover, sampling })
    };
    let explain = |number, request| Command::Explain { run: RunId(1), number, request };
    for (request, error) in [
        (request(1, 0), CommandError::Class { classes: 1, found: 1 }),
        (request(0, 2), CommandError::Node { nodes: 2, found: 2 }),
    ] {
        assert_eq!(apply(&mut session, explain(1, request)), Event::Error { run: RunId(1), error });
        assert!(!session.is_training());
    }
    apply(&mut session, explain(2, request(0, 0)));
    let event = apply(&mut session, explain(3, request(0, 0)));
    let scores = vec![Scores { input: 14.0, baseline: 1.0 }];
    assert_eq!(event, Event::Explaining { run: RunId(1), number: 3, scores });
    // The clock stands: all maps come in one slice.
    let events = pollster::block_on(session.slice(1.0, &|| 0.0));
    let mut seen = Vec::new();
    for event in events {
        let Event::Attributed { number: 3, attributions, .. } = event else { panic!("{event:?}") };
        seen.extend(attributions.into_iter().map(|attribution| (attribution.method, attribution.values)));
    }
    assert_eq!(
        seen[..2],
        [(Method::Gradient, vec![2.0, 3.0]), (Method::GradientTimesInput, vec![10.0, 3.0])]
    );
    assert!(Method::ALL.iter().all(|method| seen.iter().any(|(seen, _)| seen == method)));
    assert!(!session.is_training());
}

#[test]
fn a_step_down_the_gradient_lowers_the_loss() {
    let mut network = Network::new(Shape::flat(1));
    network.chain([Dense { bias: false, ..Dense::new(2) }.into()]);
    let plan = Plan::new(network.clone()).unwrap();
    let weights = Weights { params: vec![1.0, 1.0], running: vec![] };
    let weights = weights.to_safetensors(&plan, HashMap::new());
    let mut session = ExplainSession::default();
    apply(&mut session, Command::Open { run: RunId(1), network, weights, examples: vec![] });
    let (run, pixels, label) = (RunId(1), vec![2.0], 0);
    let event = apply(&mut session, Command::Backward { run, pixels: pixels.clone(), label });
    let Event::Gradients { pass, .. } = event else { panic!("{event:?}") };
    assert_eq!((pass.dparams, &pass.gradients[1]), (vec![-1.0, 1.0], &vec![-0.5, 0.5]));
    assert_eq!(pass.loss, std::f32::consts::LN_2);
    let changes = vec![WeightChange::Param { at: 0, by: 0.1 }, WeightChange::Step { alpha: 0.1 }];
    let losses = Command::Losses { run, pixels: pixels.clone(), label, changes };
    let Event::Losses { losses, .. } = apply(&mut session, losses) else { panic!("losses") };
    // Logits that are 0.2 and 0.4 apart.
    let expected = [0.2f32, 0.4].map(|apart| libm::logf(1.0 + libm::expf(-apart)));
    assert!(losses.iter().zip(expected).all(|(loss, expected)| (loss - expected).abs() < 1e-6));
    let changes = vec![WeightChange::Param { at: 2, by: 0.1 }];
    let error = CommandError::Param { params: 2, found: 2 };
    let event = apply(&mut session, Command::Losses { run, pixels, label, changes });
    assert_eq!(event, Event::Error { run, error });
}

/// y = w · x at each of four pixels, and the sum of two neighbours behind it: both count, with |w|.
#[test]
fn an_effective_field_is_the_mean_gradient() {
    use crate::layers::conv::Conv;
    use crate::session::{FieldRequest, FieldWeights};
    use crate::window::Window;
    let mut network = Network::new(Shape::new(2, 1, 4));
    let window = [Window::new(1), Window::new(2)];
    network.chain([Conv { window, bias: false, ..Conv::new(2, 1) }.into()]);
    // Channel by channel of the output and of the input, tap by tap.
    let params = vec![1.0, 2.0, 0.0, -1.0, 3.0, 0.0, 0.0, 0.0];
    let trained = |params: Vec<f32>| FieldWeights::Trained(Weights { params, running: vec![] });
    let request = |weights, cell, pixels: usize| FieldRequest {
        network: network.clone(),
        weights,
        cell,
        channels: 2,
        inputs: vec![vec![1.0; pixels]; 3],
    };
    let apply = |request: FieldRequest| {
        let command = Command::EffectiveField { run: RunId(7), request: Box::new(request) };
        apply(&mut ExplainSession::default(), command)
    };
    let event = apply(request(trained(params.clone()), [0, 1], 8));
    // (1 + 3) / 2, and (2 + 1) / 2.
    assert_eq!(event, Event::EffectiveField { run: RunId(7), values: vec![0.0, 2.0, 1.5, 0.0] });
    let Event::EffectiveField { values, .. } = apply(request(FieldWeights::Fresh { draws: 3 }, [0, 2], 8))
    else {
        panic!("fresh weights need no file")
    };
    assert!(values[2] > 0.0 && values[3] > 0.0 && values[..2] == [0.0; 2]);
    let (layer, output) = ("conv1".to_owned(), Shape::new(2, 1, 3));
    for (request, error) in [
        (request(trained(params.clone()), [0, 3], 8), CommandError::Cell { layer, output, found: [0, 3] }),
        (request(trained(vec![1.0]), [0, 0], 8), CommandError::Params { expected: 8, found: 1 }),
        (
            request(trained(params.clone()), [0, 0], 7),
            InferenceError::Pixels { expected: 8, found: 7 }.into(),
        ),
    ] {
        assert_eq!(apply(request), Event::Error { run: RunId(7), error });
    }
}
