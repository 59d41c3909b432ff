//! The kinds of layer. Each is a folder: `mod.rs` says what it is, `cpu.rs` how it is computed, forward beside backward.
//!
//! A layer's settings are plain data. [`Op`] is what every kind can do; [`Layer`] is one of them.

use serde::{Deserialize, Serialize};

use crate::shape::{Reason, Shape, ShapeError};
use crate::window::Window;

pub mod activation;
pub mod attention_decoder;
pub mod batch_norm;
pub mod channel_shuffle;
pub mod conv;
pub mod conv_transpose;
mod cpu;
pub mod dense;
mod describe;
pub mod dropout;
pub mod flatten;
pub(crate) mod gemm;
pub mod global_avg_pool;
mod gpu;
pub mod lanes;
pub mod layer_norm;
mod layer_pass;
pub mod local_response_norm;
pub mod merge;
pub mod pad;
mod param;
pub mod pool;
mod positions;
pub mod prelu;
mod product;
pub mod pytorch;
pub mod rbf;
pub mod reparameterize;
pub mod samples;
pub mod softmax;
mod tap_table;
pub mod upsample;

pub use cpu::{Backward, CpuForward, CpuOp, Forward, InputGrads, Phase};
pub use describe::{Bound, Control, Describe, Editable, Field, Size};
pub use gpu::GpuOp;
use gpu::{RANDOM, bias_gradient, slices};
pub use layer_pass::LayerPass;
pub use param::{Initial, Param, Running};
pub use pytorch::ToPytorch;
use {positions::positions, product::product};

/// One kind of layer: what goes in and what comes out. How that is computed is [`CpuOp`] and [`GpuOp`], how it is spoken of
/// [`Describe`].
pub trait Op: Describe {
    /// The kind's name, as in "conv".
    fn name(&self) -> &'static str;

    /// The shape that comes out for the shapes that go in, or why these cannot go in. Every other method may rely on
    /// it having been `Ok`.
    fn output(&self, inputs: &[Shape]) -> Result<Shape, ShapeError>;

    /// The trained parameters, in the order in which they lie in `params`.
    fn params(&self, _inputs: &[Shape]) -> Vec<Param> {
        Vec::new()
    }

    /// Statistics that training updates beside the gradient, in the order in which they lie in `running`.
    fn running(&self, _inputs: &[Shape]) -> Vec<Running> {
        Vec::new()
    }

    /// Whether it computes samples that lie [side by side](lanes); if not, it is given them one after the other.
    fn takes_lanes(&self) -> bool {
        false
    }

    /// How many values forward leaves for backward, for a whole batch: with lanes, for as many samples as there are lanes
    /// in all blocks.
    fn saved(&self, _inputs: &[Shape], _batch: usize) -> usize {
        0
    }

    /// How many values a pass over `batch` samples works with besides what it is given, at most: matrices in another order,
    /// padded inputs.
    fn scratch(&self, _inputs: &[Shape], _output: Shape, _batch: u64) -> u64 {
        0
    }

    /// Multiply-adds of one sample's forward pass.
    fn macs(&self, _inputs: &[Shape]) -> u64 {
        0
    }

    /// What one output cell sees of each input, along height and width; `None` where no window describes it.
    fn window(&self, _inputs: &[Shape]) -> Option<[Window; 2]> {
        Some([Window::new(1); 2])
    }
}

