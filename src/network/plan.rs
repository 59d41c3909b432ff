use std::ops::Range;

use super::limits::{self, Totals};
use super::{Excess, NameError, Network, NodeId};
use serde::{Deserialize, Serialize};

use crate::layers::{Initial, Layer};
use crate::shape::{Shape, ShapeError};

/// A checked network: every shape is known, every parameter has its place, and it cannot fail to run.
#[derive(Clone, Debug)]
pub struct Plan {
    network: Network,
    shapes: Vec<Shape>,
    names: Vec<String>,
    slots: Vec<Slot>,
    params: Vec<Range<usize>>,
    running: Vec<Range<usize>>,
}

/// Where one named parameter or statistic lies.
#[derive(Clone, Debug, PartialEq)]
pub struct Slot {
    /// Its full name, as in PyTorch's `state_dict`: "conv1.weight".
    pub name: String,
    /// The node it belongs to.
    pub node: NodeId,
    /// Its dimensions.
    pub dims: Vec<usize>,
    /// Its place in [`Weights::params`](super::Weights::params) or [`running`](super::Weights::running).
    pub range: Range<usize>,
    /// What it is.
    pub kind: SlotKind,
}

/// What a slot holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SlotKind {
    /// A trained parameter.
    Param {
        /// What it starts from.
        initial: Initial,
        /// How many of its values exist.
        count: usize,
    },
    /// A statistic that training updates beside the gradient.
    Running {
        /// What it starts from.
        initial: f32,
    },
}

/// Why a network cannot be planned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum PlanError {
    /// There is nothing to run.
    Empty,
    /// A sample of the input holds no value.
    Input {
        /// Its shape.
        shape: Shape,
    },
    /// The whole of it is larger than what a browser can be asked for.
    Network {
        /// What.
        excess: Excess,
    },
    /// Something is larger than what a browser can be asked for.
    Limit {
        /// The layer's name.
        name: String,
        /// What.
        excess: Excess,
    },
    /// A name that was given to a node cannot be.
    Name {
        /// The name.
        name: String,
        /// What is wrong with it.
        error: NameError,
    },
    /// A layer takes an output that is not computed before it.
    Order {
        /// The layer's name.
        name: String,
        /// The node it asks for.
        input: usize,
    },
    /// A layer cannot take the shapes it is given.
    Shape {
        /// The layer's name.
        name: String,
        /// Why not.
        error: ShapeError,
    },
}

impl std::error::Error for PlanError {}

impl Plan {
    /// Checks `network` and works out its shapes and places.
    pub fn new(network: Network) -> Result<Self, PlanError> {
        if network.nodes.is_empty() {
            return Err(PlanError::Empty);
        }
        limits::nodes(&network).map_err(|excess| PlanError::Network { excess })?;
        let Shape { c, h, w } = network.input;
        if c.min(h).min(w) == 0 {
            return Err(PlanError::Input { shape: network.input });
        }
        Self::check_names(&network)?;
        let names = Self::names(&network);
        let mut totals = Totals::default();
        let limit = |name: &String| {
            let name = name.clone();
            move |excess| PlanError::Limit { name, excess }
        };
        totals.shape(network.input).map_err(limit(&names[0]))?;
        let mut plan = Self {
            shapes: vec![network.input],
            names,
            slots: Vec::new(),
            params: std::iter::once(0..0).collect(),
            running: std::iter::once(0..0).collect(),
            network,
        };
        for (index, node) in plan.network.nodes.iter().enumerate() {
            let name = &plan.names[index + 1];
            if let Some(input) = node.inputs.iter().find(|input| input.0 > index) {
                return Err(PlanError::Order { name: name.clone(), input: input.0 });
            }
            let inputs: Vec<Shape> = node.inputs.iter().map(|input| plan.shapes[input.0]).collect();
            limits::layer(&node.layer).and_then(|()| totals.node(node)).map_err(limit(name))?;
            let op = node.layer.op();
            let output =
                op.output(&inputs).map_err(|error| PlanError::Shape { name: name.clone(), error })?;
            totals.shape(output).map_err(limit(name))?;
            plan.shapes.push(output);

            let mut slot = |at: &mut usize, part: &str, dims: Vec<usize>, kind| {
                let range = *at..*at + dims.iter().product::<usize>();
                *at = range.end;
                plan.slots.push(Slot {
                    name: format!("{name}.{part}"),
                    node: NodeId(index + 1),
                    dims,
                    range,
                    kind,
                });
            };
            let first = plan.params[index].end;
            let mut at = first;
            for param in op.params(&inputs) {
                totals.weights(&param.dims).map_err(limit(name))?;
                let kind = SlotKind::Param { initial: param.initial, count: param.count };
                slot(&mut at, param.name, param.dims, kind);
            }
            plan.params.push(first..at);
            let first = plan.running[index].end;
            let mut at = first;
            for running in op.running(&inputs) {
                totals.weights(&[running.len]).map_err(limit(name))?;
                slot(
                    &mut at,
                    running.name,
                    vec![running.len],
                    SlotKind::Running { initial: running.initial },
                );
            }
            plan.running.push(first..at);
        }
        Ok(plan)
    }

