use std::ops::Range;

use super::affine::{Affine, affine, affine_backward};
use super::{Attention, GruCell, GruStep, attend, attend_backward};
use crate::dot::dot;
use crate::random::Random;

/// How large a decoder is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DecoderShape {
    /// Maps that it looks at, coordinates included.
    pub maps: usize,
    /// Cells of each.
    pub cells: usize,
    /// Numbers that it remembers, that keys and queries have, and that it sees of a cell.
    pub hidden: usize,
    /// Numbers for each word.
    pub embedding: usize,
    /// Units between what it remembers and sees and the scores of the words.
    pub units: usize,
    /// Words that it knows; the first begins a sentence and the second ends it.
    pub words: usize,
}

/// Says sentences about maps, word by word. With F the maps, eₜ the embedding of the word before and K and V the keys and values:
///
/// K = W_K F + b_K, V = W_V F + b_V; hₜ = GRU(\[eₜ, cₜ₋₁\], hₜ₋₁), beginning with h₀ = 0 and c₀ the mean of V over the cells; cₜ and the
/// attention aₜ by [`attend`] with the query hₜ; scores zₜ = W₂ ReLU(W₁ \[hₜ, cₜ\] + b₁) + b₂.
#[derive(Clone, Debug, PartialEq)]
pub struct Decoder {
    shape: DecoderShape,
    /// All parameters, at the places of [`slots`](DecoderShape::slots).
    pub params: Vec<f32>,
}

/// A word that was said, and where the decoder looked meanwhile.
#[derive(Clone, Debug, PartialEq)]
pub struct Spoken {
    /// The word.
    pub word: usize,
    /// How likely it was.
    pub probability: f32,
    /// How much each cell counted.
    pub attention: Vec<f32>,
}

/// A step that was taken, for the way back.
struct Step {
    word: usize,
    x: Vec<f32>,
    before: Vec<f32>,
    gru: GruStep,
    seen: Attention,
    both: Vec<f32>,
    units: Vec<f32>,
}

/// Places of the parameters, in the order of [`DecoderShape::slots`].
const KEYS: usize = 0;
const VALUES: usize = 2;
const WORDS: usize = 4;
const GRU: usize = 5;
const UNITS: usize = 9;
const SCORES: usize = 11;
const TENSORS: usize = 13;
/// The words that begin and end a sentence.
const BEGIN: usize = 0;
const END: usize = 1;

impl DecoderShape {
    const fn gru(&self) -> GruCell {
        GruCell { inputs: self.embedding + self.hidden, hidden: self.hidden }
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
}

impl Decoder {
    /// Fresh weights: uniform up to 1 / √(fan in) for matrices and what is added to their sums, normal for embeddings, as PyTorch begins.
    pub fn fresh(shape: DecoderShape, seed: u64) -> Self {
        let mut random = Random::new(seed);
        let mut params = Vec::new();
        let mut fan_in = 1;
        for (name, dims, range) in shape.slots() {
            if let [_, columns] = dims[..] {
                fan_in = if name.starts_with("gru") { shape.hidden } else { columns };
            }
            let bound = 1.0 / (fan_in as f32).sqrt();
            let is_embedding = name.starts_with("embedding");
            params.extend(range.map(|_| match is_embedding {
                true => random.normal(),
                false => random.range(-bound, bound),
            }));
        }
        Self { shape, params }
    }

    /// With these parameters; `None` if they are not as many.
    pub fn with_params(shape: DecoderShape, params: Vec<f32>) -> Option<Self> {
        (shape.slots().last()?.2.end == params.len()).then_some(Self { shape, params })
    }

    fn affine(&self, slot: usize) -> Affine<'_> {
        let ranges = self.shape.ranges();
        Affine { weight: &self.params[ranges[slot].clone()], bias: &self.params[ranges[slot + 1].clone()] }
    }

    /// W F + b for every cell.
    fn projected(&self, slot: usize, maps: &[f32]) -> Vec<f32> {
        let (Affine { weight, bias }, cells) = (self.affine(slot), self.shape.cells);
        let mut projected = vec![0.0; self.shape.hidden * cells];
        let rows = projected.chunks_exact_mut(cells).zip(weight.chunks_exact(self.shape.maps)).zip(bias);
        for ((projected, weights), bias) in rows {
            projected.fill(*bias);
            for (weight, map) in weights.iter().zip(maps.chunks_exact(cells)) {
                projected.iter_mut().zip(map).for_each(|(sum, value)| *sum += weight * value);
            }
        }
        projected
    }

    fn step(&self, [keys, values]: [&[f32]; 2], word: usize, h: &[f32], context: &[f32]) -> (Step, Vec<f32>) {
        let ranges = self.shape.ranges();
        let embedding = &self.params[ranges[WORDS].clone()][word * self.shape.embedding..];
        let x: Vec<f32> = embedding[..self.shape.embedding].iter().chain(context).copied().collect();
        let gru = self.shape.gru().forward(&self.params[ranges[GRU].start..ranges[UNITS].start], &x, h);
        let seen = attend(&gru.hidden, keys, values);
        let both: Vec<f32> = gru.hidden.iter().chain(&seen.context).copied().collect();
        let units: Vec<f32> =
            affine(self.affine(UNITS), &both).into_iter().map(|unit| unit.max(0.0)).collect();
        let scores = affine(self.affine(SCORES), &units);
        (Step { word, x, before: h.to_vec(), gru, seen, both, units }, scores)
    }

    fn start(&self, values: &[f32]) -> (Vec<f32>, Vec<f32>) {
        let cells = self.shape.cells;
        let means = values.chunks_exact(cells).map(|map| map.iter().sum::<f32>() / cells as f32);
        (vec![0.0; self.shape.hidden], means.collect())
    }

