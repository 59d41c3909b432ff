//! One step in slow motion: forward, loss, backward, update, each part with one sentence.

use super::{Band, Effect, Look, Train, bands};
use crate::network::{NodeId, Plan};
use crate::session::Training;

/// A part of a step.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// What is shown meanwhile.
    pub look: Look,
    /// The layer that is lit; `None`: all of them.
    pub lit: Option<NodeId>,
    /// What happens.
    pub sentence: String,
    /// Whether the step is taken when this part begins.
    pub steps: bool,
}

/// All parts of a step, and which one it is the turn of.
#[derive(Clone, Debug, PartialEq)]
pub struct Story {
    /// The parts.
    pub scenes: Vec<Scene>,
    /// Which of them.
    pub at: usize,
}

impl Story {
    /// The step of a network, from the first layer to the update.
    pub fn new(plan: &Plan) -> Self {
        let scene = |look, band: &Band, sentence: String| Scene {
            look,
            lit: Some(band.node),
            sentence,
            steps: false,
        };
        let all =
            |look, sentence: &str, steps| Scene { look, lit: None, sentence: sentence.to_owned(), steps };
        let values = bands(plan, Look::Activations);
        let forward = values.iter().map(|band| {
            scene(
                Look::Activations,
                band,
                format!("Forward: {} computes its values from the layer before.", band.name),
            )
        });
        let loss = all(
            Look::Activations,
            "Loss: how far the last values are from what the label asks for, as one number.",
            false,
        );
        let backward = values.iter().rev().map(|band| {
            scene(
                Look::Gradients,
                band,
                format!("Backward: how the loss would change if a value of {} grew, ∂L/∂a.", band.name),
            )
        });
        let gather = all(
            Look::WeightGradients,
            "Each weight gathers its gradient ∂L/∂W over all samples of the batch.",
            true,
        );
        let update = all(
            Look::Updates,
            "Update: the optimizer moves every weight a little against its gradient.",
            false,
        );
        let scenes = forward.chain([loss]).chain(backward).chain([gather, update]).collect();
        Self { scenes, at: 0 }
    }

    /// The part it is the turn of.
    pub fn scene(&self) -> &Scene {
        &self.scenes[self.at]
    }

    /// The next part; `None` at the end.
    pub fn next(&self) -> Option<Self> {
        (self.at + 1 < self.scenes.len()).then(|| Self { at: self.at + 1, ..self.clone() })
    }
}

impl Train {
    /// Begins to tell a step, or goes on to its next part.
    pub(super) fn tell(&mut self) -> Vec<Effect> {
        let Some(first) = self.trainings.runs.first().filter(|_| self.trainings.ready()) else {
            return Vec::new();
        };
        let next = match &self.trainings.story {
            None => Some(Story::new(&first.plan)),
            Some(story) => story.next(),
        };
        let mut effects = Vec::new();
        if self.trainings.play() {
            effects.extend(self.trainings.each(|_| Training::Pause));
        }
        let steps = next.as_ref().is_some_and(|story| story.scene().steps);
        self.trainings.story = next;
        effects.extend(self.watch());
        if steps {
            effects.extend(self.trainings.each(|_| Training::Step { steps: 1 }));
        }
        effects
    }

    pub(super) fn hush(&mut self) -> Vec<Effect> {
        match self.trainings.story.take() {
            Some(_) => self.watch(),
            None => Vec::new(),
        }
    }
}
