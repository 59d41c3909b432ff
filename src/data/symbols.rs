//! Symbols in colour on grounds of all sorts: pictures as large as photographs, of which a few are enough for whoever has learnt from
//! photographs.

use super::photograph::Square;
use crate::random::Random;

/// What a picture shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Symbol {
    Star,
    Heart,
    Arrow,
    Moon,
    Drop,
    Bolt,
}

/// Samples along each side of a pixel.
const SAMPLES: usize = 2;
/// How far a symbol is turned at most, in radians, and how large it is, in parts of the picture's side.
const TURN: f32 = 0.6;
const SIZES: [f32; 2] = [0.16, 0.34];
/// How far the colour of a symbol is from both of its ground at least, of √3.
const CONTRAST: f32 = 0.5;

type Rgb = [f32; 3];

/// A row of pictures without end: the same numbers from the same seed.
///
/// ```
/// use convoscope::data::symbols::{Symbol, SymbolGenerator};
/// let row = SymbolGenerator { seed: 1 };
/// let star = row.picture(Symbol::Star, 0, 224);
/// assert_eq!(star.planes.len(), 3 * 224 * 224);
/// assert_eq!(star, row.picture(Symbol::Star, 0, 224));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SymbolGenerator {
    /// Of all that varies.
    pub seed: u64,
}

impl Symbol {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Star, Self::Heart, Self::Arrow, Self::Moon, Self::Drop, Self::Bolt];

    /// Whether it covers a place, as far from its middle; it reaches about 1 far, and y goes down.
    fn covers(self, [x, y]: [f32; 2]) -> bool {
        let is_in = |center: [f32; 2], radius: f32| {
            let [dx, dy] = [x - center[0], y - center[1]];
            dx * dx + dy * dy <= radius * radius
        };
        match self {
            Self::Star => {
                let corner = |i: usize| {
                    let (sin, cos) = libm::sincosf(std::f32::consts::PI * i as f32 / 5.0);
                    let radius = if i.is_multiple_of(2) { 1.0 } else { 0.42 };
                    [radius * sin, -radius * cos]
                };
                within(&std::array::from_fn::<_, 10, _>(corner), [x, y])
            }
            Self::Heart => {
                // (u² + v² − 1)³ ≤ u² v³.
                let (u, v) = (1.35 * x, 0.1 - 1.35 * y);
                let round = u * u + v * v - 1.0;
                round * round * round <= u * u * v * v * v
            }
            Self::Arrow => within(
                &[
                    [0.0, -1.0],
                    [0.75, -0.1],
                    [0.28, -0.1],
                    [0.28, 0.95],
                    [-0.28, 0.95],
                    [-0.28, -0.1],
                    [-0.75, -0.1],
                ],
                [x, y],
            ),
            Self::Moon => is_in([0.0, 0.0], 0.95) && !is_in([0.45, -0.1], 0.8),
            Self::Drop => {
                is_in([0.0, 0.3], 0.65) || within(&[[0.0, -1.0], [0.6, 0.05], [-0.6, 0.05]], [x, y])
            }
            Self::Bolt => within(
                &[[0.2, -1.0], [-0.6, 0.15], [-0.08, 0.15], [-0.3, 1.0], [0.6, -0.25], [0.1, -0.25]],
                [x, y],
            ),
        }
    }
}

/// Whether a place lies within a polygon: a line from there to the right crosses an odd number of its edges.
fn within(corners: &[[f32; 2]], [x, y]: [f32; 2]) -> bool {
    let edges = corners.iter().zip(corners.iter().cycle().skip(1));
    let crosses = |([ax, ay], [bx, by]): &(&[f32; 2], &[f32; 2])| {
        (*ay > y) != (*by > y) && x < ax + (y - ay) / (by - ay) * (bx - ax)
    };
    edges.filter(crosses).count() % 2 == 1
}

/// What is behind a symbol: two colours in turn, or one that goes over into the other.
struct Ground {
    kind: usize,
    colors: [Rgb; 2],
    /// Its direction, times how often the colours change.
    along: [f32; 2],
}

impl Ground {
    fn of(random: &mut Random) -> Self {
        let kind = random.below(4);
        let often = random.range(3.0, 8.0);
        let (sin, cos) = libm::sincosf(random.range(0.0, std::f32::consts::TAU));
        Self { kind, colors: [color(random), color(random)], along: [often * cos, often * sin] }
    }

    /// The share of the second colour at a place between 0 and 1.
    fn share(&self, [x, y]: [f32; 2]) -> f32 {
        let [a, b] = self.along;
        let (across, beside) = (a * x + b * y, a * y - b * x);
        let wave = |at: f32| libm::sinf(std::f32::consts::TAU * at);
        let is_second = |at: f32| f32::from(u8::from(at > 0.0));
        match self.kind {
            0 => (0.5 + 0.12 * (across - 0.5 * (a + b))).clamp(0.0, 1.0),
            1 => is_second(wave(across)),
            2 => is_second(wave(across) * wave(beside)),
            _ => 0.5 + 0.25 * (wave(0.5 * across) + wave(0.37 * beside)),
        }
    }
}

