use crate::dot::dot;

/// Attention by dot products: aⱼ = softmaxⱼ(q · kⱼ / √H), c = Σⱼ aⱼ vⱼ (Luong, Pham and Manning, "Effective approaches to
/// attention-based neural machine translation", 2015, scaled as in Vaswani and others, "Attention is all you need", 2017).
///
/// `query` has H numbers; `keys` are H × cells and `values` any × cells, maps one behind the other. c and a are overwritten: what is
/// seen, and how much each cell counts, all of them together 1.
///
/// ```
/// use convoscope::layers::attention_decoder::attend;
/// // Two cells. The query is like the key of the first.
/// let (keys, values) = ([60.0, -60.0], [1.0, 5.0, /* */ 2.0, 7.0]);
/// let (mut context, mut weights) = ([0.0; 2], [0.0; 2]);
/// attend([&[1.0], &keys, &values], &mut context, &mut weights);
/// assert_eq!((weights, context), ([1.0, 0.0], [1.0, 2.0]));
/// // One that is like neither sees the mean of both.
/// attend([&[0.0], &keys, &values], &mut context, &mut weights);
/// assert_eq!(context, [3.0, 4.5]);
/// ```
pub fn attend([query, keys, values]: [&[f32]; 3], context: &mut [f32], weights: &mut [f32]) {
    let cells = weights.len();
    let scale = 1.0 / libm::sqrtf(query.len() as f32);
    weights.fill(0.0);
    for (query, keys) in query.iter().zip(keys.chunks_exact(cells)) {
        weights.iter_mut().zip(keys).for_each(|(score, key)| *score += scale * query * key);
    }
    softmax(weights);
    for (seen, values) in context.iter_mut().zip(values.chunks_exact(cells)) {
        *seen = dot(values, weights);
    }
}

/// exp sᵢ / Σⱼ exp sⱼ, in the place of the scores s.
pub(super) fn softmax(scores: &mut [f32]) {
    let largest = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    scores.iter_mut().for_each(|score| *score = libm::expf(*score - largest));
    let sum: f32 = scores.iter().sum();
    scores.iter_mut().for_each(|exp| *exp /= sum);
}

/// From dL/dc back: adds to dL/dquery, dL/dkeys and dL/dvalues.
pub fn attend_backward(
    [query, keys, values]: [&[f32]; 3],
    weights: &[f32],
    dcontext: &[f32],
    [dquery, dkeys, dvalues]: [&mut [f32]; 3],
) {
    let cells = weights.len();
    let scale = 1.0 / libm::sqrtf(query.len() as f32);
    let mut dweights = vec![0.0f32; cells];
    let maps = values.chunks_exact(cells).zip(dvalues.chunks_exact_mut(cells));
    for ((values, dvalues), dcontext) in maps.zip(dcontext) {
        for cell in 0..cells {
            dweights[cell] += dcontext * values[cell];
            dvalues[cell] += dcontext * weights[cell];
        }
    }
    // Through the softmax: dsⱼ = aⱼ (daⱼ − Σ aᵢ daᵢ).
    let mean: f32 = weights.iter().zip(&dweights).map(|(weight, d)| weight * d).sum();
    let dscores: Vec<f32> =
        weights.iter().zip(&dweights).map(|(weight, d)| scale * weight * (d - mean)).collect();
    let maps = keys.chunks_exact(cells).zip(dkeys.chunks_exact_mut(cells));
    for ((keys, dkeys), (query, dquery)) in maps.zip(query.iter().zip(dquery)) {
        *dquery += dot(&dscores, keys);
        dkeys.iter_mut().zip(&dscores).for_each(|(dkey, dscore)| *dkey += dscore * query);
    }
}
