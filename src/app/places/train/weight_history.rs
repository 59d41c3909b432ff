//! One kernel over time: what it was at every snapshot.

use std::rc::Rc;

use super::Band;

/// A kernel, or a unit's weights, as a strip of pictures.
#[derive(Clone, Debug, PartialEq)]
pub struct WeightHistory {
    /// As in "conv1, 3".
    pub name: String,
    /// Rows and columns of a picture.
    pub size: [usize; 2],
    /// The first of its values among all parameters.
    pub from: usize,
    /// After so many steps they were so.
    pub frames: Rc<[(u64, Rc<[f32]>)]>,
}

/// Pictures of a strip at most.
const MOST: usize = 16;

impl WeightHistory {
    /// Of a tile of a band, whose layer's parameters begin at `first`.
    pub fn of(band: &Band, tile: usize, first: usize) -> Self {
        let shown = &band.tiles[tile];
        let name = format!("{}, {tile}", band.name);
        Self { name, size: shown.size, from: first + shown.from, frames: Rc::from([]) }
    }

    /// Values of a picture.
    pub fn len(&self) -> usize {
        self.size[0] * self.size[1]
    }

    /// Whether a picture has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The largest magnitude: all pictures have the same colours.
    pub fn range(&self) -> f32 {
        self.frames
            .iter()
            .flat_map(|(_, values)| values.iter())
            .fold(0.0, |most, value| most.max(value.abs()))
    }

    /// Takes in what the worker knows: evenly over time, and always the first and the last.
    pub(super) fn take(&mut self, steps: &[u64], values: Vec<Vec<f32>>) {
        let last = values.len().saturating_sub(1);
        let mut chosen: Vec<usize> =
            (0..MOST.min(values.len())).map(|i| i * last / (MOST.min(values.len()) - 1).max(1)).collect();
        chosen.dedup();
        let mut values: Vec<Option<Vec<f32>>> = values.into_iter().map(Some).collect();
        let frame = |i: usize| Some((*steps.get(i)?, Rc::from(values[i].take()?)));
        self.frames = chosen.into_iter().filter_map(frame).collect();
    }
}
