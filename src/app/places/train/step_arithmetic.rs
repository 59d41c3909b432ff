//! The arithmetic of one value of a step in slow motion, with its numbers: the terms that Draw explains a cell by, as one line.

use super::{Look, Progress, bands};
use crate::app::numbers::{bracketed, decimals, equals, read_back, rounded_to_sum, sig3};
use crate::app::places::draw::backward::{Backward, GradientOrigin, origin};
use crate::app::places::draw::explain::{Explanation, Sum, explain};
use crate::app::places::draw::model::{Activations, Model};
use crate::app::text::draw::columns::batch_norm;
use crate::app::text::train as text;
use crate::argsort::argsort_descending;
use crate::layers::Layer;
use crate::layers::pool::PoolKind;
use crate::network::{NodeId, Plan, Weights};
use crate::session::BackwardPass;

/// Terms that are written out; the others are added up.
const TERMS: usize = 4;
/// Values of a pool that are written out.
const POOLED: usize = 9;

/// What the arithmetic of a sample's values is made of: what every node computes, with which parameters, and on the way back the
/// gradients.
pub(super) fn arithmetic_probes(plan: &Plan, look: Look) -> Vec<(NodeId, Look)> {
    let of = |look| plan.ids().map(move |id| (id, look));
    let gradients = (look == Look::Gradients).then(|| of(Look::Gradients));
    of(Look::Activations)
        .chain(of(Look::Weights))
        .chain(of(Look::RunningStatistics))
        .chain(gradients.into_iter().flatten())
        .collect()
}

/// The network and its values, as far as reports brought them.
struct Seen {
    model: Model,
    activations: Activations,
    gradients: Vec<Vec<f32>>,
}

impl Seen {
    /// `None` where they were too many to be sent, or are on their way.
    fn of(progress: &Progress) -> Option<Self> {
        let (plan, look) = (&progress.plan, progress.look);
        let probes = arithmetic_probes(plan, look);
        let values = progress.values.get(bands(plan, look).len()..)?;
        if values.len() < probes.len() {
            return None;
        }
        let mut weights =
            Weights { params: vec![0.0; plan.params_len()], running: vec![0.0; plan.running_len()] };
        let (mut activations, mut gradients) = (Vec::new(), Vec::new());
        for ((id, look), values) in probes.into_iter().zip(values) {
            let into = match look {
                Look::Activations => {
                    activations.push(values.to_vec());
                    continue;
                }
                Look::Gradients => {
                    gradients.push(values.to_vec());
                    continue;
                }
                Look::Weights => &mut weights.params[plan.params_of(id)],
                _ => &mut weights.running[plan.running_of(id)],
            };
            if into.len() != values.len() {
                return None;
            }
            into.copy_from_slice(values);
        }
        let nodes: Vec<NodeId> = plan.ids().collect();
        let activations = Activations::new(&nodes, activations);
        let ranges = vec![1.0; nodes.len()];
        let is_complete = activations.has(&nodes);
        let model = Model::new(plan.clone(), weights, ranges);
        is_complete.then_some(Self { model, activations, gradients })
    }

    /// The column that shows a node, and the map or unit and the cell of one of its values.
    fn place(&self, shown: NodeId, index: usize) -> Option<(usize, usize, [usize; 2])> {
        let column = self.model.columns.iter().position(|column| column.shown == shown)?;
        let shape = self.model.columns[column].shape;
        let (unit, at) = (index / shape.area(), index % shape.area());
        Some((column, unit, [at / shape.w, at % shape.w]))
    }

    /// A map or unit, with what it adds.
    fn term(&self, value: &str, column: usize, unit: usize) -> String {
        let has_maps = self.model.columns[column].shape.area() > 1;
        text::of_map(value, unit, self.model.layer_name(column), has_maps)
    }
}

