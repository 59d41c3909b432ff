use std::sync::Arc;

use super::{Intervention, Target, gauss_legendre};
use crate::engine::{Cpu, Edit, Wanted};
use crate::layers::Layer;
use crate::layers::activation::Activation;
use crate::network::{NodeId, Plan, Weights};
use crate::random::Random;

/// A network that is asked for explanations. Whatever takes many passes takes them in batches.
pub struct Explainer {
    pub(super) cpu: Cpu,
    pub(super) weights: Weights,
    pub(super) edits: Vec<Edit>,
}

/// Bytes that the activations and gradients of a batch may take.
const BATCH_BYTES: usize = 16 << 20;

impl Explainer {
    /// Explains what a network with these weights makes of inputs.
    pub fn new(plan: Arc<Plan>, weights: Weights) -> Self {
        Self { cpu: Cpu::new(plan), weights, edits: Vec::new() }
    }

    /// The same network after these interventions, which fit it.
    pub fn with_interventions(mut self, interventions: &[Intervention]) -> Self {
        for intervention in interventions {
            match intervention.edit(self.cpu.plan()) {
                Ok(edit) => self.edits.push(edit),
                Err((param, value)) => self.weights.params[param] = value,
            }
        }
        self
    }

    /// The plan of the network.
    pub fn plan(&self) -> &Arc<Plan> {
        self.cpu.plan()
    }

    /// How many samples one pass takes at most.
    pub fn batch(&self) -> usize {
        let plan = self.plan();
        let values: usize = plan.ids().map(|id| plan.shape(id).len()).sum();
        (BATCH_BYTES / (2 * size_of::<f32>() * values)).clamp(1, 64)
    }

    /// The logits of each sample.
    pub fn logits(&mut self, images: &[f32]) -> Vec<f32> {
        let samples = self.batch() * self.plan().network().input.len();
        let infer = |images: &[f32]| self.cpu.infer_edited(&self.weights, images, &self.edits).to_vec();
        images.chunks(samples).flat_map(infer).collect()
    }

    /// What comes out of these nodes for a batch of no more than [`batch`](Self::batch) samples.
    pub fn activations(&mut self, images: &[f32], nodes: &[NodeId]) -> Vec<Vec<f32>> {
        self.cpu.infer_edited(&self.weights, images, &self.edits);
        nodes.iter().map(|&id| self.cpu.activations(id).into_owned()).collect()
    }

    /// ∂S/∂x of one input, for each target.
    pub fn gradient(&mut self, image: &[f32], targets: &[Target]) -> Vec<Vec<f32>> {
        self.gradients(image, targets, |_, _| {})
    }

    /// x · ∂S/∂x of one input, for each target.
    pub fn gradient_times_input(&mut self, image: &[f32], targets: &[Target]) -> Vec<Vec<f32>> {
        let gradients = self.gradient(image, targets);
        gradients.into_iter().map(|gradient| product(image, &gradient)).collect()
    }

    /// The mean of ∂S/∂x over copies of the input with `noise` added, as many values for each copy as the input has.
    pub fn smooth_grad(&mut self, image: &[f32], noise: &[f32], targets: &[Target]) -> Vec<Vec<f32>> {
        let noisy: Vec<f32> = noise.iter().zip(image.iter().cycle()).map(|(noise, x)| x + noise).collect();
        let weight = image.len() as f64 / noise.len() as f64;
        self.weighted_mean(&noisy, targets, |_| weight)
    }

    /// ∂S/∂x where each ReLU also holds back negative gradients, for each target.
    pub fn guided_backprop(&mut self, image: &[f32], targets: &[Target]) -> Vec<Vec<f32>> {
        self.gradients(image, targets, |layer, dy| {
            if let Layer::Activation(Activation::Relu) = layer {
                dy.iter_mut().for_each(|dy| *dy = dy.max(0.0));
            }
        })
    }

    /// x · ∫₀¹ ∂S/∂x(αx) dα, for each target: the baseline is 0, the integral a Gauss–Legendre sum of `steps` points.
    pub fn integrated_gradients(&mut self, image: &[f32], steps: usize, targets: &[Target]) -> Vec<Vec<f32>> {
        let points = gauss_legendre(steps);
        let path: Vec<f32> =
            points.iter().flat_map(|&(alpha, _)| image.iter().map(move |x| alpha as f32 * x)).collect();
        let means = self.weighted_mean(&path, targets, |step| points[step].1);
        means.into_iter().map(|mean| product(image, &mean)).collect()
    }

    /// Σ weight · ∂S/∂x over a list of inputs, for each target.
    fn weighted_mean(
        &mut self,
        images: &[f32],
        targets: &[Target],
        weight: impl Fn(usize) -> f64,
    ) -> Vec<Vec<f32>> {
        let (len, batch) = (self.plan().network().input.len(), self.batch());
        let mut sums = vec![vec![0.0f64; len]; targets.len()];
        for (first, images) in images.chunks(batch * len).enumerate().map(|(i, images)| (i * batch, images)) {
            for (sums, gradients) in sums.iter_mut().zip(self.gradient(images, targets)) {
                for (sample, gradient) in gradients.chunks_exact(len).enumerate() {
                    let weight = weight(first + sample);
                    sums.iter_mut().zip(gradient).for_each(|(sum, d)| *sum += weight * f64::from(*d));
                }
            }
        }
        sums.into_iter().map(|sums| sums.into_iter().map(|sum| sum as f32).collect()).collect()
    }

    /// ∂S/∂x of a batch under a rule for dL/dy of each layer, for each target: one pass forward, and one back for each.
    fn gradients(
        &mut self,
        images: &[f32],
        targets: &[Target],
        rule: impl Fn(&Layer, &mut [f32]),
    ) -> Vec<Vec<f32>> {
        self.cpu.infer_edited(&self.weights, images, &self.edits);
        let wanted = Wanted::gradients(vec![NodeId::INPUT]);
        let one = |target: &Target| {
            self.back(*target, &wanted, &rule);
            self.cpu.gradients(NodeId::INPUT).to_vec()
        };
        targets.iter().map(one).collect()
    }

    /// Runs what was inferred last backward from a target's score.
    pub(super) fn back(&mut self, target: Target, wanted: &Wanted, rule: impl FnMut(&Layer, &mut [f32])) {
        let classes = self.plan().output().len();
        target.gradient(self.cpu.loss_gradient().1, classes);
        self.cpu.backward_with_rule(&self.weights.params, &self.weights.running, wanted, rule);
    }
}

/// Normal noise for [`Explainer::smooth_grad`]: `copies` of `len` values, standard deviation `std`.
pub fn normal_noise(seed: u64, copies: usize, len: usize, std: f32) -> Vec<f32> {
    let mut random = Random::new(seed);
    (0..copies * len).map(|_| std * random.normal()).collect()
}

fn product(x: &[f32], dx: &[f32]) -> Vec<f32> {
    x.iter().zip(dx).map(|(x, dx)| x * dx).collect()
}
