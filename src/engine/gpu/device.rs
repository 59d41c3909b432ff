use std::cell::RefCell;
use std::rc::Rc;
use std::sync::{Arc, Mutex, MutexGuard};

use serde::{Deserialize, Serialize};
use wgpu::util::DeviceExt;

use crate::program::Machine;

/// A GPU that is ready to compute, with the one layout that all its bind groups have.
pub struct Device {
    pub(super) device: wgpu::Device,
    pub(super) queue: wgpu::Queue,
    pub(super) bindings: wgpu::BindGroupLayout,
    pub(super) layout: wgpu::PipelineLayout,
    name: String,
    machine: Machine,
    /// The first thing that went wrong.
    pub(super) error: Arc<Mutex<Option<GpuError>>>,
    /// Buffers that were read from, for the next readings of their size.
    pub(super) staging: Rc<RefCell<Vec<wgpu::Buffer>>>,
}

/// Why a GPU cannot be used, or cannot any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum GpuError {
    /// There is none, or the browser does not let the page see it.
    NoAdapter,
    /// The browser was asked for one and has not answered.
    NoAnswer,
    /// There is one, but it cannot do what is needed.
    NoDevice {
        /// What it says itself.
        why: String,
    },
    /// It was there, and went: unplugged, reset, or put to sleep.
    Lost {
        /// What it says itself.
        why: String,
    },
    /// The network needs more memory than it gives.
    OutOfMemory,
    /// It refused a shader or a command.
    Refused {
        /// What it says itself.
        why: String,
    },
    /// There is no program for it that scores such targets by such a loss.
    NoProgram,
}

impl std::error::Error for GpuError {}

impl Device {
    /// The fastest GPU there is.
    pub async fn open() -> Result<Self, GpuError> {
        if wgpu::Instance::enabled_backend_features().is_empty() {
            return Err(GpuError::NoAdapter);
        }
        let instance = wgpu::Instance::default();
        let options = wgpu::RequestAdapterOptions {
            power_preference: wgpu::PowerPreference::HighPerformance,
            ..Default::default()
        };
        let adapter = instance.request_adapter(&options).await.map_err(|_| GpuError::NoAdapter)?;
        let limits = adapter.limits();
        // WebGPU's defaults suffice, but for the size of buffers: a large batch on a large card needs more. Large tiles of matrices
        // need more memory of a workgroup.
        let required_limits = wgpu::Limits {
            max_compute_workgroup_storage_size: limits.max_compute_workgroup_storage_size,
            max_buffer_size: limits.max_buffer_size,
            max_storage_buffer_binding_size: limits.max_storage_buffer_binding_size,
            ..wgpu::Limits::default()
        };
        let required_features = adapter.features() & wgpu::Features::TIMESTAMP_QUERY;
        let description = wgpu::DeviceDescriptor { required_features, required_limits, ..Default::default() };
        let (device, queue) = adapter
            .request_device(&description)
            .await
            .map_err(|error| GpuError::NoDevice { why: error.to_string() })?;
        let error = Arc::new(Mutex::new(None));
        let refused = error.clone();
        device.on_uncaptured_error(Arc::new(move |error| {
            lock(&refused).get_or_insert(GpuError::from(error));
        }));
        // Whatever was refused before, this is why.
        let lost = error.clone();
        device.set_device_lost_callback(move |_, why| *lock(&lost) = Some(GpuError::Lost { why }));
        let info = adapter.get_info();
        let software = info.device_type == wgpu::DeviceType::Cpu;
        let workgroup_bytes = device.limits().max_compute_workgroup_storage_size as usize;
        let busy = if software { Machine::BUSY_CPU } else { Machine::BUSY_GPU };
        let machine = Machine { software, workgroup_bytes, busy };
        let (bindings, layout) = layouts(&device);
        let staging = Rc::default();
        Ok(Self { device, queue, bindings, layout, name: info.name, machine, error, staging })
    }

    /// The same device, computing as a GPU does that is busy with a single workgroup: on the largest tiles, however small the
    /// matrices are. It is for tests.
    pub fn with_large_tiles(self) -> Self {
        Self { machine: Machine { software: false, busy: 1, ..self.machine }, ..self }
    }

