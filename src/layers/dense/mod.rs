//! A fully connected layer: y\[o\] = bias\[o\] + Σᵢ weight\[o\]\[i\] · x\[i\].
//!
//! Any shape of I values in, U × 1 × 1 out; weight U × I, bias U, as `torch.nn.Linear` has them.
//!
//! ```
//! use convoscope::layers::{Phase, LayerPass, dense::Dense};
//! use convoscope::shape::Shape;
//! let (shapes, x): ([Shape; 1], [&[f32]; 1]) = ([Shape::flat(2)], [&[3.0, 4.0]]);
//! let params = [1.0, 2.0, /* bias */ 0.5];
//! let dense = Dense::new(1);
//! let run = LayerPass::forward(&dense, 1, &shapes, &x, &params, &[], Phase::Infer)?;
//! assert_eq!(run.y, [1.0 * 3.0 + 2.0 * 4.0 + 0.5]);
//! # Ok::<(), convoscope::shape::ShapeError>(())
//! ```

use serde::{Deserialize, Serialize};

use super::{Backward, CpuForward, CpuOp, Forward, GpuOp, Op, Param, one_input, product, shape_error};
use crate::program::Program;
use crate::shape::{Must, Reason, Shape, ShapeError};
use crate::window::Window;

mod cpu;
mod describe;
mod gpu;

/// A fully connected layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dense {
    /// Number of outputs.
    pub units: usize,
    /// Whether a bias is added.
    pub bias: bool,
}

impl Dense {
    /// `units` outputs with a bias.
    pub const fn new(units: usize) -> Self {
        Self { units, bias: true }
    }
}

impl Op for Dense {
    fn name(&self) -> &'static str {
        "dense"
    }

    fn output(&self, inputs: &[Shape]) -> Result<Shape, ShapeError> {
        one_input(self, inputs)?;
        if self.units == 0 {
            let reason = Reason::Setting { name: "units".into(), must: Must::AtLeast1 };
            return Err(shape_error(self, inputs, reason));
        }
        Ok(Shape::flat(self.units))
    }

    fn params(&self, inputs: &[Shape]) -> Vec<Param> {
        let fan_in = inputs[0].len();
        let weight = Param::weight(vec![self.units, fan_in], fan_in);
        [weight].into_iter().chain(self.bias.then(|| Param::bias(self.units))).collect()
    }

    fn macs(&self, inputs: &[Shape]) -> u64 {
        product(&[self.units, inputs[0].len()])
    }

    fn scratch(&self, inputs: &[Shape], _output: Shape, batch: u64) -> u64 {
        cpu::scratch(self, inputs[0].len() as u64, batch)
    }

    fn window(&self, inputs: &[Shape]) -> Option<[Window; 2]> {
        Some([Window::new(inputs[0].h), Window::new(inputs[0].w)])
    }

    fn takes_lanes(&self) -> bool {
        true
    }
}

impl CpuForward for Dense {
    fn forward(&self, pass: Forward<'_>) {
        cpu::forward(self, pass);
    }
}

impl CpuOp for Dense {
    fn backward(&self, pass: Backward<'_>) {
        cpu::backward(self, pass);
    }
}

impl GpuOp for Dense {
    fn program(&self, inputs: &[Shape], _output: Shape) -> Program {
        gpu::program(self, inputs[0].len())
    }
}
