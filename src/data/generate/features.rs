//! What a network is given of a point of the plane: its coordinates, and functions of them.

use std::f32::consts::TAU;

use serde::{Deserialize, Serialize};

/// A function of a point (x, y) whose coordinates are −1 to 1, as its values are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "their names are formulas")]
pub enum Feature {
    X,
    Y,
    XSquared,
    YSquared,
    Product,
    SinX,
    SinY,
}

impl Feature {
    /// Every feature.
    pub const ALL: [Self; 7] =
        [Self::X, Self::Y, Self::XSquared, Self::YSquared, Self::Product, Self::SinX, Self::SinY];

    /// Its name in links.
    pub const fn name(self) -> &'static str {
        match self {
            Self::X => "x",
            Self::Y => "y",
            Self::XSquared => "x2",
            Self::YSquared => "y2",
            Self::Product => "xy",
            Self::SinX => "sinx",
            Self::SinY => "siny",
        }
    }

    /// Its value at a point: sines have two periods from −1 to 1.
    pub fn value(self, [x, y]: [f32; 2]) -> f32 {
        match self {
            Self::X => x,
            Self::Y => y,
            Self::XSquared => x * x,
            Self::YSquared => y * y,
            Self::Product => x * y,
            Self::SinX => libm::sinf(TAU * x),
            Self::SinY => libm::sinf(TAU * y),
        }
    }
}

/// Some features of a point, at least one, in the order of [`Feature::ALL`].
///
/// ```
/// use convoscope::data::{Feature, Features};
/// let features = Features::default().toggled(Feature::Product);
/// assert_eq!(features.of([0.5, -1.0]).collect::<Vec<_>>(), [0.5, -1.0, -0.5]);
/// assert_eq!(Features::from_link(&features.to_link()), Some(features));
/// // The last one stays.
/// let one = Features::from_link("y").unwrap();
/// assert_eq!(one.toggled(Feature::Y), one);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Features(u8);

impl Default for Features {
    fn default() -> Self {
        Self::COORDINATES
    }
}

impl Features {
    /// x and y.
    pub const COORDINATES: Self = Self(0b11);

    /// Whether a feature is among them.
    pub const fn has(self, feature: Feature) -> bool {
        self.0 & (1 << feature as u8) != 0
    }

    /// The same with a feature more or without it, unless it is the only one.
    #[must_use]
    pub const fn toggled(self, feature: Feature) -> Self {
        let toggled = self.0 ^ (1 << feature as u8);
        if toggled == 0 { self } else { Self(toggled) }
    }

    /// How many there are.
    pub const fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Always false: there is at least one.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// All of them, in order.
    pub fn list(self) -> impl Iterator<Item = Feature> {
        Feature::ALL.into_iter().filter(move |feature| self.has(*feature))
    }

    /// Their values at a point.
    pub fn of(self, point: [f32; 2]) -> impl Iterator<Item = f32> {
        self.list().map(move |feature| feature.value(point))
    }

    /// As in "x.y.xy".
    pub fn to_link(self) -> String {
        self.list().map(Feature::name).collect::<Vec<_>>().join(".")
    }

    /// Reads what [`to_link`](Self::to_link) wrote; `None` for anything else.
    pub fn from_link(text: &str) -> Option<Self> {
        let named = |name| Feature::ALL.into_iter().find(|feature| feature.name() == name);
        let bits = text.split('.').try_fold(0, |bits, name| {
            let bit = 1 << named(name)? as u8;
            (bits & bit == 0).then_some(bits | bit)
        })?;
        Some(Self(bits))
    }
}
