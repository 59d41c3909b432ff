//! What the place Train hands out.

use super::trainings::send;
use super::{Effect, Train};
use crate::app::pytorch;
use crate::session::Training;

/// What can be handed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    /// The weights, as safetensors.
    Weights,
    /// The network, as JSON.
    Network,
    /// Network and training as PyTorch code.
    Code,
    /// All steps, as comma-separated values.
    History,
}

impl Saved {
    /// Each with its name for people.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Weights, "Weights (safetensors)"),
        (Self::Network, "Network (JSON)"),
        (Self::Code, "PyTorch code"),
        (Self::History, "History (CSV)"),
    ];
}

impl Train {
    pub(super) fn save(&mut self, saved: Saved) -> Vec<Effect> {
        let setup = &self.setup;
        let Some(first) = self.trainings.runs.first() else { return Vec::new() };
        let file = |name: &str, mime: &'static str, text: String| {
            vec![Effect::Download { name: name.to_owned(), mime, bytes: text.into_bytes() }]
        };
        match saved {
            Saved::Weights => vec![send(first.run, Training::Export)],
            Saved::Network => file("network.json", "application/json", setup.network.to_json()),
            Saved::Code => {
                let code = pytorch::training(&first.plan, &setup.settings);
                file("train.py", "text/x-python", code)
            }
            Saved::History => file("history.csv", "text/csv", first.csv()),
        }
    }
}
