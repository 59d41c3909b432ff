//! What is asked of a run, and what it answers.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::regions::Proposer;
use super::report::{Evaluation, Report};
use super::transfer::Transfer;

use crate::data::scenes::{SceneGenerator, SceneTask};
use crate::data::{Dataset, Generator, Split};
use crate::engine::gpu::GpuError;
use crate::network::{Network, NodeId};
use crate::session::{EngineKind, Sentence, Settings};
use crate::training::EngineBenchmark;

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
    /// The same without labels: what goes in is to come out again.
    Reconstructed {
        /// Their row.
        generator: Generator,
        /// How many are trained on.
        training: u32,
        /// How many are for validation.
        validation: u32,
        /// What the divergence of the latent values weighs.
        beta: f32,
    },
    /// Samples from a file.
    Given {
        /// All of them.
        data: Arc<Dataset>,
        /// Which are for validation; a share is drawn from the seed of the settings.
        validation: Split,
    },
    /// Generated scenes, of which more is wanted than a label: the first are trained on, those behind them are for validation.
    Scenes {
        /// What is wanted of them.
        task: SceneTask,
        /// Their row.
        generator: SceneGenerator,
        /// How many are trained on.
        training: u32,
        /// How many are for validation.
        validation: u32,
    },
    /// Regions of generated scenes, which the first stage of a detector proposes: of the first scenes for training, of those behind
    /// them for validation.
    Regions {
        /// The first stage.
        proposer: Proposer,
        /// The row of scenes.
        generator: SceneGenerator,
        /// How many of them are trained on.
        training: u32,
        /// How many are for validation.
        validation: u32,
    },
    /// Generated scenes of one shape or two, about each of which a sentence is said by what a detector makes of them.
    Sentences {
        /// The detector, which learns no more.
        detector: Network,
        /// Its weights, a safetensors file.
        #[serde(with = "serde_bytes")]
        weights: Vec<u8>,
        /// The row of scenes.
        generator: SceneGenerator,
        /// How many are trained on.
        training: u32,
        /// How many are for validation.
        validation: u32,
    },
}

/// When a run stops by itself, besides when its loss is not finite.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct StopAt {
    /// After so many epochs.
    pub epochs: Option<u32>,
    /// Once so large a share of the validation samples is right, looked at after each epoch.
    pub accuracy: Option<f32>,
}

/// How many steps a run takes between two reports at most, so that it can be watched: it goes on once the page has shown the
/// last one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Pace {
    /// So many steps.
    Steps(u32),
    /// So many epochs.
    Epochs(u32),
    /// As many as there is time for.
    #[default]
    Unlimited,
}

/// What is shown of each layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Look {
    /// What comes out of it for the chosen sample.
    Activations,
    /// dL/d(activation) for the chosen sample; empty where nothing before it is trained.
    Gradients,
    /// Its parameters.
    Weights,
    /// dL/dparams of the last step's batch.
    WeightGradients,
    /// What the last step added to its parameters.
    Updates,
    /// Mean of each channel over the last batch, then variance, then both running statistics, both as they were before the step,
    /// and how many values of a channel the batch has: of batch norm.
    Statistics,
    /// What dropout multiplied the values of the last batch's first sample by.
    Masks,
    /// What comes out of each unit for every point of the plane; a [`RunEvent::Boundary`] brings it, and no report.
    Planes,
    /// Its running statistics, as inference uses them: the means of all channels, then the variances.
    RunningStatistics,
}

/// What every report brings.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Watch {
    /// The chosen sample, an index into the data.
    pub sample: u32,
    /// What is looked at in place of it, if it is as large as a sample; where scenes are described, a picture, with all that is said
    /// of it.
    pub input: Option<Vec<f32>>,
    /// What is shown of which node.
    pub probes: Vec<(NodeId, Look)>,
    /// Nodes whose values are counted by size.
    pub histograms: Vec<(NodeId, Look)>,
}

/// Where a run starts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum StartFrom {
    /// With fresh weights.
    #[default]
    Fresh,
    /// With the weights of a safetensors file.
    Weights(#[serde(with = "serde_bytes")] Vec<u8>),
    /// With the first layers of a network that has learnt something else.
    Transferred(Transfer),
    /// At a [`RunEvent::Checkpoint`]: it goes on as if it had never stopped. Without snapshots it cannot go back from there.
    Checkpoint {
        /// The state that it goes on from.
        #[serde(with = "serde_bytes")]
        run: Vec<u8>,
        /// Its snapshots, or nothing.
        #[serde(with = "serde_bytes")]
        snapshots: Vec<u8>,
    },
}

/// Of so many points of a grid along each axis, one is looked at for the units of hidden layers.
pub const UNIT_STRIDE: usize = 3;

