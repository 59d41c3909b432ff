//! A graph of operations as a network of layers.

mod arrange;
mod layers;
mod pool;
mod resize;
mod scale;
mod weights;

use std::collections::{HashMap, HashSet};

use super::constant::Constant;
use super::model::{Graph, Model, Node};
use super::{Imported, Inputs, Missing, NodeProblem, OnnxError, Place};
use crate::layers::Layer;
use crate::network::{NameError, Network, NodeId, Plan, PlanError, Totals, check_layer};
use crate::shape::Shape;
use crate::tensors::short;
use weights::Step;

/// The largest size, stride or padding that is read; how large they may be the plan says.
const LARGEST: i64 = 1 << 16;

/// What a name in a graph stands for.
#[derive(Clone)]
enum Value<'a> {
    /// Numbers that the input does not change.
    Constant(Constant<'a>),
    /// What comes out of a layer.
    Activation(Activation),
}

/// What comes out of a layer, as the graph sees it.
#[derive(Clone)]
struct Activation {
    node: NodeId,
    /// The batch, and the dimensions that the values were given since.
    dims: Vec<usize>,
    /// In how many groups channels were put the other way round: a channel shuffle, as soon as it is closed.
    swapped: Option<usize>,
}

struct Converter<'a> {
    network: Network,
    shapes: Vec<Shape>,
    totals: Totals,
    values: HashMap<&'a str, Value<'a>>,
    /// How many nodes and outputs take a value.
    readers: HashMap<&'a str, usize>,
    names: HashSet<String>,
    /// How the weights come about.
    steps: Vec<Step<'a>>,
    batch: usize,
    opset: i64,
}

/// The network of a model; `input` is its size where the model leaves it open.
pub(super) fn convert(model: &Model<'_>, input: Option<Shape>) -> Result<Imported, OnnxError> {
    let graph = &model.graph;
    let (name, dims) = input_of(graph)?;
    let (batch, shape) = sizes(dims, input)?;
    let mut converter = Converter {
        network: Network::new(shape),
        shapes: vec![shape],
        totals: Totals::default(),
        values: graph
            .constants
            .iter()
            .map(|(name, tensor)| (*name, Value::Constant(tensor.clone())))
            .collect(),
        readers: HashMap::new(),
        names: HashSet::from(["input".to_owned()]),
        steps: Vec::new(),
        batch,
        opset: model.opset,
    };
    let of_input = |excess| PlanError::Limit { name: "input".to_owned(), excess };
    converter.totals.shape(shape).map_err(of_input)?;
    let all: Vec<usize> =
        [batch].into_iter().chain(dims[1..].iter().zip(sides(dims, shape)).map(|(_, side)| side)).collect();
    converter
        .values
        .insert(name, Value::Activation(Activation { node: NodeId::INPUT, dims: all, swapped: None }));
    let mut order = order(graph);
    let softmax = order.last().is_some_and(|last| ends_in_softmax(graph, &graph.nodes[*last]));
    let mut outputs = graph.outputs.clone();
    if softmax && let Some(last) = order.pop() {
        outputs = vec![graph.nodes[last].inputs.first().copied().unwrap_or_default()];
    }
    let taken = order.iter().flat_map(|node| &graph.nodes[*node].inputs).chain(&outputs);
    taken.for_each(|name| *converter.readers.entry(name).or_default() += 1);
    for node in order {
        converter.node(&graph.nodes[node])?;
    }
    let ends = outputs.iter().map(|name| converter.end(name)).collect::<Result<_, _>>()?;
    let Converter { network, steps, .. } = converter;
    let plan = Plan::new(network)?;
    let weights = weights::of(&plan, &steps)?;
    Ok(Imported { network: plan.network().clone(), weights, outputs: ends, softmax })
}

/// The one input that is not among the weights.
fn input_of<'g, 'a>(graph: &'g Graph<'a>) -> Result<(&'a str, &'g [Option<usize>]), OnnxError> {
    let is_constant = |name: &str| graph.constants.iter().any(|(other, _)| *other == name);
    let mut inputs = graph.inputs.iter().filter(|input| !is_constant(input.name));
    match (inputs.next(), inputs.count()) {
        (Some(input), 0) if matches!(input.dims.len(), 2 | 4) => Ok((input.name, &input.dims)),
        (Some(input), 0) => Err(OnnxError::Inputs { found: Inputs::Dims(input.dims.len()) }),
        (None, _) => Err(OnnxError::Inputs { found: Inputs::None }),
        (Some(_), more) => Err(OnnxError::Inputs { found: Inputs::Several(more + 1) }),
    }
}

