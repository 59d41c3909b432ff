//! Why an ONNX file cannot be read. What comes from the file is cut short: it may be of any length.

use std::fmt;

use serde::{Deserialize, Serialize};

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
        expected: String,
    },
    /// More than any network needs.
    TooMany {
        /// What.
        what: String,
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
        why: String,
    },
    /// It takes something else than one picture or one list of numbers.
    Inputs {
        /// What it takes.
        found: String,
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
        why: String,
    },
    /// The network is too large, or its shapes do not fit.
    Plan(PlanError),
}

/// A node of a graph.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Its operation: "Conv".
    pub op: String,
    /// Its name, or that of what comes out of it.
    pub name: String,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of node “{}”", self.op, self.name)
    }
}

impl fmt::Display for OnnxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Damaged { at, expected } => {
                write!(f, "this is not an ONNX file: byte {at}: expected {expected}")
            }
            Self::TooMany { what, most } => write!(f, "{what}: more than {most} are not read"),
            Self::External { tensor } => write!(
                f,
                "the numbers of {tensor} are in another file; save the model with its weights in one file"
            ),
            Self::Tensor { tensor, why } => write!(f, "the tensor {tensor} {why}"),
            Self::Inputs { found } => {
                write!(
                    f,
                    "a network here takes one picture or one list of numbers, but this one takes {found}"
                )
            }
            Self::InputSize { dims } => {
                let side = |dim: &Option<usize>| dim.map_or("?".to_owned(), |dim| dim.to_string());
                let [c, h, w] = dims.each_ref().map(side);
                write!(f, "the file does not say how large the input is: {c} × {h} × {w}")
            }
            Self::Operator { node } => write!(f, "the operation {node} is not known here"),
            Self::Node { node, why } => write!(f, "{node}: {why}"),
            Self::Plan(error) => error.fmt(f),
        }
    }
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
            Unfit::Type => "is of a type that is not read here",
            Unfit::Inexact => "holds whole numbers that are too large for a weight",
            Unfit::TooLarge => "holds numbers that are too large for a weight",
        };
        Self::Tensor { tensor: short(tensor), why: why.to_owned() }
    }

    /// There is more of something than is read.
    pub(super) fn at_most(what: &str, found: usize, most: usize) -> Result<(), Self> {
        if found > most { Err(Self::TooMany { what: what.to_owned(), most }) } else { Ok(()) }
    }
}
