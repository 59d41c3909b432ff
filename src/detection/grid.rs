use super::{BoundingBox, Detection, Object, SAME_IOU, non_maximum_suppression};
use crate::shape::Shape;

/// What an object's centre, width and height weigh (λcoord of the paper).
const COORDINATES: f32 = 5.0;
/// What the objectness of a cell weighs that no object has its centre in (λnoobj of the paper).
const NO_OBJECT: f32 = 0.5;

/// One-stage detection on a grid (Redmon et al., "You only look once: unified, real-time object detection", 2016), with one
/// box for each cell. A picture is divided into `cells` × `cells`; the cell that an object's centre lies in is responsible for
/// it. Channels are the objectness, x and y of the centre in the cell, from 0 to 1, √(width / side), √(height / side), and a
/// one-hot class.
///
/// ```
/// use convoscope::detection::{BoundingBox, Grid, Object};
/// let grid = Grid { cells: 2, classes: 1, side: 8.0 };
/// let object = Object { class: 0, bounds: BoundingBox::centered([5.0, 2.0], 2.0, 2.0) };
/// let target = grid.target(&[object]);
/// let channel = |c: usize| &target.values[4 * c..][..4];
/// // The right upper cell, from (4, 0) to (8, 4): a quarter across, half way down, √(2 / 8) wide.
/// assert_eq!((channel(0), channel(1), channel(2)), (&[0., 1., 0., 0.][..], &[0., 0.25, 0., 0.][..], &[0., 0.5, 0., 0.][..]));
/// assert_eq!(channel(3), [0., 0.5, 0., 0.]);
/// assert_eq!(target.weights[..4], [0.5, 1.0, 0.5, 0.5]);
/// let read = grid.detections(&target.values, 0.5);
/// assert_eq!((read.len(), read[0].score, read[0].bounds), (1, 1.0, object.bounds));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grid {
    /// Along each axis.
    pub cells: usize,
    /// Classes of objects.
    pub classes: usize,
    /// Pixels along each axis of the picture.
    pub side: f32,
}

/// What a network should say of a picture, and what each error weighs: channels × cells × cells.
#[derive(Clone, Debug, PartialEq)]
pub struct GridTarget {
    /// The values.
    pub values: Vec<f32>,
    /// Their weights; 0 where nothing is wanted.
    pub weights: Vec<f32>,
}

impl Grid {
    /// Of the network's output and its target.
    pub const fn shape(&self) -> Shape {
        Shape::new(5 + self.classes, self.cells, self.cells)
    }

    /// Row and column of the cell that is responsible for an object there.
    pub fn responsible(&self, bounds: &BoundingBox) -> [usize; 2] {
        let [x, y] = bounds.center();
        // A cast saturates at 0.
        [y, x].map(|along| ((along * self.cells as f32 / self.side) as usize).min(self.cells - 1))
    }

    /// What a network should say. Of several objects with their centre in one cell, the one with the smallest box is wanted.
    pub fn target(&self, objects: &[Object]) -> GridTarget {
        let (shape, area) = (self.shape(), self.cells * self.cells);
        let (mut values, mut weights) = (vec![0.0; shape.len()], vec![0.0; shape.len()]);
        weights[..area].fill(NO_OBJECT);
        let mut by_area: Vec<&Object> = objects.iter().filter(|object| object.class < self.classes).collect();
        by_area.sort_by(|a, b| b.bounds.area().total_cmp(&a.bounds.area()));
        for object in by_area {
            let [row, column] = self.responsible(&object.bounds);
            let ([x, y], scale) = (object.bounds.center(), self.cells as f32 / self.side);
            let root = |len: f32| (len.max(0.0) / self.side).sqrt();
            let (width, height) = (root(object.bounds.width()), root(object.bounds.height()));
            let first = [1.0, x * scale - column as f32, y * scale - row as f32, width, height];
            for channel in 0..shape.c {
                let at = channel * area + row * self.cells + column;
                let class = f32::from(channel == 5 + object.class);
                values[at] = first.get(channel).copied().unwrap_or(class);
                weights[at] = if (1..5).contains(&channel) { COORDINATES } else { 1.0 };
            }
        }
        GridTarget { values, weights }
    }

