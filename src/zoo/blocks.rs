//! What the networks of several files are made of.

use crate::layers::Layer;
use crate::layers::activation::Activation;
use crate::layers::batch_norm::BatchNorm;
use crate::layers::conv::Conv;
use crate::layers::dense::Dense;
use crate::layers::flatten::Flatten;
use crate::layers::global_avg_pool::GlobalAvgPool;
use crate::layers::pool::Pool;
use crate::network::{Network, NodeId};
use crate::window::Window;

/// Adds layers one after the other behind the last node, named by their numbers as those of a `torch.nn.Sequential`.
pub fn sequential(network: &mut Network, name: &str, layers: impl IntoIterator<Item = Layer>) -> NodeId {
    for (index, layer) in layers.into_iter().enumerate() {
        let id = network.chain([layer]);
        network.named(id, format!("{name}.{index}"));
    }
    network.last()
}

/// Adds a layer with a name.
pub fn named(
    network: &mut Network,
    from: NodeId,
    name: impl Into<String>,
    layer: impl Into<Layer>,
) -> NodeId {
    let id = network.add(layer, &[from]);
    network.named(id, name);
    id
}

/// Adds a convolution without a bias, since the norm behind it has one (Ioffe and Szegedy, "Batch normalization", 2015);
/// both with their names.
pub fn conv_norm(
    network: &mut Network,
    from: NodeId,
    names: [String; 2],
    conv: Conv,
    norm: BatchNorm,
) -> NodeId {
    let [conv_name, norm_name] = names;
    let conv = named(network, from, conv_name, Conv { bias: false, ..conv });
    named(network, conv, norm_name, norm)
}

/// Adds a ReLU.
pub fn relu(network: &mut Network, from: NodeId) -> NodeId {
    network.add(Activation::Relu, &[from])
}

/// A max pool of 3 × 3 cells whose windows overlap, without padding.
pub fn overlapping_pool(stride: usize) -> Pool {
    Pool { window: [Window::new(3).stride(stride); 2], ..Pool::max(3) }
}

/// Adds the average of each map and a dense layer, `name`.
pub fn averaged_head(network: &mut Network, name: &str, classes: usize) {
    let average = network.chain([GlobalAvgPool.into()]);
    network.named(average, "avgpool");
    let flat = network.chain([Flatten.into()]);
    named(network, flat, name, Dense::new(classes));
}
