//! A network whose blocks another one can take over: each is a convolution, its norm and a ReLU.

use super::blocks::{averaged_head, conv_norm, relu};
use crate::layers::Layer;
use crate::layers::activation::Activation;
use crate::layers::batch_norm::BatchNorm;
use crate::layers::conv::Conv;
use crate::layers::pool::Pool;
use crate::network::{Network, NodeId};
use crate::shape::Shape;

/// Three blocks, the first two with a pool behind, then the mean of each map and a dense layer: 1 × 28 × 28 in, as many logits out as
/// there are classes.
pub fn digit_classifier(classes: usize) -> Network {
    let mut network = Network::new(Shape::new(1, 28, 28));
    let mut from = NodeId::INPUT;
    for (name, filters) in [("conv1", 12), ("conv2", 24), ("conv3", 48)] {
        if from != NodeId::INPUT {
            from = network.add(Pool::max(2), &[from]);
        }
        let names = [format!("{name}.0"), format!("{name}.1")];
        let conv = Conv::new(filters, 3).padding(1);
        from = conv_norm(&mut network, from, names, conv, BatchNorm::default());
        from = relu(&mut network, from);
    }
    averaged_head(&mut network, "head", classes);
    network
}

/// The last node of each block.
pub fn block_ends(network: &Network) -> Vec<NodeId> {
    let is_relu = |layer: &Layer| matches!(layer, Layer::Activation(Activation::Relu));
    let nodes = network.nodes.iter().enumerate();
    nodes.filter(|(_, node)| is_relu(&node.layer)).map(|(index, _)| NodeId(index + 1)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::Plan;

    #[test]
    fn blocks_end_before_the_head() {
        let network = digit_classifier(5);
        let ends = block_ends(&network);
        let plan = Plan::new(network).unwrap();
        assert_eq!((ends.len(), plan.params(), plan.output()), (3, 13_481, Shape::flat(5)));
        assert_eq!(plan.params_of(ends[2]).end + 48 * 5 + 5, plan.params_len());
    }
}
