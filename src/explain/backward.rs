use serde::{Deserialize, Serialize};

use crate::engine::{Cpu, Wanted};
use crate::loss::{Loss, Target};
use crate::network::{NodeId, Weights};

/// The way back of one labelled sample through a network in inference.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BackwardPass {
    /// The cross-entropy of the softmax: L = −ln p(label).
    pub loss: f32,
    /// ∂L/∂(activation) of every node, the input first.
    pub gradients: Vec<Vec<f32>>,
    /// ∂L/∂w of every parameter.
    pub dparams: Vec<f32>,
}

/// Other weights than those there are.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum WeightChange {
    /// One parameter is larger by this.
    Param {
        /// Its place among all.
        at: usize,
        /// By how much.
        by: f32,
    },
    /// A step down the gradient of all parameters: w − α · ∂L/∂w.
    Step {
        /// The learning rate α.
        alpha: f32,
    },
}

/// The loss of a labelled sample after each of these changes.
pub fn losses(
    cpu: &mut Cpu,
    weights: &Weights,
    image: &[f32],
    label: u8,
    changes: &[WeightChange],
) -> Vec<f32> {
    let is_step = |change: &WeightChange| matches!(change, WeightChange::Step { .. });
    let dparams = changes
        .iter()
        .find(|change| is_step(change))
        .map_or_else(Vec::new, |_| backward_pass(cpu, weights, image, label).dparams);
    let mut changed = weights.clone();
    let mut loss = |change: &WeightChange| {
        changed.params.copy_from_slice(&weights.params);
        match *change {
            WeightChange::Param { at, by } => changed.params[at] += by,
            WeightChange::Step { alpha } => {
                changed.params.iter_mut().zip(&dparams).for_each(|(w, d)| *w -= alpha * d);
            }
        }
        cpu.infer(&changed, image);
        let (logits, dlogits) = cpu.loss_gradient();
        Loss::CrossEntropy.evaluate(1, logits, Target::Labels(&[label]), dlogits)
    };
    changes.iter().map(&mut loss).collect()
}

/// Runs one sample forward and backward. `label` is one of the network's classes.
pub fn backward_pass(cpu: &mut Cpu, weights: &Weights, image: &[f32], label: u8) -> BackwardPass {
    cpu.infer(weights, image);
    let (logits, dlogits) = cpu.loss_gradient();
    let loss = Loss::CrossEntropy.evaluate(1, logits, Target::Labels(&[label]), dlogits);
    let nodes: Vec<NodeId> = cpu.plan().ids().collect();
    cpu.backward(&weights.params, &weights.running, &Wanted { gradients: nodes.clone(), params: true });
    let gradients = nodes.into_iter().map(|id| cpu.gradients(id).to_vec()).collect();
    BackwardPass { loss, gradients, dparams: cpu.dparams().to_vec() }
}
