use super::*;
use crate::data::{Generator, Source};
use crate::layers::conv::Conv;
use crate::layers::dense::Dense;
use crate::layers::flatten::Flatten;
use crate::layers::global_avg_pool::GlobalAvgPool;
use crate::network::Network;
use crate::shape::Shape;

/// A small network of digits that nothing has trained.
fn network() -> (Arc<Plan>, Weights) {
    let mut network = Network::new(Shape::new(1, 28, 28));
    network.chain([Conv::new(4, 3).into(), GlobalAvgPool.into(), Flatten.into(), Dense::new(10).into()]);
    let plan = Arc::new(Plan::new(network).unwrap());
    let weights = Weights::he(&plan, 1);
    (plan, weights)
}

fn digit() -> Vec<f32> {
    generated().read(7..8).0
}

fn generated() -> Samples {
    Samples::of(&network().0, None).unwrap()
}

fn all(analysis: Analysis, memory: &Memory) -> Vec<Finding> {
    let (plan, weights) = network();
    analysis.begin(&plan, &weights, None, memory).unwrap().collect()
}

#[test]
fn accuracy_is_counted_at_every_strength() {
    let findings = all(Analysis::Robustness { transform: Transform::Shift }, &Memory::default());
    let ends: Vec<(usize, usize)> = findings
        .iter()
        .filter_map(|finding| match finding {
            Finding::Right { strength, right, of: samples::ROBUSTNESS } => Some((*strength, *right)),
            _ => None,
        })
        .collect();
    assert_eq!(ends.iter().map(|(strength, _)| *strength).collect::<Vec<_>>(), (0..9).collect::<Vec<_>>());
    // The same count as one by one.
    let (plan, weights) = network();
    let mut cpu = crate::engine::Cpu::new(plan.clone());
    let (images, labels) = generated().read(0..samples::ROBUSTNESS);
    let right = images.chunks(784).zip(&labels).filter(|(image, label)| {
        let mut image = image.to_vec();
        Transform::Shift.apply(3.0, plan.network().input, 0, &mut image);
        samples::answers(cpu.infer(&weights, &image), 10).next() == Some(usize::from(**label))
    });
    assert_eq!(ends[3].1, right.count());
}

#[test]
fn what_if_answers_at_once_and_counts_then() {
    let what_if = |interventions: Vec<Intervention>| Analysis::WhatIf {
        pixels: digit(),
        interventions,
        nodes: vec![NodeId(1), NodeId(4)],
        channels_of: NodeId(1),
        target: Target { class: 3, against: None },
    };
    let last = |findings: &[Finding]| match findings.last() {
        Some(Finding::Accuracy { all, of_class }) => (*all, *of_class),
        other => panic!("{other:?}"),
    };
    let same = all(what_if(vec![]), &Memory::default());
    let Finding::Activations { activations, .. } = &same[0] else { panic!("activations first") };
    let (counts, of_class) = last(&same);
    assert!(counts.of == 1000 && counts.before == counts.after && (60..140).contains(&of_class.of));
    let off = |channel| Intervention::Channel { node: NodeId(1), channel };
    let changed = all(what_if(vec![off(2)]), &Memory::default());
    let Finding::Activations { activations: after, .. } = &changed[0] else { panic!("activations first") };
    assert!(after[0][2 * 676..3 * 676].iter().all(|value| *value == 0.0));
    assert_eq!(after[0][..676], activations[0][..676]);
    // What is lost without the channel is what the logit lost.
    let Finding::Importance { lost, .. } = &same[1] else { panic!("importance second") };
    assert!((lost[2] - (activations[1][3] - after[1][3])).abs() < 1e-5);
    let none = all(what_if((0..4).map(off).collect()), &Memory::default());
    let (counts, _) = last(&none);
    // Without any channel all logits are 0, and the first class is the answer to everything.
    let (_, labels) = generated().read(0..samples::ABLATION);
    assert_eq!(counts.after, labels.iter().filter(|label| **label == 0).count());
}

#[test]
fn a_channel_is_looked_for_and_climbed() {
    let features =
        Analysis::Features { node: NodeId(1), channel: 1, regularizers: Regularizers::default(), seed: 1 };
    let findings = all(features, &Memory::default());
    let rises: Vec<f32> = findings
        .iter()
        .filter_map(|finding| match finding {
            Finding::Maximized { activation, .. } => Some(*activation),
            _ => None,
        })
        .collect();
    assert!(rises.len() == samples::STEPS / 4 && rises.last() > rises.first());
    let mut seen = findings.iter().filter_map(|finding| match finding {
        Finding::Peaks { seen, peaks } => Some((*seen, peaks.clone())),
        _ => None,
    });
    let (seen, peaks) = seen.next_back().unwrap();
    assert!(seen == samples::FEATURES && peaks.len() == 9 && peaks.is_sorted_by(|a, b| a.value >= b.value));
}

