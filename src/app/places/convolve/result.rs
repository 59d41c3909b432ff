//! What the timeline makes, with the border that the padding crops.

use std::collections::HashSet;

use super::field::MAX_LENGTH;
use super::figure::{LEAST, Shown};
use super::{Convolve, Mode, Target};
use crate::app::color::Palette;
use crate::app::figure::{Cell, Look, Operand, OperandId, range};
use crate::app::lab::values::CellIndex;
use crate::app::text::{convolve as text, lab};
use crate::padding_mode::PaddingMode;
use crate::shape::Shape;

impl Convolve {
    /// The same without the padding that crops, so that the cropped cells belong to the result. `None` where nothing is
    /// cropped, or where that would be too large to be shown.
    pub(super) fn uncropped(&self) -> Option<Self> {
        let [rows, columns] = self.conv.window;
        let mut to = self.clone();
        match (self.mode, self.conv.padding_mode) {
            (Mode::Transposed, _) => {}
            // What is copied into the padding has a gradient there, which is added to that of its source.
            (Mode::InputGradient, PaddingMode::Constant(_)) => {
                to.input = Shape::new(self.input.c, rows.padded(self.input.h), columns.padded(self.input.w));
                to.x = vec![0.0; to.input.len()];
            }
            _ => return None,
        }
        for window in &mut to.conv.window {
            (window.before, window.after) = (0, 0);
        }
        let Shape { h, w, .. } = to.result_shape();
        let is_cropped = [h, w] != [self.result_shape().h, self.result_shape().w];
        (is_cropped && h.max(w) <= 3 * MAX_LENGTH).then_some(to)
    }
}

/// The result with its cropped cells: values as far as the timeline has come, and those that the step adds to.
struct Uncropped {
    shape: Shape,
    values: Vec<f32>,
    touched: HashSet<CellIndex>,
}

impl Shown<'_> {
    fn with_cropped(&self) -> Option<Uncropped> {
        let uncropped = self.convolve.uncropped()?;
        let products = uncropped.products_at(self.pointed);
        let cell = |(target, _)| match target {
            Target::Cell(place) => Some(place),
            Target::Weight { .. } => None,
        };
        Some(Uncropped {
            shape: uncropped.result_shape(),
            values: uncropped.compute().accumulated,
            touched: products.into_iter().filter_map(cell).collect(),
        })
    }

    /// What the timeline makes, as far as it has come. What the padding crops stands around it, dashed.
    pub(super) fn result(&self) -> Operand {
        let (convolve, shape) = (self.convolve, self.convolve.result_shape());
        let (id, title, testid, palette) = match convolve.mode {
            Mode::Forward | Mode::Transposed => {
                (OperandId::Output, lab::OUTPUT, "conv-output", Palette::Activation)
            }
            Mode::WeightGradient => {
                (OperandId::WeightGradient, text::WEIGHT_GRADIENT, "conv-dw", Palette::Gradient)
            }
            Mode::InputGradient => {
                (OperandId::InputGradient, lab::INPUT_GRADIENT, "conv-dx", Palette::Gradient)
            }
        };
        let forward = convolve.mode == Mode::Forward;
        let range = range(&self.computed.accumulated, LEAST);
        let result = |at: CellIndex, step: usize| {
            let target = convolve.target_at(at.channel, at.row as usize, at.column as usize);
            let later = forward && (step > convolve.at || self.hidden && step == convolve.at);
            let touched = self.targets.contains(&target);
            let value = self.computed.accumulated[step];
            Cell {
                look: if later { Look::Empty } else { Look::Plain },
                lit: touched || !self.pointed.is_used() && target == self.target,
                value: (!(later || self.hidden && touched)).then_some(value),
                ..Cell::new(value, palette, range)
                    .lettered(convolve.letters.shown.then(|| convolve.result_letter(target)))
            }
        };
        let now = convolve.cell_of_step(convolve.at).channel;
        let current = match convolve.mode {
            Mode::Forward => now,
            Mode::WeightGradient => now * convolve.channels_per_group(),
            Mode::InputGradient | Mode::Transposed => 0,
        };
        let Some(uncropped) = self.with_cropped() else {
            let cell = |step| result(CellIndex::of(step, shape), step);
            return Operand::of_shape(id, title, [testid, title.get()], shape, current, cell)
                .with(|grid| grid.pinnable = true);
        };
        let Uncropped { shape: all, values, touched } = uncropped;
        let first = convolve.conv.window.map(|window| -(window.before as isize));
        let cell = |i: usize| {
            let place = CellIndex::of(i, all);
            let inside = CellIndex { row: place.row + first[0], column: place.column + first[1], ..place };
            match inside.index(shape) {
                Some(step) => result(inside, step),
                None => {
                    let lit = touched.contains(&place);
                    let value = (!(self.hidden && lit)).then_some(values[i]);
                    Cell { value, lit, look: Look::Cropped, ..Cell::new(values[i], palette, range) }
                }
            }
        };
        let operand = Operand::of_shape(id, title, [testid, title.get()], all, current, cell);
        let size = text::cropped([all.h, all.w], [shape.h, shape.w]);
        Operand { size, ..operand }.with(|grid| (grid.first, grid.pinnable) = (first, true))
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::random_convolve;
    use super::*;
    use crate::app::lab::Example;
    use crate::random::Random;

    /// All products of the uncropped result are those that are kept and those that are cut, and inside both are the same.
    #[test]
    fn cropped_cells_hold_what_is_cut() {
        let mut random = Random::new(26);
        let mut checked = 0;
        for _ in 0..400 {
            let convolve = random_convolve(&mut random);
            let Some(uncropped) = convolve.uncropped() else { continue };
            let Some(step) = (convolve.at..convolve.steps()).next() else { continue };
            let (kept, cut) = (convolve.products_of_step(step).len(), convolve.cut_products(step));
            assert_eq!(uncropped.products_of_step(step).len(), kept + cut, "{convolve:?}");
            let (inner, outer) = (convolve.compute().accumulated, uncropped.compute().accumulated);
            let (small, large) = (convolve.result_shape(), uncropped.result_shape());
            let [rows, columns] = convolve.conv.window;
            for (i, value) in inner.iter().enumerate() {
                let CellIndex { channel, row, column } = CellIndex::of(i, small);
                let place = CellIndex {
                    channel,
                    row: row + rows.before as isize,
                    column: column + columns.before as isize,
                };
                let same = outer[place.index(large).unwrap()];
                assert!((value - same).abs() <= 1e-4 * same.abs().max(1.0), "{convolve:?}");
            }
            checked += 1;
        }
        assert!(checked > 30, "{checked}");
    }

    /// The cropped border is seen around the result, and the step lights as many cells as it has products.
    #[test]
    fn the_cropped_border_is_seen() {
        let edges = super::super::presets()[0].example();
        let backward = edges.padded("full").unwrap().in_mode(Mode::InputGradient).unwrap();
        let figure = backward.figure(&crate::app::lab::Pointer::at_step(0));
        let result = figure.operands.iter().find(|operand| operand.id == OperandId::InputGradient).unwrap();
        let grid = &result.grids[0];
        assert_eq!((grid.first, grid.columns), ([-2, -2], 10));
        assert_eq!(grid.cells.iter().filter(|cell| cell.lit).count(), 9);
        assert_eq!(result.size, "6×6, cropped from 10×10");
    }
}
