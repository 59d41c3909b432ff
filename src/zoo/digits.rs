use crate::layers::activation::Activation;
use crate::layers::conv::Conv;
use crate::layers::dense::Dense;
use crate::layers::dropout::Dropout;
use crate::layers::flatten::Flatten;
use crate::layers::pool::Pool;
use crate::network::Network;
use crate::shape::Shape;

/// The network that reads drawn digits: twice two 3 × 3 convolutions and a max pool (as in Simonyan and Zisserman, "Very
/// deep convolutional networks for large-scale image recognition", 2015), then two dense layers with dropout before each. Never more than 16
/// feature maps, so that every one fits on the screen.
pub fn digits() -> Network {
    let mut network = Network::new(Shape::new(1, 28, 28));
    let conv = || [Conv::new(16, 3).padding(1).into(), Activation::Relu.into()];
    for _ in 0..2 {
        network.chain(conv());
        network.chain(conv());
        network.chain([Pool::max(2).into()]);
    }
    network.chain([Flatten.into(), Dropout { rate: 0.3 }.into()]);
    network.chain([Dense::new(64).into(), Activation::Relu.into(), Dropout { rate: 0.3 }.into()]);
    network.chain([Dense::new(10).into()]);
    network
}
