//! The lens: the arithmetic of dropout, of batch norm and of an update, on the chosen sample with the numbers of the last step.

use std::rc::Rc;

use super::{Effect, Look, Progress, Train, bands};
use crate::app::text::Text;
use crate::app::text::train as text;
use crate::layers::batch_norm::BatchNorm;
use crate::layers::{CpuOp, Layer, LayerPass, Phase};
use crate::network::{NodeId, Plan};
use crate::session::Optimizer;
use crate::shape::Shape;

/// What is looked at through it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LensChoice {
    /// One of the layers that the look shows.
    pub layer: usize,
    /// One of its channels; of an update, one of its parameters.
    pub index: usize,
}

/// What is seen through it.
#[derive(Clone, Debug, PartialEq)]
pub struct Lens {
    /// Names of the layers that can be chosen, and which one is.
    pub layers: Vec<String>,
    /// What is chosen, within its bounds.
    pub choice: LensChoice,
    /// How many channels or parameters there are; 1 where there is nothing to choose.
    pub count: usize,
    /// Values side by side: each with its title.
    pub maps: Vec<(Text, Rc<[f32]>)>,
    /// Columns of each of them.
    pub columns: usize,
    /// Formulas with numbers.
    pub lines: Vec<String>,
}

/// The layers that a look has a lens for.
fn layers(plan: &Plan, look: Look) -> Vec<NodeId> {
    let is_of = |id: &NodeId| match look {
        Look::Masks => matches!(plan.layer(*id), Some(Layer::Dropout(_))),
        Look::Statistics => matches!(plan.layer(*id), Some(Layer::BatchNorm(_))),
        Look::Updates => !plan.params_of(*id).is_empty(),
        _ => false,
    };
    plan.ids().filter(is_of).collect()
}

impl Train {
    /// What reports bring beside the bands for the lens.
    pub(super) fn lens_probes(&self, plan: &Plan, look: Look) -> Vec<(NodeId, Look)> {
        let Some(id) = self.lens_layer(plan, look).filter(|_| self.runs.walkthrough.is_none()) else {
            return Vec::new();
        };
        match look {
            Look::Updates => vec![(id, Look::Weights), (id, Look::WeightGradients)],
            _ => vec![(plan.inputs(id)[0], Look::Activations), (id, Look::Weights)],
        }
    }

    fn lens_layer(&self, plan: &Plan, look: Look) -> Option<NodeId> {
        let all = layers(plan, look);
        all.get(self.lens.layer.min(all.len().checked_sub(1)?)).copied()
    }

    /// Looks at another layer or channel.
    pub(super) fn choose_lens(&mut self, choice: LensChoice) -> Vec<Effect> {
        let is_other = choice.layer != self.lens.layer;
        self.lens = choice;
        if is_other { self.watch() } else { Vec::new() }
    }

    /// What the lens shows of the first run; nothing before its first step, and for looks without one.
    pub fn seen_through_lens(&self) -> Option<Lens> {
        let first = self.runs.list.first().filter(|_| self.runs.walkthrough.is_none())?;
        let (plan, look) = (&first.plan, first.look);
        let id = self.lens_layer(plan, look)?;
        let behind = bands(plan, look).len();
        let [one, other] = [0, 1].map(|i| first.values.get(behind + i));
        let (one, other) = (one?, other?);
        let own = bands(plan, look).iter().position(|band| band.node == id)?;
        let own = first.values.get(own).filter(|own| !own.is_empty())?;
        let all = layers(plan, look);
        let layer = all.iter().position(|known| *known == id)?;
        let lens = Lens {
            layers: all.iter().map(|id| plan.name(*id).to_owned()).collect(),
            choice: LensChoice { layer, index: 0 },
            count: 1,
            maps: Vec::new(),
            columns: 1,
            lines: Vec::new(),
        };
        match (look, plan.layer(id)?) {
            (Look::Masks, Layer::Dropout(dropout)) => {
                dropout_lens(lens, dropout.rate, plan.shape(id), one, own)
            }
            (Look::Statistics, Layer::BatchNorm(norm)) => {
                let index = self.lens.index.min(plan.shape(id).c - 1);
                let lens = Lens { count: plan.shape(id).c, choice: LensChoice { layer, index }, ..lens };
                norm_lens(lens, norm, plan.shape(id), [one, other, own])
            }
            (Look::Updates, _) => {
                let index = self.lens.index.min(own.len() - 1);
                let lens = Lens { count: own.len(), choice: LensChoice { layer, index }, ..lens };
                self.update_lens(lens, first, [*one.get(index)?, *other.get(index)?, *own.get(index)?])
            }
            _ => None,
        }
    }

    /// How the optimizer moved one weight: what it is now, its gradient with that of the regularization, and its change.
    fn update_lens(&self, mut lens: Lens, first: &Progress, [after, g, change]: [f32; 3]) -> Option<Lens> {
        let settings = self.config.of_run(0).1;
        let rate = first.points.iter().rfind(|point| point.step <= first.last.step)?.rate;
        let (before, penalty) = (after - change, settings.regularization);
        let mut of_penalty = [0.0];
        penalty.add(&[before], &mut of_penalty);
        let slope = g - of_penalty[0];
        let lines = &mut lens.lines;
        lines.push(text::rule(settings.optimizer).to_owned());
        match settings.optimizer {
            Optimizer::Sgd if penalty.l1 == 0.0 => {
                lines.push(text::descended([rate, penalty.l2, before, slope, after]));
            }
            optimizer => {
                lines.push(text::gradient([slope, penalty.l1, penalty.l2, before, g]));
                let decay =
                    if let Optimizer::AdamW { weight_decay, .. } = optimizer { weight_decay } else { 0.0 };
                lines.push(text::decayed([
                    rate,
                    decay,
                    before,
                    after - (1.0 - rate * decay) * before,
                    after,
                ]));
            }
        }
        Some(lens)
    }

