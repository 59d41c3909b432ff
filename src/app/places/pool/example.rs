use super::{Field, Kind, Mode, Pooling};
use crate::app::figure::{Edit, Figure, OperandId, Spot};
use crate::app::lab::values::CellIndex;
use crate::app::lab::{Example, Planes, Pointer};

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

    fn edit(&mut self, spot: Spot, edit: &Edit) -> Option<String> {
        self.planes(spot)?.edit(self, edit)
    }

    fn figure(&self, pointer: &Pointer) -> Figure {
        self.picture(pointer)
    }

    fn pytorch(&self) -> String {
        super::pytorch::code(self)
    }
}

impl Pooling {
    /// The numbers that an edit of a grid changes.
    fn planes(&self, spot: Spot) -> Option<Planes<Self>> {
        let (input, output) = (self.input, self.fitting_output());
        match spot.operand {
            OperandId::Input => (spot.grid < input.c).then(|| Planes {
                chosen: spot.grid,
                seen: (0..input.c).collect(),
                sides: Some([Field::Length(0), Field::Length(1)]),
                size: |to: &Self| [to.input.h, to.input.w],
                values: |to| &mut to.x,
            }),
            OperandId::Upstream => (spot.grid < output.c).then(|| Planes {
                chosen: spot.grid,
                seen: (0..output.c).collect(),
                sides: None,
                size: |to: &Self| [to.fitting_output().h, to.fitting_output().w],
                values: |to| &mut to.upstream,
            }),
            OperandId::Kernel => (self.kind != Kind::Global).then(|| Planes {
                chosen: 0,
                seen: vec![0],
                sides: Some([Field::Kernel(0), Field::Kernel(1)]),
                size: |to: &Self| to.window.map(|window| window.size),
                values: |to| &mut to.weight,
            }),
            _ => None,
        }
    }

    /// The input cell whose gradient a cell stands for.
    pub(super) fn gradient_of(&self, Spot { operand, grid, row, column }: Spot) -> Option<CellIndex> {
        let place = CellIndex { channel: grid, row, column };
        let is_gradient = self.mode == Mode::Gradient && operand == OperandId::InputGradient;
        (is_gradient && self.index(place).is_some()).then_some(place)
    }
}
