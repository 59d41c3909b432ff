//! What is shown of a network that has run: its stages, the maps of one of them, its first filters, its best guesses.

use crate::app::places::networks::Subject;
use crate::app::places::networks::table::{Item, Table};
use crate::argsort::argsort_descending;
use crate::layers::Layer;
use crate::network::{Cost, NodeId, Plan, Weights};
use crate::shape::Shape;

/// A stretch of a network whose maps have one shape.
#[derive(Clone, Debug, PartialEq)]
pub struct Stage {
    /// The name of its last layer or module.
    pub name: String,
    /// The node whose values are shown.
    pub end: NodeId,
    /// The shape of these.
    pub shape: Shape,
    /// What all of it costs.
    pub cost: Cost,
}

/// The stages of a network, as far as there are maps.
pub fn stages(Subject { plan, table }: &Subject) -> Vec<Stage> {
    let mut stages: Vec<Stage> = Vec::new();
    for item in table.items() {
        let end = shown_end(plan, table, item);
        // EfficientNet-Lite0's names in files begin with underscores.
        let name = table.name(item).trim_matches('_').replace('_', " ");
        let (shape, cost) = (plan.shape(end), table.cost(item));
        if shape.area() == 1 {
            break;
        }
        match stages.last_mut().filter(|last| last.shape == shape) {
            Some(last) => {
                let Cost { params, macs, activations } = last.cost;
                last.cost = Cost {
                    params: params + cost.params,
                    macs: macs + cost.macs,
                    activations: activations + cost.activations,
                };
                (last.name, last.end) = (name, end);
            }
            None => stages.push(Stage { name, end, shape, cost }),
        }
    }
    stages
}

/// The last node of an item, or the activation behind it that alone reads it.
fn shown_end(plan: &Plan, table: &Table, item: Item) -> NodeId {
    let end = table.end(item);
    let mut readers = plan.ids().filter(|&id| plan.inputs(id).contains(&end));
    match (readers.next(), readers.next()) {
        (Some(reader), None) if matches!(plan.layer(reader), Some(Layer::Activation(_))) => reader,
        _ => end,
    }
}

/// How many rows and columns of tiles show `count` maps in a room, and how large each is.
pub fn tiles(count: usize, [width, height]: [f32; 2], gap: f32) -> (usize, f32) {
    const SIDES: [f32; 2] = [14.0, 64.0];
    let across = |side: f32| (((width + gap) / (side + gap)) as usize).max(1);
    let fits = |side: f32| count.div_ceil(across(side)) as f32 * (side + gap) - gap <= height;
    let mut side = SIDES[1];
    while side > SIDES[0] && !fits(side) {
        side -= 1.0;
    }
    (across(side).min(count.max(1)), side)
}

/// The map that differs most within itself, which shows more than others.
pub fn liveliest(values: &[f32], shape: Shape) -> usize {
    let variance = |map: &[f32]| {
        let mean = map.iter().sum::<f32>() / map.len() as f32;
        map.iter().map(|value| (value - mean).powi(2)).sum::<f32>()
    };
    let variances: Vec<f32> = values.chunks_exact(shape.area()).map(variance).collect();
    (0..variances.len()).max_by(|&a, &b| variances[a].total_cmp(&variances[b])).unwrap_or(0)
}

/// What 99 of 100 magnitudes do not exceed.
pub fn usual_largest(values: &[f32]) -> f32 {
    let mut magnitudes: Vec<f32> = values.iter().map(|value| value.abs()).collect();
    let at = magnitudes.len() * 99 / 100;
    if at < magnitudes.len() { *magnitudes.select_nth_unstable_by(at, f32::total_cmp).1 } else { 0.0 }
}

/// The filters of the first convolution.
#[derive(Clone, Debug, PartialEq)]
pub struct Filters {
    /// Channels, rows and columns of each.
    pub shape: Shape,
    /// Filter after filter, each divided by its largest magnitude.
    pub values: Vec<f32>,
}

/// The filters of the first convolution, if there is one.
pub fn first_filters(plan: &Plan, weights: &Weights) -> Option<Filters> {
    let first = plan.ids().find(|&id| matches!(plan.layer(id), Some(Layer::Conv(_))))?;
    let slot = plan.slot(first, "weight")?;
    let [_, c, h, w] = slot.dims[..] else { return None };
    let shape = Shape::new(c, h, w);
    let scaled = |filter: &[f32]| {
        let largest = filter.iter().fold(f32::MIN_POSITIVE, |largest, w| largest.max(w.abs()));
        filter.iter().map(|w| w / largest).collect::<Vec<f32>>()
    };
    let values = weights.params[slot.range.clone()].chunks_exact(shape.len()).flat_map(scaled).collect();
    Some(Filters { shape, values })
}

impl Filters {
    /// How many there are.
    pub fn count(&self) -> usize {
        self.values.len() / self.shape.len()
    }

    /// A filter over three channels as colours: grey is zero. `None` for other filters, which have no colours.
    pub fn colours(&self, filter: usize) -> Option<Vec<[u8; 4]>> {
        let (area, values) = (self.shape.area(), &self.values[filter * self.shape.len()..]);
        let byte = |channel: usize, i: usize| (127.5 + 127.5 * values[channel * area + i]).round() as u8;
        (self.shape.c == 3).then(|| (0..area).map(|i| [byte(0, i), byte(1, i), byte(2, i), 255]).collect())
    }
}

/// A class and its probability.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Guess {
    pub class: usize,
    pub probability: f32,
}

/// The five most probable classes, or all where there are fewer, by the softmax of the logits.
pub fn guesses(logits: &[f32]) -> Vec<Guess> {
    let largest = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let exponentials: Vec<f32> = logits.iter().map(|logit| libm::expf(logit - largest)).collect();
    let sum: f32 = exponentials.iter().sum();
    let order = argsort_descending(exponentials.iter().copied()).into_iter().take(5);
    order.map(|class| Guess { class, probability: exponentials[class] / sum }).collect()
}