    /// What the cell in this row and column says: its score is the objectness times the score of its best class, each between 0
    /// and 1. None if its box or its score is no number.
    pub fn detection(&self, output: &[f32], [row, column]: [usize; 2]) -> Option<Detection> {
        let area = self.cells * self.cells;
        let value = |channel: usize| output[channel * area + row * self.cells + column];
        let better =
            |best: usize, class: usize| if value(5 + class) > value(5 + best) { class } else { best };
        let class = (1..self.classes).fold(0, better);
        let score = value(0).clamp(0.0, 1.0) * value(5 + class).clamp(0.0, 1.0);
        let stride = self.side / self.cells as f32;
        let center = [(column as f32 + value(1)) * stride, (row as f32 + value(2)) * stride];
        let len = |root: f32| root.max(0.0) * root.max(0.0) * self.side;
        let bounds = BoundingBox::centered(center, len(value(3)), len(value(4)));
        let numbers = [score, bounds.left, bounds.top, bounds.right, bounds.bottom];
        numbers.iter().all(|number| number.is_finite()).then_some(Detection { class, score, bounds })
    }

    /// What each cell says, cell by cell, as far as its score is above `threshold`.
    pub fn detections(&self, output: &[f32], threshold: f32) -> Vec<Detection> {
        let cells = (0..self.cells * self.cells).map(|cell| [cell / self.cells, cell % self.cells]);
        let all = cells.filter_map(|cell| self.detection(output, cell));
        all.filter(|detection| detection.score > threshold).collect()
    }

    /// The same after non-maximum suppression, the highest score first.
    pub fn decode(&self, output: &[f32], threshold: f32) -> Vec<Detection> {
        non_maximum_suppression(&self.detections(output, threshold), SAME_IOU)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    const GRID: Grid = Grid { cells: 6, classes: 3, side: 48.0 };

    /// Objects whose centres lie in different cells come back from their target as they were.
    #[test]
    fn targets_decode_to_their_objects() {
        let mut random = Random::new(2);
        for _ in 0..100 {
            let (row, column) = (random.below(6), random.below(3));
            let mut object = |row: usize, column: usize| {
                let x = 8.0 * (column as f32 + random.range(0.01, 0.99));
                let y = 8.0 * (row as f32 + random.range(0.01, 0.99));
                let bounds = BoundingBox::centered([x, y], random.range(2.0, 20.0), random.range(2.0, 20.0));
                Object { class: random.below(3), bounds }
            };
            let objects = [object(row, column), object(5 - row, 5 - column)];
            let target = GRID.target(&objects);
            let mut read = GRID.detections(&target.values, 0.9);
            read.sort_by(|a, b| a.bounds.center()[0].total_cmp(&b.bounds.center()[0]));
            assert_eq!(read.len(), 2);
            for (read, object) in read.iter().zip(&objects) {
                assert_eq!((read.class, read.score), (object.class, 1.0));
                assert!(read.bounds.iou(&object.bounds) > 0.999, "{read:?} of {object:?}");
            }
        }
    }

    #[test]
    fn of_two_centres_in_a_cell_the_smaller_box_is_wanted() {
        let center = [20.0, 20.0];
        let object = |class, len| Object { class, bounds: BoundingBox::centered(center, len, len) };
        for objects in [[object(0, 5.0), object(2, 9.0)], [object(2, 9.0), object(0, 5.0)]] {
            let read = GRID.detections(&GRID.target(&objects).values, 0.5);
            assert_eq!((read.len(), read[0].class), (1, 0));
        }
    }

    #[test]
    fn an_output_that_is_no_number_says_nothing() {
        assert_eq!(GRID.decode(&[f32::NAN; 288], 0.0), []);
        assert_eq!(GRID.decode(&[f32::INFINITY; 288], 0.0), []);
    }
}
