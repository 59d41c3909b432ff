use super::pipelines::{Compiler, Stage};
use super::runs::Run;
use super::{Bound, Device, GpuError, Shared};
use crate::engine::Update;
use crate::network::{NodeId, Plan};
use crate::optimizer::Optimizer;

impl Update {
    /// What shaders are told: eight numbers for the optimizer, then those of the loss.
    pub(super) fn numbers(&self) -> [f32; 12] {
        let mut numbers = [0.0; 12];
        numbers[..8].copy_from_slice(&self.optimizer.numbers(self.rate, self.step, self.regularization));
        numbers[8] = self.label_smoothing;
        numbers
    }
}

/// The optimizer on the device.
pub struct Updating {
    optimizer: Optimizer,
    /// Before the forward pass, and behind the backward pass.
    stages: [Vec<Stage>; 2],
    bindings: wgpu::BindGroup,
    /// What the rule remembers, one list behind the other.
    saved: wgpu::Buffer,
}

impl Updating {
    /// For a network whose nodes up to `frozen` are frozen.
    pub fn new(device: &Device, plan: &Plan, frozen: NodeId, shared: &Shared, optimizer: Optimizer) -> Self {
        let len = plan.params_len();
        let stages = Compiler::new(device)
            .compile(&optimizer.program(plan.params_of(frozen).end..len, plan.running_len()));
        let saved = device.zeros(optimizer.buffers() * len);
        let [_, _, dx, dy] = &shared.nothing;
        let table = &device.table(&[]);
        let Shared { params, dparams, job, previous, total, nowhere: node, .. } = shared;
        let bindings =
            Bound { x: total, y: previous, params, saved: &saved, table, dx, dy, dparams, job, node }
                .group(device);
        Self { optimizer, stages, bindings, saved }
    }

    /// Sends what the rule remembers.
    pub fn load(&self, device: &Device, state: &[Vec<f32>]) {
        device.write(&self.saved, &state.concat());
    }

    /// What the rule remembers about `len` parameters.
    pub fn read(
        &self,
        device: &Device,
        len: usize,
    ) -> impl Future<Output = Result<Vec<f32>, GpuError>> + use<> {
        device.read(&self.saved, self.optimizer.buffers() * len)
    }

    /// Whether this is `optimizer`'s rule; its numbers come with every step.
    pub fn follows(&self, optimizer: Optimizer) -> bool {
        std::mem::discriminant(&self.optimizer) == std::mem::discriminant(&optimizer)
    }

    /// What comes before the forward pass, and what takes the step behind the backward pass.
    pub fn runs(&self) -> [impl Iterator<Item = Run<'_>>; 2] {
        let [before, behind] = &self.stages;
        [(before, false), (behind, true)].map(|(stages, backward)| {
            stages.iter().map(move |stage| Run::of_no_layer(backward, (stage, &self.bindings)))
        })
    }
}
