//! Scores of validation samples.

use super::TrainingRun;
use super::memory::evaluated_at_once;
use super::protocol::RunEvent;
use super::reconstruction::ElboSums;
use super::report::{Evaluation, Point, State, Wrong};
use super::scene_scores::SceneScoring;
use crate::engine::Cpu;
use crate::layers::Layer;
use crate::layers::activation::Activation;
use crate::loss::{TOLERANCE, Target, level};
use crate::network::{NodeId, Plan};

/// How many of the worst are named.
const WORST: usize = 48;
/// All validation samples are scored where that takes no more multiply-adds than this, a few seconds; else as many as it takes.
const MACS: u64 = 20_000_000_000;
/// So many are scored where that takes no more than [`MAX_MACS`].
const SCORED: u64 = 1000;
/// The most multiply-adds that scores may take, where more than one sample is scored.
const MAX_MACS: u64 = 10 * MACS;
/// Milliseconds that scoring goes on for before whatever waits gets its turn.
const TURN: f64 = 12.0;

/// Scores of validation samples that are under way.
pub(super) struct Scoring {
    /// Samples that are scored, and those that have been.
    samples: usize,
    scored: usize,
    /// The epochs behind the run, where one has just ended.
    pub epochs: Option<u64>,
    /// Whether the page asked for them.
    pub requested: bool,
    loss: f64,
    right: u32,
    confusion: Vec<Vec<Vec<u32>>>,
    wrong: Vec<Wrong>,
    silent: Silent,
    scenes: Option<SceneScoring>,
    elbo: Option<ElboSums>,
}

impl TrainingRun {
    /// Scores the validation samples because the page asks for it: at once, or in pieces as long as others wait.
    pub fn evaluate(&mut self, clock: &dyn Fn() -> f64) -> RunEvent {
        self.begin_scoring(None).requested = true;
        self.go_on_scoring(clock);
        self.take_evaluated().unwrap_or(RunEvent::Acked)
    }

    /// The scores that the page asked for, once there are all.
    pub fn take_evaluated(&mut self) -> Option<RunEvent> {
        self.evaluated.take().map(|evaluation| RunEvent::Evaluated(Box::new(evaluation)))
    }

    /// Scores what belongs to the weights as they are before they change.
    pub(super) fn end_scoring(&mut self) {
        self.scoring = self.scoring.take().filter(|scoring| scoring.epochs.is_some());
        self.go_on_scoring(&|| 0.0);
    }

    pub(super) fn go_on_scoring(&mut self, clock: &dyn Fn() -> f64) {
        let Some((Scoring { epochs, requested, .. }, evaluation)) = self.score(clock) else { return };
        if let Some(epochs) = epochs {
            self.dirty = true;
            self.after_epoch(epochs, &evaluation);
        }
        self.pause_behind_last_step();
        if requested {
            self.evaluated = Some(evaluation);
        } else if !self.validation.is_empty() {
            self.evaluation = Some(evaluation);
        }
    }

    pub(super) fn pause_behind_last_step(&mut self) {
        if self.left == Some(0) && self.state == State::Running {
            self.state = State::Paused;
        }
    }

    fn after_epoch(&mut self, epochs: u64, evaluation: &Evaluation) {
        if !self.validation.is_empty() {
            let &Evaluation { step, loss, accuracy, .. } = evaluation;
            let rate = self.settings.schedule.at(step);
            self.validations.push(Point { step, loss, accuracy, rate });
            if self.until.accuracy.is_some_and(|enough| accuracy >= enough) {
                self.state = State::Accurate;
            }
        }
        if self.until.epochs.is_some_and(|enough| epochs >= u64::from(enough)) {
            self.state = State::Finished;
        }
    }

    /// Begins to score the validation samples: all of them, or the first ones of a large network. What was under way goes on.
    pub(super) fn begin_scoring(&mut self, epochs: Option<u64>) -> &mut Scoring {
        let macs = self.plan.total_cost().macs.max(1);
        let most = (MACS / macs).max(SCORED.min(MAX_MACS / macs)).max(1);
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        let classes =
            if self.scenes.is_some() || self.reconstruction.is_some() { 0 } else { self.data.classes() };
        let scenes = self.scenes.as_ref().map(|scenes| SceneScoring::new(scenes.task));
        self.scoring.get_or_insert_with(|| Scoring {
            samples: self.validation.len().min(most),
            scored: 0,
            epochs,
            requested: false,
            loss: 0.0,
            right: 0,
            confusion: vec![vec![Vec::new(); classes]; classes],
            wrong: Vec::new(),
            silent: Silent::new(&self.plan),
            scenes,
            elbo: self.reconstruction.map(|_| ElboSums::default()),
        })
    }

