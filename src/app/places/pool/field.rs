//! The settings as numbers between bounds. The bounds come from the operation's own predicate, so that nothing
//! impossible can be chosen.

use super::{Kind, Mode, Pooling, fresh};
use crate::app::places::convolve::kept;
use crate::layers::Op;
use crate::shape::Shape;

/// A setting that is a number. Axes: 0 rows, 1 columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Rows or columns of the input.
    Length(usize),
    /// Channels.
    Channels,
    /// Rows or columns of the window.
    Kernel(usize),
    /// Stride.
    Stride(usize),
    /// Padding on either side.
    Padding(usize),
}

/// Longest axis of the input.
const LONGEST: usize = 16;
/// Most channels.
const CHANNELS: usize = 3;
/// Largest of every other setting.
const LARGEST: usize = 8;
/// How far the input can be moved.
const FARTHEST: isize = 3;

impl Pooling {
    /// A setting's value.
    pub fn get(&self, field: Field) -> usize {
        match field {
            Field::Length(0) => self.input.h,
            Field::Length(_) => self.input.w,
            Field::Channels => self.input.c,
            Field::Kernel(axis) => self.window[axis].size,
            Field::Stride(axis) => self.window[axis].stride,
            Field::Padding(axis) => self.window[axis].before,
        }
    }

    /// The same pool with another value of a setting; `None` if that is impossible. Numbers that have a place in both
    /// stay; new places are filled from the seed.
    pub fn with(&self, field: Field, value: usize) -> Option<Self> {
        self.set(field, value).refitted(self)
    }

    /// Another value of a setting, and the numbers left as they are.
    fn set(&self, field: Field, value: usize) -> Self {
        let mut to = self.clone();
        match field {
            Field::Length(0) => to.input.h = value,
            Field::Length(_) => to.input.w = value,
            Field::Channels => to.input.c = value,
            Field::Kernel(axis) => to.window[axis].size = value,
            Field::Stride(axis) => to.window[axis].stride = value,
            Field::Padding(axis) => to.window[axis] = to.window[axis].padding(value),
        }
        to
    }

    /// Whether the operation can be done, and is small enough to be shown.
    fn fits(&self) -> bool {
        let Shape { c, h, w } = self.input;
        let windows = self.window.iter();
        (1..=CHANNELS).contains(&c)
            && (1..=LONGEST).contains(&h)
            && (1..=LONGEST).contains(&w)
            && windows.clone().all(|w| w.size.max(w.stride).max(w.before) <= LARGEST)
            && windows.clone().all(|w| w.dilation == 1 && w.before == w.after)
            // Also where the windows rest, as in a global average: they come back with the next kind.
            && self.pool().output(&[self.input]).is_ok()
    }

    /// This pool, if it fits, with the numbers of `from`.
    pub(super) fn refitted(mut self, from: &Self) -> Option<Self> {
        if !self.fits() {
            return None;
        }
        let kernel = |pooling: &Self| Shape::new(1, pooling.window[0].size, pooling.window[1].size);
        let output = self.fitting_output();
        let [x, weight, upstream] = fresh(self.seed, [self.input.len(), kernel(&self).len(), output.len()]);
        self.x = kept(&from.x, from.input, self.input, &x);
        self.weight = kept(&from.weight, kernel(from), kernel(&self), &weight);
        self.upstream = kept(&from.upstream, from.fitting_output(), output, &upstream);
        self.at = self.at.min(self.steps() - 1);
        Some(self)
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
        Self { nudge: nudge.map(|by| by.clamp(-FARTHEST, FARTHEST)), ..self.clone() }
    }

    /// The least and the largest possible value of a setting.
    pub fn bounds(&self, field: Field) -> (usize, usize) {
        // Whether it fits does not depend on the numbers.
        let bare = Self { x: vec![], weight: vec![], upstream: vec![], ..self.clone() };
        let possible: Vec<usize> = (0..=LONGEST).filter(|&value| bare.set(field, value).fits()).collect();
        let now = self.get(field);
        (possible.first().copied().unwrap_or(now), possible.last().copied().unwrap_or(now))
    }

    /// The possible value of a setting that is nearest to `value` in its direction.
    pub fn nearest(&self, field: Field, value: usize) -> Option<Self> {
        let (now, value) = (self.get(field), value.min(LONGEST));
        self.with(field, value).or_else(|| match value > now {
            true => (now + 1..value).rev().find_map(|value| self.with(field, value)),
            false => (value..now).find_map(|value| self.with(field, value)),
        })
    }
}
