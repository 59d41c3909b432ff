use super::{Field, Kind, Mode, Pooling, presets};
use crate::app::figure::{Edit, Figure, OperandId, Spot};
use crate::app::lab::values::CellIndex;
use crate::app::lab::{Example, MadeRoom, Planes, Pointer, neighbour, room_in_channels};

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

    fn neighbour(&self, by: isize) -> Option<Self> {
        Some(neighbour(presets(), self.preset(), by)?.in_mode(self.mode))
    }

    fn in_mode_number(&self, mode: usize) -> Option<Self> {
        Some(self.in_mode(Mode::ALL.get(mode)?.0))
    }

    fn pytorch(&self) -> String {
        super::pytorch::code(self)
    }
}

impl Pooling {
    /// The numbers that an edit of a grid changes.
    fn planes(&self, spot: Spot) -> Option<Planes<Self>> {
        match spot.operand {
            OperandId::Input => {
                let planes = Planes::all(self, spot.grid, |to| to.input, |to| &mut to.x)?;
                Some(planes.growing([Field::Length(0), Field::Length(1)], |to, _, outer| {
                    room_in_channels(to, Field::Channels, outer)
                }))
            }
            OperandId::Upstream => Planes::all(self, spot.grid, Self::fitting_output, |to| &mut to.upstream),
            OperandId::Kernel if self.kind != Kind::Global => {
                // One kernel for every channel.
                let planes = Planes::all(self, 0, Self::kernel_shape, |to| &mut to.weight)?;
                Some(planes.growing([Field::Kernel(0), Field::Kernel(1)], |to, _, outer| {
                    let planes = (0..outer.iter().product()).map(|i| (i == 0).then_some(0)).collect();
                    MadeRoom { example: to.clone(), planes, said: vec![] }
                }))
            }
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
