//! Pooling: y(c, i, j) is the largest value, or the average, of what a window sees of channel c.
//!
//! c × h × w in, c × h′ × w′ out, where h′ and w′ follow from the windows. Max pooling never takes a padded cell;
//! average pooling sees zeros there. Average pooling is the subsampling of LeNet-5 without its weights (LeCun,
//! Bottou, Bengio and Haffner, "Gradient-based learning applied to document recognition", 1998); max pooling was
//! compared with it by Scherer, Müller and Behnke, "Evaluation of pooling operations in convolutional
//! architectures for object recognition", 2010. Rounding and divisors are PyTorch's.
//!
//! A NaN in a window is its maximum and takes the gradient, of several NaNs the last, as in PyTorch. An average of NaN is
//! NaN, one of ∞ is ∞, one of ∞ and −∞ is NaN; gradients of averages do not depend on the values.
//!
//! ```
//! use convoscope::layers::{Phase, LayerPass, pool::Pool};
//! use convoscope::shape::Shape;
//! let (shapes, x): ([Shape; 1], [&[f32]; 1]) = ([Shape::new(1, 2, 4)], [&[1., 2., 5., 3., 4., 0., 2., 6.]]);
//! let (max, average) = (Pool::max(2), Pool::average(2));
//! let run = LayerPass::forward(&max, 1, &shapes, &x, &[], &[], Phase::Infer)?;
//! assert_eq!(run.y, [4.0, 6.0]);
//! // The gradient goes to the cell that won.
//! assert_eq!(run.backward(&[1.0, 2.0]).dx[0], [0., 0., 0., 0., 1., 0., 0., 2.]);
//! let run = LayerPass::forward(&average, 1, &shapes, &x, &[], &[], Phase::Infer)?;
//! assert_eq!(run.y, [1.75, 4.0]);
//! # Ok::<(), convoscope::shape::ShapeError>(())
//! ```

use serde::{Deserialize, Serialize};

use super::{Backward, CpuForward, CpuOp, Forward, GpuOp, Op, one_input, shape_error};
use crate::program::Program;
use crate::shape::{Must, Reason, Shape, ShapeError};
use crate::window::Window;

mod cpu;
mod describe;
mod gpu;

/// Settings of a pooling layer.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pool {
    /// What becomes of the values that a window sees.
    pub kind: PoolKind,
    /// How rows and columns are swept.
    pub window: [Window; 2],
    /// Keeps the last window where it begins on the input but reaches beyond the padding, instead of dropping it.
    #[serde(alias = "ceil")]
    pub ceil_mode: bool,
}

/// What becomes of the values that a window sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PoolKind {
    /// The largest; among equals the first in row-major order, but the last NaN if there is one.
    Max,
    /// The average.
    Average {
        /// Whether padded cells count in the divisor. Cells beyond the padding, which `ceil` may reach, never do.
        count_padding: bool,
    },
}

impl Pool {
    /// Max pooling over `size` × `size` cells, side by side.
    pub const fn max(size: usize) -> Self {
        Self { kind: PoolKind::Max, window: [Window::new(size).stride(size); 2], ceil_mode: false }
    }

    /// Average pooling over `size` × `size` cells, side by side.
    pub const fn average(size: usize) -> Self {
        Self { kind: PoolKind::Average { count_padding: true }, ..Self::max(size) }
    }

    /// The windows with what `ceil` adds written as padding, so that they describe this pool on `input` exactly.
    pub fn swept(&self, input: Shape) -> [Window; 2] {
        [self.swept_axis(self.window[0], input.h), self.swept_axis(self.window[1], input.w)]
    }

    fn swept_axis(&self, window: Window, len: usize) -> Window {
        // ⌈a / stride⌉ = ⌊(a + stride − 1) / stride⌋: as many cells more at the end round up.
        let longer = Window { after: window.after + window.stride.saturating_sub(1), ..window };
        let Some(positions) = longer.positions(len).filter(|_| self.ceil_mode) else { return window };
        let mut last = positions - 1;
        if longer.input_from_output(last, 0) >= len as isize {
            last -= 1; // It would see only the padding at the end.
        }
        let reached = last * window.stride + window.span();
        Window { after: window.after.max(reached.saturating_sub(window.before + len)), ..window }
    }
}

impl Op for Pool {
    fn name(&self) -> &'static str {
        match self.kind {
            PoolKind::Max => "max pool",
            PoolKind::Average { .. } => "average pool",
        }
    }

    fn output(&self, inputs: &[Shape]) -> Result<Shape, ShapeError> {
        let input = one_input(self, inputs)?;
        let [h, w] = super::positions(self, inputs, self.swept(input))?;
        let fail = |name: &str, must: Must| {
            Err(shape_error(self, inputs, Reason::Setting { name: name.into(), must }))
        };
        for (window, positions, len) in [(self.window[0], h, input.h), (self.window[1], w, input.w)] {
            if window.before.max(window.after) > window.size / 2 {
                return fail("padding", Must::HalfTheWindow);
            }
            // The taps of a dilated window can all miss a short axis.
            if (0..positions).any(|out| window.taps(out, len).is_empty()) {
                return fail("dilation", Must::SeeACell);
            }
        }
        Ok(Shape::new(input.c, h, w))
    }

    /// Max pooling saves where in the channel each value came from: as an f32, exact up to 2²⁴ cells.
    fn saved(&self, inputs: &[Shape], batch: usize) -> usize {
        match (self.kind, self.output(inputs)) {
            (PoolKind::Max, Ok(output)) => batch * output.len(),
            _ => 0,
        }
    }

    fn window(&self, inputs: &[Shape]) -> Option<[Window; 2]> {
        Some(self.swept(inputs[0]))
    }

    fn takes_lanes(&self) -> bool {
        true
    }
}

impl CpuForward for Pool {
    fn forward(&self, pass: Forward<'_>) {
        cpu::forward(self, pass);
    }
}

impl CpuOp for Pool {
    fn backward(&self, pass: Backward<'_>) {
        cpu::backward(self, pass);
    }
}

impl GpuOp for Pool {
    fn program(&self, inputs: &[Shape], output: Shape) -> Program {
        gpu::program(self, inputs[0], output)
    }
}
