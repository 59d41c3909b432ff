//! What the views of Convolve with links of their own say.

use super::{Answer, AnswerError, cell, no_such_cell, output};
use crate::app::lab::{Example, Pointer};
use crate::app::lessons::{Kind, Quantity};
use crate::app::places::counts::{Counts, DenseCost, Topic, connections, dense_costs};
use crate::app::places::functions::{Functions, largest_slope};
use crate::app::places::norms::Norms;
use crate::app::places::volumes::Volumes;

type Answered = Option<Result<Answer, AnswerError>>;

pub(super) fn volumes(volumes: &Volumes, quantity: &Quantity) -> Answered {
    let [weights, biases] = volumes.params();
    Some(Ok(match quantity.kind {
        Kind::Weights => Answer::number(weights as f64),
        Kind::Parameters => Answer::number((weights + biases) as f64),
        Kind::Products => Answer::count(volumes.kernel * volumes.kernel * volumes.input.c),
        Kind::MultiplyAdds => Answer::number(volumes.macs() as f64),
        _ => {
            let shape = volumes.output().ok()?;
            return output(quantity, &[], [shape.c, shape.h, shape.w]);
        }
    }))
}

pub(super) fn counts(counts: &Counts, quantity: &Quantity) -> Answered {
    let [dense, local, shared] = connections(counts);
    let number = match (counts.topic, quantity.kind) {
        (Topic::Connections, Kind::DenseConnections) => dense.connections,
        (Topic::Connections, Kind::Connections) => local.connections,
        (Topic::Connections, Kind::Weights) => shared.weights,
        (Topic::Dense, Kind::Parameters) => dense_costs(counts).into_iter().map(DenseCost::params).sum(),
        (Topic::Flatten, Kind::OutputLength) => counts.input.len() as u64,
        _ => return None,
    };
    Some(Ok(Answer::number(number as f64)))
}

pub(super) fn functions(functions: &Functions, quantity: &Quantity) -> Answered {
    let largest = largest_slope(functions.activation());
    let layers = quantity.numbers.first().map_or(1, |&layers| layers as i32);
    (quantity.kind == Kind::LargestSlope).then(|| Ok(Answer::number(largest.powi(layers))))
}

pub(super) fn norms(norms: &Norms, quantity: &Quantity) -> Answered {
    let of = |at: usize, what: &dyn Fn(usize) -> f32| {
        let pointer = Pointer::at_step(at);
        let formula = norms.figure(&pointer).formula;
        Answer::numbers([what(at)]).because(format!("{} = {}", formula.of, formula.text()))
    };
    let computed = norms.compute();
    Some(match (quantity.kind, &quantity.numbers[..]) {
        (Kind::Output, [_, _]) => cell(quantity, [1, norms.samples, norms.features])
            .map(|[_, sample, feature]| of(sample * norms.features + feature, &|at| computed.y[at])),
        (Kind::Mean, [index]) => computed
            .means
            .get(*index)
            .map(|mean| Answer::numbers([*mean]))
            .ok_or_else(|| no_such_cell(quantity)),
        _ => return None,
    })
}
