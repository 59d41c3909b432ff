//! Reparameterization: a sample of a normal distribution whose mean μ and variance σ² a network says, through which gradients flow.
//!
//! Of 2k × h × w that go in, the first k channels are μ and the others ln σ²; k × h × w come out. In training z = μ + σ·ε with ε
//! from a normal distribution of mean 0 and variance 1, another one for each value: dL/dμ = dL/dz, dL/d(ln σ²) = ½ σ ε · dL/dz. In
//! inference z = μ.
//!
//! Kingma and Welling, "Auto-encoding variational Bayes", 2014, for variational autoencoders; the divergence that keeps μ and σ near 0
//! and 1 is a part of their [loss](crate::loss::Target::Reconstruction).
//!
//! ```
//! use convoscope::layers::{Phase, LayerPass, reparameterize::Reparameterize};
//! use convoscope::shape::Shape;
//! // μ = 3 and ln σ² = 0.
//! let (shapes, x): ([Shape; 1], [&[f32]; 1]) = ([Shape::flat(2)], [&[3.0, 0.0]]);
//! let run = LayerPass::forward(&Reparameterize, 1, &shapes, &x, &[], &[], Phase::Infer)?;
//! assert_eq!(run.y, [3.0]);
//! let run = LayerPass::forward(&Reparameterize, 1, &shapes, &x, &[], &[], Phase::Train { seed: 1 })?;
//! let epsilon = run.y[0] - 3.0;
//! let gradient = &run.backward(&[2.0]).dx[0];
//! assert!(gradient[0] == 2.0 && (gradient[1] - epsilon).abs() < 1e-6);
//! # Ok::<(), convoscope::shape::ShapeError>(())
//! ```

use serde::{Deserialize, Serialize};

use super::{Backward, CpuForward, CpuOp, Forward, GpuOp, Op, RANDOM, one_input, shape_error};
use crate::program::Program;
use crate::shape::{Reason, Shape, ShapeError};

mod cpu;
mod describe;
mod gpu;

/// A reparameterization; it has no settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reparameterize;

impl Op for Reparameterize {
    fn name(&self) -> &'static str {
        "reparameterize"
    }

    fn output(&self, inputs: &[Shape]) -> Result<Shape, ShapeError> {
        let shape = one_input(self, inputs)?;
        if shape.c % 2 != 0 {
            return Err(shape_error(self, inputs, Reason::Groups { channels: shape.c, groups: 2 }));
        }
        Ok(Shape { c: shape.c / 2, ..shape })
    }

    /// σ·ε.
    fn saved(&self, inputs: &[Shape], batch: usize) -> usize {
        batch * inputs[0].len() / 2
    }
}

impl CpuForward for Reparameterize {
    fn forward(&self, pass: Forward<'_>) {
        cpu::forward(pass);
    }
}

impl CpuOp for Reparameterize {
    fn backward(&self, pass: Backward<'_>) {
        cpu::backward(pass);
    }
}

impl GpuOp for Reparameterize {
    fn program(&self, _inputs: &[Shape], output: Shape) -> Program {
        gpu::program(output.len())
    }
}
