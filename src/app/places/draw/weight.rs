//! The gradient of one weight: its terms, the numeric check and the step that it leads to.

use super::backward::Backward;
use super::explained_draw::ExplainedDraw;
use super::link::Direction;
use super::model::{Activations, Model};
use super::slopes::multipliers;
use super::{ExplainedEffect, Focus, Worker};
use crate::layers::Layer;
use crate::session::{Command, WeightChange};

/// A weight of the opened map or unit: the map or unit that it reads, and its row and column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WeightAt {
    /// The map or unit of the layer before.
    pub source: usize,
    /// The row in the kernel; of a dense layer, in the map.
    pub row: usize,
    /// The column.
    pub column: usize,
}

/// ∂L/∂w of one weight: the sum of what it was multiplied by, times what came back there.
#[derive(Clone, Debug, PartialEq)]
pub struct WeightGradient {
    /// Its place among all parameters.
    pub param: usize,
    /// The weight.
    pub weight: f32,
    /// Rows and columns of the outputs that it took part in.
    pub size: [usize; 2],
    /// For each output, the input that it was multiplied by.
    pub inputs: Vec<f32>,
    /// For each output, ∂L/∂y.
    pub upstream: Vec<f32>,
    /// ∂L/∂w, as the engine computed it.
    pub total: f32,
}

impl WeightGradient {
    /// The terms of the sum.
    pub fn products(&self) -> Vec<f32> {
        self.inputs.iter().zip(&self.upstream).map(|(x, d)| x * d).collect()
    }
}

/// How many maps or units each map or unit of a column's layer reads, and rows and columns of one kernel: what there is to choose
/// from. `None` where the layer has no weights.
pub fn kernel(model: &Model, column: usize) -> Option<(usize, [usize; 2])> {
    let this = &model.columns[column];
    let channels = || model.plan.input_shapes(this.layer)[0].c;
    match model.plan.layer(this.layer)? {
        Layer::Conv(conv) => Some((channels() / conv.groups, conv.window.map(|window| window.size))),
        Layer::ConvTranspose(conv) => Some((channels() / conv.groups, conv.window.map(|window| window.size))),
        Layer::Dense(_) => {
            let source = model.columns[*this.sources.first()?].shape;
            Some((source.c, [source.h, source.w]))
        }
        // One for each channel, and one for each value.
        Layer::BatchNorm(_) => Some((1, [1, 1])),
        Layer::LayerNorm(_) => Some((1, [this.shape.h, this.shape.w])),
        _ => None,
    }
}

/// The place among all parameters of a weight of `unit`; `None` if there is no such weight.
pub fn param_of(model: &Model, column: usize, unit: usize, at: WeightAt) -> Option<usize> {
    let (sources, [h, w]) = kernel(model, column)?;
    let exists = at.source < sources && at.row < h && at.column < w && unit < model.columns[column].units();
    let layer = model.columns[column].layer;
    let slot = model.plan.slot(layer, "weight").filter(|_| exists)?;
    let kernel = match model.plan.layer(layer)? {
        // Its weights lie input by input: c × o/groups × h × w.
        Layer::ConvTranspose(conv) => {
            let units = conv.filters / conv.groups;
            (unit / units * sources + at.source) * units + unit % units
        }
        _ => unit * sources + at.source,
    };
    Some(slot.range.start + (kernel * h + at.row) * w + at.column)
}

/// The weight of `unit` that is most to blame.
pub fn steepest(model: &Model, backward: &Backward, column: usize, unit: usize) -> Option<WeightAt> {
    let (sources, [h, w]) = kernel(model, column)?;
    let weights =
        (0..sources * h * w).map(|i| WeightAt { source: i / (h * w), row: i / w % h, column: i % w });
    let slope = |at: &WeightAt| {
        param_of(model, column, unit, *at).map_or(0.0, |param| backward.pass.dparams[param].abs())
    };
    weights.max_by(|a, b| slope(a).total_cmp(&slope(b)))
}

