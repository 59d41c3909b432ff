use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::engine::{Cpu, Wanted};
use crate::network::{Network, NodeId, Plan, Weights};
use crate::random::Random;
use crate::shape::Shape;

/// What keeps an image that maximises an activation from being mere noise (Olah, Mordvintsev and Schubert, "Feature
/// visualization", Distill, 2017).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Regularizers {
    /// Jitter: before each step the image is moved by up to so many pixels along each axis, and back after it.
    pub jitter: usize,
    /// Blur: after each step, the standard deviation in pixels of a Gaussian.
    pub blur: f32,
    /// Decay: which part of every pixel each step takes away, x ↦ (1 − λ) x.
    pub decay: f32,
}

impl Regularizers {
    /// None of them.
    pub const NONE: Self = Self { jitter: 0, blur: 0.0, decay: 0.0 };
}

impl Default for Regularizers {
    fn default() -> Self {
        Self { jitter: 2, blur: 0.4, decay: 0.01 }
    }
}

/// Length of a step along the gradient, in root mean square of a pixel.
const STEP: f32 = 0.05;
/// The noise that it begins with: its mean and standard deviation.
const START: (f32, f32) = (0.2, 0.05);

/// An image on its way to what a channel responds to most: gradient ascent on the mean of the channel's activation (Erhan, Bengio,
/// Courville and Vincent, "Visualizing higher-layer features of a deep network", 2009). Pixels stay between 0 and 1.
pub struct ActivationMaximization {
    cpu: Cpu,
    weights: Weights,
    channel: usize,
    regularizers: Regularizers,
    random: Random,
    image: Vec<f32>,
    steps: usize,
}

impl ActivationMaximization {
    /// Of `channel` of a node's output, beginning with noise from `seed`. The network has that node, which is a layer.
    pub fn new(
        plan: &Plan,
        weights: &Weights,
        node: NodeId,
        channel: usize,
        regularizers: Regularizers,
        seed: u64,
    ) -> Self {
        let (input, nodes) = (plan.network().input, plan.network().nodes[..node.0].to_vec());
        // What comes after the node is left out; its parameters stand behind those of the others.
        let plan =
            Plan::new(Network { input, nodes }).expect("the beginning of a planned network can be planned");
        let weights = Weights {
            params: weights.params[..plan.params_len()].to_vec(),
            running: weights.running[..plan.running_len()].to_vec(),
        };
        let mut random = Random::new(seed);
        let image = (0..input.len()).map(|_| (START.0 + START.1 * random.normal()).clamp(0.0, 1.0)).collect();
        Self { cpu: Cpu::new(Arc::new(plan)), weights, channel, regularizers, random, image, steps: 0 }
    }

    /// How many steps were taken.
    pub fn steps(&self) -> usize {
        self.steps
    }

    /// The image as it is now.
    pub fn image(&self) -> &[f32] {
        &self.image
    }

    /// The mean of the channel's activation for the image.
    pub fn activation(&mut self) -> f32 {
        let (area, first) = self.cells();
        let image = self.image.clone();
        self.cpu.infer(&self.weights, &image)[first..first + area].iter().sum::<f32>() / area as f32
    }

    fn cells(&self) -> (usize, usize) {
        let area = self.cpu.plan().output().area();
        (area, self.channel * area)
    }

    /// One step: up the gradient, and then what the regularisers do.
    pub fn step(&mut self) {
        let (shape, (area, first)) = (self.cpu.plan().network().input, self.cells());
        let Regularizers { jitter, blur, decay } = self.regularizers;
        let mut offset = || self.random.below(2 * jitter + 1) as isize - jitter as isize;
        let [down, right] = [offset(), offset()];
        let moved = rolled(&self.image, shape, down, right);
        self.cpu.infer(&self.weights, &moved);
        let (_, gradient) = self.cpu.loss_gradient();
        gradient.fill(0.0);
        gradient[first..first + area].fill(1.0 / area as f32);
        let wanted = Wanted::gradients(vec![NodeId::INPUT]);
        self.cpu.backward(&self.weights.params, &self.weights.running, &wanted);
        let gradient = rolled(&self.cpu.gradients(NodeId::INPUT), shape, -down, -right);
        let squares: f32 = gradient.iter().map(|d| d * d).sum();
        let size = libm::sqrtf(squares / gradient.len() as f32);
        // Where the channel is dead the gradient is 0, and nothing is known about what would wake it.
        let scale = if size > 0.0 { STEP / size } else { 0.0 };
        for (x, d) in self.image.iter_mut().zip(&gradient) {
            *x = (*x * (1.0 - decay) + scale * d).clamp(0.0, 1.0);
        }
        blurred(&mut self.image, shape, blur);
        self.steps += 1;
    }
}

