//! The settings as numbers between bounds.

use super::{Kind, Mode, Pooling};
use crate::app::lab::Example;
use crate::app::lab::setting::Settings;
use crate::app::lab::values::{fresh, kept};
use crate::layers::Op;
use crate::shape::Shape;

/// A setting that is a number. Axes: 0 rows, 1 columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Field {
    Length(usize),
    Channels,
    Kernel(usize),
    Stride(usize),
    /// Padding on either side.
    Padding(usize),
}

pub(super) const MAX_LENGTH: usize = 16;
pub(super) const MAX_CHANNELS: usize = 3;
pub(super) const MAX_OTHER: usize = 8;
/// Most rows, or columns, by which an input is moved.
pub const MAX_NUDGE: isize = 3;

impl Settings for Pooling {
    type Field = Field;

    fn get(&self, field: Field) -> usize {
        match field {
            Field::Length(0) => self.input.h,
            Field::Length(_) => self.input.w,
            Field::Channels => self.input.c,
            Field::Kernel(axis) => self.window[axis].size,
            Field::Stride(axis) => self.window[axis].stride,
            Field::Padding(axis) => self.window[axis].before,
        }
    }

    fn set(&mut self, field: Field, value: usize) {
        match field {
            Field::Length(0) => self.input.h = value,
            Field::Length(_) => self.input.w = value,
            Field::Channels => self.input.c = value,
            Field::Kernel(axis) => self.window[axis].size = value,
            Field::Stride(axis) => self.window[axis].stride = value,
            Field::Padding(axis) => self.window[axis] = self.window[axis].padding(value),
        }
    }

    fn fits(&self) -> bool {
        let Shape { c, h, w } = self.input;
        let windows = self.window.iter();
        (1..=MAX_CHANNELS).contains(&c)
            && (1..=MAX_LENGTH).contains(&h)
            && (1..=MAX_LENGTH).contains(&w)
            && windows.clone().all(|w| w.size.max(w.stride).max(w.before) <= MAX_OTHER)
            && windows.clone().all(|w| w.dilation == 1 && w.before == w.after)
            // Also where the windows rest, as in a global average: they come back with the next kind.
            && self.pool().output(&[self.input]).is_ok()
    }

    fn refitted(mut self, from: &Self) -> Option<Self> {
        if !self.fits() {
            return None;
        }
        let output = self.fitting_output();
        let [x, weight, upstream] =
            fresh(self.seed, [self.input.len(), self.kernel_shape().len(), output.len()]);
        self.x = kept(&from.x, from.input, self.input, &x);
        self.weight = kept(&from.weight, from.kernel_shape(), self.kernel_shape(), &weight);
        self.upstream = kept(&from.upstream, from.fitting_output(), output, &upstream);
        self.at = self.at.min(self.steps() - 1);
        Some(self)
    }

    fn bare(&self) -> Self {
        Self { x: vec![], weight: vec![], upstream: vec![], ..self.clone() }
    }

    fn limit(_: Field) -> usize {
        MAX_LENGTH
    }
}

impl Pooling {
    /// Shape of the kernel to compare with.
    pub(super) fn kernel_shape(&self) -> Shape {
        let [rows, columns] = self.window.map(|window| window.size);
        Shape::new(1, rows, columns)
    }

    /// The same numbers in another mode.
    pub fn in_mode(&self, mode: Mode) -> Self {
        Self { mode, at: 0, ..self.clone() }
    }

    /// The same numbers, with something else made of what the windows see.
    pub fn of_kind(&self, kind: Kind) -> Self {
        Self { kind, ..self.clone() }.refitted(self).unwrap_or_else(|| self.clone())
    }

    /// The same pool, rounding its positions up or down; `None` if that is impossible.
    pub fn rounding(&self, ceil: bool) -> Option<Self> {
        Self { ceil_mode: ceil, ..self.clone() }.refitted(self)
    }

    /// The input moved by this much, or as far as it can be.
    pub fn nudged_to(&self, nudge: [isize; 2]) -> Self {
        Self { nudge: nudge.map(|by| by.clamp(-MAX_NUDGE, MAX_NUDGE)), ..self.clone() }
    }
}
