//! Where a value comes from: the products that are summed, for every mode, and the step that adds each.

use super::{Convolve, Mode};
use crate::app::lab::Example;
use crate::app::lab::values::CellIndex;

/// A value that is a sum of products.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Target {
    /// An output value, or an input's gradient.
    Cell(CellIndex),
    /// The gradient of a weight.
    Weight {
        filter: usize,
        /// The channel, within the filter's group.
        channel: usize,
        tap: [usize; 2],
    },
}

/// One product of a sum.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Term {
    /// The input value, or, for an input's gradient, the upstream one.
    pub a: f32,
    /// The weight, or, for a weight's gradient, the upstream value.
    pub b: f32,
    pub step: usize,
    /// The input channel: terms of one channel make a partial sum.
    pub channel: usize,
    pub cell: CellIndex,
    /// Filter, channel within its group, and tap of the weight.
    pub weight: (usize, usize, [usize; 2]),
}

impl Convolve {
    /// The products of some steps, each with the value that it is added to: one at a time, since all of them may be
    /// millions.
    pub(super) fn products(&self, steps: impl Iterator<Item = usize>, visit: impl FnMut(Target, Term)) {
        match self.mode {
            Mode::Transposed => self.transposed_products(steps, visit),
            _ => self.convolution_products(steps, visit),
        }
    }

    fn convolution_products(&self, steps: impl Iterator<Item = usize>, mut visit: impl FnMut(Target, Term)) {
        let weight = self.applied(&self.weight);
        for step in steps {
            let out = self.cell_of_step(step);
            let upstream = self.upstream[step];
            for tap in self.conv.taps(self.input, out.channel, out.row as usize, out.column as usize) {
                let cell = CellIndex { channel: tap.channel, row: tap.cell[0], column: tap.cell[1] };
                let (x, w) = (self.conv.value(&tap, &self.x), weight[tap.weight]);
                let channel = tap.channel % self.channels_per_group();
                let shown = self.shown_tap(tap.tap);
                let (target, a, b) = match self.mode {
                    Mode::WeightGradient => {
                        (Some(Target::Weight { filter: out.channel, channel, tap: shown }), x, upstream)
                    }
                    Mode::InputGradient => {
                        (tap.source.map(|i| Target::Cell(CellIndex::of(i, self.input))), upstream, w)
                    }
                    _ => (Some(Target::Cell(out)), x, w),
                };
                if let Some(target) = target {
                    let weight = (out.channel, channel, shown);
                    visit(target, Term { a, b, step, channel: tap.channel, cell, weight });
                }
            }
        }
    }

    fn transposed_products(&self, steps: impl Iterator<Item = usize>, mut visit: impl FnMut(Target, Term)) {
        let weight = self.applied(&self.weight);
        let ([rows, columns], output) = (self.conv.window, self.fitting_output());
        let (per_group, filters) = (self.channels_per_group(), self.conv.filters / self.conv.groups);
        for step in steps {
            let cell = self.cell_of_step(step);
            let first = cell.channel / per_group * filters;
            for filter in first..first + filters {
                for u in 0..rows.size {
                    for v in 0..columns.size {
                        // A transposed convolution writes where a convolution would read.
                        let row = rows.input_from_output(cell.row as usize, u);
                        let column = columns.input_from_output(cell.column as usize, v);
                        let inside = |i: isize, len: usize| i >= 0 && (i as usize) < len;
                        if !inside(row, output.h) || !inside(column, output.w) {
                            continue;
                        }
                        let channel = cell.channel % per_group;
                        let at = ((filter * per_group + channel) * rows.size + u) * columns.size + v;
                        let (a, b) = (self.x[step], weight[at]);
                        let target = Target::Cell(CellIndex { channel: filter, row, column });
                        let weight = (filter, channel, self.shown_tap([u, v]));
                        visit(target, Term { a, b, step, channel: cell.channel, cell, weight });
                    }
                }
            }
        }
    }

    /// The products that make `target`, in the order in which they are added.
    pub fn terms(&self, target: Target) -> Vec<Term> {
        match target {
            Target::Weight { filter, channel, tap } => self.weight_terms(filter, channel, tap),
            Target::Cell(place) => {
                let mut terms = Vec::new();
                self.products(self.steps_of(place).into_iter(), |made, term| {
                    if made == target {
                        terms.push(term);
                    }
                });
                terms
            }
        }
    }

    /// The products that make a weight's gradient: one at each position of its filter.
    fn weight_terms(&self, filter: usize, channel: usize, tap: [usize; 2]) -> Vec<Term> {
        let area = self.stepped_grid().area();
        let term = |step: usize| {
            let out = self.cell_of_step(step);
            // Where a kernel is flipped, doing so again leads back.
            let (position, applied) = ([filter, out.row as usize, out.column as usize], self.shown_tap(tap));
            let read = self.conv.tap(self.input, position, channel, applied);
            Term {
                a: self.conv.value(&read, &self.x),
                b: self.upstream[step],
                step,
                channel: read.channel,
                cell: CellIndex { channel: read.channel, row: read.cell[0], column: read.cell[1] },
                weight: (filter, channel, tap),
            }
        };
        (filter * area..(filter + 1) * area).map(term).collect()
    }