/// An image moved around its edges.
fn rolled(image: &[f32], shape: Shape, down: isize, right: isize) -> Vec<f32> {
    let (h, w) = (shape.h as isize, shape.w as isize);
    let mut moved = Vec::with_capacity(image.len());
    for plane in image.chunks_exact(shape.area()) {
        let at =
            |y: isize, x: isize| plane[((y - down).rem_euclid(h) * w + (x - right).rem_euclid(w)) as usize];
        moved.extend((0..h).flat_map(|y| (0..w).map(move |x| (y, x))).map(|(y, x)| at(y, x)));
    }
    moved
}

/// Blurs each channel by a Gaussian of this standard deviation in pixels, cut off at three of them; edges are repeated.
fn blurred(image: &mut [f32], shape: Shape, std: f32) {
    if std <= 0.0 {
        return;
    }
    let reach = libm::ceilf(3.0 * std) as isize;
    let weights: Vec<f32> =
        (-reach..=reach).map(|at| libm::expf(-0.5 * (at as f32 / std) * (at as f32 / std))).collect();
    let sum: f32 = weights.iter().sum();
    for plane in image.chunks_exact_mut(shape.area()) {
        for (step, len, lines, between) in [(1, shape.w, shape.h, shape.w), (shape.w, shape.h, shape.w, 1)] {
            for line in 0..lines {
                let values: Vec<f32> = (0..len).map(|i| plane[line * between + i * step]).collect();
                for i in 0..len {
                    let near = |at: isize| values[(i as isize + at).clamp(0, len as isize - 1) as usize];
                    let terms = (-reach..=reach).zip(&weights).map(|(at, weight)| weight * near(at));
                    plane[line * between + i * step] = terms.sum::<f32>() / sum;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layers::conv::Conv;

    /// One 3 × 3 edge detector: what drives it most has ink where the kernel is positive and none where it is negative.
    fn edges(regularizers: Regularizers) -> ActivationMaximization {
        let mut network = Network::new(Shape::new(1, 3, 3));
        network.chain([Conv { bias: false, ..Conv::new(1, 3) }.into()]);
        let plan = Plan::new(network).unwrap();
        let params = [-1.0, 0.0, 1.0].repeat(3);
        let weights = Weights { params, running: vec![] };
        ActivationMaximization::new(&plan, &weights, NodeId(1), 0, regularizers, 1)
    }

    #[test]
    fn the_image_becomes_what_the_kernel_looks_for() {
        let mut ascent = edges(Regularizers::NONE);
        let before = ascent.activation();
        (0..60).for_each(|_| ascent.step());
        assert!(ascent.image().chunks(3).all(|row| row[0] == 0.0 && row[2] == 1.0), "{:?}", ascent.image());
        assert!((ascent.activation() - 3.0).abs() < 1e-5 && before < 1.0);
        assert_eq!(ascent.steps(), 60);
    }

    #[test]
    fn regularizers_cost_activation() {
        let reached = |regularizers| {
            let mut ascent = edges(regularizers);
            (0..60).for_each(|_| ascent.step());
            ascent.activation()
        };
        let none = Regularizers::NONE;
        assert!(reached(Regularizers { blur: 0.6, ..none }) < reached(none));
        assert!(reached(Regularizers { decay: 0.2, ..none }) < reached(none));
        assert!(reached(Regularizers { jitter: 1, ..none }) < reached(none));
    }

    #[test]
    fn what_is_rolled_comes_back_and_blur_keeps_the_ink() {
        let (shape, mut random) = (Shape::new(2, 4, 5), Random::new(3));
        let image: Vec<f32> = (0..40).map(|_| random.uniform()).collect();
        assert_eq!(rolled(&rolled(&image, shape, 1, -2), shape, -1, 2), image);
        let mut dot = vec![0.0; 81];
        dot[40] = 1.0;
        blurred(&mut dot, Shape::new(1, 9, 9), 1.0);
        assert!((dot.iter().sum::<f32>() - 1.0).abs() < 1e-5 && dot[40] > dot[41] && dot[41] > dot[50]);
    }
}
