//! Small dense networks on points of the plane: how many hidden layers and units they have, and which activation.

use super::{Effect, Train, TrainConfig, UnitGraph};
use crate::app::text::train as text;
use crate::data::{Feature, Features};
use crate::layers::Layer;
use crate::layers::activation::Activation;
use crate::layers::dense::Dense;
use crate::network::editor::{Edit, edited};
use crate::network::{Network, NodeId};
use crate::session::RunCommand;
use crate::shape::Shape;

use super::DataSource;

/// Units of each hidden layer that the page proposes.
pub(super) const HIDDEN: [usize; 2] = [4, 3];
/// Units of the one hidden layer whose sum a wave is to be.
pub(super) const OF_WAVE: [usize; 1] = [8];
/// Hidden layers at most, while they are counted and not edited one by one.
pub const MOST_HIDDEN: usize = 6;
/// Units that a hidden layer gets by its buttons at most.
pub const MOST_TOY_UNITS: usize = 12;

/// Dense layers of so many units, each with an activation behind it, and a dense layer for the classes.
pub(super) fn network((input, classes): (Shape, usize), hidden: &[usize], activation: Activation) -> Network {
    let mut network = Network::new(input);
    for &units in hidden {
        network.chain([Dense::new(units).into(), activation.into()]);
    }
    network.chain([Dense::new(classes).into()]);
    network
}

/// The same network for points with other features, or of another number of classes.
pub(super) fn fitted(network: &Network, (input, classes): (Shape, usize)) -> Network {
    let mut network = Network { input, nodes: network.nodes.clone() };
    if let Some(Layer::Dense(dense)) = network.nodes.last_mut().map(|node| &mut node.layer) {
        dense.units = classes;
    }
    network
}

impl TrainConfig {
    /// The dense layers between the input and the output, from the first on.
    pub fn hidden_layers(&self) -> Vec<NodeId> {
        let is_dense = |id: &NodeId| matches!(self.network.nodes[id.0 - 1].layer, Layer::Dense(_));
        let last = self.network.last();
        (1..=self.network.nodes.len()).map(NodeId).filter(|id| is_dense(id) && *id != last).collect()
    }

    /// The same with so many units in a dense layer.
    #[must_use]
    pub fn with_units(&self, layer: NodeId, units: usize) -> Self {
        let mut network = self.network.clone();
        if let Some(Layer::Dense(dense)) =
            layer.0.checked_sub(1).and_then(|at| network.nodes.get_mut(at)).map(|node| &mut node.layer)
        {
            dense.units = units.max(1);
        }
        Self { network, ..self.clone() }
    }

    /// The same with one hidden layer more before the output, like the last one; or without the last one.
    #[must_use]
    pub fn with_hidden_layer(&self, more: bool) -> Self {
        let hidden = self.hidden_layers();
        let network = match (more, hidden.last()) {
            (true, last) => {
                let units = last.and_then(|last| match &self.network.nodes[last.0 - 1].layer {
                    Layer::Dense(dense) => Some(dense.units),
                    _ => None,
                });
                let behind = NodeId(self.network.last().0 - 1);
                let units = Dense::new(units.unwrap_or(HIDDEN[0]));
                let activation = Edit::Insert(behind, self.activation().into());
                let network = edited(&self.network, &activation);
                edited(&network, &Edit::Insert(behind, units.into()))
            }
            (false, Some(&last)) => {
                let is_activation = |id: NodeId| {
                    let node = self.network.nodes.get(id.0 - 1);
                    node.is_some_and(|node| matches!(node.layer, Layer::Activation(_)))
                };
                let behind = NodeId(last.0 + 1);
                let network = match is_activation(behind) {
                    true => edited(&self.network, &Edit::Remove(behind)),
                    false => self.network.clone(),
                };
                edited(&network, &Edit::Remove(last))
            }
            (false, None) => self.network.clone(),
        };
        Self { network, ..self.clone() }
    }

    /// The activation of its hidden layers: that of the first that has one.
    pub fn activation(&self) -> Activation {
        let mut activations = self.network.nodes.iter().filter_map(|node| match node.layer {
            Layer::Activation(activation) => Some(activation),
            _ => None,
        });
        activations.next().unwrap_or(Activation::Tanh)
    }

    /// The same with another activation everywhere.
    #[must_use]
    pub fn with_activation(&self, activation: Activation) -> Self {
        let mut network = self.network.clone();
        for node in &mut network.nodes {
            if matches!(node.layer, Layer::Activation(_)) {
                node.layer = activation.into();
            }
        }
        Self { network, ..self.clone() }
    }

    /// The features of its points.
    pub fn features(&self) -> Option<Features> {
        match &self.data {
            DataSource::Generated { generator, .. } if generator.source.is_plane() => {
                Some(generator.features)
            }
            _ => None,
        }
    }

    /// The same with a feature more, or without it.
    #[must_use]
    pub fn with_feature(&self, feature: Feature) -> Self {
        let mut data = self.data.clone();
        if let DataSource::Generated { generator, .. } = &mut data {
            generator.features = generator.features.toggled(feature);
        }
        let network = fitted(&self.network, (data.shape(), data.names().len()));
        Self { data, network, ..self.clone() }
    }

    /// The same with so many samples in all, of which a share in percent is for validation.
    #[must_use]
    pub fn with_counts(&self, all: u32, percent: u32) -> Self {
        let mut data = self.data.clone();
        if let DataSource::Generated { training, validation, .. } = &mut data {
            *validation = (all * percent.min(90) / 100).min(all.saturating_sub(1));
            *training = all - *validation;
        }
        Self { sample: self.sample.min(data.len().saturating_sub(1)), data, ..self.clone() }
    }
}

impl Train {
    /// Sets one parameter of a run: what was known of its later steps is kept as a run of its own.
    pub(super) fn set_param(&mut self, run: usize, index: usize, value: f32) -> Vec<Effect> {
        let Some(progress) = self.runs.list.get(run).filter(|_| self.runs.ready()) else { return Vec::new() };
        let (run, name) = (progress.run, UnitGraph::name_of(&progress.plan, index));
        let mut effects = self.branch_off();
        if self.is_behind() {
            effects.extend(self.branch());
        }
        effects.push(super::runs::send(run, RunCommand::SetParam { index: index as u32, value }));
        effects.extend(self.runs.each(|_| RunCommand::Evaluate));
        effects.extend(self.bound());
        self.add_status(Some(text::set_by_hand(&name)));
        effects
    }
}
