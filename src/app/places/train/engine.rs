//! Who computes the steps, and what a link says of it.

use super::{Effect, Train, TrainConfig};
use crate::session::{EngineKind, MOST_SHARDS, RunCommand};

/// Samples in a shard that is worth a worker: with 64 each, two workers train the small networks of the zoo 1.5 times as fast
/// as one, and with 16 each they are slower.
const SHARD: usize = 64;

impl TrainConfig {
    /// The same with whichever engine is faster, and with shards for so many cores. A link says all of that, so it is the same
    /// run elsewhere.
    #[must_use]
    pub fn proposed(mut self, cores: usize) -> Self {
        self.engine = EngineKind::Auto;
        self.settings.shards = (self.settings.batch / SHARD).clamp(1, cores.clamp(1, MOST_SHARDS));
        self
    }
}

impl Train {
    /// On a machine with so many cores, or 0 where they are not known. Whoever asks for nothing gets what is [proposed](TrainConfig::proposed) for it.
    #[must_use]
    pub fn with_cores(mut self, cores: usize) -> Self {
        self.cores = cores;
        if cores > 0 && self.asked.as_deref() == Some("") {
            self.config = self.config.proposed(cores);
        }
        self
    }

    /// The setup as a link says it: where the faster engine was asked for and is found, the engine that it is, and the step
    /// from which on.
    pub(super) fn linked(&self) -> TrainConfig {
        let mut config = self.config.clone();
        if let Some((engine, from)) = self.runs.computed.filter(|_| config.engine == EngineKind::Auto) {
            (config.engine, config.engine_from) = (engine, from);
        }
        config
    }

    /// The faster engine of a run is found.
    pub(super) fn decided(&mut self, on_gpu: bool, from: u64) -> Vec<Effect> {
        let computed = if on_gpu { (EngineKind::WebGpu, from) } else { (EngineKind::Cpu, 0) };
        self.runs.computed = Some(computed);
        vec![Effect::UpdateUrl]
    }

    /// Lets the engine compute that is asked for.
    pub(super) fn engine(&self) -> Vec<Effect> {
        let TrainConfig { engine, engine_from: from, .. } = self.linked();
        self.runs.each(|_| RunCommand::Engine { engine, from })
    }

    /// Another engine is asked for, from the present step on.
    pub(super) fn change_engine(&mut self) -> Vec<Effect> {
        self.runs.computed = None;
        let step = self.runs.list.first().map_or(0, |first| first.last.step);
        self.config.engine_from = if self.config.engine == EngineKind::WebGpu { step } else { 0 };
        self.engine()
    }
}
