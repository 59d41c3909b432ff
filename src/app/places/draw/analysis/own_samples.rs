//! [`OwnSamples`]: what the last run of Train learnt from is what its network is asked about.

use std::sync::Arc;

use crate::app::custom_dataset::CustomDataset;
use crate::app::places::draw::ExplainedEffect;
use crate::app::trained_network::StoredDataset;
use crate::data::Dataset;
use crate::network::Plan;
use crate::session::samples::{GALLERY, QUERIES, Samples};
use crate::session::{Command, RunId};

/// Somebody's own samples, as far as a network is asked about them.
#[derive(Default)]
pub struct OwnSamples {
    /// Where they are stored.
    stored: Option<StoredDataset>,
    /// Whether they are on their way.
    is_loading: bool,
    /// As many as are asked about.
    data: Option<Arc<Dataset>>,
    /// The run that the worker has them for.
    sent: Option<RunId>,
}

impl OwnSamples {
    /// Whether they are on their way.
    pub(super) const fn is_loading(&self) -> bool {
        self.is_loading
    }

    /// What this network is asked about, if there is anything.
    pub fn samples(&self, plan: &Plan) -> Option<Samples> {
        Samples::of(plan, self.data.as_ref()).ok()
    }

    /// Another network may have learnt from something else.
    pub(in crate::app::places::draw) fn follow(
        &mut self,
        stored: Option<&StoredDataset>,
    ) -> Option<ExplainedEffect> {
        if self.stored.as_ref() == stored {
            return None;
        }
        *self = Self { stored: stored.cloned(), is_loading: stored.is_some(), ..Self::default() };
        stored.map(|stored| ExplainedEffect::LoadSamples(stored.key.clone()))
    }

    /// Takes in what the store has of them.
    pub(in crate::app::places::draw) fn take(&mut self, bytes: Option<&[u8]>) {
        self.is_loading = false;
        let own = bytes.and_then(CustomDataset::from_bytes);
        self.data = own
            .zip(self.stored.as_ref())
            .map(|(own, stored)| own.examples(GALLERY + QUERIES, stored.seed).into());
    }

    /// Another worker has nothing of them.
    pub(in crate::app::places::draw) fn send_again(&mut self) {
        self.sent = None;
    }

    /// What the worker has to be told before it is asked.
    pub(super) fn send(&mut self, run: RunId) -> Option<Command> {
        let data = self.data.clone().filter(|_| self.sent != Some(run))?;
        self.sent = Some(run);
        Some(Command::Samples { run, data })
    }
}
