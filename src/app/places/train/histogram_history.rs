//! How the values of each layer were distributed over the steps.

use crate::session::Histogram;

/// Moments that are kept; half of them go when there are more.
const MOST: usize = 120;
/// Rows of a picture.
const ROWS: usize = 24;

/// The histograms of every band, now and then.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HistogramHistory(Vec<(u64, Vec<Histogram>)>);

impl HistogramHistory {
    /// Takes in the histograms after a step. Those of later steps are another way's.
    pub(super) fn add(&mut self, step: u64, histograms: &[Histogram]) {
        self.0.retain(|(before, _)| *before < step);
        if histograms.iter().any(|histogram| !histogram.counts.is_empty()) {
            self.0.push((step, histograms.to_vec()));
        }
        if self.0.len() > MOST {
            let mut keeps = false;
            self.0.retain(|_| {
                keeps = !keeps;
                keeps
            });
        }
    }

    /// One band as a picture: a column for each moment, the largest values at the top, each cell the root of its share of the
    /// fullest one. Also how many columns there are, and the least and the largest value.
    ///
    /// The root keeps a few large values visible beside very many small ones.
    pub fn picture(&self, band: usize) -> Option<(Vec<f32>, usize, [f32; 2])> {
        let columns: Vec<&Histogram> = self.0.iter().filter_map(|(_, all)| all.get(band)).collect();
        let least = columns.iter().map(|histogram| histogram.least).fold(f32::INFINITY, f32::min);
        let most = columns.iter().map(|histogram| histogram.most).fold(f32::NEG_INFINITY, f32::max);
        if columns.len() < 2 || most <= least {
            return None;
        }
        let mut cells = vec![0.0; ROWS * columns.len()];
        for (x, Histogram { least: from, most: to, counts }) in columns.iter().enumerate() {
            for (i, count) in counts.iter().enumerate() {
                let value = from + (i as f32 + 0.5) / counts.len() as f32 * (to - from);
                let row = ((most - value) / (most - least) * ROWS as f32) as usize;
                cells[row.min(ROWS - 1) * columns.len() + x] += *count as f32;
            }
        }
        let fullest = cells.iter().copied().fold(1.0, f32::max);
        cells.iter_mut().for_each(|cell| *cell = (*cell / fullest).sqrt());
        Some((cells, columns.len(), [least, most]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_has_a_column_for_each_moment() {
        let mut history = HistogramHistory::default();
        let of = |least: f32, most: f32, counts: Vec<u32>| vec![Histogram { least, most, counts }];
        history.add(1, &of(-1.0, 1.0, vec![4, 0]));
        assert_eq!(history.picture(0), None);
        history.add(2, &of(0.0, 2.0, vec![0, 1]));
        let (cells, columns, span) = history.picture(0).unwrap();
        assert_eq!((cells.len(), columns, span), (2 * ROWS, 2, [-1.0, 2.0]));
        // −0.5 is a sixth above the bottom, 1.5 a sixth below the top.
        let full: Vec<(usize, f32)> =
            cells.iter().copied().enumerate().filter(|(_, cell)| *cell > 0.0).collect();
        assert_eq!(full, [(2 * 4 + 1, 0.5), (2 * 20, 1.0)]);
        // Going back and on replaces what was later.
        history.add(2, &of(0.0, 1.0, vec![3]));
        assert_eq!(history.0.len(), 2);
        (3..400).for_each(|step| history.add(step, &of(0.0, 1.0, vec![1])));
        assert!(history.0.len() <= MOST && history.0.last().unwrap().0 == 399);
    }
}
