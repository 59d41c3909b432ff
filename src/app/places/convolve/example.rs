use super::{Convolve, Field, Mode, Target, View, presets};
use crate::app::figure::{Edit, Figure, OperandId, Spot};
use crate::app::lab::values::CellIndex;
use crate::app::lab::{Example, Planes, Pointer, neighbour, room_in_channels};
use crate::shape::Shape;

impl Example for Convolve {
    const FILE: &'static str = "convolution";

    fn steps(&self) -> usize {
        self.stepped_grid().len()
    }

    fn at(&self) -> usize {
        self.at
    }

    fn with_step(self, at: usize) -> Self {
        Self { at, ..self }
    }

    fn row(&self) -> usize {
        self.stepped_grid().w
    }

    fn has(&self, spot: Spot) -> bool {
        match spot.operand {
            OperandId::Input => spot.grid < self.input.c,
            OperandId::Kernel | OperandId::Products => {
                spot.grid < self.conv.filters * self.channels_per_group()
            }
            _ => self.step_of(spot).is_some() || self.target_of(spot).is_some(),
        }
    }

    fn step_of(&self, Spot { operand, grid, row, column }: Spot) -> Option<usize> {
        let place = match (self.view, operand) {
            // A column of the matrix product is a position; over the patches, the filter stays.
            (View::Matrix, OperandId::Patches | OperandId::Output) => {
                let now = self.cell_of_step(self.at).channel;
                let filters = self.conv.filters / self.conv.groups;
                let channel = match operand {
                    OperandId::Output => now / filters * filters + usize::try_from(row).ok()?,
                    _ => now,
                };
                let w = self.stepped_grid().w as isize;
                CellIndex { channel, row: column / w, column: column % w }
            }
            _ if operand == self.stepped_operand() => CellIndex { channel: grid, row, column },
            _ => return None,
        };
        self.step_of_cell(place)
    }

    fn products_per_step(&self) -> usize {
        match (self.mode, self.view) {
            (Mode::Forward, View::Grids) => self.channels_per_group() * self.conv.taps_per_kernel(),
            _ => 1,
        }
    }

    fn edit(&mut self, spot: Spot, edit: &Edit) -> Option<String> {
        self.planes(spot)?.edit(self, edit)
    }

    fn figure(&self, pointer: &Pointer) -> Figure {
        match self.view {
            View::Bottleneck(bottleneck) => self.ways(bottleneck),
            _ => self.clone().with_step(pointer.at).picture(pointer),
        }
    }

    fn neighbour(&self, by: isize) -> Option<Self> {
        let next = neighbour(presets(), self.preset(), by)?;
        // In the same mode and view, as far as that is possible.
        let next = next.in_mode(self.mode).unwrap_or(next);
        let view = next.in_view(self.view).map_or(next.view, |next| next.view);
        Some(Self { view, rate: None, ..next.seen_like(self) })
    }

    fn in_mode_number(&self, mode: usize) -> Option<Self> {
        self.in_mode(Mode::ALL.get(mode)?.0)
    }

    fn pytorch(&self) -> String {
        match self.view {
            View::Bottleneck(bottleneck) => bottleneck.pytorch(),
            _ => super::pytorch::code(self),
        }
    }

    fn table(&self) -> String {
        match self.view {
            View::Bottleneck(bottleneck) => bottleneck.costs().markdown(),
            _ => String::new(),
        }
    }
}

impl Convolve {
    /// The numbers that an edit of a grid changes.
    fn planes(&self, spot: Spot) -> Option<Planes<Self>> {
        match spot.operand {
            OperandId::Input => {
                let planes = Planes::all(self, spot.grid, |to| to.input, |to| &mut to.x)?;
                Some(planes.growing([Field::Length(0), Field::Length(1)], |to, _, outer| {
                    room_in_channels(to, Field::ChannelsIn, outer)
                }))
            }
            OperandId::Upstream => Planes::all(self, spot.grid, Self::upstream_shape, |to| &mut to.upstream),
            OperandId::Kernel => {
                Some(Self::kernels(spot.grid, (0..self.conv.filters * self.channels_per_group()).collect()))
            }
            OperandId::Bias => {
                Planes::all(self, spot.grid, |to| Shape::new(to.conv.filters, 1, 1), |to| &mut to.bias)
            }
            _ => None,
        }
    }

    /// Does an edit to the first kernel: the one under a picture.
    pub fn edit_first_kernel(&mut self, edit: &Edit) -> Option<String> {
        Self::kernels(0, vec![0]).edit(self, edit)
    }

    /// The value that a cell of the result stands for.
    pub(super) fn target_of(&self, spot: Spot) -> Option<Target> {
        let Spot { operand, grid, row, column } = spot;
        let shape = self.result_shape();
        let per_group = self.channels_per_group();
        match (self.mode, operand) {
            (Mode::Forward, OperandId::Products) => {
                let now = self.cell_of_step(self.at);
                Some(Target::Cell(CellIndex { channel: grid / per_group, ..now }))
            }
            (Mode::Forward, _) => self.step_of(spot).map(|step| Target::Cell(self.cell_of_step(step))),
            (Mode::WeightGradient, OperandId::WeightGradient)
            | (Mode::InputGradient, OperandId::InputGradient)
            | (Mode::Transposed, OperandId::Output) => {
                let (row, column) = (usize::try_from(row).ok()?, usize::try_from(column).ok()?);
                let inside = grid < shape.c && row < shape.h && column < shape.w;
                inside.then(|| self.target_at(grid, row, column))
            }
            _ => None,
        }
    }

    /// The value that the formula is about while this is pointed at.
    pub fn target(&self, pointer: &Pointer) -> Target {
        let at = self.clone().with_step(pointer.at);
        pointer.spot.and_then(|spot| at.target_of(spot)).unwrap_or_else(|| at.default_target())
    }

    /// The operand that the timeline walks over.
    pub(super) fn stepped_operand(&self) -> OperandId {
        match self.mode {
            Mode::Forward => OperandId::Output,
            Mode::Transposed => OperandId::Input,
            Mode::WeightGradient | Mode::InputGradient => OperandId::Upstream,
        }
    }

    /// The value at a row and column of a channel of the result.
    pub(super) fn target_at(&self, channel: usize, row: usize, column: usize) -> Target {
        let per_group = self.channels_per_group();
        match self.mode {
            Mode::WeightGradient => Target::Weight {
                filter: channel / per_group,
                channel: channel % per_group,
                tap: [row, column],
            },
            _ => Target::Cell(CellIndex { channel, row: row as isize, column: column as isize }),
        }
    }
}
