//! What a network says about the points of the plane, and what each of its units does there.

use std::rc::Rc;

use crate::session::UNIT_STRIDE;

/// A grid of points from (−1, −1) to (1, 1) with the network's logits, and a coarser one for each unit.
#[derive(Clone, Debug)]
pub struct DecisionPlane {
    /// Points along each side.
    pub side: usize,
    /// Whether it is one row: points of a line, with a number for each.
    pub is_line: bool,
    classes: usize,
    /// The logits of each point, row by row.
    logits: Vec<f32>,
    /// For each layer that is shown, its units one after the other.
    units: Vec<Rc<[f32]>>,
}

/// Planes are compared by identity: they are large, and each comes once.
impl PartialEq for DecisionPlane {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl DecisionPlane {
    /// Takes in what a worker sent: rows of logits, and the units of each layer that was asked for.
    pub fn new(side: usize, rows: &[Vec<f32>], units: Vec<Vec<f32>>) -> Self {
        let logits = rows.concat();
        let is_line = rows.len() == 1 && side > 1;
        let points = if is_line { side } else { side * side };
        let classes = (logits.len() / points.max(1)).max(1);
        Self { side, is_line, classes, logits, units: units.into_iter().map(Rc::from).collect() }
    }

    /// How many classes there are.
    pub fn classes(&self) -> usize {
        self.classes
    }

    /// Whether a number comes out at each point, and no class.
    pub fn is_regression(&self) -> bool {
        self.classes == 1
    }

    /// What comes out at each point of a line, or of the plane row by row, where that is a number.
    pub fn heights(&self) -> &[f32] {
        &self.logits
    }

    /// The most probable class at each point, and its probability against the runner-up: a half to 1.
    pub fn winners(&self) -> impl Iterator<Item = (usize, f32)> {
        self.logits.chunks_exact(self.classes).map(|logits| {
            let best = (0..logits.len()).max_by(|&a, &b| logits[a].total_cmp(&logits[b])).unwrap_or(0);
            let second = (0..logits.len()).filter(|&k| k != best).map(|k| logits[k]);
            let second = second.fold(f32::NEG_INFINITY, f32::max);
            (best, 1.0 / (1.0 + (second - logits[best]).exp()))
        })
    }

    /// Points along each side of a unit's plane.
    pub fn unit_side(&self) -> usize {
        self.side.div_ceil(UNIT_STRIDE)
    }

    /// What comes out of a unit: the layer is counted from the first one behind the input.
    pub fn unit(&self, layer: usize, unit: usize) -> Option<Rc<[f32]>> {
        let area = if self.is_line { self.unit_side() } else { self.unit_side() * self.unit_side() };
        self.units.get(layer)?.get(unit * area..(unit + 1) * area).map(Rc::from)
    }

    /// The lines between the classes as the path of an SVG whose sides are 100: where a class is as probable as the most
    /// probable of the others, found by linear interpolation along the sides of each cell.
    ///
    /// ```
    /// use convoscope::app::places::train::DecisionPlane;
    /// // The second class wins on the right: two logits for each of 2 × 2 points.
    /// let row = vec![1.0, 0.0, 0.0, 1.0];
    /// let plane = DecisionPlane::new(2, &[row.clone(), row], vec![]);
    /// assert_eq!(plane.boundary(), "M50.0 0.0L50.0 100.0");
    /// ```
    pub fn boundary(&self) -> String {
        // Where two classes meet, each one's line is the other's.
        let lines = if self.classes == 2 { 1 } else { self.classes };
        (0..lines).map(|class| self.boundary_of(class)).collect()
    }

    fn boundary_of(&self, class: usize) -> String {
        let margin = |logits: &[f32]| {
            let others = logits.iter().enumerate().filter(|(k, _)| *k != class).map(|(_, logit)| *logit);
            logits[class] - others.fold(f32::NEG_INFINITY, f32::max)
        };
        let margins: Vec<f32> = self.logits.chunks_exact(self.classes).map(margin).collect();
        let scale = 100.0 / (self.side.max(2) - 1) as f32;
        let mut path = String::new();
        for (y, x) in (1..self.side).flat_map(|y| (1..self.side).map(move |x| (y - 1, x - 1))) {
            let corners = [[0, 0], [0, 1], [1, 1], [1, 0]].map(|[dy, dx]| [y + dy, x + dx]);
            let crossing = |i: usize| {
                let (from, to) = (corners[i], corners[(i + 1) % 4]);
                let [a, b] = [from, to].map(|[y, x]| margins[y * self.side + x]);
                if (a > 0.0) == (b > 0.0) {
                    return None;
                }
                let part = a / (a - b);
                let along = |axis: usize| from[axis] as f32 + part * (to[axis] as f32 - from[axis] as f32);
                Some([along(1) * scale, along(0) * scale])
            };
            let crossings: Vec<[f32; 2]> = (0..4).filter_map(crossing).collect();
            for ends in crossings.chunks_exact(2) {
                let [[ax, ay], [bx, by]] = [ends[0], ends[1]];
                path += &format!("M{ax:.1} {ay:.1}L{bx:.1} {by:.1}");
            }
        }
        path
    }
}
