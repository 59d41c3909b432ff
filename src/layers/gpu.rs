//! What layers on a GPU share.

use super::Op;
use crate::program::{Count, Groups, Kernel, Program};
use crate::shape::Shape;

/// One kind of layer on a GPU. Not a part of [`Op`], so that programs that never use one do without its shaders.
pub trait GpuOp: Op {
    /// Forward and backward.
    fn program(&self, inputs: &[Shape], output: Shape) -> Program;
}

/// The part of a shader that sums over a workgroup.
pub(super) const SUMS: &str = include_str!("sums.wgsl");

/// Adds the gradient of a bias to a layer's backward pass: one number for each channel, `at` among its parameters.
pub(super) fn bias_gradient(program: &mut Program, channels: usize, area: usize, at: usize) {
    program.shader.push(include_str!("bias.wgsl"));
    program.constants.extend(
        [("bias_channels", channels), ("bias_area", area), ("bias_at", at)].map(|(name, n)| (name, n as f64)),
    );
    program.backward.push(Kernel::new("bias_gradient", Groups::each(Count::Fixed(channels))).only_dparams());
}
