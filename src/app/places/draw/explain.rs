//! Where one value comes from: the arithmetic behind a cell, computed by the layers that also train.

use super::model::{Activations, Model};
use crate::layers::Layer;
use crate::layers::conv::{Conv, naive};
use crate::layers::pool::{Pool, PoolKind};
use crate::network::NodeId;
use crate::shape::Shape;
use crate::window::Window;

/// How a value was made.
#[derive(Clone, Debug, PartialEq)]
pub enum Explanation {
    /// A sum over what the layer sees of each input map, and a bias; then perhaps an activation.
    Sum(Sum),
    /// The largest, or the average, of a window.
    Pool(Pooled),
    /// A function of one value.
    Activation(Applied),
    /// A value less the running mean of its channel, divided by its standard deviation.
    BatchNorm(Normalized),
    /// A value of a map that was put in its place.
    Flatten(Flattened),
}

/// Σ over terms + bias. Terms are products of values and weights, or −(value − code)² of an [`Rbf`](crate::layers::rbf::Rbf).
#[derive(Clone, Debug, PartialEq)]
pub struct Sum {
    /// One partial sum for each input map or unit.
    pub terms: Vec<Term>,
    /// The bias.
    pub bias: f32,
    /// Whether the terms are squared distances, whose weights are the code.
    pub is_distance: bool,
    /// The value before the activation, as the engine computed it.
    pub total: f32,
    /// The activation's name and what it makes of the total.
    pub activation: Option<(&'static str, f32)>,
}

/// What one input map contributes.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// Index of the input map or unit.
    pub source: usize,
    /// Rows and columns of the patch and of the kernel.
    pub size: [usize; 2],
    /// The input values under the taps, row by row.
    pub values: Vec<f32>,
    /// The weights.
    pub weights: Vec<f32>,
    /// Σ values · weights, or −Σ (value − weight)².
    pub sum: f32,
}

/// What an activation makes of a value.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Applied {
    pub name: String,
    pub before: f32,
    pub after: f32,
}

/// weight · (x − μ) / √(σ² + ε) + bias, as in inference; then perhaps an activation.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Normalized {
    pub x: f32,
    /// μ and σ².
    pub mean: f32,
    pub variance: f32,
    pub eps: f32,
    pub weight: f32,
    pub bias: f32,
    /// The value before the activation, as the engine computed it.
    pub total: f32,
    /// The activation's name and what it makes of the total.
    pub activation: Option<(&'static str, f32)>,
}

/// Where a value of a flattened input comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Flattened {
    pub index: usize,
    pub map: usize,
    /// Row and column.
    pub cell: [usize; 2],
    pub value: f32,
}

/// What a pool saw.
#[derive(Clone, Debug, PartialEq)]
pub struct Pooled {
    /// What becomes of the values.
    pub kind: PoolKind,
    /// Rows and columns of the window, as far as it lies on the input.
    pub size: [usize; 2],
    /// The values in it, row by row.
    pub values: Vec<f32>,
    /// Which of them the maximum is; `None` for an average.
    pub winner: Option<usize>,
    /// What came out, as the engine computed it.
    pub total: f32,
}

/// The arithmetic behind the value of `unit` at `cell` of a column; `None` where there is none, or its numbers are on their
/// way.
pub fn explain(
    model: &Model,
    seen: &Activations,
    column: usize,
    unit: usize,
    cell: [usize; 2],
) -> Option<Explanation> {
    let (column, plan) = (&model.columns[column], &model.plan);
    let input = *plan.inputs(column.layer).first()?;
    if !seen.has(&[input, column.layer, column.shown]) {
        return None;
    }
    let (shape, x) = (plan.shape(input), seen.of(input));
    let at = |id: NodeId| seen.of(id)[(unit * column.shape.h + cell[0]) * column.shape.w + cell[1]];
    let activation = (column.shown != column.layer)
        .then(|| Some((plan.layer(column.shown)?.op().name(), at(column.shown))))
        .flatten();
    let params = &model.weights.params[plan.params_of(column.layer)];
    let total = at(column.layer);
    let sum = |terms, bias, is_distance| {
        Some(Explanation::Sum(Sum { terms, bias, is_distance, total, activation }))
    };
    match plan.layer(column.layer)? {
        layer @ Layer::Activation(_) => {
            let before = x[(unit * shape.h + cell[0]) * shape.w + cell[1]];
            let name = layer.op().summary();
            Some(Explanation::Activation(Applied { name, before, after: total }))
        }
        Layer::Flatten(_) => {
            let (index, area) = (cell[0], shape.area());
            let cell = [index % area / shape.w, index % shape.w];
            Some(Explanation::Flatten(Flattened { index, map: index / area, cell, value: total }))
        }
        Layer::Conv(conv) => {
            let bias = if conv.bias { params[params.len() - conv.filters + unit] } else { 0.0 };
            let terms = conv_terms(conv, shape, x, params, unit, cell);
            sum(terms, bias, false)
        }
        Layer::Dense(dense) => {
            let weights = &params[unit * shape.len()..(unit + 1) * shape.len()];
            let bias = if dense.bias { params[dense.units * shape.len() + unit] } else { 0.0 };
            // The units of a flattened input are told apart by the maps they come from.
            let source = &model.columns[*column.sources.first()?];
            sum(dense_terms(source.shape, x, weights), bias, false)
        }
        Layer::Rbf(rbf) => {
            let code: Vec<f32> =
                rbf.codes[unit].iter().map(|&is_one| if is_one { 1.0 } else { -1.0 }).collect();
            let mut terms = dense_terms(shape, x, &code);
            for term in &mut terms {
                term.sum =
                    -term.values.iter().zip(&term.weights).map(|(x, code)| (x - code).powi(2)).sum::<f32>();
            }
            sum(terms, 0.0, true)
        }
        Layer::BatchNorm(norm) => {
            let running = &model.weights.running[plan.running_of(column.layer)];
            let channels = shape.c;
            Some(Explanation::BatchNorm(Normalized {
                x: x[(unit * shape.h + cell[0]) * shape.w + cell[1]],
                mean: running[unit],
                variance: running[channels + unit],
                eps: norm.eps,
                weight: params[unit],
                bias: params[channels + unit],
                total,
                activation,
            }))
        }
        Layer::GlobalAvgPool(_) => Some(Explanation::Pool(Pooled {
            kind: PoolKind::Average { count_padding: true },
            size: [shape.h, shape.w],
            values: seen.map(input, unit, shape.area()).to_vec(),
            winner: None,
            total,
        })),
        Layer::Pool(pool) => Some(Explanation::Pool(pooled(pool, shape, x, unit, cell, total))),
        _ => None,
    }
}

