//! How a run learns, and what is said of its settings among other runs.

use super::{CPU, WEBGPU};
use crate::app::numbers::trimmed;
use crate::app::text::{Text, tr};
use crate::session::{Decay, Initialization, Settings};

pub const OPTIMIZER: Text = Text("Optimizer");
pub const RATE: Text = Text("Learning rate");
pub const RATE_OVER_TIME: Text = Text("Learning rate over time");
pub const DECAYS: [Text; 3] = [Text("Constant"), Text("Cosine"), Text("Step decay")];
pub const TOTAL_STEPS: Text = Text("Total steps");
pub const WARM_UP: Text = Text("Warm-up steps");
pub const BATCH: Text = Text("Batch");
pub const SHARDS: Text = Text("Shards of a batch");
pub const SHARDS_TITLE: Text = Text(
    "Each batch is divided into so many parts, which as many cores compute side by side. Their gradients are added in a fixed order: the same run on every machine.",
);
pub const SHARDS_AND_BATCH_NORM: Text = Text(
    "Batch norm uses the statistics of each shard, and keeps those of the first, as DistributedDataParallel does.",
);
pub const LOSS_KIND: Text = Text("Loss");
pub const LOSSES: [Text; 3] = [Text("cross-entropy"), Text("mean squared error"), Text("Huber’s loss")];
pub const LABEL_SMOOTHING: Text = Text("Label smoothing");
pub const DEVICE: Text = Text("Device");
pub const DEVICES: [Text; 3] = [CPU, WEBGPU, Text("Auto")];
pub const STOP_AFTER_EPOCHS: Text = Text("Stop after epochs");
pub const STOP_AT_ACCURACY: Text = Text("Stop at accuracy, %");
pub const NEVER: Text = Text("never");
pub const REGULARIZATION: Text = Text("Regularization and initialization");
pub const L1: &str = "L1, λ Σ|w|";
pub const L2: &str = "L2, λ/2 Σw²";
pub const INITIALIZATION: Text = Text("Initialization");
pub const INITIALIZATIONS: [Text; 4] = [Text("Zero"), Text("Normal"), Text("Xavier"), Text("He")];
pub const WITH_SIGMA: Text = Text("with σ");
pub const AUGMENTATION: Text = Text("Augmentation");
pub const BALANCED: Text = Text("Balanced classes");
pub const SEED: Text = Text("Seed");

/// Who computes: so many workers on the CPU.
pub fn cpu(workers: u32) -> String {
    if workers > 1 { format!("{CPU} × {workers}") } else { CPU.to_string() }
}

pub fn optimizer(name: &str, rate: &str) -> String {
    format!("{name}, {rate}")
}

/// What large weights cost, with the λ of each norm that has one.
pub fn regularization(l1: Option<String>, l2: Option<String>) -> String {
    match (l1, l2) {
        (None, None) => Text("No L1, L2").into(),
        (Some(l1), None) => format!("L1 {l1}"),
        (None, Some(l2)) => format!("L2 {l2}"),
        (Some(l1), Some(l2)) => format!("L1 {l1} + L2 {l2}"),
    }
}

// Among other runs.

/// The settings that are not the usual ones: "batch 2", "L1 0.001".
pub fn settings_in_words(settings: &Settings, usual: &Settings) -> Vec<String> {
    let Settings {
        loss,
        label_smoothing,
        optimizer,
        schedule,
        regularization,
        batch,
        shards: _,
        initialization,
        augmentation,
        balanced,
        seed,
    } = *settings;
    let loss_name = LOSSES[loss as usize];
    let penalty = |name, lambda: f32| (lambda > 0.0).then(|| format!("{name} {}", trimmed(lambda)));
    let words = [
        (optimizer != usual.optimizer).then(|| Text::of(optimizer.name()).into()),
        (schedule.rate != usual.schedule.rate).then(|| tr!("rate {}", trimmed(schedule.rate))),
        match schedule.decay {
            Decay::Constant => None,
            Decay::Cosine { .. } => Some(Text("cosine decay").into()),
            Decay::Step { .. } => Some(Text("step decay").into()),
        },
        (schedule.warmup > 0).then(|| tr!("{} steps of warm-up", schedule.warmup)),
        (batch != usual.batch).then(|| tr!("batch {batch}")),
        (loss != usual.loss).then(|| loss_name.to_string()),
        (label_smoothing > 0.0).then(|| tr!("label smoothing {}", trimmed(label_smoothing))),
        penalty("L1", regularization.l1),
        penalty("L2", regularization.l2),
        (initialization != usual.initialization).then(|| initialization_in_words(initialization)),
        augmentation.map(|_| Text("augmented").into()),
        balanced.then(|| Text("balanced classes").into()),
        (seed != usual.seed).then(|| tr!("seed {seed}")),
    ];
    words.into_iter().flatten().collect()
}

fn initialization_in_words(initialization: Initialization) -> String {
    match initialization {
        Initialization::Zero => Text("zero initialization").into(),
        Initialization::Normal { std } => tr!("initialization with σ {}", trimmed(std)),
        Initialization::Xavier => Text("Xavier initialization").into(),
        Initialization::He => Text("He initialization").into(),
    }
}
