//! An attention decoder: scores of the words of a sentence about maps, each after the words before it (Vinyals, Toshev, Bengio and
//! Erhan, "Show and tell: a neural image caption generator", 2015; Xu and others, "Show, attend and tell: neural image caption
//! generation with visual attention", 2015).
//!
//! What goes in is flat: F, maps × cells, and behind it the word before each of T steps, as numbers that count from 0, the first of them
//! what begins a sentence (teacher forcing). A number is rounded down, and what is no word counts as the nearest one. What comes out
//! has the dimensions words × T × 1: cross-entropy of [masks](crate::loss::Target::Mask) of T cells is its loss, and words behind the
//! end of a sentence are [ignored](crate::loss::IGNORED_LABEL).
//!
//! With eₜ the embedding of the word before and K and V the keys and values: K = W_K F + b_K, V = W_V F + b_V; hₜ = GRU(\[eₜ, cₜ₋₁\],
//! hₜ₋₁), beginning with h₀ = 0 and c₀ the mean of V over the cells; cₜ and the attention aₜ by [`attend`] with the query hₜ; scores
//! zₜ = W₂ ReLU(W₁ \[hₜ, cₜ\] + b₁) + b₂. [`GruCell`] is what remembers.
//!
//! ```
//! use convoscope::layers::attention_decoder::AttentionDecoder;
//! use convoscope::layers::{LayerPass, Op, Phase};
//! use convoscope::shape::Shape;
//! let decoder = AttentionDecoder { maps: 1, cells: 2, hidden: 1, embedding: 1, units: 1, words: 3, steps: 2 };
//! // Two cells, and the words 0 and 2 before the two steps.
//! let (shapes, x): ([Shape; 1], [&[f32]; 1]) = ([Shape::flat(4)], [&[0.5, -0.5, /* */ 0.0, 2.0]]);
//! let mut params = vec![0.0; decoder.params(&shapes).iter().map(|param| param.len()).sum()];
//! // Only the bias of the scores is not 0: in each step they are the same.
//! let bias = params.len() - 3;
//! params[bias..].copy_from_slice(&[1.0, 2.0, 3.0]);
//! let run = LayerPass::forward(&decoder, 1, &shapes, &x, &params, &[], Phase::Infer)?;
//! assert_eq!(run.output, Shape::new(3, 2, 1));
//! assert_eq!(run.y, [1.0, 1.0, /* */ 2.0, 2.0, /* */ 3.0, 3.0]);
//! # Ok::<(), convoscope::shape::ShapeError>(())
//! ```

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{
    Backward, CpuForward, CpuOp, Forward, GpuOp, Initial, Op, Param, one_input, product, shape_error,
};
use crate::program::Program;
use crate::shape::{Must, Reason, Shape, ShapeError};
use crate::window::Window;

mod affine;
mod attention;
mod cpu;
mod describe;
mod gpu;
mod gru;
mod spoken;

pub use affine::{Affine, affine, affine_backward};
pub use attention::{attend, attend_backward};
pub use gru::GruCell;
pub use spoken::{END, Spoken};

/// How large an attention decoder is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttentionDecoder {
    /// Maps that it looks at.
    pub maps: usize,
    /// Cells of each.
    pub cells: usize,
    /// H: numbers that it remembers, that keys and queries have, and that it sees of a cell.
    pub hidden: usize,
    /// Numbers for each word.
    pub embedding: usize,
    /// Units between what it remembers and sees and the scores of the words.
    pub units: usize,
    /// Words that it knows; the first begins a sentence and the second ends it.
    pub words: usize,
    /// T: the most words of a sentence, its end included.
    pub steps: usize,
}

/// The parameters of a matrix and of what is added, at their places in [`tensors`](AttentionDecoder::tensors).
const KEYS: usize = 0;
const VALUES: usize = 2;
const WORDS: usize = 4;
const GRU: usize = 5;
const UNITS: usize = 9;
const SCORES: usize = 11;
const TENSORS: usize = 13;

/// Where the values of a step lie in its record, and how long that is: x = \[eₜ, cₜ₋₁\] in front, then r, z, n and Uₙ h + cₙ of the
/// GRU, hₜ, cₜ, aₜ, and the units.
struct Record {
    gates: usize,
    hidden: usize,
    context: usize,
    weights: usize,
    units: usize,
    len: usize,
}

impl AttentionDecoder {
    const fn gru(&self) -> GruCell {
        GruCell { inputs: self.embedding + self.hidden, hidden: self.hidden }
    }

    const fn record(&self) -> Record {
        let gates = self.embedding + self.hidden;
        let hidden = gates + 4 * self.hidden;
        let context = hidden + self.hidden;
        let weights = context + self.hidden;
        let units = weights + self.cells;
        Record { gates, hidden, context, weights, units, len: units + self.units }
    }

    /// Values that forward leaves of each sample: keys and values, and the records of the start and of all steps.
    const fn memory(&self) -> usize {
        2 * self.hidden * self.cells + (self.steps + 1) * self.record().len
    }

