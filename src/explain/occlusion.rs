use serde::{Deserialize, Serialize};

use super::{Explainer, Target};
use crate::shape::Shape;

/// What an input is covered with.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cover {
    /// Height and width of the window, at least 1.
    pub side: usize,
    /// The value that stands in every channel under it.
    pub fill: f32,
}

impl Default for Cover {
    fn default() -> Self {
        Self { side: 5, fill: 0.0 }
    }
}

/// An occlusion under way: the window goes over the input cell by cell. The value of a cell is the mean of what the score
/// lost under the windows that covered it.
pub struct Occlusion {
    image: Vec<f32>,
    shape: Shape,
    cover: Cover,
    targets: Vec<Target>,
    logits: Vec<f32>,
    /// The next row of windows.
    row: usize,
    /// For each target and cell, the sum of what was lost.
    sums: Vec<Vec<f64>>,
    /// How many windows have covered each cell.
    counts: Vec<usize>,
}

impl Occlusion {
    /// Before any window. One that is larger than the input covers all of it.
    pub fn new(explainer: &mut Explainer, image: &[f32], cover: Cover, targets: &[Target]) -> Self {
        let shape = explainer.plan().network().input;
        Self {
            image: image.to_vec(),
            shape,
            cover,
            targets: targets.to_vec(),
            logits: explainer.logits(image),
            row: 0,
            sums: vec![vec![0.0; shape.area()]; targets.len()],
            counts: vec![0; shape.area()],
        }
    }

    /// Covers the next row of windows; answers whether there was one.
    pub fn advance(&mut self, explainer: &mut Explainer) -> bool {
        let Shape { h, w, .. } = self.shape;
        let [tall, wide] = [h, w].map(|len| self.cover.side.clamp(1, len));
        if self.row > h - tall {
            return false;
        }
        // A window that changes nothing, as on blank paper, costs no pass: the score stays what it is.
        let (mut images, mut changed) = (Vec::new(), Vec::new());
        for column in 0..=w - wide {
            let mut image = self.image.clone();
            for plane in image.chunks_exact_mut(self.shape.area()) {
                for row in plane.chunks_exact_mut(w).skip(self.row).take(tall) {
                    row[column..column + wide].fill(self.cover.fill);
                }
            }
            if image != self.image {
                images.extend(image);
                changed.push(column);
            }
            for row in self.counts.chunks_exact_mut(w).skip(self.row).take(tall) {
                row[column..column + wide].iter_mut().for_each(|count| *count += 1);
            }
        }
        let logits = explainer.logits(&images);
        for (column, covered) in changed.into_iter().zip(logits.chunks_exact(self.logits.len())) {
            for (target, sums) in self.targets.iter().zip(&mut self.sums) {
                let lost = f64::from(target.score(&self.logits)) - f64::from(target.score(covered));
                for row in sums.chunks_exact_mut(w).skip(self.row).take(tall) {
                    row[column..column + wide].iter_mut().for_each(|sum| *sum += lost);
                }
            }
        }
        self.row += 1;
        true
    }

    /// The map of each target, as far as it has come: 0 where no window has been.
    pub fn maps(&self) -> Vec<Vec<f32>> {
        let mean = |(sum, count): (&f64, &usize)| (sum / (*count).max(1) as f64) as f32;
        self.sums.iter().map(|sums| sums.iter().zip(&self.counts).map(mean).collect()).collect()
    }
}
