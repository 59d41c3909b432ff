//! What is asked about a guess beside its attribution. A [`Question`] is one of the link; the worker answers piece by piece, and
//! [`Answers`] has what has come.

pub mod change;
pub mod embedding;
pub mod features;
pub mod link;
pub mod own_samples;
pub mod shift;
pub mod what_if;

use super::explained_draw::ExplainedDraw;
use super::link::Direction;
use super::{ExplainedEffect, Worker};
use crate::session::{Analysis, Command, CommandError, Event, RunId};

pub use change::{Change, Changed};
pub use link::{AnalysisConfig, Choice, Plane, Question};
pub use own_samples::OwnSamples;

/// What the network was asked, and what came of it.
#[derive(Default)]
pub struct Answers {
    /// The number of the last question: answers to older ones are dropped.
    number: u32,
    /// The question and the run that it is about, until it is left off.
    asked: Option<(RunId, Analysis)>,
    /// Whether nothing more will come.
    pub is_done: bool,
    /// Whether somebody stopped it.
    pub is_stopped: bool,
    /// What changes inside of the network do.
    pub what_if: std::rc::Rc<what_if::WhatIf>,
    /// What a channel responds to.
    pub features: std::rc::Rc<features::Features>,
    /// Where the drawing is among samples.
    pub embedding: std::rc::Rc<embedding::Embedding>,
    /// What three networks make of a transformed drawing.
    pub comparison: shift::Comparison,
}

impl Answers {
    /// Takes what belongs to a worker that is no longer there off.
    pub(in crate::app::places::draw) fn ask_again(&mut self) {
        self.leave();
        self.comparison.ask_again();
    }

    /// What was asked is answered no longer.
    pub(in crate::app::places::draw) fn leave(&mut self) {
        (self.asked, self.number) = (None, self.number + 1);
    }

    /// Takes off what was computed for a drawing that is no longer there.
    pub(in crate::app::places::draw) fn clear(&mut self) {
        (self.what_if, self.embedding) = Default::default();
    }

    /// Whether a first answer to what is asked now is here.
    pub(in crate::app::places::draw) fn has_begun(&self, question: Question) -> bool {
        match question {
            Question::Attribution => true,
            _ if self.is_done => true,
            Question::Shift => self.comparison.has_begun(),
            Question::Ablation => self.what_if.activations.is_some(),
            Question::Features => self.features.steps > 0,
            Question::Embedding => self.embedding.progress.is_some() || !self.embedding.points.is_empty(),
        }
    }
}

impl ExplainedDraw {
    /// Asks for what the chosen question needs, unless it was asked for already, and leaves off what another one needed.
    pub(in crate::app::places::draw) fn analyze(&mut self) -> Vec<ExplainedEffect> {
        let is_asked = self.config.direction == Direction::Why && !self.draw.is_drawing;
        let question = if is_asked { self.config.analysis.question } else { Question::Attribution };
        if question == Question::Shift {
            return self.compare();
        }
        let mut effects = self.leave_comparison();
        let analysis = match question {
            _ if self.draw.worker != Worker::Idle || self.own.is_loading() => return effects,
            Question::Attribution | Question::Shift => None,
            Question::Ablation => self.what_if(),
            Question::Features => self.features(),
            Question::Embedding => self.embedding(),
        };
        let (run, answers) = (self.draw.run(), &mut self.answers);
        let analysis = analysis.map(|analysis| (run, analysis));
        if analysis == answers.asked {
            return effects;
        }
        if analysis.is_some() {
            effects.extend(self.own.send(run).map(ExplainedEffect::Send));
        }
        answers.number += 1;
        (answers.is_done, answers.is_stopped) = (false, false);
        if analysis.as_ref().is_some_and(|_| answers.asked.as_ref().is_none_or(|(before, _)| *before != run))
        {
            answers.features = Default::default();
        }
        answers.asked.clone_from(&analysis);
        let number = answers.number;
        effects.push(ExplainedEffect::Send(match analysis {
            Some((run, analysis)) => {
                // It takes the place of an attribution, which is asked for again later.
                self.why.ask_again();
                Command::Analyze { run, number, analysis: Box::new(analysis) }
            }
            // An attribution takes the place of it by itself.
            None if is_asked => return effects,
            None => Command::StopAnalysis { run },
        }));
        effects
    }

    /// Stops what is being answered, or asks once more.
    pub(in crate::app::places::draw) fn stop(&mut self, stop: bool) -> Vec<ExplainedEffect> {
        self.answers.is_stopped = stop;
        if stop {
            return vec![ExplainedEffect::Send(Command::StopAnalysis { run: self.draw.run() })];
        }
        self.answers.asked = None;
        Vec::new()
    }

    /// Takes in what was asked for here; anything else goes on.
    pub(in crate::app::places::draw) fn take_answer(&mut self, event: Event) -> Option<Event> {
        let event = self.take_compared(event)?;
        let (run, number, finding) = match event {
            Event::Found { run, number, finding } => (run, number, finding),
            Event::AnalysisStopped { .. } | Event::SamplesTaken { .. } => return None,
            // There is nothing to answer from.
            Event::Error { run, error: CommandError::NoSamples { .. } } => (run, self.answers.number, None),
            event => return Some(event),
        };
        if run == self.draw.run() && number == self.answers.number {
            match finding {
                Some(finding) => {
                    self.found_what_if(&finding);
                    self.found_features(&finding);
                    self.found_embedding(finding);
                }
                None => self.answers.is_done = true,
            }
        }
        None
    }
}
