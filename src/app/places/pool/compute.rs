use std::collections::HashMap;

use super::{Kind, Mode, Pooling};
use crate::app::color::Palette;
use crate::app::figure::{Cell, Grid, range};
use crate::app::lab::Nudge;
use crate::layers::{LayerPass, Phase};
use crate::shape::Shape;

/// The results of a pool, by the layers that also train.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Computed {
    pub output: Shape,
    pub y: Vec<f32>,
    /// What the timeline has accumulated, up to and with its present step: dL/dX, or all of the output.
    pub accumulated: Vec<f32>,
    /// For each output value the index, within its channel, of the input cell that won; empty unless it is a maximum.
    pub winners: Vec<usize>,
}

impl Pooling {
    /// Computes the output, and the result as far as the timeline has come: the same pass, with everything that comes
    /// later set to zero.
    pub fn compute(&self) -> Computed {
        let until_now = |(i, &value): (usize, &f32)| if i <= self.at { value } else { 0.0 };
        let upstream: Vec<f32> = self.upstream.iter().enumerate().map(until_now).collect();
        self.run(&self.x, |run| Computed {
            output: run.output,
            y: run.y.clone(),
            accumulated: match self.mode {
                Mode::Forward => run.y.clone(),
                Mode::Gradient => run.backward(&upstream).dx.swap_remove(0),
            },
            winners: run.saved.iter().map(|&index| index as usize).collect(),
        })
    }

    /// Moves the input and computes what comes of it.
    pub fn nudged(&self) -> Nudge {
        let strides = self.swept().map(|window| window.stride);
        Nudge::of((&self.x, self.input), self.nudge, self.fitting_output(), strides, |x| {
            self.run(x, |run| run.y.clone())
        })
    }

    /// Another input with the same output: what a pool does not keep. `None` if none is found.
    pub fn another_input(&self) -> Option<Vec<f32>> {
        let same = |x: &[f32]| {
            let y = |x: &[f32]| self.run(x, |run| run.y.clone());
            y(x).iter().zip(y(&self.x)).all(|(a, b)| (a - b).abs() <= 1e-5 * b.abs().max(1.0))
        };
        // Cells that the same windows see are alike: their values in reverse have the same maximum and the same mean.
        let computed = self.compute();
        let mut windows = vec![Vec::new(); self.x.len()];
        for step in 0..self.fitting_output().len() {
            let cells = self.parts(&computed, step).into_iter().filter_map(|part| self.index(part.cell));
            cells.for_each(|cell| windows[cell].push(step));
        }
        let mut alike: HashMap<&[usize], Vec<usize>> = HashMap::new();
        windows.iter().enumerate().for_each(|(cell, steps)| alike.entry(steps).or_default().push(cell));
        let mut reversed = self.x.clone();
        for cells in alike.values() {
            cells.iter().zip(cells.iter().rev()).for_each(|(to, from)| reversed[*to] = self.x[*from]);
        }
        if reversed != self.x && same(&reversed) {
            return Some(reversed);
        }
        // Each value that does not matter is another one.
        let mut other = self.x.clone();
        for i in 0..other.len() {
            let before = std::mem::replace(&mut other[i], self.x[i] - 1.0);
            if !same(&other) {
                other[i] = before;
            }
        }
        (other != self.x).then_some(other)
    }

    /// The first channel of the input or of the output, with those values framed that changed.
    pub fn compared_grid(
        &self,
        testid: &str,
        name: &str,
        values: &[f32],
        is_output: bool,
        changed: &[bool],
    ) -> Grid {
        let shape = if is_output { self.fitting_output() } else { self.input };
        let (palette, range) = match is_output {
            true => self.output_palette(values),
            false => (Palette::Ink, 2.0 * range(&self.x, 1.0)),
        };
        let cells = values.iter().zip(changed).take(shape.area());
        let cells = cells.map(|(&value, &lit)| Cell { lit, ..Cell::new(value, palette, range) });
        Grid::new(testid.to_owned(), name.to_owned(), shape.w, cells)
    }

    /// The layer on input `x`.
    fn run<T>(&self, x: &[f32], take: impl FnOnce(&LayerPass) -> T) -> T {
        let layer = self.layer();
        let params = if self.kind == Kind::Convolution { self.weight.repeat(self.input.c) } else { vec![] };
        let (shapes, x) = ([self.input], [x]);
        let run = LayerPass::forward(layer.cpu_op(), 1, &shapes, &x, &params, &[], Phase::Infer);
        take(&run.expect("only a pool that fits is ever made"))
    }
}
