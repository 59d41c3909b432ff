//! One step in slow motion: forward, loss, backward, update, each part with one sentence and its numbers.

use super::step_arithmetic::{arithmetic_probes, backward_arithmetic, forward_arithmetic};
use super::{Band, Effect, Look, Train, UnitGraph, bands};
use crate::app::numbers::sig3;
use crate::app::text::train as text;
use crate::network::{NodeId, Plan};
use crate::session::{Loss, RunCommand};

/// A part of a step.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct WalkthroughPart {
    pub look: Look,
    /// The layer that is lit; `None`: all of them.
    pub lit: Option<NodeId>,
    pub sentence: String,
    /// Whether the step is taken when this part begins.
    pub steps: bool,
}

/// All parts of a step, and which one it is the turn of.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct StepWalkthrough {
    pub parts: Vec<WalkthroughPart>,
    pub at: usize,
}

impl StepWalkthrough {
    /// The step of a network, from the first layer to the update.
    pub fn new(plan: &Plan) -> Self {
        let part = |look, band: &Band, sentence: String| WalkthroughPart {
            look,
            lit: Some(band.node),
            sentence,
            steps: false,
        };
        let all = |look, sentence: &str, steps| WalkthroughPart {
            look,
            lit: None,
            sentence: sentence.to_owned(),
            steps,
        };
        let values = bands(plan, Look::Activations);
        let forward = values.iter().map(|band| part(Look::Activations, band, text::forward_part(&band.name)));
        let loss = all(Look::Activations, text::LOSS_PART.get(), false);
        let backward =
            values.iter().rev().map(|band| part(Look::Gradients, band, text::backward_part(&band.name)));
        let gather = all(Look::WeightGradients, text::GATHER_PART.get(), true);
        let update = all(Look::Updates, text::UPDATE_PART.get(), false);
        let parts = forward.chain([loss]).chain(backward).chain([gather, update]).collect();
        Self { parts, at: 0 }
    }

    /// The part it is the turn of.
    pub fn part(&self) -> &WalkthroughPart {
        &self.parts[self.at]
    }

    /// The part before; `None` at the beginning.
    pub fn previous(&self) -> Option<Self> {
        self.at.checked_sub(1).map(|at| Self { at, ..self.clone() })
    }

    /// The next part; `None` at the end.
    pub fn next(&self) -> Option<Self> {
        (self.at + 1 < self.parts.len()).then(|| Self { at: self.at + 1, ..self.clone() })
    }
}

impl Train {
    /// Begins to tell a step, or goes on to its next part.
    pub(super) fn next_step_part(&mut self) -> Vec<Effect> {
        let Some(first) = self.runs.list.first().filter(|_| self.runs.ready()) else {
            return Vec::new();
        };
        let next = match &self.runs.walkthrough {
            None => Some(StepWalkthrough::new(&first.plan)),
            Some(walkthrough) => walkthrough.next(),
        };
        let mut effects = Vec::new();
        if self.runs.play() {
            effects.extend(self.runs.each(|_| RunCommand::Pause));
        }
        let steps = next.as_ref().is_some_and(|walkthrough| walkthrough.part().steps);
        self.runs.walkthrough = next;
        effects.extend(self.watch());
        if steps {
            effects.extend(self.runs.each(|_| RunCommand::Step { steps: 1 }));
        }
        effects
    }

    /// Goes back to the part before. The step is taken back with the part that took it.
    pub(super) fn previous_step_part(&mut self) -> Vec<Effect> {
        let Some(walkthrough) = &self.runs.walkthrough else { return Vec::new() };
        let takes_back = walkthrough.part().steps;
        let Some(previous) = walkthrough.previous() else { return Vec::new() };
        self.runs.walkthrough = Some(previous);
        let mut effects = Vec::new();
        if takes_back {
            effects.extend(self.step_back());
        }
        effects.extend(self.watch());
        effects
    }

    /// Goes to the last state before the present one that can be gone back to.
    pub(super) fn step_back(&mut self) -> Vec<Effect> {
        let Some(first) = self.runs.list.first() else { return Vec::new() };
        let before = first.last.snapshots.iter().rev().find(|step| **step < first.last.step).copied();
        before.map_or(Vec::new(), |step| self.seek(step))
    }

