use super::pipelines::{Compiler, Stage};
use super::runs::Run;
use super::{Bound, Buffers, Device, GpuError, Shared};
use crate::loss::{Loss, Targets, counted};
use crate::network::Plan;
use crate::program::Program;

/// The loss on the device: first that of each sample, cell or value, then the total.
pub struct Scoring {
    labels: Kernels,
    /// The same for other targets, once there were some, and what these are.
    dense: Option<(Form, Kernels)>,
    /// Whether the last targets were such.
    is_dense: bool,
    outputs: usize,
}

/// What targets are that are no labels of samples.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Mask { cells: usize },
    Weighted,
    Reconstruction { latent: usize },
}

/// Compiled, with the targets of a batch.
struct Kernels {
    /// One for each kind of loss; none where there is no program.
    stages: Vec<Option<[Stage; 2]>>,
    bindings: [wgpu::BindGroup; 2],
    table: wgpu::Buffer,
}

impl Kernels {
    /// For `scored` things of each sample, each of which has `words` words in the table.
    fn new(
        (device, outputs): (&Device, usize),
        buffers: &Buffers,
        shared: &Shared,
        program: impl Fn(Loss) -> Option<Program>,
        [scored, words]: [usize; 2],
    ) -> Self {
        let mut compiler = Compiler::new(device);
        let mut stages = |loss: Loss| {
            let [stages, _] = compiler.compile(&program(loss)?);
            Some(<[Stage; 2]>::try_from(stages).ok().expect("the loss has two kernels"))
        };
        let stages = Loss::ALL.map(&mut stages).into();
        let things = buffers.capacity * scored;
        let (table, scores) = (device.table(&vec![0; things * words]), device.zeros(2 * things));
        let [no_params, no_saved, no_dy, no_dparams] = &shared.nothing;
        let last = buffers.activations.len() - 1;
        let no_gradient = device.zeros(buffers.capacity * outputs);
        let bind = |x, y, dx| {
            Bound {
                x,
                y,
                params: no_params,
                saved: no_saved,
                table: &table,
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
        Self { stages, bindings, table }
    }
}

impl Scoring {
    pub fn new(device: &Device, plan: &Plan, buffers: &Buffers, shared: &Shared) -> Self {
        let outputs = plan.output().len();
        let program = |loss: Loss| Some(loss.program(outputs));
        let labels = Kernels::new((device, outputs), buffers, shared, program, [1, 1]);
        Self { labels, dense: None, is_dense: false, outputs }
    }

    /// Sends the targets of a batch that `loss` is to score.
    pub fn load(
        &mut self,
        device: &Device,
        buffers: &Buffers,
        shared: &Shared,
        targets: &Targets,
        loss: Loss,
    ) -> Result<(), GpuError> {
        let bytes = |labels: &[u8]| -> Vec<u8> {
            labels.iter().flat_map(|&label| u32::from(label).to_le_bytes()).collect()
        };
        let outputs = self.outputs;
        let (form, bytes): (Form, Vec<u8>) = match targets {
            Targets::Labels(labels) => {
                self.is_dense = false;
                device.queue.write_buffer(&self.labels.table, 0, &bytes(labels));
                return Ok(());
            }
            Targets::Mask { labels, cells } => {
                let sample = |labels: &[u8]| {
                    let count = counted(labels) as u32;
                    labels.iter().flat_map(|&label| [u32::from(label), count]).collect::<Vec<_>>()
                };
                let all = labels.chunks_exact(*cells).flat_map(sample);
                (Form::Mask { cells: *cells }, all.flat_map(u32::to_le_bytes).collect())
            }
            Targets::Weighted { values, weights } => {
                let pairs = values.iter().zip(weights).flat_map(|(value, weight)| [value, weight]);
                (Form::Weighted, pairs.flat_map(|number| number.to_le_bytes()).collect())
            }
            &Targets::Reconstruction { ref values, latent, beta } => {
                let betas = vec![beta; 2 * latent];
                let sample = |values: &[f32]| [values, &betas].concat();
                let all = values.chunks_exact(outputs - 2 * latent).flat_map(sample);
                (Form::Reconstruction { latent }, all.flat_map(f32::to_le_bytes).collect())
            }
        };
        let (_, kernels) = match self.dense.take() {
            Some(ready) if ready.0 == form => self.dense.insert(ready),
            _ => {
                let program = |loss: Loss| match form {
                    Form::Mask { cells } => Some(loss.mask_program(outputs / cells, cells)),
                    Form::Weighted => loss.weighted_program(outputs),
                    Form::Reconstruction { latent } => Some(loss.reconstruction_program(outputs, latent)),
                };
                let things = match form {
                    Form::Mask { cells } => [cells, 2],
                    Form::Weighted => [outputs, 2],
                    Form::Reconstruction { .. } => [outputs, 1],
                };
                let kernels = Kernels::new((device, outputs), buffers, shared, program, things);
                self.dense.insert((form, kernels))
            }
        };
        self.is_dense = true;
        if kernels.stages[loss as usize].is_none() {
            return Err(GpuError::NoProgram);
        }
        device.queue.write_buffer(&kernels.table, 0, &bytes);
        Ok(())
    }

    /// What scores the batch.
    pub fn runs(&self, loss: Loss) -> impl Iterator<Item = Run<'_>> {
        let dense = self.dense.as_ref().filter(|_| self.is_dense).map(|(_, kernels)| kernels);
        let kernels = dense.unwrap_or(&self.labels);
        // Of what there is no program for, nothing was loaded.
        let stages = kernels.stages[loss as usize].iter().flatten();
        stages.zip(&kernels.bindings).map(|bound| Run::of_no_layer(false, bound))
    }
}
