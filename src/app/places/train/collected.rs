//! Somebody's own drawings, to train on.

use super::CustomDataset;
use crate::app::text::train as text;
use crate::data::{Dataset, Scale, Split};
use crate::drawing::pipeline::{Switches, prepare};
use crate::drawing::{Drawing, Raster};
use crate::shape::Shape;

/// Drawings with what they show, in the order in which they were drawn.
///
/// ```
/// use convoscope::app::places::train::Collected;
/// use convoscope::drawing::{Drawing, Stroke};
/// let mut collected = Collected::default();
/// let mut one = Drawing::default();
/// one.add(Stroke::new(vec![(0.5, 0.2), (0.5, 0.8)]));
/// collected.add(1, one);
/// assert_eq!(collected.counts()[1], 1);
/// assert_eq!(Collected::from_text(&collected.to_text()).counts(), collected.counts());
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Collected {
    drawings: Vec<(u8, Drawing)>,
}

impl Collected {
    /// Adds a drawing of a digit; an empty one is nobody's.
    pub fn add(&mut self, digit: u8, drawing: Drawing) {
        if digit < 10 && !drawing.is_empty() {
            self.drawings.push((digit, drawing));
        }
    }

    /// Takes the last one back.
    pub fn undo(&mut self) {
        self.drawings.pop();
    }

    /// How many there are of each digit.
    pub fn counts(&self) -> [usize; 10] {
        let mut counts = [0; 10];
        self.drawings.iter().for_each(|(digit, _)| counts[usize::from(*digit)] += 1);
        counts
    }

    /// A line for each drawing: the digit, and the drawing as in a link.
    pub fn to_text(&self) -> String {
        self.drawings.iter().map(|(digit, drawing)| format!("{digit} {}\n", drawing.to_link())).collect()
    }

    /// Reads such lines; those that cannot be read are left out.
    pub fn from_text(text: &str) -> Self {
        let mut collected = Self::default();
        for (digit, drawing) in text.lines().filter_map(|line| line.split_once(' ')) {
            if let (Ok(digit), Some(drawing)) = (digit.parse(), Drawing::from_link(drawing)) {
                collected.add(digit, drawing);
            }
        }
        collected
    }

    /// The samples as the network of the place Draw would see them; nothing before there are two of two digits.
    pub fn own(&self) -> Option<CustomDataset> {
        if self.counts().iter().filter(|count| **count >= 2).count() < 2 {
            return None;
        }
        let (mut images, mut labels) = (Vec::new(), Vec::new());
        for (digit, drawing) in &self.drawings {
            let Some(prepared) = prepare(&Raster::of(drawing), Switches::default()) else { continue };
            images.extend(prepared.pixels.iter().map(|ink| (255.0 * ink).round() as u8));
            labels.push(*digit);
        }
        let names = (0..10).map(|digit| digit.to_string()).collect();
        let data = Dataset { shape: Shape::new(1, 28, 28), scale: Scale::Unit, images, labels, names };
        Some(CustomDataset {
            name: text::YOUR_DRAWINGS.to_string(),
            data: data.into(),
            validation: Split::DEFAULT,
        })
    }
}
