//! The chain rule along one path: from one value through one value of every layer to a logit, factor by factor.

use super::backward::{Backward, activation, slopes_to};
use super::model::{Activations, Model};

/// One path through the network.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// One value of each column on the way, the logit last.
    pub stops: Vec<Stop>,
    /// p − y of the logit: ∂L/∂z.
    pub error: f32,
    /// The product of all factors: what this path alone brings back.
    pub product: f32,
}

/// A value on a path, and what the chain rule multiplies there.
#[derive(Clone, Debug, PartialEq)]
pub struct Stop {
    /// Its column.
    pub column: usize,
    /// Its map or unit.
    pub unit: usize,
    /// Row and column of the map.
    pub cell: [usize; 2],
    /// ∂z/∂a of what the layer computes of the value before: a weight, or what a pool passes on.
    pub slope: f32,
    /// The name of the activation and f′(z), where there is one.
    pub activation: Option<(&'static str, f32)>,
    /// Maps or units of this column that a path could go through.
    pub units: Vec<usize>,
}

/// The path from a value through these maps or units, and through the strongest where none is chosen. `None` where it cannot be
/// told, or no logit depends on the value.
pub fn path(
    model: &Model,
    seen: &Activations,
    backward: &Backward,
    (column, unit, cell): (usize, usize, [usize; 2]),
    chosen: &[usize],
) -> Option<Path> {
    let shape = model.columns[column].shape;
    let (mut column, mut at) = (column, (unit * shape.h + cell[0]) * shape.w + cell[1]);
    let mut stops: Vec<Stop> = Vec::new();
    while model.columns[column].last != model.plan.network().last() {
        let readers =
            (0..model.columns.len()).filter(|&reader| model.columns[reader].sources.contains(&column));
        // Every value that reads this one: its column, its place, how fast it grows, and how much of the loss depends on it.
        let mut values: Vec<(usize, usize, f32, f32)> = Vec::new();
        for reader in readers {
            let slopes = slopes_to(model, reader, column, at, seen.of(model.columns[column].shown))?;
            let upstream = &backward.pass.gradients[model.columns[reader].layer.0];
            let reads = (0..slopes.len()).filter(|&i| slopes[i] != 0.0);
            values.extend(reads.map(|i| (reader, i, slopes[i], (slopes[i] * upstream[i]).abs())));
        }
        let unit_of = |&(reader, i, ..): &(usize, usize, f32, f32)| i / model.columns[reader].shape.area();
        let wanted =
            chosen.get(stops.len()).filter(|unit| values.iter().any(|value| unit_of(value) == **unit));
        let strongest = values
            .iter()
            .filter(|value| wanted.is_none_or(|unit| unit_of(value) == *unit))
            .max_by(|a, b| a.3.total_cmp(&b.3).then(a.2.abs().total_cmp(&b.2.abs())))?;
        let (reader, i, slope, _) = *strongest;
        let next = &model.columns[reader];
        let mut units: Vec<usize> = values.iter().filter(|value| value.0 == reader).map(unit_of).collect();
        units.dedup();
        let slope_of = activation(model, seen, reader, i);
        if next.shown != next.layer && slope_of.is_none() {
            return None;
        }
        let (unit, cell) = (unit_of(strongest), [i % next.shape.area() / next.shape.w, i % next.shape.w]);
        stops.push(Stop { column: reader, unit, cell, slope, activation: slope_of, units });
        (column, at) = (reader, i);
    }
    let error = backward.pass.gradients[model.plan.network().last().0][at];
    let factor = |stop: &Stop| stop.slope * stop.activation.map_or(1.0, |(_, slope)| slope);
    let product = stops.iter().map(factor).product::<f32>() * error;
    Some(Path { stops, error, product })
}
