//! What is asked of a run, and what it answers.

use serde::{Deserialize, Serialize};

use super::report::{Evaluation, Report};

use crate::data::{Generator, Scale};
use crate::network::{Network, NodeId};
use crate::session::{EngineKind, Settings};
use crate::shape::Shape;

/// What a run learns from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Data {
    /// Generated samples: the first are trained on, those behind them are for validation.
    Generated {
        /// Their row.
        generator: Generator,
        /// How many are trained on.
        training: u32,
        /// How many are for validation.
        validation: u32,
    },
    /// Samples from a file.
    Given {
        /// Of one sample.
        shape: Shape,
        /// Whether its bytes are coordinates and not pixels.
        signed: bool,
        /// All samples, a byte for each value.
        images: Vec<u8>,
        /// What each shows.
        labels: Vec<u8>,
        /// What the classes are called.
        names: Vec<String>,
        /// The share for validation, drawn from the seed of the settings.
        validation: f32,
    },
}

impl Data {
    /// What the bytes of given samples stand for.
    pub(super) fn scale(signed: bool) -> Scale {
        if signed { Scale::Signed } else { Scale::Unit }
    }
}

/// When a run stops by itself, besides when its loss is not finite.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct StopAt {
    /// After so many epochs.
    pub epochs: Option<u32>,
    /// Once so large a share of the validation samples is right, looked at after each epoch.
    pub accuracy: Option<f32>,
}

/// What is shown of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Quantity {
    /// What comes out for the chosen sample.
    Activation,
    /// dL/d(activation) for the chosen sample; empty where nothing before it is trained.
    Gradient,
    /// Its parameters.
    Params,
    /// dL/dparams of the last step's batch.
    ParamGradient,
    /// What the last step added to its parameters.
    Update,
    /// What dropout multiplied the values of the last batch's first sample by.
    DropoutMask,
    /// Mean of each channel over the last batch, then variance, then both running statistics: of batch norm.
    Statistics,
}

/// What every report brings.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Watch {
    /// The chosen sample, an index into the data.
    pub sample: u32,
    /// What is shown of which node.
    pub probes: Vec<(NodeId, Quantity)>,
    /// Nodes whose values are counted by size.
    pub histograms: Vec<(NodeId, Quantity)>,
}

/// Where a run starts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum Start {
    /// With fresh weights.
    #[default]
    Fresh,
    /// With the weights of a safetensors file.
    Weights(Vec<u8>),
    /// Where [`Training::Keep`] left it: it goes on as if it had never stopped.
    Kept(Vec<u8>),
}

/// What a page asks of a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Training {
    /// Begin it, or begin it anew.
    Begin {
        /// The network.
        network: Network,
        /// What it learns from.
        data: Data,
        /// How.
        settings: Settings,
        /// Where it starts.
        start: Start,
    },
    /// Take steps until something stops it.
    Go {
        /// What does.
        until: StopAt,
    },
    /// Take so many steps.
    Step {
        /// How many.
        steps: u32,
    },
    /// Take no more steps.
    Pause,
    /// Go on with other settings and the same weights. Seed and initialization stay as they were.
    Tune {
        /// The settings.
        settings: Settings,
    },
    /// Bring this with every report, and a report now.
    Watch {
        /// What.
        watch: Watch,
    },
    /// Score validation samples.
    Evaluate {
        /// At most so many.
        most: u32,
    },
    /// What the network says about a grid of points from (−1, −1) to (1, 1).
    Boundary {
        /// Points along each side.
        side: u32,
    },
    /// Go back to the last snapshot up to a step.
    GoTo {
        /// The step.
        step: u64,
    },
    /// Hand out the weights.
    Export,
    /// Hand out all that is needed to go on from here.
    Keep,
    /// What some parameters were at every snapshot, and are now.
    Film {
        /// The first of them, an index into all parameters.
        from: u32,
        /// How many.
        len: u32,
    },
    /// Let this engine take the steps.
    Engine {
        /// Which.
        engine: EngineKind,
    },
    /// The last report is on the screen: the next one is welcome.
    Next,
    /// Forget the run.
    Close,
}

/// What a run answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Trained {
    /// It has begun.
    Begun {
        /// Indices of the samples that are trained on.
        training: Vec<u32>,
        /// Indices of those for validation.
        validation: Vec<u32>,
        /// What the classes are called.
        names: Vec<String>,
        /// Steps in an epoch.
        steps_per_epoch: u64,
    },
    /// What came of the last steps, and how it stands.
    Report(Box<Report>),
    /// What an evaluation came to.
    Evaluated(Box<Evaluation>),
    /// The grid of a boundary.
    Boundary {
        /// Points along each side.
        side: u32,
        /// The logits of each class, then the next point of the row.
        #[serde(with = "crate::session::floats")]
        logits: Vec<Vec<f32>>,
    },
    /// Who takes the steps from now on.
    Engine {
        /// Whether it is a graphics processor.
        on_gpu: bool,
        /// How fast each was, or why it is not what was asked for.
        note: Option<String>,
    },
    /// What parameters were.
    Film {
        /// After so many steps.
        steps: Vec<u64>,
        /// They were so.
        #[serde(with = "crate::session::floats")]
        values: Vec<Vec<f32>>,
    },
    /// The weights as a safetensors file.
    Exported {
        /// The step after which they are so.
        step: u64,
        /// The file.
        weights: Vec<u8>,
    },
    /// All that is needed to go on from a step.
    Kept {
        /// The step.
        step: u64,
        /// For [`Start::Kept`].
        run: Vec<u8>,
    },
    /// It is noted: there is nothing to say.
    Noted,
    /// The run is forgotten.
    Closed,
}
