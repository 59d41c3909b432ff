use super::blocks::{named, sequential};
use crate::layers::Layer;
use crate::layers::activation::Activation::Relu;
use crate::layers::conv::Conv;
use crate::layers::dense::Dense;
use crate::layers::dropout::Dropout;
use crate::layers::flatten::Flatten;
use crate::layers::pool::Pool;
use crate::network::Network;
use crate::shape::Shape;

/// Convolutions and their filters before each pool: column D of the paper's table 1.
const STAGES: [(usize, usize); 5] = [(2, 64), (2, 128), (3, 256), (3, 512), (3, 512)];

/// VGG16-D (Simonyan and Zisserman, "Very deep convolutional networks for large-scale image recognition", 2015): nothing
/// but 3 × 3 convolutions and 2 × 2 pools, then three dense layers. Names as in torchvision.
pub fn vgg16() -> Network {
    let mut network = Network::new(Shape::new(3, 224, 224));
    let mut features: Vec<Layer> = Vec::new();
    for (convolutions, filters) in STAGES {
        for _ in 0..convolutions {
            features.extend([Conv::new(filters, 3).padding(1).into(), Relu.into()]);
        }
        features.push(Pool::max(2).into());
    }
    let features = sequential(&mut network, "features", features);
    // To 7 × 7 cells, as many as there are.
    let average = named(&mut network, features, "avgpool", Pool::average(1));
    network.add(Flatten, &[average]);
    let dropout = || Dropout { rate: 0.5 }.into();
    let classifier: [Layer; 7] = [
        Dense::new(4096).into(),
        Relu.into(),
        dropout(),
        Dense::new(4096).into(),
        Relu.into(),
        dropout(),
        Dense::new(1000).into(),
    ];
    sequential(&mut network, "classifier", classifier);
    network
}
