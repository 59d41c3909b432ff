use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::mean::WeightedMean;
use super::{Intervention, Target};
use crate::engine::{Cpu, Edit, Wanted};
use crate::layers::Layer;
use crate::layers::activation::Activation;
use crate::layers::lanes::LANES;
use crate::network::{NodeId, Plan, Weights};
use crate::random::Random;

/// A network that is asked for explanations. Whatever takes many passes takes them in batches.
pub struct Explainer {
    pub(super) cpu: Cpu,
    pub(super) weights: Weights,
    pub(super) edits: Vec<Edit>,
    /// What was inferred last, and under which edits.
    inferred: (Vec<f32>, Vec<Edit>),
}

/// Bytes that the activations and gradients of a batch may take.
const BATCH_BYTES: usize = 16 << 20;
/// The most samples of a batch: more of them are no faster, and leave the processor's cache.
const BATCH: usize = 2 * LANES;

impl Explainer {
    /// Explains what a network with these weights makes of inputs.
    pub fn new(plan: Arc<Plan>, weights: Weights) -> Self {
        Self { cpu: Cpu::new(plan), weights, edits: Vec::new(), inferred: Default::default() }
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
        match BATCH_BYTES / (2 * size_of::<f32>() * values) {
            most if most < LANES => most.clamp(1, LANES / 2),
            most => (most / LANES * LANES).min(BATCH),
        }
    }

    /// The logits of each sample.
    pub fn logits(&mut self, images: &[f32]) -> Vec<f32> {
        let samples = self.batch() * self.plan().network().input.len();
        let infer = |images: &[f32]| {
            self.infer(images);
            self.cpu.logits().to_vec()
        };
        images.chunks(samples).flat_map(infer).collect()
    }

    /// What comes out of these nodes for a batch of no more than [`batch`](Self::batch) samples.
    pub fn activations(&mut self, images: &[f32], nodes: &[NodeId]) -> Vec<Vec<f32>> {
        self.infer(images);
        nodes.iter().map(|&id| self.cpu.activations(id).into_owned()).collect()
    }

    /// Runs a batch forward, unless that was done last.
    pub(super) fn infer(&mut self, images: &[f32]) {
        let (last, edits) = &self.inferred;
        if last != images || *edits != self.edits {
            self.cpu.infer_edited(&self.weights, images, &self.edits);
            self.inferred = (images.to_vec(), self.edits.clone());
        }
    }

    /// ∂S/∂x of one input, for each target.
    pub fn gradient(&mut self, image: &[f32], targets: &[Target]) -> Vec<Vec<f32>> {
        self.gradients(image, targets)
    }

    /// x · ∂S/∂x of one input, for each target.
    pub fn gradient_times_input(&mut self, image: &[f32], targets: &[Target]) -> Vec<Vec<f32>> {
        self.gradient(image, targets).iter().map(|gradient| product(image, gradient)).collect()
    }

    /// The mean of ∂S/∂x over copies of the input with `noise` added, as many values for each copy as the input has.
    pub fn smooth_grad(&mut self, image: &[f32], noise: &[f32], targets: &[Target]) -> Vec<Vec<f32>> {
        WeightedMean::noisy(image, noise, targets).finish(self)
    }

    /// ∂S/∂x where each ReLU, or ReLU6, also holds back negative gradients, for each target.
    pub fn guided_backprop(&mut self, image: &[f32], targets: &[Target]) -> Vec<Vec<f32>> {
        self.infer(image);
        let wanted = Wanted::gradients(vec![NodeId::INPUT]);
        let one = |target: &Target| {
            self.back(*target, &wanted, |layer, dy| {
                if let Layer::Activation(Activation::Relu | Activation::Relu6) = layer {
                    dy.iter_mut().for_each(|dy| *dy = dy.max(0.0));
                }
            });
            self.cpu.gradients(NodeId::INPUT).to_vec()
        };
        targets.iter().map(one).collect()
    }

    /// x · ∫₀¹ ∂S/∂x(αx) dα, for each target: the baseline is 0, the integral a Gauss–Legendre sum of `steps` points.
    pub fn integrated_gradients(&mut self, image: &[f32], steps: usize, targets: &[Target]) -> Vec<Vec<f32>> {
        WeightedMean::path(image, steps, targets).finish(self)
    }

    /// ∂S/∂x of a batch, for each target. Scores are sums of logits, and so are their gradients: two classes and their difference
    /// are two passes back.
    pub(super) fn gradients(&mut self, images: &[f32], targets: &[Target]) -> Vec<Vec<f32>> {
        self.infer(images);
        let wanted = Wanted::gradients(vec![NodeId::INPUT]);
        self.for_targets(targets, |this, target| {
            this.back(target, &wanted, |_, _| {});
            this.cpu.gradients(NodeId::INPUT).to_vec()
        })
    }

    /// What `of` answers for each target, where it is linear in the score: it is asked about classes where these are fewer.
    pub(super) fn for_targets(
        &mut self,
        targets: &[Target],
        mut of: impl FnMut(&mut Self, Target) -> Vec<f32>,
    ) -> Vec<Vec<f32>> {
        let classes: BTreeSet<usize> =
            targets.iter().flat_map(|target| [Some(target.class), target.against]).flatten().collect();
        if classes.len() >= targets.len() {
            return targets.iter().map(|&target| of(self, target)).collect();
        }
        let of_class: BTreeMap<usize, Vec<f32>> =
            classes.into_iter().map(|class| (class, of(self, Target { class, against: None }))).collect();
        let difference = |&Target { class, against }: &Target| match against {
            Some(against) => of_class[&class].iter().zip(&of_class[&against]).map(|(a, b)| a - b).collect(),
            None => of_class[&class].clone(),
        };
        targets.iter().map(difference).collect()
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

pub(super) fn product(x: &[f32], dx: &[f32]) -> Vec<f32> {
    x.iter().zip(dx).map(|(x, dx)| x * dx).collect()
}
