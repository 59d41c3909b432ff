//! A drawing as a short text for the page's link.
//!
//! What is not simplified and on the grid yet becomes so (`lift.rs`); what follows is numbers: for every stroke its pen, how many
//! points, and each point as the way from the one before (zigzag, so that small steps to either side are small), seven
//! bits to a byte as in LEB128, and the bytes in the link-safe alphabet of base64 (RFC 4648, section 5).

use base64ct::{Base64UrlUnpadded, Encoding};

use super::lift::{GRID, WIDTHS, on_pad};
use super::{Drawing, Stroke};

/// Characters of the longest text, so that links can be sent anywhere.
pub(super) const LONGEST: usize = 1800;

impl Drawing {
    /// A text of letters, digits, `-` and `_` from which [`from_link`](Self::from_link) reads the same drawing, once its
    /// strokes are [lifted](Self::lifted); a digit takes about a hundred. What is too long for a link is simplified more, then
    /// cut.
    pub fn to_link(&self) -> String {
        let lifted = self.lifted();
        let mut coarsest = Self::default();
        for drawing in lifted.coarser() {
            let text = drawing.encoded();
            if text.len() <= LONGEST {
                return text;
            }
            coarsest = drawing;
        }
        // A great many strokes or corners: as many whole strokes as there is room for, or the beginning of the first.
        let (mut cut, _) = Self::begun_in_link(&coarsest.encoded());
        if cut.is_empty() {
            cut.strokes.extend(coarsest.strokes.into_iter().next());
            cut.strokes.iter_mut().for_each(|stroke| stroke.points.truncate(LONGEST / 10));
        }
        cut.encoded()
    }

    /// The text of lifted strokes, however long.
    pub(super) fn encoded(&self) -> String {
        Base64UrlUnpadded::encode_string(&bytes(&self.strokes))
    }

    /// Reads the strokes of a text; none if there is no whole one.
    pub fn from_link(text: &str) -> Option<Self> {
        let (drawing, _) = Self::begun_in_link(text);
        (!drawing.is_empty()).then_some(drawing)
    }

    /// The strokes of a text up to the first that is not whole, and whether they are all of it.
    ///
    /// ```
    /// use convoscope::drawing::{Drawing, Stroke};
    /// let mut drawing = Drawing::default();
    /// drawing.add(Stroke::new(vec![(0.5, 0.2), (0.5, 0.8)]));
    /// let whole = drawing.to_link();
    /// drawing.add(Stroke::new(vec![(0.2, 0.5), (0.8, 0.5)]));
    /// let cut = &drawing.to_link()[..whole.len() + 3];
    /// let (read, is_all) = Drawing::begun_in_link(cut);
    /// assert_eq!((read.strokes.len(), is_all), (1, false));
    /// ```
    pub fn begun_in_link(text: &str) -> (Self, bool) {
        let (bytes, mut is_all) = decoded(&text.as_bytes()[..text.len().min(LONGEST)]);
        is_all &= text.len() <= LONGEST;
        let mut numbers = Numbers { bytes: &bytes };
        let mut drawing = Self::default();
        while !numbers.bytes.is_empty() {
            let (Some(pen), Some(count)) = (numbers.next(), numbers.next()) else {
                is_all = false;
                break;
            };
            let (mut x, mut y) = (0i64, 0i64);
            let mut points = Vec::new();
            while points.len() < count as usize
                && let (Some(dx), Some(dy)) = (numbers.next(), numbers.next())
            {
                (x, y) = (x + signed(dx), y + signed(dy));
                points.push((on_pad(x as f32 / GRID), on_pad(y as f32 / GRID)));
            }
            if points.is_empty() || points.len() < count as usize {
                is_all = false;
                break;
            }
            let width = ((pen >> 1) as f32 / WIDTHS).clamp(1.0 / WIDTHS, 1.0);
            drawing.add(Stroke { points, width, erase: pen & 1 == 1 });
        }
        (drawing, is_all)
    }
}

/// The bytes of these digits, up to what is none, and whether they are all of it.
fn decoded(text: &[u8]) -> (Vec<u8>, bool) {
    let digits = text.iter().take_while(|c| c.is_ascii_alphanumeric() || b"-_".contains(c)).count();
    // A lone last digit holds no byte.
    let whole = digits - usize::from(digits % 4 == 1);
    let read = |len: usize| Base64UrlUnpadded::decode_vec(std::str::from_utf8(&text[..len]).ok()?).ok();
    match read(whole) {
        Some(bytes) => (bytes, whole == text.len()),
        // Bits that are left over belong to a byte that is not there.
        None => (read(whole / 4 * 4).unwrap_or_default(), false),
    }
}

fn bytes(strokes: &[Stroke]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for stroke in strokes {
        let width = (stroke.width * WIDTHS) as u32;
        put(&mut bytes, width << 1 | u32::from(stroke.erase));
        put(&mut bytes, stroke.points.len() as u32);
        let mut last = (0, 0);
        for (x, y) in &stroke.points {
            let at = ((x * GRID) as i32, (y * GRID) as i32);
            put(&mut bytes, zigzag(at.0 - last.0));
            put(&mut bytes, zigzag(at.1 - last.1));
            last = at;
        }
    }
    bytes
}

/// 0, −1, 1, −2, 2 … become 0, 1, 2, 3, 4 …
fn zigzag(number: i32) -> u32 {
    (number << 1 ^ number >> 31) as u32
}

