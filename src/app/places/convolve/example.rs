use super::{Convolve, Field, Mode, Target, View};
use crate::app::figure::{Edit, Figure, OperandId, Spot};
use crate::app::lab::values::CellIndex;
use crate::app::lab::{Example, Planes, Pointer, room_in_channels};

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

    fn edit(&mut self, spot: Spot, edit: &Edit) -> Option<String> {
        self.planes(spot)?.edit(self, edit)
    }

    fn figure(&self, pointer: &Pointer) -> Figure {
        self.clone().with_step(pointer.at).picture(pointer)
    }

    fn pytorch(&self) -> String {
        super::pytorch::code(self)
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
                let shown = self.shown_kernels().into_iter();
                let seen: Vec<_> =
                    shown.map(|(filter, channel)| filter * self.channels_per_group() + channel).collect();
                Some(Self::kernels(*seen.get(spot.grid)?, seen))
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
        match (self.mode, operand) {
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

    /// The kernels that are shown, as filter and channel: those of the filter that the timeline is at. In a transposed
    /// convolution it is at an input channel, and every filter of its group is applied.
    pub(super) fn shown_kernels(&self) -> Vec<(usize, usize)> {
        let (per_group, filters) = (self.channels_per_group(), self.conv.filters / self.conv.groups);
        let channel = self.cell_of_step(self.at).channel;
        match self.mode {
            Mode::Transposed => {
                (0..filters).map(|o| (channel / per_group * filters + o, channel % per_group)).collect()
            }
            _ => (0..per_group).map(|c| (channel, c)).collect(),
        }
    }
}
