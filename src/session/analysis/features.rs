use std::sync::Arc;

use super::samples::{FEATURES, STEPS, Samples};
use super::{CommandError, Finding};
use crate::explain::{ActivationMaximization, Explainer, Regularizers, Strongest};
use crate::network::{NodeId, Plan, Weights};

/// Samples in a piece of work.
const PIECE: usize = 40;
/// Steps of gradient ascent in a piece of work.
const STEPS_IN_PIECE: usize = 4;
/// Images that are shown.
const STRONGEST: usize = 9;

/// The image that maximises the channel, step by step, and in turn with it the strongest samples, where there are samples.
pub fn findings(
    plan: &Arc<Plan>,
    weights: &Weights,
    samples: Result<Samples, CommandError>,
    node: NodeId,
    channel: usize,
    regularizers: Regularizers,
    seed: u64,
) -> impl Iterator<Item = Finding> + use<> {
    let mut explainer = Explainer::new(plan.clone(), weights.clone());
    let mut strongest = Strongest::new(node, channel, STRONGEST);
    let mut ascent = (node != NodeId::INPUT)
        .then(|| ActivationMaximization::new(plan, weights, node, channel, regularizers, seed));
    let mut is_ascents_turn = false;
    let count = samples.as_ref().map_or(0, |samples| samples.count(FEATURES));
    std::iter::from_fn(move || {
        let looked = samples.as_ref().ok().filter(|_| strongest.seen() < count);
        let rising = ascent.as_mut().filter(|ascent| ascent.steps() < STEPS);
        is_ascents_turn = !is_ascents_turn;
        match (rising, looked) {
            (Some(ascent), looked) if is_ascents_turn || looked.is_none() => {
                (0..STEPS_IN_PIECE).for_each(|_| ascent.step());
                let (steps, activation) = (ascent.steps(), ascent.activation());
                Some(Finding::Maximized { steps, activation, image: ascent.image().to_vec() })
            }
            (_, Some(samples)) => {
                let first = strongest.seen();
                let (images, _) = samples.read(first..count.min(first + PIECE));
                let batch = explainer.batch() * plan_input(&explainer);
                images.chunks(batch).for_each(|images| strongest.look(&mut explainer, images));
                Some(Finding::Peaks { seen: strongest.seen(), peaks: strongest.peaks().to_vec() })
            }
            _ => None,
        }
    })
}

fn plan_input(explainer: &Explainer) -> usize {
    explainer.plan().network().input.len()
}