    /// The likeliest word after each other, until the sentence ends or has `most` words.
    pub fn describe(&self, maps: &[f32], most: usize) -> Vec<Spoken> {
        let (keys, values) = (self.projected(KEYS, maps), self.projected(VALUES, maps));
        let (mut h, mut context) = self.start(&values);
        let (mut word, mut spoken) = (BEGIN, Vec::new());
        while spoken.len() < most {
            let (step, scores) = self.step([&keys, &values], word, &h, &context);
            let probabilities = softmax(&scores);
            let best = probabilities.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1));
            let Some((best, probability)) = best.filter(|(best, _)| *best != END) else { break };
            spoken.push(Spoken {
                word: best,
                probability: *probability,
                attention: step.seen.weights.clone(),
            });
            (word, h, context) = (best, step.gru.hidden, step.seen.context);
        }
        spoken
    }

    /// The mean cross entropy of the words of a sentence and its end, each after those before it as they should be, whatever was said
    /// (teacher forcing); and what it adds to dL/dparams, `scale` times.
    pub fn loss(&self, maps: &[f32], sentence: &[usize], scale: f32, dparams: &mut [f32]) -> f32 {
        let (keys, values) = (self.projected(KEYS, maps), self.projected(VALUES, maps));
        let (mut h, mut context) = self.start(&values);
        let (mut steps, mut loss) = (Vec::new(), 0.0);
        let count = (sentence.len() + 1) as f32;
        let before = [BEGIN].into_iter().chain(sentence.iter().copied());
        let after = sentence.iter().copied().chain([END]);
        for (word, wanted) in before.zip(after) {
            let (step, scores) = self.step([&keys, &values], word, &h, &context);
            let mut dscores = softmax(&scores);
            loss -= libm::logf(dscores[wanted].max(f32::MIN_POSITIVE)) / count;
            dscores[wanted] -= 1.0;
            dscores.iter_mut().for_each(|d| *d *= scale / count);
            (h, context) = (step.gru.hidden.clone(), step.seen.context.clone());
            steps.push((step, dscores));
        }
        self.backward(maps, [&keys, &values], &steps, dparams);
        loss
    }

    fn backward(
        &self,
        maps: &[f32],
        [keys, values]: [&[f32]; 2],
        steps: &[(Step, Vec<f32>)],
        dparams: &mut [f32],
    ) {
        let DecoderShape { hidden, embedding, cells, .. } = self.shape;
        let ranges = self.shape.ranges();
        let at = |slot: usize| ranges[slot].start;
        let (mut dkeys, mut dvalues) = (vec![0.0; keys.len()], vec![0.0; values.len()]);
        let (mut dh, mut dcontext) = (vec![0.0; hidden], vec![0.0; hidden]);
        for (step, dscores) in steps.iter().rev() {
            let (dlower, dhead) = dparams.split_at_mut(at(UNITS));
            let (dunit_params, dscore_params) = dhead.split_at_mut(at(SCORES) - at(UNITS));
            let mut dunits = vec![0.0; step.units.len()];
            let pair = dscore_params.split_at_mut(ranges[SCORES].len());
            affine_backward(self.affine(SCORES).weight, &step.units, dscores, pair.into(), &mut dunits);
            dunits.iter_mut().zip(&step.units).filter(|(_, unit)| **unit <= 0.0).for_each(|(d, _)| *d = 0.0);
            let mut dboth = vec![0.0; 2 * hidden];
            let pair = dunit_params.split_at_mut(ranges[UNITS].len());
            affine_backward(self.affine(UNITS).weight, &step.both, &dunits, pair.into(), &mut dboth);
            let (own, seen) = dboth.split_at_mut(hidden);
            own.iter_mut().zip(&dh).for_each(|(own, later)| *own += later);
            seen.iter_mut().zip(&dcontext).for_each(|(seen, later)| *seen += later);
            attend_backward(
                [&step.gru.hidden, keys, values],
                &step.seen.weights,
                seen,
                [own, &mut dkeys, &mut dvalues],
            );
            let (mut dx, mut dbefore) = (vec![0.0; embedding + hidden], vec![0.0; hidden]);
            let (dwords, dgru) = dlower.split_at_mut(at(GRU));
            let params = &self.params[at(GRU)..at(UNITS)];
            let read = [&step.x[..], &step.before];
            self.shape.gru().backward(params, read, &step.gru, own, dgru, [&mut dx, &mut dbefore]);
            let dword = &mut dwords[at(WORDS) + step.word * embedding..];
            dword.iter_mut().zip(&dx[..embedding]).for_each(|(sum, d)| *sum += d);
            (dh, dcontext) = (dbefore, dx[embedding..].to_vec());
        }
        // The first context is the mean of the values.
        for (dvalues, d) in dvalues.chunks_exact_mut(cells).zip(&dcontext) {
            dvalues.iter_mut().for_each(|sum| *sum += d / cells as f32);
        }
        for (slot, dprojected) in [(KEYS, &dkeys), (VALUES, &dvalues)] {
            for (row, d) in dprojected.chunks_exact(cells).enumerate() {
                dparams[at(slot + 1) + row] += d.iter().sum::<f32>();
                for (map, values) in maps.chunks_exact(cells).enumerate() {
                    dparams[at(slot) + row * self.shape.maps + map] += dot(d, values);
                }
            }
        }
    }
}

fn softmax(scores: &[f32]) -> Vec<f32> {
    let largest = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let exps: Vec<f32> = scores.iter().map(|score| libm::expf(score - largest)).collect();
    let sum: f32 = exps.iter().sum();
    exps.into_iter().map(|exp| exp / sum).collect()
}
