use super::{Stack, markdown};
use crate::app::figure::{Edit, Figure, OperandId, Spot};
use crate::app::lab::{Example, Pointer};
use crate::app::pytorch;

impl Example for Stack {
    const FILE: &'static str = "receptive-field";

    fn steps(&self) -> usize {
        self.row().output.area()
    }

    fn at(&self) -> usize {
        self.at
    }

    fn with_step(self, at: usize) -> Self {
        Self { at: at.min(self.steps() - 1), ..self }
    }

    fn row(&self) -> usize {
        self.row().output.w
    }

    fn has(&self, spot: Spot) -> bool {
        self.towers.get(spot.grid).is_some_and(|tower| {
            let row = usize::try_from(spot.row).ok().and_then(|row| tower.rows.get(row));
            let column = usize::try_from(spot.column).ok();
            spot.operand == OperandId::Unit
                && row.zip(column).is_some_and(|(row, column)| column < row.width())
        })
    }

    fn step_of(&self, spot: Spot) -> Option<usize> {
        let is_current = spot.grid == 0 && spot.row == self.layer as isize && self.has(spot);
        is_current.then(|| self.unit()[0] * self.row().output.w + spot.column as usize)
    }

    fn went_to(&self, spot: Spot) -> Option<Self> {
        if spot.grid != 0 || !self.has(spot) {
            return None;
        }
        let there = self.over_the_same(spot.row as usize);
        let at = there.unit()[0] * there.row().output.w + spot.column as usize;
        Some(Self { at, ..there })
    }

    /// Up is to the layer above, which sees more.
    fn rows_on(&self, by: isize) -> Self {
        self.over_the_same(self.layer.saturating_add_signed(-by))
    }

    fn reveals(&self, _: Spot) -> bool {
        true
    }

    fn edit(&mut self, _: Spot, _: &Edit) -> Option<String> {
        None
    }

    fn figure(&self, pointer: &Pointer) -> Figure {
        self.pyramids(pointer)
    }

    fn pytorch(&self) -> String {
        pytorch::network(&self.tower().plan)
    }

    fn table(&self) -> String {
        self.towers.iter().map(markdown).collect::<Vec<_>>().join("\n")
    }

    fn is_same_at_other_step(&self, other: &Self) -> bool {
        Self { towers: self.towers.clone(), channels: self.channels, ..other.clone() } == *other
    }
}
