use crate::layers::gemm::{Lines, PackedA, Store, gemm, gemm_nt, steps};

/// The Gram matrix of maps, channels × channels: entry (i, j) is the mean, over all n = h · w cells, of map i times map j.
///
/// G = F Fᵀ / n, where row i of F is map i. It says which filters respond at the same places, and not where (Gatys, Ecker and
/// Bethge, "Texture synthesis using convolutional neural networks", 2015).
///
/// ```
/// use convoscope::style::{gram, gram_backward};
/// // Two maps of two cells.
/// let maps = [1.0, 3.0, /* */ 2.0, 0.0];
/// assert_eq!(gram(&maps, 2), [(1. + 9.) / 2., 2. / 2., 2. / 2., 4. / 2.]);
/// // How the upper right entry changes with each value: half the value of the other map.
/// let mut dmaps = [0.0; 4];
/// gram_backward(&maps, 2, &[0.0, 1.0, 0.0, 0.0], &mut dmaps);
/// assert_eq!(dmaps, [2. / 2., 0. / 2., 1. / 2., 3. / 2.]);
/// ```
pub fn gram(maps: &[f32], channels: usize) -> Vec<f32> {
    let area = maps.len() / channels;
    let mut sums = vec![0.0; channels * channels];
    gemm_nt(channels, maps, area, &steps(channels, area), maps, &Lines::one(area), &mut sums);
    sums.iter_mut().for_each(|sum| *sum /= area as f32);
    sums
}

/// From dL/dG back to the maps: dL/dF += (dL/dG + (dL/dG)ᵀ) F / n.
pub fn gram_backward(maps: &[f32], channels: usize, dgram: &[f32], dmaps: &mut [f32]) {
    let area = maps.len() / channels;
    let both: Vec<f32> = (0..channels * channels)
        .map(|at| {
            let (i, j) = (at / channels, at % channels);
            (dgram[at] + dgram[j * channels + i]) / area as f32
        })
        .collect();
    let both = PackedA::pack(&both, &steps(channels, channels), &steps(channels, 1));
    gemm(&both, &steps(channels, area), maps, &Lines::one(area), Store::Add, dmaps, area);
}
