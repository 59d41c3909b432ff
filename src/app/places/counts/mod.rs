//! The view Counts of Convolve: how many connections and weights dense, locally connected and convolutional layers have, what
//! dense layers cost, what pooling saves, and how flattening lines up rows. All counts are `u64`, which the bounds of the
//! settings do not exceed.

mod connections;
mod dense;
mod drawing;
mod example;
mod field;
mod flatten;
mod link;
mod pooling;
mod presets;

pub use connections::{Connections, connections};
pub use dense::{DenseCost, dense_costs};
pub use field::Field;
pub use pooling::{Saving, savings};
pub use presets::presets;

use crate::app::lab::Table;
use crate::app::text::Text;
use crate::app::text::counts as text;
use crate::layers::Op;
use crate::layers::conv::Conv;
use crate::shape::{Shape, ShapeError};

/// What is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Topic {
    /// Of the same input and output, by three kinds of layer.
    #[default]
    Connections,
    /// Of dense layers, one after the other.
    Dense,
    /// With and without a pool.
    Pooling,
    /// Where rows lie in a vector.
    Flatten,
}

impl Topic {
    /// All of them, as links name them and as the page does.
    pub const ALL: [(Self, &'static str, Text); 4] = [
        (Self::Connections, "connections", text::TOPICS[0]),
        (Self::Dense, "dense", text::TOPICS[1]),
        (Self::Pooling, "pooling", text::TOPICS[2]),
        (Self::Flatten, "flatten", text::TOPICS[3]),
    ];
}

/// An input and layers on it.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Counts {
    pub topic: Topic,
    pub input: Shape,
    pub filters: usize,
    pub kernel: usize,
    pub stride: usize,
    pub padding: usize,
    /// Units of dense layers, one after the other.
    pub units: Vec<usize>,
    /// Side and stride of the pool's window.
    pub pool: usize,
    pub at: usize,
}

/// Most dense layers.
pub const MAX_LAYERS: usize = 4;

impl Default for Counts {
    fn default() -> Self {
        presets()[0].example()
    }
}

impl Counts {
    /// The convolution.
    pub fn conv(&self) -> Conv {
        Conv::new(self.filters, self.kernel).stride(self.stride).padding(self.padding)
    }

    /// What comes out of the convolution.
    pub fn output(&self) -> Result<Shape, ShapeError> {
        self.conv().output(&[self.input])
    }

    /// The same, if its windows fit.
    fn fit(self) -> Result<Self, String> {
        let fits = match self.topic {
            Topic::Connections => self.output().is_ok(),
            Topic::Pooling => self.pool <= self.input.h.min(self.input.w),
            Topic::Dense | Topic::Flatten => true,
        };
        if fits { Ok(self) } else { Err(text::KERNEL_TOO_LARGE.to_string()) }
    }

    /// All counts.
    pub fn counted(&self) -> Table {
        match self.topic {
            Topic::Connections => connections::table(self),
            Topic::Dense => dense::table(self),
            Topic::Pooling => pooling::table(self),
            Topic::Flatten => flatten::table(self),
        }
    }
}

/// So many numbers.
fn count(shape: Shape) -> u64 {
    [shape.c, shape.h, shape.w].into_iter().map(|n| n as u64).product()
}

#[cfg(test)]
mod tests;
