//! The settings as numbers between bounds. The bounds come from the operation's own predicate, so that nothing
//! impossible can be chosen.

use super::{Convolve, Mode, numbers};
use crate::padding_mode::PaddingMode;
use crate::shape::Shape;

/// A setting that is a number. Axes: 0 rows, 1 columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Rows or columns of the input.
    Length(usize),
    /// Channels of the input.
    ChannelsIn,
    /// Filters.
    ChannelsOut,
    /// Rows or columns of the kernel.
    Kernel(usize),
    /// Stride.
    Stride(usize),
    /// Dilation.
    Dilation(usize),
    /// Padding above or left.
    Before(usize),
    /// Padding below or right.
    After(usize),
    /// Groups.
    Groups,
    /// Rows or columns that a transposed convolution adds at the end.
    OutputPadding(usize),
}

/// Longest axis of the input.
const LONGEST: usize = 64;
/// Most channels on either side.
const CHANNELS: usize = 4;
/// Largest of every other setting.
const LARGEST: usize = 11;

impl Convolve {
    /// A setting's value.
    pub fn get(&self, field: Field) -> usize {
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

    /// The same convolution with another value of a setting; `None` if that is impossible. Numbers that have a place in
    /// both stay; new places are filled from the seed.
    pub fn with(&self, field: Field, value: usize) -> Option<Self> {
        self.set(field, value).refitted(self)
    }

    /// Another value of a setting, and the numbers left as they are.
    fn set(&self, field: Field, value: usize) -> Self {
        let mut to = self.clone();
        match field {
            Field::Length(0) => to.input.h = value,
            Field::Length(_) => to.input.w = value,
            Field::ChannelsIn => to.input.c = value,
            Field::ChannelsOut => to.conv.filters = value,
            Field::Groups => to.conv.groups = value,
            Field::Kernel(axis) => to.conv.window[axis].size = value,
            Field::Stride(axis) => to.conv.window[axis].stride = value,
            Field::Dilation(axis) => to.conv.window[axis].dilation = value,
            Field::Before(axis) => to.conv.window[axis].before = value,
            Field::After(axis) => to.conv.window[axis].after = value,
            Field::OutputPadding(axis) => to.output_padding[axis] = value,
        }
        to
    }

    /// Whether the operation can be done, and is small enough to be shown.
    fn fits(&self) -> bool {
        let Shape { c, h, w } = self.input;
        let small = |shape: Shape| shape.c <= CHANNELS && shape.h.max(shape.w) <= 3 * LONGEST;
        (1..=CHANNELS).contains(&c)
            && (1..=LONGEST).contains(&h)
            && (1..=LONGEST).contains(&w)
            && self
                .conv
                .window
                .iter()
                .all(|window| window.size.max(window.stride).max(window.dilation) <= LARGEST)
            && self.output().is_ok_and(small)
    }

    /// This convolution, if it fits, with the numbers of `from`.
    pub(super) fn refitted(mut self, from: &Self) -> Option<Self> {
        if !self.fits() {
            return None;
        }
        let kernels = |c: &Self| {
            Shape::new(c.conv.filters * c.channels_per_group(), c.conv.window[0].size, c.conv.window[1].size)
        };
        let (upstream, biases) = (self.upstream_shape(), Shape::flat(self.conv.filters));
        self.x = kept(&from.x, from.input, self.input, &numbers(self.seed, 0, self.input.len(), 0, 9));
        self.weight =
            kept(&from.weight, kernels(from), kernels(&self), &numbers(self.seed, 1, self.weights(), -1, 1));
        self.bias = kept(&from.bias, Shape::flat(from.bias.len()), biases, &vec![0.0; biases.len()]);
        self.upstream = kept(
            &from.upstream,
            from.upstream_shape(),
            upstream,
            &numbers(self.seed, 2, upstream.len(), -2, 2),
        );
        self.at = self.at.min(self.steps() - 1);
        Some(self)
    }

    /// The same numbers in another mode, if it is possible with these settings.
    pub fn in_mode(&self, mode: Mode) -> Option<Self> {
        Self { mode, at: 0, ..self.clone() }.refitted(self)
    }

    /// Another way to fill the padding, with less padding where it does not max_padding as far.
    pub fn filled(&self, padding_mode: PaddingMode) -> Option<Self> {
        let mut to = self.clone();
        to.conv.padding_mode = padding_mode;
        for (window, len) in to.conv.window.iter_mut().zip([self.input.h, self.input.w]) {
            let max_padding = padding_mode.max_padding(len).unwrap_or(usize::MAX);
            (window.before, window.after) = (window.before.min(max_padding), window.after.min(max_padding));
        }
        to.refitted(self)
    }

    /// The least and the largest possible value of a setting.
    pub fn bounds(&self, field: Field) -> (usize, usize) {
        let limit = match field {
            Field::Length(_) => LONGEST,
            Field::ChannelsIn | Field::ChannelsOut | Field::Groups => CHANNELS,
            _ => LARGEST,
        };
        // Whether it fits does not depend on the numbers.
        let bare = Self { x: vec![], weight: vec![], bias: vec![], upstream: vec![], ..self.clone() };
        let possible: Vec<usize> = (0..=limit).filter(|&value| bare.set(field, value).fits()).collect();
        let now = self.get(field);
        (possible.first().copied().unwrap_or(now), possible.last().copied().unwrap_or(now))
    }

    /// The possible value of a setting that is nearest to `value` in its direction.
    pub fn nearest(&self, field: Field, value: usize) -> Option<Self> {
        let now = self.get(field);
        self.with(field, value).or_else(|| match value > now {
            true => (now + 1..value).rev().find_map(|value| self.with(field, value)),
            false => (value..now).find_map(|value| self.with(field, value)),
        })
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

/// `values` of shape `from` in shape `to`: what has a place in both stays, the rest is taken from `fresh`.
pub(in crate::app) fn kept(values: &[f32], from: Shape, to: Shape, fresh: &[f32]) -> Vec<f32> {
    if from == to && values.len() == to.len() {
        return values.to_vec();
    }
    let mut kept = fresh.to_vec();
    for c in 0..from.c.min(to.c) {
        for y in 0..from.h.min(to.h) {
            for x in 0..from.w.min(to.w) {
                if let Some(&value) = values.get((c * from.h + y) * from.w + x) {
                    kept[(c * to.h + y) * to.w + x] = value;
                }
            }
        }
    }
    kept
}
