//! What all pictures have in common, found out before any of them becomes a sample: one picture alone would mislead.

use std::collections::BTreeMap;

use super::picture::{Ink, Picture};
use crate::shape::Shape;

/// What is ground under all pictures, and whether their colours matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Appearance {
    /// Whether samples have three channels.
    pub colour: bool,
    /// What shows where a picture is not opaque, and around one that does not fill its sample.
    pub ground: [u8; 3],
    /// What is ink, if they are grey.
    pub ink: Ink,
}

impl Appearance {
    /// The shape of a sample: 28 × 28 if it is grey and 32 × 32 in colour, as in MNIST and CIFAR, or as somebody chose.
    pub fn shape(&self, side: Option<usize>) -> Shape {
        let (channels, usual) = if self.colour { (3, 32) } else { (1, 28) };
        let side = side.unwrap_or(usual);
        Shape::new(channels, side, side)
    }
}

/// Counts over pictures that were seen so far.
///
/// ```
/// use convoscope::data::picture::{Ink, Picture};
/// use convoscope::data::survey::Survey;
/// let mut survey = Survey::default();
/// // Black on nothing lies over white paper.
/// survey.add(Picture { file: "a.png", w: 2, h: 1, rgba: &[0, 0, 0, 255, 0, 0, 0, 0] });
/// let appearance = survey.appearance();
/// assert_eq!((appearance.colour, appearance.ground, appearance.ink), (false, [255; 3], Ink::Dark));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Survey {
    pictures: usize,
    colour: bool,
    /// Sums over pictures: the part of each that is light, and the part that is not there.
    light: f64,
    clear: f64,
    /// How bright the pictures with holes are where they are opaque, and how much of them is.
    drawn: (f64, f64),
    /// Pictures without holes, and by their border's colour, coarsely, how many they are and the sum of the colours.
    opaque: usize,
    grounds: BTreeMap<[u8; 3], (usize, [usize; 3])>,
}

impl Survey {
    /// Looks at a checked picture.
    pub fn add(&mut self, picture: Picture<'_>) {
        let pixels = picture.rgba.as_chunks::<4>().0;
        let (mut light, mut opacity, mut bright) = (0.0, 0.0, 0.0);
        let mut holes = false;
        for &[red, green, blue, alpha] in pixels {
            let part = f64::from(alpha) / 255.0;
            let apart = red.abs_diff(green).max(green.abs_diff(blue)).max(red.abs_diff(blue));
            self.colour |= f64::from(apart) * part > 24.0;
            let grey = brightness([red, green, blue]);
            light += if grey > 127.0 { part } else { 0.0 };
            bright += part * grey;
            opacity += part;
            holes |= alpha < 128;
        }
        let count = pixels.len().max(1) as f64;
        self.pictures += 1;
        self.light += light / count;
        self.clear += 1.0 - opacity / count;
        if holes {
            self.drawn.0 += bright / count;
            self.drawn.1 += opacity / count;
        } else {
            self.opaque += 1;
            let ground = border(picture);
            let known = self.grounds.entry(coarse(ground)).or_default();
            known.0 += 1;
            (0..3).for_each(|c| known.1[c] += usize::from(ground[c]));
        }
    }

    /// What was found. The ground is the colour that most pictures without holes have along their border, and else white; black
    /// only under pictures that are drawn in light colours on nothing.
    pub fn appearance(&self) -> Appearance {
        let common = self.grounds.values().max_by_key(|(count, _)| *count);
        let ground = match common.filter(|(count, _)| 2 * count > self.opaque) {
            Some((count, sums)) => sums.map(|sum| (sum / count) as u8),
            None => {
                // On white, colours can be seen that are lighter than its opposite.
                let most = if self.colour { 230.0 } else { 127.0 };
                let light = self.opaque == 0 && self.drawn.0 > most * self.drawn.1 && self.drawn.1 > 0.0;
                [if light { 0 } else { 255 }; 3]
            }
        };
        // Grey pictures are ink on paper: the rarer end is the ink, but whatever is drawn on nothing is ink, however much. Colours
        // stay as they are.
        let is_light = if self.opaque == 0 {
            brightness(ground) > 127.0
        } else {
            let paper = if brightness(ground) > 127.0 { self.clear } else { 0.0 };
            2.0 * (self.light + paper) > self.pictures as f64
        };
        let ink = if !self.colour && is_light { Ink::Dark } else { Ink::Light };
        Appearance { colour: self.colour, ground, ink }
    }
}

