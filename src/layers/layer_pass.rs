//! [`LayerPass`]: one layer on its own, for tests, for doctests and for pages that explain a single layer.

use super::{Backward, CpuOp, Forward, InputGrads, Phase};
use crate::shape::{Shape, ShapeError};

/// One layer's forward pass with everything that backward needs.
///
/// ```
/// use convoscope::layers::{Phase, LayerPass, activation::Activation};
/// use convoscope::shape::Shape;
/// let (shapes, x): ([Shape; 1], [&[f32]; 1]) = ([Shape::flat(2)], [&[-3.0, 2.0]]);
/// let run = LayerPass::forward(&Activation::Relu, 1, &shapes, &x, &[], &[], Phase::Infer)?;
/// assert_eq!(run.y, [0.0, 2.0]);
/// assert_eq!(run.backward(&[10.0, 10.0]).dx[0], [0.0, 10.0]);
/// # Ok::<(), convoscope::shape::ShapeError>(())
/// ```
pub struct LayerPass<'a> {
    op: &'a dyn CpuOp,
    batch: usize,
    shapes: &'a [Shape],
    x: &'a [&'a [f32]],
    params: &'a [f32],
    phase: Phase,
    /// Shape of one sample's output.
    pub output: Shape,
    /// The output.
    pub y: Vec<f32>,
    /// What forward left for backward.
    pub saved: Vec<f32>,
    /// The running statistics after the pass.
    pub running: Vec<f32>,
}

/// What a layer's backward pass gives.
pub struct Gradients {
    /// dL/dx of each input.
    pub dx: Vec<Vec<f32>>,
    /// dL/dparams, flat.
    pub dparams: Vec<f32>,
}

impl<'a> LayerPass<'a> {
    /// Runs `op` forward on `batch` samples of the inputs `x`. An empty `running` stands for the initial statistics.
    pub fn forward(
        op: &'a dyn CpuOp,
        batch: usize,
        shapes: &'a [Shape],
        x: &'a [&'a [f32]],
        params: &'a [f32],
        running: &[f32],
        phase: Phase,
    ) -> Result<Self, ShapeError> {
        let output = op.output(shapes)?;
        let mut y = vec![0.0; batch * output.len()];
        let mut saved = vec![0.0; op.saved(shapes, batch)];
        let mut running = running.to_vec();
        if running.is_empty() {
            running = op.running(shapes).iter().flat_map(|r| vec![r.initial; r.len]).collect();
        }
        op.forward(Forward {
            batch,
            lanes: 1,
            shapes,
            output,
            x,
            params,
            y: &mut y,
            saved: &mut saved,
            running: &mut running,
            phase,
        });
        Ok(Self { op, batch, shapes, x, params, phase, output, y, saved, running })
    }

    /// The gradients of all inputs and parameters, given `dy`.
    pub fn backward(&self, dy: &[f32]) -> Gradients {
        let mut dx: Vec<Vec<f32>> = self.x.iter().map(|x| vec![0.0; x.len()]).collect();
        let mut dparams = vec![0.0; self.params.len()];
        let indices: Vec<usize> = (0..dx.len()).collect();
        self.op.backward(Backward {
            batch: self.batch,
            lanes: 1,
            shapes: self.shapes,
            output: self.output,
            x: self.x,
            params: self.params,
            y: &self.y,
            saved: &self.saved,
            running: &self.running,
            phase: self.phase,
            dy,
            dx: InputGrads { buffers: &mut dx, indices: &indices },
            dparams: &mut dparams,
        });
        Gradients { dx, dparams }
    }
}
