//! Layers that join branches: [`Add`] sums inputs of one shape, [`Concat`] puts their channels one after the other, [`Multiply`] is
//! their product.
//!
//! Sums are what residual networks jump over layers with (He, Zhang, Ren and Sun, "Deep residual learning for image
//! recognition", 2016); concatenation joins the branches of an inception module (Szegedy et al., "Going deeper with
//! convolutions", 2015). Products with one number for each channel are what squeeze-and-excitation blocks weigh their maps with (Hu,
//! Shen and Sun, "Squeeze-and-excitation networks", 2018).
//!
//! ```
//! use convoscope::layers::{Phase, LayerPass, merge::{Add, Concat, Multiply}};
//! use convoscope::shape::Shape;
//! let (shapes, x): ([Shape; 2], [&[f32]; 2]) = ([Shape::flat(2); 2], [&[1.0, 2.0], &[3.0, 4.0]]);
//! let run = LayerPass::forward(&Add, 1, &shapes, &x, &[], &[], Phase::Infer)?;
//! assert_eq!(run.y, [4.0, 6.0]);
//! let run = LayerPass::forward(&Concat, 1, &shapes, &x, &[], &[], Phase::Infer)?;
//! assert_eq!(run.y, [1.0, 2.0, 3.0, 4.0]);
//! let product = LayerPass::forward(&Multiply, 1, &shapes, &x, &[], &[], Phase::Infer)?;
//! assert_eq!(product.y, [3.0, 8.0]);
//! assert_eq!(run.backward(&[5.0, 6.0, 7.0, 8.0]).dx, [[5.0, 6.0], [7.0, 8.0]]);
//! # Ok::<(), convoscope::shape::ShapeError>(())
//! ```

use serde::{Deserialize, Serialize};

use super::{Backward, CpuForward, CpuOp, Forward, GpuOp, Op, shape_error};
use crate::program::Program;
use crate::shape::{Reason, Shape, ShapeError};
use crate::window::Window;

mod cpu;
mod describe;
mod gpu;

pub(super) use gpu::{Merge, program};

/// The sum of two or more inputs of the same shape.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Add;

/// The product of two inputs: value by value, or of each channel of the first with its number in the second, which is C × 1 × 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Multiply;

/// The channels of two or more inputs of the same height and width, one after the other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Concat;

/// The first of two or more inputs, if `agree` holds for it and every other.
fn agreeing(
    op: &dyn Op,
    inputs: &[Shape],
    agree: impl Fn(Shape, Shape) -> bool,
) -> Result<Shape, ShapeError> {
    match inputs {
        [first, _, ..] if inputs.iter().all(|&shape| agree(*first, shape)) => Ok(*first),
        [_, _, ..] => Err(shape_error(op, inputs, Reason::Disagree)),
        _ => Err(shape_error(op, inputs, Reason::Inputs { expected: 2 })),
    }
}

impl Op for Add {
    fn name(&self) -> &'static str {
        "add"
    }

    fn output(&self, inputs: &[Shape]) -> Result<Shape, ShapeError> {
        agreeing(self, inputs, |a, b| a == b)
    }

    fn takes_lanes(&self) -> bool {
        true
    }
}

impl CpuForward for Add {
    fn forward(&self, pass: Forward<'_>) {
        cpu::add_forward(pass);
    }
}

impl CpuOp for Add {
    fn backward(&self, pass: Backward<'_>) {
        cpu::add_backward(pass);
    }
}

impl GpuOp for Add {
    fn program(&self, inputs: &[Shape], output: Shape) -> Program {
        program(Merge::Sum, inputs, output)
    }
}

impl Op for Concat {
    fn name(&self) -> &'static str {
        "concat"
    }

    fn output(&self, inputs: &[Shape]) -> Result<Shape, ShapeError> {
        let first = agreeing(self, inputs, |a, b| (a.h, a.w) == (b.h, b.w))?;
        Ok(Shape { c: inputs.iter().map(|shape| shape.c).sum(), ..first })
    }

    fn takes_lanes(&self) -> bool {
        true
    }
}

impl CpuForward for Concat {
    fn forward(&self, pass: Forward<'_>) {
        cpu::concat_forward(pass);
    }
}

impl CpuOp for Concat {
    fn backward(&self, pass: Backward<'_>) {
        cpu::concat_backward(pass);
    }
}

impl GpuOp for Concat {
    fn program(&self, inputs: &[Shape], output: Shape) -> Program {
        program(Merge::Sequence, inputs, output)
    }
}

impl Op for Multiply {
    fn name(&self) -> &'static str {
        "multiply"
    }

    fn output(&self, inputs: &[Shape]) -> Result<Shape, ShapeError> {
        match inputs {
            [_, _] => agreeing(self, inputs, |a, b| a == b || b == Shape::flat(a.c)),
            _ => Err(shape_error(self, inputs, Reason::Inputs { expected: 2 })),
        }
    }

    /// Both inputs, for a GPU, whose kernels see one of them at a time.
    fn saved(&self, inputs: &[Shape], batch: usize) -> usize {
        batch * inputs.iter().map(Shape::len).sum::<usize>()
    }

    fn takes_lanes(&self) -> bool {
        true
    }

    fn macs(&self, inputs: &[Shape]) -> u64 {
        inputs[0].len() as u64
    }

    /// A number for a whole channel is in no place of its own.
    fn window(&self, inputs: &[Shape]) -> Option<[Window; 2]> {
        (inputs[0] == inputs[1]).then_some([Window::new(1); 2])
    }
}

impl CpuForward for Multiply {
    fn forward(&self, pass: Forward<'_>) {
        cpu::multiply_forward(pass);
    }
}

impl CpuOp for Multiply {
    fn backward(&self, pass: Backward<'_>) {
        cpu::multiply_backward(pass);
    }
}

impl GpuOp for Multiply {
    fn program(&self, inputs: &[Shape], output: Shape) -> Program {
        gpu::product(inputs, output)
    }
}
