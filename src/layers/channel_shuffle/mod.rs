//! Channel shuffle: the channels as a table with a row for each group, read column by column.
//!
//! y(j·g + i) = x(i·C/g + j) for g groups of C channels, so that the next grouped convolution sees channels of all groups (Zhang,
//! Zhou, Lin and Sun, "ShuffleNet: an extremely efficient convolutional neural network for mobile devices", 2018). Any shape
//! in, the same shape out; as `torch.nn.ChannelShuffle`.
//!
//! ```
//! use convoscope::layers::{Phase, LayerPass, channel_shuffle::ChannelShuffle};
//! use convoscope::shape::Shape;
//! let (shapes, x): ([Shape; 1], [&[f32]; 1]) = ([Shape::flat(6)], [&[0.0, 1.0, 2.0, 3.0, 4.0, 5.0]]);
//! let run = LayerPass::forward(&ChannelShuffle { groups: 2 }, 1, &shapes, &x, &[], &[], Phase::Infer)?;
//! assert_eq!(run.y, [0.0, 3.0, 1.0, 4.0, 2.0, 5.0]);
//! # Ok::<(), convoscope::shape::ShapeError>(())
//! ```

use serde::{Deserialize, Serialize};

use super::{Backward, CpuForward, CpuOp, Forward, GpuOp, Op, one_input, shape_error};
use crate::program::Program;
use crate::shape::{Reason, Shape, ShapeError};

mod cpu;
mod describe;
mod gpu;

/// Settings of a channel shuffle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChannelShuffle {
    /// How many groups the channels come in.
    pub groups: usize,
}

impl ChannelShuffle {
    /// The channel of the input that channel `to` of the output copies.
    const fn source(self, to: usize, channels: usize) -> usize {
        to % self.groups * (channels / self.groups) + to / self.groups
    }
}

impl Op for ChannelShuffle {
    fn name(&self) -> &'static str {
        "channel shuffle"
    }

    fn output(&self, inputs: &[Shape]) -> Result<Shape, ShapeError> {
        let shape = one_input(self, inputs)?;
        if self.groups == 0 || shape.c % self.groups != 0 {
            let reason = Reason::Groups { channels: shape.c, groups: self.groups };
            return Err(shape_error(self, inputs, reason));
        }
        Ok(shape)
    }

    fn takes_lanes(&self) -> bool {
        true
    }
}

impl CpuForward for ChannelShuffle {
    fn forward(&self, pass: Forward<'_>) {
        cpu::forward(*self, pass);
    }
}

impl CpuOp for ChannelShuffle {
    fn backward(&self, pass: Backward<'_>) {
        cpu::backward(*self, pass);
    }
}

impl GpuOp for ChannelShuffle {
    fn program(&self, _inputs: &[Shape], output: Shape) -> Program {
        gpu::program(*self, output)
    }
}
