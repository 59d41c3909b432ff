use super::{BoundingBox, BoxDeltas, Detection, GridTarget, non_maximum_suppression};
use crate::shape::Shape;

/// Square boxes of a few sizes around the centre of every cell of a grid, which proposals of regions start from (Ren, He, Girshick
/// and Sun, "Faster R-CNN: towards real-time object detection with region proposal networks", 2015, section 3.1). A network says
/// five numbers for each: how sure it is of an object there, and the [`BoxDeltas`] from the anchor to its box. Channels are
/// these five for the first size, then for the next.
///
/// ```
/// use convoscope::detection::{Anchors, BoundingBox};
/// let anchors = Anchors { cells: 2, sizes: &[2.0, 4.0], side: 8.0 };
/// // Two sizes in each of 2 × 2 cells; the last one lies around the centre of the lower right cell.
/// assert_eq!((anchors.len(), anchors.shape().c), (8, 10));
/// assert_eq!(anchors.bounds(7), BoundingBox::new(4.0, 4.0, 8.0, 8.0));
/// let target = anchors.target(&[anchors.bounds(7)]);
/// let read = anchors.proposals(&target.values, 3);
/// assert_eq!((read[0].anchor, read[0].score, read[0].bounds), (7, 1.0, anchors.bounds(7)));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Anchors {
    /// Along each axis.
    pub cells: usize,
    /// Pixels along the sides of the boxes around a cell's centre.
    pub sizes: &'static [f32],
    /// Pixels along each axis of the picture.
    pub side: f32,
}

/// Numbers for each anchor.
const NUMBERS: usize = 5;
/// Anchors that overlap an object by this much are wanted to find it, and those that overlap none by more than that are background.
const OBJECT_IOU: f32 = 0.6;
const BACKGROUND_IOU: f32 = 0.3;
/// Boxes that are narrower or lower than this, in pixels, are no proposals.
const LEAST_SIDE: f32 = 3.0;
/// So many anchors are looked at, the surest first, before those that overlap are left out.
const SUREST: usize = 60;
/// Proposals that overlap by so much are the same.
const SAME_PROPOSAL_IOU: f32 = 0.6;

/// A region that may have an object.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Proposal {
    /// The anchor that it started from.
    pub anchor: usize,
    /// How sure the network is.
    pub score: f32,
    /// Where, cut off at the picture's edges.
    pub bounds: BoundingBox,
}

/// What an anchor is for in training.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnchorMatch {
    /// For the object with this index.
    Object(usize),
    /// It is to say that nothing is there.
    Background,
    /// It overlaps an object somewhat: it is not learnt from.
    Neither,
}

/// What each anchor is for. One is for the object that it overlaps most, if their intersection over union is `object` or more, and
/// background if it is below `background`. Of each object, those that overlap it most are for the object that they
/// overlap most, however little that is, so that none has no anchor. As torchvision's `Matcher` with `allow_low_quality_matches`.
///
/// ```
/// use convoscope::detection::{AnchorMatch, BoundingBox, match_anchors};
/// let anchors = [0.0, 2.0, 9.0].map(|left| BoundingBox::new(left, 0.0, left + 4.0, 4.0));
/// let wanted = BoundingBox::new(1.0, 0.0, 6.0, 4.0);
/// // 3 of 6 columns, 4 of 5, none.
/// let of_each = match_anchors(&anchors, &[wanted], 0.6, 0.3);
/// assert_eq!(of_each, [AnchorMatch::Neither, AnchorMatch::Object(0), AnchorMatch::Background]);
/// ```
pub fn match_anchors(
    anchors: &[BoundingBox],
    objects: &[BoundingBox],
    object: f32,
    background: f32,
) -> Vec<AnchorMatch> {
    let overlaps = |one: &BoundingBox| objects.iter().map(|other| one.iou(other)).collect::<Vec<f32>>();
    let all: Vec<Vec<f32>> = anchors.iter().map(overlaps).collect();
    let most = |of: usize| all.iter().map(|overlaps| overlaps[of]).fold(0.0, f32::max);
    let most: Vec<f32> = (0..objects.len()).map(most).collect();
    let matched = |overlaps: &Vec<f32>| {
        let first = |best: usize, other: usize| if overlaps[other] > overlaps[best] { other } else { best };
        let best = (0..objects.len()).reduce(first)?;
        let is_its_best = overlaps.iter().zip(&most).any(|(iou, most)| *iou > 0.0 && iou == most);
        Some(match overlaps[best] {
            iou if iou >= object || is_its_best => AnchorMatch::Object(best),
            iou if iou >= background => AnchorMatch::Neither,
            _ => AnchorMatch::Background,
        })
    };
    all.iter().map(|overlaps| matched(overlaps).unwrap_or(AnchorMatch::Background)).collect()
}

