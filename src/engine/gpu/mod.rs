//! The engine on a GPU, through WebGPU's interface: WebGPU in a browser, Vulkan elsewhere.
//!
//! Everything stays on the device: weights, activations, gradients, the optimizer's memory. For a step, images and labels
//! go up and two numbers come back. Layers say what they do as [`Program`](crate::program::Program)s; here these
//! are compiled, bound and run.

mod alone;
mod dataset;
mod device;
mod nodes;
mod pipelines;
mod profile;
mod readback;
mod readings;
mod runs;
mod scoring;
mod step;
mod update;

use std::rc::Rc;
use std::sync::Arc;

pub use alone::{Alone, Inputs};
use dataset::DeviceDataset;
pub use dataset::Samples;
pub use device::{Device, GpuError};
use nodes::{Bound, Buffers, Node, Shared};
pub use profile::KernelTime;
use runs::Run;
use scoring::Scoring;
use update::Updating;

use super::Wanted;
use crate::layers::Phase;
use crate::loss::{Loss, Targets};
use crate::network::{NodeId, Plan, Weights};

/// Runs a plan on a GPU, and owns its weights there.
pub struct Gpu {
    device: Rc<Device>,
    plan: Arc<Plan>,
    nodes: Vec<Node>,
    shared: Shared,
    buffers: Buffers,
    scoring: Scoring,
    updating: Option<Updating>,
    dataset: Option<DeviceDataset>,
    /// The last node that is frozen; the input where none is.
    frozen: NodeId,
    /// What backward passes compute.
    wanted: Wanted,
    /// Samples in the last pass.
    batch: usize,
}

/// What a shader is told about a pass, as `Job` in `bindings.wgsl`.
struct Job {
    batch: usize,
    phase: Phase,
    numbers: [f32; 12],
}

impl Job {
    fn bytes(&self) -> Vec<u8> {
        let (training, seed) = match self.phase {
            Phase::Train { seed } => (1, seed),
            Phase::Infer => (0, 0),
        };
        let head = [self.batch as u32, training, seed as u32, (seed >> 32) as u32];
        let words = head.into_iter().chain(self.numbers.map(f32::to_bits));
        words.flat_map(u32::to_le_bytes).collect()
    }
}

impl Gpu {
    /// Compiles `plan` for `device`. The nodes up to `frozen` are [frozen](super::Cpu::freeze).
    pub async fn new(
        device: Rc<Device>,
        plan: Arc<Plan>,
        weights: &Weights,
        frozen: NodeId,
    ) -> Result<Self, GpuError> {
        let scopes = [wgpu::ErrorFilter::OutOfMemory, wgpu::ErrorFilter::Validation]
            .map(|filter| device.device.push_error_scope(filter));
        let nodes = Node::all(&device, &plan, frozen);
        let shared = Shared {
            params: device.zeros(plan.params_len() + plan.running_len()),
            dparams: device.zeros(plan.params_len()),
            previous: device.zeros(plan.params_len() + plan.running_len()),
            total: device.zeros(2),
            job: device.uniform(),
            nowhere: device.uniform(),
            nothing: [(); 4].map(|()| device.zeros(0)),
        };
        let wanted = Wanted::training();
        let buffers = Buffers::new(&device, &plan, &nodes, &shared, 1, &wanted.passes_behind(frozen, &plan))?;
        let scoring = Scoring::new(&device, &plan, &buffers, &shared);
        for scope in scopes.into_iter().rev() {
            if let Some(error) = scope.pop().await {
                return Err(error.into());
            }
        }
        let gpu = Self {
            device,
            plan,
            nodes,
            shared,
            buffers,
            scoring,
            updating: None,
            dataset: None,
            frozen,
            wanted,
            batch: 0,
        };
        gpu.load(weights, weights);
        gpu.device.error()?;
        Ok(gpu)
    }

    /// The plan it runs.
    pub fn plan(&self) -> &Arc<Plan> {
        &self.plan
    }

    /// Sends these weights to the device, and those before them.
    pub fn load(&self, weights: &Weights, previous: &Weights) {
        for (buffer, weights) in [(&self.shared.params, weights), (&self.shared.previous, previous)] {
            self.device.write(buffer, &[&weights.params[..], &weights.running].concat());
        }
    }

