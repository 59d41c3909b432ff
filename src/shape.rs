//! [`Shape`] of one sample, and [`ShapeError`]: why a layer cannot take the shapes it was given.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Channels × height × width of one sample, in numbers of values.
///
/// Values are `f32`, dense, row-major: value (c, y, x) of sample n lies at ((n·C + c)·H + y)·W + x.
///
/// ```
/// use convoscope::shape::Shape;
/// let shape = Shape::new(3, 28, 20);
/// assert_eq!((shape.len(), shape.area()), (1680, 560));
/// assert_eq!(shape.to_string(), "3 × 28 × 20");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Shape {
    /// Channels.
    pub c: usize,
    /// Height, in rows.
    pub h: usize,
    /// Width, in columns.
    pub w: usize,
}

impl Shape {
    /// A shape of `c` channels with `h` rows and `w` columns each.
    pub const fn new(c: usize, h: usize, w: usize) -> Self {
        Self { c, h, w }
    }

    /// A plain list of `n` values, as dense layers take and give: n × 1 × 1.
    pub const fn flat(n: usize) -> Self {
        Self::new(n, 1, 1)
    }

    /// How many values one sample holds.
    #[expect(clippy::len_without_is_empty, reason = "a planned shape is never empty")]
    pub const fn len(&self) -> usize {
        self.c * self.area()
    }

    /// How many values one channel holds.
    pub const fn area(&self) -> usize {
        self.h * self.w
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} × {} × {}", self.c, self.h, self.w)
    }
}

/// Why a layer cannot take the inputs it was given. The layer's place in the network is added by
/// [`PlanError`](crate::network::PlanError).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShapeError {
    /// The kind of layer, as [`Op::name`](crate::layers::Op::name) says it.
    pub layer: String,
    /// The shapes that came in.
    pub inputs: Vec<Shape>,
    /// What is wrong with them.
    pub reason: Reason,
}

/// What is wrong with a layer's inputs or settings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Reason {
    /// The layer joins another number of inputs.
    Inputs {
        /// How many it takes.
        expected: usize,
    },
    /// The window does not fit once into the padded input.
    DoesNotFit {
        /// Along which.
        axis: Axis,
        /// Padded length of the input along this axis.
        padded: usize,
        /// Cells from the first to the last tap of the window.
        span: usize,
    },
    /// This padding mode cannot reach that far outside the input.
    Padding {
        /// Cells asked for on one side.
        padding: usize,
        /// The most that this padding mode can give.
        largest: usize,
    },
    /// Channels cannot be divided into this many groups.
    Groups {
        /// The channels to divide.
        channels: usize,
        /// The groups asked for.
        groups: usize,
    },
    /// The inputs to be joined do not agree.
    Disagree,
    /// The shape has other dimensions than the layer was made for.
    Expected {
        /// The shape it was made for.
        expected: Shape,
    },
    /// A setting is outside its range.
    Setting {
        /// The setting's name.
        name: String,
        /// What it must be.
        must: Must,
    },
}

/// An axis of a map.
#[allow(missing_docs, reason = "the names say it themselves")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Axis {
    Height,
    Width,
}

/// What a setting must be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Must {
    /// 0 or more.
    AtLeast0,
    /// 1 or more.
    AtLeast1,
    /// More than 0.
    Above0,
    /// 0 or more, and less than 1.
    Below1,
    /// No padding is wider than half the window.
    HalfTheWindow,
    /// A dilated window must not miss the map with all of its taps.
    SeeACell,
    /// What is added to an output is less than what a step or the dilation skips.
    BelowTheStride,
    /// Padding must not take all of the output away.
    LeaveOutput,
    /// At least one code, and each as long as the input.
    Codes {
        /// How long that is.
        values: usize,
    },
    /// So many rows and columns.
    Size([usize; 2]),
}

impl std::error::Error for ShapeError {}
