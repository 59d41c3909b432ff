//! Global average pooling: y(c) is the average of channel c. c × h × w in, c × 1 × 1 out.
//!
//! It takes the place of the dense layers at a network's end and works at any size (Lin, Chen and Yan, "Network in
//! network", 2014).
//!
//! ```
//! use convoscope::layers::{Phase, LayerPass, global_avg_pool::GlobalAvgPool};
//! use convoscope::shape::Shape;
//! let (shapes, x): ([Shape; 1], [&[f32]; 1]) = ([Shape::new(2, 1, 2)], [&[1.0, 3.0, 5.0, 6.0]]);
//! let run = LayerPass::forward(&GlobalAvgPool, 1, &shapes, &x, &[], &[], Phase::Infer)?;
//! assert_eq!(run.y, [2.0, 5.5]);
//! assert_eq!(run.backward(&[2.0, 4.0]).dx[0], [1.0, 1.0, 2.0, 2.0]);
//! # Ok::<(), convoscope::shape::ShapeError>(())
//! ```

use serde::{Deserialize, Serialize};

use super::{Backward, CpuForward, CpuOp, Forward, GpuOp, Op, one_input};
use crate::program::Program;
use crate::shape::{Shape, ShapeError};
use crate::window::Window;

mod cpu;
mod describe;
mod gpu;

/// Global average pooling has no settings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GlobalAvgPool;

impl Op for GlobalAvgPool {
    fn name(&self) -> &'static str {
        "global average"
    }

    fn output(&self, inputs: &[Shape]) -> Result<Shape, ShapeError> {
        Ok(Shape::flat(one_input(self, inputs)?.c))
    }

    fn window(&self, inputs: &[Shape]) -> Option<[Window; 2]> {
        Some([Window::new(inputs[0].h), Window::new(inputs[0].w)])
    }

    fn takes_lanes(&self) -> bool {
        true
    }
}

impl CpuForward for GlobalAvgPool {
    fn forward(&self, pass: Forward<'_>) {
        cpu::forward(pass);
    }
}

impl CpuOp for GlobalAvgPool {
    fn backward(&self, pass: Backward<'_>) {
        cpu::backward(pass);
    }
}

impl GpuOp for GlobalAvgPool {
    fn program(&self, inputs: &[Shape], _output: Shape) -> Program {
        gpu::program(inputs[0])
    }
}
