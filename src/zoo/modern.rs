use crate::layers::Layer;
use crate::layers::activation::Activation;
use crate::layers::batch_norm::BatchNorm;
use crate::layers::conv::Conv;
use crate::layers::dense::Dense;
use crate::layers::flatten::Flatten;
use crate::layers::global_avg_pool::GlobalAvgPool;
use crate::layers::merge::{Add, Concat};
use crate::layers::pool::Pool;
use crate::network::{Network, NodeId};
use crate::shape::Shape;
use crate::window::Window;

/// Convolution that keeps the size, batch norm, ReLU (Ioffe and Szegedy, "Batch normalization", 2015). The norm's shift
/// makes a bias useless.
fn block(filters: usize, size: usize, stride: usize) -> [Layer; 3] {
    let conv = Conv { bias: false, ..Conv::new(filters, size).padding(size / 2).stride(stride) };
    [conv.into(), BatchNorm::default().into(), Activation::Relu.into()]
}

/// From maps to logits: the average of each map, then a dense layer.
fn head(network: &mut Network, classes: usize) {
    network.chain([GlobalAvgPool.into(), Flatten.into(), Dense::new(classes).into()]);
}

/// A small network of today: three blocks of convolution, batch norm and ReLU, each with twice the filters of the last on
/// half the rows and columns.
pub fn modern(input: Shape, classes: usize) -> Network {
    let mut network = Network::new(input);
    network.chain(block(8, 3, 1));
    network.chain([Pool::max(2).into()]);
    network.chain(block(16, 3, 1));
    network.chain([Pool::max(2).into()]);
    network.chain(block(32, 3, 1));
    head(&mut network, classes);
    network
}

/// How many filters the twins have in each of their two halves.
const TWINS: [usize; 2] = [8, 16];

/// `depth` layers with weights, one after the other, without norms: the deeper, the harder to train. [`residual`] is its
/// twin.
pub fn plain(input: Shape, classes: usize, depth: usize) -> Network {
    twin(input, classes, depth, |_, _, _| {})
}

/// `depth` layers with weights, every two of which are jumped over (He, Zhang, Ren and Sun, "Deep residual learning for
/// image recognition", 2016). Apart from the sums it is [`plain`], with the same number of parameters: where the size
/// changes, nothing is jumped over.
pub fn residual(input: Shape, classes: usize, depth: usize) -> Network {
    twin(input, classes, depth, |network, from, branch| {
        network.add(Add, &[from, branch]);
    })
}

/// A stem, pairs of convolutions, an odd one where the depth asks for it, and a dense layer; `join` sees where each pair
/// began and ended.
fn twin(input: Shape, classes: usize, depth: usize, join: impl Fn(&mut Network, NodeId, NodeId)) -> Network {
    let conv = |filters, stride| Conv::new(filters, 3).padding(1).stride(stride).into();
    let relu = || Activation::Relu.into();
    let mut network = Network::new(input);
    network.chain([conv(TWINS[0], 2), relu()]);
    // Besides the stem, the convolution between the halves and the dense layer.
    let pairs = depth.saturating_sub(3) / 2;
    let pair = |network: &mut Network, filters| {
        let from = network.last();
        let branch = network.chain([conv(filters, 1), relu(), conv(filters, 1)]);
        join(network, from, branch);
        network.chain([relu()]);
    };
    (0..pairs.div_ceil(2)).for_each(|_| pair(&mut network, TWINS[0]));
    network.chain([conv(TWINS[1], 2), relu()]);
    (0..pairs / 2).for_each(|_| pair(&mut network, TWINS[1]));
    if depth.saturating_sub(3) % 2 == 1 {
        network.chain([conv(TWINS[1], 1), relu()]);
    }
    head(&mut network, classes);
    network
}

/// A stem and two inception modules, each four branches whose maps are put one after the other: 1 × 1; 1 × 1, then 3 × 3;
/// 1 × 1, then 5 × 5; a max pool, then 1 × 1 (Szegedy et al., "Going deeper with convolutions", 2015).
pub fn inception(input: Shape, classes: usize) -> Network {
    let mut network = Network::new(input);
    network.chain(block(8, 3, 1));
    let mut from = network.chain([Pool::max(2).into()]);
    for filters in [4, 8] {
        let pool = Pool { window: [Window::new(3).padding(1); 2], ..Pool::max(3) };
        let one = network.then(from, block(filters, 1, 1));
        let narrow = network.then(from, block(filters, 1, 1));
        let three = network.then(narrow, block(2 * filters, 3, 1));
        let narrow = network.then(from, block(filters / 2, 1, 1));
        let five = network.then(narrow, block(filters, 5, 1));
        let pooled = network.add(pool, &[from]);
        let pooled = network.then(pooled, block(filters, 1, 1));
        network.add(Concat, &[one, three, five, pooled]);
        from = network.chain([Pool::max(2).into()]);
    }
    head(&mut network, classes);
    network
}
