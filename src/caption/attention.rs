use crate::dot::dot;

/// Where something looks, and what it sees there.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Attention {
    /// How much each cell counts; all of them together 1.
    pub weights: Vec<f32>,
    /// The mean of the values that these weights make.
    pub context: Vec<f32>,
}

/// Attention by dot products: aⱼ = softmaxⱼ(q · kⱼ / √H), c = Σⱼ aⱼ vⱼ (Luong, Pham and Manning, "Effective approaches to
/// attention-based neural machine translation", 2015, scaled as in Vaswani and others, "Attention is all you need", 2017).
///
/// `query` has H numbers; `keys` are H × cells and `values` any × cells, maps one behind the other.
///
/// ```
/// use convoscope::caption::attend;
/// // Two cells. The query is like the key of the first.
/// let (keys, values) = ([60.0, -60.0], [1.0, 5.0, /* */ 2.0, 7.0]);
/// let seen = attend(&[1.0], &keys, &values);
/// assert_eq!((seen.weights, seen.context), (vec![1.0, 0.0], vec![1.0, 2.0]));
/// // One that is like neither sees the mean of both.
/// assert_eq!(attend(&[0.0], &keys, &values).context, [3.0, 4.5]);
/// ```
pub fn attend(query: &[f32], keys: &[f32], values: &[f32]) -> Attention {
    let cells = keys.len() / query.len();
    let scale = 1.0 / libm::sqrtf(query.len() as f32);
    let mut weights = vec![0.0f32; cells];
    for (query, keys) in query.iter().zip(keys.chunks_exact(cells)) {
        weights.iter_mut().zip(keys).for_each(|(score, key)| *score += scale * query * key);
    }
    let largest = weights.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    weights.iter_mut().for_each(|score| *score = libm::expf(*score - largest));
    let sum: f32 = weights.iter().sum();
    weights.iter_mut().for_each(|weight| *weight /= sum);
    let context = values.chunks_exact(cells).map(|values| dot(values, &weights)).collect();
    Attention { context, weights }
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
