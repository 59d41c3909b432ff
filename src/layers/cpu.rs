//! What layers on a CPU share: passes forward and backward.

use super::Op;
use crate::random::Random;
use crate::shape::Shape;

/// One kind of layer on a CPU, forward. Not a part of [`Op`], so that programs that compute nothing do without it.
pub trait CpuForward: Op {
    /// Computes `y` from `x`. Overwrites `y` and `saved`.
    fn forward(&self, pass: Forward<'_>);
}

/// One kind of layer on a CPU, backward too. Programs that only infer do without it.
pub trait CpuOp: CpuForward {
    /// Adds dL/dx to `dx` and dL/dparams to `dparams`, given `dy` = dL/dy.
    fn backward(&self, pass: Backward<'_>);
}

/// Training or inference. Dropout and batch norm tell them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// A training step; `seed` is another one in every step and layer.
    Train {
        /// Seed of what this layer draws in this step.
        seed: u64,
    },
    /// Inference.
    Infer,
}

impl Phase {
    /// The phase with a seed of this node's own.
    pub fn of_node(self, node: usize) -> Self {
        match self {
            Self::Train { seed } => Self::Train { seed: Random::split(seed, node as u64).next_u64() },
            Self::Infer => Self::Infer,
        }
    }
}

/// What a forward pass is given. Buffers hold `batch` samples, `lanes` of them [side by side](super::lanes).
pub struct Forward<'a> {
    /// Number of samples.
    pub batch: usize,
    /// How many lie side by side: 1, or [`LANES`](super::lanes::LANES).
    pub lanes: usize,
    /// Shape of each input.
    pub shapes: &'a [Shape],
    /// Shape of the output, as [`Op::output`] gave it.
    pub output: Shape,
    /// The inputs.
    pub x: &'a [&'a [f32]],
    /// The layer's parameters, one after the other.
    pub params: &'a [f32],
    /// The output, to be overwritten.
    pub y: &'a mut [f32],
    /// What backward will need, to be overwritten.
    pub saved: &'a mut [f32],
    /// Running statistics: updated in training, read in inference.
    pub running: &'a mut [f32],
    /// Training or inference.
    pub phase: Phase,
}

/// What a backward pass is given. Gradients are *added*, so that an output used twice needs no special case.
pub struct Backward<'a> {
    /// Number of samples.
    pub batch: usize,
    /// How many lie side by side: 1, or [`LANES`](super::lanes::LANES).
    pub lanes: usize,
    /// Shape of each input.
    pub shapes: &'a [Shape],
    /// Shape of the output.
    pub output: Shape,
    /// The inputs of the forward pass.
    pub x: &'a [&'a [f32]],
    /// The layer's parameters.
    pub params: &'a [f32],
    /// The output of the forward pass.
    pub y: &'a [f32],
    /// What forward saved.
    pub saved: &'a [f32],
    /// Running statistics.
    pub running: &'a [f32],
    /// The phase of the forward pass.
    pub phase: Phase,
    /// dL/dy.
    pub dy: &'a [f32],
    /// Where dL/dx is added.
    pub dx: InputGrads<'a>,
    /// dL/dparams, to be added to; empty if nobody needs it.
    pub dparams: &'a mut [f32],
}

/// The gradient buffers of a layer's inputs, lent one at a time: two inputs may be the same buffer.
pub struct InputGrads<'a> {
    /// The gradient buffers of all earlier nodes; an empty one is of a node that needs none.
    pub buffers: &'a mut [Vec<f32>],
    /// Which buffer belongs to each input.
    pub indices: &'a [usize],
}

impl InputGrads<'_> {
    /// dL/dx of input `input`, to be added to; `None` if nobody needs it.
    pub fn input(&mut self, input: usize) -> Option<&mut [f32]> {
        let buffer = &mut self.buffers[self.indices[input]];
        (!buffer.is_empty()).then_some(buffer.as_mut_slice())
    }
}
