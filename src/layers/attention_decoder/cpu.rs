//! A sentence after the other, step by step. What a step comes to lies in its record.

use super::{
    Affine, AttentionDecoder, GRU, KEYS, SCORES, UNITS, VALUES, WORDS, affine, affine_backward, attend,
    attend_backward,
};
use crate::dot::dot;
use crate::layers::{Backward, Forward};

impl AttentionDecoder {
    /// The word that a number stands for: rounded down, and the nearest one if there is none.
    fn word(&self, number: f32) -> usize {
        (number as usize).min(self.words - 1)
    }

    /// W F + b of keys and values; and the state before the first step, in a record.
    pub(super) fn start(&self, params: &[f32], maps: &[f32], projected: &mut [f32], record: &mut [f32]) {
        let (cells, hidden) = (self.cells, self.hidden);
        for (slot, projected) in [KEYS, VALUES].into_iter().zip(projected.chunks_exact_mut(hidden * cells)) {
            let Affine { weight, bias } = self.affine(params, slot);
            for (row, projected) in projected.chunks_exact_mut(cells).enumerate() {
                projected.fill(bias[row]);
                for (weight, map) in weight[row * self.maps..].iter().zip(maps.chunks_exact(cells)) {
                    projected.iter_mut().zip(map).for_each(|(sum, value)| *sum += weight * value);
                }
            }
        }
        let at = self.record();
        record[at.hidden..at.context].fill(0.0);
        let values = projected[hidden * cells..].chunks_exact(cells);
        for (context, values) in record[at.context..at.weights].iter_mut().zip(values) {
            *context = values.iter().sum::<f32>() / cells as f32;
        }
    }

    /// The scores after a word, and the record of the step behind that of the one before.
    pub(super) fn step(
        &self,
        params: &[f32],
        projected: &[f32],
        word: usize,
        before: &[f32],
        record: &mut [f32],
    ) -> Vec<f32> {
        let (at, ranges, embedding) = (self.record(), self.ranges(), self.embedding);
        let (keys, values) = projected.split_at(self.hidden * self.cells);
        let (x, rest) = record.split_at_mut(at.gates);
        x[..embedding].copy_from_slice(&params[ranges[WORDS].start + word * embedding..][..embedding]);
        x[embedding..].copy_from_slice(&before[at.context..at.weights]);
        let (gru, rest) = rest.split_at_mut(at.context - at.gates);
        let params_of_gru = &params[ranges[GRU].start..ranges[UNITS].start];
        self.gru().forward(params_of_gru, [x, &before[at.hidden..at.context]], gru);
        let (context, rest) = rest.split_at_mut(self.hidden);
        let query = &gru[at.hidden - at.gates..];
        attend([query, keys, values], context, &mut rest[..self.cells]);
        let both = &record[at.hidden..at.weights];
        let units = affine(self.affine(params, UNITS), both);
        // A NaN stays one.
        let kept = units.into_iter().map(|unit| if unit < 0.0 { 0.0 } else { unit });
        record[at.units..].iter_mut().zip(kept).for_each(|(to, unit)| *to = unit);
        affine(self.affine(params, SCORES), &record[at.units..])
    }
}

pub(super) fn forward(decoder: &AttentionDecoder, pass: Forward<'_>) {
    let (steps, len) = (decoder.steps, decoder.record().len);
    let per_sample = pass.saved.len() / pass.batch;
    let samples = pass.x[0].chunks_exact(pass.shapes[0].len()).zip(pass.saved.chunks_exact_mut(per_sample));
    for ((x, saved), y) in samples.zip(pass.y.chunks_exact_mut(pass.output.len())) {
        let (maps, words) = x.split_at(x.len() - steps);
        let (projected, records) = saved.split_at_mut(2 * decoder.hidden * decoder.cells);
        decoder.start(pass.params, maps, projected, &mut records[..len]);
        for (t, &word) in words.iter().enumerate() {
            let (before, record) = records[t * len..][..2 * len].split_at_mut(len);
            let scores = decoder.step(pass.params, projected, decoder.word(word), before, record);
            y[t..].iter_mut().step_by(steps).zip(scores).for_each(|(y, score)| *y = score);
        }
    }
}

