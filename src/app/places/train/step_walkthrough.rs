//! One step in slow motion: forward, loss, backward, update, each part with one sentence.

use super::{Band, Effect, Look, Train, bands};
use crate::app::text::train as text;
use crate::network::{NodeId, Plan};
use crate::session::RunCommand;

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
        let loss = all(Look::Activations, text::LOSS_PART, false);
        let backward =
            values.iter().rev().map(|band| part(Look::Gradients, band, text::backward_part(&band.name)));
        let gather = all(Look::WeightGradients, text::GATHER_PART, true);
        let update = all(Look::Updates, text::UPDATE_PART, false);
        let parts = forward.chain([loss]).chain(backward).chain([gather, update]).collect();
        Self { parts, at: 0 }
    }

    /// The part it is the turn of.
    pub fn part(&self) -> &WalkthroughPart {
        &self.parts[self.at]
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

    pub(super) fn end_walkthrough(&mut self) -> Vec<Effect> {
        match self.runs.walkthrough.take() {
            Some(_) => self.watch(),
            None => Vec::new(),
        }
    }
}
