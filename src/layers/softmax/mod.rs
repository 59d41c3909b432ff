//! Softmax over the channels of each pixel: y(c) = exp x(c) / Σₖ exp x(k). Any shape in, the same shape out.
//!
//! On a flat shape it turns logits into a probability for each class (Bridle, "Probabilistic interpretation of
//! feedforward classification network outputs", 1990). dL/dx(c) = y(c) · (dL/dy(c) − Σₖ y(k) · dL/dy(k)).
//!
//! The largest x is subtracted first, so that no finite x is too large. −∞ gives 0. A NaN, an ∞, or −∞ alone makes every y
//! of the pixel NaN, as in PyTorch.
//!
//! ```
//! use convoscope::layers::{Phase, LayerPass, softmax::Softmax};
//! use convoscope::shape::Shape;
//! // Adding the same number to every logit changes nothing.
//! let (shapes, x): ([Shape; 1], [&[f32]; 1]) = ([Shape::flat(2)], [&[1000.0, 1000.0]]);
//! let run = LayerPass::forward(&Softmax, 1, &shapes, &x, &[], &[], Phase::Infer)?;
//! assert_eq!(run.y, [0.5, 0.5]);
//! assert_eq!(run.backward(&[1.0, 0.0]).dx[0], [0.25, -0.25]);
//! # Ok::<(), convoscope::shape::ShapeError>(())
//! ```

use serde::{Deserialize, Serialize};

use super::{Backward, CpuForward, CpuOp, Forward, GpuOp, Op, one_input};
use crate::program::Program;
use crate::shape::{Shape, ShapeError};

mod cpu;
mod describe;
mod gpu;

/// Softmax has no settings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Softmax;

impl Op for Softmax {
    fn name(&self) -> &'static str {
        "softmax"
    }

    fn output(&self, inputs: &[Shape]) -> Result<Shape, ShapeError> {
        one_input(self, inputs)
    }

    fn takes_lanes(&self) -> bool {
        true
    }
}

impl CpuForward for Softmax {
    fn forward(&self, pass: Forward<'_>) {
        cpu::forward(pass);
    }
}

impl CpuOp for Softmax {
    fn backward(&self, pass: Backward<'_>) {
        cpu::backward(pass);
    }
}

impl GpuOp for Softmax {
    fn program(&self, _inputs: &[Shape], output: Shape) -> Program {
        gpu::program(output)
    }
}
