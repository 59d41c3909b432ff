//! What is seen of a run.

use super::*;

#[test]
fn probe_values_are_what_the_network_computes() {
    let mut talk = begun(Settings { optimizer: Optimizer::Sgd, ..settings() });
    talk.report(1, RunCommand::Step { steps: 5 });
    talk.finish(1);
    let looks = [Look::Activations, Look::Gradients, Look::Weights, Look::WeightGradients, Look::Updates];
    let probes: Vec<_> = looks.map(|look| (NodeId(1), look)).to_vec();
    let watch = Watch { sample: 250, histograms: probes[2..3].to_vec(), probes, input: None };
    let report = talk.report(1, RunCommand::Watch { watch });
    let [activation, gradient, params, dparams, update] = &report.probes[..] else { panic!() };
    assert_eq!([activation.len(), gradient.len(), params.len()], [12, 12, 36]);
    // Plain descent: the update is the gradient times the rate.
    for (update, d) in update.iter().zip(dparams) {
        assert!((update + 0.03 * d).abs() < 1e-6, "{update} for {d}");
    }
    let data = Generator::of(Source::Circle).dataset(0..300);
    let mut x = [0.0; 2];
    data.write(250, &mut x);
    for unit in 0..12 {
        let sum = params[2 * unit] * x[0] + params[2 * unit + 1] * x[1] + params[24 + unit];
        assert!((activation[unit] - sum).abs() < 1e-5);
    }
    assert_eq!(report.histograms[0].counts.iter().sum::<u32>(), 36);
    let norm = dparams.iter().map(|d| d * d).sum::<f32>().sqrt();
    assert!((report.gradient_norms[1] - norm).abs() < 1e-5 && report.gradient_norms[2] == 0.0);
}

/// A unit is dead if no validation sample makes it speak, whatever was trained on.
#[test]
fn dead_units_are_silent_for_all_validation_samples() {
    let RunCommand::Begin { network, data, settings, .. } = begin(Settings { batch: 1, ..settings() }) else {
        unreachable!()
    };
    let plan = Plan::new(network.clone()).unwrap();
    let mut params = vec![0.0; plan.params_len()];
    // Weights two by two, then biases: four units that never speak, four that always do, four that speak on one side.
    params[24..28].fill(-0.1);
    params[28..32].fill(0.1);
    (8..12).for_each(|unit| params[2 * unit] = 1.0);
    let start = Weights { params, running: vec![] }.to_safetensors(&plan, Default::default());
    let mut talk = Talk(Session::default());
    talk.ask(1, RunCommand::Begin { network, data, settings, start: StartFrom::Weights(start) }).unwrap();
    let Ok(RunEvent::Evaluated(evaluation)) = talk.ask(1, RunCommand::Evaluate) else { panic!() };
    assert_eq!((evaluation.samples, &evaluation.dead[..]), (100, &[(NodeId(2), 4)][..]));
}

#[test]
fn dropout_masks_and_statistics_are_of_the_last_batch() {
    let mut network = Network::new(Shape::flat(2));
    network.chain([
        BatchNorm { momentum: 1.0, ..Default::default() }.into(),
        Dropout { rate: 0.5 }.into(),
        Dense::new(2).into(),
    ]);
    let mut talk = Talk(Session::default());
    let data = generated(Source::Xor, 50, 0);
    let settings = Settings { batch: 50, ..settings() };
    talk.ask(1, RunCommand::Begin { network, data, settings, start: StartFrom::Fresh }).unwrap();
    let probes = vec![(NodeId(1), Look::Statistics), (NodeId(2), Look::Masks), (NodeId(9), Look::Weights)];
    let empty = talk.report(1, RunCommand::Watch { watch: Watch { probes, ..Watch::default() } });
    assert_eq!(empty.probes[1], [0.0; 0]);
    talk.report(1, RunCommand::Step { steps: 1 });
    let report = talk.finish(1).pop().unwrap();
    let [statistics, mask, none] = &report.probes[..] else { panic!() };
    // A momentum of 1 takes the batch's own, with the unbiased variance.
    for channel in 0..2 {
        assert!((statistics[channel] - statistics[4 + channel]).abs() < 1e-6);
        assert!((statistics[2 + channel] * 50.0 / 49.0 - statistics[6 + channel]).abs() < 1e-3);
    }
    // Before the step they were 0 and 1. Each channel has a value for each of 50 samples.
    assert_eq!(statistics[8..], [0.0, 0.0, 1.0, 1.0, 50.0]);
    assert!(mask.len() == 2 && mask.iter().all(|&m| m == 0.0 || m == 2.0));
    assert!(none.is_empty());
}

#[test]
fn boundary_separates_the_circle() {
    let mut talk = begun(settings());
    talk.report(1, RunCommand::Start { until: StopAt { epochs: Some(100), accuracy: Some(0.99) } });
    talk.finish(1);
    let Ok(RunEvent::Boundary { side: 21, logits, .. }) =
        talk.ask(1, RunCommand::Boundary { side: 21, nodes: vec![] })
    else {
        panic!()
    };
    let outside = |x: usize, y: usize| logits[y][2 * x + 1] > logits[y][2 * x];
    assert!(!outside(10, 10) && outside(10, 2) && outside(2, 10) && outside(18, 10) && outside(10, 18));
}

/// What the page is promised: the built-in digits to 97 % with the small network.
#[test]
fn small_network_learns_digits_to_97_percent() {
    let network = Template::Modern.network(Shape::new(1, 28, 28), 10);
    let mut talk = Talk(Session::default());
    let settings = Settings { schedule: Schedule::constant(0.01), ..Settings::default() };
    let data = generated(Source::Digits, 2000, 500);
    talk.ask(1, RunCommand::Begin { network, data, settings, start: StartFrom::Fresh }).unwrap();
    talk.report(1, RunCommand::Start { until: StopAt { epochs: Some(8), accuracy: Some(0.97) } });
    let reports = talk.finish(1);
    let validations: Vec<&Point> = reports.iter().flat_map(|report| &report.validations).collect();
    assert_eq!(reports.last().unwrap().state, State::Accurate, "{validations:?}");
}
