use crate::app::text::Text;
use crate::app::text::train as text;
use crate::layers::Layer;
use crate::layers::activation::Activation;
use crate::layers::merge::Add;
use crate::network::{Network, NodeId};
use crate::session::{Regularization, Schedule, Settings};

use crate::network::editor::without;

/// What the second of two runs does otherwise. Seed, data and their order are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Variant {
    Sigmoid,
    Relu,
    Plain,
    Unnormalised,
    /// λ₁ = 0.001 in place of the regularization.
    L1,
    /// λ₂ = 0.001 in place of the regularization.
    L2,
    Slower,
    Faster,
}

impl Variant {
    /// All of them: in links, and for people.
    pub const ALL: [(Self, &'static str, Text); 8] = [
        (Self::Sigmoid, "sigmoid", text::SIGMOID_FOR_RELU),
        (Self::Relu, "relu", text::RELU_FOR_SIGMOID),
        (Self::Plain, "plain", text::NO_SKIPS),
        (Self::Unnormalised, "no-norm", text::NO_BATCH_NORM),
        (Self::L1, "l1", Text::of(text::WITH_L1)),
        (Self::L2, "l2", Text::of(text::WITH_L2)),
        (Self::Slower, "slower", text::SLOWER),
        (Self::Faster, "faster", text::FASTER),
    ];

    /// Its name for people.
    pub fn name(self) -> Text {
        Self::ALL.iter().find(|(variant, ..)| *variant == self).map_or(Text::EMPTY, |(_, _, name)| *name)
    }

    /// Whether it changes anything.
    pub fn differs(self, network: &Network, settings: &Settings) -> bool {
        self.applied(network, settings) != (network.clone(), *settings)
    }

    /// What the second run has.
    pub fn applied(self, network: &Network, settings: &Settings) -> (Network, Settings) {
        let (mut network, mut settings) = (network.clone(), *settings);
        match self {
            Self::Sigmoid => replace(&mut network, Activation::Relu, Activation::Sigmoid),
            Self::Relu => replace(&mut network, Activation::Sigmoid, Activation::Relu),
            Self::Plain => network = removed(network, |layer| matches!(layer, Layer::Add(Add))),
            Self::Unnormalised => network = removed(network, |layer| matches!(layer, Layer::BatchNorm(_))),
            Self::L1 => settings.regularization = Regularization { l1: 1e-3, l2: 0.0 },
            Self::L2 => settings.regularization = Regularization { l1: 0.0, l2: 1e-3 },
            Self::Slower => settings.schedule = at_rate(settings.schedule, 0.1),
            Self::Faster => settings.schedule = at_rate(settings.schedule, 10.0),
        }
        (network, settings)
    }
}

fn at_rate(schedule: Schedule, factor: f32) -> Schedule {
    Schedule { rate: schedule.rate * factor, ..schedule }
}

fn replace(network: &mut Network, from: Activation, to: Activation) {
    let from = Layer::Activation(from);
    network.nodes.iter_mut().filter(|node| node.layer == from).for_each(|node| node.layer = to.into());
}

fn removed(mut network: Network, play_requested: impl Fn(&Layer) -> bool) -> Network {
    while let Some(at) = network.nodes.iter().position(|node| play_requested(&node.layer)) {
        network = without(&network, NodeId(at + 1));
    }
    network
}
