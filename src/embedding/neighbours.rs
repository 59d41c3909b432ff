use crate::dot::dot;
use serde::{Deserialize, Serialize};

/// A sample near another one.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Neighbour {
    /// Which sample of the gallery.
    pub sample: usize,
    /// Its cosine distance.
    pub distance: f32,
}

/// 1 − a · b / (‖a‖ ‖b‖): 0 for the same direction, 1 for perpendicular ones, and for vectors of zeros.
///
/// ```
/// use convoscope::embedding::cosine_distance;
/// assert_eq!(cosine_distance(&[1.0, 0.0], &[3.0, 0.0]), 0.0);
/// assert_eq!(cosine_distance(&[1.0, 0.0], &[0.0, 2.0]), 1.0);
/// ```
pub fn cosine_distance(a: &[f32], b: &[f32]) -> f32 {
    let norms = libm::sqrtf(dot(a, a) * dot(b, b));
    if norms > 0.0 { 1.0 - dot(a, b) / norms } else { 1.0 }
}

/// The `count` samples of `gallery` that are nearest to `query` by [`cosine_distance`], the nearest first.
///
/// ```
/// use convoscope::embedding::{Neighbour, nearest};
/// let gallery = [1.0, 0.0, /**/ 0.0, 1.0, /**/ 3.0, 4.0];
/// let [first, second] = nearest(&[0.0, 5.0], &gallery, 2)[..] else { panic!("two") };
/// assert_eq!((first.sample, first.distance), (1, 0.0));
/// assert!(second.sample == 2 && (second.distance - 0.2).abs() < 1e-6);
/// ```
pub fn nearest(query: &[f32], gallery: &[f32], count: usize) -> Vec<Neighbour> {
    let rows = gallery.chunks_exact(query.len().max(1)).enumerate();
    let distances = rows.map(|(sample, row)| Neighbour { sample, distance: cosine_distance(query, row) });
    let mut neighbours: Vec<Neighbour> = distances.collect();
    neighbours.sort_by(|a, b| a.distance.total_cmp(&b.distance));
    neighbours.truncate(count);
    neighbours
}

/// Precision@k: which part of these k neighbours is of the class `label`.
///
/// ```
/// use convoscope::embedding::{Neighbour, precision};
/// let neighbours = [0, 2].map(|sample| Neighbour { sample, distance: 0.0 });
/// assert_eq!(precision(&neighbours, &[7, 1, 9], 7), 0.5);
/// ```
pub fn precision(neighbours: &[Neighbour], labels: &[u8], label: u8) -> f32 {
    let same = neighbours.iter().filter(|neighbour| labels[neighbour.sample] == label).count();
    same as f32 / neighbours.len().max(1) as f32
}
