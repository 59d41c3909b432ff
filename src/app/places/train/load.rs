//! Weights from a file, and networks that were opened in Networks.

use std::collections::HashMap;

use super::{Effect, Train, TrainConfig};
use crate::app::text::train as text;
use crate::app::trained_network::TrainedNetwork;
use crate::network::{LoadNotes, Weights};
use crate::session::{CommandError, StartFrom, TrainError};

impl Train {
    /// Begins anew with the network that was opened from a file in Networks, which the store has kept.
    pub(super) fn open_network(&mut self, stored: Option<&[u8]>) -> Vec<Effect> {
        let Some((trained, plan)) = stored.and_then(TrainedNetwork::from_bytes) else {
            self.runs.status = Some(text::NO_OPENED.to_string());
            return Vec::new();
        };
        let (takes, samples) = (trained.network.input, self.config.data.shape());
        if takes != samples {
            let why = TrainError::Input { takes, samples }.to_string();
            self.runs.status = Some(text::network_unusable(&why));
            return Vec::new();
        }
        let config = TrainConfig { network: trained.network, variant: None, ..self.config.clone() };
        let effects = self.configure(config);
        let file = trained.weights.to_safetensors(&plan, HashMap::new());
        effects.into_iter().chain(self.load_weights(file)).collect()
    }

    /// Begins anew with the weights of a file, or says in one sentence why it cannot. What had to be done to read them is said,
    /// too: whoever expects other weights learns it there.
    pub(super) fn load_weights(&mut self, file: Vec<u8>) -> Vec<Effect> {
        let mut notes = LoadNotes::default();
        for progress in &self.runs.list {
            match Weights::load(&progress.plan, &file) {
                Ok(loaded) if notes.is_empty() => notes = loaded.notes,
                Ok(_) => {}
                Err(error) => {
                    self.runs.status = Some(CommandError::Weights(error).to_string());
                    return Vec::new();
                }
            }
        }
        self.runs.start = StartFrom::Weights(file);
        let effects = self.begin();
        self.runs.status = Some(text::loaded(&notes));
        effects
    }
}
