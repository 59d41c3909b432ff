//! The opened network and what it last computed.

use std::sync::Arc;

use super::columns::{Column, columns};
use super::range_of::RangeOf;
use crate::argsort::argsort_descending;
use crate::layers::softmax::Softmax;
use crate::layers::{LayerPass, Phase};
use crate::network::{NodeId, Plan, Weights};
use crate::shape::Shape;
use crate::zoo::DigitNetwork;

/// A network that the worker has opened.
#[derive(Clone, Debug)]
pub struct Model {
    /// The network.
    pub plan: Arc<Plan>,
    /// Its weights, as the engine uses them.
    pub weights: Weights,
    /// The network as columns.
    pub columns: Vec<Column>,
    /// Whether every activation has a column of its own.
    pub every_step: bool,
    /// How large each node's values get: what its palette ends at.
    pub ranges: Vec<f32>,
}

/// A model equals only itself: pages ask often, and have no two.
impl PartialEq for Model {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Model {
    /// The model of an opened network.
    pub fn new(plan: Arc<Plan>, weights: Weights, ranges: Vec<f32>) -> Self {
        Self { columns: columns(&plan, false), every_step: false, plan, weights, ranges }
    }

    /// The small CNN with weights from their file, whose ranges nobody asks for; `None` if they are not its weights.
    pub fn digits(file: &[u8]) -> Option<Self> {
        let plan = planned(DigitNetwork::Cnn);
        let weights = Weights::from_safetensors(&plan, file).ok()?;
        let ranges = vec![1.0; plan.ids().count()];
        Some(Self::new(plan, weights, ranges))
    }

    /// The same network in other columns: each activation in one of its own, or with its layer.
    pub fn in_columns(&self, every_step: bool) -> Self {
        Self { columns: columns(&self.plan, every_step), every_step, ..self.clone() }
    }

    /// What the palette of some values of a column ends at.
    pub fn range_of(&self, range: RangeOf, column: usize, values: &[f32]) -> f32 {
        match range {
            RangeOf::Map => values.iter().fold(0.0, |range: f32, value| range.max(value.abs())),
            RangeOf::Layer => self.range(column),
            RangeOf::Network => (1..self.columns.len()).map(|column| self.range(column)).fold(0.0, f32::max),
        }
    }

    /// The column that a layer makes, by the layer's name.
    pub fn column(&self, layer: &str) -> Option<usize> {
        self.columns.iter().position(|column| self.plan.name(column.layer) == layer)
    }

    /// The name of the layer that makes a column.
    pub fn layer_name(&self, column: usize) -> &str {
        self.plan.name(self.columns[column].layer)
    }

    /// The weights of a column's layer, without the bias.
    pub fn weight(&self, column: usize) -> &[f32] {
        let slot = self.plan.slot(self.columns[column].layer, "weight");
        slot.map_or(&[], |slot| &self.weights.params[slot.range.clone()])
    }

    /// The nodes whose values the page shows: those of the columns, the logits, and what explains cells of these columns.
    pub fn shown(&self, explained: impl IntoIterator<Item = usize>) -> Vec<NodeId> {
        let mut nodes: Vec<NodeId> = self.columns.iter().map(|column| column.shown).collect();
        nodes.push(self.plan.network().last());
        for column in explained.into_iter().filter_map(|column| self.columns.get(column)) {
            nodes.push(column.layer);
            nodes.extend(self.plan.inputs(column.layer));
        }
        self.plan.ids().filter(|id| nodes.contains(id)).collect()
    }

    /// What the palette of a column's values ends at.
    pub fn range(&self, column: usize) -> f32 {
        self.ranges[self.columns[column].shown.0]
    }
}

/// The plan of a network that Draw runs.
pub fn planned(network: DigitNetwork) -> Arc<Plan> {
    Arc::new(Plan::new(network.network()).expect("a network of the zoo can be planned"))
}

/// What the network computed for one drawing.
#[derive(Clone, Debug)]
pub struct Activations {
    /// Of each node; empty where they were not asked for.
    activations: Vec<Vec<f32>>,
    /// The softmax of the logits.
    pub probabilities: Vec<f32>,
}

/// As with models: what was seen of another drawing is another thing.
impl PartialEq for Activations {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Activations {
    /// From what came out of these nodes, the logits among them.
    pub fn new(nodes: &[NodeId], values: Vec<Vec<f32>>) -> Self {
        let count = nodes.iter().map(|node| node.0 + 1).max().unwrap_or(0);
        let mut activations = vec![Vec::new(); count];
        nodes.iter().zip(values).for_each(|(node, values)| activations[node.0] = values);
        let logits = activations.last().map_or(&[][..], Vec::as_slice);
        let (shapes, x) = ([Shape::flat(logits.len())], [logits]);
        let run = LayerPass::forward(&Softmax, 1, &shapes, &x, &[], &[], Phase::Infer);
        let probabilities = run.map_or_else(|_| Vec::new(), |run| run.y);
        Self { activations, probabilities }
    }

    /// Whether the values of all these nodes are there.
    pub fn has(&self, nodes: &[NodeId]) -> bool {
        nodes.iter().all(|node| self.activations.get(node.0).is_some_and(|values| !values.is_empty()))
    }

    /// What came out of a node.
    pub fn of(&self, id: NodeId) -> &[f32] {
        &self.activations[id.0]
    }

    /// One map or unit of what came out of a node.
    pub fn map(&self, id: NodeId, unit: usize, area: usize) -> &[f32] {
        &self.activations[id.0][unit * area..(unit + 1) * area]
    }

    /// The logits.
    pub fn logits(&self) -> &[f32] {
        self.activations.last().map_or(&[], Vec::as_slice)
    }

    /// The classes, the most probable first.
    pub fn ranking(&self) -> Vec<usize> {
        argsort_descending(self.probabilities.iter().copied())
    }
}
