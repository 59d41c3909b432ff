//! One step in slow motion: forward, loss, backward, update, each part with one sentence.

use super::{Band, Look, bands};
use crate::network::{NodeId, Plan};

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