fn conv_terms(
    conv: &Conv,
    shape: Shape,
    x: &[f32],
    params: &[f32],
    unit: usize,
    cell: [usize; 2],
) -> Vec<Term> {
    let size = conv.window.map(|window| window.size);
    let mut terms: Vec<Term> = Vec::new();
    for tap in conv.taps(shape, unit, cell[0], cell[1]) {
        if terms.last().is_none_or(|term| term.source != tap.channel) {
            terms.push(Term { source: tap.channel, size, values: vec![], weights: vec![], sum: 0.0 });
        }
        let term = terms.last_mut().expect("just pushed");
        term.values.push(conv.value(&tap, x));
        term.weights.push(params[tap.weight]);
    }
    summed(terms)
}

fn dense_terms(shape: Shape, x: &[f32], weights: &[f32]) -> Vec<Term> {
    let maps = x.chunks_exact(shape.area()).zip(weights.chunks_exact(shape.area()));
    let term = |(source, (values, weights)): (usize, (&[f32], &[f32]))| Term {
        source,
        size: [shape.h, shape.w],
        values: values.to_vec(),
        weights: weights.to_vec(),
        sum: 0.0,
    };
    summed(maps.enumerate().map(term).collect())
}

fn summed(mut terms: Vec<Term>) -> Vec<Term> {
    for term in &mut terms {
        term.sum = term.values.iter().zip(&term.weights).map(|(x, w)| x * w).sum();
    }
    terms
}

fn pooled(pool: &Pool, shape: Shape, x: &[f32], unit: usize, cell: [usize; 2], total: f32) -> Pooled {
    let plane = &x[unit * shape.area()..(unit + 1) * shape.area()];
    // Only cells of the input count: the padding is never the largest, and adds nothing to an average.
    let cells = |axis: usize, len: usize| -> Vec<usize> {
        let (window, out) = (pool.window[axis], cell[axis]);
        window.taps(out, len).map(|tap| window.input_from_output(out, tap) as usize).collect()
    };
    let (rows, columns) = (cells(0, shape.h), cells(1, shape.w));
    let values: Vec<f32> =
        rows.iter().flat_map(|row| columns.iter().map(move |column| plane[row * shape.w + column])).collect();
    let max = pool.kind == PoolKind::Max;
    Pooled {
        kind: pool.kind,
        size: [rows.len(), columns.len()],
        winner: max.then(|| values.iter().position(|&value| value == total)).flatten(),
        values,
        total,
    }
}

/// For each input map that `unit` of a convolution sees, that map alone convolved with its kernel: what is summed.
pub fn partial_maps(model: &Model, seen: &Activations, column: usize, unit: usize) -> Vec<Vec<f32>> {
    let (column, plan) = (&model.columns[column], &model.plan);
    let Some(Layer::Conv(conv)) = plan.layer(column.layer) else { return Vec::new() };
    let input = plan.inputs(column.layer)[0];
    let shape = plan.shape(input);
    let params = &model.weights.params[plan.params_of(column.layer)];
    let alone = Conv { filters: 1, groups: 1, bias: false, connection_table: None, ..conv.clone() };
    let taps = conv.taps_per_kernel();
    let per_group = shape.c / conv.groups;
    let first = unit / (conv.filters / conv.groups) * per_group;
    (0..per_group)
        .filter(|&index| conv.connected(unit, index))
        .map(|index| {
            let kernel = (unit * per_group + index) * taps;
            let (x, weight) = (seen.map(input, first + index, shape.area()), &params[kernel..kernel + taps]);
            naive::forward(&alone, Shape { c: 1, ..shape }, x, weight, &[])
                .expect("it is a part of a planned convolution")
        })
        .collect()
}

/// The cells of a source column's maps that a cell of `column` looks at: rows and columns from, to.
pub fn patch(model: &Model, column: usize, cell: [usize; 2]) -> Option<[std::ops::Range<isize>; 2]> {
    let (column, plan) = (&model.columns[column], &model.plan);
    let windows: [Window; 2] = plan.layer(column.layer)?.op().window(&plan.input_shapes(column.layer))?;
    Some([0, 1].map(|axis| {
        let first = windows[axis].input_from_output(cell[axis], 0);
        first..first + windows[axis].span() as isize
    }))
}
