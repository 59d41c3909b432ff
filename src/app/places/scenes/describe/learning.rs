//! A decoder that learns in the page.

use super::{Scenes, open};
use crate::app::places::scenes::watched_run::known_at;
use crate::app::places::scenes::{Effect, Loading, Snapshots};
use crate::app::places::train::Timeline;
use crate::network::Bytes;
use crate::session::describe::ParamGroup;
use crate::session::{Analysis, Command, Event, Finding, RunId};

/// Where it learns: beside the detector that is open for the sentences.
const RUN: RunId = RunId::compared(0);

/// The norm of the gradient of each group of parameters.
pub type GradientNorms = [f32; ParamGroup::ALL.len()];

/// What has come of it so far.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct DescribeLearning {
    number: u32,
    pub runs: bool,
    /// The loss of each step.
    pub losses: Vec<f32>,
    /// After each pass, with the step: true sentences of one shape and of two.
    pub scores: Vec<(u64, [f32; 2])>,
    /// Those of some steps.
    norms: Vec<(u64, GradientNorms)>,
    /// The files of decoders along the way.
    decoders: Snapshots<Vec<u8>>,
    pub seconds: f64,
    since: Option<f64>,
}

impl DescribeLearning {
    /// From `now` milliseconds on; the file of a decoder takes so many bytes.
    fn new(number: u32, now: f64, each: Bytes) -> Self {
        let (losses, scores, norms) = (Vec::new(), Vec::new(), Vec::new());
        let decoders = Snapshots::new(each);
        Self { number, runs: true, losses, scores, norms, decoders, seconds: 0.0, since: Some(now) }
    }

    /// Where the decoder that speaks stands among its snapshots.
    pub fn timeline(&self) -> Timeline {
        self.decoders.timeline()
    }

    /// The file of the decoder that speaks, once there is one.
    pub(super) fn decoder(&self) -> Option<&[u8]> {
        self.decoders.shown().map(|(_, file)| &file[..])
    }

    /// The scores of the decoder that speaks, or of a little before it.
    pub fn scores(&self) -> Option<[f32; 2]> {
        known_at(&self.scores, self.timeline().at).copied()
    }

    /// The norms of the gradients that led to the decoder that speaks.
    pub fn gradient_norms(&self) -> Option<GradientNorms> {
        known_at(&self.norms, self.timeline().at).copied()
    }

    /// Takes in how far it is. Answers whether another decoder speaks.
    fn take(&mut self, finding: Finding, now: f64) -> bool {
        let Finding::LearntToDescribe { steps, loss, scores, decoder, gradient_norms } = finding else {
            return false;
        };
        self.losses.extend(loss);
        self.scores.extend(scores.map(|scores| (steps as u64, scores)));
        self.norms.extend(gradient_norms.try_into().ok().map(|norms| (steps as u64, norms)));
        if let Some(since) = self.since.replace(now) {
            self.seconds += (now - since).max(0.0) / 1000.0;
        }
        if decoder.is_empty() {
            return false;
        }
        self.decoders.add(steps as u64, decoder);
        self.timeline().earlier().is_none()
    }
}

impl Scenes {
    /// A fresh decoder learns.
    pub(in crate::app::places::scenes) fn play_describe(&mut self, now: f64) -> Vec<Effect> {
        let course = self.config.course;
        let (epochs, training, seed) = (self.config.epochs(), self.config.training(), course.seed);
        let Some(describe) = self.describe.as_mut().filter(|_| self.loading == Loading::Ready) else {
            return Vec::new();
        };
        let Some(detector) = &describe.detector else { return Vec::new() };
        let open = open(RUN, detector);
        let number = describe.learning.as_ref().map_or(0, |learning| learning.number) + 1;
        let each = Bytes(describe.trained.as_ref().map_or(0, Vec::len) as u64);
        describe.learning = Some(DescribeLearning::new(number, now, each));
        describe.forget_examples();
        let analysis = Box::new(Analysis::LearnToDescribe { training, epochs, seed });
        vec![Effect::Explain(open), Effect::Explain(Command::Analyze { run: RUN, number, analysis })]
    }

    /// It learns no further.
    pub(in crate::app::places::scenes) fn stop_describe(&mut self) -> Vec<Effect> {
        let learning = self.describe.as_mut().and_then(|describe| describe.learning.as_mut());
        let Some(learning) = learning.filter(|learning| learning.runs) else { return Vec::new() };
        (learning.runs, learning.since) = (false, None);
        vec![Effect::Explain(Command::StopAnalysis { run: RUN })]
    }

    /// The decoder speaks as it was after so many steps, or a little before.
    pub(in crate::app::places::scenes) fn seek_describe(&mut self, step: u64) -> Vec<Effect> {
        let Some(describe) = &mut self.describe else { return Vec::new() };
        let Some(learning) = &mut describe.learning else { return Vec::new() };
        learning.decoders.seek(step);
        describe.forget_examples();
        self.ask_describe()
    }

    /// The trained decoder speaks again.
    pub(in crate::app::places::scenes) fn use_trained_describe(&mut self) -> Vec<Effect> {
        let mut effects = self.stop_describe();
        if let Some(describe) = &mut self.describe {
            describe.learning = None;
            describe.forget_examples();
        }
        effects.extend(self.ask_describe());
        effects
    }

    pub(super) fn describe_learnt(&mut self, event: Event, now: f64) -> Vec<Effect> {
        let Some(describe) = &mut self.describe else { return Vec::new() };
        let Some(learning) = describe.learning.as_mut() else { return Vec::new() };
        match event {
            Event::Found { run, number, finding } if run == RUN && number == learning.number => {
                let speaks = match finding {
                    Some(finding) => learning.take(finding, now),
                    None => {
                        (learning.runs, learning.since) = (false, None);
                        true
                    }
                };
                if speaks { self.ask_describe() } else { Vec::new() }
            }
            Event::Error { run, error } if run == RUN => {
                learning.runs = false;
                vec![Effect::Notice(error.to_string())]
            }
            _ => Vec::new(),
        }
    }
}