    /// The steps that may add something to a cell: an output is made in one of them, everything else in those whose windows
    /// reach its row and its column.
    fn steps_of(&self, place: CellIndex) -> Vec<usize> {
        if self.mode == Mode::Forward {
            return self.step_of_cell(place).into_iter().collect();
        }
        self.steps_where(place, |at, cell, len| match self.mode {
            Mode::Transposed => at == cell,
            _ => self.conv.padding_mode.source(at, len) == usize::try_from(cell).ok(),
        })
    }

    /// The steps whose windows see an input cell, which may lie in the padding.
    pub(super) fn steps_reading(&self, place: CellIndex) -> Vec<usize> {
        self.steps_where(place, |at, cell, _| at == cell)
    }

    /// The steps in which a tap is at a row and at a column that reach those of a cell, on axes of the input's lengths.
    fn steps_where(&self, place: CellIndex, reaches: impl Fn(isize, isize, usize) -> bool) -> Vec<usize> {
        let (grid, window, input) = (self.stepped_grid(), self.conv.window, self.input);
        let axis = |axis: usize, positions: usize, len: usize, cell: isize| -> Vec<bool> {
            let reached = |position: usize, tap: usize| {
                reaches(window[axis].input_from_output(position, tap), cell, len)
            };
            (0..positions).map(|position| (0..window[axis].size).any(|tap| reached(position, tap))).collect()
        };
        let (rows, columns) = (axis(0, grid.h, input.h, place.row), axis(1, grid.w, input.w, place.column));
        let seen = |step: &usize| {
            let at = self.cell_of_step(*step);
            rows[at.row as usize] && columns[at.column as usize]
        };
        (0..self.steps()).filter(seen).collect()
    }

    /// The products of step `step`, with the value that each is added to.
    pub fn products_of_step(&self, step: usize) -> Vec<(Target, Term)> {
        let mut products = Vec::new();
        self.products(step..step + 1, |target, term| products.push((target, term)));
        products
    }

    /// How many products of a step have nowhere to go: with an input's gradient those of the padding, with a transposed
    /// convolution those that the padding crops.
    pub fn cut_products(&self, step: usize) -> usize {
        let out = self.cell_of_step(step);
        match self.mode {
            Mode::Forward | Mode::WeightGradient => 0,
            Mode::InputGradient => {
                let taps = self.conv.taps(self.input, out.channel, out.row as usize, out.column as usize);
                taps.filter(|tap| tap.source.is_none()).count()
            }
            Mode::Transposed => {
                let all = self.conv.filters / self.conv.groups * self.conv.taps_per_kernel();
                all - self.products_of_step(step).len()
            }
        }
    }

    /// What is added to the sum once: the bias, where there is one.
    pub fn bias_of(&self, target: Target) -> Option<f32> {
        match (self.mode, target) {
            (Mode::Forward | Mode::Transposed, Target::Cell(place)) => self.bias.get(place.channel).copied(),
            _ => None,
        }
    }

    /// The value that the timeline is about at its present step, unless the mouse is over another.
    pub fn default_target(&self) -> Target {
        let place = self.cell_of_step(self.at);
        match self.mode {
            Mode::Forward => Target::Cell(place),
            Mode::WeightGradient => Target::Weight { filter: place.channel, channel: 0, tap: [0, 0] },
            Mode::InputGradient | Mode::Transposed => {
                let reached = self.products_of_step(self.at);
                reached.first().map_or(Target::Cell(place), |(target, _)| *target)
            }
        }
    }

    /// Where in the kernel as it is typed a tap of the applied kernel is.
    pub(super) fn shown_tap(&self, [u, v]: [usize; 2]) -> [usize; 2] {
        let [rows, columns] = self.conv.window.map(|window| window.size);
        if self.flip { [rows - 1 - u, columns - 1 - v] } else { [u, v] }
    }

    /// The input cell that a padded cell copies; `None` if it holds the constant.
    pub fn source(&self, place: CellIndex) -> Option<CellIndex> {
        let row = self.conv.padding_mode.source(place.row, self.input.h)?;
        let column = self.conv.padding_mode.source(place.column, self.input.w)?;
        Some(CellIndex { row: row as isize, column: column as isize, ..place })
    }

    /// The value of an input cell, padded ones included.
    pub fn input_value(&self, place: CellIndex) -> f32 {
        let source = self.source(place).and_then(|source| source.index(self.input));
        source.map_or(self.conv.padding_mode.constant(), |i| self.x[i])
    }
}