    /// The network.
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// Every node, the input first.
    pub fn ids(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..self.shapes.len()).map(NodeId)
    }

    /// The layer of a node; `None` for the input.
    pub fn layer(&self, id: NodeId) -> Option<&Layer> {
        Some(&self.network.nodes[id.0.checked_sub(1)?].layer)
    }

    /// The nodes that a node takes its inputs from.
    pub fn inputs(&self, id: NodeId) -> &[NodeId] {
        id.0.checked_sub(1).map_or(&[], |index| &self.network.nodes[index].inputs)
    }

    /// The shape of what comes out of a node.
    pub fn shape(&self, id: NodeId) -> Shape {
        self.shapes[id.0]
    }

    /// The shapes of a node's inputs.
    pub fn input_shapes(&self, id: NodeId) -> Vec<Shape> {
        self.inputs(id).iter().map(|input| self.shape(*input)).collect()
    }

    /// The shape of what comes out at the end.
    pub fn output(&self) -> Shape {
        self.shapes[self.shapes.len() - 1]
    }

    /// A node's name, unique in the network: "conv1".
    pub fn name(&self, id: NodeId) -> &str {
        &self.names[id.0]
    }

    /// Every parameter and statistic, in order.
    pub fn slots(&self) -> &[Slot] {
        &self.slots
    }

    /// The slot of a node's parameter or statistic called `part`, as in "weight".
    pub fn slot(&self, id: NodeId, part: &str) -> Option<&Slot> {
        self.slots.iter().find(|slot| slot.node == id && slot.name.ends_with(&format!(".{part}")))
    }

    /// Where a node's parameters lie among all.
    pub fn params_of(&self, id: NodeId) -> Range<usize> {
        self.params[id.0].clone()
    }

    /// Where a node's running statistics lie among all.
    pub fn running_of(&self, id: NodeId) -> Range<usize> {
        self.running[id.0].clone()
    }

    /// Values in the parameter arena.
    pub fn params_len(&self) -> usize {
        self.params[self.params.len() - 1].end
    }

    /// Values in the arena of running statistics.
    pub fn running_len(&self) -> usize {
        self.running[self.running.len() - 1].end
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layers::{conv::Conv, merge::Add, softmax::Softmax};

    #[test]
    fn what_cannot_run_is_refused_with_a_reason() {
        let refusal = |input: Shape, add: &dyn Fn(&mut Network) -> NodeId| {
            let mut network = Network::new(input);
            add(&mut network);
            Plan::new(network).unwrap_err().to_string()
        };
        let shape = Shape::new(1, 2, 2);
        assert_eq!(refusal(shape, &|network| network.last()), "the network has no layers");
        let softmax = |network: &mut Network| network.chain([Softmax.into()]);
        assert_eq!(refusal(Shape::new(1, 0, 2), &softmax), "an input of 1 × 0 × 2 holds no value");
        let loops = |network: &mut Network| network.add(Add, &[NodeId::INPUT, NodeId(1)]);
        assert_eq!(
            refusal(shape, &loops),
            "add1 takes the output of node 1, which is not computed before it"
        );
        let large = |network: &mut Network| network.chain([Conv::new(1, 3).into()]);
        let reason = "conv on 1 × 2 × 2: its window spans 3 cells along the height, but only 2 are there";
        assert_eq!(refusal(shape, &large), format!("conv1: {reason}"));
    }
}
