use super::protocol::Data;
use super::regions::{NEAR, Region};
use super::sentences::SceneMaps;
use super::{TrainingRun, snapshots};
use crate::data::scenes::{
    MASK_FEATURES, MASK_OUTPUT, MOST_SHAPES, PROPOSALS, REGION_FEATURES, SCENE_SHAPE, SHAPES, Scene,
    SceneShape,
};
use crate::detection::Object;
use crate::engine::divided;
use crate::network::{Bytes, Plan, TAB};
use crate::session::{CommandError, Settings};
use crate::training::Checkpoint;

/// Values of what is looked at that one report brings, at most: 128 MiB, which a message holds once more on its way.
pub const MAX_PROBED: u64 = 1 << 25;
/// Copies of lists until they have been sent: the lists, and their bytes in the message.
const MESSAGE_COPIES: u64 = 2;
/// The largest checkpoint that is handed to the page, which holds it and writes it down again with everything else of a run.
const MAX_ARCHIVE: Bytes = Bytes(256 << 20);
/// What the names and lists of one layer take beside its values, about.
const LAYER: Bytes = Bytes(4 << 10);
/// What scores are computed with, at most, beside a single sample: more of them at once are no faster.
const MAX_EVALUATION: u64 = 256 << 20;
/// Multiply-adds of the samples that are scored at once, where that is more than one: what a core does in about 20 ms.
const EVALUATION_MACS: u64 = 200_000_000;
/// Samples that are scored at once, where there is room.
const EVALUATED: u64 = 100;

/// What a run takes in the worker's memory: upper bounds, known before it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunMemory {
    /// Opened and looked at, with its samples, but not trained.
    pub looking: Bytes,
    /// While it is trained, without earlier steps to go back to.
    pub training: Bytes,
    /// The same with a batch of one sample.
    pub least_training: Bytes,
    /// One checkpoint: weights and what the optimizer remembers.
    pub checkpoint: Bytes,
}

impl RunMemory {
    /// Values of what is looked at that a report brings, at most.
    pub const MAX_SHOWN: u64 = MAX_PROBED;

    /// Of a run of `plan` on data of so many bytes.
    pub fn of(plan: &Plan, settings: &Settings, data: u64) -> Self {
        let (weights, checkpoint) = (plan.weights_bytes(), Checkpoint::bytes_of(plan, &settings.optimizer));
        let shown = (plan.total_cost().activations).max(plan.params_len() as u64).min(MAX_PROBED);
        let scored = evaluated_at_once(plan) as u64;
        // The samples that are scored, and what comes out of one node for all of them.
        let largest = plan.ids().map(|id| plan.shape(id).len() as u64).max().unwrap_or(0);
        let apart = Bytes::of_values(scored * (plan.network().input.len() as u64 + largest));
        let looks = plan.backward_bytes(1).max(plan.forward_bytes(scored) + apart);
        let layers = LAYER * plan.ids().count() as u64;
        let looking = weights + looks + Bytes::of_values(shown) * MESSAGE_COPIES + layers + Bytes(data);
        // The weights before the last step, and what the optimizer remembers, are there beside the weights.
        let dparams = Bytes::of_values(plan.params_len() as u64);
        let training = |batch: usize| {
            let shards = divided(batch, settings.shards).into_iter().map(|shard| shard.len() as u64);
            let computed = shards.map(|len| plan.backward_bytes(len) + dparams).sum::<Bytes>();
            // On its way to a worker a shard is there as values and in a message, with the weights.
            let sent = Bytes::of_values((batch * plan.network().input.len()) as u64);
            let sent = if settings.shards > 1 { (weights + sent) * MESSAGE_COPIES } else { Bytes(0) };
            looking + checkpoint + computed + sent
        };
        Self { looking, training: training(settings.batch), least_training: training(1), checkpoint }
    }

    /// What snapshots may take beside training; nothing where there is no room for a single one.
    pub fn snapshots(&self) -> Bytes {
        let wanted = snapshots::BYTES.max(self.checkpoint);
        let room = TAB.0.saturating_sub(self.training.0);
        if self.checkpoint.0 > room { Bytes(0) } else { Bytes(wanted.0.min(room)) }
    }

    /// Whether there is room for earlier steps to go back to.
    pub fn has_snapshots(&self) -> bool {
        self.snapshots() > Bytes(0)
    }

    /// Whether runs that go on side by side are saved: there has to be room for a checkpoint twice, as bytes and in a message.
    pub fn are_saved(runs: &[Self]) -> bool {
        let checkpoint = runs.iter().map(|run| run.checkpoint).max().unwrap_or_default();
        checkpoint * runs.len() as u64 <= MAX_ARCHIVE && Self::together(runs) + checkpoint * 2 <= TAB
    }

    /// What runs take that are trained side by side. Two of them keep their snapshots; of a single one, these take what is left.
    fn together(runs: &[Self]) -> Bytes {
        let kept = |run: &Self| if runs.len() > 1 { run.snapshots() } else { Bytes(0) };
        runs.iter().map(|run| run.training + kept(run)).sum()
    }

    /// Refuses to train runs that take more than a tab gets.
    pub fn check(runs: &[Self]) -> Result<(), CommandError> {
        let needed = Self::together(runs);
        if needed <= TAB {
            return Ok(());
        }
        let least = runs.iter().map(|run| run.least_training).sum::<Bytes>();
        let smaller_batch = least <= TAB;
        Err(CommandError::Memory { needed: needed.0, runs: runs.len(), smaller_batch })
    }
}

/// Samples that are scored at once: as many as there is memory and time for, and at least one.
pub fn evaluated_at_once(plan: &Plan) -> usize {
    let cost = plan.total_cost();
    let in_memory = MAX_EVALUATION / Bytes::of_values(cost.activations).0.max(1);
    let in_time = EVALUATION_MACS / cost.macs.max(1);
    in_memory.min(in_time).clamp(1, EVALUATED) as usize
}

/// The bytes of a scene without its picture: its shapes, and the objects that they are.
const SCENE: usize = size_of::<Scene>()
    + MOST_SHAPES * size_of::<SceneShape>()
    + size_of::<Vec<Object>>()
    + MOST_SHAPES * size_of::<Object>();

/// The bytes of all samples.
pub fn data_bytes(data: &Data) -> u64 {
    match data {
        Data::Generated { generator, training, validation }
        | Data::Reconstructed { generator, training, validation, .. } => {
            (u64::from(*training) + u64::from(*validation)) * generator.shape().len() as u64
        }
        Data::Given { data, .. } => data.images.len() as u64,
        Data::Scenes { training, validation, .. } => {
            let scene = SCENE_SHAPE.len() + SCENE;
            (u64::from(*training) + u64::from(*validation)) * scene as u64
        }
        Data::Regions { proposer, training, validation, .. } => {
            let mask = size_of::<f32>() * MASK_OUTPUT.area();
            let (features, regions) = match proposer.refiner {
                Some(_) => (MASK_FEATURES.len() + mask, PROPOSALS.max(NEAR * SHAPES)),
                None => (REGION_FEATURES.len(), PROPOSALS + NEAR * SHAPES),
            };
            let region = features + size_of::<Region>();
            (u64::from(*training) + u64::from(*validation)) * (SCENE + regions * region) as u64
        }
        Data::Sentences { detector, training, validation, .. } => {
            let scenes = u64::from(*training) + u64::from(*validation);
            SceneMaps::bytes(detector, scenes) + scenes * SCENE as u64
        }
    }
}

impl TrainingRun {
    /// What it takes in memory.
    pub fn memory(&self) -> RunMemory {
        self.memory
    }
}
