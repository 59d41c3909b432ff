use crate::layers::activation::Activation;
use crate::layers::conv::Conv;
use crate::layers::dense::Dense;
use crate::layers::flatten::Flatten;
use crate::layers::pool::Pool;
use crate::network::Network;
use crate::shape::Shape;

/// LeNet-5's layers (LeCun et al., 1998) as today's libraries write them: ReLU, max pools, every map connected. The
/// network that engines are compared by.
pub fn small_lenet() -> Network {
    let mut network = Network::new(Shape::new(1, 28, 28));
    network.chain([
        Conv::new(6, 5).padding(2).into(),
        Activation::Relu.into(),
        Pool::max(2).into(),
        Conv::new(16, 5).into(),
        Activation::Relu.into(),
        Pool::max(2).into(),
        Flatten.into(),
        Dense::new(120).into(),
        Activation::Relu.into(),
        Dense::new(84).into(),
        Activation::Relu.into(),
        Dense::new(10).into(),
    ]);
    network
}
