//! Networks that lend their first layers.

use std::collections::HashMap;

use super::link::MOST_CUTS;
use crate::app::text::scenes_teach_own as text;
use crate::app::trained_network::TrainedNetwork;
use crate::data::Scale;
use crate::layers::Layer;
use crate::layers::dense::Dense;
use crate::network::{Network, NodeId, Plan, Weights};
use crate::zoo::DigitNetwork;

/// A network that has learnt, and where it may be cut.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// The network.
    pub network: Network,
    /// What the bytes of its inputs stand for.
    pub scale: Scale,
    /// The last nodes that may be taken over, the first ones first.
    pub cuts: Vec<NodeId>,
    /// What it is called, where that is not always the same.
    pub name: Option<String>,
    pub(super) weights: Vec<u8>,
}

impl Source {
    /// The network that reads digits.
    pub fn digits(file: Vec<u8>) -> Result<Self, String> {
        let network = DigitNetwork::Cnn.network();
        let plan = Plan::new(network.clone()).map_err(|error| error.to_string())?;
        Weights::from_safetensors(&plan, &file).map_err(|error| error.to_string())?;
        Self::of(network, file, Scale::Unit)
    }

    /// The network of Train's last run, as it is stored.
    pub fn last_run(stored: Option<&[u8]>) -> Result<Self, String> {
        let (trained, plan) = stored.and_then(TrainedNetwork::from_bytes).ok_or(text::NO_LAST_RUN)?;
        let weights = trained.weights.to_safetensors(&plan, HashMap::new());
        Ok(Self { name: Some(trained.name), ..Self::of(trained.network, weights, trained.scale)? })
    }

    fn of(network: Network, weights: Vec<u8>, scale: Scale) -> Result<Self, String> {
        let takes_pictures = matches!(network.input.c, 1 | 3) && network.input.area() > 1;
        let ends_dense = matches!(network.nodes.last().map(|node| &node.layer), Some(Layer::Dense(_)));
        let cuts = cuts(&network);
        if !takes_pictures || !ends_dense || cuts.is_empty() {
            return Err(text::NOT_TO_BE_CUT.to_string());
        }
        Ok(Self { network, scale, cuts, name: None, weights })
    }

    /// The last node that is taken over.
    pub fn through(&self, cut: usize) -> NodeId {
        self.cuts[cut.clamp(1, self.cuts.len()) - 1]
    }
}

/// The same network with as many logits as there are classes. Its last layer is dense.
pub fn with_classes(network: &Network, classes: usize) -> Network {
    let mut network = network.clone();
    if let Some(last) = network.nodes.last_mut() {
        last.layer = Dense::new(classes).into();
    }
    network
}

/// The activations before the last layer; of more than [`MOST_CUTS`] some, evenly spread, of which the last is one.
fn cuts(network: &Network) -> Vec<NodeId> {
    let before_last = network.nodes.iter().enumerate().take(network.nodes.len().saturating_sub(1));
    let all: Vec<NodeId> = before_last
        .filter(|(_, node)| matches!(node.layer, Layer::Activation(_)))
        .map(|(index, _)| NodeId(index + 1))
        .collect();
    let most = all.len().min(MOST_CUTS);
    (1..=most).map(|cut| all[cut * all.len() / most - 1]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shape::Shape;
    use crate::zoo::Template;

    #[test]
    fn networks_are_cut_behind_activations() {
        let digits = cuts(&DigitNetwork::Cnn.network());
        assert_eq!(digits, [2, 4, 7, 9, 14].map(NodeId));
        let deep = cuts(&Template::Plain { depth: 20 }.network(Shape::new(1, 28, 28), 10));
        assert_eq!(deep.len(), MOST_CUTS);
        assert!(deep.is_sorted());
        let refused = Source::of(
            Template::SoftmaxRegression.network(Shape::new(1, 28, 28), 10),
            Vec::new(),
            Scale::Unit,
        );
        assert_eq!(refused, Err(text::NOT_TO_BE_CUT.to_string()));
        assert_eq!(Source::last_run(None), Err(text::NO_LAST_RUN.to_string()));
    }

    #[test]
    fn the_last_run_lends_its_layers() {
        let network = Template::Modern.network(Shape::new(3, 32, 32), 4);
        let plan = Plan::new(network.clone()).unwrap();
        let trained = TrainedNetwork {
            name: "small modern CNN, shapes".to_owned(),
            step: 9,
            accuracy: None,
            weights: Weights::he(&plan, 2),
            network,
            names: vec!["a".to_owned(); 4],
            scale: Scale::Signed,
            dataset: None,
        };
        let source = Source::last_run(Some(&trained.to_bytes())).unwrap();
        assert_eq!((source.name.as_deref(), source.scale), (Some(&*trained.name), Scale::Signed));
        assert_eq!(Weights::from_safetensors(&plan, &source.weights), Ok(trained.weights));
        assert_eq!(source.cuts.len(), 3);
        assert_eq!(source.through(9), source.cuts[2]);
        let taught = Plan::new(with_classes(&source.network, 7)).unwrap();
        assert_eq!(taught.output(), Shape::flat(7));
    }
}
