//! What can be set.

use super::{Kind, Norms};
use crate::app::lab::setting::Settings;
use crate::app::lab::values::kept;
use crate::app::text::Text;
use crate::app::text::norms as text;
use crate::shape::Shape;

/// A size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Field {
    Samples,
    Features,
    /// Neighbours of the local response norm.
    Neighbours,
}

/// A number with a decimal point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Parameter {
    Eps,
    Momentum,
    Alpha,
    Beta,
    K,
}

impl Field {
    /// Its name.
    pub const fn name(self) -> Text {
        match self {
            Self::Samples => text::SAMPLES,
            Self::Features => text::FEATURES,
            Self::Neighbours => text::SIZE,
        }
    }

    /// The end of its stable name.
    pub fn id(self) -> String {
        format!("{self:?}").to_ascii_lowercase()
    }
}

impl Parameter {
    /// Its name.
    pub const fn name(self) -> Text {
        match self {
            Self::Eps => Text::of(text::EPS),
            Self::Momentum => text::MOMENTUM,
            Self::Alpha => Text::of(text::ALPHA),
            Self::Beta => Text::of(text::BETA),
            Self::K => Text::of(text::K),
        }
    }

    /// The end of its stable name.
    pub fn id(self) -> String {
        format!("{self:?}").to_ascii_lowercase()
    }

    /// The least and the largest value.
    pub const fn bounds(self) -> [f32; 2] {
        match self {
            Self::Eps => [0.0, 1.0],
            Self::Momentum => [0.0, 1.0],
            Self::Alpha | Self::Beta => [0.0, 10.0],
            Self::K => [0.001, 10.0],
        }
    }
}

impl Norms {
    /// The sizes that there are.
    pub fn fields(&self) -> Vec<Field> {
        let local = (self.kind == Kind::LocalResponse).then_some(Field::Neighbours);
        [Field::Samples, Field::Features].into_iter().chain(local).collect()
    }

    /// The numbers that there are.
    pub const fn parameters(&self) -> &'static [Parameter] {
        match self.kind {
            Kind::Batch => &[Parameter::Eps, Parameter::Momentum],
            Kind::Layer => &[Parameter::Eps],
            Kind::LocalResponse => &[Parameter::Alpha, Parameter::Beta, Parameter::K],
        }
    }

    /// A number.
    pub const fn parameter(&self, parameter: Parameter) -> f32 {
        match parameter {
            Parameter::Eps => self.eps,
            Parameter::Momentum => self.momentum,
            Parameter::Alpha => self.local.alpha,
            Parameter::Beta => self.local.beta,
            Parameter::K => self.local.k,
        }
    }

    /// The same with another number.
    pub fn with_parameter(&self, parameter: Parameter, value: f32) -> Self {
        let [least, largest] = parameter.bounds();
        let mut to = self.clone();
        *match parameter {
            Parameter::Eps => &mut to.eps,
            Parameter::Momentum => &mut to.momentum,
            Parameter::Alpha => &mut to.local.alpha,
            Parameter::Beta => &mut to.local.beta,
            Parameter::K => &mut to.local.k,
        } = value.clamp(least, largest);
        to
    }

    /// The batch as one channel of a grid.
    pub(super) const fn grid(&self) -> Shape {
        Shape { c: 1, h: self.samples, w: self.features }
    }

    /// Two numbers for each feature, as a grid.
    pub(super) const fn pairs(&self) -> Shape {
        Shape { c: 1, h: 2, w: self.features }
    }
}

impl Settings for Norms {
    type Field = Field;

    fn get(&self, field: Field) -> usize {
        match field {
            Field::Samples => self.samples,
            Field::Features => self.features,
            Field::Neighbours => self.local.size,
        }
    }

    fn set(&mut self, field: Field, value: usize) {
        *match field {
            Field::Samples => &mut self.samples,
            Field::Features => &mut self.features,
            Field::Neighbours => &mut self.local.size,
        } = value;
    }

    fn fits(&self) -> bool {
        let inside = |field: Field| (1..=Self::limit(field)).contains(&self.get(field));
        [Field::Samples, Field::Features, Field::Neighbours].into_iter().all(inside)
    }

    /// New samples repeat the numbers that examples begin with.
    fn refitted(self, from: &Self) -> Option<Self> {
        if !self.fits() {
            return None;
        }
        let (grid, pairs) = (self.grid(), self.pairs());
        let fresh: Vec<f32> = (0..grid.len()).map(|i| ((5 * i + 3) % 9) as f32).collect();
        let beginning = |[first, second]: [f32; 2]| [vec![first; pairs.w], vec![second; pairs.w]].concat();
        Some(Self {
            x: kept(&from.x, from.grid(), grid, &fresh),
            scale_shift: kept(&from.scale_shift, from.pairs(), pairs, &beginning([1.0, 0.0])),
            running: kept(&from.running, from.pairs(), pairs, &beginning([0.0, 1.0])),
            at: self.at.min(grid.len() - 1),
            ..self
        })
    }

    fn bare(&self) -> Self {
        Self { x: vec![], scale_shift: vec![], running: vec![], ..self.clone() }
    }

    fn limit(field: Field) -> usize {
        match field {
            Field::Samples | Field::Features => 8,
            Field::Neighbours => 9,
        }
    }
}
