//! [`ExplainSession`]: one opened network, what it makes of inputs, and why.

use super::{Command, CommandError, Event, Inference, RunId, Service};
use crate::explain::{Explanation, Request, WeightChange, backward_pass, losses};
use crate::network::Plan;

/// The worker of the program `explain`, which infers and explains.
#[derive(Default)]
pub struct ExplainSession {
    inference: Inference,
    /// What is being explained, and its number.
    explanation: Option<(RunId, u32, Explanation)>,
}

impl Service for ExplainSession {
    async fn apply(&mut self, command: Command, clock: &dyn Fn() -> f64) -> Event {
        let (run, answer) = match command {
            Command::Explain { run, number, request } => (run, self.explain(run, number, *request)),
            Command::Backward { run, pixels, label } => (run, self.backward(run, &pixels, label)),
            Command::Losses { run, pixels, label, changes } => {
                (run, self.losses(run, &pixels, label, changes))
            }
            command => {
                if matches!(command, Command::Open { .. }) {
                    self.explanation = None;
                }
                return self.inference.apply(command, clock).await;
            }
        };
        answer.unwrap_or_else(|error| Event::Error { run, error })
    }

    fn is_training(&self) -> bool {
        self.explanation.is_some()
    }

    /// Explains on, by one map at least.
    async fn slice(&mut self, budget: f64, clock: &dyn Fn() -> f64) -> Vec<Event> {
        let (end, mut events) = (clock() + budget, Vec::new());
        while let Some((run, number, explanation)) = &mut self.explanation {
            match explanation.advance() {
                Some(attributions) => {
                    events.push(Event::Attributed { run: *run, number: *number, attributions });
                }
                None => self.explanation = None,
            }
            if clock() >= end {
                break;
            }
        }
        events
    }
}

impl ExplainSession {
    fn explain(&mut self, run: RunId, number: u32, request: Request) -> Result<Event, CommandError> {
        self.explanation = None;
        let (cpu, weights) = self.inference.opened(run, &request.pixels)?;
        let nodes = cpu.plan().ids().count();
        if request.layer.0 >= nodes {
            return Err(CommandError::Node { nodes, found: request.layer.0 });
        }
        for target in request.rows.iter().map(|row| row.target) {
            [Some(target.class), target.against]
                .into_iter()
                .flatten()
                .try_for_each(|class| check_class(cpu.plan(), class))?;
        }
        let mut explanation = Explanation::new(cpu.plan(), weights, request);
        let scores = explanation.scores();
        self.explanation = Some((run, number, explanation));
        Ok(Event::Explaining { run, number, scores })
    }

    fn backward(&mut self, run: RunId, pixels: &[f32], label: u8) -> Result<Event, CommandError> {
        let (cpu, weights) = self.inference.opened(run, pixels)?;
        check_class(cpu.plan(), label.into())?;
        Ok(Event::Gradients { run, label, pass: backward_pass(cpu, weights, pixels, label) })
    }

    fn losses(
        &mut self,
        run: RunId,
        pixels: &[f32],
        label: u8,
        changes: Vec<WeightChange>,
    ) -> Result<Event, CommandError> {
        let (cpu, weights) = self.inference.opened(run, pixels)?;
        check_class(cpu.plan(), label.into())?;
        let params = weights.params.len();
        for change in &changes {
            match change {
                WeightChange::Param { at, .. } if *at >= params => {
                    return Err(CommandError::Param { params, found: *at });
                }
                WeightChange::Param { .. } | WeightChange::Step { .. } => {}
            }
        }
        let losses = losses(cpu, weights, pixels, label, &changes);
        Ok(Event::Losses { run, changes, losses })
    }
}

fn check_class(plan: &Plan, found: usize) -> Result<(), CommandError> {
    let classes = plan.output().len();
    if found < classes { Ok(()) } else { Err(CommandError::Class { classes, found }) }
}

#[cfg(test)]
mod tests;