/// What a page asks of a run.
#[allow(missing_docs, reason = "the fields say it themselves")]
#[allow(clippy::large_enum_variant, reason = "there are few commands, and none is kept")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum RunCommand {
    /// Begin it, or begin it anew.
    Begin { network: Network, data: Data, settings: Settings, start: StartFrom },
    /// Take steps until something stops it.
    Start { until: StopAt },
    /// Take so many steps.
    Step { steps: u32 },
    /// Take no more steps.
    Pause,
    /// Go on with other settings, another batch too, and the same weights. Seed, initialization and whether classes are balanced
    /// stay as they were.
    UpdateSettings { settings: Settings },
    /// Bring this with every report, and a report now.
    Watch { watch: Watch },
    /// Score the validation samples; [`Evaluated`](RunEvent::Evaluated) comes at once or, where that takes long, later.
    Evaluate,
    /// What the network says of a sample.
    Classify { sample: u32 },
    /// What the network says about a grid of points from (−1, −1) to (1, 1), so many along each side, and what comes out of
    /// these nodes for each [`UNIT_STRIDE`]th of them along both axes.
    Boundary { side: u32, nodes: Vec<NodeId> },
    /// What is decoded from latent values, one point after the other.
    Decode { points: Vec<f32> },
    /// The latent values of all validation samples.
    Encode,
    /// What the network says about a scene's picture.
    Describe { pixels: Vec<f32> },
    /// Take so many steps between two reports at most.
    Pace { pace: Pace },
    /// Go on from the present step with another value for one parameter: the index is into all of them.
    SetParam { index: u32, value: f32 },
    /// Go back to the last snapshot up to a step.
    Seek { step: u64 },
    /// Hand out the weights.
    Export,
    /// Hand out the data set.
    ExportData,
    /// Hand out all that is needed to go on from the last state that the run came to, also while an earlier one is looked at;
    /// and its snapshots, if they are asked for.
    Checkpoint { snapshots: bool },
    /// What some parameters were at every snapshot, and are now: the first is an index into all parameters.
    WeightHistory { from: u32, len: u32 },
    /// Let this engine take the steps; a GPU those behind the first `from`, which the CPU takes.
    Engine { engine: EngineKind, from: u64 },
    /// The last report is on the screen: another may come.
    Ack,
    /// Forget the run.
    Close,
}

/// What a run answers.
#[allow(missing_docs, reason = "the fields say it themselves")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum RunEvent {
    /// It has begun. Samples are indices into the data.
    Begun { training: Vec<u32>, validation: Vec<u32>, names: Vec<String>, steps_per_epoch: u64 },
    /// What came of the last steps, and how it stands.
    Report(Box<Report>),
    /// The logits of a sample.
    Classified { sample: u32, logits: Vec<f32> },
    /// What an evaluation came to.
    Evaluated(Box<Evaluation>),
    /// The grid of a boundary: for each row, the logits of each class, then the next point; and for each node that was asked
    /// for its units one after the other, the coarser grid of each row by row.
    Boundary {
        side: u32,
        #[serde(with = "crate::session::floats")]
        logits: Vec<Vec<f32>>,
        #[serde(with = "crate::session::floats")]
        units: Vec<Vec<f32>>,
    },
    /// Who takes the steps from now on; how fast each was, or why it is not what was asked for. Where the faster engine was
    /// asked for: from which step on it is that, once it is found.
    Engine { on_gpu: bool, note: Option<EngineNote>, decided: Option<u64> },
    /// What parameters were after so many steps.
    WeightHistory {
        steps: Vec<u64>,
        #[serde(with = "crate::session::floats")]
        values: Vec<Vec<f32>>,
    },
    /// What is decoded from latent values: for each point the probability of ink, pixel by pixel.
    Decoded { images: Vec<f32> },
    /// The means of the latent values of all validation samples, one sample after the other, and their labels.
    Encoded {
        codes: Vec<f32>,
        #[serde(with = "serde_bytes")]
        labels: Vec<u8>,
    },
    /// What the network says about a scene.
    Described(Sentence),
    /// The weights after a step, as a safetensors file.
    Exported {
        step: u64,
        #[serde(with = "serde_bytes")]
        weights: Vec<u8>,
    },
    /// The samples and which of them are for validation, as a safetensors file.
    ExportedData {
        #[serde(with = "serde_bytes")]
        file: Vec<u8>,
    },
    /// All that is needed to go on from a step, for [`StartFrom::Checkpoint`]. Snapshots only where they were asked for.
    Checkpoint {
        step: u64,
        #[serde(with = "serde_bytes")]
        run: Vec<u8>,
        #[serde(with = "serde_bytes")]
        snapshots: Option<Vec<u8>>,
    },
    /// It is noted: there is nothing to say.
    Acked,
    /// The run is forgotten.
    Closed,
}

/// What there is to say of the engine that takes the steps.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum EngineNote {
    /// Why the GPU does not take them.
    Gpu(GpuError),
    /// How fast each was.
    Compared(EngineBenchmark),
    /// Browsers keep the GPU from a page that did not come over an encrypted connection.
    NotSecure,
}
