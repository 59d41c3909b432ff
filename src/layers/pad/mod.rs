//! Cells added around every channel: four sides on their own, five fills.
//!
//! y\[c\]\[i\]\[j\] = x\[c\]\[s(i − top)\]\[s(j − left)\], where s is [`PaddingMode::source`], or the constant where it has none.
//! C × H × W in, C × (top + H + bottom) × (left + W + right) out. Backward adds dL/dy of every cell to its source.
//!
//! ```
//! use convoscope::padding_mode::PaddingMode;
//! use convoscope::layers::{Phase, LayerPass, pad::Pad};
//! use convoscope::shape::Shape;
//! let pad = Pad { rows: (0, 0), columns: (2, 1), padding_mode: PaddingMode::Reflect };
//! let (shapes, x): ([Shape; 1], [&[f32]; 1]) = ([Shape::new(1, 1, 3)], [&[1.0, 4.0, 3.0]]);
//! let run = LayerPass::forward(&pad, 1, &shapes, &x, &[], &[], Phase::Infer)?;
//! assert_eq!(run.y, [3.0, 4.0, 1.0, 4.0, 3.0, 4.0]);
//! assert_eq!(run.backward(&[1.0; 6]).dx[0], [1.0, 3.0, 2.0]);
//! # Ok::<(), convoscope::shape::ShapeError>(())
//! ```

use serde::{Deserialize, Serialize};

use super::{Backward, CpuForward, CpuOp, Forward, GpuOp, Op, one_input, shape_error};
use crate::padding_mode::PaddingMode;
use crate::program::Program;
use crate::shape::{Reason, Shape, ShapeError};
use crate::window::Window;

mod cpu;
mod describe;
mod gpu;

pub(crate) use cpu::Padding;

/// Padding as a layer of its own.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pad {
    /// Cells above and below.
    pub rows: (usize, usize),
    /// Cells left and right.
    pub columns: (usize, usize),
    /// Where they take their values from.
    #[serde(alias = "fill")]
    pub padding_mode: PaddingMode,
}

impl Op for Pad {
    fn name(&self) -> &'static str {
        "pad"
    }

    fn output(&self, inputs: &[Shape]) -> Result<Shape, ShapeError> {
        let shape = one_input(self, inputs)?;
        let [rows, columns] = self.windows();
        check(self, inputs, self.padding_mode, [rows, columns])?;
        Ok(Shape::new(shape.c, rows.padded(shape.h), columns.padded(shape.w)))
    }

    fn window(&self, _inputs: &[Shape]) -> Option<[Window; 2]> {
        Some(self.windows())
    }

    fn takes_lanes(&self) -> bool {
        true
    }
}

impl CpuForward for Pad {
    fn forward(&self, pass: Forward<'_>) {
        Padding::of(pass.shapes[0], self.windows(), self.padding_mode, pass.lanes).forward(pass.x[0], pass.y);
    }
}

impl CpuOp for Pad {
    fn backward(&self, mut pass: Backward<'_>) {
        if let Some(dx) = pass.dx.input(0) {
            Padding::of(pass.shapes[0], self.windows(), self.padding_mode, pass.lanes).backward(pass.dy, dx);
        }
    }
}

impl GpuOp for Pad {
    fn program(&self, inputs: &[Shape], output: Shape) -> Program {
        gpu::program(self, inputs[0], output)
    }
}

impl Pad {
    /// Windows of one tap that see each padded cell once.
    fn windows(&self) -> [Window; 2] {
        [self.rows, self.columns].map(|(before, after)| Window { before, after, ..Window::new(1) })
    }
}

/// Whether `padding_mode` reaches as far as both windows pad.
pub(crate) fn check(
    op: &dyn Op,
    inputs: &[Shape],
    padding_mode: PaddingMode,
    windows: [Window; 2],
) -> Result<(), ShapeError> {
    let shape = inputs[0];
    for (window, len) in windows.into_iter().zip([shape.h, shape.w]) {
        let padding = window.before.max(window.after);
        if let Some(largest) = padding_mode.max_padding(len).filter(|&largest| padding > largest) {
            return Err(shape_error(op, inputs, Reason::Padding { padding, largest }));
        }
    }
    Ok(())
}
