//! Editing a network as a list of layers. Layers that took the output of one that goes take its first input instead.

use super::{Network, Node, NodeId};
use crate::layers::Layer;

/// One change.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum Edit {
    /// Other settings for a layer.
    Set(NodeId, Layer),
    /// Another source for one of a layer's inputs.
    From {
        node: NodeId,
        input: usize,
        source: NodeId,
    },
    Remove(NodeId),
    /// A copy of the layer behind it.
    Duplicate(NodeId),
    /// A new layer behind a node. One that joins branches also takes what the node before that one takes.
    Insert(NodeId, Layer),
    /// Another name for a layer; `None`: that of its kind.
    Rename(NodeId, Option<String>),
    /// The layer goes to behind another node.
    Move(NodeId, NodeId),
}

/// The network after a change. What it asks for may be impossible: the plan says so.
pub fn edited(network: &Network, edit: &Edit) -> Network {
    match edit {
        Edit::Set(node, layer) => {
            let mut network = network.clone();
            if let Some(node) = network.nodes.get_mut(node.0.wrapping_sub(1)) {
                node.layer = layer.clone();
            }
            network
        }
        Edit::From { node, input, source } => {
            let mut network = network.clone();
            if let Some(to) =
                network.nodes.get_mut(node.0.wrapping_sub(1)).and_then(|n| n.inputs.get_mut(*input))
            {
                *to = *source;
            }
            network
        }
        Edit::Rename(node, name) => {
            let mut network = network.clone();
            if let Some(node) = network.nodes.get_mut(node.0.wrapping_sub(1)) {
                node.name = name.clone();
            }
            network
        }
        Edit::Remove(node) => without(network, *node),
        Edit::Duplicate(node) => match network.nodes.get(node.0.wrapping_sub(1)) {
            Some(copied) => {
                // The copy is named anew: names are unique.
                with(network, *node, copied.layer.clone(), copied.inputs.get(1..).unwrap_or_default())
            }
            None => network.clone(),
        },
        Edit::Insert(behind, layer) => {
            let joins = matches!(layer, Layer::Add(_) | Layer::Multiply(_) | Layer::Concat(_));
            let more: Vec<NodeId> = if joins { vec![jump(network, *behind)] } else { vec![] };
            with(network, *behind, layer.clone(), &more)
        }
        Edit::Move(node, behind) => match network.nodes.get(node.0.wrapping_sub(1)) {
            Some(moved) if node != behind => {
                let to = if behind > node { NodeId(behind.0 - 1) } else { *behind };
                let network = with(&without(network, *node), to, moved.layer.clone(), &[]);
                let to = NodeId(to.0.saturating_add(1));
                edited(&network, &Edit::Rename(to, moved.name.clone()))
            }
            _ => network.clone(),
        },
    }
}

/// Behind which node a new layer comes: behind the one that is open, or before the output, which has a unit for each class.
pub fn place_of_new(network: &Network, open: Option<NodeId>) -> NodeId {
    let last = network.last();
    let is_output = |node: &Node| matches!(node.layer, Layer::Dense(_) | Layer::Rbf(_));
    let before_output = match network.nodes.last() {
        Some(node) if is_output(node) => node.inputs.first().copied().unwrap_or(NodeId::INPUT),
        _ => last,
    };
    open.filter(|open| *open < last).unwrap_or(before_output)
}

/// Where a jump to behind this node begins: with a block's worth of layers in between.
fn jump(network: &Network, behind: NodeId) -> NodeId {
    let before = |node: NodeId| {
        let node = node.0.checked_sub(1).and_then(|at| network.nodes.get(at));
        node.and_then(|node| node.inputs.first().copied()).unwrap_or(NodeId::INPUT)
    };
    before(before(behind))
}

/// The network without a layer.
pub fn without(network: &Network, node: NodeId) -> Network {
    let Some(at) = node.0.checked_sub(1).filter(|&at| at < network.nodes.len()) else {
        return network.clone();
    };
    let source = network.nodes[at].inputs.first().copied().unwrap_or(NodeId::INPUT);
    let shifted = |id: NodeId| match id {
        id if id == node => source,
        id if id > node => NodeId(id.0 - 1),
        id => id,
    };
    let mut nodes = network.nodes.clone();
    nodes.remove(at);
    nodes.iter_mut().flat_map(|node| &mut node.inputs).for_each(|id| *id = shifted(*id));
    Network { input: network.input, nodes }
}

/// The network with a layer behind a node: what took the node's output takes the layer's.
fn with(network: &Network, behind: NodeId, layer: Layer, more: &[NodeId]) -> Network {
    // A link or a file may ask for nodes that do not exist; the plan says so.
    let new = NodeId(behind.0.saturating_add(1));
    let mut nodes = network.nodes.clone();
    for (i, node) in nodes.iter_mut().enumerate() {
        let later = i + 1 > behind.0;
        for id in &mut node.inputs {
            if *id == behind && later {
                *id = new;
            } else if *id > behind {
                id.0 = id.0.saturating_add(1);
            }
        }
    }
    let inputs = std::iter::once(behind).chain(more.iter().copied()).collect();
    nodes.insert(behind.0.min(nodes.len()), Node { layer, inputs, name: None });
    Network { input: network.input, nodes }
}
