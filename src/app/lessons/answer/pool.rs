//! What Pool says.

use super::{Answer, AnswerError, cell, output};
use crate::app::lab::Nudge;
use crate::app::lab::{Example, Pointer};
use crate::app::lessons::{Kind, Quantity};
use crate::app::places::pool::{Kind as PoolKind, Pooling};
use crate::shape::Shape;

pub(super) fn answer(pooling: &Pooling, quantity: &Quantity) -> Option<Result<Answer, AnswerError>> {
    let Shape { c, h, w } = pooling.fitting_output();
    let computed = pooling.compute();
    Some(match quantity.kind {
        Kind::Output if !quantity.numbers.is_empty() => {
            cell(quantity, [c, h, w]).map(|[channel, row, column]| {
                let at = (channel * h + row) * w + column;
                let pointer = Pointer::at_step(at);
                let formula = pooling.clone().with_step(at).figure(&pointer).formula;
                Answer::numbers([computed.y[at]]).because(format!("{} = {}", formula.of, formula.text()))
            })
        }
        Kind::InputGradient => {
            let Shape { c, h, w } = pooling.input;
            let all = pooling.clone().with_step(pooling.steps() - 1).compute().accumulated;
            cell(quantity, [c, h, w])
                .map(|[channel, row, column]| Answer::numbers([all[(channel * h + row) * w + column]]))
        }
        Kind::ChangedInputs => Ok(Answer::count(Nudge::count(&pooling.nudged().input_changed).0)),
        Kind::ChangedOutputs => Ok(Answer::count(Nudge::count(&pooling.nudged().output_changed).0)),
        Kind::MovesAlong => Ok(Answer::yes_or_no(moves_along(pooling))),
        Kind::Parameters | Kind::Weights => Ok(Answer::count(match pooling.kind {
            PoolKind::Convolution => pooling.weight.len(),
            _ => 0,
        })),
        Kind::Inputs => Ok(Answer::count(pooling.input.len())),
        _ => return output(quantity, &computed.y, [c, h, w]),
    })
}

/// Whether the output of the moved input is the output, moved by as many cells, wherever both are.
fn moves_along(pooling: &Pooling) -> bool {
    let (Shape { c, h, w }, before, after) =
        (pooling.fitting_output(), pooling.compute().y, pooling.nudged().y);
    let by: [Option<isize>; 2] = std::array::from_fn(|axis| {
        let (nudge, stride) = (pooling.nudge[axis], pooling.window[axis].stride as isize);
        (nudge % stride == 0).then_some(nudge / stride)
    });
    let [Some(down), Some(right)] = by else { return false };
    (0..c).all(|channel| {
        (0..h).all(|row| {
            (0..w).all(|column| {
                let to = (row.checked_add_signed(down), column.checked_add_signed(right));
                let (Some(to_row), Some(to_column)) = to else { return true };
                let at = |row: usize, column: usize| (channel * h + row) * w + column;
                to_row >= h || to_column >= w || before[at(row, column)] == after[at(to_row, to_column)]
            })
        })
    })
}
