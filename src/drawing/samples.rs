use super::polyline::{knots, smooth};
use super::{Drawing, Stroke};

/// A digit as somebody would draw it.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// What it shows, 0 to 9.
    pub digit: u8,
    /// What sets it apart from the others of this digit.
    pub style: &'static str,
    /// Its strokes.
    pub drawing: Drawing,
}

/// Every digit in several styles, in the order of the digits.
///
/// ```
/// let samples = convoscope::drawing::samples();
/// assert!((0..10).all(|digit| samples.iter().filter(|sample| sample.digit == digit).count() >= 3));
/// ```
pub fn samples() -> Vec<Sample> {
    let stroke = |points: &str| Stroke::new(smooth(&knots(points)));
    let drawing = |strokes: &str| Drawing { strokes: strokes.split('|').map(stroke).collect() };
    let sample = |&(digit, style, strokes): &_| Sample { digit, style, drawing: drawing(strokes) };
    SAMPLES.iter().map(sample).collect()
}

/// Digit, style, and the points that its strokes pass: `x,y` in hundredths of the pad, a point given twice being a corner,
/// and `|` between strokes.
const SAMPLES: &[(u8, &str, &str)] = &[
    (0, "wide", "53,15 36,18 23,35 21,58 31,78 49,86 67,80 78,61 77,38 67,21 51,15"),
    (0, "narrow", "55,13 43,20 36,39 35,61 41,80 52,87 62,79 67,59 66,37 62,21 55,13"),
    (0, "open", "57,14 44,16 33,29 27,51 31,75 45,87 61,78 71,57 72,40 68,28"),
    (1, "bar", "51,13 50,37 51,62 49,87"),
    (1, "slanted", "61,13 54,37 47,61 41,87"),
    (1, "upstroke", "35,33 46,25 55,13 55,13 54,48 55,87"),
    (1, "base", "36,30 46,23 53,13 53,13 54,50 53,85|34,86 53,85 73,86"),
    (2, "plain", "28,33 34,18 50,13 65,19 69,34 60,51 43,69 26,84 26,84 51,83 76,85"),
    (2, "looped", "29,30 38,16 55,14 67,26 64,44 50,63 36,78 26,82 25,74 35,70 49,79 63,86 77,80"),
    (2, "round", "30,29 40,16 58,15 67,29 61,47 46,65 28,83 28,83 44,79 60,83 76,79"),
    (3, "round", "29,24 43,13 61,16 67,30 58,43 43,48 43,48 62,51 72,65 64,80 46,87 27,79"),
    (3, "flat", "28,16 48,15 70,14 70,14 58,28 45,42 45,42 65,48 72,64 62,81 43,87 26,79"),
    (3, "looped", "31,21 47,13 63,21 61,37 48,46 41,45 45,41 56,46 69,59 67,75 52,86 31,81"),
    (4, "open", "36,14 32,34 26,55 26,55 50,56 77,54|63,30 62,58 61,87"),
    (4, "closed", "59,13 42,37 23,61 23,61 50,62 80,60|60,14 59,50 59,87"),
    (4, "square", "31,15 30,33 32,50 32,50 50,52 69,50|68,13 68,50 66,87"),
    (5, "plain", "70,15 54,15 37,16 37,16 35,30 33,44 33,44 50,39 67,47 72,64 62,81 44,87 27,79"),
    (5, "bar last", "38,17 36,30 34,45 34,45 52,40 68,51 70,69 56,84 30,83|38,17 55,16 73,15"),
    (5, "curved", "69,17 52,14 38,21 37,35 50,45 64,55 68,70 55,84 32,82"),
    (6, "plain", "64,14 46,29 33,50 29,69 37,84 52,87 66,78 67,63 55,54 40,59 31,71"),
    (6, "straight", "59,12 45,36 34,60 35,78 48,87 63,80 67,66 56,56 42,60 34,72"),
    (6, "curled", "70,22 58,14 42,25 31,47 29,69 39,84 57,84 69,71 61,57 46,55 32,66"),
    (7, "plain", "26,17 50,15 74,16 74,16 59,48 46,87"),
    (7, "crossbar", "25,18 50,16 75,16 75,16 60,48 45,87|38,52 54,50 71,49"),
    (7, "hooked", "27,28 28,16 28,16 52,18 74,15 74,15 63,38 54,62 50,87"),
    (8, "one stroke", "66,25 53,13 37,18 34,32 45,45 60,55 69,70 60,84 44,87 31,76 35,61 49,48 62,37 66,26"),
    (
        8,
        "two circles",
        "51,13 38,19 36,34 49,44 63,37 65,22 54,13 48,14|50,45 35,54 29,70 40,85 57,86 70,73 66,55 53,45",
    ),
    (8, "slanted", "70,21 57,13 44,20 44,34 52,47 60,62 57,78 44,87 32,79 36,64 49,51 64,37 70,22"),
    (9, "straight", "66,25 52,14 37,18 30,33 37,46 53,47 65,35 67,19 67,19 66,52 65,87"),
    (9, "curved", "67,26 53,14 37,19 31,34 39,47 54,47 66,35 68,22 70,46 63,70 49,86 33,81"),
    (9, "slanted", "65,27 51,14 35,23 34,41 47,49 61,41 67,22 67,22 60,54 47,87"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drawing::Raster;
    use crate::drawing::pipeline::{SIDE, Switches, prepare};

    #[test]
    fn every_sample_survives_its_link() {
        for Sample { digit, style, drawing } in samples() {
            let link = drawing.to_link();
            assert!(link.len() < 200, "{digit} {style}: {}", link.len());
            let read = Drawing::from_link(&link).unwrap();
            let [drawn, read] = [&drawing, &read]
                .map(|drawing| prepare(&Raster::of(drawing), Switches::default()).unwrap().pixels);
            let ink: f32 = drawn.iter().sum();
            // A centre of mass between two pixels may go either way.
            let change = |shift: usize| {
                let moved = read.iter().cycle().skip(read.len() + shift - SIDE - 1);
                drawn.iter().zip(moved).map(|(a, b)| (a - b).abs()).sum::<f32>()
            };
            let shifts = (0..9).map(|i| i / 3 * SIDE + i % 3);
            let least = shifts.map(change).fold(f32::MAX, f32::min);
            assert!(least < 0.06 * ink, "{digit} {style}: {least} of {ink}");
        }
    }
}
