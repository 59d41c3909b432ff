//! Scenes of digits: a few that are generated, and what somebody draws beside them, on one canvas of 48 × 48 grey pixels.
//!
//! Both are strokes of a pen, so a network that has learnt from the former is given the latter just so.

use super::{SCENE_SIDE, SceneGenerator};
use crate::data::generate::digits::strokes;
use crate::data::{Dataset, Scale};
use crate::detection::{BoundingBox, Grid, Object};
use crate::drawing::{Drawing, Raster, Stroke};
use crate::random::Random;
use crate::shape::Shape;

/// The shape of a picture: ink, from 0 to 1.
pub const DIGITS_SHAPE: Shape = Shape::new(1, SCENE_SIDE, SCENE_SIDE);
/// How scenes of digits are divided for detection in one stage.
pub const DIGITS_GRID: Grid = Grid { cells: 6, classes: 10, side: SCENE_SIDE as f32 };
/// The most digits of a generated scene.
pub const MOST_DIGITS: usize = 4;

/// The longer side of a digit at least and at most, in pixels, the logarithm uniform.
const SIZES: (f32, f32) = (12.0, 38.0);
/// Diameter of the pen in pixels, the same for all digits of a scene.
const PEN: (f32, f32) = (1.7, 3.6);
/// No pen is thicker than this part of its digit.
const THICKEST: f32 = 0.2;
/// So much of the smaller one of two boxes may lie in the other.
const OVERLAP: f32 = 0.08;
/// So often a place is looked for.
const TRIES: usize = 20;

/// One to four generated digits that hardly overlap, and strokes beside them.
///
/// ```
/// use convoscope::data::scenes::DigitScene;
/// use convoscope::drawing::{Drawing, Stroke};
/// let scene = DigitScene { seed: Some(3), drawn: Drawing::default() };
/// let objects = scene.objects();
/// assert!((1..=4).contains(&objects.len()) && objects.iter().all(|digit| digit.class < 10));
/// assert_eq!(scene.sample().len(), 48 * 48);
/// // What somebody draws is ink, too; which digit it is, only they know.
/// let drawn = Drawing { strokes: vec![Stroke::new(vec![(0.5, 0.2), (0.5, 0.8)])] };
/// let scene = DigitScene { seed: None, drawn };
/// assert!(scene.objects().is_empty() && scene.sample()[24 * 48 + 24] == 1.0);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DigitScene {
    /// Seed of the generated digits; none without it.
    pub seed: Option<u32>,
    /// What is drawn or erased by hand.
    pub drawn: Drawing,
}

/// A generated digit.
struct Written {
    object: Object,
    strokes: Vec<Stroke>,
}

impl DigitScene {
    /// All strokes: those of generated digits, then those by hand.
    pub fn canvas(&self) -> Drawing {
        let generated = self.written().into_iter().flat_map(|digit| digit.strokes);
        Drawing { strokes: generated.chain(self.drawn.strokes.iter().cloned()).collect() }
    }

    /// The generated digits, each with the box around its ink. Once something is erased, nobody knows what is left of them.
    pub fn objects(&self) -> Vec<Object> {
        if self.drawn.strokes.iter().any(|stroke| stroke.erase) {
            return Vec::new();
        }
        self.written().into_iter().map(|digit| digit.object).collect()
    }

    /// The picture as bytes, 255 for ink.
    pub fn bytes(&self) -> Vec<u8> {
        let pixels = Raster::of(&self.canvas()).fitted(SCENE_SIDE);
        pixels.into_iter().map(|ink| Scale::Unit.byte(ink)).collect()
    }

    /// The picture as a sample, of [`DIGITS_SHAPE`]: what a network is given.
    pub fn sample(&self) -> Vec<f32> {
        self.bytes().into_iter().map(|byte| Scale::Unit.value(byte)).collect()
    }

    fn written(&self) -> Vec<Written> {
        let Some(seed) = self.seed else { return Vec::new() };
        let mut random = Random::new(u64::from(seed));
        let pen = log_uniform(PEN, &mut random);
        let mut digits: Vec<Written> = Vec::new();
        for _ in 0..1 + random.below(MOST_DIGITS) {
            for _ in 0..TRIES {
                let digit = written(pen, &mut random);
                let bounds = digit.object.bounds;
                let overlaps = |other: &Written| {
                    let other = other.object.bounds;
                    bounds.intersection(&other).area() > OVERLAP * bounds.area().min(other.area())
                };
                if !digits.iter().any(overlaps) {
                    digits.push(digit);
                    break;
                }
            }
        }
        digits
    }
}

fn log_uniform((least, most): (f32, f32), random: &mut Random) -> f32 {
    libm::expf(random.range(libm::logf(least), libm::logf(most)))
}

/// A digit of any size anywhere on the canvas.
fn written(pen: f32, random: &mut Random) -> Written {
    let class = random.below(DIGITS_GRID.classes);
    let (size, lines) = (log_uniform(SIZES, random), strokes(class as u8, random));
    let pen = pen.min(THICKEST * size);
    let edge = |along: fn(&(f32, f32)) -> f32, better: fn(f32, f32) -> f32, worst: f32| {
        lines.iter().flatten().map(along).fold(worst, better)
    };
    let (left, right) = (edge(|it| it.0, f32::min, f32::MAX), edge(|it| it.0, f32::max, f32::MIN));
    let (top, bottom) = (edge(|it| it.1, f32::min, f32::MAX), edge(|it| it.1, f32::max, f32::MIN));
    let scale = (size - pen) / (right - left).max(bottom - top);
    let (width, height) = (scale * (right - left) + pen, scale * (bottom - top) + pen);
    let side = SCENE_SIDE as f32;
    let [x, y] = [random.range(0.0, side - width), random.range(0.0, side - height)];
    let on_pad = |at: f32, first: f32, corner: f32| (corner + 0.5 * pen + scale * (at - first)) / side;
    let stroke = |line: &Vec<(f32, f32)>| Stroke {
        points: line.iter().map(|point| (on_pad(point.0, left, x), on_pad(point.1, top, y))).collect(),
        width: pen / side,
        erase: false,
    };
    let bounds = BoundingBox::new(x, y, x + width, y + height);
    Written { object: Object { class, bounds }, strokes: lines.iter().map(stroke).collect() }
}

impl SceneGenerator {
    /// Scene `index` of the row of digits.
    pub fn digits(&self, index: u64) -> DigitScene {
        let seed = Random::split(self.seed, index).next_u64() as u32;
        DigitScene { seed: Some(seed), drawn: Drawing::default() }
    }

    /// Scenes `range` of that row: the digits of each, and the pictures, whose labels are one less than the number of digits.
    pub fn digits_dataset(&self, range: std::ops::Range<u64>) -> (Vec<Vec<Object>>, Dataset) {
        let scenes: Vec<DigitScene> = range.map(|index| self.digits(index)).collect();
        let objects: Vec<Vec<Object>> = scenes.iter().map(DigitScene::objects).collect();
        let data = Dataset {
            shape: DIGITS_SHAPE,
            scale: Scale::Unit,
            images: scenes.iter().flat_map(DigitScene::bytes).collect(),
            labels: objects.iter().map(|digits| digits.len().saturating_sub(1) as u8).collect(),
            names: (1..=MOST_DIGITS).map(|digits| digits.to_string()).collect(),
        };
        (objects, data)
    }
}
