//! The way back: the gradients of one labelled drawing, and where each of them comes from.

use std::collections::BTreeMap;

use super::explained_draw::ExplainedDraw;
use super::link::Direction;
use super::model::{Activations, Model};
use super::why::classes;
use super::{Effect, Worker};
use crate::layers::pool::{Pool, PoolKind};
use crate::layers::{Layer, LayerPass, Phase};
use crate::network::NodeId;
use crate::session::{BackwardPass, Command};

/// The gradients of one drawing and label.
#[derive(Clone, Debug)]
pub struct Backward {
    /// The label.
    pub label: usize,
    /// The loss, and every gradient of it.
    pub pass: BackwardPass,
    /// For each node, where the palette of its gradients ends.
    pub ranges: Vec<f32>,
}

/// A way back equals only itself: pages ask often.
impl PartialEq for Backward {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

/// The part of a map's magnitudes that the palette covers: single outliers would leave everything else pale.
const COVERED: f32 = 0.995;

impl Backward {
    /// The gradients of a label.
    pub fn new(label: usize, pass: BackwardPass) -> Self {
        let range = |gradient: &Vec<f32>| {
            let mut sizes: Vec<f32> = gradient.iter().map(|d| d.abs()).filter(|size| *size > 0.0).collect();
            sizes.sort_by(f32::total_cmp);
            let at = (sizes.len() as f32 * COVERED) as usize;
            sizes.get(at.min(sizes.len().saturating_sub(1))).copied().unwrap_or(1.0)
        };
        Self { label, ranges: pass.gradients.iter().map(range).collect(), pass }
    }

