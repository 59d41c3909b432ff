use std::mem::take;
use std::rc::Rc;
use std::sync::Arc;

use super::{DecisionPlane, Guess, HistogramHistory, Look, TrainConfig, UnitGraph, bands};
use crate::app::text::train as text;
use crate::network::Plan;
use crate::session::{Evaluation, Point, Report, RunEvent, RunId, State, Watch};

/// What came of one run so far.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Progress {
    pub run: RunId,
    pub plan: Arc<Plan>,
    /// Whether it has begun; not yet while the worker makes its data.
    pub ready: bool,
    /// Indices of the samples for validation.
    pub validation: Rc<[u32]>,
    pub steps_per_epoch: u64,
    /// The last report, less what is collected below.
    pub last: Report,
    /// Every step; of very long runs, means of neighbours.
    pub points: Vec<Point>,
    /// Every epoch.
    pub validations: Vec<Point>,
    /// For which look the values below were asked for.
    pub look: Look,
    /// The values of each band.
    pub values: Vec<Rc<[f32]>>,
    /// How the values of each band were distributed, since the look was chosen.
    pub histograms: HistogramHistory,
    /// The norm of each node's dL/dw, now and then.
    pub norms: Vec<(u64, Vec<f32>)>,
    pub evaluation: Option<Rc<Evaluation>>,
    /// What it says of the sample that is looked at.
    pub guess: Option<Rc<Guess>>,
    /// What it says of the sample that is pointed at.
    pub pointed: Option<(u32, Rc<Guess>)>,
    /// What the network says about the plane.
    pub boundary: Option<Rc<DecisionPlane>>,
    /// Samples trained on per second, smoothed.
    pub speed: f32,
    /// All that is needed to go on from a step.
    pub checkpoint: Option<(u64, Rc<Vec<u8>>)>,
    /// The snapshots that came with it, until they are stored.
    pub(super) snapshots: Option<Rc<Vec<u8>>>,
    /// Whether the browser's store has snapshots of it.
    pub(super) has_stored_snapshots: bool,
    /// Counts reports.
    pub version: u32,
}

/// Norms that are remembered; half of them go when there are more.
const MOST_NORMS: usize = 600;
/// Points that are remembered; when there are more, each becomes the mean of two.
const MOST_POINTS: usize = 40_000;

fn mean(points: &[Point]) -> Point {
    let n = points.len() as f32;
    let of = |value: fn(&Point) -> f32| points.iter().map(value).sum::<f32>() / n;
    Point { loss: of(|point| point.loss), accuracy: of(|point| point.accuracy), ..points[points.len() - 1] }
}

impl Progress {
    /// A run that has not begun.
    pub fn new(run: RunId, plan: Arc<Plan>, look: Look) -> Self {
        Self {
            run,
            plan,
            ready: false,
            validation: Rc::from([]),
            steps_per_epoch: 1,
            last: Report::default(),
            points: Vec::new(),
            validations: Vec::new(),
            look,
            values: Vec::new(),
            norms: Vec::new(),
            histograms: HistogramHistory::default(),
            evaluation: None,
            guess: None,
            pointed: None,
            boundary: None,
            speed: 0.0,
            checkpoint: None,
            snapshots: None,
            has_stored_snapshots: false,
            version: 0,
        }
    }

    /// Another look from now on: nothing is known of it.
    pub fn look_at(&mut self, look: Look) {
        if self.look != look {
            self.look = look;
            (self.values, self.last.histograms) = (Vec::new(), Vec::new());
            self.histograms = HistogramHistory::default();
        }
    }

    /// What the worker is to bring with every report.
    pub fn watch(&self, config: &TrainConfig) -> Watch {
        if self.look == Look::Planes {
            let of = |id| [(id, Look::Weights), (id, Look::WeightGradients)];
            let probes = UnitGraph::weighted(&self.plan).into_iter().flat_map(of).collect();
            return Watch { sample: config.sample, probes, ..Watch::default() };
        }
        self.watch_sample(config.sample)
    }

    /// The values of each band for a sample, and how they are distributed.
    pub fn watch_sample(&self, sample: u32) -> Watch {
        let probes: Vec<_> = bands(&self.plan, self.look).iter().map(|band| (band.node, self.look)).collect();
        // Several bands share the statistics of a norm, and a mask is black and white: there is nothing to count.
        let counted = !matches!(self.look, Look::Statistics | Look::Masks);
        let histograms = if counted { probes.clone() } else { Vec::new() };
        Watch { sample, histograms, probes, input: None }
    }

    /// Shows what was known of the same run a moment ago, until the worker brings what is new.
    pub(super) fn show(&mut self, before: Self) {
        self.last = Report { step: self.last.step, ..before.last };
        (self.values, self.evaluation, self.boundary) = (before.values, before.evaluation, before.boundary);
        (self.validation, self.steps_per_epoch) = (before.validation, before.steps_per_epoch);
        self.version = before.version.wrapping_add(1);
    }

    /// Epochs seen, with a part for the one under way.
    pub fn epochs(&self) -> f32 {
        self.last.step as f32 / self.steps_per_epoch.max(1) as f32
    }

