//! What the view Stack says.

use super::{Answer, AnswerError};
use crate::app::lessons::{Kind, Quantity};
use crate::app::places::stack::{Stack, Tower, Weighed};

/// What a question calls the stack beside the first one.
const SECOND: &str = "second stack";

pub(super) fn answer(stack: &Stack, quantity: &Quantity) -> Option<Result<Answer, AnswerError>> {
    let tower = match quantity.of.as_deref() {
        None => stack.tower(),
        Some(SECOND) => stack.towers().get(1)?,
        Some(name) => return Some(Err(AnswerError::NoSuchLayer { name: name.to_owned() })),
    };
    let last = &tower.rows[tower.last()];
    Some(Ok(match quantity.kind {
        Kind::ReceptiveField => Answer::number(last.field?[0].size as f64).because(growth(tower)?),
        Kind::OutputSize => Answer::size(last.output.h, last.output.w),
        Kind::WeightsPerChannelPair => {
            let (weights, pairs) = (Weighed::of(tower).weights, (stack.channels() as u64).pow(2));
            Answer::number(weights.is_multiple_of(pairs).then(|| weights / pairs)? as f64)
        }
        _ => return None,
    }))
}

/// What each layer adds to what its cells see: "1 + 2 + 2 + 2".
fn growth(tower: &Tower) -> Option<String> {
    let sizes: Option<Vec<u64>> = tower.rows.iter().map(|row| Some(row.field?[0].size)).collect();
    let sizes = sizes?;
    let added = sizes.windows(2).map(|pair| pair[1].checked_sub(pair[0]));
    let added: Option<Vec<u64>> = std::iter::once(sizes.first().copied()).chain(added).collect();
    Some(added?.iter().map(ToString::to_string).collect::<Vec<_>>().join(" + "))
}