    /// What the GPU calls itself; browsers may not tell.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The most bytes that a shader may see of one buffer.
    pub(super) fn largest_buffer(&self) -> u64 {
        let limits = self.device.limits();
        limits.max_buffer_size.min(limits.max_storage_buffer_binding_size)
    }

    /// What it is like.
    pub(super) fn machine(&self) -> Machine {
        self.machine
    }

    /// What went wrong so far.
    pub fn error(&self) -> Result<(), GpuError> {
        lock(&self.error).clone().map_or(Ok(()), Err)
    }

    /// Gives the GPU back, as if it had been lost.
    pub fn destroy(&self) {
        self.device.destroy();
    }

    /// A buffer of `len` numbers, all 0.
    pub(super) fn zeros(&self, len: usize) -> wgpu::Buffer {
        self.device.create_buffer(&wgpu::BufferDescriptor {
            label: None,
            // A binding must not be empty.
            size: 4 * len.max(4) as u64,
            usage: wgpu::BufferUsages::STORAGE | wgpu::BufferUsages::COPY_SRC | wgpu::BufferUsages::COPY_DST,
            mapped_at_creation: false,
        })
    }

    /// The buffer for what a shader is told about a pass or a layer, all 0.
    pub(super) fn uniform(&self) -> wgpu::Buffer {
        self.device.create_buffer(&wgpu::BufferDescriptor {
            label: None,
            size: 64,
            usage: wgpu::BufferUsages::UNIFORM | wgpu::BufferUsages::COPY_DST,
            mapped_at_creation: false,
        })
    }

    /// A buffer of these whole numbers.
    pub(super) fn table(&self, values: &[u32]) -> wgpu::Buffer {
        let contents: Vec<u8> = values.iter().chain(&[0; 4]).flat_map(|value| value.to_le_bytes()).collect();
        self.device.create_buffer_init(&wgpu::util::BufferInitDescriptor {
            label: None,
            contents: &contents,
            usage: wgpu::BufferUsages::STORAGE | wgpu::BufferUsages::COPY_DST,
        })
    }

    /// A buffer of these numbers.
    pub(super) fn filled(&self, values: &[f32]) -> wgpu::Buffer {
        let buffer = self.zeros(values.len());
        self.write(&buffer, values);
        buffer
    }

    /// Writes numbers to the start of a buffer.
    pub(super) fn write(&self, buffer: &wgpu::Buffer, values: &[f32]) {
        self.queue.write_buffer(buffer, 0, bytemuck::cast_slice(values));
    }
}

impl From<wgpu::Error> for GpuError {
    fn from(error: wgpu::Error) -> Self {
        match error {
            wgpu::Error::OutOfMemory { .. } => Self::OutOfMemory,
            other => Self::Refused { why: other.to_string() },
        }
    }
}

pub(super) fn lock(error: &Mutex<Option<GpuError>>) -> MutexGuard<'_, Option<GpuError>> {
    error.lock().expect("nobody panics while holding it")
}

/// The layout of every bind group, and of every pipeline: `bindings.wgsl` in Rust.
fn layouts(device: &wgpu::Device) -> (wgpu::BindGroupLayout, wgpu::PipelineLayout) {
    let storage = |read_only| wgpu::BufferBindingType::Storage { read_only };
    let kinds = [true, false, false, false, true, false, true, false].map(storage);
    let entries: Vec<_> = kinds
        .into_iter()
        .chain([wgpu::BufferBindingType::Uniform; 2])
        .zip(0..)
        .map(|(ty, binding)| wgpu::BindGroupLayoutEntry {
            binding,
            visibility: wgpu::ShaderStages::COMPUTE,
            ty: wgpu::BindingType::Buffer { ty, has_dynamic_offset: false, min_binding_size: None },
            count: None,
        })
        .collect();
    let bindings =
        device.create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor { label: None, entries: &entries });
    let layout = device.create_pipeline_layout(&wgpu::PipelineLayoutDescriptor {
        label: None,
        bind_group_layouts: &[Some(&bindings)],
        immediate_size: 0,
    });
    (bindings, layout)
}
