//! [`ExplainedDraw`]: the place Draw, looked at backward or asked why. It is what the program `explain` knows.

use std::rc::Rc;

use super::analysis::{Answers, OwnSamples, Question};
use super::backward::Backward;
use super::link::{Direction, DrawConfig};
use super::weight::{self, Trial};
use super::why::Why;
use super::{Action, Draw, Effect, ExplainedEffect, Load, Worker};
use crate::app::lab::clock::Clock;
use crate::session::{Event, InferenceEvent};

/// The place Draw, and what is computed of a drawing beside the guess.
pub struct ExplainedDraw {
    /// The drawing and the guess.
    pub draw: Draw,
    /// What belongs in the link.
    pub config: DrawConfig,
    /// The way back from the loss, if that is looked at.
    pub backward: Option<Rc<Backward>>,
    /// The input and the label of the way back that was asked for last.
    pub(super) asked_backward: Option<(Vec<f32>, u8)>,
    /// Whether that has not been answered.
    pub(super) waits_for_gradients: bool,
    /// The losses around the weight that is looked at.
    pub trial: Option<Rc<Trial>>,
    pub(super) asked_trial: Option<weight::Asked>,
    /// Which ε of the numeric check and which α of the step: [`weight::EPSILONS`], [`weight::ALPHAS`].
    pub steps: [usize; 2],
    /// Why the network guesses that.
    pub why: Why,
    /// The clock of the walk back.
    pub clock: Clock,
    /// What else it was asked.
    pub answers: Answers,
    /// The samples that the network learnt from, where they are somebody's own.
    pub own: OwnSamples,
}

impl ExplainedDraw {
    /// The place before anything came from elsewhere.
    pub fn new(config: DrawConfig) -> Self {
        let mut place = Self {
            draw: Draw::new(),
            config,
            backward: None,
            asked_backward: None,
            waits_for_gradients: false,
            trial: None,
            asked_trial: None,
            steps: [3, 2],
            why: Why::default(),
            clock: Clock::default(),
            answers: Answers::default(),
            own: OwnSamples::default(),
        };
        place.draw.redraw(&place.config);
        place
    }

    /// Goes where a link leads.
    pub fn follow(&mut self, to: DrawConfig) -> Vec<ExplainedEffect> {
        let drawing = |config: &DrawConfig| (config.drawing.clone(), config.switches, config.network);
        let is_redrawn = self.draw.is_stale() || drawing(&to) != drawing(&self.config);
        (self.config, self.draw.hovered) = (to, None);
        let mut effects = explained(self.draw.check(&mut self.config));
        if is_redrawn {
            // Another drawing from elsewhere: nothing of the one before is to be seen meanwhile.
            self.forget();
            self.draw.is_drawing = false;
            effects.extend(explained(self.draw.redraw(&self.config)));
        }
        self.ask(&mut effects);
        effects
    }

    /// Takes an action in and answers what is to be done.
    pub fn update(&mut self, action: Action) -> Vec<ExplainedEffect> {
        let mut effects = match action {
            Action::Steps(steps) => {
                self.steps = steps;
                Vec::new()
            }
            Action::Weights(network, weights) => {
                let mut effects = Vec::new();
                if self.take_weights(network, &weights, &mut effects) {
                    effects.extend(self.act(Action::Weights(network, weights)));
                }
                effects
            }
            Action::Samples(stored) => {
                self.own.take(stored.as_deref().map(Vec::as_slice));
                Vec::new()
            }
            Action::Walk(transport, now) => self.take_walk(transport, now),
            Action::Frame(now) => self.tick(now),
            Action::StopAnalysis(stop) => self.stop(stop),
            action => self.act(action),
        };
        self.ask(&mut effects);
        effects
    }

    /// Takes in what the worker answered, and answers what is to be done.
    pub fn answered(&mut self, event: Event) -> Vec<ExplainedEffect> {
        let mut effects = Vec::new();
        match self.take(event).map(InferenceEvent::try_from) {
            Some(Ok(event)) => effects = self.act(Action::Answered(event)),
            Some(Err(event)) => {
                if let Event::Error { run, error } = *event
                    && run == self.draw.run()
                {
                    self.draw.fail(error.to_string());
                }
            }
            None => {}
        }
        self.ask(&mut effects);
        effects
    }

    pub(super) fn act(&mut self, action: Action) -> Vec<ExplainedEffect> {
        explained(self.draw.update(&mut self.config, action))
    }

    /// Whether what is drawn and chosen now is what is shown, or nothing more will come.
    pub fn is_ready(&self) -> bool {
        let is_explained = || match self.config.direction {
            Direction::Forward => true,
            Direction::Backward => self.backward.is_some() && !self.waits_for_gradients,
            Direction::Why if self.config.analysis.question == Question::Attribution => self.why.has_begun(),
            Direction::Why => self.answers.has_begun(self.config.analysis.question),
        };
        match self.draw.model {
            Load::Waiting => false,
            Load::Failed(_) => true,
            Load::Ready(_) if self.draw.prepared.is_none() => true,
            Load::Ready(_) => {
                self.draw.activations.is_some() && self.draw.worker == Worker::Idle && is_explained()
            }
        }
    }

    /// Takes everything off the page that was computed for a drawing.
    fn forget(&mut self) {
        (self.backward, self.asked_backward, self.waits_for_gradients) = (None, None, false);
        (self.trial, self.asked_trial) = (None, None);
        self.why.clear();
        self.answers.clear();
    }

    /// Asks for what belongs to the present drawing, and forgets what belongs to none.
    fn ask(&mut self, effects: &mut Vec<ExplainedEffect>) {
        if self.draw.activations.is_none() {
            self.forget();
        }
        if effects.contains(&ExplainedEffect::RestartWorker) {
            (self.asked_backward, self.asked_trial) = (None, None);
            self.why.ask_again();
            self.answers.ask_again();
            self.own.send_again();
        }
        effects.extend(self.own.follow(self.draw.dataset.as_ref()));
        let explain = self.explain();
        if explain.is_some() {
            self.answers.leave();
        }
        effects.extend(explain);
        effects.extend(self.analyze());
        effects.extend(self.go_backward());
        effects.extend(self.try_weight());
    }

    /// Takes in what it asked for itself; anything else goes on.
    fn take(&mut self, event: Event) -> Option<Event> {
        let this = self.draw.run();
        match self.take_answer(event)? {
            Event::Explaining { run, number, scores } if run == this => self.why.begun(number, scores),
            Event::Attributed { run, number, attributions, progress } if run == this => {
                self.why.attributed(number, attributions, progress);
            }
            Event::Losses { run, changes, losses } if run == this => self.tried(&changes, &losses),
            Event::Gradients { run, label, pass } if run == this => {
                if self.asked_backward.as_ref().is_some_and(|(_, asked)| *asked == label) {
                    self.waits_for_gradients = false;
                    self.backward = Some(Rc::new(Backward::new(label.into(), pass)));
                }
            }
            event => return Some(event),
        }
        None
    }
}

/// What Draw asks for, of the worker that explains.
fn explained(effects: Vec<Effect>) -> Vec<ExplainedEffect> {
    effects.into_iter().map(ExplainedEffect::from).collect()
}
