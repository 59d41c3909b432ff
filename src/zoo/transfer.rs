//! Networks that take over what another one has learnt: its blocks, each a convolution, its norm and a ReLU, and a head of their own.

use super::blocks::{averaged_head, conv_norm, relu};
use super::scenes::SceneNetwork;
use crate::layers::Layer;
use crate::layers::activation::Activation;
use crate::layers::batch_norm::BatchNorm;
use crate::layers::conv::Conv;
use crate::layers::pool::Pool;
use crate::network::{Network, NodeId};
use crate::shape::Shape;

/// The name of the dense layer at the end, in files of weights.
const HEAD: &str = "head";

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
    averaged_head(&mut network, HEAD, classes);
    network
}

/// The blocks of [`SceneNetwork::Find`], then the mean of each map and a dense layer: 3 × 48 × 48 in.
pub fn shape_classifier(classes: usize) -> Network {
    let mut network = SceneNetwork::Find.network();
    // Its last layer says where objects are.
    network.nodes.pop();
    averaged_head(&mut network, HEAD, classes);
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
    fn both_have_blocks_before_their_head() {
        for (network, count, params) in [(digit_classifier(5), 3, 13_481), (shape_classifier(6), 5, 45_010)] {
            let ends = block_ends(&network);
            assert_eq!(ends.len(), count);
            let plan = Plan::new(network).unwrap();
            assert_eq!(plan.params(), params);
            assert!(ends.iter().all(|end| *end < NodeId(plan.ids().count() - 3)));
        }
        let (classifier, detector) = (shape_classifier(6), SceneNetwork::Find.network());
        let NodeId(shared) = block_ends(&classifier)[4];
        assert_eq!(classifier.nodes[..shared], detector.nodes[..shared]);
    }
}
