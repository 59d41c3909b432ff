//! Layers that join branches: [`Add`] sums inputs of one shape, [`Concat`] puts their channels one after the other.
//!
//! Sums are what residual networks jump over layers with (He, Zhang, Ren and Sun, "Deep residual learning for image
//! recognition", 2016); concatenation joins the branches of an inception module (Szegedy et al., "Going deeper with
//! convolutions", 2015).
//!
//! ```
//! use convoscope::layers::{Phase, LayerPass, merge::{Add, Concat}};
//! use convoscope::shape::Shape;
//! let (shapes, x): ([Shape; 2], [&[f32]; 2]) = ([Shape::flat(2); 2], [&[1.0, 2.0], &[3.0, 4.0]]);
//! let run = LayerPass::forward(&Add, 1, &shapes, &x, &[], &[], Phase::Infer)?;
//! assert_eq!(run.y, [4.0, 6.0]);
//! let run = LayerPass::forward(&Concat, 1, &shapes, &x, &[], &[], Phase::Infer)?;
//! assert_eq!(run.y, [1.0, 2.0, 3.0, 4.0]);
//! assert_eq!(run.backward(&[5.0, 6.0, 7.0, 8.0]).dx, [[5.0, 6.0], [7.0, 8.0]]);
//! # Ok::<(), convoscope::shape::ShapeError>(())
//! ```

use serde::{Deserialize, Serialize};

use super::{Backward, Forward, GpuOp, Op, shape_error};
use crate::program::Program;
use crate::shape::{Reason, Shape, ShapeError};

mod cpu;
mod describe;
mod gpu;

pub(super) use gpu::{Merge, program};

/// The sum of two or more inputs of the same shape.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Add;

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

    fn forward(&self, pass: Forward<'_>) {
        cpu::add_forward(pass);
    }

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

    fn forward(&self, pass: Forward<'_>) {
        cpu::concat_forward(pass);
    }

    fn backward(&self, pass: Backward<'_>) {
        cpu::concat_backward(pass);
    }
}

impl GpuOp for Concat {
    fn program(&self, inputs: &[Shape], output: Shape) -> Program {
        program(Merge::Sequence, inputs, output)
    }
}
