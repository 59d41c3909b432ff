//! The view Stack of Convolve: what one unit sees of the input through a stack of layers. Everything is worked out from the
//! [`Plan`](crate::network::Plan) of the stack, whose layers can be edited, or of a network of the zoo.
//!
//! What belongs in the link is [`Stack`]; the timeline walks over the units of one layer.

mod block;
mod edit;
mod example;
mod export;
mod figure;
mod gradient;
mod link;
mod paths;
mod presets;
mod recurrence;
mod rows;
mod summary;
mod tower;

pub use block::{Block, BlockKind, Setting};
pub use edit::Edit;
pub use export::markdown;
pub use gradient::{FieldInput, InputPicture, Shown, half_of};
pub use presets::presets;
pub use recurrence::{Recurrence, recurrence};
pub use rows::Row;
pub use summary::{Weighed, verdict};
pub use tower::{Known, SIDES, Source, Tower};

use std::rc::Rc;

use crate::network::PlanError;

/// A stack, perhaps another one beside it, and the unit that is looked at.
#[derive(Clone, Debug)]
pub struct Stack {
    /// The stack, and the one beside it.
    towers: Rc<[Tower]>,
    /// Channels of the input, and filters of layers that do not say how many.
    channels: usize,
    /// The row of the first stack that the timeline walks over.
    layer: usize,
    /// The unit of that row, row by row.
    at: usize,
    /// The picture that the field is drawn on; `None`: the one that suits the size.
    picture: Option<InputPicture>,
    /// What is drawn on it.
    shown: Shown,
}

/// Most channels of a stack.
pub const MAX_CHANNELS: usize = 512;
/// The channels of the lecture's example.
const CHANNELS: usize = 64;

impl PartialEq for Stack {
    fn eq(&self, other: &Self) -> bool {
        let rest = |it: &Self| (it.channels, it.layer, it.at, it.picture, it.shown);
        rest(self) == rest(other) && (Rc::ptr_eq(&self.towers, &other.towers) || self.has_sources_of(other))
    }
}

impl Default for Stack {
    fn default() -> Self {
        presets()[0].example()
    }
}

impl Stack {
    /// A stack, and perhaps another one beside it, of so many channels; the unit in the middle of the last layer is looked at.
    pub fn new(first: Source, second: Option<Source>, channels: usize) -> Result<Self, PlanError> {
        let towers = [Some(first), second].into_iter().flatten().map(|source| Tower::new(source, channels));
        let towers: Rc<[Tower]> = towers.collect::<Result<Vec<_>, _>>()?.into();
        let layer = towers[0].last();
        let stack = Self { towers, channels, layer, at: 0, picture: None, shown: Shown::Box };
        Ok(stack.on_layer(layer))
    }

    /// The stack, and the one beside it if there is one.
    pub fn towers(&self) -> &[Tower] {
        &self.towers
    }

    /// The stack.
    pub fn tower(&self) -> &Tower {
        &self.towers[0]
    }

    /// Channels of the input, and filters of layers that do not say how many.
    pub const fn channels(&self) -> usize {
        self.channels
    }

    /// The row of the stack that the timeline walks over.
    pub const fn layer(&self) -> usize {
        self.layer
    }

    /// The row that the timeline walks over.
    pub fn row(&self) -> &Row {
        &self.tower().rows[self.layer]
    }

    /// Row and column of the unit that is looked at.
    pub fn unit(&self) -> [usize; 2] {
        let width = self.row().output.w;
        [self.at / width, self.at % width]
    }

    /// The picture that the field is drawn on.
    pub fn picture(&self) -> InputPicture {
        self.picture.unwrap_or_else(|| InputPicture::usual(self.tower().rows[0].output.h))
    }

    /// What is drawn on the picture.
    pub const fn shown(&self) -> Shown {
        self.shown
    }

    /// The same on another picture.
    pub fn on_picture(&self, picture: InputPicture) -> Self {
        Self { picture: Some(picture), ..self.clone() }
    }

    /// The same with something else drawn on the picture.
    pub fn showing(&self, shown: Shown) -> Self {
        Self { shown, ..self.clone() }
    }

    /// The same with the unit in the middle of another row.
    pub fn on_layer(&self, layer: usize) -> Self {
        let layer = layer.min(self.tower().last());
        let output = self.tower().rows[layer].output;
        Self { layer, at: output.h / 2 * output.w + output.w / 2, ..self.clone() }
    }

    /// The same with the unit of another row that sees about the same place.
    pub fn over_the_same(&self, layer: usize) -> Self {
        let tower = self.tower();
        let (to, [row, column]) = (&tower.rows[layer.min(tower.last())], self.unit());
        let len = tower.rows[0].width();
        let nearest = |middle: f32, units: usize| {
            let off = |unit: &usize| (to.middle(*unit, len) - middle).abs();
            (0..units).min_by(|a, b| off(a).total_cmp(&off(b))).unwrap_or(0)
        };
        let [row, column] = [(row, to.output.h), (column, to.output.w)]
            .map(|(unit, units)| nearest(self.row().middle(unit, len), units));
        Self { layer: layer.min(tower.last()), at: row * to.output.w + column, ..self.clone() }
    }

    /// The same with the unit that sees most nearly this pixel in its middle.
    pub fn over(&self, [row, column]: [usize; 2]) -> Self {
        let input = self.tower().rows[0].output;
        let at = row.min(input.h - 1) * input.w + column.min(input.w - 1);
        Self { layer: 0, at, ..self.clone() }.over_the_same(self.layer)
    }

    /// Where the pixels that the unit sees are on the input: rows and columns, of which some may lie beside it; `None` where no
    /// field says it.
    pub fn sees(&self) -> Option<[std::ops::Range<i64>; 2]> {
        let (fields, unit) = (self.row().field?, self.unit());
        let one = |axis: usize| {
            let from = fields[axis].start + (unit[axis] as u64 * fields[axis].stride) as i64;
            from..from + fields[axis].size as i64
        };
        Some([one(0), one(1)])
    }

    /// The example that this is, whichever unit is looked at and however many channels there are.
    pub fn preset(&self) -> Option<usize> {
        presets().iter().position(|preset| preset.example().has_sources_of(self))
    }

    /// Whether both are about the same layers, on the same picture.
    pub fn is_of_the_same(&self, other: &Self) -> bool {
        self.has_sources_of(other) && self.picture() == other.picture()
    }

    /// Whether both are the same layers on the same input.
    fn has_sources_of(&self, other: &Self) -> bool {
        let sources = |it: &Self| it.towers.iter().map(|tower| tower.source.clone()).collect::<Vec<_>>();
        sources(self) == sources(other)
    }
}

#[cfg(test)]
mod tests;
