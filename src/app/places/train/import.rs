//! Somebody's files, once they are samples: what was done to them is said and can be chosen anew.

use std::rc::Rc;

use super::{CustomDataset, DataSource, Effect, Train};
use crate::app::text::train as text;
use crate::data::import::{ImportNotes, ImportOptions};

/// How files become samples.
#[derive(Clone, Debug, Default)]
#[allow(missing_docs)]
pub struct Import {
    pub options: ImportOptions,
    /// How much of the files is read, in percent, while they are.
    pub reading: Option<u8>,
    /// What came of the last files, and the samples that they are.
    last: Option<(Rc<CustomDataset>, ImportNotes)>,
}

impl Import {
    /// What was done to the samples that are trained on, if they came from files on this visit.
    pub fn notes(&self, data: &DataSource) -> Option<&ImportNotes> {
        let DataSource::Custom(own) = data else { return None };
        self.last.as_ref().filter(|(last, _)| Rc::ptr_eq(last, own)).map(|(_, notes)| notes)
    }
}

impl Train {
    /// Trains on samples that were read from files, and says what was done to them.
    pub(super) fn use_files(&mut self, own: Rc<CustomDataset>, notes: ImportNotes) -> Vec<Effect> {
        let said = text::loaded_samples(own.data.len(), &own.data.names, &notes);
        self.import.last = Some((own.clone(), notes));
        self.import.reading = None;
        let config = self.config.with_data(DataSource::Custom(own));
        let effects = self.configure(config);
        self.runs.status = Some(together(said, self.runs.status.take()));
        effects
    }

    /// Files are not read, for a reason.
    pub(super) fn not_read(&mut self, why: String) {
        self.import.reading = None;
        self.runs.status = Some(why);
    }

    /// Begins anew with rows and columns of the images of IDX files swapped.
    pub(super) fn transpose(&mut self) -> Vec<Effect> {
        let Some((own, ImportNotes { transposed: Some(transposed), .. })) = &mut self.import.last else {
            return Vec::new();
        };
        *own = Rc::new(own.transposed());
        *transposed = !*transposed;
        let said = text::transposed(*transposed).to_owned();
        let config = self.config.with_data(DataSource::Custom(own.clone()));
        let effects = self.configure(config);
        self.runs.status = Some(together(said.to_string(), self.runs.status.take()));
        effects
    }

    /// Begins anew with another share of somebody's samples for validation.
    pub(super) fn change_validation(&mut self, percent: usize) -> Vec<Effect> {
        let DataSource::Custom(own) = &self.config.data else { return Vec::new() };
        let new = Rc::new(own.with_validation(percent));
        if let Some((last, _)) = &mut self.import.last
            && Rc::ptr_eq(last, own)
        {
            *last = new.clone();
        }
        let config = self.config.with_data(DataSource::Custom(new));
        self.configure(config)
    }
}

/// A sentence, and what else there is to be said.
fn together(said: String, more: Option<String>) -> String {
    match more {
        Some(more) => format!("{said} {more}"),
        None => said,
    }
}