#[test]
fn neighbours_are_found_and_the_gallery_is_kept() {
    let (memory, node) = (Memory::default(), NodeId(3));
    let embedding = || Analysis::Embedding { pixels: digit(), node, tsne: false };
    let (plan, weights) = network();
    let mut findings = Vec::new();
    for finding in embedding().begin(&plan, &weights, None, &memory).unwrap() {
        findings.push(finding);
        if let Some(Finding::Precision { shift: 2, .. }) = findings.last() {
            break;
        }
    }
    let neighbours = findings.iter().find_map(|finding| match finding {
        Finding::Neighbours { pixels, features, labels } if labels.len() == 2000 => Some((pixels, features)),
        _ => None,
    });
    let (pixels, features) = neighbours.unwrap();
    // The input is sample 7 itself; of four features alone others may have the same direction.
    assert_eq!(pixels[0][0].sample, 7);
    for by in [pixels, features] {
        assert!(by.len() == 9 && by[0].len() == 10 && by[0][0].distance.abs() < 1e-5, "{:?}", by[0]);
    }
    let precisions = findings.iter().filter(|finding| matches!(finding, Finding::Precision { .. })).count();
    assert_eq!(precisions, 20 + 1);
    let Some(Finding::Points { points, plane: Plane::Pca { ratios } }) =
        findings.iter().find(|finding| matches!(finding, Finding::Points { .. }))
    else {
        panic!("a plane")
    };
    assert!(points.len() == 2009 && ratios[0] >= ratios[1]);
    let [a, b] = [7, 2000].map(|i| points[i]);
    assert!((a[0] - b[0]).abs() < 1e-4 && (a[1] - b[1]).abs() < 1e-4);
    let again = embedding().begin(&plan, &weights, None, &memory).unwrap().next();
    assert!(matches!(again, Some(Finding::Neighbours { .. })));
}

#[test]
fn what_the_network_does_not_have_is_refused() {
    let (plan, weights) = network();
    let refused = |analysis: Analysis| analysis.begin(&plan, &weights, None, &Memory::default()).err();
    let (regularizers, seed) = (Regularizers::NONE, 1);
    let features = |node, channel| Analysis::Features { node: NodeId(node), channel, regularizers, seed };
    assert_eq!(refused(features(9, 0)), Some(CommandError::Node { nodes: 5, found: 9 }));
    assert_eq!(refused(features(1, 4)), Some(CommandError::Channel { channels: 4, found: 4 }));
    let what_if = |intervention| Analysis::WhatIf {
        pixels: digit(),
        interventions: vec![intervention],
        nodes: vec![],
        channels_of: NodeId(1),
        target: Target { class: 3, against: None },
    };
    let value = Intervention::Activation { node: NodeId(4), at: 10, value: 1.0 };
    assert_eq!(refused(what_if(value)), Some(CommandError::Value { values: 10, found: 10 }));
    let params = plan.params_len();
    let param = Intervention::Param { at: params, value: 1.0 };
    assert_eq!(refused(what_if(param)), Some(CommandError::Param { params, found: params }));
    let mut other = Network::new(Shape::new(1, 5, 5));
    other.chain([Flatten.into(), Dense::new(10).into()]);
    let other = Plan::new(other).unwrap();
    let error = CommandError::NoSamples { input: Shape::new(1, 5, 5), classes: 10 };
    assert_eq!(Samples::of(&other, None), Err(error));
}

/// Somebody's own samples: digits with black and white exchanged.
fn own(count: usize) -> Arc<Dataset> {
    let generator = Generator { seed: 3, ..Generator::of(Source::Digits) };
    let mut own = generator.dataset(0..count as u64);
    own.images.iter_mut().for_each(|byte| *byte = 255 - *byte);
    own.into()
}

#[test]
fn own_samples_are_what_is_asked_about() {
    let (plan, weights) = network();
    let own = own(130);
    let ask = |analysis: Analysis| -> Vec<Finding> {
        analysis.begin(&plan, &weights, Some(&own), &Memory::default()).unwrap().collect()
    };
    let pixels = Samples::Own(own.clone()).read(7..8).0;
    let findings = ask(Analysis::Embedding { pixels: pixels.clone(), node: NodeId(3), tsne: true });
    // Of 130, 11 ask.
    let labels = findings.iter().find_map(|finding| match finding {
        Finding::Neighbours { pixels, labels, .. } => Some((pixels[0][0].sample, labels.clone())),
        _ => None,
    });
    assert_eq!(labels, Some((7, own.labels[..119].to_vec())));
    let last = findings.last();
    assert!(
        matches!(last, Some(Finding::Points { points, plane: Plane::Tsne { steps: 750, kl_divergence } })
            if points.len() == 119 + 9 && kl_divergence.is_finite() && points.iter().flatten().all(|x| x.is_finite()))
    );
    let robustness = ask(Analysis::Robustness { transform: Transform::Shift });
    assert!(matches!(robustness.last(), Some(Finding::Right { of: 130, .. })));
    let what_if = Analysis::WhatIf {
        pixels,
        interventions: vec![],
        nodes: vec![],
        channels_of: NodeId(1),
        target: Target { class: 3, against: None },
    };
    assert!(matches!(ask(what_if).last(), Some(Finding::Accuracy { all: Counts { of: 130, .. }, .. })));
    let features =
        Analysis::Features { node: NodeId(1), channel: 1, regularizers: Regularizers::default(), seed: 1 };
    let seen = ask(features).into_iter().rev().find_map(|finding| match finding {
        Finding::Peaks { seen, .. } => Some(seen),
        _ => None,
    });
    assert_eq!(seen, Some(130));
    // Too few, or of another shape: generated ones.
    let few = self::own(99);
    assert!(!Samples::of(&plan, Some(&few)).unwrap().are_own());
}