    /// Goes on with what is scored for a moment by `clock`; answers the scores when there are all.
    fn score(&mut self, clock: &dyn Fn() -> f64) -> Option<(Scoring, Evaluation)> {
        let mut scoring = self.scoring.take()?;
        let end = clock() + TURN;
        let at_once = evaluated_at_once(&self.plan);
        while scoring.scored < scoring.samples {
            let next = (scoring.scored + at_once).min(scoring.samples);
            self.score_samples(&mut scoring, next);
            if clock() >= end && next < scoring.samples {
                self.scoring = Some(scoring);
                return None;
            }
        }
        scoring.wrong.sort_by(|a, b| b.loss.total_cmp(&a.loss));
        scoring.wrong.truncate(WORST);
        let count = scoring.samples.max(1) as f64;
        let scenes = scoring.scenes.as_ref().map(SceneScoring::scores);
        let evaluation = Evaluation {
            step: self.trainer.step(),
            samples: scoring.samples as u32,
            loss: (scoring.loss / count) as f32,
            accuracy: match &scenes {
                Some(scores) => scores.accuracy(),
                None => (f64::from(scoring.right) / count) as f32,
            },
            scenes,
            elbo: scoring.elbo.map(|sums| sums.mean()),
            dead: if scoring.samples == 0 { vec![] } else { scoring.silent.counts() },
            confusion: std::mem::take(&mut scoring.confusion),
            worst: std::mem::take(&mut scoring.wrong),
        };
        Some((scoring, evaluation))
    }

    /// Scores the samples up to `next`.
    fn score_samples(&mut self, scoring: &mut Scoring, next: usize) {
        let (data, samples) = (&self.data, &self.validation[scoring.scored..next]);
        if let Some(scenes) = &mut self.scenes {
            scenes.prepare(samples);
        }
        let classes = data.classes();
        let mut inputs = vec![0.0; samples.len() * data.shape.len()];
        for (&sample, input) in samples.iter().zip(inputs.chunks_exact_mut(data.shape.len())) {
            match &self.scenes {
                Some(scenes) => scenes.write(data, sample, input),
                None => data.write(sample, input),
            }
        }
        let weights = &self.trainer.observed().weights;
        let logits = self.viewer.infer(weights, &inputs);
        if let (Some(scenes), Some(sums)) = (&self.scenes, &mut scoring.scenes) {
            let mut dlogits = vec![0.0; scenes.task.output().len()];
            for (sample, output) in samples.iter().zip(logits.chunks_exact(dlogits.len())) {
                let targets = scenes.targets(&[*sample]);
                let own = self.settings.loss.evaluate(1, output, targets.as_target(), &mut dlogits);
                scoring.loss += f64::from(own);
                sums.add(scenes, *sample, output, &weights.params);
            }
            scoring.silent.look(&self.viewer);
            scoring.scored = next;
            return;
        }
        if let (Some(reconstruction), Some(sums)) = (&self.reconstruction, &mut scoring.elbo) {
            let images = inputs.chunks_exact(data.shape.len());
            for (image, output) in images.zip(logits.chunks_exact(logits.len() / samples.len())) {
                let targets = reconstruction.targets(image);
                let own = self.settings.loss.elbo(1, output, targets.as_target()).unwrap_or_default();
                scoring.loss += f64::from(reconstruction.loss(own));
                sums.add(own);
            }
            scoring.silent.look(&self.viewer);
            scoring.scored = next;
            return;
        }
        for (&sample, logits) in samples.iter().zip(logits.chunks_exact(classes)) {
            let label = data.labels[sample];
            let mut dlogits = vec![0.0; classes];
            let own = self.settings.loss.evaluate(1, logits, Target::Labels(&[label]), &mut dlogits);
            let is_near = classes == 1 && (logits[0] - level(label)).abs() <= TOLERANCE;
            let row = usize::from(label).min(classes - 1);
            let predicted = (0..classes).max_by(|&a, &b| logits[a].total_cmp(&logits[b])).unwrap_or(0);
            scoring.loss += f64::from(own);
            scoring.confusion[row][predicted].push(sample as u32);
            if is_near || (classes > 1 && predicted == row) {
                scoring.right += 1;
            } else {
                let wrong = Wrong { sample: sample as u32, label, predicted: predicted as u8, loss: own };
                scoring.wrong.push(wrong);
            }
        }
        scoring.silent.look(&self.viewer);
        scoring.scored = next;
    }
}

/// The channels of each ReLU that gave 0 so far.
struct Silent(Vec<(NodeId, Vec<bool>)>);

impl Silent {
    fn new(plan: &Plan) -> Self {
        let is_relu = |id: &NodeId| matches!(plan.layer(*id), Some(Layer::Activation(Activation::Relu)));
        Self(plan.ids().filter(is_relu).map(|id| (id, vec![true; plan.shape(id).c])).collect())
    }

    /// Takes in what came out for some samples.
    fn look(&mut self, viewer: &Cpu) {
        for (id, channels) in &mut self.0 {
            let shape = viewer.plan().shape(*id);
            for sample in viewer.activations(*id).chunks_exact(shape.len()) {
                for (silent, map) in channels.iter_mut().zip(sample.chunks_exact(shape.area())) {
                    *silent &= map.iter().all(|value| *value <= 0.0);
                }
            }
        }
    }

    fn counts(&self) -> Vec<(NodeId, u32)> {
        let count = |channels: &[bool]| channels.iter().filter(|silent| **silent).count() as u32;
        self.0.iter().map(|(id, channels)| (*id, count(channels))).collect()
    }
}
