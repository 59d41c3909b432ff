//! What the place Train hands out.

use super::runs::send;
use super::{Effect, Train};
use crate::app::pytorch;
use crate::app::text::train as text;
use crate::session::RunCommand;

/// What can be downloaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Download {
    Weights,
    Network,
    Code,
    History,
}

impl Download {
    /// Each with its `data-testid`, and its name for people.
    pub const ALL: [(Self, &'static str, &'static str); 4] = [
        (Self::Weights, "save-weights", text::SAVE_WEIGHTS),
        (Self::Network, "save-network", text::SAVE_NETWORK),
        (Self::Code, "save-code", text::SAVE_CODE),
        (Self::History, "save-history", text::SAVE_HISTORY),
    ];
}

impl Train {
    pub(super) fn save(&mut self, download: Download) -> Vec<Effect> {
        let config = &self.config;
        let Some(first) = self.runs.list.first() else { return Vec::new() };
        let file = |name: &str, mime: &'static str, text: String| {
            vec![Effect::Download { name: name.to_owned(), mime, bytes: text.into_bytes() }]
        };
        match download {
            Download::Weights => vec![send(first.run, RunCommand::Export)],
            Download::Network => file("network.json", "application/json", config.network.to_json()),
            Download::Code => {
                let code = pytorch::training(&first.plan, &config.settings);
                file("train.py", "text/x-python", code)
            }
            Download::History => file("history.csv", "text/csv", first.csv()),
        }
    }
}
