use super::Device;
use super::nodes::{Bound, Buffers, Shared};
use super::pipelines::{Compiler, Stage};
use super::runs::Run;
use crate::loss::Targets;
use crate::program::{Count, Groups, Kernel, Program};

/// Labelled samples of equal size, a byte for each value: it stands for byte / `divisor` + `offset`.
#[derive(Clone, Copy, Debug)]
pub struct Samples<'a> {
    /// All samples, one after the other.
    pub bytes: &'a [u8],
    /// The label of each.
    pub labels: &'a [u8],
    /// What bytes are divided by.
    pub divisor: f32,
    /// What is added then.
    pub offset: f32,
}

/// A data set on the device, and how batches are gathered from it there: for a step, only indices go up.
pub struct DeviceDataset {
    /// The indices of a batch, then the bytes of all samples.
    table: wgpu::Buffer,
    labels: Vec<u8>,
    stages: Vec<Stage>,
    /// How they are bound, for batches up to a size.
    bound: Option<(wgpu::BindGroup, usize)>,
}

/// The most samples that can be gathered for a step.
const MOST: usize = 4096;

impl DeviceDataset {
    /// Sends samples of `length` values each; `None` if there is no room for them.
    pub fn new(device: &Device, length: usize, samples: &Samples<'_>) -> Option<Self> {
        let words = MOST + samples.bytes.len().div_ceil(4) + 4;
        if 4 * words as u64 > device.largest_buffer() {
            return None;
        }
        let program = Program {
            shader: vec![include_str!("gather.wgsl")],
            constants: vec![
                ("length", length as f64),
                ("first", (4 * MOST) as f64),
                ("divisor", f64::from(samples.divisor)),
                ("offset", f64::from(samples.offset)),
            ],
            forward: vec![Kernel::new("gather", Groups::threads(Count::Each(length)))],
            ..Program::default()
        };
        let [stages, _] = Compiler::new(device).compile(&program);
        let table = device.zeros(words);
        // What is written has a length that 4 divides.
        let (whole, rest) = samples.bytes.split_at(samples.bytes.len() / 4 * 4);
        let mut last = [0; 4];
        last[..rest.len()].copy_from_slice(rest);
        device.queue.write_buffer(&table, 4 * MOST as u64, whole);
        device.queue.write_buffer(&table, (4 * MOST + whole.len()) as u64, &last);
        Some(Self { table, labels: samples.labels.to_vec(), stages, bound: None })
    }

    /// Whether it can gather so many samples.
    pub const fn can_gather(&self, batch: usize) -> bool {
        batch <= MOST
    }

    /// Says which samples are next; answers their labels.
    pub fn choose(
        &mut self,
        device: &Device,
        shared: &Shared,
        buffers: &Buffers,
        samples: &[u32],
    ) -> Targets {
        if self.bound.as_ref().is_none_or(|(_, version)| *version != buffers.version) {
            let [x, saved, dx, dy] = &shared.nothing;
            let Shared { params, dparams, job, nowhere: node, .. } = shared;
            let (y, table) = (&buffers.activations[0], &self.table);
            let bound = Bound { x, y, params, saved, table, dx, dy, dparams, job, node }.group(device);
            self.bound = Some((bound, buffers.version));
        }
        let bytes: Vec<u8> = samples.iter().flat_map(|sample| sample.to_le_bytes()).collect();
        device.queue.write_buffer(&self.table, 0, &bytes);
        samples.iter().map(|&sample| self.labels[sample as usize]).collect()
    }

    /// What gathers the batch.
    pub fn runs(&self) -> impl Iterator<Item = Run<'_>> {
        self.bound.iter().flat_map(|(bindings, _)| {
            self.stages.iter().map(move |stage| Run::of_no_layer(false, (stage, bindings)))
        })
    }
}
