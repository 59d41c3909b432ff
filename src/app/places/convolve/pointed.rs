//! Both ways of pointing: at a result, which shows what it is made of, or at an input cell or a weight, which shows all of
//! its uses.

use super::figure::Shown;
use super::{Convolve, Mode, Target, Term};
use crate::app::figure::{OperandId, Spot};
use crate::app::lab::values::CellIndex;
use crate::app::text::convolve as text;

/// What is pointed at, as far as it is no result.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Pointed {
    /// Nothing, or a result.
    Step,
    /// An input cell, which may lie in the padding.
    Cell(CellIndex),
    /// A weight: filter, channel of its group, and tap as it is typed.
    Weight(usize, usize, [usize; 2]),
    /// The sum of a channel of a filter, which unfolds.
    Sum(usize, usize),
}

impl Pointed {
    /// Whether uses are shown instead of a step.
    pub const fn is_used(self) -> bool {
        matches!(self, Self::Cell(_) | Self::Weight(..))
    }
}

impl Convolve {
    /// What a cell of the picture is, where it is neither a result nor a cell that the timeline walks over.
    pub(super) fn pointed(&self, spot: Option<Spot>) -> Pointed {
        let Some(spot) = spot else { return Pointed::Step };
        let per_group = self.channels_per_group();
        let Spot { operand, grid, row, column } = spot;
        match (operand, usize::try_from(row), usize::try_from(column)) {
            (OperandId::Input, ..) if self.mode != Mode::Transposed => {
                Pointed::Cell(CellIndex { channel: grid, row, column })
            }
            (OperandId::Kernel, Ok(u), Ok(v)) => Pointed::Weight(grid / per_group, grid % per_group, [u, v]),
            (OperandId::Products, ..) => Pointed::Sum(grid / per_group, grid % per_group),
            _ => Pointed::Step,
        }
    }

    /// The products of the present step, or all in which what is pointed at is a factor.
    pub(super) fn products_at(&self, pointed: Pointed) -> Vec<(Target, Term)> {
        let mut products = Vec::new();
        match pointed {
            Pointed::Step | Pointed::Sum(..) => return self.products_of_step(self.at),
            Pointed::Cell(place) => {
                let steps = self.steps_reading(place).into_iter();
                self.products(steps, |target, term| {
                    if term.cell == place {
                        products.push((target, term));
                    }
                });
            }
            Pointed::Weight(filter, channel, tap) => {
                let steps = self.steps_of_kernel(filter, channel);
                self.products(steps, |target, term| {
                    if term.weight == (filter, channel, tap) {
                        products.push((target, term));
                    }
                });
            }
        }
        products
    }

    /// The steps in which a kernel is applied.
    fn steps_of_kernel(&self, filter: usize, channel: usize) -> std::ops::Range<usize> {
        let area = self.stepped_grid().area();
        let first = match self.mode {
            Mode::Transposed => {
                filter / (self.conv.filters / self.conv.groups) * self.channels_per_group() + channel
            }
            _ => filter,
        };
        first * area..(first + 1) * area
    }

    /// How many windows see each cell of the padded input, row by row: the same for every channel and filter.
    pub fn use_counts(&self) -> Vec<usize> {
        let axis = |axis: usize, len: usize, positions: usize| {
            let window = self.conv.window[axis];
            let mut counts = vec![0; window.padded(len)];
            for position in 0..positions {
                for tap in 0..window.size {
                    let cell = window.input_from_output(position, tap) + window.before as isize;
                    counts[cell as usize] += 1;
                }
            }
            counts
        };
        let output = self.upstream_shape();
        let (rows, columns) = (axis(0, self.input.h, output.h), axis(1, self.input.w, output.w));
        rows.iter().flat_map(|row| columns.iter().map(move |column| row * column)).collect()
    }

    /// Whether there is more than one kernel.
    pub(super) const fn has_several_channels(&self) -> bool {
        self.input.c > 1 || self.conv.filters > 1
    }

