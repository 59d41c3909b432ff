use std::ops::Range;

use crate::layers::Layer;
use crate::network::{Plan, Slot, Weights};

/// Gradual magnitude pruning: while a network learns, the smallest weights of some parameters become zero, more and more of
/// them, and stay so (Han, Pool, Tran and Dally, "Learning both weights and connections for efficient neural networks", 2015).
/// After step t of n the share s(t) = s · (1 − (1 − t/n)³) of each is zero: many at first, when there are enough that
/// hardly count, and few at last (Zhu and Gupta, "To prune, or not to prune", 2017, with pruning from the first step on).
///
/// ```
/// use convoscope::{network::Weights, training::Pruning};
/// let mut pruning = Pruning::new(vec![0..4], 0.5, 2);
/// assert_eq!([0, 1, 2, 9].map(|step| pruning.share(step)), [0.0, 0.4375, 0.5, 0.5]);
/// let mut weights = Weights { params: vec![0.3, -0.1, -0.4, 0.2, 0.01], running: vec![] };
/// pruning.after_step(2, &mut weights); // The last one is no weight that is pruned.
/// assert_eq!(weights.params, [0.3, 0.0, -0.4, 0.0, 0.01]);
/// weights.params[1] = 9.0;
/// pruning.after_step(3, &mut weights);
/// assert_eq!(weights.params, [0.3, 0.0, -0.4, 0.0, 0.01]);
/// ```
#[derive(Clone, Debug)]
pub struct Pruning {
    slots: Vec<Range<usize>>,
    share: f32,
    steps: u64,
    is_pruned: Vec<bool>,
}

impl Pruning {
    /// Steps from one choice of further weights to the next.
    pub const EVERY: u64 = 100;

    /// Prunes each of these ranges of [`Weights::params`] for itself, until after `steps` steps, one at least, `share` of it, 0 to 1, is zero.
    pub fn new(slots: Vec<Range<usize>>, share: f32, steps: u64) -> Self {
        let end = slots.iter().map(|slot| slot.end).max().unwrap_or(0);
        Self { slots, share, steps: steps.max(1), is_pruned: vec![false; end] }
    }

    /// The weights of a plan's dense layers but the last, for [`new`](Self::new): most of them hardly count, while of those that
    /// make the logits there are few, and kernels of convolutions are looked at.
    pub fn hidden_dense(plan: &Plan) -> Vec<Range<usize>> {
        let is_dense = |node| matches!(plan.layer(node), Some(Layer::Dense(_)));
        let is_weight = |slot: &&Slot| is_dense(slot.node) && slot.name.ends_with(".weight");
        let mut slots: Vec<_> =
            plan.slots().iter().filter(is_weight).map(|slot| slot.range.clone()).collect();
        slots.pop();
        slots
    }

    /// Which share of each slot is zero after so many steps.
    pub fn share(&self, step: u64) -> f32 {
        if step >= self.steps {
            return self.share;
        }
        let left = 1.0 - step as f32 / self.steps as f32;
        self.share * (1.0 - left * left * left)
    }

    /// To be done after every step, counted from 1: what was pruned is zero again, and every [`EVERY`](Self::EVERY) steps, until there are
    /// enough, the smallest of the others are pruned as well.
    pub fn after_step(&mut self, step: u64, weights: &mut Weights) {
        if step == self.steps || step < self.steps && step.is_multiple_of(Self::EVERY) {
            let share = self.share(step);
            for slot in &self.slots {
                let size = |&at: &usize| if self.is_pruned[at] { -1.0 } else { weights.params[at].abs() };
                let mut order: Vec<usize> = slot.clone().collect();
                order.sort_by(|a, b| size(a).total_cmp(&size(b)));
                order.truncate((share * order.len() as f32).round() as usize);
                order.into_iter().for_each(|at| self.is_pruned[at] = true);
            }
        }
        self.zero(weights);
    }

    /// Makes zero what is pruned, also in other weights of the same plan, as their [`Average`](super::Average).
    pub fn zero(&self, weights: &mut Weights) {
        let pruned = weights.params.iter_mut().zip(&self.is_pruned).filter(|(_, is_pruned)| **is_pruned);
        pruned.for_each(|(weight, _)| *weight = 0.0);
    }
}

#[cfg(test)]
mod tests;
