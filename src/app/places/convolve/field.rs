//! The settings as numbers between bounds.

use super::{Convolve, Mode};
use crate::app::lab::setting::Settings;
use crate::app::lab::values::{fresh, kept};
use crate::app::lab::{Example, OutputSize, Rounding};
use crate::padding_mode::PaddingMode;
use crate::shape::Shape;

/// A setting that is a number. Axes: 0 rows, 1 columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Field {
    Length(usize),
    ChannelsIn,
    ChannelsOut,
    Kernel(usize),
    Stride(usize),
    Dilation(usize),
    /// Padding above or left.
    Before(usize),
    /// Padding below or right.
    After(usize),
    Groups,
    /// Rows or columns that a transposed convolution adds at the end.
    OutputPadding(usize),
}

pub(super) const MAX_LENGTH: usize = 64;
pub(super) const MAX_CHANNELS: usize = 4;
pub(super) const MAX_FILTERS: usize = 8;
pub(super) const MAX_OTHER: usize = 11;
/// Most rows, or columns, by which an input is moved.
pub const MAX_NUDGE: isize = 3;
/// Cells of an input with its padding, all channels together: all of them are worked out for every picture of it.
const MAX_CELLS: usize = 1 << 16;

impl Settings for Convolve {
    type Field = Field;

    fn get(&self, field: Field) -> usize {
        let window = |axis: usize| self.conv.window[axis];
        match field {
            Field::Length(0) => self.input.h,
            Field::Length(_) => self.input.w,
            Field::ChannelsIn => self.input.c,
            Field::ChannelsOut => self.conv.filters,
            Field::Kernel(axis) => window(axis).size,
            Field::Stride(axis) => window(axis).stride,
            Field::Dilation(axis) => window(axis).dilation,
            Field::Before(axis) => window(axis).before,
            Field::After(axis) => window(axis).after,
            Field::Groups => self.conv.groups,
            Field::OutputPadding(axis) => self.output_padding[axis],
        }
    }

    fn set(&mut self, field: Field, value: usize) {
        match field {
            Field::Length(0) => self.input.h = value,
            Field::Length(_) => self.input.w = value,
            Field::ChannelsIn => self.input.c = value,
            Field::ChannelsOut => self.conv.filters = value,
            Field::Groups => self.conv.groups = value,
            Field::Kernel(axis) => self.conv.window[axis].size = value,
            Field::Stride(axis) => self.conv.window[axis].stride = value,
            Field::Dilation(axis) => self.conv.window[axis].dilation = value,
            Field::Before(axis) => self.conv.window[axis].before = value,
            Field::After(axis) => self.conv.window[axis].after = value,
            Field::OutputPadding(axis) => self.output_padding[axis] = value,
        }
    }

    fn fits(&self) -> bool {
        let Shape { c, h, w } = self.input;
        let small = |shape: Shape| shape.c <= MAX_FILTERS && shape.h.max(shape.w) <= 3 * MAX_LENGTH;
        (1..=MAX_CHANNELS).contains(&c)
            && (1..=MAX_LENGTH).contains(&h)
            && (1..=MAX_LENGTH).contains(&w)
            && self.conv.window.iter().all(|window| {
                window.size.max(window.stride).max(window.dilation) <= MAX_OTHER
                    && window.before.max(window.after) <= MAX_LENGTH
            })
            && c * self.conv.window[0].padded(h) * self.conv.window[1].padded(w) <= MAX_CELLS
            && self.output().is_ok_and(small)
    }

    fn refitted(mut self, from: &Self) -> Option<Self> {
        if !self.fits() {
            return None;
        }
        let (upstream, biases) = (self.upstream_shape(), Shape::flat(self.conv.filters));
        let [x, weight, fresh_upstream] =
            fresh(self.seed, [self.input.len(), self.weights(), upstream.len()]);
        self.x = kept(&from.x, from.input, self.input, &x);
        self.weight = kept(&from.weight, from.kernels_shape(), self.kernels_shape(), &weight);
        self.bias = kept(&from.bias, Shape::flat(from.bias.len()), biases, &vec![0.0; biases.len()]);
        self.upstream = kept(&from.upstream, from.upstream_shape(), upstream, &fresh_upstream);
        self.at = self.at.min(self.steps() - 1);
        Some(self)
    }

    fn bare(&self) -> Self {
        Self { x: vec![], weight: vec![], bias: vec![], upstream: vec![], ..self.clone() }
    }

    fn limit(field: Field) -> usize {
        match field {
            Field::Length(_) => MAX_LENGTH,
            Field::ChannelsIn | Field::Groups => MAX_CHANNELS,
            Field::ChannelsOut => MAX_FILTERS,
            _ => MAX_OTHER,
        }
    }
}

impl Convolve {
    /// The same numbers in another mode, if it is possible with these settings.
    pub fn in_mode(&self, mode: Mode) -> Option<Self> {
        Self { mode, at: 0, ..self.clone() }.refitted(self)
    }

    /// How large the output is.
    pub fn output_size(&self) -> OutputSize {
        let output = self.fitting_output();
        OutputSize {
            input: [self.input.h, self.input.w],
            window: self.conv.window,
            output: [output.h, output.w],
            rounding: match self.mode {
                Mode::Transposed => Rounding::Transposed(self.output_padding),
                _ => Rounding::Floor,
            },
        }
    }

    /// Another way to fill the padding, with less padding where it does not reach as far.
    pub fn filled(&self, padding_mode: PaddingMode) -> Option<Self> {
        let mut to = self.clone();
        to.conv.padding_mode = padding_mode;
        for (window, len) in to.conv.window.iter_mut().zip([self.input.h, self.input.w]) {
            let max_padding = padding_mode.max_padding(len).unwrap_or(usize::MAX);
            (window.before, window.after) = (window.before.min(max_padding), window.after.min(max_padding));
        }
        to.refitted(self)
    }

    /// Padding by name: none, what keeps the size at stride 1, or all positions that touch the input.
    pub fn padded(&self, name: &str) -> Option<Self> {
        let mut to = self.clone();
        for window in &mut to.conv.window {
            let all = window.span() - 1;
            (window.before, window.after) = match name {
                "same" => (all / 2, all - all / 2),
                "full" => (all, all),
                _ => (0, 0),
            };
        }
        to.refitted(self)
    }
}
