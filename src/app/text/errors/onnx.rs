//! Why an ONNX file cannot be read.

use std::fmt;

use crate::app::text::{Text, tr};
use crate::onnx::{Counted, Inputs, Missing, OnnxError, Place, TensorProblem};

impl fmt::Display for OnnxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Self::Damaged { at, expected } => {
                tr!("this is not an ONNX file: byte {at}: expected {expected}")
            }
            Self::TooMany { what, most } => tr!("{what}: more than {most} are not read"),
            Self::External { tensor } => tr!(
                "the numbers of {tensor} are in another file; save the model with its weights in one file"
            ),
            Self::Tensor { tensor, why } => of_tensor(tensor, why),
            Self::Inputs { found } => of_inputs(found),
            Self::InputSize { dims } => {
                let side = |dim: &Option<usize>| dim.map_or("?".to_owned(), |dim| dim.to_string());
                let [c, h, w] = dims.each_ref().map(side);
                tr!("the file does not say how large the input is: {c} × {h} × {w}")
            }
            Self::Operator { node } => tr!("the operation {node} is not known here"),
            Self::Node { node, why } => format!("{node}: {why}"),
            Self::Plan(error) => error.to_string(),
        })
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { op, name } = self;
        f.write_str(&tr!("{op} of node “{name}”"))
    }
}

fn of_tensor(name: &str, why: &TensorProblem) -> String {
    match why {
        TensorProblem::Type => tr!("the tensor {name} is of a type that is not read here"),
        TensorProblem::Inexact => {
            tr!("the tensor {name} holds whole numbers that are too large for a weight")
        }
        TensorProblem::TooLarge => tr!("the tensor {name} holds numbers that are too large for a weight"),
        TensorProblem::NegativeDim => tr!("the tensor {name} has a negative dimension"),
        TensorProblem::Count => {
            tr!("the tensor {name} holds another number of values than its dimensions say")
        }
        TensorProblem::Values { needed, parameter } => {
            tr!("the tensor {name} should have {needed} values for {parameter}")
        }
    }
}

fn of_inputs(found: &Inputs) -> String {
    match found {
        Inputs::Dims(dims) => tr!(
            "a network here takes one picture or one list of numbers, but this one takes a tensor of {dims} dimensions"
        ),
        Inputs::None => {
            Text("a network here takes one picture or one list of numbers, but this one takes nothing").into()
        }
        Inputs::Several(count) => {
            tr!("a network here takes one picture or one list of numbers, but this one takes {count} inputs")
        }
    }
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Self::Graph => Text("a model with a graph").into(),
            Self::Field => Text("a field of Protocol Buffers").into(),
            Self::Varint => Text("a whole number of at most 64 bits").into(),
            Self::Bytes => Text("more bytes than are left").into(),
            Self::Message => Text("a message in place of a number").into(),
            Self::Text => Text("text in UTF-8").into(),
            Self::Int => Text("a whole number").into(),
            Self::Float => Text("a number").into(),
            Self::Float32 => Text("a number of 32 bits").into(),
            Self::Output(name) => tr!("an output {name} that depends on the input"),
        })
    }
}

impl fmt::Display for Counted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Self::Nodes => Text("nodes"),
            Self::ListedOfNodes => Text("inputs, outputs and settings of nodes"),
            Self::ListedOfNode => Text("inputs, outputs and settings of a node"),
            Self::Tensors => Text("tensors"),
            Self::DimsOfInput => Text("dimensions of an input"),
            Self::NumbersOfSetting => Text("numbers of a setting"),
            Self::NumbersOneByOne => Text("numbers one by one"),
            Self::NumbersOfField => Text("whole numbers of a field"),
        })
    }
}
