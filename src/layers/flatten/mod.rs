//! Flatten: the values of c × h × w as a plain list of c·h·w, in the same order.
//!
//! ```
//! use convoscope::layers::{Op, flatten::Flatten};
//! use convoscope::shape::Shape;
//! assert_eq!(Flatten.output(&[Shape::new(16, 5, 5)])?, Shape::flat(400));
//! # Ok::<(), convoscope::shape::ShapeError>(())
//! ```

use serde::{Deserialize, Serialize};

use super::{Backward, CpuForward, CpuOp, Forward, GpuOp, Op, merge, one_input};
use crate::program::Program;
use crate::shape::{Shape, ShapeError};
use crate::window::Window;

mod cpu;
mod describe;

/// Flatten has no settings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flatten;

impl Op for Flatten {
    fn name(&self) -> &'static str {
        "flatten"
    }

    fn output(&self, inputs: &[Shape]) -> Result<Shape, ShapeError> {
        Ok(Shape::flat(one_input(self, inputs)?.len()))
    }

    /// The only output pixel has the channels of all input pixels.
    fn window(&self, inputs: &[Shape]) -> Option<[Window; 2]> {
        Some([Window::new(inputs[0].h), Window::new(inputs[0].w)])
    }

    fn takes_lanes(&self) -> bool {
        true
    }
}

impl CpuForward for Flatten {
    fn forward(&self, pass: Forward<'_>) {
        cpu::forward(pass);
    }
}

impl CpuOp for Flatten {
    fn backward(&self, pass: Backward<'_>) {
        cpu::backward(pass);
    }
}

impl GpuOp for Flatten {
    fn program(&self, inputs: &[Shape], output: Shape) -> Program {
        merge::program(merge::Merge::Sequence, inputs, output)
    }
}
