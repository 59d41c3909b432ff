//! What is wrong with a command.

use std::fmt;

use super::WEBGPU_NEEDS_HTTPS;
use crate::app::numbers::in_language;
use crate::app::text::{Text, tr};
use crate::data::MOST_CLASSES;
use crate::network::{Bytes, TAB};
use crate::session::{
    CheckpointError, CommandError, EngineBenchmark, EngineNote, GpuError, InferenceError, LARGEST_BATCH,
    MOST_SHARDS, SamplesError, SettingsError, TrainError,
};
use crate::shape::Shape;

impl fmt::Display for CommandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Self::Untrainable(error) => tr!("The network cannot be run: {error}."),
            Self::Weights(error) => tr!("The weights cannot be used: {error}."),
            Self::Checkpoint(error) => tr!("The weights cannot be used: {error}."),
            Self::Data(error) => tr!("The data cannot be learnt from: {error}."),
            Self::Settings(error) => tr!("These settings cannot be trained with: {error}."),
            Self::Runs { most } => tr!("Only {most} runs can be open at once."),
            Self::NotFinite => {
                Text("There is no file of these weights: some are no longer finite numbers.").into()
            }
            Self::Params { expected, found } => {
                tr!("The network has {expected} weights, but {found} were given.")
            }
            Self::File(error) => tr!("This file cannot be opened: {error}."),
            Self::Inference(error) => error.to_string(),
            Self::Gpu(error) => tr!("WebGPU cannot be used here: {error}."),
            Self::Memory { needed, runs, smaller_batch } => {
                let needed = Bytes(*needed);
                let needs = if *runs == 1 {
                    tr!("Training this network needs {needed}; a browser tab gets about {TAB}.")
                } else {
                    tr!("Training both networks side by side needs {needed}; a browser tab gets about {TAB}.")
                };
                if *smaller_batch {
                    format!("{needs} {}", Text("A smaller batch needs less."))
                } else {
                    needs
                }
            }
            Self::Class { classes, found } => {
                tr!("The network tells {classes} classes apart, so there is no class {found}.")
            }
            Self::Node { nodes, found } => {
                tr!("The network has {nodes} nodes, so there is no node {found}.")
            }
            Self::NoSamples { input, classes } => {
                tr!("No samples of {input} and {classes} classes can be generated to ask the network about.")
            }
            Self::PassMemory { needed } => tr!(
                "Running this network forward and backward needs {}; a browser tab gets about {TAB}.",
                Bytes(*needed)
            ),
            Self::Channel { channels, found } => {
                tr!("The node has {channels} channels, so there is no channel {found}.")
            }
            Self::Value { values, found } => {
                tr!("The node has {values} values, so there is no value {found}.")
            }
            Self::Param { params, found } => {
                tr!("The network has {params} parameters, so there is no parameter {found}.")
            }
            Self::Cell { layer, output: Shape { h, w, .. }, found: [row, column] } => {
                tr!("{layer} has {h} × {w} cells, so there is no row {row} and column {column}.")
            }
        })
    }
}

impl fmt::Display for InferenceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Self::NotOpen => Text("No network is open.").into(),
            Self::Plan(error) => tr!("The network cannot be run: {error}."),
            Self::Weights(error) => tr!("The weights cannot be used: {error}."),
            Self::Pixels { expected, found } => {
                tr!("The network takes {expected} values, but was sent {found}.")
            }
        })
    }
}

impl fmt::Display for TrainError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Self::Input { takes, samples } => tr!("it takes {takes}, but the samples are {samples}"),
            Self::Outputs { outputs, classes } => {
                tr!("it has {outputs} outputs, but there are {classes} classes")
            }
            Self::NoParams => Text("it has no parameters to train").into(),
            Self::Output { gives, wanted } => tr!("it gives {gives}, but {wanted} is wanted"),
            Self::Transfer { through } => {
                tr!("its first {through} layers are not those of the network whose features it takes over")
            }
            Self::Varied => {
                Text("its samples cannot be varied, since their boxes and masks would not follow").into()
            }
        })
    }
}

impl fmt::Display for SamplesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Self::Count { most, found } => tr!("1 to {most} samples can be generated, not {found}"),
            Self::Bytes { samples, shape, found } => {
                tr!("{samples} samples of {shape} are not {found} bytes")
            }
            Self::Classes { found } => tr!("{found} classes are more than {MOST_CLASSES}"),
            Self::Label { sample, label, classes } => {
                tr!("sample {sample} has the label {label}, but there are {classes} classes")
            }
            Self::NoneToTrainOn => Text("no sample is left to train on").into(),
        })
    }
}

impl fmt::Display for SettingsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Self::Batch { found } => tr!("a batch has 1 to {LARGEST_BATCH} samples, not {found}"),
            Self::Shards { found } => tr!("a batch has 1 to {MOST_SHARDS} shards, not {found}"),
            Self::LabelSmoothing { found } => {
                tr!("label smoothing is at least 0 and below 1, not {found}")
            }
            Self::Rate { found } => tr!("a learning rate is at least 0, not {found}"),
        })
    }
}

impl fmt::Display for CheckpointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Self::Newer => Text("what was kept of this run is of a newer version of this page"),
            Self::Other => Text("what was kept of this run belongs to another network"),
        })
    }
}

impl fmt::Display for GpuError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Self::NoAdapter => Text("there is no GPU with WebGPU").into(),
            Self::NoAnswer => Text("the GPU does not answer").into(),
            Self::NoDevice { why } => tr!("the GPU cannot be used: {why}"),
            Self::Lost { why } if why.is_empty() => Text("the GPU was lost").into(),
            Self::Lost { why } => tr!("the GPU was lost: {why}"),
            Self::OutOfMemory => Text("the GPU has too little memory").into(),
            Self::Refused { why } => tr!("the GPU refused: {why}"),
            Self::NoProgram => Text("only the CPU can score such targets by this loss").into(),
        })
    }
}

impl fmt::Display for EngineNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Gpu(error) => error.fmt(f),
            Self::Compared(benchmark) => benchmark.fmt(f),
            Self::NotSecure => WEBGPU_NEEDS_HTTPS.fmt(f),
        }
    }
}

impl fmt::Display for EngineBenchmark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let in_words = |ms: f64| in_language(format!("{ms:.*} ms", if ms < 1.0 { 2 } else { 1 }));
        let cpu = in_words(self.cpu_ms);
        f.write_str(&match &self.gpu_ms {
            Ok(gpu_ms) => tr!("a step takes {cpu} on the CPU and {} on the GPU", in_words(*gpu_ms)),
            Err(why) => tr!("a step takes {cpu} on the CPU; {why}"),
        })
    }
}
