use super::lenet5::lenet5_1998_for;
use crate::layers::activation::Activation;
use crate::layers::conv::Conv;
use crate::layers::dense::Dense;
use crate::layers::dropout::Dropout;
use crate::layers::flatten::Flatten;
use crate::layers::global_avg_pool::GlobalAvgPool;
use crate::layers::pool::Pool;
use crate::network::Network;
use crate::shape::Shape;

/// A network of this project that reads digits of 28 × 28 pixels, 0 paper and 1 ink, and whose trained weights come with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum DigitNetwork {
    /// [`digits`].
    #[default]
    Cnn,
    /// [`lenet5_1998`](super::lenet5_1998), whose C1 pads 28 × 28 pixels to the paper's 32 × 32: the same weights.
    LeNet5,
    /// [`dense_digits`].
    Dense,
    /// [`gap_digits`].
    GlobalAverage,
}

impl DigitNetwork {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Cnn, Self::LeNet5, Self::Dense, Self::GlobalAverage];

    /// Its name in links, of its file of weights and in commands.
    ///
    /// ```
    /// use convoscope::zoo::DigitNetwork;
    /// assert_eq!(DigitNetwork::named("lenet5"), Some(DigitNetwork::LeNet5));
    /// ```
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cnn => "digits",
            Self::LeNet5 => "lenet5",
            Self::Dense => "dense",
            Self::GlobalAverage => "gap",
        }
    }

    /// The one that is called so.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|network| network.name() == name)
    }

    /// The file of its weights in the site and in the repository.
    pub fn weights_path(self) -> String {
        format!("assets/weights/{}.safetensors", self.name())
    }

    /// The network: 1 × 28 × 28 in, ten logits out.
    pub fn network(self) -> Network {
        match self {
            Self::Cnn => digits(),
            Self::LeNet5 => lenet5_1998_for(28),
            Self::Dense => dense_digits(),
            Self::GlobalAverage => gap_digits(),
        }
    }
}

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

/// Digits without convolutions: 784 – 128 – 10 units, ReLU between. What it knows of a place it knows of no other.
pub fn dense_digits() -> Network {
    let mut network = Network::new(Shape::new(1, 28, 28));
    network.chain([Flatten.into(), Dense::new(128).into(), Activation::Relu.into(), Dense::new(10).into()]);
    network
}

/// Digits by global average pooling (Lin, Chen and Yan, "Network in network", 2014): the mean of each last map is all that
/// its only dense layer sees, so where in the picture a stroke lies hardly matters.
pub fn gap_digits() -> Network {
    let mut network = Network::new(Shape::new(1, 28, 28));
    network.chain([Conv::new(16, 3).padding(1).into(), Activation::Relu.into(), Pool::max(2).into()]);
    network.chain([Conv::new(32, 3).padding(1).into(), Activation::Relu.into(), Pool::max(2).into()]);
    network.chain([Conv::new(32, 5).padding(2).into(), Activation::Relu.into(), GlobalAvgPool.into()]);
    network.chain([Flatten.into(), Dense::new(10).into()]);
    network
}

#[cfg(test)]
mod tests {
    use super::DigitNetwork;
    use crate::network::{Plan, Weights};
    use crate::shape::Shape;

    #[test]
    #[cfg_attr(target_family = "wasm", ignore = "it reads a file")]
    fn every_digit_network_has_its_trained_weights() {
        let params = [58_010, 60_000, 101_770, 30_762];
        for (network, params) in DigitNetwork::ALL.into_iter().zip(params) {
            assert_eq!(DigitNetwork::named(network.name()), Some(network));
            let plan = Plan::new(network.network()).unwrap();
            assert_eq!((plan.network().input, plan.output()), (Shape::new(1, 28, 28), Shape::flat(10)));
            assert_eq!(plan.params(), params);
            let path = format!("{}/{}", env!("CARGO_MANIFEST_DIR"), network.weights_path());
            let file = std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
            Weights::from_safetensors(&plan, &file).unwrap_or_else(|error| panic!("{path}: {error}"));
        }
    }

    /// The padding of C1 is the paper's frame around a digit of 28 × 28 pixels.
    #[test]
    fn lenet5s_weights_are_those_of_its_paper() {
        let [small, paper] = [DigitNetwork::LeNet5.network(), super::super::lenet5_1998()]
            .map(|network| Plan::new(network).unwrap());
        assert_eq!(small.params_len(), paper.params_len());
        assert_eq!(small.total_cost().params, paper.total_cost().params);
        let names = |plan: &Plan| plan.ids().map(|id| plan.name(id).to_owned()).collect::<Vec<_>>();
        assert_eq!(names(&small), names(&paper));
    }
}
