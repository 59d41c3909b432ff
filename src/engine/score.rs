//! How a part of a batch is scored on the CPU: its loss, and how much of it is right.

use std::ops::Range;

use super::{Cpu, Fill, Scores};
use crate::layers::Phase;
use crate::loss::{IGNORED_LABEL, Loss, TOLERANCE, Target, Targets, level};

/// What all shards of a batch have in common.
#[derive(Clone, Copy)]
pub struct Part<'a> {
    pub params: &'a [f32],
    pub phase: Phase,
    /// Samples in all shards.
    pub len: usize,
    pub loss: Loss,
    pub label_smoothing: f32,
}

/// Fills a shard with samples `range` of a batch, runs it forward, and leaves the gradient of the loss behind.
pub fn score(
    shard: &mut Cpu,
    running: &mut [f32],
    batch: Part<'_>,
    range: Range<usize>,
    fill: &Fill<'_>,
) -> Scores {
    let part = range.len();
    let targets = fill(range, shard.input(part));
    shard.forward(batch.params, running, batch.phase);
    let correct = match &targets {
        Targets::Labels(labels) => correct(shard.logits(), labels),
        Targets::Mask { labels, cells } => correct_cells(shard.logits(), labels, *cells),
        Targets::Weighted { .. } | Targets::Reconstruction { .. } => 0,
    };
    let (logits, dlogits) = shard.loss_gradient();
    let soft = match &targets {
        Targets::Labels(labels) if batch.label_smoothing > 0.0 && logits.len() > part => {
            Some(smoothed(labels, logits.len() / part.max(1), batch.label_smoothing))
        }
        _ => None,
    };
    let target = soft.as_ref().map_or(targets.as_target(), |values| Target::Values(values));
    let loss = batch.loss.evaluate_part(part, batch.len, logits, target, dlogits);
    Scores { loss, correct }
}

/// The probabilities that stand for smoothed labels: 1 − ε + ε/K for the label, ε/K for the other classes.
fn smoothed(labels: &[u8], classes: usize, label_smoothing: f32) -> Vec<f32> {
    let share = label_smoothing / classes as f32;
    let row = |&label: &u8| {
        let value =
            move |class| if class == usize::from(label) { 1.0 - label_smoothing + share } else { share };
        (0..classes).map(value)
    };
    labels.iter().flat_map(row).collect()
}

/// How many rows of logits have their maximum at the label.
fn correct(logits: &[f32], labels: &[u8]) -> usize {
    let classes = logits.len() / labels.len();
    if classes == 1 {
        let is_near = |(z, label): (&f32, &u8)| (z - level(*label)).abs() <= TOLERANCE;
        return logits.iter().zip(labels).filter(|pair| is_near(*pair)).count();
    }
    let best = |row: &[f32]| (0..classes).reduce(|best, k| if beats(row[k], row[best]) { k } else { best });
    logits
        .chunks_exact(classes)
        .zip(labels)
        .filter(|(row, label)| best(row) == Some(usize::from(**label)))
        .count()
}

/// Whether a logit is as good as the best one so far: among equals the last is. A NaN counts as the largest, whatever its sign.
fn beats(value: f32, best: f32) -> bool {
    value >= best || value.is_nan()
}

/// How many cells of maps that count have their largest value in the map of their label.
fn correct_cells(logits: &[f32], labels: &[u8], cells: usize) -> usize {
    let outputs = logits.len() * cells / labels.len();
    let mut correct = 0;
    for (maps, labels) in logits.chunks_exact(outputs).zip(labels.chunks_exact(cells)) {
        let value = |class: usize, cell: usize| maps[class * cells + cell];
        for (cell, &label) in labels.iter().enumerate().filter(|(_, label)| **label != IGNORED_LABEL) {
            let better =
                |best, class| if beats(value(class, cell), value(best, cell)) { class } else { best };
            correct += usize::from((1..outputs / cells).fold(0, better) == usize::from(label));
        }
    }
    correct
}
