use super::pipelines::{Compiler, Stage};
use super::runs::Run;
use super::{Bound, Buffers, Device, GpuError, Shared};
use crate::engine::Update;
use crate::loss::Loss;
use crate::network::Plan;
use crate::optimizer::Optimizer;
use crate::program::Program;

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
    stages: Vec<Stage>,
    bindings: wgpu::BindGroup,
    /// What the rule remembers, one list behind the other.
    saved: wgpu::Buffer,
}

impl Updating {
    pub fn new(device: &Device, plan: &Plan, shared: &Shared, optimizer: Optimizer) -> Self {
        let len = plan.params_len();
        let [stages, _] = Compiler::new(device).compile(&optimizer.program(len));
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

    /// What takes the step.
    pub fn runs(&self) -> impl Iterator<Item = Run<'_>> {
        self.stages.iter().map(|stage| Run::of_no_layer(true, (stage, &self.bindings)))
    }
}

/// The loss on the device: first that of each sample, then the total.
pub struct Scoring {
    /// One for each kind of loss.
    stages: Vec<[Stage; 2]>,
    bindings: [wgpu::BindGroup; 2],
    labels: wgpu::Buffer,
}

impl Scoring {
    pub fn new(device: &Device, plan: &Plan, buffers: &Buffers, shared: &Shared) -> Self {
        let mut compiler = Compiler::new(device);
        let stages = Loss::ALL.map(|loss| {
            let program: Program = loss.program(plan.output().len());
            let [stages, _] = compiler.compile(&program);
            <[Stage; 2]>::try_from(stages).ok().expect("the loss has two kernels")
        });
        let labels = device.table(&vec![0; buffers.capacity]);
        let scores = device.zeros(2 * buffers.capacity);
        let [no_params, no_saved, no_dy, no_dparams] = &shared.nothing;
        let last = buffers.activations.len() - 1;
        let no_gradient = device.zeros(buffers.capacity * plan.output().len());
        let bind = |x, y, dx| {
            Bound {
                x,
                y,
                params: no_params,
                saved: no_saved,
                table: &labels,
                dx,
                dy: no_dy,
                dparams: no_dparams,
                job: &shared.job,
                node: &shared.nowhere,
            }
            .group(device)
        };
        let gradient = buffers.gradients[last].as_ref().unwrap_or(&no_gradient);
        let bindings =
            [bind(&buffers.activations[last], &scores, gradient), bind(&scores, &shared.total, gradient)];
        Self { stages: stages.into(), bindings, labels }
    }

    /// Sends the labels of a batch.
    pub fn load(&self, device: &Device, labels: &[u8]) {
        let bytes: Vec<u8> = labels.iter().flat_map(|&label| u32::from(label).to_le_bytes()).collect();
        device.queue.write_buffer(&self.labels, 0, &bytes);
    }

    /// What scores the batch.
    pub fn runs(&self, loss: Loss) -> impl Iterator<Item = Run<'_>> {
        self.stages[loss as usize].iter().zip(&self.bindings).map(|bound| Run::of_no_layer(false, bound))
    }
}
