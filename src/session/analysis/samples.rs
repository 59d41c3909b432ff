//! The samples that networks are asked about.

use std::ops::Range;

use crate::data::{Generator, Source};
use crate::network::Plan;
use crate::session::CommandError;

/// Samples whose answers are counted before and after an intervention.
pub const ABLATION: usize = 1000;
/// Samples whose answers are counted at each strength of a transform.
pub const ROBUSTNESS: usize = 500;
/// Samples among which a channel's strongest are looked for.
pub const FEATURES: usize = 2000;
/// Steps up the gradient that maximise a channel's activation.
pub const STEPS: usize = 200;
/// Samples that are embedded, and in which neighbours are found.
pub const GALLERY: usize = 2000;
/// Further samples that ask for their neighbours.
pub const QUERIES: usize = 200;

/// Their seed: no network here was trained on them.
const SEED: u64 = 2026;

/// Generated samples that this network can be asked about: of its input's shape and of as many classes.
pub fn generator(plan: &Plan) -> Result<Generator, CommandError> {
    let (input, classes) = (plan.network().input, plan.output().len());
    let fits = |source: &Source| source.shape() == input && source.names().len() == classes;
    let source = Source::ALL.into_iter().find(fits);
    let source = source.ok_or(CommandError::NoSamples { input, classes })?;
    Ok(Generator { seed: SEED, ..Generator::of(source) })
}

/// Samples one after the other, and their labels.
pub(super) fn samples(generator: Generator, range: Range<usize>) -> (Vec<f32>, Vec<u8>) {
    let len = generator.source.shape().len();
    let mut images = vec![0.0; range.len() * len];
    let labels =
        range.zip(images.chunks_exact_mut(len)).map(|(i, image)| generator.sample(i as u64, image)).collect();
    (images, labels)
}

/// The class of the largest of each sample's logits.
pub(super) fn answers(logits: &[f32], classes: usize) -> impl Iterator<Item = usize> {
    logits.chunks_exact(classes).map(move |logits| {
        (0..classes)
            .reduce(|best, class| if logits[class] > logits[best] { class } else { best })
            .unwrap_or(0)
    })
}
