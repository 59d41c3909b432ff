//! Local response normalisation: y(c) = x(c) / (k + α/size · Σ x(j)²)^β at each pixel. Any shape in, the same out.
//!
//! j runs over the `size` channels around c, from c − ⌊size/2⌋ on, as far as they exist (Krizhevsky, Sutskever and
//! Hinton, "ImageNet classification with deep convolutional neural networks", 2012). As in PyTorch α is divided by
//! size, which the paper does not do.
//!
//! Values whose squares exceed an f32 become 0, and so do their neighbours; ±∞ becomes NaN and its neighbours 0; a NaN makes
//! its neighbours NaN, too.
//!
//! ```
//! use convoscope::layers::{Phase, LayerPass, local_response_norm::LocalResponseNorm};
//! use convoscope::shape::Shape;
//! let norm = LocalResponseNorm { size: 3, alpha: 3.0, beta: 1.0, k: 1.0 };
//! let (shapes, x): ([Shape; 1], [&[f32]; 1]) = ([Shape::flat(3)], [&[1.0, 1.0, 2.0]]);
//! let run = LayerPass::forward(&norm, 1, &shapes, &x, &[], &[], Phase::Infer)?;
//! assert_eq!(run.y, [1.0 / 3.0, 1.0 / 7.0, 2.0 / 6.0]);
//! # Ok::<(), convoscope::shape::ShapeError>(())
//! ```

use serde::{Deserialize, Serialize};

use super::{Backward, CpuForward, CpuOp, Forward, GpuOp, Op, one_input, shape_error};
use crate::program::Program;
use crate::shape::{Must, Reason, Shape, ShapeError};

mod cpu;
mod describe;
mod gpu;

/// Settings of a local response normalisation.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LocalResponseNorm {
    /// How many neighbouring channels count.
    pub size: usize,
    /// α: how much they count.
    pub alpha: f32,
    /// β: the exponent.
    pub beta: f32,
    /// k: what the sum of squares is added to.
    pub k: f32,
}

impl Default for LocalResponseNorm {
    /// AlexNet's values. Its α, 1e-4, was not divided by the size.
    fn default() -> Self {
        Self { size: 5, alpha: 5e-4, beta: 0.75, k: 2.0 }
    }
}

impl Op for LocalResponseNorm {
    fn name(&self) -> &'static str {
        "local response norm"
    }

    fn output(&self, inputs: &[Shape]) -> Result<Shape, ShapeError> {
        let fail = |name: &str, must: Must| {
            Err(shape_error(self, inputs, Reason::Setting { name: name.into(), must }))
        };
        if self.size == 0 {
            return fail("size", Must::AtLeast1);
        }
        // The base of the power must be above 0.
        if self.k.is_nan() || self.k <= 0.0 {
            return fail("k", Must::Above0);
        }
        if self.alpha.is_nan() || self.alpha < 0.0 {
            return fail("alpha", Must::AtLeast0);
        }
        one_input(self, inputs)
    }

    /// k + α/size · Σ x², the base of the power, of each value.
    fn saved(&self, inputs: &[Shape], batch: usize) -> usize {
        batch * inputs[0].len()
    }

    fn takes_lanes(&self) -> bool {
        true
    }
}

impl CpuForward for LocalResponseNorm {
    fn forward(&self, pass: Forward<'_>) {
        cpu::forward(self, pass);
    }
}

impl CpuOp for LocalResponseNorm {
    fn backward(&self, pass: Backward<'_>) {
        cpu::backward(self, pass);
    }
}

impl GpuOp for LocalResponseNorm {
    fn program(&self, _inputs: &[Shape], output: Shape) -> Program {
        gpu::program(self, output)
    }
}
