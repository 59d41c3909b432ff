use super::nodes::{Bound, Buffers, Shared};
use super::pipelines::{Compiler, Stage};
use super::{Device, GpuError};
use crate::program::{Count, Groups, Kernel, Program};

/// A data set on the device, and how batches are gathered from it there: for a step, only numbers of samples go up.
pub struct Held {
    images: wgpu::Buffer,
    labels: Vec<u8>,
    stages: Vec<Stage>,
    /// The numbers of a batch, and how they are bound, for batches up to a size.
    batch: Option<(wgpu::Buffer, wgpu::BindGroup, usize)>,
}

impl Held {
    /// Sends images of `length` values each.
    pub fn new(device: &Device, length: usize, images: &[f32], labels: &[u8]) -> Result<Self, GpuError> {
        if 4 * images.len() as u64 > device.largest_buffer() {
            return Err(GpuError::OutOfMemory);
        }
        let program = Program {
            shader: vec![include_str!("gather.wgsl")],
            constants: vec![("length", length as f64)],
            forward: vec![Kernel::new("gather", Groups::threads(Count::Each(length)))],
            ..Program::default()
        };
        let [stages, _] = Compiler::new(device).compile(&program, &[]);
        Ok(Self { images: device.filled(images), labels: labels.to_vec(), stages, batch: None })
    }

    /// Says which samples are next; answers their labels.
    pub fn choose(
        &mut self,
        device: &Device,
        shared: &Shared,
        buffers: &Buffers,
        samples: &[u32],
    ) -> Vec<u8> {
        if self.batch.as_ref().is_none_or(|(.., capacity)| *capacity != buffers.capacity) {
            let table = device.table(&vec![0; buffers.capacity]);
            let [saved, dx, dy, dparams] = &shared.nothing;
            let Shared { params, job, .. } = shared;
            let (x, y, table_) = (&self.images, &buffers.activations[0], &table);
            let bound = Bound { x, y, params, saved, table: table_, dx, dy, dparams, job }.group(device);
            self.batch = Some((table, bound, buffers.capacity));
        }
        let (table, ..) = self.batch.as_ref().expect("it was made above");
        let bytes: Vec<u8> = samples.iter().flat_map(|sample| sample.to_le_bytes()).collect();
        device.queue.write_buffer(table, 0, &bytes);
        samples.iter().map(|&sample| self.labels[sample as usize]).collect()
    }

    /// Gathers the batch.
    pub fn run(&self, pass: &mut wgpu::ComputePass<'_>, batch: usize) {
        if let Some((_, bound, _)) = &self.batch {
            self.stages.iter().for_each(|stage| stage.run(pass, bound, batch));
        }
    }
}