/// Lists the kinds of layer once: the enum, its names and its `Op`.
macro_rules! layers {
    ($($(#[$doc:meta])* $kind:ident($settings:ty),)*) => {
        /// One layer's settings: plain data.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub enum Layer { $($(#[$doc])* $kind($settings),)* }

        impl Layer {
            /// Every kind, by the name of its variant.
            pub const KINDS: &'static [&'static str] = &[$(stringify!($kind)),*];

            /// The name of this layer's variant, one of [`KINDS`](Self::KINDS).
            pub fn kind(&self) -> &'static str {
                match self { $(Self::$kind(_) => stringify!($kind),)* }
            }

            /// What an editor can insert, by its name for people.
            pub fn presets() -> Vec<(&'static str, Self)> {
                [$(<$settings>::presets()),*].concat()
            }

            /// What this layer can do.
            pub fn op(&self) -> &dyn Op {
                match self { $(Self::$kind(op) => op,)* }
            }

            /// How it is computed forward on a CPU.
            pub fn cpu_forward(&self) -> &dyn CpuForward {
                match self { $(Self::$kind(op) => op,)* }
            }

            /// How it is computed on a CPU, forward and backward.
            pub fn cpu_op(&self) -> &dyn CpuOp {
                match self { $(Self::$kind(op) => op,)* }
            }

            /// What it does on a GPU.
            pub fn gpu_op(&self) -> &dyn GpuOp {
                match self { $(Self::$kind(op) => op,)* }
            }

            /// What an editor offers of it.
            pub fn editable(&self) -> &dyn Editable {
                match self { $(Self::$kind(settings) => settings,)* }
            }

            /// What writes it as PyTorch code.
            pub fn to_pytorch(&self) -> &dyn ToPytorch {
                match self { $(Self::$kind(settings) => settings,)* }
            }
        }

        $(impl From<$settings> for Layer {
            fn from(settings: $settings) -> Self { Self::$kind(settings) }
        })*
    };
}

layers! {
    /// Cells added around every channel.
    Pad(pad::Pad),
    /// Convolution.
    Conv(conv::Conv),
    /// Fully connected.
    Dense(dense::Dense),
    /// A function of each value on its own.
    Activation(activation::Activation),
    /// The largest or the average value that a window sees.
    Pool(pool::Pool),
    /// The average of each channel.
    #[serde(alias = "GlobalAverage")]
    GlobalAvgPool(global_avg_pool::GlobalAvgPool),
    /// A convolution turned round, which enlarges.
    ConvTranspose(conv_transpose::ConvTranspose),
    /// Probabilities over the channels of each pixel.
    Softmax(softmax::Softmax),
    /// Each channel with the mean 0 and the variance 1 over the batch.
    BatchNorm(batch_norm::BatchNorm),
    /// Each sample with the mean 0 and the variance 1.
    LayerNorm(layer_norm::LayerNorm),
    /// Each value divided by how strong its neighbouring channels are.
    LocalResponseNorm(local_response_norm::LocalResponseNorm),
    /// Some values left out in training.
    Dropout(dropout::Dropout),
    /// The sum of branches.
    Add(merge::Add),
    /// The product of two branches.
    Multiply(merge::Multiply),
    /// The channels of branches one after the other.
    Concat(merge::Concat),
    /// The values as a plain list.
    Flatten(flatten::Flatten),
    /// How close the values are to fixed codes.
    Rbf(rbf::Rbf),
    /// The channels of groups in turn.
    ChannelShuffle(channel_shuffle::ChannelShuffle),
    /// A ReLU whose slope below 0 is learnt.
    PRelu(prelu::PRelu),
    /// Every row and column several times, or what lies between them.
    Upsample(upsample::Upsample),
    /// A sample of a normal distribution, through which gradients flow.
    Reparameterize(reparameterize::Reparameterize),
    /// Scores of the words of a sentence about maps.
    AttentionDecoder(attention_decoder::AttentionDecoder),
}

/// The one input of a layer that takes exactly one.
fn one_input(op: &dyn Op, inputs: &[Shape]) -> Result<Shape, ShapeError> {
    match inputs {
        [shape] => Ok(*shape),
        _ => Err(shape_error(op, inputs, Reason::Inputs { expected: 1 })),
    }
}

/// This layer's error about these inputs.
fn shape_error(op: &dyn Op, inputs: &[Shape], reason: Reason) -> ShapeError {
    ShapeError { layer: op.name().to_owned(), inputs: inputs.to_vec(), reason }
}
