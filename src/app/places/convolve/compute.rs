use super::field::MAX_NUDGE;
use super::{Convolve, Mode};
use crate::app::color::Palette;
use crate::app::figure::{Cell, Grid, range};
use crate::app::lab::Nudge;
use crate::layers::{LayerPass, Phase};
use crate::shape::Shape;

/// The results of a convolution, by the layers that also train.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Computed {
    pub output: Shape,
    pub y: Vec<f32>,
    /// What the timeline has accumulated, up to and with its present step: outputs, dL/dW, dL/dX, or the transposed
    /// output, as the mode says.
    pub accumulated: Vec<f32>,
}

impl Convolve {
    /// Computes the output, and the result as far as the timeline has come: the same pass, with everything that comes
    /// later set to zero.
    pub fn compute(&self) -> Computed {
        let output = self.fitting_output();
        let upstream = self.until_now(&self.upstream);
        match self.mode {
            Mode::Forward => {
                let y = self.run(&self.x, None).0;
                Computed { output, accumulated: y.clone(), y }
            }
            Mode::WeightGradient => {
                let (y, _, dweight) = self.run(&self.x, Some(&upstream));
                Computed { output, y, accumulated: self.applied(&dweight) }
            }
            Mode::InputGradient => {
                let (y, dx, _) = self.run(&self.x, Some(&upstream));
                Computed { output, y, accumulated: dx }
            }
            Mode::Transposed => {
                let (y, accumulated) =
                    (self.run(&self.x, None).0, self.run(&self.until_now(&self.x), None).0);
                Computed { output, y, accumulated }
            }
        }
    }

    /// Moves the input and computes what comes of it.
    pub fn nudged(&self) -> Nudge {
        let strides = self.conv.window.map(|window| window.stride);
        Nudge::of((&self.x, self.input), self.nudge, self.fitting_output(), strides, |x| self.run(x, None).0)
    }

    /// The input moved by this much, or as far as it can be.
    pub fn nudged_to(&self, nudge: [isize; 2]) -> Self {
        Self { nudge: nudge.map(|by| by.clamp(-MAX_NUDGE, MAX_NUDGE)), ..self.clone() }
    }

    /// The first channel of the input, or of the output, with those values framed that are marked.
    pub fn compared_grid(
        &self,
        testid: &str,
        name: &str,
        values: &[f32],
        is_output: bool,
        marked: &[bool],
    ) -> Grid {
        let shape = if is_output { self.fitting_output() } else { self.input };
        let (palette, range) = match is_output {
            true => (Palette::Activation, range(values, 1e-6)),
            false => (Palette::Ink, 2.0 * range(&self.x, 1e-6)),
        };
        let cells = values.iter().zip(marked).take(shape.area());
        let cells = cells.map(|(&value, &lit)| Cell { lit, ..Cell::new(value, palette, range) });
        Grid::new(testid.to_owned(), name.to_owned(), shape.w, cells)
    }

    /// The values up to and with the present step, and zeros.
    fn until_now(&self, values: &[f32]) -> Vec<f32> {
        values.iter().enumerate().map(|(i, &value)| if i <= self.at { value } else { 0.0 }).collect()
    }

    /// The output for `x`, and with an upstream gradient also dL/dx and dL/dweight.
    fn run(&self, x: &[f32], upstream: Option<&[f32]>) -> (Vec<f32>, Vec<f32>, Vec<f32>) {
        let layer = self.layer();
        let weight = self.applied(&self.weight);
        let weight = if self.mode == Mode::Transposed { self.by_input_channel(&weight) } else { weight };
        let params = [&weight[..], &self.bias].concat();
        let (shapes, x) = ([self.input], [x]);
        let Ok(run) = LayerPass::forward(layer.cpu_op(), 1, &shapes, &x, &params, &[], Phase::Infer) else {
            return (vec![], vec![], vec![]);
        };
        let Some(upstream) = upstream else { return (run.y, vec![], vec![]) };
        let mut gradients = run.backward(upstream);
        gradients.dparams.truncate(weight.len());
        (run.y.clone(), gradients.dx.swap_remove(0), gradients.dparams)
    }

    /// Kernels in the order of a transposed convolution: by input channel first, then by filter.
    pub(in crate::app) fn by_input_channel(&self, weight: &[f32]) -> Vec<f32> {
        let (taps, per_group) = (self.conv.taps_per_kernel(), self.channels_per_group());
        let filters = self.conv.filters / self.conv.groups;
        (0..self.input.c)
            .flat_map(|c| (0..filters).map(move |o| (c / per_group * filters + o, c % per_group)))
            .flat_map(|(o, c)| weight[(o * per_group + c) * taps..][..taps].to_vec())
            .collect()
    }
}