pub(super) fn backward(decoder: &AttentionDecoder, mut pass: Backward<'_>) {
    let per_sample = pass.saved.len() / pass.batch;
    let len = pass.shapes[0].len();
    // Where nobody needs them they are left here.
    let mut unwanted = vec![0.0; if pass.dparams.is_empty() { pass.params.len() } else { 0 }];
    let dparams = if pass.dparams.is_empty() { &mut unwanted[..] } else { pass.dparams };
    let mut dx = pass.dx.input(0);
    let samples = pass.x[0].chunks_exact(len).zip(pass.saved.chunks_exact(per_sample));
    for (n, ((x, saved), dy)) in samples.zip(pass.dy.chunks_exact(pass.output.len())).enumerate() {
        let dx = dx.as_mut().map_or(&mut [][..], |dx| &mut dx[n * len..][..len]);
        sentence_backward(decoder, pass.params, [x, saved, dy], dparams, dx);
    }
}

/// Through the steps of one sample, from its last one back.
fn sentence_backward(
    decoder: &AttentionDecoder,
    params: &[f32],
    [x, saved, dy]: [&[f32]; 3],
    dparams: &mut [f32],
    dx: &mut [f32],
) {
    let &AttentionDecoder { maps, cells, hidden, embedding, steps, .. } = decoder;
    let (ranges, at) = (decoder.ranges(), decoder.record());
    let from = |slot: usize| ranges[slot].start;
    let (projected, records) = saved.split_at(2 * hidden * cells);
    let (keys, values) = projected.split_at(hidden * cells);
    let mut dprojected = vec![0.0; projected.len()];
    let (dkeys, dvalues) = dprojected.split_at_mut(hidden * cells);
    let (mut dh, mut dcontext) = (vec![0.0; hidden], vec![0.0; hidden]);
    // What is ignored behind the end of a sentence leads nowhere.
    let last = dy.iter().enumerate().filter(|(_, dy)| **dy != 0.0).map(|(i, _)| i % steps + 1).max();
    for t in (0..last.unwrap_or(0)).rev() {
        let (before, record) = records[t * at.len..][..2 * at.len].split_at(at.len);
        let (units, both) = (&record[at.units..], &record[at.hidden..at.weights]);
        let dscores: Vec<f32> = dy[t..].iter().step_by(steps).copied().collect();
        let (dlower, dhead) = dparams.split_at_mut(from(UNITS));
        let (dunit_params, dscore_params) = dhead.split_at_mut(from(SCORES) - from(UNITS));
        let mut dunits = vec![0.0; units.len()];
        let pair = dscore_params.split_at_mut(ranges[SCORES].len());
        affine_backward(decoder.affine(params, SCORES).weight, units, &dscores, pair.into(), &mut dunits);
        dunits.iter_mut().zip(units).filter(|(_, unit)| **unit <= 0.0).for_each(|(d, _)| *d = 0.0);
        let mut dboth = [&dh[..], &dcontext].concat();
        let pair = dunit_params.split_at_mut(ranges[UNITS].len());
        affine_backward(decoder.affine(params, UNITS).weight, both, &dunits, pair.into(), &mut dboth);
        let (own, seen) = dboth.split_at_mut(hidden);
        let into = [&mut *own, &mut *dkeys, &mut *dvalues];
        attend_backward([&both[..hidden], keys, values], &record[at.weights..at.units], seen, into);
        let (mut dinput, mut dbefore) = (vec![0.0; at.gates], vec![0.0; hidden]);
        let (dwords, dgru) = dlower.split_at_mut(from(GRU));
        let read = [&record[..at.gates], &before[at.hidden..at.context]];
        let params_of_gru = &params[from(GRU)..from(UNITS)];
        let step = &record[at.gates..at.hidden];
        decoder.gru().backward(params_of_gru, read, step, own, dgru, [&mut dinput, &mut dbefore]);
        let word = decoder.word(x[maps * cells + t]);
        let dword = &mut dwords[from(WORDS) + word * embedding..];
        dword.iter_mut().zip(&dinput[..embedding]).for_each(|(sum, d)| *sum += d);
        dh = dbefore;
        dcontext.copy_from_slice(&dinput[embedding..]);
    }
    // The first context is the mean of the values.
    for (dvalues, d) in dvalues.chunks_exact_mut(cells).zip(&dcontext) {
        dvalues.iter_mut().for_each(|sum| *sum += d / cells as f32);
    }
    for (slot, dprojected) in [KEYS, VALUES].into_iter().zip(dprojected.chunks_exact(hidden * cells)) {
        let weight = decoder.affine(params, slot).weight;
        for (row, d) in dprojected.chunks_exact(cells).enumerate() {
            dparams[from(slot + 1) + row] += d.iter().sum::<f32>();
            for (map, values) in x[..maps * cells].chunks_exact(cells).enumerate() {
                let of = row * maps + map;
                dparams[from(slot) + of] += dot(d, values);
                let dmap = dx.iter_mut().skip(map * cells);
                dmap.zip(d).for_each(|(sum, d)| *sum += weight[of] * d);
            }
        }
    }
}
