use super::nodes::{Bound, Place};
use super::pipelines::{Compiler, Stage};
use super::{Device, GpuError, Job};
use crate::layers::{GpuOp, Phase};
use crate::program::Program;
use crate::shape::Shape;

/// What one layer makes of a batch on its own: [`layers::LayerPass`](crate::layers::LayerPass) on a GPU.
#[derive(Debug)]
pub struct Alone {
    /// The output.
    pub y: Vec<f32>,
    /// The running statistics after the pass.
    pub running: Vec<f32>,
    /// dL/dx of each input.
    pub dx: Vec<Vec<f32>>,
    /// dL/dparams.
    pub dparams: Vec<f32>,
}

/// The numbers that a layer is run on.
pub struct Inputs<'a> {
    /// Samples.
    pub batch: usize,
    /// Shape of each input.
    pub shapes: &'a [Shape],
    /// The inputs.
    pub x: &'a [Vec<f32>],
    /// The parameters.
    pub params: &'a [f32],
    /// The running statistics.
    pub running: &'a [f32],
    /// dL/dy.
    pub dy: &'a [f32],
}

impl Alone {
    /// Runs `op` forward and backward, in each of these phases from the start.
    pub async fn run(
        device: &Device,
        op: &dyn GpuOp,
        inputs: &Inputs<'_>,
        phases: &[Phase],
    ) -> Result<Vec<Self>, GpuError> {
        let output = op.output(inputs.shapes).expect("whoever asks knows that the layer can be run");
        let program = op.program(inputs.shapes, output);
        let stages = Compiler::new(device).compile(&program).concat();
        let mut outcomes = Vec::new();
        for &phase in phases {
            outcomes.push(Self::once(device, op, &program, &stages, inputs, phase).await?);
        }
        device.error()?;
        Ok(outcomes)
    }

    async fn once(
        device: &Device,
        op: &dyn GpuOp,
        program: &Program,
        stages: &[Stage],
        inputs: &Inputs<'_>,
        phase: Phase,
    ) -> Result<Self, GpuError> {
        let Inputs { batch, shapes, x, params, running, dy } = *inputs;
        let y_len = dy.len();
        let job = device.uniform();
        device.queue.write_buffer(&job, 0, &Job { batch, phase, numbers: [0.0; 12] }.bytes());
        let place = Place { running_at: params.len(), saved_at: program.scratch, ..Place::default() };
        let node = &place.buffer(device);
        let weights = device.filled(&[params, running].concat());
        let saved = device.zeros(program.scratch + op.saved(shapes, batch));
        let (y, dy, dparams) = (device.zeros(y_len), device.filled(dy), device.zeros(params.len()));
        let (table, params_len) = (device.table(&program.table), params.len());
        let dx: Vec<_> = x.iter().map(|x| device.zeros(x.len())).collect();
        let bind = |(x, dx): (&Vec<f32>, &wgpu::Buffer)| {
            let (x, params) = (&device.filled(x), &weights);
            let (y, saved, table, dy, dparams, job) = (&y, &saved, &table, &dy, &dparams, &job);
            Bound { x, y, params, saved, table, dx, dy, dparams, job, node }.group(device)
        };
        let groups: Vec<_> = x.iter().zip(&dx).map(bind).collect();
        let mut encoder = device.device.create_command_encoder(&Default::default());
        let mut pass = encoder.begin_compute_pass(&Default::default());
        stages.iter().for_each(|stage| stage.run(&mut pass, &groups[stage.input], batch));
        drop(pass);
        device.queue.submit([encoder.finish()]);
        let mut weights = device.read(&weights, params_len + running.len()).await?;
        let mut outcome = Self {
            y: device.read(&y, y_len).await?,
            running: weights.split_off(params_len),
            dx: Vec::new(),
            dparams: device.read(&dparams, params_len).await?,
        };
        for (dx, x) in dx.iter().zip(x) {
            outcome.dx.push(device.read(dx, x.len()).await?);
        }
        Ok(outcome)
    }
}
