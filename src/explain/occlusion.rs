use serde::{Deserialize, Serialize};

use super::{Explainer, Target};
use crate::shape::Shape;

/// What an input is covered with.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cover {
    /// Height and width of the window, at least 1.
    pub side: usize,
    /// How far the window moves, at least 1. The last one of a row or column ends at the edge.
    pub stride: usize,
    /// The value that stands in every channel under it.
    pub fill: f32,
}

impl Cover {
    /// Height and width of the window on an input.
    fn size(self, input: Shape) -> [usize; 2] {
        [input.h, input.w].map(|len| self.side.clamp(1, len))
    }

    /// Rows and columns of windows on an input.
    pub(super) fn positions(self, input: Shape) -> [usize; 2] {
        let [tall, wide] = self.size(input);
        [input.h - tall, input.w - wide].map(|room| room.div_ceil(self.stride.max(1)) + 1)
    }
}

impl Default for Cover {
    fn default() -> Self {
        Self { side: 5, stride: 1, fill: 0.0 }
    }
}

/// An occlusion under way: the window goes over the input. The value of a cell is the mean of what the score
/// lost under the windows that covered it.
pub struct Occlusion {
    image: Vec<f32>,
    shape: Shape,
    cover: Cover,
    targets: Vec<Target>,
    logits: Vec<f32>,
    /// The next window.
    next: usize,
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
            next: 0,
            sums: vec![vec![0.0; shape.area()]; targets.len()],
            counts: vec![0; shape.area()],
        }
    }

    /// How many windows there are, and how many have been.
    pub fn windows(&self) -> [usize; 2] {
        let [rows, columns] = self.cover.positions(self.shape);
        [rows * columns, self.next]
    }

    /// Covers as many windows as make a batch; answers whether there was one. A window that changes nothing, as on blank paper,
    /// costs no pass: the score stays what it is.
    pub fn advance(&mut self, explainer: &mut Explainer) -> bool {
        let ([rows, columns], [tall, wide]) = (self.cover.positions(self.shape), self.cover.size(self.shape));
        let Shape { h, w, .. } = self.shape;
        let start = |index: usize, room: usize| (index * self.cover.stride.max(1)).min(room);
        if self.next == rows * columns {
            return false;
        }
        let (mut images, mut changed) = (Vec::new(), Vec::new());
        while changed.len() < explainer.batch() && self.next < rows * columns {
            let row = start(self.next / columns, h - tall);
            let column = start(self.next % columns, w - wide);
            self.next += 1;
            let mut image = self.image.clone();
            for plane in image.chunks_exact_mut(self.shape.area()) {
                for cells in plane.chunks_exact_mut(w).skip(row).take(tall) {
                    cells[column..column + wide].fill(self.cover.fill);
                }
            }
            if image != self.image {
                images.extend(image);
                changed.push((row, column));
            }
            for cells in self.counts.chunks_exact_mut(w).skip(row).take(tall) {
                cells[column..column + wide].iter_mut().for_each(|count| *count += 1);
            }
        }
        let logits = explainer.logits(&images);
        for ((row, column), covered) in changed.into_iter().zip(logits.chunks_exact(self.logits.len())) {
            for (target, sums) in self.targets.iter().zip(&mut self.sums) {
                let lost = f64::from(target.score(&self.logits)) - f64::from(target.score(covered));
                for cells in sums.chunks_exact_mut(w).skip(row).take(tall) {
                    cells[column..column + wide].iter_mut().for_each(|sum| *sum += lost);
                }
            }
        }
        true
    }

    /// The map of each target, as far as it has come: 0 where no window has been.
    pub fn maps(&self) -> Vec<Vec<f32>> {
        let mean = |(sum, count): (&f64, &usize)| (sum / (*count).max(1) as f64) as f32;
        self.sums.iter().map(|sums| sums.iter().zip(&self.counts).map(mean).collect()).collect()
    }
}
