//! The messages of `onnx.proto`, as far as they are read. Graphs inside of attributes, which loops and branches have, are not:
//! so no file makes reading go deeper.

use super::constant::Constant;
use super::wire::{Span, Value, damaged};
use super::{Counted, Missing, OnnxError};

/// Nodes of a graph: weights may be made by some, too.
const NODES: usize = 1 << 14;
/// Tensors of weights.
const TENSORS: usize = 1 << 15;
/// Inputs, outputs and attributes of a node, dimensions of a shape and numbers of an attribute.
const LIST: usize = 1 << 10;
/// The same of all nodes.
const LISTED: usize = 1 << 17;

/// A model: its graph, and which version of the operations it means.
#[derive(Debug, Default)]
pub(super) struct Model<'a> {
    pub graph: Graph<'a>,
    pub opset: i64,
}

/// Nodes in an order of computation, and what they take.
#[derive(Debug, Default)]
pub(super) struct Graph<'a> {
    pub nodes: Vec<Node<'a>>,
    pub constants: Vec<(&'a str, Constant<'a>)>,
    pub inputs: Vec<Input<'a>>,
    pub outputs: Vec<&'a str>,
}

/// An input, and its dimensions as far as they are said.
#[derive(Debug, Default)]
pub(super) struct Input<'a> {
    pub name: &'a str,
    pub dims: Vec<Option<usize>>,
}

#[derive(Debug, Default)]
pub(super) struct Node<'a> {
    pub op: &'a str,
    pub domain: &'a str,
    pub name: &'a str,
    pub inputs: Vec<&'a str>,
    pub outputs: Vec<&'a str>,
    attributes: Vec<Attribute<'a>>,
}

#[derive(Debug, Default)]
struct Attribute<'a> {
    name: &'a str,
    float: Option<f32>,
    int: Option<i64>,
    text: Option<&'a [u8]>,
    tensor: Option<Constant<'a>>,
    floats: Vec<f32>,
    ints: Vec<i64>,
}

impl<'a> Model<'a> {
    pub fn read(bytes: &'a [u8]) -> Result<Self, OnnxError> {
        let (mut model, mut has_graph) = (Self::default(), false);
        let mut span = Span { bytes, at: 0 };
        while let Some((number, value)) = span.field()? {
            match number {
                7 => (model.graph, has_graph) = (Graph::read(value.span()?)?, true),
                8 => {
                    let (mut import, mut domain, mut version) = (value.span()?, "", 0);
                    while let Some((number, value)) = import.field()? {
                        match number {
                            1 => domain = value.text()?,
                            2 => version = value.int()?,
                            _ => {}
                        }
                    }
                    if ["", "ai.onnx"].contains(&domain) {
                        model.opset = version;
                    }
                }
                _ => {}
            }
        }
        if has_graph { Ok(model) } else { Err(damaged(0, Missing::Graph)) }
    }
}

impl<'a> Graph<'a> {
    fn read(mut span: Span<'a>) -> Result<Self, OnnxError> {
        let (mut graph, mut listed) = (Self::default(), 0);
        while let Some((number, value)) = span.field()? {
            match number {
                1 => {
                    let node = Node::read(value.span()?)?;
                    listed += node.inputs.len() + node.outputs.len() + node.attributes.len();
                    listed +=
                        node.attributes.iter().map(|one| one.ints.len() + one.floats.len()).sum::<usize>();
                    graph.nodes.push(node);
                }
                5 => graph.constants.push(Constant::read(value.span()?)?),
                11 => graph.inputs.push(Input::read(value.span()?)?),
                12 => graph.outputs.push(Input::read(value.span()?)?.name),
                _ => {}
            }
            OnnxError::at_most(Counted::Nodes, graph.nodes.len(), NODES)?;
            OnnxError::at_most(Counted::ListedOfNodes, listed, LISTED)?;
            let values = graph.constants.len().max(graph.inputs.len()).max(graph.outputs.len());
            OnnxError::at_most(Counted::Tensors, values, TENSORS)?;
        }
        Ok(graph)
    }
}

