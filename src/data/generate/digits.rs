//! Digits as if written by hand: lines of several styles whose points stray a little, written with a random pen, then bent
//! and brought to the middle as every drawing is.

use crate::data::SIDE;
use crate::data::restroke::Restroke;
use crate::data::stroke_augmentation::StrokeAugmentation;
use crate::data::warp::Warp;
use crate::drawing::polyline::{Point, knots, smooth};
use crate::random::Random;

/// How far each point strays along each axis, as a part of the pad.
const STRAY: f32 = 0.035;

/// How hands differ.
const HANDS: StrokeAugmentation = StrokeAugmentation {
    rotation: 9.0,
    scale: (0.9, 1.1),
    anisotropy: 0.18,
    shear: 0.3,
    shift: 0.0,
    elastic: 1.6,
    width: (0.0, 0.0),
    thinnest: 0.0,
    restroke: 1.0,
    pen: (1.5, 3.6),
    softness: (0.9, 1.8),
    ends: (0.0, 0.0),
    tremor: 0.12,
    fit: (19.0, 20.5),
    off_centre: 0.6,
};

/// How they differ where they are written in a hurry, and not in the middle.
const HURRIED: StrokeAugmentation = StrokeAugmentation {
    rotation: 22.0,
    scale: (0.8, 1.1),
    shear: 0.4,
    elastic: 2.4,
    fit: (14.0, 19.0),
    off_centre: 3.5,
    ..HANDS
};

/// How dark what shines through from the back of the paper is at most.
const SHINE: f32 = 0.6;

/// Writes `digit` into 28 × 28 pixels.
pub fn draw(digit: u8, random: &mut Random, out: &mut [f32]) {
    write(digit, &HANDS, random, out);
}

/// Writes `digit` in a hurry on paper through which another digit shines, mirrored.
pub fn draw_hurried(digit: u8, random: &mut Random, out: &mut [f32]) {
    let mut behind = [0.0; SIDE * SIDE];
    write(random.below(10) as u8, &HURRIED, random, &mut behind);
    write(digit, &HURRIED, random, out);
    let (shine, down) = (random.range(0.0, SHINE), random.below(9));
    for (y, row) in out.chunks_exact_mut(SIDE).enumerate() {
        let shifted = &behind[(y + down) % SIDE * SIDE..][..SIDE];
        row.iter_mut().zip(shifted.iter().rev()).for_each(|(ink, other)| *ink = ink.max(shine * other));
    }
}

fn write(digit: u8, hands: &StrokeAugmentation, random: &mut Random, out: &mut [f32]) {
    let strokes = styled(digit, random);
    let warp = Warp::random(hands, random);
    Restroke::default().write(&strokes, &warp, hands, random, out);
}

/// The lines of `digit` as a hand writes them, in 28 × 28 pixels, before a pen follows them.
pub fn strokes(digit: u8, random: &mut Random) -> Vec<Vec<Point>> {
    let mut strokes = styled(digit, random);
    let warp = Warp::random(&HANDS, random);
    strokes.iter_mut().flatten().for_each(|point| *point = warp.to(*point));
    strokes
}

/// The lines of one of the styles of `digit`.
fn styled(digit: u8, random: &mut Random) -> Vec<Vec<Point>> {
    let styles = STYLES[usize::from(digit)];
    styles[random.below(styles.len())].split('|').map(|stroke| written(stroke, random)).collect()
}

/// A stroke in pixels, its points astray. Both points of a corner go the same way.
fn written(stroke: &str, random: &mut Random) -> Vec<Point> {
    let mut points = knots(stroke);
    let (mut last, mut moved) = (None, (0.0, 0.0));
    for point in &mut points {
        if last != Some(*point) {
            last = Some(*point);
            moved = (point.0 + random.range(-STRAY, STRAY), point.1 + random.range(-STRAY, STRAY));
        }
        *point = moved;
    }
    let pixels = |(x, y): Point| (SIDE as f32 * x, SIDE as f32 * y);
    smooth(&points).into_iter().map(pixels).collect()
}

