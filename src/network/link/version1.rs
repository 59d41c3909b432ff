//! Networks of version 1: postcard, where a kind is its place in a list. These types are frozen, whatever becomes of the ones
//! that networks are made of today.

use serde::Deserialize;

use crate::layers::Layer;
use crate::layers::activation::Activation;
use crate::layers::batch_norm::BatchNorm;
use crate::layers::conv::Conv;
use crate::layers::conv_transpose::ConvTranspose;
use crate::layers::dense::Dense;
use crate::layers::dropout::Dropout;
use crate::layers::flatten::Flatten;
use crate::layers::global_avg_pool::GlobalAvgPool;
use crate::layers::layer_norm::LayerNorm;
use crate::layers::local_response_norm::LocalResponseNorm;
use crate::layers::merge::{Add, Concat};
use crate::layers::pad::Pad;
use crate::layers::pool::{Pool, PoolKind};
use crate::layers::softmax::Softmax;
use crate::network::{Network, NodeId};
use crate::padding_mode::PaddingMode;
use crate::shape::Shape;
use crate::window::Window;

/// The network that these bytes are.
pub(super) fn read(bytes: &[u8]) -> Option<Network> {
    let network: Network1 = postcard::from_bytes(bytes).ok()?;
    let [c, h, w] = network.input;
    let mut read = Network::new(Shape { c, h, w });
    for (layer, inputs) in network.nodes {
        let inputs: Vec<NodeId> = inputs.into_iter().map(NodeId).collect();
        read.add(layer.now(), &inputs);
    }
    Some(read)
}

#[derive(Deserialize)]
struct Network1 {
    input: [usize; 3],
    nodes: Vec<(Layer1, Vec<usize>)>,
}

#[derive(Deserialize)]
enum Layer1 {
    Pad { rows: (usize, usize), columns: (usize, usize), padding_mode: PaddingMode1 },
    Conv(Conv1),
    Dense { units: usize, bias: bool },
    Activation(Activation1),
    Pool { kind: PoolKind1, window: [Window1; 2], ceil_mode: bool },
    GlobalAvgPool,
    ConvTranspose(ConvTranspose1),
    Softmax,
    BatchNorm { eps: f32, momentum: f32 },
    LayerNorm { eps: f32 },
    LocalResponseNorm { size: usize, alpha: f32, beta: f32, k: f32 },
    Dropout { rate: f32 },
    Add,
    Concat,
    Flatten,
}

#[derive(Deserialize)]
struct Conv1 {
    filters: usize,
    window: [Window1; 2],
    padding_mode: PaddingMode1,
    groups: usize,
    bias: bool,
    connection_table: Option<Vec<Vec<bool>>>,
}

#[derive(Deserialize)]
struct ConvTranspose1 {
    filters: usize,
    window: [Window1; 2],
    output_padding: [usize; 2],
    groups: usize,
    bias: bool,
}

#[derive(Clone, Copy, Deserialize)]
struct Window1 {
    size: usize,
    stride: usize,
    dilation: usize,
    before: usize,
    after: usize,
}

#[derive(Deserialize)]
enum PaddingMode1 {
    Constant(f32),
    Reflect,
    Symmetric,
    Replicate,
    Circular,
}

#[derive(Deserialize)]
enum PoolKind1 {
    Max,
    Average { count_padding: bool },
}

#[derive(Deserialize)]
enum Activation1 {
    Relu,
    LeakyRelu { slope: f32 },
    Sigmoid,
    Tanh,
    Softplus,
    Elu { alpha: f32 },
    Gelu,
    Silu,
}

impl Layer1 {
    fn now(self) -> Layer {
        match self {
            Self::Pad { rows, columns, padding_mode } => {
                Pad { rows, columns, padding_mode: padding_mode.now() }.into()
            }
            Self::Conv(conv) => Conv {
                filters: conv.filters,
                window: conv.window.map(Window1::now),
                padding_mode: conv.padding_mode.now(),
                groups: conv.groups,
                bias: conv.bias,
                connection_table: conv.connection_table,
            }
            .into(),
            Self::Dense { units, bias } => Dense { units, bias }.into(),
            Self::Activation(activation) => activation.now().into(),
            Self::Pool { kind, window, ceil_mode } => {
                let kind = match kind {
                    PoolKind1::Max => PoolKind::Max,
                    PoolKind1::Average { count_padding } => PoolKind::Average { count_padding },
                };
                Pool { kind, window: window.map(Window1::now), ceil_mode }.into()
            }
            Self::GlobalAvgPool => GlobalAvgPool.into(),
            Self::ConvTranspose(conv) => ConvTranspose {
                filters: conv.filters,
                window: conv.window.map(Window1::now),
                output_padding: conv.output_padding,
                groups: conv.groups,
                bias: conv.bias,
            }
            .into(),
            Self::Softmax => Softmax.into(),
            Self::BatchNorm { eps, momentum } => BatchNorm { eps, momentum }.into(),
            Self::LayerNorm { eps } => LayerNorm { eps }.into(),
            Self::LocalResponseNorm { size, alpha, beta, k } => {
                LocalResponseNorm { size, alpha, beta, k }.into()
            }
            Self::Dropout { rate } => Dropout { rate }.into(),
            Self::Add => Add.into(),
            Self::Concat => Concat.into(),
            Self::Flatten => Flatten.into(),
        }
    }
}

impl Window1 {
    fn now(self) -> Window {
        let Self { size, stride, dilation, before, after } = self;
        Window { size, stride, dilation, before, after }
    }
}

impl PaddingMode1 {
    fn now(self) -> PaddingMode {
        match self {
            Self::Constant(value) => PaddingMode::Constant(value),
            Self::Reflect => PaddingMode::Reflect,
            Self::Symmetric => PaddingMode::Symmetric,
            Self::Replicate => PaddingMode::Replicate,
            Self::Circular => PaddingMode::Circular,
        }
    }
}

impl Activation1 {
    fn now(self) -> Activation {
        match self {
            Self::Relu => Activation::Relu,
            Self::LeakyRelu { slope } => Activation::LeakyRelu { slope },
            Self::Sigmoid => Activation::Sigmoid,
            Self::Tanh => Activation::Tanh,
            Self::Softplus => Activation::Softplus,
            Self::Elu { alpha } => Activation::Elu { alpha },
            Self::Gelu => Activation::Gelu,
            Self::Silu => Activation::Silu,
        }
    }
}
