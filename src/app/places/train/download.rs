//! What the place Train hands out.

use super::runs::send;
use super::{Effect, Train};
use crate::app::pytorch;
use crate::app::text::Text;
use crate::app::text::train as text;
use crate::session::RunCommand;

/// How often a program sees all samples, where the page trains until someone stops it.
const EPOCHS: u32 = 10;

/// What can be downloaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Download {
    Weights,
    Network,
    Code,
    Data,
    History,
}

impl Download {
    /// Each with its `data-testid`, and its name for people.
    pub const ALL: [(Self, &'static str, Text); 5] = [
        (Self::Weights, "save-weights", text::SAVE_WEIGHTS),
        (Self::Network, "save-network", text::SAVE_NETWORK),
        (Self::Code, "save-code", text::SAVE_CODE),
        (Self::Data, "save-data", text::SAVE_DATA),
        (Self::History, "save-history", text::SAVE_HISTORY),
    ];
}

impl Train {
    pub(super) fn save(&mut self, download: Download) -> Vec<Effect> {
        let config = &self.config;
        let Some(first) = self.runs.list.first() else { return Vec::new() };
        if matches!(download, Download::Weights | Download::Data) {
            self.runs.status = Some(text::MAKING_FILE.to_string());
        }
        let file = |name: &str, mime: &'static str, text: String| {
            vec![Effect::Download { name: name.to_owned(), mime, bytes: text.into_bytes() }]
        };
        match download {
            Download::Weights => vec![send(first.run, RunCommand::Export)],
            Download::Network => file("network.json", "application/json", config.network.to_json()),
            Download::Code => {
                let (scale, names) = (config.data.scale(), config.data.names());
                let evaluation = first.evaluation.as_deref();
                let code = pytorch::training(&pytorch::TrainingProgram {
                    plan: &first.plan,
                    settings: &config.settings,
                    scale,
                    names: &names,
                    validation: first.ready.then_some(&*first.validation),
                    epochs: config.until.epochs.unwrap_or(EPOCHS),
                    evaluation: evaluation.map(|scored| (scored.step, scored.accuracy, scored.samples)),
                });
                file("train.py", "text/x-python", code)
            }
            Download::Data => vec![send(first.run, RunCommand::ExportData)],
            Download::History => file("history.csv", "text/csv", first.csv()),
        }
    }
}
