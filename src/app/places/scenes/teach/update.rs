//! What happens where networks are taught.

use std::rc::Rc;

use super::{Action, DigitsConfig, EPOCHS, FIRST_RUN, SOURCE_EPOCHS, Teach, TeachConfig, own, samples};
use crate::app::places::scenes::Effect;
use crate::app::text::scenes as text;
use crate::session::{CommandError, Event, InferenceError, RunCommand, RunEvent, State};

impl Teach {
    /// Takes an action in; `seed` is that of the examples and of fresh weights.
    pub fn update(&mut self, config: &mut TeachConfig, action: Action, seed: u64) -> Vec<Effect> {
        match (action, &mut *config) {
            (Action::Configure(to), _) => {
                if to == *config {
                    return Vec::new();
                }
                *config = to;
                let mut effects = self.leave();
                effects.extend(self.enter(config, seed));
                effects.push(Effect::UpdateUrl);
                effects
            }
            (Action::Own(action), TeachConfig::Own(config)) => self.own.update(config, action, seed),
            // What was asked for reaches the examples although another task was opened meanwhile.
            (Action::Own(action), TeachConfig::Digits(_)) => {
                self.own.update(&mut own::OwnConfig::default(), action, seed)
            }
            (Action::ReportAck, _) => self.ask_all(&RunCommand::Ack),
            (action, TeachConfig::Digits(config)) => self.update_digits(config, action, seed),
            (_, TeachConfig::Own(_)) => Vec::new(),
        }
    }

    fn update_digits(&mut self, config: &DigitsConfig, action: Action, seed: u64) -> Vec<Effect> {
        match action {
            Action::Play => {
                let source = self.source.iter().any(|course| course.goes_on(SOURCE_EPOCHS));
                let goes_on = source || self.runs.iter().flatten().any(|course| course.goes_on(EPOCHS));
                let mut effects = if goes_on { Vec::new() } else { self.begin(config, seed) };
                effects.extend(self.start());
                effects
            }
            Action::Pause => self.ask_all(&RunCommand::Pause),
            Action::Reset => {
                self.failed = None;
                let effects = self.leave();
                self.show_examples(config, seed);
                effects
            }
            Action::Another => {
                self.number += 1;
                self.tried = Rc::from(samples::unseen(self.number));
                self.watch_tried()
            }
            Action::Try(values) => {
                self.tried = values;
                self.watch_tried()
            }
            Action::Configure(_) | Action::Own(_) | Action::ReportAck => Vec::new(),
        }
    }

    /// The worker has ended.
    pub fn died(&mut self) -> Vec<Effect> {
        self.own.died();
        self.leave();
        self.failed = Some(text::NETWORK_ENDED.to_string());
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
            Event::Run { run, .. } | Event::Error { run, .. } if run.0 >= own::FIRST_RUN => {
                self.reports += u32::from(matches!(&event, Event::Run { event: RunEvent::Report(_), .. }));
                Ok(self.own.trained(event))
            }
            Event::Run { run, event: RunEvent::Report(report) } => {
                self.reports += 1;
                if let Some(course) = self.source.as_mut().filter(|course| course.run.run() == run) {
                    course.report(*report);
                    let is_over = course.run.state() == State::Finished;
                    return Ok(if is_over { vec![course.ask(RunCommand::Export)] } else { Vec::new() });
                }
                let of_run = self.runs.iter_mut().flatten().find(|course| course.run.run() == run);
                if let Some(course) = of_run {
                    course.report(*report);
                }
                Ok(Vec::new())
            }
            Event::Run { run, event: RunEvent::Exported { weights, .. } } => {
                let source = self.source.as_ref().filter(|course| course.run.run() == run);
                let Some(source) = source else { return Ok(Vec::new()) };
                self.source_accuracy = source.run.progress.validations.last().map(|scores| scores.accuracy);
                self.learnt = Some(weights);
                let TeachConfig::Digits(config) = config else { return Ok(Vec::new()) };
                let mut effects = self.begin(config, seed);
                effects.extend(self.start());
                Ok(effects)
            }
            // A command for a run that could not begin: that was said already.
            Event::Error { error: CommandError::Inference(InferenceError::NotOpen), .. } => Ok(Vec::new()),
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
