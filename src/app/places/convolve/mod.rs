//! The place Convolve: one convolution in numbers, every one of them editable, forward and backward, step by step.
//!
//! What belongs in the link is [`Convolve`]; its results come from the layers that also train ([`Computed`]), and where
//! each value comes from is told by [`terms`](Convolve::terms).

mod bottleneck;
mod compute;
mod example;
mod field;
mod figure;
mod filters;
mod formula;
mod gradients;
mod kernels;
mod letters;
mod link;
mod matrix;
mod photograph;
mod picture;
mod pointed;
mod presets;
mod pytorch;
mod result;
mod scene;
mod symbols;
mod terms;
mod view;
mod ways;
mod zeros;

pub use bottleneck::{Bottleneck, Stage, total};
pub use compute::Computed;
pub use field::{Field, MAX_NUDGE};
pub use gradients::{Patch, Path, WeightGradient};
pub use letters::{Letters, Order};
pub use link::PADDING_MODES;
pub use matrix::Im2colView;
pub use photograph::Photograph;
pub use picture::{Picture, Sight, scaled};
pub use presets::presets;
pub use scene::scene;
pub use terms::{Target, Term};
pub use view::View;

use crate::app::lab::values::{CellIndex, fresh};
use crate::app::text::Text;
use crate::app::text::{convolve::TRANSPOSED, lab::FORWARD};
use crate::layers::conv::Conv;
use crate::layers::conv_transpose::ConvTranspose;
use crate::layers::{Layer, Op};
use crate::shape::{Shape, ShapeError};

/// What the timeline steps through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// One output value after the other.
    #[default]
    Forward,
    /// ∂L/∂W: each upstream value times its patch is added to the kernel's gradient.
    WeightGradient,
    /// ∂L/∂X: each upstream value times the kernel is added to the input's gradient.
    InputGradient,
    /// Each input value times the kernel is added to a larger output.
    Transposed,
}

impl Mode {
    /// All modes, as the link names them and as the page does.
    pub const ALL: [(Self, &'static str, Text); 4] = [
        (Self::Forward, "forward", FORWARD),
        (Self::WeightGradient, "dw", Text::of("∂L/∂W")),
        (Self::InputGradient, "dx", Text::of("∂L/∂X")),
        (Self::Transposed, "transposed", TRANSPOSED),
    ];
}

/// One convolution with its numbers, and how far the timeline has come.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Convolve {
    pub mode: Mode,
    pub input: Shape,
    /// The settings. Always with a bias, never with a connection table.
    pub conv: Conv,
    /// Rows and columns that a transposed convolution adds at the end.
    pub output_padding: [usize; 2],
    /// Whether the kernel is flipped before it is applied: convolution as mathematics means it.
    pub flip: bool,
    pub seed: u64,
    /// The input, c × h × w.
    pub x: Vec<f32>,
    /// The kernels, filters × channels/groups × h × w.
    pub weight: Vec<f32>,
    /// One for each filter.
    pub bias: Vec<f32>,
    /// dL/dy, as large as the output.
    pub upstream: Vec<f32>,
    pub at: usize,
    pub view: View,
    pub letters: Letters,
    /// Whether the input shows how many windows see each cell.
    pub counts_uses: bool,
    /// By how many rows and columns the input is moved, to see the map move along.
    pub nudge: [isize; 2],
    /// The learning rate of a step against the gradient; `None` for one with which the loss falls.
    pub rate: Option<f32>,
}

impl Default for Convolve {
    fn default() -> Self {
        presets()[0].example()
    }
}

impl Convolve {
    /// A convolution with numbers from `seed`; `None` if it does not fit.
    pub fn new(input: Shape, conv: Conv, seed: u64) -> Option<Self> {
        let conv = Conv { bias: true, connection_table: None, ..conv };
        let convolve = Self { input, bias: vec![0.0; conv.filters], conv, seed, ..Self::blank() };
        let outputs = convolve.output().ok()?.len();
        let [x, weight, upstream] = fresh(seed, [input.len(), convolve.weights(), outputs]);
        Some(Self { x, weight, upstream, ..convolve })
    }

    /// The layer that the mode is about.
    pub fn layer(&self) -> Layer {
        match self.mode {
            Mode::Transposed => Layer::ConvTranspose(ConvTranspose {
                filters: self.conv.filters,
                window: self.conv.window,
                output_padding: self.output_padding,
                groups: self.conv.groups,
                bias: true,
            }),
            _ => Layer::Conv(self.conv.clone()),
        }
    }

    /// Shape of what comes out, or why nothing can.
    pub fn output(&self) -> Result<Shape, ShapeError> {
        self.layer().op().output(&[self.input])
    }

    /// Shape of what comes out of a convolution that fits.
    pub fn fitting_output(&self) -> Shape {
        self.output().unwrap_or(Shape::flat(1))
    }

    /// Shape of what the timeline makes: the output, or a gradient, with a channel for each kernel or input channel.
    pub fn result_shape(&self) -> Shape {
        let [rows, columns] = self.conv.window.map(|window| window.size);
        match self.mode {
            Mode::Forward | Mode::Transposed => self.fitting_output(),
            Mode::InputGradient => self.input,
            Mode::WeightGradient => Shape::new(self.conv.filters * self.channels_per_group(), rows, columns),
        }
    }

    /// How many weights there are.
    pub fn weights(&self) -> usize {
        self.conv.filters * self.channels_per_group() * self.conv.taps_per_kernel()
    }

    /// Input channels that each filter sees.
    pub fn channels_per_group(&self) -> usize {
        self.input.c / self.conv.groups
    }

    /// Shape of the grid that the timeline walks over.
    pub fn stepped_grid(&self) -> Shape {
        if self.mode == Mode::Transposed { self.input } else { self.fitting_output() }
    }

    /// Channel, row and column of a step.
    pub fn cell_of_step(&self, step: usize) -> CellIndex {
        let shape = self.stepped_grid();
        CellIndex::of(step.min(shape.len() - 1), shape)
    }

    /// The step of a cell of the grid that the timeline walks over; `None` outside of it.
    pub fn step_of_cell(&self, cell: CellIndex) -> Option<usize> {
        cell.index(self.stepped_grid())
    }

    /// The weights as they are applied: flipped, if they are to be.
    pub fn applied(&self, weight: &[f32]) -> Vec<f32> {
        if !self.flip {
            return weight.to_vec();
        }
        weight
            .chunks_exact(self.conv.taps_per_kernel())
            .flat_map(|kernel| kernel.iter().rev().copied())
            .collect()
    }

    /// Shape of the upstream gradient: of the convolution's output, whatever the mode is.
    pub fn upstream_shape(&self) -> Shape {
        self.conv.output(&[self.input]).unwrap_or(Shape::new(0, 0, 0))
    }

    /// The same convolution with all of its numbers new.
    pub fn reseeded(&self) -> Self {
        let seed = self.seed.wrapping_add(1);
        let [x, weight, upstream] = fresh(seed, [self.x.len(), self.weight.len(), self.upstream.len()]);
        Self { seed, x, weight, upstream, ..self.clone() }
    }
}

#[cfg(test)]
mod tests;
