use std::rc::Rc;
use std::sync::Arc;

use super::{Look, TrainConfig, bands};
use crate::network::{NodeId, Plan};
use crate::session::{Evaluation, Histogram, Point, Report, RunEvent, RunId, State, Watch};

/// What came of one run so far.
#[derive(Clone, Debug)]
pub struct Progress {
    /// Its name for the worker.
    pub run: RunId,
    /// Its network.
    pub plan: Arc<Plan>,
    /// Whether it has begun; not yet while the worker makes its data.
    pub ready: bool,
    /// Indices of the samples for validation.
    pub validation: Rc<[u32]>,
    /// Steps in an epoch.
    pub steps_per_epoch: u64,
    /// Whether it goes on.
    pub state: State,
    /// Steps taken.
    pub step: u64,
    /// Every step; of very long runs, means of neighbours.
    pub points: Vec<Point>,
    /// Every epoch.
    pub validations: Vec<Point>,
    /// The steps of all snapshots.
    pub snapshots: Vec<u64>,
    /// For which look the values below were asked for.
    pub look: Look,
    /// The values of each band.
    pub values: Vec<Rc<[f32]>>,
    /// How they are distributed.
    pub histograms: Rc<[Histogram]>,
    /// The norm of each node's dL/dw, now and then.
    pub norms: Vec<(u64, Vec<f32>)>,
    /// For each ReLU, how many of its values were 0 for the whole last batch.
    pub dead: Vec<(NodeId, u32)>,
    /// The last scores on samples for validation.
    pub evaluation: Option<Rc<Evaluation>>,
    /// What the network says about the plane: points along each side, and their logits row by row.
    pub boundary: Option<(u32, Rc<[Vec<f32>]>)>,
    /// How fast it is.
    pub speed: Speed,
    /// Whether a GPU takes the steps.
    pub on_gpu: bool,
    /// All that is needed to go on from a step.
    pub checkpoint: Option<(u64, Rc<Vec<u8>>)>,
    /// Counts reports.
    pub version: u32,
}

/// Samples event on per second, smoothed.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Speed(pub f32);

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
            state: State::Paused,
            step: 0,
            points: Vec::new(),
            validations: Vec::new(),
            snapshots: Vec::new(),
            look,
            values: Vec::new(),
            histograms: Rc::from([]),
            norms: Vec::new(),
            dead: Vec::new(),
            evaluation: None,
            boundary: None,
            speed: Speed::default(),
            on_gpu: false,
            checkpoint: None,
            version: 0,
        }
    }

    /// What the worker is to bring with every report.
    pub fn watch(&self, config: &TrainConfig) -> Watch {
        let probes: Vec<_> =
            bands(&self.plan, self.look).iter().map(|band| (band.node, self.look.quantity())).collect();
        // Several bands share the statistics of a norm, and a mask is black and white: there is nothing to count.
        let counted = !matches!(self.look, Look::Statistics | Look::Masks);
        let histograms = if counted { probes.clone() } else { Vec::new() };
        Watch { sample: config.sample, histograms, probes }
    }

    /// Epochs seen, with a part for the one under way.
    pub fn epochs(&self) -> f32 {
        self.step as f32 / self.steps_per_epoch.max(1) as f32
    }

    /// Whether it takes steps.
    pub fn is_running(&self) -> bool {
        self.state == State::Running
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
            RunEvent::Evaluated(evaluation) => self.evaluation = Some(Rc::new(*evaluation)),
            RunEvent::Boundary { side, logits } => self.boundary = Some((side, logits.into())),
            RunEvent::Checkpoint { step, run } => self.checkpoint = Some((step, Rc::new(run))),
            RunEvent::Engine { on_gpu, .. } => self.on_gpu = on_gpu,
            RunEvent::WeightHistory { .. }
            | RunEvent::Exported { .. }
            | RunEvent::Acked
            | RunEvent::Closed => {}
        }
        self.version = self.version.wrapping_add(1);
    }

    fn report(&mut self, report: Report) {
        let Report { state, step, points, validations, snapshots, probes, histograms, .. } = report;
        (self.state, self.step, self.snapshots, self.on_gpu) = (state, step, snapshots, report.on_gpu);
        if let Some(first) = points.first() {
            // It goes another way from there.
            self.points.retain(|point| point.step < first.step);
            self.validations.retain(|point| point.step < first.step);
            self.norms.retain(|(step, _)| *step < first.step);
            self.norms.push((step, report.gradient_norms));
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
        self.validations.extend(validations);
        if !probes.is_empty() {
            self.values = probes.into_iter().map(Rc::from).collect();
            self.histograms = histograms.into();
        }
        self.dead = report.dead;
        if let Some(evaluation) = report.evaluation {
            self.evaluation = Some(Rc::new(evaluation));
        }
        if report.speed > 0.0 {
            let before = if self.speed.0 > 0.0 { self.speed.0 } else { report.speed };
            self.speed = Speed(0.8 * before + 0.2 * report.speed);
        }
    }

    /// The loss of the last steps, averaged over a tenth of an epoch.
    pub fn loss(&self) -> Option<f32> {
        let some = (self.steps_per_epoch as usize / 10).clamp(1, 50);
        let at = self.points.partition_point(|point| point.step <= self.step);
        let last = &self.points[at.saturating_sub(some)..at];
        (!last.is_empty()).then(|| last.iter().map(|point| point.loss).sum::<f32>() / last.len() as f32)
    }

    /// The weights of the present step, when it was reached in one sentence; nothing while all is well.
    pub fn error(&self) -> Option<String> {
        match self.state {
            State::Diverged { step } => Some(format!(
                "Diverged at step {step}: try a smaller learning rate. The last weights with a finite loss are kept."
            )),
            _ => None,
        }
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