    /// Lines that the formula needs at most.
    pub(super) fn formula_lines(&self) -> usize {
        const PRODUCTS_IN_A_LINE: usize = 13;
        let products = match self.mode {
            Mode::WeightGradient => self.stepped_grid().area(),
            _ => self.conv.taps_per_kernel(),
        };
        let sums = usize::from(self.has_several_channels());
        // Its symbols leave no room for words beside them.
        let symbols = usize::from(self.mode == Mode::Transposed);
        (products.div_ceil(PRODUCTS_IN_A_LINE) + sums + symbols).clamp(1, 3)
    }
}

impl Shown<'_> {
    /// How often what is pointed at is used, in one sentence.
    pub(super) fn uses(&self) -> Option<String> {
        let convolve = self.convolve;
        match self.pointed {
            Pointed::Cell(_) => {
                let windows = convolve.products_at(self.pointed).len() / self.filters_that_read();
                Some(text::seen_by(windows))
            }
            Pointed::Weight(..) => Some(text::used_by(convolve.products_at(self.pointed).len())),
            _ => None,
        }
    }

    /// Filters that read a channel.
    fn filters_that_read(&self) -> usize {
        self.convolve.conv.filters / self.convolve.conv.groups
    }
}

#[cfg(test)]
mod tests {
    use super::super::presets;
    use super::*;
    use crate::app::lab::Example;
    use crate::app::lab::setting::Settings;
    use crate::app::places::convolve::Field;
    use crate::random::Random;

    fn example(id: &str) -> Convolve {
        presets().iter().find(|preset| preset.id == id).unwrap().example()
    }

    /// Without padding a corner is seen once and the middle nine times, which is why there is padding.
    #[test]
    fn borders_are_seen_less_often() {
        let plain = example("sum");
        assert_eq!(
            plain.use_counts(),
            [1, 2, 3, 2, 1, 2, 4, 6, 4, 2, 3, 6, 9, 6, 3, 2, 4, 6, 4, 2, 1, 2, 3, 2, 1]
        );
        let padded = plain.padded("same").unwrap().use_counts();
        assert_eq!([padded[7 + 1], padded[3 * 7 + 3]], [4, 9]);
        let strided = plain.with(Field::Stride(0), 3).unwrap();
        assert!(strided.use_counts().contains(&0), "the floor leaves rows out");
    }

    /// The uses of all cells, and those of all weights, are all products there are.
    #[test]
    fn every_product_is_a_use_of_its_cell_and_of_its_weight() {
        let mut random = Random::new(31);
        for _ in 0..60 {
            let convolve = super::super::tests::random_convolve(&mut random);
            let all: usize = (0..convolve.steps()).map(|step| convolve.products_of_step(step).len()).sum();
            let [rows, columns] = convolve.conv.window;
            let per_group = convolve.channels_per_group();
            let weights = (0..convolve.conv.filters * per_group).flat_map(|kernel| {
                (0..rows.size * columns.size).map(move |tap| {
                    let tap = [tap / columns.size, tap % columns.size];
                    Pointed::Weight(kernel / per_group, kernel % per_group, tap)
                })
            });
            let used: usize = weights.map(|weight| convolve.products_at(weight).len()).sum();
            assert_eq!(used, all, "{convolve:?}");
            if convolve.mode == Mode::Transposed {
                continue;
            }
            let (h, w) = (rows.padded(convolve.input.h), columns.padded(convolve.input.w));
            let cells = (0..convolve.input.c * h * w).map(|i| {
                Pointed::Cell(CellIndex {
                    channel: i / (h * w),
                    row: (i / w % h) as isize - rows.before as isize,
                    column: (i % w) as isize - columns.before as isize,
                })
            });
            let seen: usize = cells.map(|cell| convolve.products_at(cell).len()).sum();
            assert_eq!(seen, all, "{convolve:?}");
        }
    }
}
