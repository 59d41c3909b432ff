use std::sync::Arc;

use crate::layers::{Backward, Forward, InputGrads, Phase};
use crate::network::{NodeId, Plan, Weights};
use crate::shape::Shape;

/// Runs a plan on one thread. It owns what a pass leaves behind — activations, gradients — and borrows the weights, so
/// that several of them can share the parts of one batch.
#[derive(Clone)]
pub struct Cpu {
    plan: Arc<Plan>,
    batch: usize,
    /// What came out of each node, `batch` samples each.
    activations: Vec<Vec<f32>>,
    /// What each forward pass left for its backward pass.
    saved: Vec<Vec<f32>>,
    /// dL/d(activation) of each node; empty where nothing before it is trained.
    gradients: Vec<Vec<f32>>,
    /// dL/dparams of the last backward pass.
    dparams: Vec<f32>,
    phase: Phase,
}

impl Cpu {
    /// An engine for `plan`. Buffers come with the first pass.
    pub fn new(plan: Arc<Plan>) -> Self {
        let nodes = plan.ids().count();
        Self {
            batch: 0,
            activations: vec![Vec::new(); nodes],
            saved: vec![Vec::new(); nodes],
            gradients: vec![Vec::new(); nodes],
            dparams: Vec::new(),
            phase: Phase::Infer,
            plan,
        }
    }

    /// The plan it runs.
    pub fn plan(&self) -> &Arc<Plan> {
        &self.plan
    }

    /// The input of a pass over `batch` samples, to be filled before [`forward`](Self::forward).
    pub fn input(&mut self, batch: usize) -> &mut [f32] {
        if self.batch != batch {
            self.batch = batch;
            for id in self.plan.ids() {
                self.activations[id.0] = vec![0.0; batch * self.plan.shape(id).len()];
                let saved =
                    self.plan.layer(id).map_or(0, |l| l.op().saved(&self.plan.input_shapes(id), batch));
                self.saved[id.0] = vec![0.0; saved];
                self.gradients[id.0] = Vec::new();
            }
        }
        &mut self.activations[NodeId::INPUT.0]
    }

    /// Runs the network forward on its input. Training updates `weights.running`.
    pub fn forward(&mut self, params: &[f32], running: &mut [f32], phase: Phase) {
        self.phase = phase;
        for id in self.plan.ids().skip(1) {
            let (before, behind) = self.activations.split_at_mut(id.0);
            let x: Vec<&[f32]> = self.plan.inputs(id).iter().map(|input| &before[input.0][..]).collect();
            let Some(layer) = self.plan.layer(id) else { continue };
            layer.op().forward(Forward {
                batch: self.batch,
                shapes: &self.plan.input_shapes(id),
                output: self.plan.shape(id),
                x: &x,
                params: &params[self.plan.params_of(id)],
                y: &mut behind[0],
                saved: &mut self.saved[id.0],
                running: &mut running[self.plan.running_of(id)],
                phase: phase.of_node(id.0),
            });
        }
    }

    /// Infers `batch` samples and returns their logits.
    pub fn infer(&mut self, weights: &mut Weights, images: &[f32]) -> &[f32] {
        let batch = images.len() / self.plan.network().input.len();
        self.input(batch).copy_from_slice(images);
        self.forward(&weights.params, &mut weights.running, Phase::Infer);
        self.logits()
    }

    /// What came out at the end.
    pub fn logits(&self) -> &[f32] {
        &self.activations[self.activations.len() - 1]
    }

    /// What came out of a node.
    pub fn activations(&self, id: NodeId) -> &[f32] {
        &self.activations[id.0]
    }

    /// Where dL/dlogits is to be written before [`backward`](Self::backward), beside the logits.
    pub fn loss_gradient(&mut self) -> (&[f32], &mut [f32]) {
        let last = self.activations.len() - 1;
        self.gradients[last].resize(self.activations[last].len(), 0.0);
        (&self.activations[last], &mut self.gradients[last])
    }

    /// Runs the network backward from the gradient of its logits.
    pub fn backward(&mut self, params: &[f32], running: &[f32]) {
        let last = self.activations.len() - 1;
        for id in self.plan.ids().take(last) {
            let gradient = &mut self.gradients[id.0];
            gradient.clear();
            // Nothing is trained before the first layer that has parameters.
            if self.plan.params_of(id).end > 0 {
                gradient.resize(self.activations[id.0].len(), 0.0);
            }
        }
        self.dparams.clear();
        self.dparams.resize(self.plan.params_len(), 0.0);
        for id in (1..=last).rev().map(NodeId) {
            let (before, behind) = self.gradients.split_at_mut(id.0);
            let Some(layer) = self.plan.layer(id).filter(|_| !behind[0].is_empty()) else { continue };
            let shapes: Vec<Shape> = self.plan.input_shapes(id);
            let indices: Vec<usize> = self.plan.inputs(id).iter().map(|input| input.0).collect();
            let x: Vec<&[f32]> = indices.iter().map(|&input| &self.activations[input][..]).collect();
            layer.op().backward(Backward {
                batch: self.batch,
                shapes: &shapes,
                output: self.plan.shape(id),
                x: &x,
                params: &params[self.plan.params_of(id)],
                y: &self.activations[id.0],
                saved: &self.saved[id.0],
                running: &running[self.plan.running_of(id)],
                phase: self.phase.of_node(id.0),
                dy: &behind[0],
                dx: InputGrads { buffers: before, indices: &indices },
                dparams: &mut self.dparams[self.plan.params_of(id)],
            });
        }
    }

    /// dL/d(activation) of a node; empty where nothing before it is trained.
    pub fn gradients(&self, id: NodeId) -> &[f32] {
        &self.gradients[id.0]
    }

    /// What the forward pass of a node left for its backward pass.
    pub fn saved(&self, id: NodeId) -> &[f32] {
        &self.saved[id.0]
    }

    /// Adds the dL/dparams of an engine that ran another part of the batch.
    pub fn add_dparams(&mut self, other: &Self) {
        self.dparams.iter_mut().zip(&other.dparams).for_each(|(sum, d)| *sum += d);
    }

    /// dL/dparams, for what is added to it beside the loss.
    pub fn dparams_mut(&mut self) -> &mut [f32] {
        &mut self.dparams
    }

    /// dL/dparams of the last backward pass, flat.
    pub fn dparams(&self) -> &[f32] {
        &self.dparams
    }
}
