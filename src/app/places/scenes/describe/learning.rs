//! A decoder that learns in the page.

use super::{Scenes, open};
use crate::app::places::scenes::{Effect, Loading};
use crate::session::{Analysis, Command, Event, Finding, RunId};

/// Where it learns: beside the detector that is open for the sentences.
const RUN: RunId = RunId::compared(0);

/// What has come of it so far.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs)]
pub struct DescribeLearning {
    number: u32,
    pub runs: bool,
    /// The loss of each step.
    pub losses: Vec<f32>,
    /// After each pass: true sentences of one shape and of two.
    pub scores: Vec<[f32; 2]>,
    pub seconds: f64,
    since: Option<f64>,
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
        let number = describe.learning.as_ref().map_or(0, |learning| learning.number) + 1;
        describe.learning =
            Some(DescribeLearning { number, runs: true, since: Some(now), ..DescribeLearning::default() });
        describe.examples.clear();
        let analysis = Box::new(Analysis::LearnToDescribe { training, epochs, seed });
        vec![
            Effect::Explain(open(RUN, detector)),
            Effect::Explain(Command::Analyze { run: RUN, number, analysis }),
        ]
    }

    /// It learns no further.
    pub(in crate::app::places::scenes) fn stop_describe(&mut self) -> Vec<Effect> {
        let learning = self.describe.as_mut().and_then(|describe| describe.learning.as_mut());
        let Some(learning) = learning.filter(|learning| learning.runs) else { return Vec::new() };
        (learning.runs, learning.since) = (false, None);
        vec![Effect::Explain(Command::StopAnalysis { run: RUN })]
    }

    /// The trained decoder speaks again.
    pub(in crate::app::places::scenes) fn use_trained_describe(&mut self) -> Vec<Effect> {
        let mut effects = self.stop_describe();
        if let Some(describe) = &mut self.describe {
            (describe.learning, describe.looked) = (None, 0);
            describe.examples.clear();
            describe.decoder = describe.trained.clone().unwrap_or_default();
        }
        effects.extend(self.ask_describe());
        effects
    }

    pub(super) fn describe_learnt(&mut self, event: Event, now: f64) -> Vec<Effect> {
        let Some(describe) = &mut self.describe else { return Vec::new() };
        let Some(learning) = describe.learning.as_mut() else { return Vec::new() };
        match event {
            Event::Found { run, number, finding } if run == RUN && number == learning.number => match finding
            {
                Some(Finding::LearntToDescribe { loss, scores, decoder, .. }) => {
                    learning.losses.extend(loss);
                    learning.scores.extend(scores);
                    if let Some(since) = learning.since.replace(now) {
                        learning.seconds += (now - since).max(0.0) / 1000.0;
                    }
                    if decoder.is_empty() {
                        return Vec::new();
                    }
                    describe.decoder = decoder;
                    self.ask_describe()
                }
                _ => {
                    (learning.runs, learning.since, describe.looked) = (false, None, 0);
                    self.ask_describe()
                }
            },
            Event::Error { run, error } if run == RUN => {
                learning.runs = false;
                vec![Effect::Notice(error.to_string())]
            }
            _ => Vec::new(),
        }
    }
}
