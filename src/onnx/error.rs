//! Why an ONNX file cannot be read; the words are in `app/text/errors/onnx.rs`. What comes from the file is cut short: it may be of any length.

use serde::{Deserialize, Serialize};

use super::NodeProblem;
use crate::network::PlanError;
use crate::tensors::{Unfit, short};

/// Why an ONNX file is no network here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum OnnxError {
    /// Its bytes are not those of a model.
    Damaged {
        /// The byte.
        at: usize,
        /// What must stand there.
        expected: Missing,
    },
    /// More than any network needs.
    TooMany {
        /// What.
        what: Counted,
        /// The most there may be.
        most: usize,
    },
    /// The numbers of a tensor are in another file.
    External {
        /// The tensor's name.
        tensor: String,
    },
    /// The numbers of a tensor are of a type that is not read, or too few for its dimensions.
    Tensor {
        /// Its name.
        tensor: String,
        /// What is wrong with it.
        why: TensorProblem,
    },
    /// It takes something else than one picture or one list of numbers.
    Inputs {
        /// What it takes.
        found: Inputs,
    },
    /// The size of its input is not said.
    InputSize {
        /// Channels, rows and columns, as far as they are said.
        dims: [Option<usize>; 3],
    },
    /// An operation that is not known here.
    Operator {
        /// Which node.
        node: Place,
    },
    /// A node cannot be a layer as it is set or connected.
    Node {
        /// Which.
        node: Place,
        /// Why not.
        why: Box<NodeProblem>,
    },
    /// The network is too large, or its shapes do not fit.
    Plan(PlanError),
}

/// What must stand at some place of the file.
#[allow(missing_docs, reason = "the words in `app/text/errors/onnx.rs` say what each is")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Missing {
    Graph,
    Field,
    Varint,
    Bytes,
    Message,
    Text,
    Int,
    Float,
    Float32,
    Output(String),
}

/// What there can be too much of.
#[allow(missing_docs, reason = "the words in `app/text/errors/onnx.rs` say what each is")]
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Counted {
    Nodes,
    ListedOfNodes,
    ListedOfNode,
    Tensors,
    DimsOfInput,
    NumbersOfSetting,
    NumbersOneByOne,
    NumbersOfField,
}

/// What is wrong with a tensor.
#[allow(missing_docs, reason = "the names say it themselves")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum TensorProblem {
    Type,
    Inexact,
    TooLarge,
    NegativeDim,
    /// It holds another number of values than its dimensions say.
    Count,
    /// The parameter has another number of values.
    Values {
        needed: usize,
        parameter: String,
    },
}

/// What a network takes that takes neither one picture nor one list.
#[allow(missing_docs, reason = "the names say it themselves")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Inputs {
    None,
    Several(usize),
    Dims(usize),
}

/// A node of a graph.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Its operation: "Conv".
    pub op: String,
    /// Its name, or that of what comes out of it.
    pub name: String,
}

impl std::error::Error for OnnxError {}

impl From<PlanError> for OnnxError {
    fn from(error: PlanError) -> Self {
        Self::Plan(error)
    }
}

impl OnnxError {
    /// The numbers of a tensor cannot be weights.
    pub(super) fn unfit(tensor: &str, unfit: Unfit) -> Self {
        let why = match unfit {
            Unfit::Type => TensorProblem::Type,
            Unfit::Inexact => TensorProblem::Inexact,
            Unfit::TooLarge => TensorProblem::TooLarge,
        };
        Self::Tensor { tensor: short(tensor), why }
    }

    /// There is more of something than is read.
    pub(super) fn at_most(what: Counted, found: usize, most: usize) -> Result<(), Self> {
        if found > most { Err(Self::TooMany { what, most }) } else { Ok(()) }
    }
}
