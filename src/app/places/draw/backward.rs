//! The way back: the gradients of one labelled drawing, and where each of them comes from.

use std::collections::BTreeMap;

use super::explained_draw::ExplainedDraw;
use super::link::Direction;
use super::model::{Activations, Model};
use super::slopes::slopes as slopes_of;
use super::why::classes;
use super::{ExplainedEffect, Worker};
use crate::layers::Layer;
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
        let wanted = f32::from(u8::from(at == backward.label));
        return Some(GradientOrigin::Logit {
            probability: seen.probabilities[at],
            wanted,
            total: gradient(this.shown),
        });
    }
    let mut terms = Vec::new();
    let x = seen.of(this.shown);
    let readers = (0..model.columns.len()).filter(|&reader| model.columns[reader].sources.contains(&column));
    for reader in readers {
        terms.extend(terms_of(model, backward, reader, column, at, x)?);
    }
    let activation = match activation(model, seen, column, at) {
        Some((name, slope)) => Some((name, slope, gradient(this.layer))),
        None if this.shown != this.layer => return None,
        None => None,
    };
    Some(GradientOrigin::Sum { terms, total: gradient(this.shown), activation })
}

/// The name of the activation behind a column's layer and its slope at value `at`: of several, the product of their slopes.
/// `None` where there is none, or its numbers are on their way.
pub fn activation(
    model: &Model,
    seen: &Activations,
    column: usize,
    at: usize,
) -> Option<(&'static str, f32)> {
    let (plan, this) = (&model.plan, &model.columns[column]);
    if this.shown == this.layer || !seen.has(&[this.layer]) {
        return None;
    }
    let nodes = (this.layer.0 + 1..=this.shown.0).map(NodeId);
    let (mut z, mut slope) = (seen.of(this.layer)[at], 1.0);
    for node in nodes {
        if let Some(Layer::Activation(activation)) = plan.layer(node) {
            let a = activation.value(z);
            slope *= activation.derivative(z, a);
            z = a;
        }
    }
    Some((plan.layer(this.shown)?.op().name(), slope))
}

/// ∂z/∂a of everything that the layer of a reader column computes, where a is value `at` of a column that it reads, whose values
/// are `x`.
pub fn slopes_to(model: &Model, reader: usize, column: usize, at: usize, x: &[f32]) -> Option<Vec<f32>> {
    let (this, layer) = (&model.columns[column], model.columns[reader].layer);
    let mut slopes = vec![0.0; model.plan.shape(layer).len()];
    // A layer may read it more than once, as the sum of a value with itself does.
    let inputs = model.plan.inputs(layer).iter().enumerate();
    for (input, _) in inputs.filter(|(_, node)| (this.layer..=this.last).contains(node)) {
        let more = slopes_of(model, layer, input, at, x)?;
        slopes.iter_mut().zip(more).for_each(|(sum, slope)| *sum += slope);
    }
    Some(slopes)
}

/// What each map or unit of a reader column passes back to value `at` of a column that it reads, whose values are `x`.
fn terms_of(
    model: &Model,
    backward: &Backward,
    reader: usize,
    column: usize,
    at: usize,
    x: &[f32],
) -> Option<Vec<GradientTerm>> {
    let (layer, shape) = (model.columns[reader].layer, model.plan.shape(model.columns[reader].layer));
    let slopes = slopes_to(model, reader, column, at, x)?;
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

impl ExplainedDraw {
    /// Asks for the gradients of what is drawn and chosen now, unless it was asked for already.
    pub(super) fn go_backward(&mut self) -> Option<ExplainedEffect> {
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
        Some(ExplainedEffect::Send(Command::Backward { run, pixels, label }))
    }
}
