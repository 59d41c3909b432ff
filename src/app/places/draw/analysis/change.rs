//! A change inside of the network, as it stands in the link.

use std::fmt;

use crate::app::places::draw::model::Model;
use crate::app::places::draw::weight::{WeightAt, param_of};
use crate::decimal;
use crate::session::Intervention;

/// A change of a map or unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The layer's name: "conv2".
    pub layer: String,
    /// The map or unit.
    pub unit: usize,
    /// What is changed of it.
    pub changed: Changed,
}

/// What is changed of a map or unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Changed {
    /// All of it is 0. In the link: `conv2.5`.
    Off,
    /// The value of one of its cells. In the link: `conv2.5.13.15:2.5`.
    Cell([usize; 2], f32),
    /// One of its weights. In the link: `conv2.5.w.3.0.1:-0.5`, which is that of map 3, row 0, column 1.
    Weight(WeightAt, f32),
}

impl Change {
    /// Whether both are about the same place.
    pub fn is_of(&self, other: &Self) -> bool {
        let place = match (self.changed, other.changed) {
            (Changed::Off, Changed::Off) => true,
            (Changed::Cell(a, _), Changed::Cell(b, _)) => a == b,
            (Changed::Weight(a, _), Changed::Weight(b, _)) => a == b,
            _ => false,
        };
        place && (&self.layer, self.unit) == (&other.layer, other.unit)
    }

    /// What is done to the network; `None` where it has no such place.
    pub fn intervention(&self, model: &Model) -> Option<Intervention> {
        let index = model.column(&self.layer)?;
        let (column, shape) = (&model.columns[index], model.columns[index].shape);
        if self.unit >= shape.c {
            return None;
        }
        let node = column.shown;
        match self.changed {
            Changed::Off => Some(Intervention::Channel { node, channel: self.unit }),
            Changed::Cell([row, cell], value) => {
                let at = (self.unit * shape.h + row) * shape.w + cell;
                (row < shape.h && cell < shape.w).then_some(Intervention::Activation { node, at, value })
            }
            Changed::Weight(at, value) => {
                Some(Intervention::Param { at: param_of(model, index, self.unit, at)?, value })
            }
        }
    }

    /// Reads what is printed.
    pub fn parse(text: &str) -> Option<Self> {
        let (place, value) = match text.split_once(':') {
            Some((place, value)) => {
                (place, Some(decimal::parse(value).filter(|value: &f32| value.is_finite())?))
            }
            None => (text, None),
        };
        let parts: Vec<&str> = place.split('.').collect();
        let number = |from_end: usize| parts.get(parts.len().checked_sub(from_end)?)?.parse::<usize>().ok();
        let is_weight = parts.len() > 5 && parts[parts.len() - 4] == "w";
        let (used, unit, changed) = match value {
            None => (1, number(1)?, Changed::Off),
            Some(value) if is_weight => {
                let at = WeightAt { source: number(3)?, row: number(2)?, column: number(1)? };
                (5, number(5)?, Changed::Weight(at, value))
            }
            Some(value) => (3, number(3)?, Changed::Cell([number(2)?, number(1)?], value)),
        };
        let layer = parts[..parts.len().checked_sub(used)?].join(".");
        let is_name =
            !layer.is_empty() && layer.chars().all(|c| c.is_ascii_alphanumeric() || "_.".contains(c));
        is_name.then_some(Self { layer, unit, changed })
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.layer, self.unit)?;
        match self.changed {
            Changed::Off => Ok(()),
            Changed::Cell([row, column], value) => write!(f, ".{row}.{column}:{value}"),
            Changed::Weight(WeightAt { source, row, column }, value) => {
                write!(f, ".w.{source}.{row}.{column}:{value}")
            }
        }
    }
}
