//! What is shown of a map of attributions: its plane, how far it goes, how much it is like another, and where the ink is.

use std::fmt::Write;

/// One value for each cell of a plane of `area` cells: the sum over the channels, where there are several.
///
/// ```
/// use convoscope::app::places::draw::attribution_map::plane;
/// assert_eq!(plane(&[1.0, 2.0, 10.0, 20.0], 2), [11.0, 22.0]);
/// ```
pub fn plane(values: &[f32], area: usize) -> Vec<f32> {
    let mut plane = vec![0.0; area];
    for channel in values.chunks_exact(area.max(1)) {
        plane.iter_mut().zip(channel).for_each(|(sum, value)| *sum += value);
    }
    plane
}

/// The largest magnitude: a map's palette goes from minus to plus this.
pub fn magnitude(values: &[f32]) -> f32 {
    values.iter().fold(0.0, |largest, value| largest.max(value.abs()))
}

/// Spearman's rank correlation of two maps: Pearson's of their ranks, equals sharing theirs. `None` where all values of one
/// are the same, or the maps have other sizes.
///
/// ```
/// use convoscope::app::places::draw::attribution_map::rank_correlation;
/// assert_eq!(rank_correlation(&[1.0, 2.0, 3.0], &[10.0, 20.0, 500.0]), Some(1.0));
/// assert_eq!(rank_correlation(&[1.0, 2.0, 3.0], &[3.0, 2.0, 1.0]), Some(-1.0));
/// assert_eq!(rank_correlation(&[1.0, 2.0], &[0.0, 0.0]), None);
/// ```
pub fn rank_correlation(a: &[f32], b: &[f32]) -> Option<f32> {
    if a.len() != b.len() {
        return None;
    }
    let (a, b) = (centred_ranks(a), centred_ranks(b));
    let product = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    let spread = (product(&a, &a) * product(&b, &b)).sqrt();
    (spread > 0.0).then(|| (product(&a, &b) / spread) as f32)
}

/// The rank of each value less the mean rank; equals have the mean of theirs.
fn centred_ranks(values: &[f32]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    let mut ranks = vec![0.0; values.len()];
    let middle = (values.len() as f64 - 1.0) / 2.0;
    let mut at = 0;
    for equals in order.chunk_by(|&a, &b| values[a] == values[b]) {
        let rank = at as f64 + (equals.len() as f64 - 1.0) / 2.0;
        equals.iter().for_each(|&i| ranks[i] = rank - middle);
        at += equals.len();
    }
    ranks
}

/// How much ink a pixel of a drawing's outline has at least.
pub const INK: f32 = 0.3;

/// The edge of what is at least `level`, as an SVG path in which a pixel is one unit: a line between every two neighbours of which
/// one is.
///
/// ```
/// use convoscope::app::places::draw::attribution_map::outline;
/// assert_eq!(outline(&[0.0, 1.0], 2, 0.5), "M1 0h1M1 1h1M1 0v1M2 0v1");
/// ```
pub fn outline(pixels: &[f32], w: usize, level: f32) -> String {
    let h = pixels.len() / w.max(1);
    let ink = |x: usize, y: usize| x < w && y < h && pixels[y * w + x] >= level;
    let mut path = String::new();
    let mut line = |x: usize, y: usize, along: char| {
        write!(path, "M{x} {y}{along}1").expect("strings take everything");
    };
    // The edge before a row or column, and that behind the last one.
    for (y, x) in (0..=h).flat_map(|y| (0..w).map(move |x| (y, x))) {
        if ink(x, y) != (y > 0 && ink(x, y - 1)) {
            line(x, y, 'h');
        }
    }
    for (y, x) in (0..h).flat_map(|y| (0..=w).map(move |x| (y, x))) {
        if ink(x, y) != (x > 0 && ink(x - 1, y)) {
            line(x, y, 'v');
        }
    }
    path
}
