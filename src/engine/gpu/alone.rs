use super::nodes::Bound;
use super::pipelines::Compiler;
use super::{Device, GpuError, Job};
use crate::layers::{Op, Phase};
use crate::shape::Shape;

/// What one layer makes of a batch on its own: [`layers::Run`](crate::layers::Run) on a graphics processor.
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
    /// Runs `op` forward and backward.
    pub async fn run(device: &Device, op: &dyn Op, inputs: Inputs<'_>, phase: Phase) -> Result<Self, GpuError> {
        let Inputs { batch, shapes, x, params, running, dy } = inputs;
        let output = op.output(shapes).expect("whoever asks knows that the layer can be run");
        let program = op.program(shapes, output);
        let place = [("running_at", params.len() as f64), ("saved_at", program.scratch as f64)];
        let [forward, backward] = Compiler::new(device).compile(&program, &place);
        let filled = |values: &[f32]| {
            let buffer = device.zeros(values.len());
            device.write(&buffer, values);
            buffer
        };
        let job = device.uniform();
        device.queue.write_buffer(&job, 0, &Job { batch, phase, numbers: [0.0; 12] }.bytes());
        let y = device.zeros(batch * output.len());
        let (weights, dparams) = (filled(&[params, running].concat()), device.zeros(params.len()));
        let saved = device.zeros(program.scratch + op.saved(shapes, batch));
        let (table, dy) = (device.table(&program.table), filled(dy));
        let dx: Vec<_> = x.iter().map(|x| device.zeros(x.len())).collect();
        let groups: Vec<_> = x
            .iter()
            .zip(&dx)
            .map(|(x, dx)| {
                let x = &filled(x);
                Bound {
                    x,
                    y: &y,
                    params: &weights,
                    saved: &saved,
                    table: &table,
                    dx,
                    dy: &dy,
                    dparams: &dparams,
                    job: &job,
                }
                .group(device)
            })
            .collect();
        let mut encoder = device.device.create_command_encoder(&Default::default());
        {
            let mut pass = encoder.begin_compute_pass(&Default::default());
            for stage in forward.iter().chain(&backward) {
                stage.run(&mut pass, &groups[stage.input], batch);
            }
        }
        device.queue.submit([encoder.finish()]);
        let y = device.read(&y, batch * output.len()).await?;
        let mut weights = device.read(&weights, params.len() + running.len()).await?;
        let dparams = device.read(&dparams, params.len()).await?;
        let mut read = Vec::with_capacity(dx.len());
        for (dx, x) in dx.iter().zip(x) {
            read.push(device.read(dx, x.len()).await?);
        }
        device.trouble()?;
        Ok(Self { y, running: weights.split_off(params.len()), dx: read, dparams })
    }
}
