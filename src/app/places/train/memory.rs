//! What runs take in memory. What is too large is said and not begun, compared or saved.

use super::{Train, TrainConfig};
use crate::app::numbers::thousands;
use crate::app::text::train as text;
use crate::session::RunMemory;

impl TrainConfig {
    /// What each run takes; nothing for a network that cannot be planned.
    pub fn memory(&self) -> Vec<RunMemory> {
        let data = u64::from(self.data.len()) * self.data.shape().len() as u64;
        let of = |run| Some(RunMemory::of(&*self.plan(run).ok()?, &self.of_run(run).1, data));
        (0..self.run_count()).filter_map(of).collect()
    }

    /// Leaves the second run out where there is no room for both, and answers why.
    pub(super) fn drop_comparison(&mut self) -> Option<String> {
        self.variant?;
        let error = RunMemory::check(&self.memory()).err()?;
        self.variant = None;
        Some(text::not_compared(&error.to_string()))
    }
}

impl Train {
    /// Whether its runs are saved in the browser, by this tab.
    pub(super) fn is_saved(&self) -> bool {
        self.runs.watched.is_none() && RunMemory::are_saved(&self.config.memory())
    }

    /// What cannot be done with networks as large as these.
    pub(super) fn memory_note(&self) -> Option<String> {
        let memory = self.config.memory();
        if let Err(error) = RunMemory::check(&memory) {
            return Some(error.to_string());
        }
        let (saved, seeks) = (RunMemory::are_saved(&memory), memory.iter().all(RunMemory::has_snapshots));
        let checkpoint = memory.iter().map(|run| run.checkpoint).sum();
        (!saved).then(|| text::not_saved(checkpoint, seeks))
    }

    /// Why a look shows nothing of some layers.
    pub(super) fn look_note(&self) -> Option<String> {
        let values = self.runs.list.first().map_or(0, |first| first.plan.params_len() as u64);
        let most = RunMemory::MAX_SHOWN;
        (!self.config.look.is_of_sample() && values > most).then(|| text::too_many_to_show(&thousands(most)))
    }

    /// Says one more thing.
    pub(super) fn add_status(&mut self, more: Option<String>) {
        let said = self.runs.status.take();
        self.runs.status = match (said, more) {
            (Some(said), Some(more)) => Some(format!("{said} {more}")),
            (said, more) => said.or(more),
        };
    }
}
