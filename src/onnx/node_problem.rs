use serde::{Deserialize, Serialize};

use crate::network::Excess;
use crate::shape::{Shape, ShapeError};

/// Why a node cannot be a layer as it is set or connected.
#[allow(missing_docs, reason = "the words in `app/text/errors/onnx_node.rs` say what each is")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum NodeProblem {
    /// A layer cannot take what it is given.
    Shape(ShapeError),
    /// It is too large.
    Excess(Excess),
    // What it is connected to.
    NotBefore {
        name: String,
    },
    MissingInput,
    MissingInputAt(usize),
    VaryingInput(usize),
    ConstantInput,
    ConstantInputAt(usize),
    NoBatch {
        dims: Vec<usize>,
    },
    // What it arranges.
    ShapeOrValue,
    Value,
    Gathered,
    NoSuchNumber,
    Sliced,
    SlicedInSteps,
    Joined,
    Dims,
    Batch,
    Groups,
    Axes,
    Order {
        order: Vec<usize>,
        dims: Vec<usize>,
    },
    OrderOfWeights,
    // What it computes.
    EvenNorm,
    Bounds {
        min: Option<f32>,
        max: Option<f32>,
    },
    ConvAxes,
    ConvTransposeAxes,
    Kernels {
        channels: usize,
    },
    AutoPad,
    AutoPadMode(String),
    TransA,
    Product,
    Values {
        expected: usize,
        found: Shape,
    },
    SoftmaxAxis,
    PadAxes,
    Mode(String),
    ConcatAxis,
    MeanAxes,
    Cells(String),
    Factors,
    ScalesAndSizes,
    Size(i64),
    TwoDims {
        setting: String,
    },
    Zero,
    ForChannels,
    Slopes {
        dims: Vec<usize>,
    },
    Numbers {
        dims: Vec<usize>,
    },
}
