//! What Convolve says.

use super::{Answer, AnswerError, cell, output};
use crate::app::lab::{Example, Pointer};
use crate::app::lessons::{Kind, Quantity, Value};
use crate::app::numbers::trimmed;
use crate::app::places::convolve::{Convolve, Mode, Target, View, total};
use crate::shape::Shape;

pub(super) fn answer(convolve: &Convolve, quantity: &Quantity) -> Option<Result<Answer, AnswerError>> {
    let forward = convolve.in_mode(Mode::Forward)?;
    let Shape { c, h, w } = forward.fitting_output();
    let computed = forward.compute();
    let [rows, columns] = convolve.conv.window;
    Some(match quantity.kind {
        Kind::Output if !quantity.numbers.is_empty() => {
            cell(quantity, [c, h, w]).map(|[channel, row, column]| {
                let at = (channel * h + row) * w + column;
                let pointer = Pointer::at_step(at);
                let formula = forward.clone().with_step(at).figure(&pointer).formula;
                Answer::numbers([computed.y[at]]).because(format!("{} = {}", formula.of, formula.text()))
            })
        }
        Kind::Inputs => Ok(Answer::count(convolve.input.len())),
        Kind::Uses => uses(&forward, quantity),
        Kind::UsesOfWeight => weight(convolve, quantity, |terms| Answer::count(terms.len())),
        Kind::WeightGradient => weight(convolve, quantity, |terms| {
            let sum = terms.iter().map(|(a, b, ..)| a * b).sum::<f32>();
            let products = terms.iter().map(|(a, b, ..)| format!("{}·{}", trimmed(*a), trimmed(*b)));
            Answer::numbers([sum]).because(products.collect::<Vec<_>>().join(" + "))
        }),
        Kind::WeightGradientInLetters => weight(convolve, quantity, |terms| {
            let letters = |(.., cell, step): &(f32, f32, usize, usize)| {
                format!("a{}δ{}", subscript(cell + 1), subscript(step + 1))
            };
            Answer::of(Value::Word(terms.iter().map(letters).collect::<Vec<_>>().join(" + ")))
        }),
        Kind::InputGradient => input_gradient(convolve, quantity)?,
        Kind::UnusedRows => Ok(Answer::count(rows.unused(convolve.input.h))),
        Kind::SamePadding => Ok(Answer::count(rows.size / 2)),
        Kind::Products => Ok(Answer::count(convolve.channels_per_group() * convolve.conv.taps_per_kernel())),
        Kind::Weights => Ok(Answer::count(convolve.weights())),
        Kind::Parameters => Ok(Answer::count(convolve.weights() + convolve.bias.len())),
        Kind::Connections => {
            let each = rows.size * columns.size * convolve.channels_per_group();
            Ok(Answer::count(c * h * w * each).because(format!("{} · {each}", c * h * w)))
        }
        Kind::DenseConnections => {
            let (outputs, inputs) = (c * h * w, convolve.input.len());
            Ok(Answer::count(outputs * inputs).because(format!("{outputs} · {inputs}")))
        }
        Kind::FlipMatters => {
            let flipped = Convolve { flip: !forward.flip, ..forward.clone() };
            Ok(Answer::yes_or_no(flipped.compute().y != computed.y))
        }
        Kind::MultiplyAdds | Kind::MultiplyAddsThrough1x1 => {
            let View::Bottleneck(depth) = convolve.view else { return None };
            let through = quantity.kind == Kind::MultiplyAddsThrough1x1;
            let stages = if through { depth.through() } else { depth.direct() };
            Ok(Answer::number(total(&stages).macs as f64))
        }
        _ => return output(quantity, &computed.y, [c, h, w]),
    })
}

/// How many windows read an input cell.
fn uses(forward: &Convolve, quantity: &Quantity) -> Result<Answer, AnswerError> {
    let Shape { c, h, w } = forward.input;
    let [channel, row, column] = cell(quantity, [c, h, w])?;
    let reads = |step: &usize| {
        let products = forward.products_of_step(*step);
        products.iter().any(|(_, term)| {
            (term.cell.channel, term.cell.row, term.cell.column) == (channel, row as isize, column as isize)
        })
    };
    Ok(Answer::count((0..forward.fitting_output().area()).filter(reads).count()))
}

/// What follows from the terms of a weight's gradient: an input value, an upstream value, the input's index in its channel
/// and the step.
fn weight(
    convolve: &Convolve,
    quantity: &Quantity,
    answer: impl Fn(&[(f32, f32, usize, usize)]) -> Answer,
) -> Result<Answer, AnswerError> {
    let [rows, columns] = convolve.conv.window.map(|window| window.size);
    let [channel, row, column] = cell(quantity, [convolve.channels_per_group(), rows, columns])?;
    let terms = convolve.terms(Target::Weight { filter: 0, channel, tap: [row, column] });
    let term = |term: crate::app::places::convolve::Term| {
        let cell = term.cell.row * convolve.input.w as isize + term.cell.column;
        (term.a, term.b, cell.max(0) as usize, term.step)
    };
    Ok(answer(&terms.into_iter().map(term).collect::<Vec<_>>()))
}

fn input_gradient(convolve: &Convolve, quantity: &Quantity) -> Option<Result<Answer, AnswerError>> {
    let backward = convolve.in_mode(Mode::InputGradient)?;
    let all = backward.clone().with_step(backward.steps() - 1).compute().accumulated;
    let Shape { c, h, w } = convolve.input;
    Some(
        cell(quantity, [c, h, w])
            .map(|[channel, row, column]| Answer::numbers([all[(channel * h + row) * w + column]])),
    )
}

/// A number in small digits below the line: "₁₃".
fn subscript(number: usize) -> String {
    number
        .to_string()
        .bytes()
        .filter_map(|digit| char::from_u32(u32::from(digit - b'0') + '₀' as u32))
        .collect()
}
