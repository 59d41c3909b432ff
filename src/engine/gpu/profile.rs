use super::runs::Run;
use super::{Gpu, GpuError};
use crate::engine::Update;
use crate::loss::Targets;
use crate::network::NodeId;

/// How long a kernel took over a batch.
#[derive(Clone, Debug, PartialEq)]
pub struct KernelTime {
    /// Whose it is; the input's are those of the loss and of the optimizer.
    pub node: NodeId,
    /// Whether it belongs to the backward pass.
    pub backward: bool,
    /// What it is called, and how it is divided.
    pub name: String,
    /// How long it took, in milliseconds.
    pub ms: f64,
}

impl Gpu {
    /// Takes a training step, and tells how long each kernel took; nothing where the device cannot tell the time. Every kernel
    /// waits for the one before, as it does without anybody looking.
    pub async fn profile(
        &mut self,
        images: &[f32],
        targets: &Targets,
        update: &Update,
    ) -> Result<Vec<KernelTime>, GpuError> {
        self.load_batch(images, targets, update)?;
        let runs = self.step_runs(update);
        let queries = 2 * runs.len() as u32;
        let device = &self.device.device;
        if !device.features().contains(wgpu::Features::TIMESTAMP_QUERY)
            || queries > wgpu::QUERY_SET_MAX_QUERIES
        {
            return Ok(Vec::new());
        }
        let set = device.create_query_set(&wgpu::QuerySetDescriptor {
            label: None,
            ty: wgpu::QueryType::Timestamp,
            count: queries,
        });
        let resolved = device.create_buffer(&wgpu::BufferDescriptor {
            label: None,
            size: 8 * u64::from(queries),
            usage: wgpu::BufferUsages::QUERY_RESOLVE | wgpu::BufferUsages::COPY_SRC,
            mapped_at_creation: false,
        });
        let mut encoder = device.create_command_encoder(&Default::default());
        self.clear(&mut encoder);
        encoder.clear_buffer(&self.shared.total, 0, None);
        for (run, begin) in runs.iter().zip((0..).step_by(2)) {
            let timestamp_writes = Some(wgpu::ComputePassTimestampWrites {
                query_set: &set,
                beginning_of_pass_write_index: Some(begin),
                end_of_pass_write_index: Some(begin + 1),
            });
            let description = wgpu::ComputePassDescriptor { label: None, timestamp_writes };
            run.stage.run(&mut encoder.begin_compute_pass(&description), run.bindings, self.batch);
        }
        encoder.resolve_query_set(&set, 0..queries, &resolved, 0);
        self.device.queue.submit([encoder.finish()]);
        let words = self.device.read(&resolved, 2 * queries as usize).await?;
        let times = words.chunks_exact(4).map(|words| {
            let [begin, end] =
                [0, 2].map(|at| u64::from(words[at].to_bits()) | u64::from(words[at + 1].to_bits()) << 32);
            end.saturating_sub(begin) as f64 * f64::from(self.device.queue.get_timestamp_period()) * 1e-6
        });
        let time = |(run, ms): (&Run<'_>, f64)| {
            let Run { node, backward, stage, .. } = *run;
            KernelTime { node, backward, name: stage.name.clone(), ms }
        };
        Ok(runs.iter().zip(times).map(time).collect())
    }
}
