use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::shards::{ComputedShard, ShardMessage};
use super::{
    Analysis, Bench, CommandError, FieldRequest, Finding, InferenceError, Measured, OpenedFile, RunCommand,
    RunEvent,
};
use crate::data::Dataset;
use crate::explain::{Attribution, BackwardPass, Request, Scores, WeightChange};
use crate::network::{Network, NodeId, Weights};
use crate::shape::Shape;

/// Which opened network is meant: answers to an older one are dropped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunId(pub u32);

impl RunId {
    /// A network that is compared with the opened one, and stays open beside it.
    pub const fn compared(index: usize) -> Self {
        Self(u32::MAX - index as u32)
    }

    /// Whether it is one of those.
    pub const fn is_compared(self) -> bool {
        self.0 > u32::MAX - 100
    }
}

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

    /// The engine of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|engine| engine.name() == name)
    }
}

/// What the page asks of its own worker, which infers. The first load has these messages, and no others.
#[allow(missing_docs, reason = "the fields say it themselves")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum InferenceCommand {
    /// As [`Command::Open`].
    Open {
        run: RunId,
        network: Network,
        #[serde(with = "serde_bytes")]
        weights: Vec<u8>,
        #[serde(with = "super::floats")]
        examples: Vec<Vec<f32>>,
    },
    /// As [`Command::Infer`].
    Infer { run: RunId, pixels: Vec<f32>, nodes: Vec<NodeId> },
}

impl From<InferenceCommand> for Command {
    fn from(command: InferenceCommand) -> Self {
        match command {
            InferenceCommand::Open { run, network, weights, examples } => {
                Self::Open { run, network, weights, examples }
            }
            InferenceCommand::Infer { run, pixels, nodes } => Self::Infer { run, pixels, nodes },
        }
    }
}

/// What that worker answers.
#[allow(missing_docs, reason = "the fields say it themselves")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum InferenceEvent {
    /// As [`Event::Opened`].
    Opened {
        run: RunId,
        #[serde(with = "super::floats::weights")]
        weights: Weights,
        ranges: Vec<f32>,
    },
    /// As [`Event::Activations`].
    Activations {
        run: RunId,
        nodes: Vec<NodeId>,
        #[serde(with = "super::floats")]
        activations: Vec<Vec<f32>>,
        milliseconds: Vec<f64>,
    },
    /// A command could not be done.
    Error { run: RunId, error: InferenceError },
}

impl From<InferenceEvent> for Event {
    fn from(event: InferenceEvent) -> Self {
        match event {
            InferenceEvent::Opened { run, weights, ranges } => Self::Opened { run, weights, ranges },
            InferenceEvent::Activations { run, nodes, activations, milliseconds } => {
                Self::Activations { run, nodes, activations, milliseconds }
            }
            InferenceEvent::Error { run, error } => Self::Error { run, error: error.into() },
        }
    }
}

impl TryFrom<Event> for InferenceEvent {
    /// The event, which is none of inference.
    type Error = Box<Event>;

    fn try_from(event: Event) -> Result<Self, Box<Event>> {
        match event {
            Event::Opened { run, weights, ranges } => Ok(Self::Opened { run, weights, ranges }),
            Event::Activations { run, nodes, activations, milliseconds } => {
                Ok(Self::Activations { run, nodes, activations, milliseconds })
            }
            Event::Error { run, error: CommandError::Inference(error) } => Ok(Self::Error { run, error }),
            event => Err(Box::new(event)),
        }
    }
}

