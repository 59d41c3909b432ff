//! How a run stands.

use serde::{Deserialize, Serialize};

use crate::engine::gpu::GpuError;
use crate::network::NodeId;

/// Whether a run takes steps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum State {
    /// It does.
    Running,
    /// It was told not to, or has taken those it was asked for.
    #[default]
    Paused,
    /// It has seen as many epochs as were asked for.
    Finished,
    /// It is as accurate as was asked for.
    Accurate,
    /// The loss of this step was not finite. The weights are the last ones whose loss was.
    Diverged {
        /// The step, counted from 1.
        step: u64,
    },
}

/// One step.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// Counted from 1.
    pub step: u64,
    /// Mean loss of its batch, before the step.
    pub loss: f32,
    /// Share of its batch that was right.
    pub accuracy: f32,
    /// Learning rate.
    pub rate: f32,
}

/// How a run stands.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Whether it goes on.
    pub state: State,
    /// Steps taken.
    pub step: u64,
    /// Steps in an epoch of the present batch.
    pub steps_per_epoch: u64,
    /// The steps since the last report.
    pub points: Vec<Point>,
    /// Validation after each epoch since the last report.
    pub validations: Vec<Point>,
    /// The steps of all snapshots.
    pub snapshots: Vec<u64>,
    /// The values of each probe.
    #[serde(with = "crate::session::floats")]
    pub probes: Vec<Vec<f32>>,
    /// The counts of each histogram.
    pub histograms: Vec<Histogram>,
    /// √Σ(dL/dw)² of each node's parameters over the last batch; 0 for one without.
    pub gradient_norms: Vec<f32>,
    /// For each ReLU, how many of its values were 0 for the whole last batch.
    pub dead: Vec<(NodeId, u32)>,
    /// The scores after the last epoch, if it ended since the last report.
    pub evaluation: Option<Evaluation>,
    /// Whether a GPU takes the steps.
    pub on_gpu: bool,
    /// Why it does so no more, reported once.
    pub gpu_error: Option<GpuError>,
    /// Samples trained on per second since the last report; 0 if there were none.
    pub speed: f32,
}

/// How many values lie where between the least and the most.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Histogram {
    /// The least value.
    pub least: f32,
    /// The largest value.
    pub most: f32,
    /// How many lie in each of equally wide parts.
    pub counts: Vec<u32>,
}

/// Scores of validation samples.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evaluation {
    /// The step after which it was made.
    pub step: u64,
    /// How many samples.
    pub samples: u32,
    /// Mean loss.
    pub loss: f32,
    /// Share that is right.
    pub accuracy: f32,
    /// For each class, and each class that was predicted, the indices of the samples.
    pub confusion: Vec<Vec<Vec<u32>>>,
    /// The samples with the highest losses, the worst first: all of them wrong.
    pub worst: Vec<Wrong>,
}

/// A sample that the network gets wrong.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Wrong {
    /// Which.
    pub sample: u32,
    /// What it shows.
    pub label: u8,
    /// What the network says.
    pub predicted: u8,
    /// Its loss.
    pub loss: f32,
}