impl Anchors {
    /// How many there are.
    pub const fn len(&self) -> usize {
        self.sizes.len() * self.cells * self.cells
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Of the network's output and its target.
    pub const fn shape(&self) -> Shape {
        Shape::new(NUMBERS * self.sizes.len(), self.cells, self.cells)
    }

    /// An anchor: those of the first size row by row, then those of the next.
    pub fn bounds(&self, anchor: usize) -> BoundingBox {
        let (area, stride) = (self.cells * self.cells, self.side / self.cells as f32);
        let (row, column, size) =
            (anchor % area / self.cells, anchor % self.cells, self.sizes[anchor / area]);
        let center = [column, row].map(|cell| (cell as f32 + 0.5) * stride);
        BoundingBox::centered(center, size, size)
    }

    /// Row and column of an anchor's cell.
    pub const fn cell(&self, anchor: usize) -> [usize; 2] {
        [anchor % (self.cells * self.cells) / self.cells, anchor % self.cells]
    }

    /// The anchors of the cell in this row and column.
    pub fn of_cell(&self, [row, column]: [usize; 2]) -> impl Iterator<Item = usize> {
        let (cells, area) = (self.cells, self.cells * self.cells);
        (0..self.sizes.len()).map(move |size| size * area + row * cells + column)
    }

    /// Where a number of an anchor lies in the network's output.
    const fn index(&self, anchor: usize, number: usize) -> usize {
        let area = self.cells * self.cells;
        (anchor / area * NUMBERS + number) * area + anchor % area
    }

    /// What a network should say where there are these objects. The anchors that are for an object weigh as much together as all
    /// that are background.
    pub fn target(&self, objects: &[BoundingBox]) -> GridTarget {
        let (mut values, mut weights) = (vec![0.0; self.shape().len()], vec![0.0; self.shape().len()]);
        let anchors: Vec<BoundingBox> = (0..self.len()).map(|anchor| self.bounds(anchor)).collect();
        let matches = match_anchors(&anchors, objects, OBJECT_IOU, BACKGROUND_IOU);
        let count = |of: fn(&AnchorMatch) -> bool| matches.iter().filter(|it| of(it)).count() as f32;
        let positive = count(|it| matches!(it, AnchorMatch::Object(_)));
        let share = count(|it| *it == AnchorMatch::Background) / positive.max(1.0);
        for (anchor, it) in matches.iter().enumerate() {
            match it {
                AnchorMatch::Object(object) => {
                    let BoxDeltas(deltas) = BoxDeltas::between(&anchors[anchor], &objects[*object]);
                    for (number, value) in [1.0].into_iter().chain(deltas).enumerate() {
                        let at = self.index(anchor, number);
                        (values[at], weights[at]) = (value, share);
                    }
                }
                AnchorMatch::Background => weights[self.index(anchor, 0)] = 1.0,
                AnchorMatch::Neither => {}
            }
        }
        GridTarget { values, weights }
    }

    /// What the network says of an anchor; none if that is no number.
    pub fn proposal(&self, output: &[f32], anchor: usize) -> Option<Proposal> {
        let number = |number: usize| output[self.index(anchor, number)];
        let deltas = BoxDeltas([number(1), number(2), number(3), number(4)]);
        let (score, bounds) = (number(0), deltas.apply(&self.bounds(anchor)).clipped(self.side));
        let all = [score, bounds.left, bounds.top, bounds.right, bounds.bottom];
        all.iter().all(|number| number.is_finite()).then_some(Proposal { anchor, score, bounds })
    }

    /// The `most` surest regions, the surest first, of which none overlaps another much.
    pub fn proposals(&self, output: &[f32], most: usize) -> Vec<Proposal> {
        let large = |it: &Proposal| it.bounds.width() > LEAST_SIDE && it.bounds.height() > LEAST_SIDE;
        let all = (0..self.len()).filter_map(|anchor| self.proposal(output, anchor));
        let mut all: Vec<Proposal> = all.filter(large).collect();
        all.sort_by(|a, b| b.score.total_cmp(&a.score));
        all.truncate(SUREST);
        let detection = |it: &Proposal| Detection { class: 0, score: it.score, bounds: it.bounds };
        let detections: Vec<Detection> = all.iter().map(detection).collect();
        let kept = non_maximum_suppression(&detections, SAME_PROPOSAL_IOU);
        let of = |kept: &Detection| all.iter().find(|it| it.bounds == kept.bounds && it.score == kept.score);
        kept.iter().filter_map(of).take(most).copied().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    const ANCHORS: Anchors = Anchors { cells: 12, sizes: &[10.0, 14.0, 19.0], side: 48.0 };

    fn object(random: &mut Random) -> BoundingBox {
        let (width, height) = (random.range(8.0, 20.0), random.range(8.0, 20.0));
        let mut along = |len: f32| random.range(0.5 * len, 48.0 - 0.5 * len);
        BoundingBox::centered([along(width), along(height)], width, height)
    }

    /// What a target says is proposed: every object, by all anchors that are for it, of which one is left.
    #[test]
    fn targets_propose_their_objects() {
        let mut random = Random::new(3);
        for _ in 0..60 {
            let wanted = object(&mut random);
            let target = ANCHORS.target(&[wanted]);
            let proposals = ANCHORS.proposals(&target.values, 10);
            assert!(proposals[0].score == 1.0 && proposals[0].bounds.iou(&wanted) > 0.999, "{proposals:?}");
            assert!(proposals[1..].iter().all(|it| it.score == 0.0), "{proposals:?}");
            // Both kinds weigh the same.
            let area = 144;
            let of_objectness = |values: &[f32], is_one: f32| -> f32 {
                let all = values.iter().zip(&target.values).enumerate();
                all.filter(|(i, (_, value))| i / area % 5 == 0 && **value == is_one)
                    .map(|(_, (w, _))| w)
                    .sum()
            };
            let (objects, background) =
                (of_objectness(&target.weights, 1.0), of_objectness(&target.weights, 0.0));
            assert!((objects - background).abs() < 0.01 * background, "{objects} and {background}");
        }
    }

    #[test]
    fn every_object_has_an_anchor_and_no_object_leaves_background() {
        let mut random = Random::new(5);
        let anchors: Vec<BoundingBox> = (0..ANCHORS.len()).map(|anchor| ANCHORS.bounds(anchor)).collect();
        for _ in 0..60 {
            // Far smaller and larger than any anchor, too.
            let len = random.range(1.0, 40.0);
            let wanted = BoundingBox::centered([random.range(0.0, 48.0), random.range(0.0, 48.0)], len, len);
            let matches = match_anchors(&anchors, &[wanted], 0.6, 0.3);
            assert!(matches.contains(&AnchorMatch::Object(0)), "{wanted:?}");
        }
        assert!(match_anchors(&anchors, &[], 0.6, 0.3).iter().all(|it| *it == AnchorMatch::Background));
        assert_eq!(ANCHORS.target(&[]).weights.iter().sum::<f32>(), ANCHORS.len() as f32);
    }

    #[test]
    fn an_output_that_is_no_number_proposes_nothing() {
        let len = ANCHORS.shape().len();
        assert_eq!(ANCHORS.proposals(&vec![f32::NAN; len], 10), []);
        let anchors = ANCHORS.of_cell([2, 7]);
        assert!(anchors.into_iter().all(|anchor| ANCHORS.cell(anchor) == [2, 7]));
    }
}