    /// ∂L/∂(activation) of one map or unit of a node.
    pub fn map(&self, id: NodeId, unit: usize, area: usize) -> &[f32] {
        &self.pass.gradients[id.0][unit * area..(unit + 1) * area]
    }
}

/// Where ∂L/∂a of one value a comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum GradientOrigin {
    /// The logit of a class: p − y.
    Logit {
        /// The probability of the class.
        probability: f32,
        /// 1 for the label, and 0 for the others.
        wanted: f32,
        /// ∂L/∂z.
        total: f32,
    },
    /// Each value of the next layer that is computed from a: its gradient times how fast it grows with a.
    Sum {
        /// One partial sum for each map or unit of the next layer.
        terms: Vec<GradientTerm>,
        /// ∂L/∂a, as the engine computed it.
        total: f32,
        /// Where a is an activation of z: the name of the function, its slope at z, and ∂L/∂z.
        activation: Option<(&'static str, f32, f32)>,
    },
}

/// What comes from one map or unit of the next layer.
#[derive(Clone, Debug, PartialEq)]
pub struct GradientTerm {
    /// Its column, and which of its maps or units it is.
    pub reader: (usize, usize),
    /// How many of its values stand in a row below.
    pub width: usize,
    /// ∂L/∂y of its values that see a, row by row.
    pub upstream: Vec<f32>,
    /// ∂y/∂a of each: a weight, or what a pool passes on.
    pub slopes: Vec<f32>,
    /// Σ upstream · slopes.
    pub sum: f32,
}

/// Where the gradient of `unit` at `cell` of a column comes from; `None` where its arithmetic cannot be told.
pub fn origin(
    model: &Model,
    seen: &Activations,
    backward: &Backward,
    column: usize,
    unit: usize,
    cell: [usize; 2],
) -> Option<GradientOrigin> {
    let this = &model.columns[column];
    let at = (unit * this.shape.h + cell[0]) * this.shape.w + cell[1];
    let gradient = |id: NodeId| backward.pass.gradients[id.0][at];
    if this.last == model.plan.network().last() {
        let wanted = f32::from(u8::from(unit == backward.label));
        return Some(GradientOrigin::Logit {
            probability: seen.probabilities[unit],
            wanted,
            total: gradient(this.shown),
        });
    }
    let mut terms = Vec::new();
    let readers = (0..model.columns.len()).filter(|&reader| model.columns[reader].sources.contains(&column));
    for reader in readers {
        terms.extend(terms_of(model, seen, backward, reader, this.shown, at)?);
    }
    let activation = match model.plan.layer(this.shown) {
        Some(Layer::Activation(activation)) if this.shown != this.layer => {
            if !seen.has(&[this.layer, this.shown]) {
                return None;
            }
            let slope = activation.derivative(seen.of(this.layer)[at], seen.of(this.shown)[at]);
            Some((model.plan.layer(this.shown)?.op().name(), slope, gradient(this.layer)))
        }
        _ => None,
    };
    Some(GradientOrigin::Sum { terms, total: gradient(this.shown), activation })
}

/// What each map or unit of a reader column passes back to value `at` of a node that it reads.
fn terms_of(
    model: &Model,
    seen: &Activations,
    backward: &Backward,
    reader: usize,
    node: NodeId,
    at: usize,
) -> Option<Vec<GradientTerm>> {
    let (layer, shape) = (model.columns[reader].layer, model.plan.shape(model.columns[reader].layer));
    let slopes = slopes(model, seen, layer, node, at)?;
    let upstream = &backward.pass.gradients[layer.0];
    let mut units: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for i in (0..shape.len()).filter(|&i| slopes[i] != 0.0) {
        units.entry(i / shape.area()).or_default().push(i);
    }
    let term = |(unit, values): (usize, Vec<usize>)| {
        let row = |i: &usize| i / shape.w;
        let upstream: Vec<f32> = values.iter().map(|&i| upstream[i]).collect();
        let slopes: Vec<f32> = values.iter().map(|&i| slopes[i]).collect();
        // Weights that are 0 leave gaps in the rectangle, which then is no rectangle.
        let width = values.iter().filter(|i| row(i) == row(&values[0])).count();
        GradientTerm {
            reader: (reader, unit),
            width: if values.len().is_multiple_of(width) { width } else { values.len() },
            sum: upstream.iter().zip(&slopes).map(|(d, slope)| d * slope).sum(),
            upstream,
            slopes,
        }
    };
    Some(units.into_iter().map(term).collect())
}

/// ∂y/∂a of every output y of a layer, where a is value `at` of a node that it reads.
fn slopes(model: &Model, seen: &Activations, layer: NodeId, node: NodeId, at: usize) -> Option<Vec<f32>> {
    let plan = &model.plan;
    let (shapes, input) = (plan.input_shapes(layer), *plan.inputs(layer).first()?);
    let op = plan.layer(layer)?.op();
    let params = &model.weights.params[plan.params_of(layer)];
    let running = &model.weights.running[plan.running_of(layer)];
    let run = |x: &[f32]| {
        let x = [x];
        let pass = LayerPass::forward(op, 1, &shapes, &x, params, running, Phase::Infer);
        pass.map(|pass| (pass.y, pass.saved)).ok()
    };
    match plan.layer(layer)? {
        Layer::Pool(Pool { kind: PoolKind::Max, .. }) => {
            if !seen.has(&[node]) {
                return None;
            }
            // A maximum passes all of it on to the cell that it was taken from.
            let (_, winners) = run(seen.of(node))?;
            let (area, output) = (shapes[0].area(), plan.shape(layer).area());
            let passes =
                |(i, &winner): (usize, &f32)| i / output == at / area && winner as usize == at % area;
            Some(winners.iter().enumerate().map(|(i, w)| f32::from(u8::from(passes((i, w))))).collect())
        }
        // These compute sums and means: a slope is what an input of 1 there adds to an input of 0.
        Layer::Conv(_)
        | Layer::ConvTranspose(_)
        | Layer::Dense(_)
        | Layer::Pool(_)
        | Layer::GlobalAvgPool(_)
        | Layer::BatchNorm(_) => {
            let mut x = vec![0.0; plan.shape(input).len()];
            let (before, _) = run(&x)?;
            x[at] = 1.0;
            let (mut slopes, _) = run(&x)?;
            slopes.iter_mut().zip(before).for_each(|(y, before)| *y -= before);
            Some(slopes)
        }
        _ => None,
    }
}

impl ExplainedDraw {
    /// Asks for the gradients of what is drawn and chosen now, unless it was asked for already.
    pub(super) fn go_backward(&mut self) -> Option<Effect> {
        let Self { draw, config, .. } = self;
        if config.direction != Direction::Backward || draw.worker != Worker::Idle {
            return None;
        }
        let (label, _) = classes(config, &draw.activations.as_ref()?.ranking())?;
        let asked = (draw.prepared.as_ref()?.pixels.to_vec(), u8::try_from(label).ok()?);
        if self.asked_backward.as_ref() == Some(&asked) {
            return None;
        }
        let (pixels, label) = asked.clone();
        let run = self.draw.run();
        (self.asked_backward, self.waits_for_gradients) = (Some(asked), true);
        Some(Effect::Send(Command::Backward { run, pixels, label }))
    }
}