    /// Goes back to the weights before the last update.
    pub fn restore_previous(&self) {
        let Shared { params, previous, .. } = &self.shared;
        self.copy(|encoder| encoder.copy_buffer_to_buffer(previous, 0, params, 0, params.size()));
    }

    fn copy(&self, copy: impl FnOnce(&mut wgpu::CommandEncoder)) {
        let mut encoder = self.device.device.create_command_encoder(&Default::default());
        copy(&mut encoder);
        self.device.queue.submit([encoder.finish()]);
    }

    /// Backward passes compute this from now on.
    pub fn want(&mut self, wanted: &Wanted) -> Result<(), GpuError> {
        if self.wanted == *wanted {
            return Ok(());
        }
        let passes = |wanted: &Wanted| wanted.passes_behind(self.frozen, &self.plan);
        let changed = passes(&self.wanted) != passes(wanted);
        self.wanted = wanted.clone();
        if changed { self.rebuild(self.buffers.capacity) } else { Ok(()) }
    }

    /// Makes room for `batch` samples.
    fn reserve(&mut self, batch: usize) -> Result<(), GpuError> {
        if batch > self.buffers.capacity {
            self.rebuild(batch)?;
        }
        self.batch = batch;
        Ok(())
    }

    fn rebuild(&mut self, capacity: usize) -> Result<(), GpuError> {
        let Self { device, plan, nodes, shared, frozen, .. } = self;
        let passes = self.wanted.passes_behind(*frozen, plan);
        let version = self.buffers.version + 1;
        self.buffers = Buffers::new(device, plan, nodes, shared, capacity, &passes)?;
        self.buffers.version = version;
        self.scoring = Scoring::new(device, plan, &self.buffers, shared);
        Ok(())
    }

    /// Sends the samples of a pass, and what its shaders are told.
    fn send(&mut self, images: &[f32], phase: Phase, numbers: [f32; 12]) -> Result<(), GpuError> {
        self.reserve(images.len() / self.plan.network().input.len())?;
        self.device.write(&self.buffers.activations[0], images);
        self.tell(phase, numbers)
    }

    fn tell(&self, phase: Phase, numbers: [f32; 12]) -> Result<(), GpuError> {
        let job = Job { batch: self.batch, phase, numbers };
        self.device.queue.write_buffer(&self.shared.job, 0, &job.bytes());
        self.device.error()
    }

    /// Runs the network forward.
    pub fn forward(&mut self, images: &[f32], phase: Phase) -> Result<(), GpuError> {
        self.send(images, phase, [0.0; 12])?;
        self.submit(&self.forward_runs());
        Ok(())
    }

    /// Runs the network backward from dL/dlogits, after [`forward`](Self::forward).
    pub fn backward(&mut self, dlogits: &[f32]) {
        self.copy(|encoder| self.clear(encoder));
        if let Some(gradient) = self.buffers.gradients.last().and_then(Option::as_ref) {
            self.device.write(gradient, dlogits);
        }
        self.submit(&self.backward_runs());
    }

    /// Runs the network forward and scores it: the mean loss, and how many samples are right.
    pub fn evaluate(&mut self, images: &[f32], targets: &Targets, loss: Loss) -> Result<(), GpuError> {
        self.send(images, Phase::Infer, [0.0; 12])?;
        self.scoring.load(&self.device, &self.buffers, &self.shared, targets, loss)?;
        let mut runs = self.forward_runs();
        runs.extend(self.scoring.runs(loss));
        self.copy(|encoder| encoder.clear_buffer(&self.shared.total, 0, None));
        self.submit(&runs);
        Ok(())
    }

    fn submit(&self, runs: &[Run<'_>]) {
        let mut encoder = self.device.device.create_command_encoder(&Default::default());
        self.record(&mut encoder.begin_compute_pass(&Default::default()), runs);
        self.device.queue.submit([encoder.finish()]);
    }

    fn clear(&self, encoder: &mut wgpu::CommandEncoder) {
        self.buffers.clear(encoder);
        encoder.clear_buffer(&self.shared.dparams, 0, None);
    }
}
