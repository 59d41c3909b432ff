use std::collections::VecDeque;

use super::*;
use crate::app::places::draw::explained_draw::ExplainedDraw;
use crate::session::ExplainSession;

/// The place with what is computed beside the guess, and a worker that talk to each other until there is nothing more to say.
pub struct ExplainedTalk {
    pub place: ExplainedDraw,
    pub session: ExplainSession,
    /// What was to be done beside sending commands.
    pub asked: Vec<ExplainedEffect>,
}

impl ExplainedTalk {
    pub fn with(config: DrawConfig) -> Self {
        let plan = model::planned(DigitNetwork::Cnn);
        let weights = Weights::he(&plan, 1).to_safetensors(&plan, Default::default());
        let (place, session) = (ExplainedDraw::new(config), ExplainSession::default());
        let mut talk = Self { place, session, asked: vec![] };
        talk.say(Action::Weights(DigitNetwork::Cnn.into(), Ok(weights)));
        talk
    }

    pub fn say(&mut self, action: Action) {
        let effects = self.place.update(action);
        self.run(effects);
    }

    /// Has the place hear of an event, and does what it then asks.
    pub fn hear(&mut self, event: Event) {
        let effects = self.place.answered(event);
        self.run(effects);
    }

    fn run(&mut self, effects: Vec<ExplainedEffect>) {
        let mut effects = VecDeque::from(effects);
        while let Some(effect) = effects.pop_front() {
            match effect {
                ExplainedEffect::Send(command) => {
                    let event = pollster::block_on(self.session.apply(command, &|| 0.0));
                    effects.extend(self.place.answered(event));
                }
                other => self.asked.push(other),
            }
        }
    }

    /// Lets the worker explain on, at most so many pieces of work.
    pub fn explain_on(&mut self, pieces: usize) {
        for _ in 0..pieces {
            for event in pollster::block_on(self.session.slice(0.0, &|| 0.0)) {
                assert!(self.place.answered(event).is_empty());
            }
        }
    }

    pub fn stroke(&mut self) {
        stroke().into_iter().for_each(|action| self.say(action));
    }
}
