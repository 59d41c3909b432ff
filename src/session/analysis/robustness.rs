use std::sync::Arc;

use super::Finding;
use super::samples::{ROBUSTNESS, Samples, answers};
use crate::data::Transform;
use crate::explain::Explainer;
use crate::network::{Plan, Weights};

/// Samples in a piece of work.
const PIECE: usize = 25;

/// Right answers at each strength, the samples of a strength in pieces.
pub fn findings(
    plan: &Arc<Plan>,
    weights: &Weights,
    samples: &Samples,
    transform: Transform,
) -> impl Iterator<Item = Finding> + use<> {
    let mut explainer = Explainer::new(plan.clone(), weights.clone());
    let (shape, classes) = (plan.network().input, plan.output().len());
    let (images, labels) = samples.read(0..samples.count(ROBUSTNESS));
    let mut right = 0;
    let pieces = labels.len().div_ceil(PIECE);
    (0..transform.strengths().len() * pieces).map(move |piece| {
        let (strength, first) = (piece / pieces, piece % pieces * PIECE);
        if first == 0 {
            right = 0;
        }
        let end = labels.len().min(first + PIECE);
        let mut changed = images[first * shape.len()..end * shape.len()].to_vec();
        for (i, image) in changed.chunks_exact_mut(shape.len()).enumerate() {
            transform.apply(transform.strengths()[strength], shape, (first + i) as u64, image);
        }
        let logits = explainer.logits(&changed);
        let hits = answers(&logits, classes).zip(&labels[first..]);
        right += hits.filter(|(answer, label)| *answer == usize::from(**label)).count();
        Finding::Right { strength, right, of: end }
    })
}