    /// Whether it takes steps.
    pub fn is_running(&self) -> bool {
        self.last.state == State::Running
    }

    /// Takes in what the worker answered.
    pub fn take(&mut self, event: RunEvent) {
        match event {
            RunEvent::Begun { validation, steps_per_epoch, .. } => {
                self.ready = true;
                self.validation = validation.into();
                self.steps_per_epoch = steps_per_epoch;
            }
            RunEvent::Report(report) => self.report(*report),
            RunEvent::Evaluated(evaluation) => {
                self.evaluation = Some(Rc::new(*evaluation)).filter(|e| e.samples > 0)
            }
            RunEvent::Boundary { side, logits, units } => {
                self.boundary = Some(Rc::new(DecisionPlane::new(side as usize, &logits, units)));
            }
            RunEvent::Checkpoint { step, run, snapshots } => {
                self.checkpoint = Some((step, Rc::new(run)));
                self.snapshots = snapshots.map(Rc::new).or(self.snapshots.take());
            }
            RunEvent::Engine { on_gpu, .. } => self.last.on_gpu = on_gpu,
            RunEvent::Classified { sample, logits } => {
                self.pointed = Some((sample, Rc::new(Guess::of(&logits))));
            }
            RunEvent::WeightHistory { .. }
            | RunEvent::Described(_)
            | RunEvent::Decoded { .. }
            | RunEvent::Encoded { .. }
            | RunEvent::Exported { .. }
            | RunEvent::ExportedData { .. }
            | RunEvent::Acked
            | RunEvent::Closed => {}
        }
        self.version = self.version.wrapping_add(1);
    }

    fn report(&mut self, mut report: Report) {
        let points = take(&mut report.points);
        if let Some(first) = points.first() {
            // It goes another way from there.
            self.points.retain(|point| point.step < first.step);
            self.validations.retain(|point| point.step < first.step);
            self.norms.retain(|(step, _)| *step < first.step);
            self.norms.push((report.step, take(&mut report.gradient_norms)));
            if self.norms.len() > MOST_NORMS {
                let mut keeps = false;
                self.norms.retain(|_| {
                    keeps = !keeps;
                    keeps
                });
            }
        }
        self.points.extend(points);
        if self.points.len() > MOST_POINTS {
            self.points = self.points.chunks(2).map(mean).collect();
        }
        self.validations.append(&mut report.validations);
        self.values = take(&mut report.probes).into_iter().map(Rc::from).collect();
        let logits = take(&mut report.logits);
        self.guess = (!logits.is_empty()).then(|| Rc::new(Guess::of(&logits)));
        self.evaluation = report.evaluation.take().map(Rc::new).or(self.evaluation.take());
        if report.speed > 0.0 {
            let before = if self.speed > 0.0 { self.speed } else { report.speed };
            self.speed = 0.8 * before + 0.2 * report.speed;
        }
        self.steps_per_epoch = report.steps_per_epoch;
        self.histograms.add(report.step, &report.histograms);
        self.last = report;
    }

    /// The last step that it came to, also while an earlier one is looked at.
    pub fn newest(&self) -> u64 {
        self.points.last().map_or(0, |point| point.step).max(self.last.step)
    }

    /// The norm of each node's dL/dw at the step that is looked at, or a little before it.
    pub fn norms(&self) -> &[f32] {
        let known = self.norms.partition_point(|(step, _)| *step <= self.last.step);
        known.checked_sub(1).map_or(&[], |at| &self.norms[at].1)
    }

    /// The share of validation samples that is right, with its standard error where not all of them were scored.
    pub fn accuracy(&self) -> Option<(f32, Option<f32>)> {
        let evaluation = self.evaluation.as_ref()?;
        Some((evaluation.accuracy, evaluation.standard_error(self.validation.len())))
    }

    /// The loss of the last steps, averaged over a tenth of an epoch.
    pub fn loss(&self) -> Option<f32> {
        let some = (self.steps_per_epoch as usize / 10).clamp(1, 50);
        let at = self.points.partition_point(|point| point.step <= self.last.step);
        let last = &self.points[at.saturating_sub(some)..at];
        (!last.is_empty()).then(|| last.iter().map(|point| point.loss).sum::<f32>() / last.len() as f32)
    }

    /// Why it goes on no more; nothing while all is well.
    pub fn error(&self) -> Option<String> {
        if let State::Diverged { step } = self.last.state { Some(text::diverged(step)) } else { None }
    }

    /// The history as comma-separated values: a line for each step, with the validation after it where there was one.
    pub fn csv(&self) -> String {
        let mut text = "step,loss,accuracy,rate,validation_loss,validation_accuracy\n".to_owned();
        let mut validations = self.validations.iter().peekable();
        for Point { step, loss, accuracy, rate } in &self.points {
            text.push_str(&format!("{step},{loss},{accuracy},{rate},"));
            match validations.next_if(|validation| validation.step == *step) {
                Some(validation) => text.push_str(&format!("{},{}\n", validation.loss, validation.accuracy)),
                None => text.push_str(",\n"),
            }
        }
        text
    }
}
