//! A ReLU whose slope below 0 is learnt: y = x for x > 0, else a(c) · x, with a slope a for each channel, or one for all.
//!
//! dL/dx = dL/dy for x > 0, else a(c) · dL/dy; dL/da(c) = Σ x · dL/dy over the x of channel c that are not above 0 (He, Zhang, Ren and
//! Sun, "Delving deep into rectifiers", 2015). Any shape in, the same shape out; as `torch.nn.PReLU`.
//!
//! ```
//! use convoscope::layers::{Phase, LayerPass, prelu::PRelu};
//! use convoscope::shape::Shape;
//! let (layer, shapes, x): (_, [Shape; 1], [&[f32]; 1]) = (PRelu::default(), [Shape::flat(2)], [&[-4.0, 4.0]]);
//! let run = LayerPass::forward(&layer, 1, &shapes, &x, &[0.5, 0.25], &[], Phase::Infer)?;
//! assert_eq!(run.y, [-2.0, 4.0]);
//! let gradients = run.backward(&[1.0, 1.0]);
//! assert_eq!((&gradients.dx[0][..], &gradients.dparams[..]), (&[0.5, 1.0][..], &[-4.0, 0.0][..]));
//! # Ok::<(), convoscope::shape::ShapeError>(())
//! ```

use serde::{Deserialize, Serialize};

use super::{Backward, CpuForward, CpuOp, Forward, GpuOp, Op, Param, one_input};
use crate::program::Program;
use crate::shape::{Shape, ShapeError};

mod cpu;
mod describe;
mod gpu;

/// Settings of a PReLU.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PRelu {
    /// Whether all channels share one slope.
    pub shared: bool,
}

impl PRelu {
    /// How many slopes there are.
    const fn slopes(self, shape: Shape) -> usize {
        if self.shared { 1 } else { shape.c }
    }
}

impl Op for PRelu {
    fn name(&self) -> &'static str {
        "prelu"
    }

    fn output(&self, inputs: &[Shape]) -> Result<Shape, ShapeError> {
        one_input(self, inputs)
    }

    fn params(&self, inputs: &[Shape]) -> Vec<Param> {
        vec![Param::slopes(self.slopes(inputs[0]))]
    }

    fn takes_lanes(&self) -> bool {
        true
    }
}

impl CpuForward for PRelu {
    fn forward(&self, pass: Forward<'_>) {
        cpu::forward(*self, pass);
    }
}

impl CpuOp for PRelu {
    fn backward(&self, pass: Backward<'_>) {
        cpu::backward(*self, pass);
    }
}

impl GpuOp for PRelu {
    fn program(&self, _inputs: &[Shape], output: Shape) -> Program {
        gpu::program(*self, output)
    }
}
