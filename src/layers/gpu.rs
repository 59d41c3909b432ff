//! What layers on a GPU share.

use super::Op;
use crate::program::{Count, Groups, Kernel, Program, SUMS};
use crate::shape::Shape;

/// One kind of layer on a GPU. Not a part of [`Op`], so that programs that never use one do without its shaders.
pub trait GpuOp: Op {
    /// Forward and backward.
    fn program(&self, inputs: &[Shape], output: Shape) -> Program;
}

/// The part of a shader that draws random numbers.
pub(super) const RANDOM: &str = include_str!("random.wgsl");

/// Into how many slices the values of a channel are divided where they are summed: enough workgroups for a large GPU, each
/// with enough to do in a batch of 64.
pub(super) fn slices(channels: usize, area: usize) -> usize {
    const WORKGROUPS: usize = 2048;
    const VALUES: usize = 1024;
    (64 * area / VALUES).min(WORKGROUPS / channels).max(1)
}

/// Adds the gradient of a bias to a layer's backward pass: one number for each channel, `at` among its parameters.
pub(super) fn bias_gradient(program: &mut Program, channels: usize, area: usize, at: usize) {
    let slices = slices(channels, area);
    program.shader.extend([SUMS, include_str!("bias.wgsl")]);
    program.constants.extend(
        [("bias_channels", channels), ("bias_area", area), ("bias_at", at), ("bias_slices", slices)]
            .map(|(name, n)| (name, n as f64)),
    );
    let sums = Kernel::new("bias_gradient", Groups::each(Count::Fixed(channels * slices)));
    program.backward.push(sums.only_dparams());
    if slices > 1 {
        program.scratch = program.scratch.max(channels * slices);
        let collect = Kernel::new("collect_bias", Groups::threads(Count::Fixed(channels)));
        program.backward.push(collect.only_dparams());
    }
}