/// The batch, and the shape of a sample: as the model says, or as it was asked for where the model does not say.
fn sizes(dims: &[Option<usize>], input: Option<Shape>) -> Result<(usize, Shape), OnnxError> {
    let batch = dims[0].unwrap_or(1);
    let said: [Option<usize>; 3] = match *dims {
        [_, c, h, w] => [c, h, w],
        _ => [dims[1], Some(1), Some(1)],
    };
    let asked = input.map(|Shape { c, h, w }| [c, h, w]);
    let side = |axis: usize| said[axis].or(asked.map(|asked| asked[axis]));
    match [side(0), side(1), side(2)] {
        [Some(c), Some(h), Some(w)] => Ok((batch, Shape::new(c, h, w))),
        _ => Err(OnnxError::InputSize { dims: said }),
    }
}

/// The dimensions of a sample, as many as the graph has for it.
fn sides(dims: &[Option<usize>], Shape { c, h, w }: Shape) -> Vec<usize> {
    if dims.len() == 2 { vec![c] } else { vec![c, h, w] }
}

/// The nodes that outputs depend on; last those that only the first output does.
fn order(graph: &Graph<'_>) -> Vec<usize> {
    let makers: HashMap<&str, usize> = graph
        .nodes
        .iter()
        .enumerate()
        .flat_map(|(at, node)| node.outputs.iter().map(move |name| (*name, at)))
        .collect();
    let before = |outputs: &[&str]| {
        let mut found = vec![false; graph.nodes.len()];
        let mut open: Vec<usize> = outputs.iter().filter_map(|name| makers.get(name).copied()).collect();
        while let Some(at) = open.pop() {
            if !std::mem::replace(&mut found[at], true) {
                open.extend(graph.nodes[at].inputs.iter().filter_map(|name| makers.get(name).copied()));
            }
        }
        found
    };
    let Some((first, others)) = graph.outputs.split_first() else { return Vec::new() };
    let (first, others) = (before(&[first]), before(others));
    let all = || 0..graph.nodes.len();
    all().filter(|at| others[*at]).chain(all().filter(|at| first[*at] && !others[*at])).collect()
}

/// Whether a node is the softmax that a model's only output comes out of.
fn ends_in_softmax(graph: &Graph<'_>, node: &Node<'_>) -> bool {
    let is_end = graph.outputs.len() == 1 && node.outputs.contains(&graph.outputs[0]);
    is_end && ["Softmax", "LogSoftmax"].contains(&node.op)
}

impl<'a> Converter<'a> {
    fn node(&mut self, node: &Node<'a>) -> Result<(), OnnxError> {
        if !["", "ai.onnx"].contains(&node.domain) {
            return Err(OnnxError::Operator { node: place(node) });
        }
        let value = match self.arranged(node)? {
            Some(value) => value,
            None => Value::Activation(self.layer(node)?),
        };
        if let Some(output) = node.outputs.first() {
            self.values.insert(output, value);
        }
        Ok(())
    }

