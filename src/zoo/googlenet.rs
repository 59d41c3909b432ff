use super::Version;
use super::blocks::{conv_norm, named, overlapping_pool, relu};
use crate::layers::batch_norm::BatchNorm;
use crate::layers::conv::Conv;
use crate::layers::dense::Dense;
use crate::layers::dropout::Dropout;
use crate::layers::flatten::Flatten;
use crate::layers::global_avg_pool::GlobalAvgPool;
use crate::layers::local_response_norm::LocalResponseNorm;
use crate::layers::merge::Concat;
use crate::layers::pool::Pool;
use crate::network::{Network, NodeId};
use crate::shape::Shape;
use crate::window::Window;

/// The paper's table 1: each module with the filters of 1 × 1; of 3 × 3 and the 1 × 1 before; of 5 × 5 and the 1 × 1
/// before; of the 1 × 1 behind the pool.
const MODULES: [(&str, [usize; 6]); 9] = [
    ("3a", [64, 96, 128, 16, 32, 32]),
    ("3b", [128, 128, 192, 32, 96, 64]),
    ("4a", [192, 96, 208, 16, 48, 64]),
    ("4b", [160, 112, 224, 24, 64, 64]),
    ("4c", [128, 128, 256, 24, 64, 64]),
    ("4d", [112, 144, 288, 32, 64, 64]),
    ("4e", [256, 160, 320, 32, 128, 128]),
    ("5a", [256, 160, 320, 32, 128, 128]),
    ("5b", [384, 192, 384, 48, 128, 128]),
];

/// GoogLeNet (Szegedy et al., "Going deeper with convolutions", 2015) without its two auxiliary heads, which only training
/// needs. The paper has biases and local response norms; torchvision, whose names these are, has batch norms instead, and
/// 3 × 3 filters where the paper has 5 × 5.
pub fn googlenet(version: Version) -> Network {
    let mut network = Network::new(Shape::new(3, 224, 224));
    let ceil = |pool: Pool| Pool { ceil_mode: true, ..pool };
    let norm = |network: &mut Network, from| match version {
        Version::Paper => network.add(LocalResponseNorm::default(), &[from]),
        Version::Torchvision => from,
    };
    let mut last = version.conv(&mut network, NodeId::INPUT, "conv1", Conv::new(64, 7).stride(2).padding(3));
    last = named(&mut network, last, "maxpool1", ceil(overlapping_pool(2)));
    last = norm(&mut network, last);
    last = version.conv(&mut network, last, "conv2", Conv::new(64, 1));
    last = version.conv(&mut network, last, "conv3", Conv::new(192, 3).padding(1));
    last = norm(&mut network, last);
    last = named(&mut network, last, "maxpool2", ceil(overlapping_pool(2)));
    for (name, filters) in MODULES {
        last = version.inception(&mut network, last, &format!("inception{name}"), filters);
        let pool = match (name, version) {
            ("3b", _) => Some(("maxpool3", overlapping_pool(2))),
            ("4e", Version::Paper) => Some(("maxpool4", overlapping_pool(2))),
            ("4e", Version::Torchvision) => Some(("maxpool4", Pool::max(2))),
            _ => None,
        };
        last = pool.map_or(last, |(name, pool)| named(&mut network, last, name, ceil(pool)));
    }
    last = named(&mut network, last, "avgpool", GlobalAvgPool);
    let rate = if version == Version::Paper { 0.4 } else { 0.2 };
    last = network.then(last, [Flatten.into(), Dropout { rate }.into()]);
    named(&mut network, last, "fc", Dense::new(1000));
    network
}

impl Version {
    /// A convolution and a ReLU, with a batch norm between them or not.
    fn conv(self, network: &mut Network, from: NodeId, name: &str, conv: Conv) -> NodeId {
        let conv = match self {
            Self::Paper => named(network, from, name, conv),
            Self::Torchvision => {
                let names = [format!("{name}.conv"), format!("{name}.bn")];
                conv_norm(network, from, names, conv, BatchNorm { eps: 1e-3, ..BatchNorm::default() })
            }
        };
        relu(network, conv)
    }

    /// Four branches that look at the same cells, and whose maps are put one after the other. A 1 × 1 convolution thins the
    /// channels before each large filter.
    fn inception(self, network: &mut Network, from: NodeId, name: &str, filters: [usize; 6]) -> NodeId {
        let [one, before_three, three, before_five, five, behind_pool] = filters;
        let branch = |branch: &str| format!("{name}.branch{branch}");
        let large = if self == Self::Paper { 5 } else { 3 };

        let ones = self.conv(network, from, &branch("1"), Conv::new(one, 1));
        let thin = self.conv(network, from, &branch("2.0"), Conv::new(before_three, 1));
        let threes = self.conv(network, thin, &branch("2.1"), Conv::new(three, 3).padding(1));
        let thin = self.conv(network, from, &branch("3.0"), Conv::new(before_five, 1));
        let fives = self.conv(network, thin, &branch("3.1"), Conv::new(five, large).padding(large / 2));
        let same = Pool { window: [Window::new(3).padding(1); 2], ..Pool::max(3) };
        let pool = named(network, from, branch("4.0"), same);
        let pooled = self.conv(network, pool, &branch("4.1"), Conv::new(behind_pool, 1));
        let concat = network.add(Concat, &[ones, threes, fives, pooled]);
        network.named(concat, name);
        concat
    }
}