/// How bright the eye finds a colour (ITU-R BT.601).
fn brightness([red, green, blue]: [u8; 3]) -> f64 {
    0.299 * f64::from(red) + 0.587 * f64::from(green) + 0.114 * f64::from(blue)
}

fn coarse(colour: [u8; 3]) -> [u8; 3] {
    colour.map(|value| value >> 4)
}

/// The mean of those pixels along the border that look alike more than any others.
fn border(picture: Picture<'_>) -> [u8; 3] {
    let Picture { w, h, rgba, .. } = picture;
    let pixel = |x: usize, y: usize| {
        let at = 4 * (y * w + x);
        [rgba[at], rgba[at + 1], rgba[at + 2]]
    };
    let rows = (0..w).flat_map(|x| [pixel(x, 0), pixel(x, h - 1)]);
    let columns = (0..h).flat_map(|y| [pixel(0, y), pixel(w - 1, y)]);
    let mut found: BTreeMap<[u8; 3], (usize, [usize; 3])> = BTreeMap::new();
    for colour in rows.chain(columns) {
        let (count, sums) = found.entry(coarse(colour)).or_default();
        *count += 1;
        (0..3).for_each(|c| sums[c] += usize::from(colour[c]));
    }
    let (count, sums) = found.values().max_by_key(|(count, _)| *count).copied().unwrap_or((1, [255; 3]));
    sums.map(|sum| (sum / count) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pictures: &[&[[u8; 4]]]) -> Appearance {
        let mut survey = Survey::default();
        for pixels in pictures {
            survey.add(Picture { file: "a.png", w: pixels.len(), h: 1, rgba: pixels.as_flattened() });
        }
        survey.appearance()
    }

    const NOTHING: [u8; 4] = [0; 4];
    const BLACK: [u8; 4] = [0, 0, 0, 255];
    const WHITE: [u8; 4] = [255; 4];

    #[test]
    fn what_is_not_there_is_paper() {
        let grey = |ground: u8, ink| Appearance { colour: false, ground: [ground; 3], ink };
        assert_eq!(of(&[&[BLACK, NOTHING, NOTHING], &[BLACK, NOTHING, NOTHING]]), grey(255, Ink::Dark));
        assert_eq!(of(&[&[WHITE, NOTHING, NOTHING], &[WHITE, NOTHING, NOTHING]]), grey(0, Ink::Light));
        // Beside others it is what they have.
        let paper = [250, 250, 250, 255];
        assert_eq!(of(&[&[BLACK, NOTHING, NOTHING], &[paper, paper, BLACK, paper]]), grey(250, Ink::Dark));
        assert_eq!(of(&[&[WHITE, NOTHING, NOTHING], &[BLACK, BLACK, WHITE, BLACK]]), grey(0, Ink::Light));
        assert_eq!(of(&[&[BLACK, WHITE, WHITE]]), grey(255, Ink::Dark));
        // However much of it is ink.
        assert_eq!(of(&[&[BLACK, BLACK, BLACK, NOTHING]]), grey(255, Ink::Dark));
    }

    #[test]
    fn one_coloured_picture_is_enough_but_not_what_nobody_sees() {
        let red = [255, 0, 0, 255];
        assert!(of(&[&[BLACK, WHITE], &[BLACK, WHITE], &[WHITE, red]]).colour);
        assert!(!of(&[&[BLACK, [255, 0, 0, 0]]]).colour);
        // Colours on nothing lie over white.
        assert_eq!(of(&[&[red, NOTHING], &[[255, 220, 0, 255], NOTHING]]).ground, [255; 3]);
        assert_eq!(of(&[&[red, WHITE]]).shape(None), Shape::new(3, 32, 32));
        assert_eq!(of(&[&[BLACK, WHITE]]).shape(Some(64)), Shape::new(1, 64, 64));
    }
}