    /// What the weights' regularization stands for as a prior over each of them: Nλ₁ and Nλ₂ of exp(−N (λ₁ |w| + λ₂ w² / 2)), and
    /// that in words. The loss is a mean over N samples, so their sum weighs N times as much.
    pub fn prior(&self, run: usize) -> Option<([f32; 2], String)> {
        let penalty = self.config.of_run(run).1.regularization;
        let first = self.runs.list.first()?;
        let n = (self.config.data.len() as usize).checked_sub(first.validation.len())?;
        let is_any = penalty.l1 > 0.0 || penalty.l2 > 0.0;
        is_any.then(|| {
            let words = text::prior(penalty.l1, penalty.l2, n);
            ([penalty.l1, penalty.l2].map(|lambda| n as f32 * lambda), words)
        })
    }
}

/// y = x ∘ m / (1 − p) beside y = x; `factors` are m / (1 − p).
fn dropout_lens(mut lens: Lens, rate: f32, shape: Shape, x: &[f32], factors: &[f32]) -> Option<Lens> {
    if x.len() != factors.len() {
        return None;
    }
    let training: Vec<f32> = x.iter().zip(factors).map(|(x, factor)| x * factor).collect();
    let mask: Vec<f32> = factors.iter().map(|factor| f32::from(*factor > 0.0)).collect();
    let area = shape.area();
    lens.columns = if area > 1 { shape.w } else { (x.len() as f32).sqrt().ceil() as usize };
    // Of maps, the one with the largest value stands for all.
    let largest = |is_kept: bool| {
        let of = (0..x.len()).filter(|&i| (factors[i] > 0.0) == is_kept);
        of.max_by(|&a, &b| x[a].abs().total_cmp(&x[b].abs()))
    };
    let from = if area > 1 { largest(true).unwrap_or(0) / area * area } else { 0 };
    let part = if area > 1 { from..from + area } else { 0..x.len() };
    let of = |values: &[f32]| Rc::from(&values[part.clone()]);
    lens.maps = text::DROPOUT_MAPS.into_iter().zip([of(x), of(&mask), of(&training), of(x)]).collect();
    for is_kept in [true, false] {
        lens.lines.extend(largest(is_kept).map(|i| text::dropped(x[i], is_kept, rate, training[i])));
    }
    let mean = |values: &[f32]| values.iter().sum::<f32>() / values.len() as f32;
    let kept = mask.iter().filter(|m| **m > 0.0).count();
    lens.lines.push(text::kept_of(kept, x.len(), [mean(&training), mean(x)]));
    Some(lens)
}

/// The chosen sample by the statistics of the last batch and by the running ones, and how the latter moved. `statistics` are means
/// and variances of the batch, running ones, those before the step, and how many values each is of.
fn norm_lens(
    mut lens: Lens,
    norm: &BatchNorm,
    shape: Shape,
    [x, params, statistics]: [&[f32]; 3],
) -> Option<Lens> {
    let (c, at, area) = (shape.c, lens.choice.index, shape.area());
    let n = *statistics.get(6 * c)?;
    // Until a report brings those of a layer that was just chosen, they are another one's.
    if (x.len(), params.len()) != (shape.len(), 2 * c) {
        return None;
    }
    let of = |kind: usize| [statistics[2 * kind * c + at], statistics[(2 * kind + 1) * c + at]];
    let [batch, running, before] = [0, 1, 2].map(of);
    let infer = |kind: usize| {
        let (op, running): (&dyn CpuOp, _) = (norm, &statistics[2 * kind * c..2 * (kind + 1) * c]);
        let (shapes, inputs) = ([shape], [x]);
        let pass = LayerPass::forward(op, 1, &shapes, &inputs, params, running, Phase::Infer).ok()?;
        Some(pass.y)
    };
    let [training, inference] = [infer(0)?, infer(1)?];
    let part = if area > 1 { at * area..(at + 1) * area } else { 0..c };
    lens.columns = if area > 1 { shape.w } else { (c as f32).sqrt().ceil() as usize };
    let maps = [x, &training[..], &inference[..]].map(|values| Rc::from(&values[part.clone()]));
    lens.maps = text::NORM_MAPS.into_iter().zip(maps).collect();
    let channel = at * area..(at + 1) * area;
    let largest = channel.max_by(|&a, &b| x[a].abs().total_cmp(&x[b].abs()))?;
    let affine = [*params.get(at)?, *params.get(c + at)?];
    lens.lines = vec![
        text::normalized(true, x[largest], batch, affine, training[largest]),
        text::normalized(false, x[largest], running, affine, inference[largest]),
        text::running_mean(norm.momentum, [before[0], batch[0], running[0]]),
        text::running_variance(norm.momentum, [before[1], batch[1], running[1]], n),
    ];
    Some(lens)
}
