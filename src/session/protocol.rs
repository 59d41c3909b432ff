use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Bench, Measured, RunCommand, RunEvent};
use crate::network::{Network, NodeId, Weights};

/// Which opened network is meant: answers to an older one are dropped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunId(pub u32);

/// Who computes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EngineKind {
    /// The CPU.
    Cpu,
    /// The GPU.
    WebGpu,
    /// Whichever takes a training step in less time.
    Auto,
}

impl EngineKind {
    /// Every engine.
    pub const ALL: [Self; 3] = [Self::Cpu, Self::WebGpu, Self::Auto];

    /// Its name in links.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cpu => "cpu",
            Self::WebGpu => "webgpu",
            Self::Auto => "auto",
        }
    }
}

/// What the page asks of the worker.
#[allow(missing_docs, reason = "the fields say it themselves")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Get ready to run a network with the weights of a safetensors file. Examples show how large its activations get.
    Open { run: RunId, network: Network, weights: Vec<u8>, examples: Vec<Vec<f32>> },
    /// Run the network on one input, as far as these nodes.
    Infer { run: RunId, pixels: Vec<f32>, nodes: Vec<NodeId> },
    /// Train a network.
    Train { run: RunId, command: Box<RunCommand> },
    /// Measure speed.
    Bench { bench: Bench },
    /// Compare the engines.
    Compare {
        /// On how many samples of every kind of layer; all if left out.
        samples: Option<usize>,
    },
}

/// What the worker answers.
#[allow(missing_docs, reason = "the fields say it themselves")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// A network is ready: its weights as the engine uses them, and what 99 of 100 magnitudes of each node's output do not
    /// exceed over the examples.
    Opened { run: RunId, weights: Weights, ranges: Vec<f32> },
    /// What came out of the nodes that were asked for.
    Activations {
        run: RunId,
        nodes: Vec<NodeId>,
        #[serde(with = "super::floats")]
        activations: Vec<Vec<f32>>,
    },
    /// What a training run answers or reports.
    Run { run: RunId, event: RunEvent },
    /// What a benchmark measured.
    Measured { measured: Result<Measured, CommandError> },
    /// What a comparison of the engines came to.
    ParityReport { compared: Result<ParityReport, CommandError> },
    /// A command could not be done.
    Error { run: RunId, error: CommandError },
}

/// A comparison of the engines.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ParityReport {
    /// What the GPU calls itself; empty where the browser does not tell.
    pub adapter: String,
    /// How many tensors were compared.
    pub tensors: usize,
    /// How many values they have.
    pub values: usize,
    /// The largest difference, as a share of the largest value of its tensor.
    pub worst: f32,
    /// What differs by more than is allowed, each in one line.
    pub differences: Vec<String>,
}

/// Why a command could not be done. Its `Display` is one sentence for the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum CommandError {
    /// No such run is open.
    NotOpen,
    /// The network cannot be planned.
    Network {
        /// The plan's error.
        why: String,
    },
    /// The weights do not fit, or are corrupt.
    Weights {
        /// The reader's error.
        why: String,
    },
    /// The data cannot be learnt from.
    Data {
        /// Why not.
        why: String,
    },
    /// No step can be taken with these settings.
    Settings {
        /// Why not.
        why: String,
    },
    /// As many runs are open as can be.
    Runs {
        /// How many.
        most: usize,
    },
    /// The GPU cannot be used.
    Gpu {
        /// The engine's error.
        why: String,
    },
    /// The input has another size.
    Pixels {
        /// Values that the network takes.
        expected: usize,
        /// Values that were sent.
        found: usize,
    },
}

impl fmt::Display for CommandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotOpen => write!(f, "No network is open."),
            Self::Network { why } => write!(f, "The network cannot be run: {why}."),
            Self::Weights { why } => write!(f, "The weights cannot be used: {why}."),
            Self::Data { why } => write!(f, "The data cannot be learnt from: {why}."),
            Self::Settings { why } => write!(f, "These settings cannot be trained with: {why}."),
            Self::Runs { most } => write!(f, "Only {most} runs can be open at once."),
            Self::Gpu { why } => write!(f, "WebGPU cannot be used here: {why}."),
            Self::Pixels { expected, found } => {
                write!(f, "The network takes {expected} values, but was sent {found}.")
            }
        }
    }
}

impl From<crate::engine::gpu::GpuError> for CommandError {
    fn from(error: crate::engine::gpu::GpuError) -> Self {
        Self::Gpu { why: error.to_string() }
    }
}
