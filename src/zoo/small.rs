//! The ideas of large networks at a size that trains in a browser, for pictures of about 28 × 28 cells.

use super::blocks::overlapping_pool;
use crate::layers::Layer;
use crate::layers::activation::Activation::{Relu, Relu6};
use crate::layers::batch_norm::BatchNorm;
use crate::layers::conv::Conv;
use crate::layers::dense::Dense;
use crate::layers::dropout::Dropout;
use crate::layers::flatten::Flatten;
use crate::layers::global_avg_pool::GlobalAvgPool;
use crate::layers::local_response_norm::LocalResponseNorm;
use crate::layers::merge::Add;
use crate::layers::pool::Pool;
use crate::network::Network;
use crate::shape::Shape;

/// From maps to logits by way of a dense layer with dropout.
fn dense_head(network: &mut Network, units: usize, classes: usize) {
    network.chain([Flatten.into(), Dense::new(units).into(), Relu.into(), Dropout { rate: 0.5 }.into()]);
    network.chain([Dense::new(classes).into()]);
}

/// A small AlexNet: large filters first, a local response norm, overlapping pools, two groups (Krizhevsky, Sutskever and
/// Hinton, 2012).
pub fn small_alexnet(input: Shape, classes: usize) -> Network {
    let mut network = Network::new(input);
    let halved = |conv: Conv| Conv { groups: 2, ..conv };
    let pool = || overlapping_pool(2).into();
    network.chain([
        Conv::new(24, 5).padding(2).into(),
        Relu.into(),
        LocalResponseNorm::default().into(),
        pool(),
    ]);
    network.chain([halved(Conv::new(48, 5).padding(2)).into(), Relu.into(), pool()]);
    network.chain([Conv::new(64, 3).padding(1).into(), Relu.into()]);
    network.chain([halved(Conv::new(48, 3).padding(1)).into(), Relu.into(), pool()]);
    dense_head(&mut network, 128, classes);
    network
}

/// A small VGG: pairs of 3 × 3 convolutions, each pair with twice the filters of the last on half the rows and columns
/// (Simonyan and Zisserman, 2015).
pub fn small_vgg(input: Shape, classes: usize) -> Network {
    let mut network = Network::new(input);
    for filters in [16, 32, 64] {
        for _ in 0..2 {
            network.chain([Conv::new(filters, 3).padding(1).into(), Relu.into()]);
        }
        network.chain([Pool::max(2).into()]);
    }
    dense_head(&mut network, 128, classes);
    network
}

/// A small MobileNet: inverted residuals, whose depthwise convolutions work on four times as many channels as go from block
/// to block (Sandler et al., 2018).
pub fn small_mobilenet(input: Shape, classes: usize) -> Network {
    let mut network = Network::new(input);
    let norm =
        |conv: Conv| -> [Layer; 2] { [Conv { bias: false, ..conv }.into(), BatchNorm::default().into()] };
    network.chain(norm(Conv::new(16, 3).padding(1)));
    network.chain([Relu6.into()]);
    let mut channels = 16;
    for (filters, stride) in [(24, 2), (24, 1), (40, 2), (40, 1)] {
        let (from, inside) = (network.last(), 4 * channels);
        network.chain(norm(Conv::new(inside, 1)));
        network.chain([Relu6.into()]);
        network.chain(norm(Conv { groups: inside, ..Conv::new(inside, 3).padding(1).stride(stride) }));
        network.chain([Relu6.into()]);
        let narrow = network.chain(norm(Conv::new(filters, 1)));
        if filters == channels {
            network.add(Add, &[narrow, from]);
        }
        channels = filters;
    }
    network.chain(norm(Conv::new(96, 1)));
    network.chain([Relu6.into(), GlobalAvgPool.into(), Flatten.into(), Dense::new(classes).into()]);
    network
}