/// Where the gradient of a weight comes from; `None` if there is no such weight, or its numbers are on their way.
pub fn weight_gradient(
    model: &Model,
    seen: &Activations,
    backward: &Backward,
    column: usize,
    unit: usize,
    at: WeightAt,
) -> Option<WeightGradient> {
    let param = param_of(model, column, unit, at)?;
    let (this, plan) = (&model.columns[column], &model.plan);
    let input = *plan.inputs(this.layer).first()?;
    if !seen.has(&[input]) {
        return None;
    }
    let output = plan.shape(this.layer);
    let first = plan.params_of(this.layer).start;
    let multipliers = multipliers(model, this.layer, param - first, seen.of(input))?;
    Some(WeightGradient {
        param,
        weight: model.weights.params[param],
        size: [output.h, output.w],
        inputs: multipliers[unit * output.area()..(unit + 1) * output.area()].to_vec(),
        upstream: backward.map(this.layer, unit, output.area()).to_vec(),
        total: backward.pass.dparams[param],
    })
}

/// The steps ε of the numeric check to choose from.
pub const EPSILONS: [f32; 9] = [1e-5, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 1e-1, 3e-1, 1.0];
/// The learning rates α to choose from.
pub const ALPHAS: [f32; 7] = [1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 1e-1];

/// The loss under other weights: what checks a gradient, and what a step comes to.
#[derive(Clone, Debug, PartialEq)]
pub struct Trial {
    /// L(w + ε) and L(w − ε), for each ε.
    pub around: Vec<[f32; 2]>,
    /// The loss after a step of this weight alone, for each α.
    pub one: Vec<f32>,
    /// The loss after a step of all weights, for each α.
    pub all: Vec<f32>,
}

impl Trial {
    /// The changes of a weight whose gradient is `slope`.
    fn changes(param: usize, slope: f32) -> Vec<WeightChange> {
        let change = |by| WeightChange::Param { at: param, by };
        let around = EPSILONS.iter().flat_map(|&epsilon| [change(epsilon), change(-epsilon)]);
        let one = ALPHAS.iter().map(|&alpha| change(-alpha * slope));
        around.chain(one).chain(ALPHAS.iter().map(|&alpha| WeightChange::Step { alpha })).collect()
    }

    fn new(losses: &[f32]) -> Option<Self> {
        let (around, steps) = losses.split_at_checked(2 * EPSILONS.len())?;
        let (one, all) = steps.split_at_checked(ALPHAS.len())?;
        Some(Self { around: around.as_chunks::<2>().0.to_vec(), one: one.to_vec(), all: all.to_vec() })
    }

    /// (L(w + ε) − L(w − ε)) / 2ε.
    pub fn difference(&self, epsilon: usize) -> f32 {
        let [above, below] = self.around[epsilon];
        (above - below) / (2.0 * EPSILONS[epsilon])
    }
}

/// The input, the label and the changes of a trial.
pub(super) type Asked = (Vec<f32>, u8, Vec<WeightChange>);

impl ExplainedDraw {
    /// The weight of the link that is looked at, with where its layer and unit are.
    pub fn opened_weight(&self) -> Option<(Focus, WeightAt)> {
        let Self { draw, config, .. } = self;
        let opened = draw.opened(config)?;
        let at = config.weight.filter(|_| config.direction == Direction::Backward)?;
        param_of(draw.model.ready()?, opened.column, opened.unit, at)?;
        Some((opened, at))
    }

    /// Asks for the losses around the weight that is looked at, unless it was asked for already.
    pub(super) fn try_weight(&mut self) -> Option<ExplainedEffect> {
        let (Focus { column, unit, .. }, at) = self.opened_weight()?;
        if self.draw.worker != Worker::Idle || self.draw.is_drawing {
            return None;
        }
        let (pixels, label) = self.asked_backward.clone()?;
        let backward = self.backward.as_ref().filter(|_| !self.waits_for_gradients)?;
        let param = param_of(self.draw.model.ready()?, column, unit, at)?;
        let changes = Trial::changes(param, backward.pass.dparams[param]);
        let asked = (pixels, label, changes);
        if self.asked_trial.as_ref() == Some(&asked) {
            return None;
        }
        let (pixels, label, changes) = asked.clone();
        (self.asked_trial, self.trial) = (Some(asked), None);
        Some(ExplainedEffect::Send(Command::Losses { run: self.draw.run(), pixels, label, changes }))
    }

    /// Takes the losses in, if they are those that were asked for last.
    pub(super) fn tried(&mut self, changes: &[WeightChange], losses: &[f32]) {
        if self.asked_trial.as_ref().is_some_and(|(.., asked)| asked == changes) {
            self.trial = Trial::new(losses).map(std::rc::Rc::new);
        }
    }
}
