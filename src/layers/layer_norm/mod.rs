//! Layer normalisation: y = weight · (x − μ) / √(σ² + ε) + bias. Any shape in, the same shape out.
//!
//! μ and σ² are the mean and the biased variance of all c·h·w values of one sample; weight and bias have one value for
//! each of them (Ba, Kiros and Hinton, "Layer normalization", 2016). Training and inference are alike.
//!
//! Equal values, or a single one, become the bias, but NaN with ε = 0; a NaN or ±∞ makes all of its sample NaN.
//!
//! ```
//! use convoscope::layers::{Phase, LayerPass, layer_norm::LayerNorm};
//! use convoscope::shape::Shape;
//! let norm = LayerNorm { eps: 0.0 };
//! let (shapes, x): ([Shape; 1], [&[f32]; 1]) = ([Shape::flat(2)], [&[4.0, 8.0]]);
//! let params = [3.0, 3.0, /* bias */ 0.0, 1.0];
//! let run = LayerPass::forward(&norm, 1, &shapes, &x, &params, &[], Phase::Infer)?;
//! assert_eq!(run.y, [-3.0, 4.0]);
//! # Ok::<(), convoscope::shape::ShapeError>(())
//! ```

use serde::{Deserialize, Serialize};

use super::{Backward, CpuForward, CpuOp, Forward, GpuOp, Op, Param, one_input};
use crate::program::Program;
use crate::shape::{Shape, ShapeError};
use crate::window::Window;

mod cpu;
mod describe;
mod gpu;

/// Settings of a layer normalisation.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LayerNorm {
    /// ε: keeps the divisor from 0.
    pub eps: f32,
}

impl Default for LayerNorm {
    /// PyTorch's value.
    fn default() -> Self {
        Self { eps: 1e-5 }
    }
}

impl Op for LayerNorm {
    fn name(&self) -> &'static str {
        "layer norm"
    }

    fn output(&self, inputs: &[Shape]) -> Result<Shape, ShapeError> {
        one_input(self, inputs)
    }

    fn params(&self, inputs: &[Shape]) -> Vec<Param> {
        let Shape { c, h, w } = inputs[0];
        let weight = Param::scale(vec![c, h, w]);
        let bias = Param { dims: weight.dims.clone(), ..Param::bias(weight.len()) };
        vec![weight, bias]
    }

    /// μ and 1 / √(σ² + ε) of each sample.
    fn saved(&self, _inputs: &[Shape], batch: usize) -> usize {
        2 * batch
    }

    /// So long and so padded that it covers the whole input from every position.
    fn window(&self, inputs: &[Shape]) -> Option<[Window; 2]> {
        let axis = |len: usize| Window::new(2 * len - 1).padding(len - 1);
        Some([axis(inputs[0].h), axis(inputs[0].w)])
    }
}

impl CpuForward for LayerNorm {
    fn forward(&self, pass: Forward<'_>) {
        cpu::forward(self, pass);
    }
}

impl CpuOp for LayerNorm {
    fn backward(&self, pass: Backward<'_>) {
        cpu::backward(pass);
    }
}

impl GpuOp for LayerNorm {
    fn program(&self, _inputs: &[Shape], output: Shape) -> Program {
        gpu::program(self, output.len())
    }
}