    /// The numbers of the part that is shown.
    pub fn walkthrough_numbers(&self) -> Option<String> {
        let (walkthrough, first) = (self.runs.walkthrough.as_ref()?, self.runs.list.first()?);
        let part = walkthrough.part();
        let label = self.tried.is_none().then(|| usize::from(self.config.data.label(self.config.sample)));
        let (guess, names) = (first.guess.as_ref()?, self.config.data.names());
        let shown = bands(&first.plan, part.look);
        match (part.look, part.lit) {
            (Look::Activations, None) => {
                let label = label.unwrap_or_else(|| guess.ranked(1).next().map_or(0, |(class, _)| class));
                let class = names.get(label)?;
                Some(match self.config.settings.loss {
                    Loss::CrossEntropy => {
                        let p = guess.probabilities()[label];
                        text::cross_entropy(class, &sig3(p), &sig3(-p.ln()))
                    }
                    Loss::MeanSquaredError => {
                        text::squared_error(&sig3(guess.squared_error(label)), names.len())
                    }
                    Loss::Huber => text::huber(&sig3(guess.huber(label)), names.len()),
                })
            }
            (look, Some(lit)) => {
                let at = shown.iter().position(|band| band.node == lit)?;
                let values = first.values.get(at)?;
                let strongest = |(_, a): &(usize, &f32), (_, b): &(usize, &f32)| a.abs().total_cmp(&b.abs());
                let (index, value) = values.iter().enumerate().max_by(strongest)?;
                let shape = first.plan.shape(lit);
                let place = text::place_in(index / shape.area().max(1), index % shape.area().max(1), shape);
                let is_last = look == Look::Gradients && lit == first.plan.network().last();
                let label = label.filter(|_| is_last && self.config.settings.loss == Loss::CrossEntropy);
                if let Some(label) = label {
                    let p = guess.probabilities()[label];
                    return Some(text::loss_gradient(names.get(label)?, &sig3(p), &sig3(p - 1.0)));
                }
                let arithmetic = match (look, is_last) {
                    (Look::Activations, _) => forward_arithmetic(first, lit, index),
                    (Look::Gradients, false) => backward_arithmetic(first, lit, index),
                    _ => None,
                };
                Some(text::strongest(
                    &place,
                    &arithmetic.unwrap_or_else(|| text::value_alone(&sig3(*value), look == Look::Gradients)),
                ))
            }
            (look, None) => {
                // Behind the bands come the weights of the last layer and their gradients.
                let [weights, gradients] = [0, 1].map(|i| first.values.get(shown.len() + i));
                let (after, gradient) = (*weights?.first()?, *gradients?.first()?);
                let layer = first.plan.name(*UnitGraph::weighted(&first.plan).last()?);
                if look != Look::Updates {
                    return Some(text::first_gradient(layer, &sig3(gradient)));
                }
                let change = *first.values.get(shown.len().checked_sub(1)?)?.first()?;
                let rate = first.points.last().map_or(self.config.settings.schedule.rate, |point| point.rate);
                let [before, gradient, change, after] = [after - change, gradient, change, after].map(sig3);
                Some(text::first_update(layer, &before, &gradient, &sig3(rate), &change, &after))
            }
        }
    }

    /// What reports bring beside the bands while a step is told: what the arithmetic of a value is made of, or the last layer's
    /// parameters and their gradients.
    pub(super) fn walkthrough_probes(&self, plan: &Plan, look: Look) -> Vec<(NodeId, Look)> {
        if self.runs.walkthrough.is_none() {
            return Vec::new();
        }
        if look.is_of_sample() {
            return arithmetic_probes(plan, look);
        }
        let last = UnitGraph::weighted(plan).pop();
        last.into_iter().flat_map(|id| [(id, Look::Weights), (id, Look::WeightGradients)]).collect()
    }

    pub(super) fn end_walkthrough(&mut self) -> Vec<Effect> {
        match self.runs.walkthrough.take() {
            Some(_) => self.watch(),
            None => Vec::new(),
        }
    }
}
