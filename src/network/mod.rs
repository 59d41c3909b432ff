//! [`Network`]: what to build, as plain data. [`Plan`]: the same, checked, with every shape and place worked out.

use serde::ser::SerializeStruct;
use serde::{Deserialize, Serialize, Serializer};

use crate::layers::Layer;
use crate::shape::Shape;

mod cost;
pub mod editor;
mod initial;
mod json;
mod limits;
mod link;
mod memory;
mod names;
mod plan;
mod receptive;
mod weights;

pub use cost::Cost;
pub use initial::Initialization;
pub use json::{JsonError, JsonReason, MAX_JSON};
pub use limits::{Excess, MAX_NODES};
pub(crate) use limits::{Totals, layer as check_layer};
pub use memory::{Bytes, TAB};
pub use names::{MAX_NAME, NameError};
pub use plan::{Plan, PlanError, Slot, SlotKind};
pub use receptive::{Field, Misaligned};
pub use weights::{
    CLASSES, Differences, Doubt, Listed, LoadNotes, LoadedWeights, NETWORK, Weights, WeightsError,
    WeightsFileError, WrongShape, class_names, network_in,
};

/// A graph of layers. A node's inputs always come before it, so that the list is an order of computation.
///
/// It ends in logits: the loss is not a layer, since it alone needs labels.
///
/// ```
/// use convoscope::layers::{activation::Activation, conv::Conv, dense::Dense};
/// use convoscope::network::{Network, Plan};
/// use convoscope::shape::Shape;
/// let mut network = Network::new(Shape::new(1, 28, 28));
/// network.chain([Conv::new(16, 3).into(), Activation::Relu.into(), Dense::new(10).into()]);
/// let plan = Plan::new(network)?;
/// assert_eq!(plan.output(), Shape::flat(10));
/// assert_eq!(plan.params(), (16 * 9 + 16) + (16 * 26 * 26 * 10 + 10));
/// # Ok::<(), convoscope::network::PlanError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Network {
    /// Shape of one sample.
    pub input: Shape,
    /// The layers; node i has the [`NodeId`] i + 1.
    #[serde(deserialize_with = "limits::short_list")]
    pub nodes: Vec<Node>,
}

/// A layer and where its inputs come from.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Node {
    /// The layer.
    pub layer: Layer,
    /// The nodes whose outputs it takes.
    #[serde(deserialize_with = "limits::short_list")]
    pub inputs: Vec<NodeId>,
    /// The name it was given; without one it has that of its kind, see [`Plan::names`].
    #[serde(default)]
    pub name: Option<String>,
}

/// Texts leave out a name that was not given. Messages cannot: they have no names of fields.
impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let with_name = self.name.is_some() || !serializer.is_human_readable();
        let mut node = serializer.serialize_struct("Node", 2 + usize::from(with_name))?;
        node.serialize_field("layer", &self.layer)?;
        node.serialize_field("inputs", &self.inputs)?;
        if with_name {
            node.serialize_field("name", &self.name)?;
        }
        node.end()
    }
}

/// A place in a network: 0 is the input, i + 1 the output of node i.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct NodeId(pub usize);

impl NodeId {
    /// The network's input.
    pub const INPUT: Self = Self(0);
}

impl Network {
    /// A network without layers.
    pub const fn new(input: Shape) -> Self {
        Self { input, nodes: Vec::new() }
    }

    /// The last node, or the input.
    pub fn last(&self) -> NodeId {
        NodeId(self.nodes.len())
    }

    /// Adds a layer that takes the outputs of `inputs`.
    pub fn add(&mut self, layer: impl Into<Layer>, inputs: &[NodeId]) -> NodeId {
        self.nodes.push(Node { layer: layer.into(), inputs: inputs.to_vec(), name: None });
        self.last()
    }

    /// Adds layers one after the other, behind `from`.
    pub fn then(&mut self, from: NodeId, layers: impl IntoIterator<Item = Layer>) -> NodeId {
        layers.into_iter().fold(from, |from, layer| self.add(layer, &[from]))
    }

    /// Adds layers one after the other, behind the last node.
    pub fn chain(&mut self, layers: impl IntoIterator<Item = Layer>) -> NodeId {
        self.then(self.last(), layers)
    }
}
