//! A whole explanation as work in small pieces, so that a newer drawing never waits for an older one's.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Cover, Explainer, Method, Occlusion, Target, normal_noise, randomized};
use crate::network::{NodeId, Plan, Weights};

/// What is to be explained, and how.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// The input.
    pub pixels: Vec<f32>,
    /// The rows of maps.
    pub rows: Vec<Row>,
    /// The layer that Grad-CAM looks at.
    pub layer: NodeId,
    /// What occlusion covers the input with.
    pub cover: Cover,
}

/// One map for each method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// What is explained.
    pub target: Target,
    /// Of how many layers, from the top down, the weights are random.
    pub randomized: usize,
}

/// The scores of a row: its maps say what lies between them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Scores {
    /// S(x).
    pub input: f32,
    /// S(0).
    pub baseline: f32,
}

/// One map of an explanation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attribution {
    /// Its row.
    pub row: usize,
    /// Its method.
    pub method: Method,
    /// A value for each cell of the input; for gradients one for each of its channels, too.
    pub values: Vec<f32>,
}

/// Points of the integral of integrated gradients.
pub const STEPS: usize = 64;
/// Noisy copies of SmoothGrad.
pub const COPIES: usize = 32;
/// The standard deviation of their noise; an input goes from 0 to 1.
const NOISE: f32 = 0.15;
/// The seed of the noise and of random weights.
const SEED: u64 = 7;

/// An explanation under way.
pub struct Explanation {
    request: Request,
    /// The networks of the rows: one for each number of layers that are random.
    networks: Vec<Part>,
    /// The next piece of work: methods one after the other, each with every network.
    next: usize,
}

/// The rows that have the same weights.
struct Part {
    explainer: Explainer,
    rows: Vec<usize>,
    targets: Vec<Target>,
    /// Once it has begun.
    occlusion: Option<Occlusion>,
}

impl Explanation {
    /// An explanation of which nothing is done yet. The request fits the plan.
    pub fn new(plan: &Arc<Plan>, weights: &Weights, request: Request) -> Self {
        let mut kinds: Vec<usize> = request.rows.iter().map(|row| row.randomized).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let part = |kind: usize| {
            let rows = (0..request.rows.len()).filter(|&row| request.rows[row].randomized == kind);
            let rows: Vec<usize> = rows.collect();
            Part {
                explainer: Explainer::new(plan.clone(), randomized(plan, weights, kind, SEED)),
                targets: rows.iter().map(|&row| request.rows[row].target).collect(),
                rows,
                occlusion: None,
            }
        };
        let networks = kinds.into_iter().map(part).collect();
        Self { request, networks, next: 0 }
    }

    /// The scores of each row.
    pub fn scores(&mut self) -> Vec<Scores> {
        let mut scores = vec![Scores::default(); self.request.rows.len()];
        let len = self.request.pixels.len();
        let images = [&self.request.pixels[..], &vec![0.0; len]].concat();
        for part in &mut self.networks {
            let logits = part.explainer.logits(&images);
            let (input, baseline) = logits.split_at(logits.len() / 2);
            for (&row, target) in part.rows.iter().zip(&part.targets) {
                scores[row] = Scores { input: target.score(input), baseline: target.score(baseline) };
            }
        }
        scores
    }

    /// Does the next piece of work: a method of one network, or a row of windows of an occlusion, which answers with the maps
    /// as far as they have come. Nothing is left where it answers `None`.
    pub fn advance(&mut self) -> Option<Vec<Attribution>> {
        let at = self.next.checked_rem(self.networks.len())?;
        let method = *Method::ALL.get(self.next / self.networks.len())?;
        let Request { pixels, layer, cover, .. } = &self.request;
        let Part { explainer, rows, targets, occlusion } = &mut self.networks[at];
        let maps = match method {
            Method::Gradient => explainer.gradient(pixels, targets),
            Method::GradientTimesInput => explainer.gradient_times_input(pixels, targets),
            Method::SmoothGrad => {
                let noise = normal_noise(SEED, COPIES, pixels.len(), NOISE);
                explainer.smooth_grad(pixels, &noise, targets)
            }
            Method::GuidedBackprop => explainer.guided_backprop(pixels, targets),
            Method::IntegratedGradients => explainer.integrated_gradients(pixels, STEPS, targets),
            Method::GradCam => explainer.grad_cam(pixels, *layer, targets),
            Method::Occlusion => {
                let under_way =
                    occlusion.get_or_insert_with(|| Occlusion::new(explainer, pixels, *cover, targets));
                if under_way.advance(explainer) {
                    return Some(attributions(rows, method, under_way.maps()));
                }
                Vec::new()
            }
        };
        self.next += 1;
        Some(attributions(rows, method, maps))
    }
}

fn attributions(rows: &[usize], method: Method, maps: Vec<Vec<f32>>) -> Vec<Attribution> {
    let attribution = |(&row, values): (&usize, Vec<f32>)| Attribution { row, method, values };
    rows.iter().zip(maps).map(attribution).collect()
}