fn color(random: &mut Random) -> Rgb {
    std::array::from_fn(|_| random.range(0.05, 0.95))
}

fn distance(a: Rgb, b: Rgb) -> f32 {
    a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum::<f32>().sqrt()
}

impl SymbolGenerator {
    /// The picture of this number that shows a symbol, `side` pixels wide and high: turned, as large and as far aside as it happens, in
    /// one colour, on a ground of two others.
    pub fn picture(self, symbol: Symbol, number: u64, side: usize) -> Square {
        let own = Symbol::ALL.len() as u64 * number + symbol as u64;
        let mut random = Random::split(self.seed, own);
        let ground = Ground::of(&mut random);
        let is_seen = |color: &Rgb| ground.colors.iter().all(|behind| distance(*behind, *color) >= CONTRAST);
        let ink = std::iter::repeat_with(|| color(&mut random)).find(is_seen).unwrap_or([0.0; 3]);
        let size = random.range(SIZES[0], SIZES[1]);
        let center = [0, 1].map(|_| random.range(size, 1.0 - size));
        let (sin, cos) = libm::sincosf(random.range(-TURN, TURN));
        let covers = |[x, y]: [f32; 2]| {
            let [dx, dy] = [(x - center[0]) / size, (y - center[1]) / size];
            symbol.covers([cos * dx + sin * dy, cos * dy - sin * dx])
        };
        let mut planes = vec![0; 3 * side * side];
        for i in 0..side * side {
            let places = (0..SAMPLES * SAMPLES).map(|part| {
                let within = |part: usize| (part as f32 + 0.5) / SAMPLES as f32;
                let at = [i % side, i / side].map(|pixel| pixel as f32);
                [
                    (at[0] + within(part % SAMPLES)) / side as f32,
                    (at[1] + within(part / SAMPLES)) / side as f32,
                ]
            });
            let mut sum = [0.0; 3];
            for place in places {
                let share = ground.share(place);
                let [first, second] = ground.colors;
                let is_ink = covers(place);
                for (channel, sum) in sum.iter_mut().enumerate() {
                    let behind = first[channel] + share * (second[channel] - first[channel]);
                    *sum += if is_ink { ink[channel] } else { behind };
                }
            }
            for (channel, sum) in sum.into_iter().enumerate() {
                planes[channel * side * side + i] = (255.0 * sum / (SAMPLES * SAMPLES) as f32).round() as u8;
            }
        }
        Square { side, planes }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Its area in a square from −1 to 1, of 4.
    fn area(symbol: Symbol) -> f32 {
        let at = |i: usize| (i as f32 + 0.5) / 50.0 - 1.0;
        let covered = (0..100 * 100).filter(|i| symbol.covers([at(i % 100), at(i / 100)])).count();
        covered as f32 / 2500.0
    }

    #[test]
    fn symbols_are_as_large_as_each_other_about_and_end_at_1() {
        for symbol in Symbol::ALL {
            assert!((0.6..2.2).contains(&area(symbol)), "{symbol:?}: {}", area(symbol));
            for turn in 0..64 {
                let (sin, cos) = libm::sincosf(turn as f32 / 10.0);
                assert!(!symbol.covers([1.1 * cos, 1.1 * sin]), "{symbol:?}");
            }
        }
    }

    #[test]
    fn every_symbol_is_seen_whole_and_no_two_pictures_are_the_same() {
        let row = SymbolGenerator { seed: 3 };
        for symbol in Symbol::ALL {
            let [first, second] = [0, 1].map(|number| row.picture(symbol, number, 64));
            assert_ne!(first, second);
            assert_ne!(first, SymbolGenerator { seed: 4 }.picture(symbol, 0, 64));
            // The most frequent colour in the middle of large areas is that of the symbol or of its ground: there are several colours.
            let colors: std::collections::HashSet<[u8; 3]> =
                (0..64 * 64).map(|i| [0, 1, 2].map(|plane| first.planes[plane * 64 * 64 + i])).collect();
            assert!(colors.len() > 2, "{symbol:?}");
        }
    }

    /// Half as many pixels show the same picture.
    #[test]
    fn a_picture_is_the_same_at_every_size() {
        let row = SymbolGenerator { seed: 5 };
        let mean = |square: &Square| {
            square.planes.iter().map(|byte| f32::from(*byte)).sum::<f32>() / square.planes.len() as f32
        };
        for symbol in Symbol::ALL {
            let [small, large] = [32, 128].map(|side| mean(&row.picture(symbol, 7, side)));
            assert!((small - large).abs() < 4.0, "{symbol:?}: {small} {large}");
        }
    }
}
