//! Tests of pruning.

use std::ops::Range;
use std::sync::Arc;

use super::Pruning;
use crate::engine::Batch;
use crate::layers::{activation::Activation, conv::Conv, dense::Dense, flatten::Flatten};
use crate::network::{Network, Plan, Weights};
use crate::optimizer::Optimizer;
use crate::shape::Shape;
use crate::training::{Average, Trainer};

/// A convolution and three dense layers.
fn plan() -> Plan {
    let mut network = Network::new(Shape::new(1, 4, 4));
    network.chain([Conv::new(2, 3).into(), Activation::Tanh.into(), Flatten.into()]);
    for units in [10, 6] {
        network.chain([Dense::new(units).into(), Activation::Tanh.into()]);
    }
    network.chain([Dense::new(2).into()]);
    Plan::new(network).unwrap()
}

fn zeros(values: &[f32]) -> usize {
    values.iter().filter(|value| **value == 0.0).count()
}

/// Of each hidden dense layer for itself, while it learns; in the average, too.
#[test]
fn as_many_weights_are_zero_as_the_schedule_says_and_stay_so() {
    let plan = Arc::new(plan());
    let slots = Pruning::hidden_dense(&plan);
    assert_eq!(slots.iter().map(Range::len).collect::<Vec<_>>(), [80, 60]);
    let mut pruning = Pruning::new(slots.clone(), 0.75, 150);
    let weights = Weights::he(&plan, 1);
    let mut average = Average::new(weights.clone(), 0.9);
    let mut trainer = Trainer::new(plan.clone(), weights, Optimizer::adam(), 1, 2);
    let fill = |range: Range<usize>, x: &mut [f32]| {
        x.iter_mut().enumerate().for_each(|(i, x)| *x = libm::sinf((range.start + i * i) as f32));
        range.map(|i| (i % 2) as u8).collect()
    };
    let mut before = vec![0; slots.len()];
    for step in 1..=210 {
        pollster::block_on(trainer.train(Batch::new(4, &fill), 0.01));
        pollster::block_on(trainer.change_weights(|weights| pruning.after_step(step, weights)));
        average.add(&trainer.observed().weights);
        pruning.zero(&mut average.weights);
        let (params, averaged) = (&trainer.observed().weights.params, &average.weights.params);
        for (slot, before) in slots.iter().zip(&mut before) {
            let found = zeros(&params[slot.clone()]);
            if [Pruning::EVERY, 150].contains(&step) {
                assert_eq!(found, (pruning.share(step) * slot.len() as f32).round() as usize, "step {step}");
                assert!(found > *before, "step {step}");
            } else {
                assert_eq!(found, *before, "step {step}");
            }
            *before = found;
            assert!(slot.clone().all(|at| (params[at] == 0.0) == (averaged[at] == 0.0)), "step {step}");
        }
    }
    assert_eq!(before, [60, 45]);
}

/// Kernels, biases and the last layer.
#[test]
fn what_is_not_to_be_pruned_is_not_touched() {
    let plan = plan();
    let slots = Pruning::hidden_dense(&plan);
    let mut weights = Weights::he(&plan, 3);
    weights.params.iter_mut().enumerate().for_each(|(at, value)| *value += 1e-6 * (at + 1) as f32);
    let mut pruned = weights.clone();
    Pruning::new(slots.clone(), 1.0, 5).after_step(5, &mut pruned);
    for (at, (after, before)) in pruned.params.iter().zip(&weights.params).enumerate() {
        let is_pruned = slots.iter().any(|slot| slot.contains(&at));
        assert_eq!(*after, if is_pruned { 0.0 } else { *before }, "parameter {at}");
    }
    assert!(zeros(&weights.params) == 0 && slots.len() == 2);
}

#[test]
fn the_smallest_are_pruned() {
    let mut pruning = Pruning::new(vec![0..50, 50..100], 0.4, 1);
    let mut weights =
        Weights { params: (0..100).map(|i| (i * 37 % 100 - 50) as f32 + 0.5).collect(), running: vec![] };
    let before = weights.clone();
    pruning.after_step(1, &mut weights);
    for half in [0..50, 50..100] {
        let (gone, kept): (Vec<usize>, Vec<usize>) = half.partition(|&at| weights.params[at] == 0.0);
        let size = |at: &usize| before.params[*at].abs();
        let largest = gone.iter().map(size).fold(0.0, f32::max);
        assert_eq!(gone.len(), 20);
        assert!(kept.iter().all(|at| size(at) >= largest && weights.params[*at] == before.params[*at]));
    }
}
