//! ONNX files as networks, and networks as ONNX files.
//!
//! The wire format is read by code of its own: tensors are not copied on their way into the weights, and messages that stand in
//! each other without end, as in graphs of loops, are not followed.

mod constant;
mod convert;
mod error;
mod model;
mod node_problem;
mod wire;
mod write;

use crate::network::{Network, NodeId, Weights};
use crate::shape::Shape;

pub use error::{Counted, Inputs, Missing, OnnxError, Place, TensorProblem};
pub use node_problem::NodeProblem;
pub use write::write;

/// A network of an ONNX file.
#[derive(Clone, Debug, PartialEq)]
pub struct Imported {
    /// The network. What only outputs other than the first need comes before all else, so that it ends in the first output
    /// wherever it can.
    pub network: Network,
    /// Its numbers.
    pub weights: Weights,
    /// Its outputs, in the order of the file.
    pub outputs: Vec<NodeId>,
    /// Whether the file ends in a softmax, which was left out: a network here ends in logits.
    pub softmax: bool,
}

/// Reads an ONNX file: every operation as a layer, weights straight from the bytes. `input` is the size of an input where the file
/// leaves it open. Operations that nothing depends on are left out; a factor or a summand for each channel becomes part of the
/// convolution or norm before, or a depthwise 1 × 1 convolution.
pub fn read(bytes: &[u8], input: Option<Shape>) -> Result<Imported, OnnxError> {
    convert::convert(&model::Model::read(bytes)?, input)
}

#[cfg(test)]
mod tests;
