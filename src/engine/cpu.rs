use std::borrow::Cow;
use std::sync::Arc;

use super::{Edit, Wanted};
use crate::layers::lanes::{self, Rest};
use crate::layers::{Backward, Forward, InputGrads, Layer, Phase};
use crate::network::{NodeId, Plan, Weights};
use crate::shape::Shape;

mod frozen;
mod infer_from;

/// Runs a plan on one thread. It owns what a pass leaves behind — activations, gradients — and borrows the weights, so
/// that several of them can share the parts of one batch.
///
/// Inside, samples lie [side by side](crate::layers::lanes); what goes in and comes out lies sample after sample.
#[derive(Clone)]
pub struct Cpu {
    plan: Arc<Plan>,
    batch: usize,
    /// Samples side by side in the buffers of nodes.
    lanes: usize,
    /// The samples.
    input: Vec<f32>,
    /// What came out at the end, and its gradient.
    logits: Vec<f32>,
    dlogits: Vec<f32>,
    /// What came out of each node.
    activations: Vec<Vec<f32>>,
    /// What each forward pass left for its backward pass.
    saved: Vec<Vec<f32>>,
    /// dL/d(activation) of each node; empty where nobody asked for it.
    gradients: Vec<Vec<f32>>,
    /// dL/dparams of the last backward pass; empty if nobody asked for it.
    dparams: Vec<f32>,
    phase: Phase,
    /// The last node that is frozen; the input where none is.
    frozen: NodeId,
}

impl Cpu {
    /// An engine for `plan`. Buffers come with the first pass.
    pub fn new(plan: Arc<Plan>) -> Self {
        let nodes = plan.ids().count();
        Self {
            batch: 0,
            lanes: 1,
            input: Vec::new(),
            logits: Vec::new(),
            dlogits: Vec::new(),
            activations: vec![Vec::new(); nodes],
            saved: vec![Vec::new(); nodes],
            gradients: vec![Vec::new(); nodes],
            dparams: Vec::new(),
            phase: Phase::Infer,
            frozen: NodeId::INPUT,
            plan,
        }
    }

    /// The plan it runs.
    pub fn plan(&self) -> &Arc<Plan> {
        &self.plan
    }

    /// Samples of the last pass.
    pub fn batch(&self) -> usize {
        self.batch
    }

    /// The input of a pass over `batch` samples, to be filled before [`forward`](Self::forward).
    pub fn input(&mut self, batch: usize) -> &mut [f32] {
        if self.batch != batch {
            self.batch = batch;
            self.lanes = lanes::lanes(batch);
            self.input = vec![0.0; batch * self.plan.network().input.len()];
            for buffers in [&mut self.activations, &mut self.saved, &mut self.gradients] {
                buffers.fill(Vec::new());
            }
        }
        &mut self.input
    }

    /// Samples in the buffers of nodes, those included that fill the last block.
    fn room(&self) -> usize {
        self.batch.next_multiple_of(self.lanes)
    }

    /// Runs the whole network forward on its input. Training updates `weights.running`.
    pub fn forward(&mut self, params: &[f32], running: &mut [f32], phase: Phase) {
        self.forward_where(params, running, phase, &[], |_| true);
    }

    /// The same as far as it is told: each node is asked about before it runs.
    pub(super) fn forward_where(
        &mut self,
        params: &[f32],
        running: &mut [f32],
        phase: Phase,
        edits: &[Edit],
        runs: impl Fn(NodeId) -> bool,
    ) {
        self.phase = phase;
        let (lanes, room) = (self.lanes, self.room());
        let first = &mut self.activations[NodeId::INPUT.0];
        first.resize(room * self.plan.network().input.len(), 0.0);
        lanes::interleave(lanes, self.plan.network().input.len(), &self.input, Rest::Repeat, first);
        let edited = |id: NodeId| edits.iter().filter(move |edit| edit.node == id);
        edited(NodeId::INPUT).for_each(|edit| edit.apply(lanes, self.plan.network().input.len(), first));
        self.forward_nodes(params, running, edits, runs);
        let last = self.plan.network().last();
        self.logits = self.activations(last).into_owned();
    }

    /// Runs nodes forward, those before them being there.
    fn forward_nodes(
        &mut self,
        params: &[f32],
        running: &mut [f32],
        edits: &[Edit],
        runs: impl Fn(NodeId) -> bool,
    ) {
        let (lanes, room) = (self.lanes, self.room());
        let edited = |id: NodeId| edits.iter().filter(move |edit| edit.node == id);
        for id in self.plan.ids().skip(1).filter(|&id| runs(id)) {
            let own = self.phase_of(id);
            let (before, behind) = self.activations.split_at_mut(id.0);
            let x: Vec<&[f32]> = self.plan.inputs(id).iter().map(|input| &before[input.0][..]).collect();
            let Some(layer) = self.plan.layer(id) else { continue };
            let shapes = self.plan.input_shapes(id);
            behind[0].resize(room * self.plan.shape(id).len(), 0.0);
            let saved = if layer.op().takes_lanes() { room } else { self.batch };
            self.saved[id.0].resize(layer.op().saved(&shapes, saved), 0.0);
            let pass = Forward {
                batch: self.batch,
                lanes,
                shapes: &shapes,
                output: self.plan.shape(id),
                x: &x,
                params: &params[self.plan.params_of(id)],
                y: &mut behind[0],
                saved: &mut self.saved[id.0],
                running: &mut running[self.plan.running_of(id)],
                phase: own,
            };
            lanes::forward(layer.cpu_forward(), pass);
            edited(id).for_each(|edit| edit.apply(lanes, self.plan.shape(id).len(), &mut behind[0]));
        }
    }

