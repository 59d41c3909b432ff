use serde::{Deserialize, Serialize};

use super::{inception, lenet5, modern, plain, residual, small_alexnet, small_mobilenet, small_vgg};
use crate::layers::activation::Activation;
use crate::layers::dense::Dense;
use crate::layers::flatten::Flatten;
use crate::network::Network;
use crate::shape::Shape;

/// One dense layer: its units are the scores of the classes.
pub fn softmax_regression(input: Shape, classes: usize) -> Network {
    dense(input, classes, 0)
}

/// `hidden` layers of 30 sigmoid units between the input and the classes.
pub fn dense(input: Shape, classes: usize, hidden: usize) -> Network {
    let mut network = Network::new(input);
    network.chain([Flatten.into()]);
    for _ in 0..hidden {
        network.chain([Dense::new(30).into(), Activation::Sigmoid.into()]);
    }
    network.chain([Dense::new(classes).into()]);
    network
}

/// A network to begin with, for any input and any number of classes.
///
/// ```
/// use convoscope::network::Plan;
/// use convoscope::shape::Shape;
/// use convoscope::zoo::Template;
/// let network = Template::Dense { hidden: 2 }.network(Shape::new(1, 28, 28), 10);
/// let plan = Plan::new(network)?;
/// assert_eq!(plan.params(), (784 * 30 + 30) + (30 * 30 + 30) + (30 * 10 + 10));
/// # Ok::<(), convoscope::network::PlanError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Template {
    /// One dense layer.
    SoftmaxRegression,
    /// Layers of 30 sigmoid units.
    Dense {
        /// How many, 0 to 4.
        hidden: usize,
    },
    /// LeNet-5.
    LeNet5,
    /// Blocks of convolution, batch norm and ReLU.
    Modern,
    /// Convolutions one after the other.
    Plain {
        /// Layers with weights, 4 to 20.
        depth: usize,
    },
    /// The same with jumps over every two.
    Residual {
        /// Layers with weights, 4 to 20.
        depth: usize,
    },
    /// Inception modules.
    Inception,
    /// A small AlexNet.
    AlexNet,
    /// A small VGG.
    Vgg,
    /// Inverted residuals.
    MobileNet,
}

impl Template {
    /// One of each kind.
    pub const ALL: [Self; 10] = [
        Self::SoftmaxRegression,
        Self::Dense { hidden: 1 },
        Self::LeNet5,
        Self::Modern,
        Self::Plain { depth: 10 },
        Self::Residual { depth: 10 },
        Self::Inception,
        Self::AlexNet,
        Self::Vgg,
        Self::MobileNet,
    ];

    /// Its name for people.
    pub const fn name(self) -> &'static str {
        match self {
            Self::SoftmaxRegression => "softmax regression",
            Self::Dense { .. } => "dense layers",
            Self::LeNet5 => "LeNet-5",
            Self::Modern => "small modern CNN",
            Self::Plain { .. } => "plain network",
            Self::Residual { .. } => "residual network",
            Self::Inception => "small Inception",
            Self::AlexNet => "small AlexNet",
            Self::Vgg => "small VGG",
            Self::MobileNet => "small MobileNet",
        }
    }

    /// The network.
    pub fn network(self, input: Shape, classes: usize) -> Network {
        match self {
            Self::SoftmaxRegression => softmax_regression(input, classes),
            Self::Dense { hidden } => dense(input, classes, hidden),
            Self::LeNet5 => lenet5(input, classes),
            Self::Modern => modern(input, classes),
            Self::Plain { depth } => plain(input, classes, depth),
            Self::Residual { depth } => residual(input, classes, depth),
            Self::Inception => inception(input, classes),
            Self::AlexNet => small_alexnet(input, classes),
            Self::Vgg => small_vgg(input, classes),
            Self::MobileNet => small_mobilenet(input, classes),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layers::Layer;
    use crate::network::Plan;

    #[test]
    fn every_template_fits_digits_and_shapes() {
        for template in Template::ALL {
            for (input, classes) in [(Shape::new(1, 28, 28), 10), (Shape::new(3, 32, 32), 6)] {
                let plan = Plan::new(template.network(input, classes))
                    .unwrap_or_else(|e| panic!("{template:?}: {e}"));
                assert_eq!(plan.output(), Shape::flat(classes));
            }
        }
        for hidden in 0..5 {
            assert!(Plan::new(dense(Shape::flat(2), 2, hidden)).is_ok());
        }
    }

    /// The paper's numbers, for its input of 32 × 32 and without the weights of its pools: C1 156, C3 1516, C5 48120, F6
    /// 10164.
    #[test]
    fn lenet5_has_the_parameters_of_its_paper() {
        let plan = Plan::new(lenet5(Shape::new(1, 32, 32), 10)).unwrap();
        assert_eq!(plan.params(), 156 + 1516 + 48_120 + 10_164 + 850);
    }

    #[test]
    fn twins_differ_in_nothing_but_their_sums() {
        for depth in 4..=20 {
            let input = Shape::new(1, 28, 28);
            let [plain, residual] = [plain(input, 10, depth), residual(input, 10, depth)]
                .map(|network| Plan::new(network).unwrap());
            assert_eq!(plain.params(), residual.params());
            let weighted = |plan: &Plan| {
                let layers = plan.ids().filter_map(|id| plan.layer(id));
                layers.filter(|layer| matches!(layer, Layer::Conv(_) | Layer::Dense(_))).count()
            };
            assert_eq!([weighted(&plain), weighted(&residual)], [depth; 2]);
            let sums = residual.ids().filter(|&id| matches!(residual.layer(id), Some(Layer::Add(_)))).count();
            assert_eq!(sums, (depth - 3) / 2);
        }
    }
}
