//! The engine on a GPU, through WebGPU's interface: WebGPU in a browser, Vulkan elsewhere.
//!
//! Everything stays on the device: weights, activations, gradients, the optimizer's memory. For a step, images and labels
//! go up and two numbers come back. Layers say what they do as [`Program`](crate::program::Program)s; here these
//! are compiled, bound and run.

mod alone;
mod device;
mod held;
mod nodes;
mod pipelines;
mod update;

use std::rc::Rc;
use std::sync::Arc;

pub use alone::{Alone, Inputs};
pub use device::{Device, GpuError};
use held::Held;
use nodes::{Bound, Buffers, Node, Shared};
pub use update::Update;
use update::{Scoring, Updating};

use crate::layers::Phase;
use crate::loss::Loss;
use crate::network::{NodeId, Plan, Weights};
use crate::optimizer::Optimizer;

/// Runs a plan on a GPU, and owns its weights there.
pub struct Gpu {
    device: Rc<Device>,
    plan: Arc<Plan>,
    nodes: Vec<Node>,
    shared: Shared,
    buffers: Buffers,
    scoring: Scoring,
    updating: Option<Updating>,
    held: Option<Held>,
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
    /// Compiles `plan` for `device`.
    pub async fn new(device: Rc<Device>, plan: Arc<Plan>, weights: &Weights) -> Result<Self, GpuError> {
        let scopes = [wgpu::ErrorFilter::OutOfMemory, wgpu::ErrorFilter::Validation]
            .map(|filter| device.device.push_error_scope(filter));
        let nodes = Node::all(&device, &plan);
        let shared = Shared {
            params: device.zeros(plan.params_len() + plan.running_len()),
            dparams: device.zeros(plan.params_len()),
            job: device.uniform(),
            nothing: [(); 4].map(|()| device.zeros(0)),
        };
        let buffers = Buffers::new(&device, &plan, &nodes, &shared, 1)?;
        let scoring = Scoring::new(&device, &plan, &buffers, &shared);
        for scope in scopes.into_iter().rev() {
            if let Some(error) = scope.pop().await {
                return Err(error.into());
            }
        }
        let gpu =
            Self { device, plan, nodes, shared, buffers, scoring, updating: None, held: None, batch: 0 };
        gpu.load(weights);
        gpu.device.error()?;
        Ok(gpu)
    }

    /// The plan it runs.
    pub fn plan(&self) -> &Arc<Plan> {
        &self.plan
    }

    /// Sends these weights to the device.
    pub fn load(&self, weights: &Weights) {
        self.device.write(&self.shared.params, &[&weights.params[..], &weights.running].concat());
    }

    /// Makes room for `batch` samples.
    fn reserve(&mut self, batch: usize) -> Result<(), GpuError> {
        if batch > self.buffers.capacity {
            self.buffers = Buffers::new(&self.device, &self.plan, &self.nodes, &self.shared, batch)?;
            self.scoring = Scoring::new(&self.device, &self.plan, &self.buffers, &self.shared);
        }
        self.batch = batch;
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
        self.submit(|gpu, pass| gpu.run_forward(pass));
        Ok(())
    }

    /// Runs the network backward from dL/dlogits, after [`forward`](Self::forward).
    pub fn backward(&mut self, dlogits: &[f32]) {
        let mut encoder = self.device.device.create_command_encoder(&Default::default());
        self.clear(&mut encoder);
        self.device.queue.submit([encoder.finish()]);
        if let Some(gradient) = self.buffers.gradients.last().and_then(Option::as_ref) {
            self.device.write(gradient, dlogits);
        }
        self.submit(|gpu, pass| gpu.run_backward(pass));
    }

    /// Runs the network forward and scores it: the mean loss, and how many samples are right.
    pub fn evaluate(&mut self, images: &[f32], labels: &[u8], loss: Loss) -> Result<(), GpuError> {
        self.send(images, Phase::Infer, [0.0; 12])?;
        self.scoring.load(&self.device, labels);
        self.submit(|gpu, pass| {
            gpu.run_forward(pass);
            gpu.scoring.run(pass, loss, gpu.batch);
        });
        Ok(())
    }

    /// Keeps a data set on the device, for [`train_held`](Self::train_held).
    pub fn hold(&mut self, images: &[f32], labels: &[u8]) -> Result<(), GpuError> {
        self.held = Some(Held::new(&self.device, self.plan.network().input.len(), images, labels)?);
        Ok(())
    }

    /// One training step on a batch: forward, loss, backward and update in one submission.
    pub fn train(&mut self, images: &[f32], labels: &[u8], update: &Update) -> Result<(), GpuError> {
        self.send(images, Phase::Train { seed: update.seed }, update.numbers())?;
        self.scoring.load(&self.device, labels);
        self.prepare(update.optimizer);
        self.take_step(update, None);
        Ok(())
    }

