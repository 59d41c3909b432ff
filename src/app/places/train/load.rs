//! Weights from a file.

use super::{Effect, Train};
use crate::app::text::train as text;
use crate::network::{LoadNotes, Weights};
use crate::session::{CommandError, StartFrom};

impl Train {
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
