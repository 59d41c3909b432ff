//! What can be wrong with a command. It stays structured to the edge: its words are in `app/text/errors`.

use serde::{Deserialize, Serialize};

use crate::network::{JsonError, PlanError, WeightsError, WeightsFileError};
use crate::onnx::OnnxError;
use crate::shape::Shape;
use crate::tensors::TensorFileError;

pub use crate::engine::gpu::GpuError;
pub use crate::tensors;
pub use crate::training::{CheckpointError, EngineBenchmark};

/// Why a network cannot be opened, or not be run.
#[allow(missing_docs, reason = "the fields say it themselves")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum InferenceError {
    /// No such network is open.
    NotOpen,
    /// The network cannot be planned.
    Plan(PlanError),
    /// The weights do not fit, or are corrupt.
    Weights(WeightsError),
    /// The input has another size.
    Pixels { expected: usize, found: usize },
}

/// Why a command could not be done.
#[allow(missing_docs, reason = "the fields say it themselves")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum CommandError {
    /// The network cannot be opened, or not be run.
    Inference(InferenceError),
    /// The network cannot learn these samples in these batches.
    Untrainable(TrainError),
    /// A file has no weights of the network, or they are corrupt.
    Weights(WeightsFileError),
    /// The run cannot go on from there.
    Checkpoint(CheckpointError),
    /// The data cannot be learnt from.
    Data(SamplesError),
    /// No step can be taken with these settings.
    Settings(SettingsError),
    /// Training these runs would take more than a tab gets; perhaps not with smaller batches.
    Memory { needed: u64, runs: usize, smaller_batch: bool },
    /// As many runs are open as can be.
    Runs { most: usize },
    /// The GPU cannot be used.
    Gpu(GpuError),
    /// No finite weights are left to be handed out.
    NotFinite,
    /// There is no such class.
    Class { classes: usize, found: usize },
    /// There is no such node.
    Node { nodes: usize, found: usize },
    /// There is no such channel.
    Channel { channels: usize, found: usize },
    /// There is no such value.
    Value { values: usize, found: usize },
    /// There is no such parameter.
    Param { params: usize, found: usize },
    /// There is no such row or column.
    Cell { layer: String, output: Shape, found: [usize; 2] },
    /// There are too few or too many weights.
    Params { expected: usize, found: usize },
    /// Running the network forward and backward would take more than a tab gets.
    PassMemory { needed: u64 },
    /// No samples of this shape and of so many classes can be generated.
    NoSamples { input: Shape, classes: usize },
    /// A file is no network.
    File(FileError),
}

/// Why a file is no network.
#[allow(missing_docs, reason = "the fields say it themselves")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum FileError {
    /// The browser could not read it, or has no room for it.
    Unread,
    /// It is no network of ONNX.
    Onnx(OnnxError),
    /// It is no network in JSON.
    Json(JsonError),
    /// Its tensors cannot be read.
    Tensors(TensorFileError),
    /// It has as many weights as a network that is known, but other ones.
    Weights(WeightsError),
    /// It is nobody's who is known.
    Unknown { tensors: usize, first: String },
}

/// Why a network cannot learn.
#[allow(missing_docs, reason = "the fields say it themselves")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum TrainError {
    /// The samples are not what it takes.
    Input { takes: Shape, samples: Shape },
    /// It tells another number of classes apart.
    Outputs { outputs: usize, classes: usize },
    /// There is nothing to train.
    NoParams,
    /// What comes out of it is not what is wanted of each sample.
    Output { gives: Shape, wanted: Shape },
    /// There are no layers behind the one that features are taken over up to, or those before it are not the same in both networks.
    Transfer { through: usize },
    /// Samples cannot be varied whose boxes or masks would no longer be true.
    Varied,
}

/// Why samples cannot be learnt from.
#[allow(missing_docs, reason = "the fields say it themselves")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum SamplesError {
    /// So many cannot be generated.
    Count { most: usize, found: usize },
    /// The bytes are not those of so many samples.
    Bytes { samples: usize, shape: Shape, found: usize },
    /// There are too many classes.
    Classes { found: usize },
    /// A sample is of no class.
    Label { sample: usize, label: u8, classes: usize },
    /// All of them are for validation.
    NoneToTrainOn,
}

/// Why no step can be taken.
#[allow(missing_docs, reason = "the fields say it themselves")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum SettingsError {
    Batch { found: usize },
    Shards { found: usize },
    LabelSmoothing { found: f32 },
    Rate { found: f32 },
}

impl std::error::Error for CommandError {}

impl std::error::Error for InferenceError {}

/// Each error below is one kind of what can be wrong.
macro_rules! from {
    ($whole:ident: $($kind:ident($error:ty)),*) => {$(
        impl From<$error> for $whole {
            fn from(error: $error) -> Self {
                Self::$kind(error)
            }
        }
    )*};
}

from!(InferenceError: Plan(PlanError), Weights(WeightsError));
from!(CommandError: Inference(InferenceError), Untrainable(TrainError), Weights(WeightsFileError));
from!(CommandError: Checkpoint(CheckpointError), Data(SamplesError), Settings(SettingsError), Gpu(GpuError));

impl From<PlanError> for CommandError {
    fn from(error: PlanError) -> Self {
        Self::Inference(InferenceError::Plan(error))
    }
}
