use super::{Kind, Mode, Pooling};
use crate::app::figure::{Edit, Figure, OperandId, Spot};
use crate::app::lab::values::CellIndex;
use crate::app::lab::{Example, Pointer};

impl Example for Pooling {
    const FILE: &'static str = "pool";

    fn steps(&self) -> usize {
        self.fitting_output().len()
    }

    fn at(&self) -> usize {
        self.at
    }

    fn with_step(self, at: usize) -> Self {
        Self { at, ..self }
    }

    fn row(&self) -> usize {
        self.fitting_output().w
    }

    fn has(&self, spot: Spot) -> bool {
        self.step_of(spot).is_some() || self.gradient_of(spot).is_some()
    }

    fn step_of(&self, Spot { operand, grid, row, column }: Spot) -> Option<usize> {
        let stepped = match self.mode {
            Mode::Forward => OperandId::Output,
            Mode::Gradient => OperandId::Upstream,
        };
        let place = CellIndex { channel: grid, row, column };
        place.index(self.fitting_output()).filter(|_| operand == stepped)
    }

    fn reveals(&self, _: Spot) -> bool {
        true
    }

    fn edit(&mut self, spot: Spot, edit: &Edit) {
        let (input, output) = (self.input, self.fitting_output());
        let kernel = self.window.map(|window| window.size);
        match spot.operand {
            OperandId::Input => edit.apply(&mut self.x, spot.grid, [input.h, input.w]),
            OperandId::Upstream => edit.apply(&mut self.upstream, spot.grid, [output.h, output.w]),
            OperandId::Kernel if self.kind != Kind::Global => edit.apply(&mut self.weight, 0, kernel),
            _ => {}
        }
    }

    fn figure(&self, pointer: &Pointer) -> Figure {
        self.picture(pointer)
    }

    fn pytorch(&self) -> String {
        super::pytorch::code(self)
    }
}

impl Pooling {
    /// The input cell whose gradient a cell stands for.
    pub(super) fn gradient_of(&self, Spot { operand, grid, row, column }: Spot) -> Option<CellIndex> {
        let place = CellIndex { channel: grid, row, column };
        let is_gradient = self.mode == Mode::Gradient && operand == OperandId::InputGradient;
        (is_gradient && self.index(place).is_some()).then_some(place)
    }
}