/// For each digit, the points that the strokes of each style pass: `x,y` in hundredths of the pad, a point given twice being
/// a corner, and `|` between strokes.
const STYLES: [&[&str]; 10] = [
    &[
        "50,14 34,20 26,40 28,65 40,84 56,85 70,70 73,46 66,24 50,14",
        "58,12 46,22 38,44 35,68 42,86 54,84 63,64 66,38 62,18 54,13",
        "44,15 60,16 72,34 73,60 62,82 46,86 32,72 28,48 34,26 48,15",
        "62,20 48,14 32,26 27,52 33,76 48,87 64,78 73,54 68,30 56,16 44,20",
    ],
    &[
        "51,12 50,50 49,88",
        "36,32 46,24 54,12 54,12 53,50 52,88",
        "38,28 46,22 53,12 53,12 53,87|36,88 52,87 70,87",
        "60,12 50,50 41,88",
        "43,25 52,13 52,13 52,88",
    ],
    &[
        "28,34 32,20 46,13 62,17 68,32 60,50 44,68 27,86 27,86 50,85 74,84",
        "30,26 44,13 62,18 67,34 56,56 40,76 28,84 26,74 36,70 52,80 74,84",
        "32,22 48,12 66,22 64,44 46,66 28,84 28,84 46,77 60,84 76,80",
        "28,24 50,14 66,24 62,44 28,86 28,86 74,86",
    ],
    &[
        "30,22 46,12 64,20 64,36 48,47 48,47 66,54 71,70 58,86 40,87 27,76",
        "28,16 68,15 68,15 46,44 46,44 66,50 72,68 58,86 36,87 26,78",
        "32,20 50,12 66,24 58,42 44,47 60,50 70,66 62,84 42,88 28,78",
        "31,24 46,13 63,22 58,40 44,48 42,44 52,46 68,58 66,80 46,88 28,80",
    ],
    &[
        "34,14 30,36 27,54 27,54 50,54 74,52|62,16 60,50 58,88",
        "60,12 42,34 25,60 25,60 52,60 78,58|60,12 59,50 58,88",
        "64,88 64,50 63,13 63,13 44,36 26,62 26,62 52,61 78,60",
        "36,14 34,44 34,50 48,52 66,48|66,14 63,50 62,88",
        "32,16 28,40 36,54 54,52 66,42|68,14 64,50 60,88",
    ],
    &[
        "36,16 33,46 33,46 48,41 66,50 70,68 58,85 40,88 26,80|36,16 54,16 70,15",
        "70,14 38,16 38,16 33,46 33,46 50,40 68,52 70,70 56,86 38,88 26,80",
        "66,16 50,15 38,18 36,34 38,46 54,46 67,56 67,74 54,87 36,87 27,80",
        "68,15 36,15 36,15 34,44 34,44 60,44 70,60 66,80 48,88 28,84",
    ],
    &[
        "62,13 46,24 34,46 30,68 40,86 58,86 68,72 62,56 46,54 33,66",
        "54,12 42,36 33,60 34,80 48,88 64,80 67,64 54,54 40,60 34,74",
        "66,20 54,13 40,26 31,50 31,74 44,88 62,84 69,68 58,55 42,58 33,72",
        "58,12 40,34 28,62 36,84 54,88 72,76 68,58 50,52 34,62 30,72",
    ],
    &[
        "27,16 50,16 72,15 72,15 58,46 46,88",
        "28,17 72,16 72,16 58,46 48,88|36,52 52,51 68,49",
        "26,20 38,16 56,18 72,16 72,16 60,36 50,60 48,88",
        "28,28 30,16 30,16 70,16 70,16 54,50 44,88",
    ],
    &[
        "66,22 52,12 37,19 37,34 52,47 67,60 68,76 54,88 38,85 31,72 40,56 56,44 66,30 64,20",
        "50,12 37,20 38,38 50,47 63,38 63,20 50,12|50,47 34,56 31,74 48,88 66,76 66,57 50,47",
        "52,48 38,38 36,22 50,12 65,20 64,36 50,48 34,60 32,78 48,88 66,80 67,62 52,48",
        "68,20 56,12 43,22 46,38 56,52 62,68 52,86 36,86 32,72 44,56 60,44 70,30 66,18",
    ],
    &[
        "66,22 52,12 36,20 32,36 42,48 58,46 66,30 66,22 66,22 66,54 64,88",
        "67,24 52,12 35,22 34,40 48,49 62,40 67,24 69,46 64,70 50,86 34,82",
        "68,18 54,14 40,24 36,40 46,48 60,40 68,20 68,20 58,54 46,88",
        "50,12 36,20 35,38 48,47 62,38 64,22 52,12|64,24 62,56 58,88",
    ],
];
