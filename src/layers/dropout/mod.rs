//! Dropout: in training each value becomes 0 with the probability `rate`, and else is multiplied by 1 / (1 − rate), so
//! that its mean stays. In inference y = x. Any shape in, the same shape out. A NaN or ±∞ that is dropped is multiplied
//! by 0 and so is NaN, as in PyTorch.
//!
//! Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov, "Dropout: a simple way to prevent neural networks from
//! overfitting", 2014; there inference is scaled instead of training.
//!
//! ```
//! use convoscope::layers::{Phase, LayerPass, dropout::Dropout};
//! use convoscope::shape::Shape;
//! let dropout = Dropout { rate: 0.5 };
//! let (shapes, x): ([Shape; 1], [&[f32]; 1]) = ([Shape::flat(4)], [&[1.0, 2.0, 3.0, 4.0]]);
//! let run = LayerPass::forward(&dropout, 1, &shapes, &x, &[], &[], Phase::Train { seed: 1 })?;
//! assert!(run.y.iter().zip(x[0]).all(|(&y, x)| y == 0.0 || y == 2.0 * x));
//! let run = LayerPass::forward(&dropout, 1, &shapes, &x, &[], &[], Phase::Infer)?;
//! assert_eq!(run.y, x[0]);
//! # Ok::<(), convoscope::shape::ShapeError>(())
//! ```

use serde::{Deserialize, Serialize};

use super::{Backward, CpuForward, CpuOp, Forward, GpuOp, Op, RANDOM, one_input, shape_error};
use crate::program::Program;
use crate::shape::{Must, Reason, Shape, ShapeError};

mod cpu;
mod describe;
mod gpu;

/// Settings of a dropout.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dropout {
    /// The probability of 0.
    pub rate: f32,
}

impl Op for Dropout {
    fn name(&self) -> &'static str {
        "dropout"
    }

    fn output(&self, inputs: &[Shape]) -> Result<Shape, ShapeError> {
        if !(0.0..1.0).contains(&self.rate) {
            let reason = Reason::Setting { name: "rate".into(), must: Must::Below1 };
            return Err(shape_error(self, inputs, reason));
        }
        one_input(self, inputs)
    }

    /// What each value was multiplied by.
    fn saved(&self, inputs: &[Shape], batch: usize) -> usize {
        batch * inputs[0].len()
    }
}

impl CpuForward for Dropout {
    fn forward(&self, pass: Forward<'_>) {
        cpu::forward(self, pass);
    }
}

impl CpuOp for Dropout {
    fn backward(&self, pass: Backward<'_>) {
        cpu::backward(pass);
    }
}

impl GpuOp for Dropout {
    fn program(&self, _inputs: &[Shape], output: Shape) -> Program {
        gpu::program(self, output.len())
    }
}
