//! How a run stands.

use serde::{Deserialize, Serialize};

use super::scene_scores::SceneScores;
use super::{RunEvent, TrainingRun};
use crate::engine::gpu::GpuError;
use crate::loss::Elbo;
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
    /// Share of its batch that was right, or of the pixels of its scenes; 0 where boxes are learnt, of which a step does not tell.
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
    /// The logits of what is looked at.
    pub logits: Vec<f32>,
    /// The counts of each histogram.
    pub histograms: Vec<Histogram>,
    /// √Σ(dL/dw)² of each node's parameters over the last batch; 0 for one without.
    pub gradient_norms: Vec<f32>,
    /// The scores after the last epoch, if it ended since the last report.
    pub evaluation: Option<Evaluation>,
    /// Whether a GPU takes the steps.
    pub on_gpu: bool,
    /// Workers that compute the steps on the CPU.
    pub workers: u32,
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
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Evaluation {
    /// The step after which it was made.
    pub step: u64,
    /// How many samples.
    pub samples: u32,
    /// Mean loss.
    pub loss: f32,
    /// Share that is right; of scenes that of pixels, or mAP50.
    pub accuracy: f32,
    /// More of it where samples are scenes; there is neither a confusion matrix nor a worst sample then.
    pub scenes: Option<SceneScores>,
    /// Both parts of the loss where samples are given back, decoded from μ.
    pub elbo: Option<Elbo>,
    /// For each ReLU, how many of its channels (units, where it has no maps) gave 0 for all of these samples.
    pub dead: Vec<(NodeId, u32)>,
    /// For each class, and each class that was predicted, the indices of the samples.
    pub confusion: Vec<Vec<Vec<u32>>>,
    /// The samples with the highest losses, the worst first: all of them wrong.
    pub worst: Vec<Wrong>,
}

impl Evaluation {
    /// The standard error of the accuracy, √(p (1 − p) / n), where n of `all` samples were scored; none where all were.
    ///
    /// ```
    /// use convoscope::session::Evaluation;
    /// let evaluation = Evaluation { samples: 100, accuracy: 0.5, ..Evaluation::default() };
    /// assert_eq!([evaluation.standard_error(200), evaluation.standard_error(100)], [Some(0.05), None]);
    /// ```
    pub fn standard_error(&self, all: usize) -> Option<f32> {
        let (n, p) = (self.samples as f32, self.accuracy);
        ((self.samples as usize) < all && self.samples > 0).then(|| (p * (1.0 - p) / n).sqrt())
    }

    /// The share of a class's samples that is right; none if it has none.
    pub fn recall(&self, class: usize) -> Option<f32> {
        let row = self.confusion.get(class)?;
        let all: usize = row.iter().map(Vec::len).sum();
        (all > 0).then(|| row[class].len() as f32 / all as f32)
    }
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

impl TrainingRun {
    /// What was not reported yet; `None` if there is nothing, or if the page is not done with the last report.
    pub fn next_report(&mut self) -> Option<RunEvent> {
        (self.dirty && std::mem::take(&mut self.ack_received))
            .then(|| RunEvent::Report(Box::new(self.report())))
    }

    /// Whether there is something to report that the page waits for.
    pub fn has_report(&self) -> bool {
        self.dirty && self.ack_received
    }

    pub(super) fn report(&mut self) -> Report {
        self.dirty = false;
        let samples = (self.points.len() * self.settings.batch) as f64;
        let took = std::mem::take(&mut self.took);
        let (probes, histograms) = self.probe();
        let logits = self.viewer.logits().to_vec();
        let gpu_error = self.gpu_error();
        Report {
            state: self.state,
            step: self.trainer.step(),
            steps_per_epoch: self.batches.per_epoch(),
            points: std::mem::take(&mut self.points),
            validations: std::mem::take(&mut self.validations),
            snapshots: self.snapshots.steps(),
            probes,
            logits,
            histograms,
            on_gpu: self.trainer.is_on_gpu(),
            workers: self.workers,
            gpu_error,
            gradient_norms: self.gradient_norms(),
            evaluation: self.evaluation.take(),
            speed: if took > 0.0 { (samples / took * 1000.0) as f32 } else { 0.0 },
        }
    }
}