    /// Infers `batch` samples and returns their logits.
    pub fn infer(&mut self, weights: &Weights, images: &[f32]) -> &[f32] {
        self.infer_edited(weights, images, &[])
    }

    /// Infers samples while these values are set to others, and returns their logits.
    pub fn infer_edited(&mut self, weights: &Weights, images: &[f32], edits: &[Edit]) -> &[f32] {
        self.infer_where(weights, images, edits, |_| true);
        self.logits()
    }

    /// Infers samples as far as these nodes, whose [`activations`](Self::activations) then are there.
    pub fn infer_nodes(&mut self, weights: &Weights, images: &[f32], nodes: &[NodeId]) {
        let runs = Wanted::ancestors(&self.plan, nodes);
        self.infer_where(weights, images, &[], |id| runs[id.0]);
    }

    pub(super) fn infer_where(
        &mut self,
        weights: &Weights,
        images: &[f32],
        edits: &[Edit],
        runs: impl Fn(NodeId) -> bool,
    ) {
        let batch = images.len() / self.plan.network().input.len();
        self.input(batch).copy_from_slice(images);
        // Inference reads the running statistics and leaves them as they are.
        self.forward_where(&weights.params, &mut weights.running.clone(), Phase::Infer, edits, runs);
    }

    /// What came out at the end.
    pub fn logits(&self) -> &[f32] {
        &self.logits
    }

    /// What came out of a node; nothing of one that there is not, or that was not asked for.
    pub fn activations(&self, id: NodeId) -> Cow<'_, [f32]> {
        self.samples(id, self.activations.get(id.0).map_or(&[], Vec::as_slice))
    }

    /// The values of a node, sample after sample.
    fn samples<'a>(&self, id: NodeId, blocks: &'a [f32]) -> Cow<'a, [f32]> {
        if blocks.is_empty() {
            return Cow::Borrowed(blocks);
        }
        lanes::samples(self.lanes, self.batch, self.plan.shape(id).len(), blocks)
    }

    /// Where dL/dlogits is to be written before [`backward`](Self::backward), beside the logits.
    pub fn loss_gradient(&mut self) -> (&[f32], &mut [f32]) {
        self.dlogits.resize(self.logits.len(), 0.0);
        (&self.logits, &mut self.dlogits)
    }

    /// Runs the network backward from the gradient of its logits, as far as `wanted` asks for gradients.
    pub fn backward(&mut self, params: &[f32], running: &[f32], wanted: &Wanted) {
        self.backward_with_rule(params, running, wanted, |_, _| {});
    }

    /// The same under a rule of its own: before the backward pass of each layer, `rule` is given the layer and dL/dy, and may
    /// change that. Guided back-propagation is such a rule.
    pub fn backward_with_rule(
        &mut self,
        params: &[f32],
        running: &[f32],
        wanted: &Wanted,
        mut rule: impl FnMut(&Layer, &mut [f32]),
    ) {
        let last = self.activations.len() - 1;
        let passes = wanted.passes_behind(self.frozen, &self.plan);
        self.gradients[last].resize(self.activations[last].len(), 0.0);
        let len = self.plan.shape(NodeId(last)).len();
        lanes::interleave(self.lanes, len, &self.dlogits, Rest::Zero, &mut self.gradients[last]);
        for id in self.plan.ids().take(last) {
            let len = if passes[id.0] { self.activations[id.0].len() } else { 0 };
            let gradient = &mut self.gradients[id.0];
            gradient.clear();
            gradient.resize(len, 0.0);
            if len == 0 {
                gradient.shrink_to_fit();
            }
        }
        self.dparams.clear();
        self.dparams.resize(if wanted.params { self.plan.params_len() } else { 0 }, 0.0);
        for id in (1..=last).rev().map(NodeId).filter(|id| passes[id.0]) {
            let own = self.phase_of(id);
            let (before, behind) = self.gradients.split_at_mut(id.0);
            let Some(layer) = self.plan.layer(id) else { continue };
            rule(layer, &mut behind[0]);
            let shapes: Vec<Shape> = self.plan.input_shapes(id);
            let indices: Vec<usize> = self.plan.inputs(id).iter().map(|input| input.0).collect();
            let x: Vec<&[f32]> = indices.iter().map(|&input| &self.activations[input][..]).collect();
            let pass = Backward {
                batch: self.batch,
                lanes: self.lanes,
                shapes: &shapes,
                output: self.plan.shape(id),
                x: &x,
                params: &params[self.plan.params_of(id)],
                y: &self.activations[id.0],
                saved: &self.saved[id.0],
                running: &running[self.plan.running_of(id)],
                phase: own,
                dy: &behind[0],
                dx: InputGrads { buffers: before, indices: &indices },
                dparams: self.dparams.get_mut(self.plan.params_of(id)).unwrap_or_default(),
            };
            lanes::backward(layer.cpu_op(), pass);
        }
    }

    /// dL/d(activation) of a node; empty where nobody asked for it.
    pub fn gradients(&self, id: NodeId) -> Cow<'_, [f32]> {
        self.samples(id, &self.gradients[id.0])
    }

    /// What the forward pass of a node left for its backward pass, as its layer left it.
    pub fn saved(&self, id: NodeId) -> &[f32] {
        &self.saved[id.0]
    }

    /// Adds the dL/dparams of another part of the batch.
    pub fn add_dparams(&mut self, others: &[f32]) {
        self.dparams.iter_mut().zip(others).for_each(|(sum, d)| *sum += d);
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

#[cfg(test)]
mod tests;
