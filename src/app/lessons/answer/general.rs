//! Answers that follow from the numbers of the question alone.

use super::{Answer, AnswerError, no_such_cell};
use crate::app::lessons::{Kind, Quantity};
use crate::app::places::functions::largest_slope;
use crate::layers::activation::Activation;
use crate::network::{NodeId, Plan};

pub(super) fn answer(quantity: &Quantity) -> Option<Result<Answer, AnswerError>> {
    let numbers = &quantity.numbers[..];
    let answer = match quantity.kind {
        Kind::DenseParameters => dense_parameters(numbers).map(|params| params as f64),
        Kind::LargestSlope => {
            let slope = activation(quantity.of.as_deref()?).map(largest_slope);
            slope.map(|slope| slope.powi(numbers.first().map_or(1, |&layers| layers as i32)))
        }
        _ => return None,
    };
    Some(answer.map(Answer::number).ok_or_else(|| no_such_cell(quantity)))
}

/// Weights and biases of dense layers on an image of this height, width and number of channels. They may be more than any
/// plan takes.
fn dense_parameters(numbers: &[usize]) -> Option<u64> {
    let [h, w, c, units @ ..] = numbers else { return None };
    let (mut inputs, mut params) =
        ([h, w, c].into_iter().try_fold(1u64, |n, &m| n.checked_mul(m as u64))?, 0u64);
    for &units in units {
        params = params.checked_add(inputs.checked_add(1)?.checked_mul(units as u64)?)?;
        inputs = units as u64;
    }
    Some(params)
}

fn activation(name: &str) -> Option<Activation> {
    Some(match name {
        "sigmoid" => Activation::Sigmoid,
        "tanh" => Activation::Tanh,
        "ReLU" => Activation::Relu,
        _ => return None,
    })
}

/// The layer of a plan with this name, if there is one.
pub(super) fn node_named(plan: &Plan, name: &str) -> Option<NodeId> {
    plan.ids().skip(1).find(|&id| plan.name(id) == name)
}
