use super::pipelines::{Compiler, Stage};
use super::{Device, GpuError};
use crate::network::{NodeId, Plan};

/// What a layer needs on the device, whatever the batch.
pub struct Node {
    forward: Vec<Stage>,
    backward: Vec<Stage>,
    table: wgpu::Buffer,
    /// Where what belongs to it begins.
    place: wgpu::Buffer,
    /// Values that kernels use between them, in front of what forward saves.
    scratch: usize,
}

/// Buffers for batches up to a size, and how they are bound.
pub struct Buffers {
    /// What came out of each node.
    pub activations: Vec<wgpu::Buffer>,
    /// dL/d(activation); `None` where nobody wants it.
    pub gradients: Vec<Option<wgpu::Buffer>>,
    /// For each node and each of its inputs.
    bindings: Vec<Vec<wgpu::BindGroup>>,
    /// The most samples that fit.
    pub capacity: usize,
    /// Tells them from those before.
    pub version: usize,
}

/// What all nodes share.
pub struct Shared {
    pub params: wgpu::Buffer,
    pub dparams: wgpu::Buffer,
    /// The weights before the last update.
    pub previous: wgpu::Buffer,
    /// The loss of the last batch, and how many are right.
    pub total: wgpu::Buffer,
    pub job: wgpu::Buffer,
    /// The place of what is no layer.
    pub nowhere: wgpu::Buffer,
    /// Bound where a shader has no use for a buffer.
    pub nothing: [wgpu::Buffer; 4],
}

/// What is bound to one kernel: `bindings.wgsl` in its order.
pub struct Bound<'a> {
    pub x: &'a wgpu::Buffer,
    pub y: &'a wgpu::Buffer,
    pub params: &'a wgpu::Buffer,
    pub saved: &'a wgpu::Buffer,
    pub table: &'a wgpu::Buffer,
    pub dx: &'a wgpu::Buffer,
    pub dy: &'a wgpu::Buffer,
    pub dparams: &'a wgpu::Buffer,
    pub job: &'a wgpu::Buffer,
    pub node: &'a wgpu::Buffer,
}

/// Where what belongs to a layer begins, as `Node` in `bindings.wgsl`.
#[derive(Default)]
pub struct Place {
    pub params_at: usize,
    pub running_at: usize,
    pub saved_at: usize,
    pub number: usize,
    /// Whether it computes as in inference, also in training.
    pub frozen: bool,
}

impl Place {
    pub fn buffer(&self, device: &Device) -> wgpu::Buffer {
        let frozen = usize::from(self.frozen);
        let words = [self.params_at, self.running_at, self.saved_at, self.number, frozen];
        let bytes: Vec<u8> = words.iter().flat_map(|&word| (word as u32).to_le_bytes()).collect();
        let buffer = device.uniform();
        device.queue.write_buffer(&buffer, 0, &bytes);
        buffer
    }
}

impl Bound<'_> {
    pub fn group(&self, device: &Device) -> wgpu::BindGroup {
        let Self { x, y, params, saved, table, dx, dy, dparams, job, node } = self;
        let buffers = [x, y, params, saved, table, dx, dy, dparams, job, node];
        let entries: Vec<_> = buffers
            .iter()
            .zip(0..)
            .map(|(buffer, binding)| wgpu::BindGroupEntry { binding, resource: buffer.as_entire_binding() })
            .collect();
        let layout = &device.bindings;
        device.device.create_bind_group(&wgpu::BindGroupDescriptor { label: None, layout, entries: &entries })
    }
}

impl Node {
    /// Every layer of `plan`, compiled; those up to `frozen` are frozen.
    pub fn all(device: &Device, plan: &Plan, frozen: NodeId) -> Vec<Self> {
        let mut compiler = Compiler::new(device);
        let node = |id: NodeId| {
            let program = plan.layer(id)?.gpu_op().program(&plan.input_shapes(id), plan.shape(id));
            let place = Place {
                params_at: plan.params_of(id).start,
                running_at: plan.params_len() + plan.running_of(id).start,
                saved_at: program.scratch,
                number: id.0,
                frozen: id <= frozen,
            };
            let [forward, backward] = compiler.compile(&program);
            let (table, place) = (device.table(&program.table), place.buffer(device));
            Some(Self { forward, backward, table, place, scratch: program.scratch })
        };
        plan.ids().filter_map(node).collect()
    }

    /// What runs forward.
    pub fn forward(&self) -> impl Iterator<Item = &Stage> {
        self.forward.iter()
    }

    /// What runs backward; `dx` says of which inputs dL/dx is wanted, `dparams` whether dL/dparams is.
    pub fn backward(&self, dx: impl Fn(usize) -> bool, dparams: bool) -> impl Iterator<Item = &Stage> {
        let wanted =
            move |stage: &&Stage| (!stage.only_dx || dx(stage.input)) && (!stage.only_dparams || dparams);
        self.backward.iter().filter(wanted)
    }
}

impl Buffers {
    /// Buffers for up to `capacity` samples, with gradients of the nodes that `passes` names.
    pub fn new(
        device: &Device,
        plan: &Plan,
        nodes: &[Node],
        shared: &Shared,
        capacity: usize,
        passes: &[bool],
    ) -> Result<Self, GpuError> {
        let saved_len = |id: NodeId| {
            let saved = plan.layer(id).map_or(0, |layer| layer.op().saved(&plan.input_shapes(id), capacity));
            nodes[id.0 - 1].scratch + saved
        };
        let largest =
            plan.ids().map(|id| capacity * plan.shape(id).len()).chain(plan.ids().skip(1).map(saved_len));
        if largest.max().is_some_and(|len| 4 * len as u64 > device.largest_buffer()) {
            return Err(GpuError::OutOfMemory);
        }
        let activations: Vec<_> =
            plan.ids().map(|id| device.zeros(capacity * plan.shape(id).len())).collect();
        let gradients: Vec<_> = plan
            .ids()
            .map(|id| passes[id.0].then(|| device.zeros(capacity * plan.shape(id).len())))
            .collect();
        let [no_saved, no_dx, no_dy, _] = &shared.nothing;
        let bindings = plan
            .ids()
            .skip(1)
            .map(|id| {
                let saved = device.zeros(saved_len(id));
                let bind = |input: &NodeId| {
                    Bound {
                        x: &activations[input.0],
                        y: &activations[id.0],
                        params: &shared.params,
                        saved: if saved_len(id) == 0 { no_saved } else { &saved },
                        table: &nodes[id.0 - 1].table,
                        dx: gradients[input.0].as_ref().unwrap_or(no_dx),
                        dy: gradients[id.0].as_ref().unwrap_or(no_dy),
                        dparams: &shared.dparams,
                        job: &shared.job,
                        node: &nodes[id.0 - 1].place,
                    }
                    .group(device)
                };
                plan.inputs(id).iter().map(bind).collect()
            })
            .collect();
        Ok(Self { activations, gradients, bindings, capacity, version: 0 })
    }

    /// How node `id` is bound.
    pub fn of(&self, id: NodeId) -> &[wgpu::BindGroup] {
        &self.bindings[id.0 - 1]
    }

    /// Sets every gradient to 0.
    pub fn clear(&self, encoder: &mut wgpu::CommandEncoder) {
        for gradient in self.gradients.iter().flatten() {
            encoder.clear_buffer(gradient, 0, None);
        }
    }
}
