//! What happens where networks are taught.

use std::rc::Rc;

use super::{Action, FIRST_RUN, Teach, TeachConfig};
use crate::app::places::scenes::Effect;
use crate::app::text::scenes as text;
use crate::session::{Event, RunCommand, RunEvent, State};

impl Teach {
    /// Takes an action in; `seed` is that of the examples and of fresh weights.
    pub fn update(&mut self, config: &mut TeachConfig, action: Action, seed: u64) -> Vec<Effect> {
        match action {
            Action::Configure(to) => {
                if to == *config {
                    return Vec::new();
                }
                let before = std::mem::replace(config, to);
                let mut effects = self.leave();
                if before.case != to.case {
                    self.number = 0;
                }
                self.enter(config, seed);
                effects.push(Effect::UpdateUrl);
                effects
            }
            Action::Play => {
                let goes_on = self.source.iter().chain(self.runs.iter().flatten());
                let goes_on = goes_on.map(|course| course.state).any(|state| state == State::Paused);
                let mut effects = if goes_on { Vec::new() } else { self.begin(config, seed) };
                effects.extend(self.start());
                effects
            }
            Action::Pause => self.ask_all(&RunCommand::Pause),
            Action::Reset => {
                self.failed = None;
                let effects = self.leave();
                self.enter(config, seed);
                effects
            }
            Action::Another => {
                self.number += 1;
                self.tried = Rc::from(config.case.unseen(self.number));
                self.watch()
            }
            Action::Try(values) => {
                self.tried = values;
                self.watch()
            }
            Action::ReportAck => self.ask_all(&RunCommand::Ack),
        }
    }

    /// The worker has ended.
    pub fn died(&mut self) -> Vec<Effect> {
        self.leave();
        self.failed = Some(text::NETWORK_ENDED.to_owned());
        Vec::new()
    }

    /// Takes in what the worker answered, if it is about one of these runs.
    pub fn trained(
        &mut self,
        config: &TeachConfig,
        event: Event,
        seed: u64,
    ) -> Result<Vec<Effect>, Box<Event>> {
        match event {
            Event::Run { run, .. } | Event::Error { run, .. } if run.0 < FIRST_RUN => Err(Box::new(event)),
            Event::Run { run, event: RunEvent::Report(report) } => {
                self.reports += 1;
                if let Some(course) = self.source.as_mut().filter(|course| course.run == run) {
                    course.report(*report);
                    let is_over = course.state == State::Finished;
                    return Ok(if is_over { vec![Self::ask(run, RunCommand::Export)] } else { Vec::new() });
                }
                let of_run = self.runs.iter_mut().flatten().find(|course| course.run == run);
                if let Some(course) = of_run {
                    course.report(*report);
                }
                Ok(Vec::new())
            }
            Event::Run { run, event: RunEvent::Exported { weights, .. } } => {
                let source = self.source.as_ref().filter(|course| course.run == run);
                let Some(source) = source else { return Ok(Vec::new()) };
                self.source_accuracy = source.validations.last().map(|scores| scores.accuracy);
                self.digits = Some(weights);
                let mut effects = self.begin(config, seed);
                effects.extend(self.start());
                Ok(effects)
            }
            Event::Error { error, .. } => {
                let effects = self.leave();
                self.failed = Some(text::cannot_train(&error.to_string()));
                Ok(effects)
            }
            Event::Run { .. } => Ok(Vec::new()),
            other => Err(Box::new(other)),
        }
    }
}
