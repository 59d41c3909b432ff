//! What Train says before anything was trained.

use super::general::node_named;
use super::{Answer, AnswerError};
use crate::app::lessons::{Kind, Quantity};
use crate::app::places::train::TrainConfig;
use crate::network::NodeId;

pub(super) fn answer(config: &TrainConfig, quantity: &Quantity) -> Option<Result<Answer, AnswerError>> {
    let plan = config.plan(0).ok()?;
    let cost = match &quantity.of {
        None => plan.total_cost(),
        Some(name) => match node_named(&plan, name) {
            Some(id) => plan.cost(id),
            None => return Some(Err(AnswerError::NoSuchLayer { name: name.clone() })),
        },
    };
    Some(Ok(match quantity.kind {
        Kind::Parameters => Answer::number(cost.params as f64),
        Kind::MultiplyAdds => Answer::number(cost.macs as f64),
        Kind::Inputs => Answer::count(plan.shape(NodeId::INPUT).len()),
        _ => return None,
    }))
}
