use std::sync::Arc;

use super::{Content, gram, gram_backward};
use crate::engine::{Cpu, Wanted};
use crate::layers::Layer;
use crate::network::{NodeId, Plan, Weights};
use crate::optimizer::Lbfgs;

/// Steps that the optimizer remembers.
const HISTORY: usize = 10;
/// The loss that is minimised is so many times the loss that is told: the optimizer has thresholds.
const SCALE: f32 = 10.0;

/// A step that leads up is halved so often at most.
const MOST_HALVINGS: usize = 6;

/// How far a picture is from what is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct StyleLoss {
    /// Σ over the banks of ‖G − A‖² / ‖A‖², G the Gram matrix of the picture's maps and A that of the style's.
    pub style: f32,
    /// The mean of (z − c)², z the picture's [`Content`] and c that of the photograph; 0 without one.
    pub content: f32,
}

/// A picture on its way to the style of another one, and with a photograph to what that shows: its pixels follow the gradient of
///
/// L = style + w · content
///
/// by [L-BFGS](Lbfgs) (Gatys, Ecker and Bethge, "Image style transfer using convolutional neural networks", 2016). The filters need
/// not be trained: random ones of several sizes do, too (Ustyuzhaninov, Brendel, Gatys and Bethge, "Texture synthesis using shallow
/// convolutional networks with random filters", 2016).
pub struct StyleTransfer {
    cpu: Cpu,
    weights: Weights,
    /// Of each bank the number of its filters and the Gram matrix of the style.
    banks: Vec<(usize, Vec<f32>)>,
    /// What the photograph shows, and how much that counts.
    content: Option<(Vec<f32>, f32)>,
    optimizer: Lbfgs,
    image: Vec<f32>,
    gradient: Vec<f32>,
    loss: StyleLoss,
    steps: usize,
}

impl StyleTransfer {
    /// Of `style`, from `image` on. What a [`Concat`](crate::layers::merge::Concat) at the end of the network puts together are the banks,
    /// of each the maps of its filters; without one there is one bank. All pictures are as large as the network's input; `content` is the
    /// photograph, of three channels, and its weight w.
    pub fn new(
        plan: Arc<Plan>,
        weights: Weights,
        style: &[f32],
        content: Option<(&[f32], f32)>,
        image: Vec<f32>,
    ) -> Self {
        let input = plan.network().input;
        let last = plan.network().last();
        let banks = match plan.layer(last) {
            Some(Layer::Concat(_)) => plan.input_shapes(last).into_iter().map(|shape| shape.c).collect(),
            _ => vec![plan.output().c],
        };
        let banks = banks.into_iter().map(|filters| (filters, Vec::new())).collect();
        let mut transfer = Self {
            cpu: Cpu::new(plan),
            weights,
            banks,
            content: content.map(|(photograph, weight)| (Content::new(input).forward(photograph), weight)),
            optimizer: Lbfgs::new(HISTORY),
            gradient: Vec::new(),
            loss: StyleLoss::default(),
            image,
            steps: 0,
        };
        let grams = transfer.grams_of(style);
        transfer.banks.iter_mut().zip(grams).for_each(|(bank, gram)| bank.1 = gram);
        transfer.evaluate();
        transfer
    }

    /// The picture as it is now. Its values may lie outside of 0 to 1.
    pub fn image(&self) -> &[f32] {
        &self.image
    }

    /// How far it is from what is wanted.
    pub const fn loss(&self) -> StyleLoss {
        self.loss
    }

    /// How many steps were taken.
    pub const fn steps(&self) -> usize {
        self.steps
    }

    /// The Gram matrices of the style, one for each bank.
    pub fn style_grams(&self) -> impl Iterator<Item = &[f32]> {
        self.banks.iter().map(|(_, gram)| gram.as_slice())
    }

    /// dL/dpixel of the picture as it is now.
    pub fn gradient(&self) -> Vec<f32> {
        self.gradient.iter().map(|d| d / SCALE).collect()
    }

    /// One step. Answers whether there is one that leads downhill.
    pub fn step(&mut self) -> bool {
        let before = self.total();
        if !self.optimizer.step(1.0, &self.gradient, &mut self.image) {
            return false;
        }
        self.steps += 1;
        self.evaluate();
        for _ in 0..MOST_HALVINGS {
            // What is no number leads nowhere, either.
            if self.total() <= before {
                break;
            }
            self.optimizer.halve(&mut self.image);
            self.evaluate();
        }
        true
    }

    fn total(&self) -> f32 {
        self.loss.style + self.content.as_ref().map_or(0.0, |(_, weight)| weight * self.loss.content)
    }

    fn grams_of(&mut self, picture: &[f32]) -> Vec<Vec<f32>> {
        self.cpu.infer(&self.weights, picture);
        self.grams()
    }

    /// The Gram matrices of the picture as it is now.
    pub fn grams(&self) -> Vec<Vec<f32>> {
        let mut maps = self.cpu.logits();
        let area = self.cpu.plan().output().area();
        let mut grams = Vec::new();
        for (filters, _) in &self.banks {
            let bank;
            (bank, maps) = maps.split_at(filters * area);
            grams.push(gram(bank, *filters));
        }
        grams
    }

    /// Loss and gradient of the picture as it is now.
    fn evaluate(&mut self) {
        let (input, area) = (self.cpu.plan().network().input, self.cpu.plan().output().area());
        let grams = self.grams_of(&self.image.clone());
        let (mut maps, mut dmaps) = self.cpu.loss_gradient();
        dmaps.fill(0.0);
        self.loss = StyleLoss::default();
        for ((filters, wanted), found) in self.banks.iter().zip(grams) {
            let (bank, dbank);
            (bank, maps) = maps.split_at(filters * area);
            (dbank, dmaps) = dmaps.split_at_mut(filters * area);
            let size: f32 = wanted.iter().map(|entry| entry * entry).sum();
            let off: Vec<f32> = found.iter().zip(wanted).map(|(found, wanted)| found - wanted).collect();
            self.loss.style += off.iter().map(|off| off * off).sum::<f32>() / size;
            let dgram: Vec<f32> = off.iter().map(|off| SCALE * 2.0 * off / size).collect();
            gram_backward(bank, *filters, &dgram, dbank);
        }
        self.cpu.backward(
            &self.weights.params,
            &self.weights.running,
            &Wanted::gradients(vec![NodeId::INPUT]),
        );
        self.gradient = self.cpu.gradients(NodeId::INPUT).into_owned();
        if let Some((wanted, weight)) = &self.content {
            let content = Content::new(input);
            let found = content.forward(&self.image);
            let off: Vec<f32> = found.iter().zip(wanted).map(|(found, wanted)| found - wanted).collect();
            let count = off.len() as f32;
            self.loss.content = off.iter().map(|off| off * off).sum::<f32>() / count;
            let dz: Vec<f32> = off.iter().map(|off| SCALE * weight * 2.0 * off / count).collect();
            content.backward(&self.image, &dz, &mut self.gradient);
        }
    }
}