    /// Names, rows and, of matrices, columns of all parameters.
    const fn tensors(&self) -> [(&'static str, usize, Option<usize>); TENSORS] {
        let Self { maps, hidden, embedding, units, words, .. } = *self;
        let (rows, inputs) = (3 * hidden, embedding + hidden);
        [
            ("keys.weight", hidden, Some(maps)),
            ("keys.bias", hidden, None),
            ("values.weight", hidden, Some(maps)),
            ("values.bias", hidden, None),
            ("embedding.weight", words, Some(embedding)),
            ("gru.weight_ih", rows, Some(inputs)),
            ("gru.weight_hh", rows, Some(hidden)),
            ("gru.bias_ih", rows, None),
            ("gru.bias_hh", rows, None),
            ("head.0.weight", units, Some(2 * hidden)),
            ("head.0.bias", units, None),
            ("head.2.weight", words, Some(units)),
            ("head.2.bias", words, None),
        ]
    }

    /// Where each of them lies.
    fn ranges(&self) -> [Range<usize>; TENSORS] {
        let mut from = 0;
        self.tensors().map(|(_, rows, columns)| {
            let range = from..from + rows * columns.unwrap_or(1);
            from = range.end;
            range
        })
    }

    /// Names, dimensions and places of all parameters.
    pub fn slots(&self) -> Vec<(&'static str, Vec<usize>, Range<usize>)> {
        let dims = |rows, columns| [rows].into_iter().chain(columns).collect();
        let slots = self.tensors().into_iter().zip(self.ranges());
        slots.map(|((name, rows, columns), range)| (name, dims(rows, columns), range)).collect()
    }

    /// What goes in: the maps, and the word before each step.
    pub fn input(&self) -> Shape {
        Shape::flat(self.maps * self.cells + self.steps)
    }

    fn affine<'a>(&self, params: &'a [f32], slot: usize) -> Affine<'a> {
        let ranges = self.ranges();
        Affine { weight: &params[ranges[slot].clone()], bias: &params[ranges[slot + 1].clone()] }
    }
}

impl Op for AttentionDecoder {
    fn name(&self) -> &'static str {
        "attention decoder"
    }

    fn output(&self, inputs: &[Shape]) -> Result<Shape, ShapeError> {
        let shape = one_input(self, inputs)?;
        let Self { maps, cells, hidden, embedding, units, words, steps } = *self;
        if [maps, cells, hidden, embedding, units, words, steps].contains(&0) {
            let reason = Reason::Setting { name: "size".into(), must: Must::AtLeast1 };
            return Err(shape_error(self, inputs, reason));
        }
        let expected = product(&[maps, cells]) + steps as u64;
        if shape.area() != 1 || shape.c as u64 != expected {
            let expected = Shape::flat(usize::try_from(expected).unwrap_or(usize::MAX));
            return Err(shape_error(self, inputs, Reason::Expected { expected }));
        }
        Ok(Shape { c: words, h: steps, w: 1 })
    }

    fn params(&self, _inputs: &[Shape]) -> Vec<Param> {
        let param = |(name, rows, columns): (&'static str, usize, Option<usize>)| match columns {
            // Embeddings have the variance 1, as PyTorch's.
            Some(columns) if name == "embedding.weight" => {
                Param { name, ..Param::weight(vec![rows, columns], 2) }
            }
            Some(columns) => Param { name, ..Param::weight(vec![rows, columns], columns) },
            None => Param { name, initial: Initial::Zeros, ..Param::bias(rows) },
        };
        self.tensors().map(param).into()
    }

    /// What forward leaves, and room for the gradients of all steps, which a GPU works with on its way back.
    fn saved(&self, _inputs: &[Shape], batch: usize) -> usize {
        batch * (self.memory() + gpu::gradients(self).len)
    }

    /// Gradients of keys, values and parameters, and of a step.
    fn scratch(&self, _inputs: &[Shape], _output: Shape, _batch: u64) -> u64 {
        let Self { maps, cells, hidden, embedding, units, words, .. } = *self;
        let params = self.ranges().last().map_or(0, |range| range.end);
        (params + 2 * hidden * (cells + 8) + maps + 2 * cells + 2 * units + 2 * words + embedding) as u64
    }

    fn macs(&self, _inputs: &[Shape]) -> u64 {
        let Self { maps, cells, hidden, embedding, units, words, steps } = *self;
        let gru = product(&[3 * hidden, embedding + 2 * hidden]);
        let step = gru + product(&[2, hidden, cells]) + product(&[units, 2 * hidden + words]);
        product(&[2, hidden, maps, cells]) + steps as u64 * step
    }

    /// Each score has to do with all cells.
    fn window(&self, _inputs: &[Shape]) -> Option<[Window; 2]> {
        None
    }
}

impl CpuForward for AttentionDecoder {
    fn forward(&self, pass: Forward<'_>) {
        cpu::forward(self, pass);
    }
}

impl CpuOp for AttentionDecoder {
    fn backward(&self, pass: Backward<'_>) {
        cpu::backward(self, pass);
    }
}

impl GpuOp for AttentionDecoder {
    fn program(&self, _inputs: &[Shape], _output: Shape) -> Program {
        gpu::program(self)
    }
}

#[cfg(test)]
mod tests;