fn signed(number: u32) -> i64 {
    i64::from(number >> 1) ^ -i64::from(number & 1)
}

fn put(bytes: &mut Vec<u8>, mut number: u32) {
    while number > 0x7f {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

struct Numbers<'a> {
    bytes: &'a [u8],
}

impl Numbers<'_> {
    /// The next number that is whole; bits that a `u32` has no place for are dropped.
    fn next(&mut self) -> Option<u32> {
        let last = self.bytes.iter().position(|byte| byte & 0x80 == 0)?;
        let (number, rest) = self.bytes.split_at(last + 1);
        self.bytes = rest;
        let bits = |(i, byte): (usize, &u8)| u32::from(byte & 0x7f).checked_shl(7 * i as u32).unwrap_or(0);
        Some(number.iter().enumerate().map(bits).fold(0, |sum, bits| sum | bits))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drawing::lift::TOLERANCE;
    use crate::drawing::polyline::squared_distance;
    use crate::random::Random;

    fn scribble(random: &mut Random, strokes: usize, points: usize) -> Drawing {
        let mut drawing = Drawing::default();
        for _ in 0..strokes {
            let (mut x, mut y) = (random.range(0.0, 1.0), random.range(0.0, 1.0));
            let points = (0..1 + random.below(points)).map(|_| {
                (x, y) = (x + random.range(-0.05, 0.05), y + random.range(-0.05, 0.05));
                (x, y)
            });
            let points = points.collect();
            drawing.add(Stroke { points, width: random.range(0.01, 0.3), erase: random.below(4) == 0 });
        }
        drawing
    }

    /// Every point drawn is near a line that is read, and the pens are the same.
    #[test]
    fn what_is_read_is_what_was_drawn() {
        let mut random = Random::new(11);
        for _ in 0..100 {
            let drawn = scribble(&mut random, 4, 40);
            let read = Drawing::from_link(&drawn.to_link()).unwrap();
            assert_eq!(read.strokes.len(), drawn.strokes.len());
            for (read, drawn) in read.strokes.iter().zip(&drawn.strokes) {
                assert_eq!(read.erase, drawn.erase);
                assert!((read.width - drawn.width).abs() < 1.0 / WIDTHS);
                for &point in &drawn.points {
                    let to =
                        |i: usize| squared_distance(point, read.points[i.saturating_sub(1)], read.points[i]);
                    let nearest = (0..read.points.len()).map(to).fold(f32::MAX, f32::min);
                    assert!(nearest.sqrt() < TOLERANCE + 1.0 / GRID, "{}", nearest.sqrt());
                }
            }
            // What was lifted, or read, is the very same in every link.
            assert_eq!(read, drawn.lifted());
            assert_eq!(read, read.lifted());
            assert_eq!(Drawing::from_link(&read.to_link()), Some(read));
        }
    }

    #[test]
    fn nonsense_is_read_without_harm() {
        let mut random = Random::new(5);
        for _ in 0..20_000 {
            let some: Vec<u8> = (0..random.below(45)).map(|_| random.below(256) as u8).collect();
            let text = Base64UrlUnpadded::encode_string(&some);
            for stroke in Drawing::from_link(&text).map_or(vec![], |drawing| drawing.strokes) {
                assert!((0.0..=1.0).contains(&stroke.width) && !stroke.points.is_empty());
                assert!(
                    stroke.points.iter().all(|p| (-1.0..=2.0).contains(&p.0) && (-1.0..=2.0).contains(&p.1))
                );
            }
        }
        for text in ["", "A", "%%%", "Ünsinn", "KgE", "____________", &"_".repeat(100_000)] {
            assert_eq!(Drawing::from_link(text), None, "{text:.20}");
        }
        let whole = scribble(&mut random, 3, 20).to_link();
        (0..whole.len()).for_each(|end| drop(Drawing::from_link(&whole[..end])));
    }

    /// Whatever is drawn: once the pen is lifted, the link holds it exactly, or there was no room for the last stroke.
    #[test]
    fn links_hold_what_is_lifted_exactly() {
        let mut random = Random::new(12);
        let mut full = 0;
        for points in [1, 3, 40, 400, 4000] {
            for _ in 0..20 {
                let mut drawing = Drawing::default();
                for _ in 0..30 {
                    let (before, stroke) =
                        (drawing.clone(), scribble(&mut random, 1, points).strokes.remove(0));
                    drawing.add(stroke);
                    if !drawing.lift() {
                        full += 1;
                        assert_eq!(drawing, before);
                    }
                    assert_eq!(Drawing::from_link(&drawing.to_link()).unwrap_or_default(), drawing);
                }
            }
        }
        assert!(full > 100, "{full}");
    }

    #[test]
    fn a_link_has_its_greatest_length() {
        let mut random = Random::new(6);
        for (strokes, points) in [(1, 100_000), (3000, 3), (40, 400)] {
            let drawing = scribble(&mut random, strokes, points);
            let text = drawing.to_link();
            assert!(text.len() <= LONGEST && Drawing::from_link(&text).is_some(), "{}", text.len());
        }
        assert_eq!(Drawing::default().to_link(), "");
        let nowhere = Drawing { strokes: vec![Stroke::new(vec![(f32::NAN, f32::INFINITY)])] };
        assert!(Drawing::from_link(&nowhere.to_link()).is_some());
    }
}
