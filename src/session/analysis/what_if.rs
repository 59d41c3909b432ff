use std::sync::Arc;

use super::samples::{ABLATION, Samples, answers};
use super::{CommandError, Counts, Finding};
use crate::explain::{Explainer, Intervention, Target, channel_importance};
use crate::network::{NodeId, Plan, Weights};

/// Samples in a piece of work.
const PIECE: usize = 25;

/// The fields of [`Analysis::WhatIf`](super::Analysis::WhatIf).
pub struct WhatIf {
    pub pixels: Vec<f32>,
    pub interventions: Vec<Intervention>,
    pub nodes: Vec<NodeId>,
    pub channels_of: NodeId,
    pub target: Target,
}

/// First what comes out of the nodes, then what each channel is good for, then the accuracy, where there are samples.
pub fn findings(
    plan: &Arc<Plan>,
    weights: &Weights,
    samples: Result<Samples, CommandError>,
    about: WhatIf,
) -> impl Iterator<Item = Finding> + use<> {
    let WhatIf { pixels, interventions, nodes, channels_of, target } = about;
    let mut before = Explainer::new(plan.clone(), weights.clone());
    let mut after = Explainer::new(plan.clone(), weights.clone()).with_interventions(&interventions);
    let classes = plan.output().len();
    let (mut all, mut of_class) = (Counts::default(), Counts::default());
    let count = samples.as_ref().map_or(0, |samples| samples.count(ABLATION));
    (0..2 + count.div_ceil(PIECE)).map(move |piece| match (piece, &samples) {
        (0, _) => {
            Finding::Activations { nodes: nodes.clone(), activations: after.activations(&pixels, &nodes) }
        }
        (1, _) | (_, Err(_)) => {
            let lost = channel_importance(&mut after, &pixels, channels_of, target);
            Finding::Importance { node: channels_of, lost }
        }
        (piece, Ok(samples)) => {
            let first = (piece - 2) * PIECE;
            let (images, labels) = samples.read(first..count.min(first + PIECE));
            let logits = [&mut before, &mut after].map(|explainer| explainer.logits(&images));
            let answers = answers(&logits[0], classes).zip(answers(&logits[1], classes));
            for ((before, after), label) in answers.zip(labels) {
                let label = usize::from(label);
                for counts in
                    [Some(&mut all), (label == target.class).then_some(&mut of_class)].into_iter().flatten()
                {
                    counts.of += 1;
                    counts.before += usize::from(before == label);
                    counts.after += usize::from(after == label);
                }
            }
            Finding::Accuracy { all, of_class }
        }
    })
}
