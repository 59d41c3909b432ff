//! What can be wrong with a command. It stays structured to the edge: `Display` is one sentence for the page.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::train::{LARGEST_BATCH, MOST_SHARDS};
use crate::data::MOST_CLASSES;
use crate::engine::gpu::GpuError;
use crate::network::{Bytes, PlanError, TAB, WeightsError};
use crate::onnx::OnnxError;
use crate::shape::Shape;
use crate::tensors::TensorFileError;
use crate::training::CheckpointError;

/// Why a command could not be done.
#[allow(missing_docs, reason = "the fields say it themselves")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum CommandError {
    /// No such run is open.
    NotOpen,
    /// The network cannot be planned.
    Plan(PlanError),
    /// The network cannot learn these samples in these batches.
    Untrainable(TrainError),
    /// The weights do not fit, or are corrupt.
    Weights(WeightsError),
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
    /// The input has another size.
    Pixels { expected: usize, found: usize },
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
    Json(String),
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

impl fmt::Display for CommandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotOpen => write!(f, "No network is open."),
            Self::Plan(error) => write!(f, "The network cannot be run: {error}."),
            Self::Untrainable(error) => write!(f, "The network cannot be run: {error}."),
            Self::Weights(error) => write!(f, "The weights cannot be used: {error}."),
            Self::Checkpoint(error) => write!(f, "The weights cannot be used: {error}."),
            Self::Data(error) => write!(f, "The data cannot be learnt from: {error}."),
            Self::Settings(error) => write!(f, "These settings cannot be trained with: {error}."),
            Self::Memory { needed, runs, smaller_batch } => {
                let these = if *runs == 1 { "this network" } else { "both networks side by side" };
                write!(f, "Training {these} needs {}; a browser tab gets about {TAB}.", Bytes(*needed))?;
                if *smaller_batch { write!(f, " A smaller batch needs less.") } else { Ok(()) }
            }
            Self::Runs { most } => write!(f, "Only {most} runs can be open at once."),
            Self::Gpu(error) => write!(f, "WebGPU cannot be used here: {error}."),
            Self::NotFinite => {
                write!(f, "There is no file of these weights: some are no longer finite numbers.")
            }
            Self::Pixels { expected, found } => {
                write!(f, "The network takes {expected} values, but was sent {found}.")
            }
            Self::Class { classes, found } => {
                write!(f, "The network tells {classes} classes apart, so there is no class {found}.")
            }
            Self::Node { nodes, found } => {
                write!(f, "The network has {nodes} nodes, so there is no node {found}.")
            }
            Self::Channel { channels, found } => {
                write!(f, "The node has {channels} channels, so there is no channel {found}.")
            }
            Self::Value { values, found } => {
                write!(f, "The node has {values} values, so there is no value {found}.")
            }
            Self::NoSamples { input, classes } => {
                write!(
                    f,
                    "No samples of {input} and {classes} classes can be generated to ask the network about."
                )
            }
            Self::Param { params, found } => {
                write!(f, "The network has {params} parameters, so there is no parameter {found}.")
            }
            Self::Cell { layer, output: Shape { h, w, .. }, found: [row, column] } => {
                write!(f, "{layer} has {h} × {w} cells, so there is no row {row} and column {column}.")
            }
            Self::Params { expected, found } => {
                write!(f, "The network has {expected} weights, but {found} were given.")
            }
            Self::PassMemory { needed } => write!(
                f,
                "Running this network forward and backward needs {}; a browser tab gets about {TAB}.",
                Bytes(*needed)
            ),
            Self::File(error) => write!(f, "This file cannot be opened: {error}."),
        }
    }
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unread => write!(f, "the browser cannot read it, or has no room for it"),
            Self::Onnx(error) => error.fmt(f),
            Self::Json(why) => f.write_str(why),
            Self::Tensors(error) => error.fmt(f),
            Self::Weights(error) => error.fmt(f),
            Self::Unknown { tensors, first } => {
                write!(f, "its {tensors} tensors, as {first}, are those of no network that is known here")
            }
        }
    }
}

impl fmt::Display for TrainError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Input { takes, samples } => write!(f, "it takes {takes}, but the samples are {samples}"),
            Self::Outputs { outputs, classes } => {
                write!(f, "it has {outputs} outputs, but there are {classes} classes")
            }
            Self::NoParams => write!(f, "it has no parameters to train"),
            Self::Output { gives, wanted } => write!(f, "it gives {gives}, but {wanted} is wanted"),
            Self::Transfer { through } => {
                write!(
                    f,
                    "its first {through} layers are not those of the network whose features it takes over"
                )
            }
            Self::Varied => {
                write!(f, "its samples cannot be varied, since their boxes and masks would not follow")
            }
        }
    }
}

impl fmt::Display for SamplesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Count { most, found } => write!(f, "1 to {most} samples can be generated, not {found}"),
            Self::Bytes { samples, shape, found } => {
                write!(f, "{samples} samples of {shape} are not {found} bytes")
            }
            Self::Classes { found } => write!(f, "{found} classes are more than {MOST_CLASSES}"),
            Self::Label { sample, label, classes } => {
                write!(f, "sample {sample} has the label {label}, but there are {classes} classes")
            }
            Self::NoneToTrainOn => write!(f, "no sample is left to train on"),
        }
    }
}

impl fmt::Display for SettingsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Batch { found } => write!(f, "a batch has 1 to {LARGEST_BATCH} samples, not {found}"),
            Self::Shards { found } => write!(f, "a batch has 1 to {MOST_SHARDS} shards, not {found}"),
            Self::LabelSmoothing { found } => {
                write!(f, "label smoothing is at least 0 and below 1, not {found}")
            }
            Self::Rate { found } => write!(f, "a learning rate is at least 0, not {found}"),
        }
    }
}

impl std::error::Error for CommandError {}

/// Each error below is one kind of what can be wrong with a command.
macro_rules! from {
    ($($kind:ident($error:ty)),*) => {$(
        impl From<$error> for CommandError {
            fn from(error: $error) -> Self {
                Self::$kind(error)
            }
        }
    )*};
}

from!(Plan(PlanError), Untrainable(TrainError), Weights(WeightsError), Checkpoint(CheckpointError));
from!(Data(SamplesError), Settings(SettingsError), Gpu(GpuError));