    /// One training step on these samples of the data set that is kept.
    pub fn train_held(&mut self, samples: &[u32], update: &Update) -> Result<(), GpuError> {
        let mut held = self.held.take().expect("a data set is kept");
        let reserved = self.reserve(samples.len());
        let labels = held.choose(&self.device, &self.shared, &self.buffers, samples);
        self.held = Some(held);
        reserved?;
        self.tell(Phase::Train { seed: update.seed }, update.numbers())?;
        self.scoring.load(&self.device, &labels);
        self.prepare(update.optimizer);
        self.take_step(update, self.held.as_ref());
        Ok(())
    }

    fn take_step(&self, update: &Update, held: Option<&Held>) {
        let mut encoder = self.device.device.create_command_encoder(&Default::default());
        self.clear(&mut encoder);
        let mut pass = encoder.begin_compute_pass(&Default::default());
        if let Some(held) = held {
            held.run(&mut pass, self.batch);
        }
        self.run_forward(&mut pass);
        self.scoring.run(&mut pass, update.loss, self.batch);
        self.run_backward(&mut pass);
        if let Some(updating) = &self.updating {
            updating.run(&mut pass);
        }
        drop(pass);
        self.device.queue.submit([encoder.finish()]);
    }

    /// Gets the rule ready. Another rule begins with an empty memory.
    fn prepare(&mut self, optimizer: Optimizer) {
        if self.plan.params_len() == 0 || self.updating.as_ref().is_some_and(|ready| ready.follows(optimizer))
        {
            return;
        }
        self.updating = Some(Updating::new(&self.device, &self.plan, &self.shared, optimizer));
    }

    /// Gets a rule ready that remembers this much already.
    pub fn remember(&mut self, optimizer: Optimizer, state: &[Vec<f32>]) {
        self.prepare(optimizer);
        if let Some(updating) = &self.updating {
            updating.load(&self.device, state);
        }
    }

    fn submit(&self, work: impl FnOnce(&Self, &mut wgpu::ComputePass<'_>)) {
        let mut encoder = self.device.device.create_command_encoder(&Default::default());
        work(self, &mut encoder.begin_compute_pass(&Default::default()));
        self.device.queue.submit([encoder.finish()]);
    }

    fn clear(&self, encoder: &mut wgpu::CommandEncoder) {
        self.buffers.clear(encoder);
        encoder.clear_buffer(&self.shared.dparams, 0, None);
    }

    fn run_forward(&self, pass: &mut wgpu::ComputePass<'_>) {
        for id in self.plan.ids().skip(1) {
            self.nodes[id.0 - 1].forward(pass, self.buffers.of(id), self.batch);
        }
    }

    fn run_backward(&self, pass: &mut wgpu::ComputePass<'_>) {
        let trained = |id: NodeId| self.buffers.gradients[id.0].is_some();
        for id in (1..=self.nodes.len()).rev().map(NodeId).filter(|&id| trained(id)) {
            let wanted = |input: usize| trained(self.plan.inputs(id)[input]);
            self.nodes[id.0 - 1].backward(pass, self.buffers.of(id), self.batch, wanted);
        }
    }
}

/// What comes back from the device. Each reading is asked for at once and answered when the device gets there.
impl Gpu {
    /// The mean loss of the last scored batch, and how many of its samples were right.
    pub fn scores(&self) -> impl Future<Output = Result<(f32, usize), GpuError>> + use<> {
        let reading = self.device.read(self.scoring.total(), 2);
        async move { reading.await.map(|scores| (scores[0], scores[1] as usize)) }
    }

    /// What came out of a node.
    pub fn activations(&self, id: NodeId) -> impl Future<Output = Result<Vec<f32>, GpuError>> + use<> {
        self.device.read(&self.buffers.activations[id.0], self.batch * self.plan.shape(id).len())
    }

    /// dL/d(activation) of a node; nothing where nothing before it is trained.
    pub fn gradients(&self, id: NodeId) -> impl Future<Output = Result<Vec<f32>, GpuError>> + use<> {
        let len = self.batch * self.plan.shape(id).len();
        let reading = self.buffers.gradients[id.0].as_ref().map(|gradient| self.device.read(gradient, len));
        async move {
            match reading {
                Some(reading) => reading.await,
                None => Ok(Vec::new()),
            }
        }
    }

    /// dL/dparams of the last backward pass.
    pub fn dparams(&self) -> impl Future<Output = Result<Vec<f32>, GpuError>> + use<> {
        self.device.read(&self.shared.dparams, self.plan.params_len())
    }

    /// What the optimizer remembers.
    pub fn state(&self) -> impl Future<Output = Result<Vec<Vec<f32>>, GpuError>> + use<> {
        let len = self.plan.params_len();
        let reading = self.updating.as_ref().map(|updating| updating.read(&self.device, len));
        async move {
            match reading {
                Some(reading) => Ok(reading.await?.chunks_exact(len).map(<[f32]>::to_vec).collect()),
                None => Ok(Vec::new()),
            }
        }
    }

    /// The weights as they are now.
    pub fn weights(&self) -> impl Future<Output = Result<Weights, GpuError>> + use<> {
        let split = self.plan.params_len();
        let reading = self.device.read(&self.shared.params, split + self.plan.running_len());
        async move {
            let mut params = reading.await?;
            let running = params.split_off(split);
            Ok(Weights { params, running })
        }
    }
}
