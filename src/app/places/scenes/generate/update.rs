//! What happens where digits are generated.

use std::rc::Rc;

use super::{
    Action, Course, DIGITS, FIRST_RUN, Generate, GenerateConfig, GivenBack, Learnt, PIXELS, REACH, middles,
};
use crate::app::places::scenes::{Effect, Loading};
use crate::app::text::scenes as text;
use crate::session::{Event, Report, RunCommand, RunEvent, StartFrom, State, StopAt};

/// A point as links say it: in hundredths, and in the plane.
fn placed(point: [f32; 2]) -> [f32; 2] {
    point.map(|along| (100.0 * along.clamp(-REACH, REACH)).round() / 100.0)
}

impl Generate {
    /// Takes an action in.
    pub fn update(
        &mut self,
        config: &mut GenerateConfig,
        action: Action,
        learnt: Learnt,
        now: f64,
    ) -> Vec<Effect> {
        match action {
            Action::Weights(Ok(weights)) => {
                if self.course.is_some() {
                    return Vec::new();
                }
                // Digits that it has not learnt from.
                let mut effects = self.leave();
                let seed = learnt.seed.wrapping_add(1);
                effects.extend(self.begin(config, None, StartFrom::Weights(weights), seed));
                effects
            }
            Action::Weights(Err(why)) => {
                self.loading = Loading::Failed(why);
                Vec::new()
            }
            Action::To(point) => {
                config.point = placed(point);
                self.decode_point(config)
            }
            Action::By([x, y]) => {
                config.point = placed([config.point[0] + x, config.point[1] + y]);
                [self.decode_point(config), vec![Effect::UpdateUrl]].concat()
            }
            Action::Release => vec![Effect::UpdateUrl],
            Action::AnotherDigit => {
                config.digit = (config.digit + 1) % (1 + DIGITS.1[0]);
                vec![self.watch(config), Effect::UpdateUrl]
            }
            Action::ToDigit => {
                let Some(given) = &self.given_back else { return Vec::new() };
                config.point = placed(given.mean);
                [self.decode_point(config), vec![Effect::UpdateUrl]].concat()
            }
            Action::ShowCodes(shows) => {
                self.shows_codes = shows;
                Vec::new()
            }
            Action::Beta(beta) => {
                config.beta = beta;
                let mut effects = if self.course.is_some() { self.reset(config, learnt) } else { Vec::new() };
                effects.push(Effect::UpdateUrl);
                effects
            }
            Action::Play => {
                let goes_on = |course: &Course| {
                    course.run.state() == State::Paused && !course.run.is_over(course.epochs)
                };
                let goes_on = self.course.as_ref().is_some_and(goes_on);
                let mut effects = if goes_on { Vec::new() } else { self.reset(config, learnt) };
                let until = StopAt { epochs: Some(learnt.epochs as u32), accuracy: None };
                effects.push(self.ask(RunCommand::Start { until }));
                if let Some(course) = &mut self.course {
                    course.run.play(now);
                }
                effects
            }
            Action::Pause => vec![self.ask(RunCommand::Pause)],
            Action::Reset => self.reset(config, learnt),
            Action::UseTrained => [self.leave(), self.enter()].concat(),
            Action::ReportAck => vec![self.ask(RunCommand::Ack)],
        }
    }

    /// Takes in what the worker answered, if it is about this run.
    pub fn trained(
        &mut self,
        config: &GenerateConfig,
        event: Event,
        now: f64,
    ) -> Result<Vec<Effect>, Box<Event>> {
        match event {
            Event::Run { run, event } if run == self.run => Ok(self.run_event(config, event, now)),
            Event::Run { run, .. } | Event::Error { run, .. } if run.0 >= FIRST_RUN && run != self.run => {
                Ok(Vec::new())
            }
            Event::Error { run, error } if run == self.run => {
                self.leave();
                self.loading = Loading::Failed(text::cannot_train(&error.to_string()));
                Ok(Vec::new())
            }
            other => Err(Box::new(other)),
        }
    }

    fn run_event(&mut self, config: &GenerateConfig, event: RunEvent, now: f64) -> Vec<Effect> {
        match event {
            RunEvent::Begun { .. } if self.course.is_none() => vec![self.ask(RunCommand::Evaluate)],
            RunEvent::Evaluated(evaluation) => {
                self.elbo = evaluation.elbo;
                Vec::new()
            }
            RunEvent::Report(report) => self.report(config, *report, now),
            RunEvent::Decoded { images } if images.len() == PIXELS => {
                self.decoded = Some(Rc::from(images));
                let again = self.point.answered();
                again
                    .then(|| self.ask(RunCommand::Decode { points: config.point.to_vec() }))
                    .into_iter()
                    .collect()
            }
            RunEvent::Decoded { images } => {
                self.tiles = Some(Rc::from(images));
                let again = self.plane.answered();
                again.then(|| self.ask(RunCommand::Decode { points: middles() })).into_iter().collect()
            }
            RunEvent::Encoded { codes, labels } => {
                let (points, _) = codes.as_chunks::<2>();
                self.codes = points.iter().copied().zip(labels).collect();
                let again = self.places.answered();
                again.then(|| self.ask(RunCommand::Encode)).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    fn report(&mut self, config: &GenerateConfig, report: Report, now: f64) -> Vec<Effect> {
        self.given_back = GivenBack::new(&report.logits).or(self.given_back.take());
        let mut is_other = false;
        if let Some(course) = &mut self.course {
            is_other = !report.points.is_empty() || report.step != course.run.step();
            course.report(report, now);
        }
        if is_other { self.look(config) } else { Vec::new() }
    }
}