/// What a place asks of its worker.
#[allow(missing_docs, reason = "the fields say it themselves")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Get ready to run a network with the weights of a safetensors file. Examples show how large its activations get.
    Open {
        run: RunId,
        network: Network,
        #[serde(with = "serde_bytes")]
        weights: Vec<u8>,
        #[serde(with = "super::floats")]
        examples: Vec<Vec<f32>>,
    },
    /// Run the network on an input, or on several one after the other, as far as these nodes.
    Infer { run: RunId, pixels: Vec<f32>, nodes: Vec<NodeId> },
    /// Explain what the network makes of an input, in place of what is being explained. The answer is [`Event::Explaining`],
    /// and then [`Event::Attributed`] map by map, each with this number.
    Explain { run: RunId, number: u32, request: Box<Request> },
    /// Run the network forward and backward on one labelled input.
    Backward { run: RunId, pixels: Vec<f32>, label: u8 },
    /// The loss of a labelled input under other weights.
    Losses { run: RunId, pixels: Vec<f32>, label: u8, changes: Vec<WeightChange> },
    /// What a cell of a network's output has to do with the pixels of inputs, on average.
    EffectiveField { run: RunId, request: Box<FieldRequest> },
    /// Ask about these samples from now on, which are somebody's own.
    Samples { run: RunId, data: Arc<Dataset> },
    /// Answer a question that takes many passes, in place of what is being answered or explained about this network. The answers
    /// are [`Event::Found`], each with this number.
    Analyze { run: RunId, number: u32, analysis: Box<Analysis> },
    /// Leave off what is being answered or explained about this network.
    StopAnalysis { run: RunId },
    /// Train a network.
    Train { run: RunId, command: Box<RunCommand> },
    /// Measure speed.
    Bench { bench: Bench },
    /// Get ready to compute shards of batches of a network, which is called by a number from now on.
    OpenShards { plan: u32, network: Network },
    /// Compute a shard of a batch.
    ComputeShard { plan: u32, shard: Box<ShardMessage> },
    /// Forget that network.
    CloseShards { plan: u32 },
    /// Compare the engines.
    Compare {
        /// On how many samples of every kind of layer; all if left out.
        samples: Option<usize>,
    },
    /// Read the file that was sent before, and get ready to run its network. `input` is the size of its input where it does not say.
    OpenFile { run: RunId, name: String, input: Option<Shape> },
}

/// What it answers.
#[allow(missing_docs, reason = "the fields say it themselves")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// A network is ready: its weights as the engine uses them, and what 99 of 100 magnitudes of each node's output do not
    /// exceed over the examples; where there are very many, over some of them.
    Opened {
        run: RunId,
        #[serde(with = "super::floats::weights")]
        weights: Weights,
        ranges: Vec<f32>,
    },
    /// What came out of the nodes that were asked for.
    Activations {
        run: RunId,
        nodes: Vec<NodeId>,
        #[serde(with = "super::floats")]
        activations: Vec<Vec<f32>>,
        /// When each of them was there, since the worker began.
        milliseconds: Vec<f64>,
    },
    /// An explanation has begun: the scores of its rows.
    Explaining { run: RunId, number: u32, scores: Vec<Scores> },
    /// Maps of an explanation, and how much of it is done, from 0 to 1; those of an occlusion come again and again, as far as
    /// they are.
    Attributed { run: RunId, number: u32, attributions: Vec<Attribution>, progress: f32 },
    /// What a backward pass came to.
    Gradients { run: RunId, label: u8, pass: BackwardPass },
    /// The loss after each of the changes that were asked for.
    Losses { run: RunId, changes: Vec<WeightChange>, losses: Vec<f32> },
    /// The effective receptive field that was asked for, one value for each pixel.
    EffectiveField { run: RunId, values: Vec<f32> },
    /// The next piece of an answer; `None` where nothing is left.
    Found { run: RunId, number: u32, finding: Option<Finding> },
    /// Somebody's own samples are what is asked about.
    SamplesTaken { run: RunId },
    /// Nothing is being answered or explained any more.
    AnalysisStopped { run: RunId },
    /// What a training run answers or reports.
    Run { run: RunId, event: RunEvent },
    /// What a benchmark measured.
    Measured { measured: Result<Measured, CommandError> },
    /// A worker is ready to compute shards, or has forgotten a network.
    ShardsReady,
    /// What a shard came to; nothing where its network is not open.
    Shard { computed: Option<Box<ComputedShard>> },
    /// What a comparison of the engines came to.
    ParityReport { compared: Result<ParityReport, CommandError> },
    /// A command could not be done.
    Error { run: RunId, error: CommandError },
    /// The network of a file is ready.
    FileOpened { run: RunId, file: Box<OpenedFile> },
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
