//! How fast each output of a layer grows with one of the values that it reads: a column of its Jacobian.

use super::model::Model;
use crate::layers::pool::{Pool, PoolKind};
use crate::layers::{Layer, LayerPass, Phase};
use crate::network::NodeId;
use crate::shape::Shape;

/// ∂y/∂a of every output y of `layer`, where a is value `at` of input number `input`, and `x` all of that input. `None` where
/// the layer cannot be run on it.
pub fn slopes(model: &Model, layer: NodeId, input: usize, at: usize, x: &[f32]) -> Option<Vec<f32>> {
    let reads = Reads::of(model, layer)?;
    let (len, area) = (reads.output.len(), reads.output.area());
    match reads.op {
        Layer::Pool(Pool { kind: PoolKind::Max, .. }) => {
            // A maximum passes all of it on to the cell that it was taken from.
            let winners = reads.forward(&[x], reads.params)?.saved;
            let channel = at / reads.shapes[0].area();
            let passes = |(i, &winner): (usize, &f32)| {
                i / area == channel && winner as usize == at % reads.shapes[0].area()
            };
            Some(winners.iter().enumerate().map(|(i, w)| f32::from(u8::from(passes((i, w))))).collect())
        }
        Layer::Activation(activation) => {
            let y = activation.value(x[at]);
            Some((0..len).map(|i| if i == at { activation.derivative(x[at], y) } else { 0.0 }).collect())
        }
        Layer::Dropout(_) | Layer::Flatten(_) => {
            Some((0..len).map(|i| f32::from(u8::from(i == at))).collect())
        }
        // Their Jacobian is symmetric, that of a layer norm but for its weights: its row is its column.
        Layer::Softmax(_) => reads.row(x, reads.params, at),
        Layer::LayerNorm(_) => {
            let weights = &reads.params[..len];
            let plain = [vec![1.0; len], vec![0.0; len]].concat();
            let row = reads.row(x, &plain, at)?;
            Some(row.iter().zip(weights).map(|(slope, weight)| slope * weight).collect())
        }
        // Sums and means: a slope is what an input of 1 there adds to an input of 0.
        Layer::Pad(_)
        | Layer::Conv(_)
        | Layer::Dense(_)
        | Layer::Pool(_)
        | Layer::GlobalAvgPool(_)
        | Layer::ConvTranspose(_)
        | Layer::Upsample(_)
        | Layer::BatchNorm(_)
        | Layer::Add(_)
        | Layer::Concat(_) => {
            let mut inputs: Vec<Vec<f32>> = reads.shapes.iter().map(|shape| vec![0.0; shape.len()]).collect();
            let run = |inputs: &[Vec<f32>]| {
                let x: Vec<&[f32]> = inputs.iter().map(Vec::as_slice).collect();
                Some(reads.forward(&x, reads.params)?.y)
            };
            let before = run(&inputs)?;
            inputs[input][at] = 1.0;
            let mut slopes = run(&inputs)?;
            slopes.iter_mut().zip(before).for_each(|(y, before)| *y -= before);
            Some(slopes)
        }
        Layer::PRelu(_) => reads.column(x, at, [at].into_iter()),
        Layer::LocalResponseNorm(_) => reads.column(x, at, (at % area..len).step_by(area)),
        _ => reads.column(x, at, 0..len),
    }
}

/// What a layer's output grows by with one of its parameters, where it is linear in them: its output with that parameter 1 and
/// all others 0.
pub fn multipliers(model: &Model, layer: NodeId, param: usize, x: &[f32]) -> Option<Vec<f32>> {
    let reads = Reads::of(model, layer)?;
    let mut params = vec![0.0; reads.params.len()];
    params[param] = 1.0;
    Some(reads.forward(&[x], &params)?.y)
}

/// A layer with its parameters.
struct Reads<'a> {
    op: &'a Layer,
    shapes: Vec<Shape>,
    params: &'a [f32],
    running: &'a [f32],
    output: Shape,
}

impl<'m> Reads<'m> {
    fn of(model: &'m Model, layer: NodeId) -> Option<Self> {
        let plan = &model.plan;
        Some(Self {
            op: plan.layer(layer)?,
            shapes: plan.input_shapes(layer),
            params: &model.weights.params[plan.params_of(layer)],
            running: &model.weights.running[plan.running_of(layer)],
            output: plan.shape(layer),
        })
    }

    fn forward<'a>(&'a self, x: &'a [&'a [f32]], params: &'a [f32]) -> Option<LayerPass<'a>> {
        LayerPass::forward(self.op.cpu_op(), 1, &self.shapes, x, params, self.running, Phase::Infer).ok()
    }

    /// ∂y/∂x of output `at`, for all inputs.
    fn row(&self, x: &[f32], params: &[f32], at: usize) -> Option<Vec<f32>> {
        let x = [x];
        let pass = self.forward(&x, params)?;
        let mut dy = vec![0.0; self.output.len()];
        dy[at] = 1.0;
        Some(pass.backward(&dy).dx.swap_remove(0))
    }

    /// ∂y/∂x of all outputs, of which only these depend on value `at`: row by row.
    fn column(&self, x: &[f32], at: usize, outputs: impl Iterator<Item = usize>) -> Option<Vec<f32>> {
        let x = [x];
        let pass = self.forward(&x, self.params)?;
        let (mut dy, mut slopes) = (vec![0.0; self.output.len()], vec![0.0; self.output.len()]);
        for i in outputs {
            dy[i] = 1.0;
            slopes[i] = pass.backward(&dy).dx[0][at];
            dy[i] = 0.0;
        }
        Some(slopes)
    }
}
