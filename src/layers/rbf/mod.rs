//! Euclidean radial basis functions: y\[o\] = −Σᵢ (x\[i\] − code\[o\]\[i\])², the output of LeNet-5.
//!
//! Any shape of I values in, O × 1 × 1 out, one for each code of I values that are −1 or 1. The codes are settings and not
//! trained. LeCun, Bottou, Bengio and Haffner, "Gradient-based learning applied to document recognition", 1998, have the
//! sum itself, a penalty; with the minus sign the largest value wins, as of all logits.
//!
//! A NaN among the values makes all outputs NaN, ±∞ makes them −∞.
//!
//! ```
//! use convoscope::layers::{Phase, LayerPass, rbf::Rbf};
//! use convoscope::shape::Shape;
//! let (shapes, x): ([Shape; 1], [&[f32]; 1]) = ([Shape::flat(2)], [&[1.0, -0.5]]);
//! let rbf = Rbf { codes: vec![vec![true, false], vec![false, false]] };
//! let run = LayerPass::forward(&rbf, 1, &shapes, &x, &[], &[], Phase::Infer)?;
//! assert_eq!(run.y, [-0.25, -4.25]);
//! # Ok::<(), convoscope::shape::ShapeError>(())
//! ```

use serde::{Deserialize, Serialize};

use super::{Backward, CpuForward, CpuOp, Forward, GpuOp, Op, one_input, product, shape_error};
use crate::program::Program;
use crate::shape::{Must, Reason, Shape, ShapeError};
use crate::window::Window;

mod cpu;
mod describe;
mod gpu;

/// Fixed codes that values are compared with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rbf {
    /// For each output what is expected of each value: 1 where it is true, else −1.
    pub codes: Vec<Vec<bool>>,
}

impl Op for Rbf {
    fn name(&self) -> &'static str {
        "rbf"
    }

    fn output(&self, inputs: &[Shape]) -> Result<Shape, ShapeError> {
        let values = one_input(self, inputs)?.len();
        if self.codes.is_empty() || self.codes.iter().any(|code| code.len() != values) {
            let must = Must::Codes { values };
            return Err(shape_error(self, inputs, Reason::Setting { name: "codes".into(), must }));
        }
        Ok(Shape::flat(self.codes.len()))
    }

    fn macs(&self, inputs: &[Shape]) -> u64 {
        product(&[self.codes.len(), inputs[0].len()])
    }

    fn window(&self, inputs: &[Shape]) -> Option<[Window; 2]> {
        Some([Window::new(inputs[0].h), Window::new(inputs[0].w)])
    }
}

impl CpuForward for Rbf {
    fn forward(&self, pass: Forward<'_>) {
        cpu::forward(self, pass);
    }
}

impl CpuOp for Rbf {
    fn backward(&self, pass: Backward<'_>) {
        cpu::backward(self, pass);
    }
}

impl GpuOp for Rbf {
    fn program(&self, inputs: &[Shape], _output: Shape) -> Program {
        gpu::program(self, inputs[0].len())
    }
}
