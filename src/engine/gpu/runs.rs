use super::Gpu;
use super::pipelines::Stage;
use crate::engine::Update;
use crate::network::NodeId;

/// A kernel and what it is bound to.
#[derive(Clone)]
pub struct Run<'a> {
    /// Whose it is; the input's are those of the data, the loss and the optimizer.
    pub node: NodeId,
    /// Whether it belongs to the backward pass.
    pub backward: bool,
    pub stage: &'a Stage,
    pub bindings: &'a wgpu::BindGroup,
}

impl<'a> Run<'a> {
    /// One of no layer.
    pub fn of_no_layer(backward: bool, (stage, bindings): (&'a Stage, &'a wgpu::BindGroup)) -> Self {
        Self { node: NodeId::INPUT, backward, stage, bindings }
    }
}

impl Gpu {
    /// What runs the network forward, in order.
    pub(super) fn forward_runs(&self) -> Vec<Run<'_>> {
        self.plan
            .ids()
            .skip(1)
            .flat_map(|id| self.layer_runs(id, false, self.nodes[id.0 - 1].forward()))
            .collect()
    }

    /// What runs the network backward, in order.
    pub(super) fn backward_runs(&self) -> Vec<Run<'_>> {
        let passes = |id: NodeId| self.buffers.gradients[id.0].is_some();
        let order = (1..=self.nodes.len()).rev().map(NodeId).filter(|&id| passes(id));
        let of_layer = |id: NodeId| {
            let dx = |input: usize| passes(self.plan.inputs(id)[input]);
            self.layer_runs(id, true, self.nodes[id.0 - 1].backward(dx, self.wanted.params))
        };
        order.flat_map(of_layer).collect()
    }

    /// What takes a training step, in order, once the samples are there.
    pub(super) fn step_runs(&self, update: &Update) -> Vec<Run<'_>> {
        let [before, behind] = match &self.updating {
            Some(updating) => updating.runs().map(Iterator::collect),
            None => [Vec::new(), Vec::new()],
        };
        [before, self.forward_runs(), self.scoring.runs(update.loss).collect(), self.backward_runs(), behind]
            .concat()
    }

    fn layer_runs<'a>(
        &'a self,
        node: NodeId,
        backward: bool,
        stages: impl Iterator<Item = &'a Stage>,
    ) -> Vec<Run<'a>> {
        let bindings = self.buffers.of(node);
        stages.map(|stage| Run { node, backward, stage, bindings: &bindings[stage.input] }).collect()
    }

    /// Records them.
    pub(super) fn record(&self, pass: &mut wgpu::ComputePass<'_>, runs: &[Run<'_>]) {
        runs.iter().for_each(|run| run.stage.run(pass, run.bindings, self.batch));
    }
}
