//! [`Answer`]: what a place says to a question, and why. It is read from the same state that shows it.

mod convolve;
mod general;
mod networks;
mod pool;
mod scenes;
mod stack;
mod train;
mod views;

use std::fmt;

use super::{Kind, Quantity, Scene, Value};
use crate::app::place::Place;
use crate::app::places::draw::ChosenNetwork;
use crate::app::places::draw::model::planned;
use crate::app::text::lessons as text;
use crate::network::NodeId;

/// What a place says to a question.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The answer.
    pub value: Value,
    /// Why it is that, as a formula in numbers; empty where there is nothing to calculate.
    pub because: String,
}

/// Why a place cannot say what is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum AnswerError {
    /// The place knows no such thing.
    NotHere {
        quantity: String,
        place: Place,
    },
    /// There is no such cell, or there are more or fewer numbers than are needed.
    NoSuchCell {
        quantity: String,
    },
    NoSuchLayer {
        name: String,
    },
}

impl fmt::Display for AnswerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Self::NotHere { quantity, place } => text::not_here(quantity, *place),
            Self::NoSuchCell { quantity } => text::no_such_cell(quantity),
            Self::NoSuchLayer { name } => text::no_such_layer(name),
        })
    }
}

impl std::error::Error for AnswerError {}

impl Answer {
    fn of(value: Value) -> Self {
        Self { value, because: String::new() }
    }

    fn number(value: f64) -> Self {
        Self::of(Value::number(value))
    }

    fn count(count: usize) -> Self {
        Self::number(count as f64)
    }

    fn numbers(values: impl IntoIterator<Item = f32>) -> Self {
        Self::of(Value::Numbers(values.into_iter().map(f64::from).collect()))
    }

    /// Rows and columns, or their number where both are the same.
    fn size(h: usize, w: usize) -> Self {
        if h == w { Self::count(h) } else { Self::numbers([h as f32, w as f32]) }
    }

    fn yes_or_no(yes: bool) -> Self {
        Self::of(Value::Word(if yes { text::YES } else { text::NO }.to_string()))
    }

    fn because(self, because: String) -> Self {
        Self { because, ..self }
    }
}

impl Scene {
    /// What the place says.
    pub fn answer(&self, quantity: &Quantity) -> Result<Answer, AnswerError> {
        if let Some(answer) = general::answer(quantity) {
            return answer;
        }
        let answer = match self {
            Self::Draw(config) => match (config.network, quantity.kind) {
                (ChosenNetwork::Shipped(network), Kind::Inputs) => {
                    Some(Ok(Answer::count(planned(network).shape(NodeId::INPUT).len())))
                }
                (ChosenNetwork::Shipped(network), Kind::Outputs) => {
                    Some(Ok(Answer::count(planned(network).output().len())))
                }
                _ => None,
            },
            Self::Convolve(convolve) => convolve::answer(convolve, quantity),
            Self::Stack(stack) => stack::answer(stack, quantity),
            Self::Volumes(volumes) => views::volumes(volumes, quantity),
            Self::Counts(counts) => views::counts(counts, quantity),
            Self::Functions(functions) => views::functions(functions, quantity),
            Self::Norms(norms) => views::norms(norms, quantity),
            Self::Pool(pooling) => pool::answer(pooling, quantity),
            Self::Train(config) => train::answer(config, quantity),
            Self::Networks(networks) => networks::answer(networks, quantity),
            Self::Scenes(config) => scenes::answer(config, quantity),
        };
        let not_here = || AnswerError::NotHere { quantity: quantity.to_string(), place: self.place() };
        answer.unwrap_or_else(|| Err(not_here()))
    }
}

/// The cell that a quantity asks for, of this shape: channel, row and column, or row and column of the first channel.
fn cell(quantity: &Quantity, [c, h, w]: [usize; 3]) -> Result<[usize; 3], AnswerError> {
    let cell = match quantity.numbers[..] {
        [row, column] => [0, row, column],
        [channel, row, column] => [channel, row, column],
        _ => [usize::MAX; 3],
    };
    let is_there = cell.iter().zip([c, h, w]).all(|(at, len)| *at < len);
    is_there.then_some(cell).ok_or_else(|| no_such_cell(quantity))
}

fn no_such_cell(quantity: &Quantity) -> AnswerError {
    AnswerError::NoSuchCell { quantity: quantity.to_string() }
}

/// Output values as a quantity asks for them.
fn output(quantity: &Quantity, y: &[f32], [c, h, w]: [usize; 3]) -> Option<Result<Answer, AnswerError>> {
    let line = |line: usize, lines: usize, values: &dyn Fn(usize) -> Vec<f32>| {
        if line < lines { Ok(Answer::numbers(values(line))) } else { Err(no_such_cell(quantity)) }
    };
    Some(match (quantity.kind, &quantity.numbers[..]) {
        (Kind::OutputSize, []) => Ok(Answer::size(h, w)),
        (Kind::OutputChannels, []) => Ok(Answer::count(c)),
        (Kind::OutputLength, []) => Ok(Answer::count(c * h * w)),
        (Kind::Output, []) => Ok(Answer::numbers(y.iter().copied())),
        (Kind::OutputRow, [row]) => line(*row, h, &|row| y[row * w..][..w].to_vec()),
        (Kind::OutputColumn, [column]) => {
            line(*column, w, &|column| (0..h).map(|row| y[row * w + column]).collect())
        }
        _ => return None,
    })
}