/// How value `index` of what a column shows was computed.
pub(super) fn forward_arithmetic(progress: &Progress, shown: NodeId, index: usize) -> Option<String> {
    let seen = Seen::of(progress)?;
    let (column, unit, cell) = seen.place(shown, index)?;
    let layer = seen.model.columns[column].layer;
    if let Some(Layer::Add(_)) = seen.model.plan.layer(layer) {
        return Some(seen.added(column, layer, index));
    }
    let after = |(name, after): (&'static str, f32)| (name, sig3(after));
    Some(match explain(&seen.model, &seen.activations, column, unit, cell)? {
        Explanation::Sum(sum) => seen.summed(column, &sum),
        Explanation::BatchNorm(norm) => {
            let numbers = [norm.weight, norm.x, norm.mean, norm.variance, norm.eps, norm.bias].map(bracketed);
            let formula = batch_norm(numbers.each_ref().map(String::as_str));
            let activation = norm.activation.map(after);
            let activation = activation.as_ref().map(|(name, after)| (*name, &**after));
            text::forward_sum(&[formula], "≈", &sig3(norm.total), activation)
        }
        Explanation::Pool(pooled) => {
            let values: Vec<String> = pooled.values.iter().take(POOLED).map(|value| sig3(*value)).collect();
            let total = sig3(pooled.total);
            let sign = if values.len() < pooled.values.len() { "=" } else { pooled.equals(&total) };
            text::pooled(&values, pooled.values.len(), pooled.kind == PoolKind::Max, sign, &total)
        }
        Explanation::Activation(applied) => {
            text::applied(&applied.name, &sig3(applied.before), &sig3(applied.after))
        }
        Explanation::Flatten(_) => return None,
    })
}

/// Where the gradient of value `index` of what a column shows comes from.
pub(super) fn backward_arithmetic(progress: &Progress, shown: NodeId, index: usize) -> Option<String> {
    let mut seen = Seen::of(progress)?;
    let (column, unit, cell) = seen.place(shown, index)?;
    let gradients = std::mem::take(&mut seen.gradients);
    // What stands before all that is trained has none.
    if gradients.iter().skip(seen.model.columns[column].layer.0).any(Vec::is_empty) {
        return None;
    }
    let pass = BackwardPass { loss: 0.0, gradients, dparams: Vec::new() };
    let backward = Backward { label: 0, pass, ranges: Vec::new() };
    let GradientOrigin::Sum { terms, total, activation } =
        origin(&seen.model, &seen.activations, &backward, column, unit, cell)?
    else {
        return None;
    };
    let sums: Vec<f32> = terms.iter().map(|term| term.sum).collect();
    let written = written(&sums, 0.0, total, |i, value| {
        let (reader, unit) = terms[i].reader;
        seen.term(value, reader, unit)
    });
    let (total, before) =
        (written.total, activation.map(|(name, slope, before)| (name, sig3(slope), sig3(before))));
    let activation = before.as_ref().map(|(name, slope, before)| (*name, &**slope, &**before));
    Some(text::backward_sum(&written.terms, written.equals, &total, activation))
}

impl Seen {
    fn summed(&self, column: usize, sum: &Sum) -> String {
        let source = self.model.columns[column].sources.first().copied().unwrap_or(0);
        let sums: Vec<f32> = sum.terms.iter().map(|term| term.sum).collect();
        // A few products are written out, and those of one map alone; else what each map adds.
        let products: usize = sum.terms.iter().map(|term| term.values.len()).sum();
        let are_few = products <= TERMS || sum.terms.len() == 1;
        let written = match are_few && !sum.is_distance {
            true => written_products(sum),
            false => {
                written(&sums, sum.bias, sum.total, |i, value| self.term(value, source, sum.terms[i].source))
            }
        };
        let activation = sum.activation.map(|(name, after)| (name, sig3(after)));
        let activation = activation.as_ref().map(|(name, after)| (*name, &**after));
        text::forward_sum(&written.terms, written.equals, &written.total, activation)
    }

    /// Value `index` of a sum of layers, as in a residual unit.
    fn added(&self, column: usize, layer: NodeId, index: usize) -> String {
        let (plan, shown) = (&self.model.plan, self.model.columns[column].shown);
        let inputs = plan.inputs(layer);
        let sums: Vec<f32> = inputs.iter().map(|id| self.activations.of(*id)[index]).collect();
        let total = self.activations.of(layer)[index];
        let written = written(&sums, 0.0, total, |i, value| text::of_layer(value, plan.name(inputs[i])));
        let name = plan.layer(shown).filter(|_| shown != layer).map(|layer| layer.op().name());
        let after = sig3(self.activations.of(shown)[index]);
        text::forward_sum(&written.terms, written.equals, &written.total, name.map(|name| (name, &*after)))
    }
}

/// A sum as it is written: the largest terms, what the others add, and the bias.
struct Written {
    terms: Vec<String>,
    equals: &'static str,
    total: String,
}

/// The terms of a sum, rounded so that what is written adds up to what is written.
fn written(sums: &[f32], bias: f32, total: f32, name: impl Fn(usize, &str) -> String) -> Written {
    let order = argsort_descending(sums.iter().map(|sum| sum.abs()));
    let (first, others) = order.split_at(order.len().min(TERMS));
    let others_sum: f32 = others.iter().map(|&i| sums[i]).sum();
    let parts: Vec<f32> = first.iter().map(|&i| sums[i]).chain([others_sum, bias]).collect();
    // Three digits of the largest of them.
    let largest = parts.iter().chain([&total]).fold(0.0f32, |largest, part| largest.max(part.abs()));
    let digits = if largest > 0.0 { (2 - libm::log10f(largest).floor() as i32).clamp(0, 8) } else { 2 };
    let (rounded, sum) = rounded_to_sum(&parts, digits);
    let shown = |value: f32| {
        let text = decimals(value, digits as usize);
        if value < 0.0 { format!("({text})") } else { text }
    };
    let mut terms: Vec<String> =
        first.iter().zip(&rounded).map(|(&i, value)| name(i, &shown(*value))).collect();
    terms.extend((!others.is_empty()).then(|| text::others(&shown(rounded[first.len()]), others.len())));
    terms.extend((bias != 0.0).then(|| text::bias(&shown(rounded[first.len() + 1]))));
    let total = decimals(total, digits as usize);
    Written { terms, equals: equals(read_back(&decimals(sum, digits as usize)), &total), total }
}

/// The largest products of a sum, what the others add, and the bias.
fn written_products(sum: &Sum) -> Written {
    let mut factors: Vec<[f32; 2]> = Vec::new();
    for term in &sum.terms {
        factors.extend(term.values.iter().zip(&term.weights).map(|(x, w)| [*x, *w]));
    }
    factors.sort_by(|[x, w], [y, v]| (y * v).abs().total_cmp(&(x * w).abs()));
    let (first, others) = factors.split_at(factors.len().min(TERMS));
    let others_sum = others.iter().map(|[x, w]| x * w).sum();
    let (mut terms, mut added) = (Vec::new(), 0.0);
    for factors in first {
        let [x, w] = factors.map(bracketed);
        added += read_back(&x) * read_back(&w);
        terms.push(text::product(&x, &w));
    }
    let mut add = |value: f32, name: &dyn Fn(&str) -> String| {
        let value = bracketed(value);
        added += read_back(&value);
        terms.push(name(&value));
    };
    if !others.is_empty() {
        add(others_sum, &|value| text::others(value, others.len()));
    }
    if sum.bias != 0.0 {
        add(sum.bias, &text::bias);
    }
    let total = sig3(sum.total);
    Written { terms, equals: equals(added, &total), total }
}
