//! Networks for pictures of 32 × 32 cells in three colours, as CIFAR-10 has them.

use super::blocks::{averaged_head, conv_norm, relu};
use crate::layers::activation::Activation::Relu;
use crate::layers::batch_norm::BatchNorm;
use crate::layers::conv::Conv;
use crate::layers::dense::Dense;
use crate::layers::flatten::Flatten;
use crate::layers::merge::Add;
use crate::layers::pool::Pool;
use crate::network::{Network, NodeId};
use crate::shape::Shape;

/// What goes in.
const INPUT: Shape = Shape::new(3, 32, 32);
const CLASSES: usize = 10;

/// ResNet-20: three stages of three blocks, with 1 × 1 convolutions where the width changes (He et al., "Deep residual
/// learning for image recognition", 2016, section 4.2).
pub fn resnet20() -> Network {
    let mut network = Network::new(INPUT);
    let norm = |network: &mut Network, from, name: &str, conv| {
        let names = [format!("{name}.conv"), format!("{name}.norm")];
        conv_norm(network, from, names, conv, BatchNorm::default())
    };
    let first = norm(&mut network, NodeId::INPUT, "stem", Conv::new(16, 3).padding(1));
    let mut from = relu(&mut network, first);
    for (stage, filters) in [16, 32, 64].into_iter().enumerate() {
        for block in 0..3 {
            let narrows = stage > 0 && block == 0;
            let stride = if narrows { 2 } else { 1 };
            let name = |part: &str| format!("stage{}.{block}.{part}", stage + 1);
            let conv = Conv::new(filters, 3).padding(1);
            let half = norm(&mut network, from, &name("1"), conv.clone().stride(stride));
            let half = relu(&mut network, half);
            let branch = norm(&mut network, half, &name("2"), conv);
            let shortcut = match narrows {
                true => norm(&mut network, from, &name("shortcut"), Conv::new(filters, 1).stride(stride)),
                false => from,
            };
            let sum = network.add(Add, &[branch, shortcut]);
            from = relu(&mut network, sum);
        }
    }
    averaged_head(&mut network, "fc", CLASSES);
    network
}

/// Like VGG: three stages of two 3 × 3 convolutions and a pool, each with twice the filters of the last, and a dense layer
/// of 128 units.
pub fn vgg32() -> Network {
    let mut network = Network::new(INPUT);
    for filters in [32, 64, 128] {
        for _ in 0..2 {
            network.chain([Conv::new(filters, 3).padding(1).into(), Relu.into()]);
        }
        network.chain([Pool::max(2).into()]);
    }
    network.chain([Flatten.into(), Dense::new(128).into(), Relu.into(), Dense::new(CLASSES).into()]);
    network
}
