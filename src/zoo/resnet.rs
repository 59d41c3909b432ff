use super::blocks::{averaged_head, conv_norm, named, relu};
use crate::layers::batch_norm::BatchNorm;
use crate::layers::conv::Conv;
use crate::layers::merge::Add;
use crate::layers::pool::Pool;
use crate::network::{Network, NodeId};
use crate::shape::Shape;
use crate::window::Window;

/// What is jumped over (He, Zhang, Ren and Sun, "Deep residual learning for image recognition", 2016, figure 5).
#[derive(Clone, Copy)]
enum Block {
    /// Two 3 × 3 convolutions.
    Basic,
    /// 1 × 1 down to a quarter of the channels, 3 × 3, 1 × 1 up again.
    Bottleneck,
}

/// ResNet with 18 layers that have weights. Names as in torchvision.
pub fn resnet18() -> Network {
    resnet(Block::Basic, [2, 2, 2, 2])
}

/// ResNet with 34 layers that have weights.
pub fn resnet34() -> Network {
    resnet(Block::Basic, [3, 4, 6, 3])
}

/// ResNet with 50 layers that have weights. As in torchvision the 3 × 3 convolution of a block has the stride, and not the
/// first 1 × 1 as in the paper, so that no cell is passed over.
pub fn resnet50() -> Network {
    resnet(Block::Bottleneck, [3, 4, 6, 3])
}

/// The paper's table 1: a stem, four stages of so many blocks, each with twice the filters of the last on half the rows
/// and columns, and the average of each map.
fn resnet(block: Block, stages: [usize; 4]) -> Network {
    let mut network = Network::new(Shape::new(3, 224, 224));
    let stem = Conv::new(64, 7).stride(2).padding(3);
    let mut last = norm(&mut network, NodeId::INPUT, ["conv1".into(), "bn1".into()], stem);
    last = relu(&mut network, last);
    let pool = Pool { window: [Window::new(3).stride(2).padding(1); 2], ..Pool::max(3) };
    last = named(&mut network, last, "maxpool", pool);
    let mut channels = 64;
    for (stage, blocks) in stages.into_iter().enumerate() {
        for index in 0..blocks {
            let stride = if stage > 0 && index == 0 { 2 } else { 1 };
            let name = format!("layer{}.{index}", stage + 1);
            last = residual_block(&mut network, last, &name, (block, 64 << stage, stride), &mut channels);
        }
    }
    averaged_head(&mut network, "fc", 1000);
    network
}

/// y = ReLU(x + F(x)), where x goes through a 1 × 1 convolution if its shape is another one.
fn residual_block(
    network: &mut Network,
    from: NodeId,
    name: &str,
    (block, filters, stride): (Block, usize, usize),
    channels: &mut usize,
) -> NodeId {
    let convs = match block {
        Block::Basic => {
            vec![Conv::new(filters, 3).padding(1).stride(stride), Conv::new(filters, 3).padding(1)]
        }
        Block::Bottleneck => vec![
            Conv::new(filters, 1),
            Conv::new(filters, 3).padding(1).stride(stride),
            Conv::new(4 * filters, 1),
        ],
    };
    let outcome = convs[convs.len() - 1].filters;
    let mut branch = from;
    for (index, conv) in convs.into_iter().enumerate() {
        if index > 0 {
            branch = relu(network, branch);
        }
        let names = ["conv", "bn"].map(|part| format!("{name}.{part}{}", index + 1));
        branch = norm(network, branch, names, conv);
    }
    let shortcut = if (*channels, stride) == (outcome, 1) {
        from
    } else {
        let names = [0, 1].map(|index| format!("{name}.downsample.{index}"));
        norm(network, from, names, Conv::new(outcome, 1).stride(stride))
    };
    *channels = outcome;
    let sum = network.add(Add, &[branch, shortcut]);
    network.named(sum, name);
    relu(network, sum)
}

fn norm(network: &mut Network, from: NodeId, names: [String; 2], conv: Conv) -> NodeId {
    conv_norm(network, from, names, conv, BatchNorm::default())
}
