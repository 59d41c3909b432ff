//! Comparisons that the lectures make: some runs on the same samples from the same seed.

use super::{TEMPLATES, TrainConfig};
use crate::app::text::Text;
use crate::app::text::train as text;
use crate::layers::Layer;
use crate::layers::activation::Activation;
use crate::layers::batch_norm::BatchNorm;
use crate::layers::conv::Conv;
use crate::layers::dense::Dense;
use crate::layers::dropout::Dropout;
use crate::layers::flatten::Flatten;
use crate::layers::global_avg_pool::GlobalAvgPool;
use crate::layers::pool::Pool;
use crate::network::editor::{Edit, edited, without};
use crate::network::{Network, NodeId};
use crate::session::{Regularization, Settings, StopAt};
use crate::zoo::Template;

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Comparison {
    /// 0 to 4 hidden layers of 30 sigmoid units.
    HiddenLayers,
    /// The same with ReLU and He's initialization.
    HiddenLayersRelu,
    /// No batch norm, before and behind each ReLU.
    BatchNorm,
    /// Batch norm with batches of 32, and of 2.
    SmallBatch,
    Dropout,
    /// No regularization, L1 and L2.
    L1L2,
    /// 20 layers with and without skip connections.
    Residual,
    /// A dense network and a convolutional one.
    DenseCnn,
    /// The mean over all places, or flatten and a dense layer, behind the same convolutions.
    Heads,
}

impl Comparison {
    /// All of them, with their names in tests and for people.
    pub const ALL: [(Self, &'static str, Text); 9] = [
        (Self::HiddenLayers, "hidden-layers", text::COMPARE_HIDDEN),
        (Self::HiddenLayersRelu, "hidden-layers-relu", text::COMPARE_HIDDEN_RELU),
        (Self::BatchNorm, "batch-norm", text::COMPARE_BATCH_NORM),
        (Self::SmallBatch, "small-batch", text::COMPARE_SMALL_BATCH),
        (Self::Dropout, "dropout", text::COMPARE_DROPOUT),
        (Self::L1L2, "l1-l2", text::COMPARE_L1_L2),
        (Self::Residual, "residual", text::COMPARE_RESIDUAL),
        (Self::DenseCnn, "dense-cnn", text::COMPARE_DENSE_CNN),
        (Self::Heads, "heads", text::COMPARE_HEADS),
    ];

    /// Whether it can be made on such samples: points of the plane have no neighbours to convolve.
    pub fn is_of(self, config: &TrainConfig) -> bool {
        let takes_points =
            matches!(self, Self::HiddenLayers | Self::HiddenLayersRelu | Self::L1L2 | Self::Dropout);
        takes_points || !config.data.is_toy()
    }

    /// The setups, which differ in nothing else.
    pub fn configs(self, config: &TrainConfig) -> Vec<TrainConfig> {
        let (shape, classes) = (config.data.shape(), config.data.names().len());
        let epochs = config.until.epochs.unwrap_or(if config.data.is_toy() { 100 } else { 6 });
        let until = StopAt { epochs: Some(epochs), accuracy: None };
        let base = TrainConfig { until, variant: None, ..config.clone() };
        let with = |network: Network| TrainConfig { network, ..base.clone() };
        let of = |template: Template| base.with_template(template);
        let modern = Template::Modern.network(shape, classes);
        match self {
            Self::HiddenLayers => {
                let hidden =
                    |hidden| TEMPLATES.iter().find(|(_, t)| *t == template(hidden)).map(|(_, t)| of(*t));
                (0..=4).filter_map(hidden).collect()
            }
            Self::HiddenLayersRelu => {
                let relu = |hidden| of(template(hidden)).with_activation(Activation::Relu);
                (0..=4).map(relu).collect()
            }
            Self::BatchNorm => {
                let before = with(modern.clone());
                vec![with(without_norm(modern.clone())), before.clone(), with(norm_behind_relu(modern))]
            }
            Self::SmallBatch => {
                let batch = |batch: usize| {
                    let settings = Settings { batch, shards: 1, ..base.settings };
                    TrainConfig { settings, ..with(modern.clone()) }
                };
                vec![batch(32), batch(2)]
            }
            Self::Dropout => vec![with(wide(config, false)), with(wide(config, true))],
            Self::L1L2 => [(0.0, 0.0), (1e-3, 0.0), (0.0, 1e-3)]
                .map(|(l1, l2)| {
                    let settings = Settings { regularization: Regularization { l1, l2 }, ..base.settings };
                    TrainConfig { settings, ..base.clone() }
                })
                .to_vec(),
            Self::Residual => vec![of(Template::Plain { depth: 20 }), of(Template::Residual { depth: 20 })],
            Self::DenseCnn => vec![with(wide(config, false)), with(cnn(config, true))],
            Self::Heads => vec![with(cnn(config, false)), with(cnn(config, true))],
        }
    }
}

fn template(hidden: usize) -> Template {
    if hidden == 0 { Template::SoftmaxRegression } else { Template::Dense { hidden } }
}

/// One wide hidden layer, with half of it dropped while it is trained or not.
fn wide(config: &TrainConfig, drops: bool) -> Network {
    let mut network = Network::new(config.data.shape());
    network.chain([Flatten.into(), Dense::new(256).into(), Activation::Relu.into()]);
    if drops {
        network.chain([Dropout { rate: 0.5 }.into()]);
    }
    network.chain([Dense::new(config.data.names().len()).into()]);
    network
}

/// Convolutions whose maps are averaged, or flattened for two dense layers.
fn cnn(config: &TrainConfig, averages: bool) -> Network {
    let mut network = Network::new(config.data.shape());
    for filters in [16, 32] {
        network.chain([
            Conv::new(filters, 3).padding(1).into(),
            Activation::Relu.into(),
            Pool::max(2).into(),
        ]);
    }
    network.chain([Conv::new(64, 3).padding(1).into(), Activation::Relu.into()]);
    if averages {
        network.chain([GlobalAvgPool.into(), Flatten.into()]);
    } else {
        network.chain([Flatten.into(), Dense::new(128).into(), Activation::Relu.into()]);
    }
    network.chain([Dense::new(config.data.names().len()).into()]);
    network
}

fn without_norm(mut network: Network) -> Network {
    while let Some(at) = network.nodes.iter().position(|node| matches!(node.layer, Layer::BatchNorm(_))) {
        network = without(&network, NodeId(at + 1));
    }
    // Without a norm to shift them, convolutions have biases.
    for node in &mut network.nodes {
        if let Layer::Conv(conv) = &mut node.layer {
            conv.bias = true;
        }
    }
    network
}

/// Each batch norm that a ReLU follows comes behind it.
fn norm_behind_relu(mut network: Network) -> Network {
    let is_norm = |layer: &Layer| matches!(layer, Layer::BatchNorm(BatchNorm { .. }));
    for at in 1..network.nodes.len() {
        let relu = matches!(network.nodes[at].layer, Layer::Activation(Activation::Relu));
        if relu && is_norm(&network.nodes[at - 1].layer) {
            network = edited(&network, &Edit::Move(NodeId(at), NodeId(at + 1)));
        }
    }
    network
}
