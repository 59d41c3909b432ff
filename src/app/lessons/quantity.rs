//! [`Quantity`]: a value of a place, as a lesson names it.

use std::fmt;

/// What is asked of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// All of the output, one value of it, or one in a channel.
    Output,
    /// A row of it.
    OutputRow,
    /// A column of it.
    OutputColumn,
    /// Rows and columns of the output, or their number where both are the same.
    OutputSize,
    /// Its channels.
    OutputChannels,
    /// How many numbers come out.
    OutputLength,
    /// The mean that a norm subtracts, of a feature or of a sample.
    Mean,
    /// How many numbers go in.
    Inputs,
    /// How many classes there are.
    Outputs,
    /// How many windows read an input cell.
    Uses,
    /// How often a weight is used.
    UsesOfWeight,
    /// Rows of the input that no window reaches.
    UnusedRows,
    /// The padding that keeps the size at stride 1.
    SamePadding,
    /// Products in the sum of one output value.
    Products,
    /// Weights, without biases.
    Weights,
    /// Connections between inputs and outputs.
    Connections,
    /// Connections if every output saw every input.
    DenseConnections,
    /// Whether the output is another one if the kernel is flipped.
    FlipMatters,
    /// Whether the output moves along with the input.
    MovesAlong,
    /// Cells that a nudge changes: of the input, and of the output.
    ChangedInputs,
    /// See [`ChangedInputs`](Self::ChangedInputs).
    ChangedOutputs,
    /// dL/dw of one weight.
    WeightGradient,
    /// The same as a sum of products in letters.
    WeightGradientInLetters,
    /// dL/dx of one input.
    InputGradient,
    /// Trained parameters, of everything or of one layer.
    Parameters,
    /// Those of all dense layers.
    DenseLayerParameters,
    /// Multiply-adds, of everything or of one layer.
    MultiplyAdds,
    /// Those of the way through a 1×1 convolution.
    MultiplyAddsThrough1x1,
    /// Filters of a layer.
    Filters,
    /// Rows of the input that a cell of a layer sees, or of the last layer of a stack.
    ReceptiveField,
    /// Weights of a stack for each pair of an input and an output channel.
    WeightsPerChannelPair,
    /// Parameters of dense layers of these sizes; height, width and channels of the input first.
    DenseParameters,
    /// Cells of a grid that are held responsible for an object.
    Responsible,
    /// The largest slope of an activation, or of so many of them, one after the other.
    LargestSlope,
}

/// Every kind by its name in a lesson.
const NAMES: &[(Kind, &str)] = &[
    (Kind::Output, "output"),
    (Kind::OutputRow, "output row"),
    (Kind::OutputColumn, "output column"),
    (Kind::OutputSize, "output size"),
    (Kind::OutputChannels, "output channels"),
    (Kind::OutputLength, "output length"),
    (Kind::Mean, "mean"),
    (Kind::Inputs, "inputs"),
    (Kind::Outputs, "outputs"),
    (Kind::Uses, "uses"),
    (Kind::UsesOfWeight, "uses of a weight"),
    (Kind::UnusedRows, "unused rows"),
    (Kind::SamePadding, "same padding"),
    (Kind::Products, "products"),
    (Kind::Weights, "weights"),
    (Kind::Connections, "connections"),
    (Kind::DenseConnections, "dense connections"),
    (Kind::FlipMatters, "flip matters"),
    (Kind::MovesAlong, "moves along"),
    (Kind::ChangedInputs, "changed inputs"),
    (Kind::ChangedOutputs, "changed outputs"),
    (Kind::WeightGradient, "weight gradient"),
    (Kind::WeightGradientInLetters, "weight gradient in letters"),
    (Kind::InputGradient, "input gradient"),
    (Kind::Parameters, "parameters"),
    (Kind::DenseLayerParameters, "parameters in dense layers"),
    (Kind::MultiplyAdds, "multiply-adds"),
    (Kind::MultiplyAddsThrough1x1, "multiply-adds through 1×1"),
    (Kind::Filters, "filters"),
    (Kind::ReceptiveField, "receptive field"),
    (Kind::WeightsPerChannelPair, "weights per channel pair"),
    (Kind::DenseParameters, "dense parameters"),
    (Kind::Responsible, "responsible cells"),
    (Kind::LargestSlope, "largest slope"),
];

/// The most numbers behind a name, and the largest.
const MOST: (usize, usize) = (8, 1 << 20);

/// A value of a place.
///
/// ```
/// use convoscope::app::lessons::Quantity;
/// for text in ["output(0, 1)", "output size", "parameters of C3", "receptive field"] {
///     assert_eq!(Quantity::read(text).unwrap().to_string(), text);
/// }
/// assert_eq!(Quantity::read("the answer"), None);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// What is asked.
    pub kind: Kind,
    /// Of what: the name of a layer, say.
    pub of: Option<String>,
    /// The numbers in brackets: a cell, say.
    pub numbers: Vec<usize>,
}

impl Quantity {
    /// Reads a name, "of" something and numbers in brackets, of which both may be left out.
    pub fn read(text: &str) -> Option<Self> {
        let (head, numbers) = match text.trim().strip_suffix(')') {
            Some(open) => {
                let (head, numbers) = open.split_once('(')?;
                let number = |text: &str| text.trim().parse().ok().filter(|number| *number <= MOST.1);
                (head, numbers.split(',').map(number).collect::<Option<Vec<usize>>>()?)
            }
            None => (text, vec![]),
        };
        let named = |name: &str| NAMES.iter().find(|(_, known)| *known == name.trim()).map(|(kind, _)| *kind);
        let (kind, of) = match (named(head), head.split_once(" of ")) {
            (Some(kind), _) => (kind, None),
            (None, Some((name, of))) => (named(name)?, Some(of.trim().to_owned())),
            _ => return None,
        };
        (numbers.len() <= MOST.0).then_some(Self { kind, of, numbers })
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = NAMES.iter().find(|(kind, _)| *kind == self.kind).map_or("", |(_, name)| name);
        f.write_str(name)?;
        if let Some(of) = &self.of {
            write!(f, " of {of}")?;
        }
        let numbers: Vec<String> = self.numbers.iter().map(ToString::to_string).collect();
        if numbers.is_empty() { Ok(()) } else { write!(f, "({})", numbers.join(", ")) }
    }
}
