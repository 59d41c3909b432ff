//! Why a node of an ONNX file is no layer.

use std::fmt;

use crate::app::text::{Text, tr};
use crate::onnx::NodeProblem;

impl fmt::Display for NodeProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Self::Shape(error) => error.to_string(),
            Self::Excess(excess) => excess.to_string(),
            Self::NotBefore { name } => tr!("{name} is not computed before it"),
            Self::MissingInput => Text("its input is missing").into(),
            Self::MissingInputAt(index) => tr!("its input {index} is missing"),
            Self::VaryingInput(index) => {
                tr!("its input {index} depends on the network's input, and must not")
            }
            Self::ConstantInput => Text("its input does not depend on the network's input").into(),
            Self::ConstantInputAt(index) => {
                tr!("its input {index} does not depend on the network's input")
            }
            Self::NoBatch { dims } => {
                let dims = dims.iter().map(usize::to_string).collect::<Vec<_>>().join(" × ");
                tr!("it takes {dims}, which is no batch of maps or lists")
            }
            Self::ShapeOrValue => Text("its shape or its value is not read").into(),
            Self::Value => Text("its value is not read").into(),
            Self::Gathered => Text("only numbers of a shape are gathered").into(),
            Self::NoSuchNumber => Text("there is no such number").into(),
            Self::Sliced => Text("only rows of whole numbers are taken out").into(),
            Self::SlicedInSteps => Text("only rows one after the other are taken out").into(),
            Self::Joined => Text("only numbers of a shape are joined").into(),
            Self::Dims => Text("its dimensions do not fit").into(),
            Self::Batch => Text("samples of a batch are not kept apart").into(),
            Self::Groups => {
                Text("groups of channels that are put the other way round are not channels again").into()
            }
            Self::Axes => Text("its axes are not those of its input").into(),
            Self::Order { order, dims } => {
                tr!("axes {order:?} of {dims:?} are not put in another order here")
            }
            Self::OrderOfWeights => Text("weights are not put in another order here").into(),
            computed => of_computed(computed),
        })
    }
}

/// What is wrong with what a node computes.
fn of_computed(problem: &NodeProblem) -> String {
    match problem {
        NodeProblem::EvenNorm => Text("only norms over an odd number of channels are read").into(),
        NodeProblem::Bounds { min, max } => {
            tr!("only bounds of 0 and 6 are read, not {min:?} and {max:?}")
        }
        NodeProblem::ConvAxes => Text("only convolutions over rows and columns are read").into(),
        NodeProblem::ConvTransposeAxes => {
            Text("only transposed convolutions over rows and columns without output_shape are read").into()
        }
        NodeProblem::Kernels { channels } => tr!("its kernels are not those of {channels} channels"),
        NodeProblem::AutoPad => Text("auto_pad is not read here").into(),
        NodeProblem::AutoPadMode(mode) => tr!("auto_pad={mode} is not read"),
        NodeProblem::TransA => Text("transA is not read").into(),
        NodeProblem::Product => Text("only products of lists and matrices are read").into(),
        NodeProblem::Values { expected, found } => {
            tr!("it takes {expected} values, but is given {found}")
        }
        NodeProblem::SoftmaxAxis => Text("only softmax over channels is read").into(),
        NodeProblem::PadAxes => Text("only rows and columns can be padded").into(),
        NodeProblem::Mode(mode) => tr!("mode={mode} is not read"),
        NodeProblem::ConcatAxis => Text("only channels are put one after the other").into(),
        NodeProblem::MeanAxes => Text("only means over rows and columns are read").into(),
        NodeProblem::Cells(rule) => tr!("its cells lie elsewhere than PyTorch's: {rule}"),
        NodeProblem::Factors => Text("only whole factors of rows and columns are read").into(),
        NodeProblem::ScalesAndSizes => Text("its scales and sizes are not read").into(),
        NodeProblem::Size(size) => tr!("a size of {size} is not read"),
        NodeProblem::TwoDims { setting } => tr!("{setting} are not those of two dimensions"),
        NodeProblem::Zero => Text("a size, stride or dilation is 0").into(),
        NodeProblem::Slopes { dims } => tr!("{dims:?} is not one slope, nor one for each channel"),
        NodeProblem::Numbers { dims } => tr!("{dims:?} is not one number, nor one for each channel"),
        _ => Text("its inputs are not maps and a number for each channel").into(),
    }
}
