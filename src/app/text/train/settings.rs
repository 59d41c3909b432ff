//! What is said of a run's settings among other runs.

use super::{INITIALIZATIONS, LOSSES};
use crate::app::numbers::trimmed;
use crate::session::{Decay, Initialization, Settings};

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
        (optimizer != usual.optimizer).then(|| optimizer.name().to_owned()),
        (schedule.rate != usual.schedule.rate).then(|| format!("rate {}", trimmed(schedule.rate))),
        match schedule.decay {
            Decay::Constant => None,
            Decay::Cosine { .. } => Some("cosine decay".to_owned()),
            Decay::Step { .. } => Some("step decay".to_owned()),
        },
        (schedule.warmup > 0).then(|| format!("{} steps of warm-up", schedule.warmup)),
        (batch != usual.batch).then(|| format!("batch {batch}")),
        (loss != usual.loss).then(|| loss_name.to_owned()),
        (label_smoothing > 0.0).then(|| format!("label smoothing {}", trimmed(label_smoothing))),
        penalty("L1", regularization.l1),
        penalty("L2", regularization.l2),
        (initialization != usual.initialization).then(|| initialization_in_words(initialization)),
        augmentation.map(|_| "augmented".to_owned()),
        balanced.then(|| "balanced classes".to_owned()),
        (seed != usual.seed).then(|| format!("seed {seed}")),
    ];
    words.into_iter().flatten().collect()
}

fn initialization_in_words(initialization: Initialization) -> String {
    let [zero, _, xavier, he] = INITIALIZATIONS;
    match initialization {
        Initialization::Zero => format!("{} initialization", zero.to_lowercase()),
        Initialization::Normal { std } => format!("initialization with σ {}", trimmed(std)),
        Initialization::Xavier => format!("{xavier} initialization"),
        Initialization::He => format!("{he} initialization"),
    }
}
