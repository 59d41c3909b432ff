//! A whole explanation as work in small pieces, so that a newer drawing never waits for an older one's.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::explainer::product;
use super::mean::WeightedMean;
use super::{Cover, Explainer, Method, Occlusion, Target, normal_noise, randomized};
use crate::network::{NodeId, Plan, Weights};

/// What is to be explained, and how.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// The input.
    pub pixels: Vec<f32>,
    /// The rows of maps.
    pub rows: Vec<Row>,
    /// The maps of a row. Gradient and gradient × input come together.
    pub methods: Vec<Method>,
    /// The layer that Grad-CAM looks at.
    pub layer: NodeId,
    /// What occlusion covers the input with.
    pub cover: Cover,
    /// How often the methods sample that take a mean.
    pub sampling: Sampling,
}

/// How often the methods sample that take a mean of gradients.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sampling {
    /// Noisy copies of SmoothGrad.
    pub copies: usize,
    /// The standard deviation of their noise.
    pub noise: f32,
    /// Points of the integral of integrated gradients.
    pub steps: usize,
}

impl Default for Sampling {
    /// For a drawing, whose values go from 0 to 1.
    fn default() -> Self {
        Self { copies: COPIES, noise: 0.15, steps: STEPS }
    }
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

/// Points of the integral for a drawing.
pub const STEPS: usize = 64;
/// Noisy copies of a drawing.
pub const COPIES: usize = 32;
/// Windows of an occlusion that take as long as one pass forward and two back.
const WINDOWS_PER_PASS: usize = 3;
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
    /// The mean or the occlusion that has begun.
    mean: Option<WeightedMean>,
    occlusion: Option<Occlusion>,
    /// Passes that are done.
    passes: usize,
}

/// What is done one after the other: what takes one pass first, which then need not run forward again; the gradient comes
/// together with that times the input.
const ORDER: [Method; 6] = [
    Method::Gradient,
    Method::GuidedBackprop,
    Method::GradCam,
    Method::SmoothGrad,
    Method::IntegratedGradients,
    Method::Occlusion,
];

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
                mean: None,
                occlusion: None,
                passes: 0,
            }
        };
        let networks = kinds.into_iter().map(part).collect();
        Self { request, networks, next: 0 }
    }

    /// How much of it is done, from 0 to 1: by passes, of which those that cover windows only go forward.
    pub fn progress(&self) -> f32 {
        let Some(first) = self.networks.first() else { return 1.0 };
        let [rows, columns] = self.request.cover.positions(first.explainer.plan().network().input);
        let Sampling { copies, steps, .. } = self.request.sampling;
        let passes = |method: Method| match method {
            Method::Gradient | Method::GuidedBackprop | Method::GradCam => 1,
            Method::GradientTimesInput => 0,
            Method::SmoothGrad => copies,
            Method::IntegratedGradients => steps,
            Method::Occlusion => rows * columns / WINDOWS_PER_PASS,
        };
        let each: usize = ORDER.into_iter().filter(|method| self.is_wanted(*method)).map(passes).sum();
        let windows = self.networks.iter().filter_map(|part| part.occlusion.as_ref()).map(Occlusion::windows);
        let covered: usize = windows.map(|[_, done]| done / WINDOWS_PER_PASS).sum();
        let done: usize = self.networks.iter().map(|part| part.passes).sum();
        (done + covered) as f32 / (self.networks.len() * each).max(1) as f32
    }

    fn is_wanted(&self, method: Method) -> bool {
        let methods = &self.request.methods;
        methods.contains(&method)
            || (method == Method::Gradient && methods.contains(&Method::GradientTimesInput))
    }

    /// The scores of each row.
    pub fn scores(&mut self) -> Vec<Scores> {
        let mut scores = vec![Scores::default(); self.request.rows.len()];
        let len = self.request.pixels.len();
        // The input last: what comes next then need not run it forward again.
        let images = [&vec![0.0; len][..], &self.request.pixels].concat();
        for part in &mut self.networks {
            let logits = part.explainer.logits(&images);
            let (baseline, input) = logits.split_at(logits.len() / 2);
            for (&row, target) in part.rows.iter().zip(&part.targets) {
                scores[row] = Scores { input: target.score(input), baseline: target.score(baseline) };
            }
        }
        scores
    }

    /// Does the next piece of work: a method of one network, or a batch of one that takes many, which answers with the maps of
    /// an occlusion as far as they have come, and with those of a mean at its end. Nothing is left where it answers `None`.
    pub fn advance(&mut self) -> Option<Vec<Attribution>> {
        let at = self.next.checked_rem(self.networks.len())?;
        let method = *ORDER.get(self.next / self.networks.len())?;
        if !self.is_wanted(method) {
            self.next += 1;
            return Some(Vec::new());
        }
        let Request { pixels, layer, cover, sampling, .. } = &self.request;
        let Part { explainer, rows, targets, mean, occlusion, passes } = &mut self.networks[at];
        let mut answer = Vec::new();
        match method {
            Method::SmoothGrad | Method::IntegratedGradients => {
                let under_way = mean.get_or_insert_with(|| match method {
                    Method::SmoothGrad => {
                        let noise = normal_noise(SEED, sampling.copies, pixels.len(), sampling.noise);
                        WeightedMean::noisy(pixels, &noise, targets)
                    }
                    _ => WeightedMean::path(pixels, sampling.steps, targets),
                });
                let samples = under_way.advance(explainer);
                *passes += samples;
                if samples > 0 {
                    return Some(answer);
                }
                answer = attributions(rows, method, under_way.maps());
                *mean = None;
            }
            Method::Occlusion => {
                let under_way =
                    occlusion.get_or_insert_with(|| Occlusion::new(explainer, pixels, *cover, targets));
                if under_way.advance(explainer) {
                    return Some(attributions(rows, method, under_way.maps()));
                }
            }
            Method::Gradient | Method::GradientTimesInput => {
                let gradients = explainer.gradient(pixels, targets);
                let products = gradients.iter().map(|gradient| product(pixels, gradient)).collect();
                answer = attributions(rows, Method::Gradient, gradients);
                answer.extend(attributions(rows, Method::GradientTimesInput, products));
                *passes += 1;
            }
            Method::GuidedBackprop => {
                answer = attributions(rows, method, explainer.guided_backprop(pixels, targets));
                *passes += 1;
            }
            Method::GradCam => {
                answer = attributions(rows, method, explainer.grad_cam(pixels, *layer, targets));
                *passes += 1;
            }
        }
        self.next += 1;
        Some(answer)
    }
}

fn attributions(rows: &[usize], method: Method, maps: Vec<Vec<f32>>) -> Vec<Attribution> {
    let attribution = |(&row, values): (&usize, Vec<f32>)| Attribution { row, method, values };
    rows.iter().zip(maps).map(attribution).collect()
}