    /// What an input of a node stands for; `None` where it is left out.
    fn value(&self, node: &Node<'a>, index: usize) -> Result<Option<&Value<'a>>, OnnxError> {
        match node.inputs.get(index) {
            None | Some(&"") => Ok(None),
            Some(name) => match self.values.get(name) {
                Some(value) => Ok(Some(value)),
                None => Err(fail(node, NodeProblem::NotBefore { name: short(name) })),
            },
        }
    }

    /// An input that must be a constant.
    fn constant(&self, node: &Node<'a>, index: usize) -> Result<Option<Constant<'a>>, OnnxError> {
        match self.value(node, index)? {
            None => Ok(None),
            Some(Value::Constant(constant)) => Ok(Some(constant.clone())),
            Some(Value::Activation(_)) => Err(fail(node, NodeProblem::VaryingInput(index))),
        }
    }

    /// An input that must be there and be a constant.
    fn weight(&self, node: &Node<'a>, index: usize) -> Result<Constant<'a>, OnnxError> {
        self.constant(node, index)?.ok_or_else(|| fail(node, NodeProblem::MissingInputAt(index)))
    }

    /// An input that a layer is computed from, as channels × rows × columns or as a list.
    fn activation(&mut self, node: &Node<'a>, index: usize) -> Result<Activation, OnnxError> {
        let Some(Value::Activation(found)) = self.value(node, index)?.cloned() else {
            return Err(fail(node, NodeProblem::ConstantInputAt(index)));
        };
        let fitted = self.fitted(&found)?;
        fitted.ok_or_else(|| fail(node, NodeProblem::NoBatch { dims: found.dims }))
    }

    /// The same values in a node of the shape that the dimensions say; `None` where they say no shape.
    fn fitted(&mut self, found: &Activation) -> Result<Option<Activation>, OnnxError> {
        let Shape { c, h, w } = self.shapes[found.node.0];
        let fits = match found.dims[..] {
            _ if found.swapped.is_some() => return Ok(None),
            [_, k] if k == c * h * w => h * w == 1,
            [_, k, 1, 1] if k == c * h * w && h * w > 1 => false,
            [_, a, b, d] if [a, b, d] == [c, h, w] => true,
            _ => return Ok(None),
        };
        if fits {
            return Ok(Some(found.clone()));
        }
        let node = self.push(crate::layers::flatten::Flatten, &[found.node])?;
        Ok(Some(Activation { node, ..found.clone() }))
    }

    /// What an output of the model comes out of.
    fn end(&mut self, name: &str) -> Result<NodeId, OnnxError> {
        match self.values.get(name).cloned() {
            Some(Value::Activation(found)) => {
                Ok(self.fitted(&found)?.map_or(found.node, |fitted| fitted.node))
            }
            _ => Err(OnnxError::Damaged { at: 0, expected: Missing::Output(short(name)) }),
        }
    }

    /// Adds a layer within the limits of every network.
    fn push(&mut self, layer: impl Into<Layer>, inputs: &[NodeId]) -> Result<NodeId, OnnxError> {
        let id = self.network.add(layer, inputs);
        let added = &self.network.nodes[id.0 - 1];
        let name = || added.layer.op().name().to_owned();
        let limit = |excess| PlanError::Limit { name: name(), excess };
        check_layer(&added.layer).and_then(|()| self.totals.node(added)).map_err(limit)?;
        let inputs: Vec<Shape> = inputs.iter().map(|id| self.shapes[id.0]).collect();
        let output = added.layer.op().output(&inputs);
        let output = output.map_err(|error| PlanError::Shape { name: name(), error })?;
        self.totals.shape(output).map_err(limit)?;
        self.shapes.push(output);
        Ok(id)
    }

    /// Adds the layer of a node, under the name of its weights, or its own.
    fn add(
        &mut self,
        node: &Node<'a>,
        layer: impl Into<Layer>,
        inputs: &[NodeId],
    ) -> Result<Activation, OnnxError> {
        let id = self.push(layer, inputs).map_err(|error| match error {
            OnnxError::Plan(PlanError::Shape { error, .. }) => fail(node, NodeProblem::Shape(error)),
            OnnxError::Plan(PlanError::Limit { excess, .. }) => fail(node, NodeProblem::Excess(excess)),
            error => error,
        })?;
        let of_weights = node.inputs.get(1).and_then(|name| name.strip_suffix(".weight"));
        let output = node.outputs.first().copied();
        let names = [of_weights, Some(node.name), output];
        let usable = |name: &&str| NameError::of(name).is_none() && !self.names.contains(*name);
        if let Some(name) = names.into_iter().flatten().find(usable) {
            self.names.insert(name.to_owned());
            self.network.named(id, name);
        }
        let Shape { c, h, w } = self.shapes[id.0];
        Ok(Activation { node: id, dims: vec![self.batch, c, h, w], swapped: None })
    }
}

/// An error about a node.
fn fail(node: &Node<'_>, why: NodeProblem) -> OnnxError {
    OnnxError::Node { node: place(node), why: Box::new(why) }
}

fn place(node: &Node<'_>) -> Place {
    let name =
        if node.name.is_empty() { node.outputs.first().copied().unwrap_or_default() } else { node.name };
    Place { op: short(node.op), name: short(name) }
}
