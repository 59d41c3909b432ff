//! [`ExplainSession`]: one opened network, what it makes of inputs, and why.

use std::sync::Arc;

use super::analysis::{Analysis, Findings, Memory};
use super::inference::check_class;
use super::{Command, CommandError, Event, Inference, InferenceCommand, RunId, Service, not_done};
use crate::data::Dataset;
use crate::explain::{Explanation, Request, WeightChange, backward_pass, losses};
use crate::network::{Plan, Weights};

/// The worker that explains: it infers, explains and analyses.
#[derive(Default)]
pub struct ExplainSession {
    inference: Inference,
    /// Networks that are compared with the opened one.
    compared: Vec<(RunId, Inference)>,
    /// What is being answered: at most one question about each network, with its number.
    tasks: Vec<(RunId, u32, Task)>,
    /// What questions about the opened network left behind.
    memory: Memory,
    /// Somebody's own samples, which the opened network learnt from.
    own: Option<Arc<Dataset>>,
}

/// What is answered piece by piece.
enum Task {
    Explanation(Box<Explanation>),
    Analysis(Findings),
}

impl Task {
    /// Does the next piece of work, and says whether there may be another one.
    fn advance(&mut self, run: RunId, number: u32) -> (Option<Event>, bool) {
        match self {
            Self::Explanation(explanation) => {
                let attributions = explanation.advance();
                let is_more = attributions.is_some();
                let progress = explanation.progress();
                let event = |attributions| Event::Attributed { run, number, attributions, progress };
                (attributions.map(event), is_more)
            }
            Self::Analysis(findings) => {
                let finding = findings.next();
                let is_more = finding.is_some();
                (Some(Event::Found { run, number, finding }), is_more)
            }
        }
    }
}

impl Service for ExplainSession {
    type Command = Command;
    type Event = Event;

    async fn apply(&mut self, command: Command, clock: &dyn Fn() -> f64) -> Event {
        let (run, answer) = match command {
            Command::Samples { run, data } => {
                (self.own, self.memory) = (Some(data), Memory::default());
                (run, Ok(Event::SamplesTaken { run }))
            }
            Command::Explain { run, number, request } => (run, self.explain(run, number, *request)),
            Command::Analyze { run, number, analysis } => (run, self.analyze(run, number, *analysis)),
            Command::StopAnalysis { run } => {
                self.stop(run);
                (run, Ok(Event::AnalysisStopped { run }))
            }
            Command::Backward { run, pixels, label } => (run, self.backward(run, &pixels, label)),
            Command::Losses { run, pixels, label, changes } => {
                (run, self.losses(run, &pixels, label, changes))
            }
            Command::EffectiveField { run, request } => {
                (run, request.values().map(|values| Event::EffectiveField { run, values }))
            }
            Command::Open { run, network, weights, examples } => {
                self.stop(run);
                if !run.is_compared() {
                    self.close();
                }
                let open = InferenceCommand::Open { run, network, weights, examples };
                return self.network(run).apply(open, clock).await.into();
            }
            Command::Infer { run, pixels, nodes } => {
                let infer = InferenceCommand::Infer { run, pixels, nodes };
                return self.network(run).apply(infer, clock).await.into();
            }
            Command::Train { run, .. } | Command::OpenFile { run, .. } => return not_done(run),
            Command::Bench { .. }
            | Command::Compare { .. }
            | Command::OpenShards { .. }
            | Command::ComputeShard { .. }
            | Command::CloseShards { .. } => return not_done(RunId::default()),
        };
        answer.unwrap_or_else(|error| Event::Error { run, error })
    }

    fn is_training(&self) -> bool {
        !self.tasks.is_empty()
    }

    /// Answers on, by one piece about each network at least.
    async fn slice(&mut self, budget: f64, clock: &dyn Fn() -> f64) -> Vec<Event> {
        let (end, mut events) = (clock() + budget, Vec::new());
        while !self.tasks.is_empty() {
            self.tasks.retain_mut(|(run, number, task)| {
                let (event, is_more) = task.advance(*run, *number);
                events.extend(event);
                is_more
            });
            if clock() >= end {
                break;
            }
        }
        events
    }
}

impl ExplainSession {
    /// Gets ready to run a network that was read already.
    pub(super) fn adopt(&mut self, run: RunId, plan: Plan, weights: Weights) {
        self.close();
        self.inference.adopt(run, plan, weights);
    }

    /// Forgets the network that is open, and all that is asked about it.
    pub(super) fn close(&mut self) {
        self.tasks.retain(|(run, ..)| run.is_compared());
        (self.memory, self.own) = (Memory::default(), None);
        self.inference.close();
    }

    /// The network of a run, opened or still to be.
    fn network(&mut self, run: RunId) -> &mut Inference {
        if !run.is_compared() {
            return &mut self.inference;
        }
        let at = self.compared.iter().position(|(other, _)| *other == run).unwrap_or_else(|| {
            self.compared.push((run, Inference::default()));
            self.compared.len() - 1
        });
        &mut self.compared[at].1
    }

    fn stop(&mut self, run: RunId) {
        self.tasks.retain(|(other, ..)| *other != run);
    }

    fn analyze(&mut self, run: RunId, number: u32, analysis: Analysis) -> Result<Event, CommandError> {
        self.stop(run);
        let (memory, own) = match run.is_compared() {
            true => (Memory::default(), None),
            false => (self.memory.clone(), self.own.clone()),
        };
        let (cpu, weights) = self.network(run).network(run)?;
        let mut findings = analysis.begin(cpu.plan(), weights, own.as_ref(), &memory)?;
        let finding = findings.next();
        if finding.is_some() {
            self.tasks.push((run, number, Task::Analysis(findings)));
        }
        Ok(Event::Found { run, number, finding })
    }

    fn explain(&mut self, run: RunId, number: u32, request: Request) -> Result<Event, CommandError> {
        self.stop(run);
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
        self.tasks.push((run, number, Task::Explanation(Box::new(explanation))));
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

#[cfg(test)]
mod tests;
