use std::collections::HashMap;
use std::sync::Arc;

use futures_util::FutureExt;

use super::Finding;
use crate::data::scenes::SceneGenerator;
use crate::network::{Plan, Weights};
use crate::session::describe::{DECODER, DescribeCourse, DescribeLearner, Features, decoder_file};

/// Steps between two looks at the decoder while it learns.
const LOOK: usize = 8;
/// Scenes that are not learnt from, which are described after each pass.
const SCORED: u64 = 400;

/// What a decoder with these parameters says of a scene's picture.
pub fn described(plan: &Arc<Plan>, weights: &Weights, params: &[f32], pixels: &[f32]) -> Finding {
    let maps = Features::new(plan.clone(), weights.clone()).of(pixels);
    let spoken = DECODER.describe(params, &maps);
    Finding::Described {
        words: spoken.iter().map(|it| it.word).collect(),
        probabilities: spoken.iter().map(|it| it.probability).collect(),
        attention: spoken.into_iter().map(|it| it.attention).collect(),
    }
}

/// A decoder that learns: how far it is after each piece of work, and at the beginning and from time to time the decoder itself.
pub fn learning(
    plan: &Arc<Plan>,
    weights: &Weights,
    course: DescribeCourse,
) -> impl Iterator<Item = Finding> + use<> {
    let mut learner = DescribeLearner::new(plan.clone(), weights.clone(), course);
    let mut is_begun = false;
    std::iter::from_fn(move || {
        // The CPU alone computes, so nothing is waited for.
        if !learner.advance().now_or_never()? {
            return None;
        }
        let steps = learner.losses().len();
        let is_first = !std::mem::replace(&mut is_begun, true);
        let is_last = steps == course.epochs * learner.steps_per_epoch();
        let is_over = steps > 0 && steps.is_multiple_of(learner.steps_per_epoch());
        let unseen = SceneGenerator { seed: course.seed + 1 };
        let scores = is_over.then(|| learner.score(unseen, SCORED));
        let is_shown = is_first || steps > 0 && (is_last || steps.is_multiple_of(LOOK));
        let decoder = if is_shown { decoder_file(learner.params(), HashMap::new()) } else { Vec::new() };
        let gradient_norms =
            if is_shown && steps > 0 { learner.gradient_norms().to_vec() } else { Vec::new() };
        let loss = learner.losses().last().copied();
        Some(Finding::LearntToDescribe { steps, loss, scores, decoder, gradient_norms })
    })
}
