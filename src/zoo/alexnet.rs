use super::Version;
use super::blocks::{named, overlapping_pool, sequential};
use crate::layers::Layer;
use crate::layers::activation::Activation::Relu;
use crate::layers::conv::Conv;
use crate::layers::dense::Dense;
use crate::layers::dropout::Dropout;
use crate::layers::flatten::Flatten;
use crate::layers::local_response_norm::LocalResponseNorm;
use crate::layers::pool::Pool;
use crate::network::Network;
use crate::shape::Shape;

/// AlexNet, the paper's or torchvision's.
pub fn alexnet(version: Version) -> Network {
    match version {
        Version::Paper => on_two_gpus(),
        Version::Torchvision => on_one_gpu(),
    }
}

/// AlexNet as its paper has it (Krizhevsky, Sutskever and Hinton, "ImageNet classification with deep convolutional neural
/// networks", 2012): conv2, conv4 and conv5 see only the maps that were on the same of two GPUs, and strong channels
/// hold their neighbours back. The paper says 224 pixels; its sizes follow from 227.
fn on_two_gpus() -> Network {
    let mut network = Network::new(Shape::new(3, 227, 227));
    let halved = |conv: Conv| Conv { groups: 2, ..conv };
    let mut last = network.last();
    let mut add = |name: &str, layers: Vec<Layer>| {
        let mut layers = layers.into_iter();
        last = layers.next().map_or(last, |layer| named(&mut network, last, name, layer));
        last = network.then(last, layers);
    };
    let norm = || LocalResponseNorm::default().into();
    add("conv1", vec![Conv::new(96, 11).stride(4).into(), Relu.into(), norm()]);
    add("pool1", vec![overlapping_pool(2).into()]);
    add("conv2", vec![halved(Conv::new(256, 5).padding(2)).into(), Relu.into(), norm()]);
    add("pool2", vec![overlapping_pool(2).into()]);
    add("conv3", vec![Conv::new(384, 3).padding(1).into(), Relu.into()]);
    add("conv4", vec![halved(Conv::new(384, 3).padding(1)).into(), Relu.into()]);
    add("conv5", vec![halved(Conv::new(256, 3).padding(1)).into(), Relu.into()]);
    add("pool5", vec![overlapping_pool(2).into(), Flatten.into()]);
    add("fc6", vec![Dense::new(4096).into(), Relu.into(), Dropout { rate: 0.5 }.into()]);
    add("fc7", vec![Dense::new(4096).into(), Relu.into(), Dropout { rate: 0.5 }.into()]);
    add("fc8", vec![Dense::new(1000).into()]);
    network
}

/// AlexNet as torchvision has it (Krizhevsky, "One weird trick for parallelizing convolutional neural networks", 2014):
/// fewer filters in one group, no norms.
fn on_one_gpu() -> Network {
    let mut network = Network::new(Shape::new(3, 224, 224));
    let features: [Layer; 13] = [
        Conv::new(64, 11).stride(4).padding(2).into(),
        Relu.into(),
        overlapping_pool(2).into(),
        Conv::new(192, 5).padding(2).into(),
        Relu.into(),
        overlapping_pool(2).into(),
        Conv::new(384, 3).padding(1).into(),
        Relu.into(),
        Conv::new(256, 3).padding(1).into(),
        Relu.into(),
        Conv::new(256, 3).padding(1).into(),
        Relu.into(),
        overlapping_pool(2).into(),
    ];
    let features = sequential(&mut network, "features", features);
    // To 6 × 6 cells, as many as there are.
    let average = named(&mut network, features, "avgpool", Pool::average(1));
    network.add(Flatten, &[average]);
    let dropout = || Dropout { rate: 0.5 }.into();
    let classifier: [Layer; 7] = [
        dropout(),
        Dense::new(4096).into(),
        Relu.into(),
        dropout(),
        Dense::new(4096).into(),
        Relu.into(),
        Dense::new(1000).into(),
    ];
    sequential(&mut network, "classifier", classifier);
    network
}
