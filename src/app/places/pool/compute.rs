use super::{Kind, Mode, Pooling};
use crate::app::color::Palette;
use crate::app::figure::{Cell, Grid, range};
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

/// What moving the input changes, before and after the pool.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Nudged {
    pub x: Vec<f32>,
    pub y: Vec<f32>,
    pub input_changed: Vec<bool>,
    pub output_changed: Vec<bool>,
}

impl Nudged {
    /// How many are changed, and which part that is of all.
    pub fn count(changed: &[bool]) -> (usize, f32) {
        let count = changed.iter().filter(|changed| **changed).count();
        (count, count as f32 / changed.len().max(1) as f32)
    }
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
    pub fn nudged(&self) -> Nudged {
        let x = moved(&self.x, self.input, self.nudge);
        let changed = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| a != b).collect();
        let (before, y) = (self.run(&self.x, |run| run.y.clone()), self.run(&x, |run| run.y.clone()));
        Nudged { input_changed: changed(&self.x, &x), output_changed: changed(&before, &y), x, y }
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
        let run = LayerPass::forward(layer.op(), 1, &shapes, &x, &params, &[], Phase::Infer);
        take(&run.expect("only a pool that fits is ever made"))
    }
}

/// Values moved by rows and columns; zeros come in from outside.
fn moved(values: &[f32], shape: Shape, [rows, columns]: [isize; 2]) -> Vec<f32> {
    let Shape { h, w, .. } = shape;
    (0..values.len())
        .map(|i| {
            let row = (i / w % h).checked_add_signed(-rows).filter(|row| *row < h)?;
            let column = (i % w).checked_add_signed(-columns).filter(|column| *column < w)?;
            Some(values[i / (h * w) * h * w + row * w + column])
        })
        .map(Option::unwrap_or_default)
        .collect()
}