impl<'a> Input<'a> {
    fn read(mut span: Span<'a>) -> Result<Self, OnnxError> {
        let mut input = Self::default();
        while let Some((number, value)) = span.field()? {
            match number {
                1 => input.name = value.text()?,
                // TypeProto.tensor_type.shape.dim.dim_value
                2 => {
                    let tensor = last(value.span()?, 1)?;
                    let shape = tensor.map_or(Ok(None), |tensor| last(tensor, 2))?;
                    if let Some(mut shape) = shape {
                        while let Some((1, value)) = shape.field()? {
                            let (mut dim, mut size) = (value.span()?, None);
                            while let Some((number, value)) = dim.field()? {
                                if number == 1 {
                                    size = usize::try_from(value.int()?).ok().filter(|size| *size > 0);
                                }
                            }
                            input.dims.push(size);
                            OnnxError::at_most(Counted::DimsOfInput, input.dims.len(), LIST)?;
                        }
                    }
                }
                _ => {}
            }
        }
        Ok(input)
    }
}

/// The last message of this number.
fn last(mut span: Span<'_>, wanted: u64) -> Result<Option<Span<'_>>, OnnxError> {
    let mut found = None;
    while let Some((number, value)) = span.field()? {
        if number == wanted {
            found = Some(value.span()?);
        }
    }
    Ok(found)
}

impl<'a> Node<'a> {
    fn read(mut span: Span<'a>) -> Result<Self, OnnxError> {
        let mut node = Self::default();
        while let Some((number, value)) = span.field()? {
            match number {
                1 => node.inputs.push(value.text()?),
                2 => node.outputs.push(value.text()?),
                3 => node.name = value.text()?,
                4 => node.op = value.text()?,
                5 => node.attributes.push(Attribute::read(value.span()?)?),
                7 => node.domain = value.text()?,
                _ => {}
            }
            let longest = node.inputs.len().max(node.outputs.len()).max(node.attributes.len());
            OnnxError::at_most(Counted::ListedOfNode, longest, LIST)?;
        }
        Ok(node)
    }

    fn attribute(&self, name: &str) -> Option<&Attribute<'a>> {
        self.attributes.iter().find(|attribute| attribute.name == name)
    }

    /// A setting that is a whole number.
    pub fn int(&self, name: &str) -> Option<i64> {
        self.attribute(name)?.int
    }

    /// A setting that is a number.
    pub fn float(&self, name: &str) -> Option<f32> {
        self.attribute(name)?.float
    }

    /// A setting that is a text.
    pub fn text(&self, name: &str) -> Option<&'a str> {
        std::str::from_utf8(self.attribute(name)?.text?).ok()
    }

    /// A setting that is a list of whole numbers.
    pub fn ints(&self, name: &str) -> Option<&[i64]> {
        self.attribute(name).map(|attribute| &attribute.ints[..])
    }

    /// A setting that is a list of numbers.
    pub fn floats(&self, name: &str) -> Option<&[f32]> {
        self.attribute(name).map(|attribute| &attribute.floats[..])
    }

    /// A setting that is a tensor, one number or a list of them.
    pub fn constant(&self, name: &str) -> Option<Constant<'a>> {
        let attribute = self.attribute(name)?;
        let float = attribute.float.filter(|_| attribute.tensor.is_none() && name == "value_float");
        match name {
            "value_int" => attribute.int.map(|int| Constant::of_ints(vec![], &[int])),
            "value_ints" => Some(Constant::of_ints(vec![attribute.ints.len()], &attribute.ints)),
            "value_floats" => Some(Constant::of_floats(&attribute.floats)),
            _ => attribute.tensor.clone().or(float.map(|value| Constant::filled(vec![], value))),
        }
    }
}

impl<'a> Attribute<'a> {
    fn read(mut span: Span<'a>) -> Result<Self, OnnxError> {
        let mut attribute = Self::default();
        while let Some((number, value)) = span.field()? {
            match number {
                1 => attribute.name = value.text()?,
                2 => attribute.float = Some(value.float()?),
                3 => attribute.int = Some(value.int()?),
                4 => attribute.text = Some(value.span()?.bytes),
                5 => attribute.tensor = Some(Constant::read(value.span()?)?.1),
                7 => match value {
                    Value::Bytes(span) => {
                        let (numbers, _) = span.bytes.as_chunks();
                        OnnxError::at_most(Counted::NumbersOfSetting, numbers.len(), LIST)?;
                        attribute.floats.extend(numbers.iter().map(|number| f32::from_le_bytes(*number)));
                    }
                    value => attribute.floats.push(value.float()?),
                },
                8 => value.ints(&mut attribute.ints, LIST)?,
                _ => {}
            }
            OnnxError::at_most(Counted::NumbersOfSetting, attribute.floats.len(), LIST)?;
        }
        Ok(attribute)
    }
}
