//! The place Pool: one pool in numbers, every one of them editable, forward and backward, step by step; beside it a
//! convolution with the same windows, and what a nudge of the input leaves unchanged.
//!
//! What belongs in the link is [`Pooling`]; its results come from the layers that also train ([`Computed`]), and where
//! each value comes from is told by [`parts`](Pooling::parts).

mod compute;
mod example;
mod field;
mod figure;
mod formula;
mod link;
mod parts;
mod presets;
mod pytorch;
mod symbols;

pub use compute::Computed;
pub use field::{Field, MAX_NUDGE};

pub use parts::{Part, Routed};
pub use presets::presets;

use crate::app::lab::setting::Settings;
use crate::app::lab::values::{CellIndex, fresh};
use crate::app::text::Text;
use crate::app::text::{lab::FORWARD, pool as text};
use crate::layers::conv::Conv;
use crate::layers::global_avg_pool::GlobalAvgPool;
use crate::layers::pool::{Pool, PoolKind};
use crate::layers::{Layer, Op};
use crate::padding_mode::PaddingMode;
use crate::shape::{Shape, ShapeError};
use crate::window::Window;

/// What becomes of the values that a window sees.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Kind {
    #[default]
    Max,
    /// The average; padded cells count as zeros.
    Average,
    /// The average of what lies on the input.
    AverageInside,
    Global,
    /// A weighted sum: a convolution of each channel on its own, to compare with.
    Convolution,
}

impl Kind {
    /// All kinds, as the link names them and as the page does.
    pub const ALL: [(Self, &'static str, Text); 5] = [
        (Self::Max, "max", text::MAX_KIND),
        (Self::Average, "average", text::AVERAGE),
        (Self::AverageInside, "average-inside", text::AVERAGE_INSIDE),
        (Self::Global, "global", text::GLOBAL),
        (Self::Convolution, "convolution", text::CONVOLUTION),
    ];
}

/// What the timeline steps through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// One output value after the other.
    #[default]
    Forward,
    /// ∂L/∂X: each upstream value goes back to the cells that it came from.
    Gradient,
}

impl Mode {
    /// All modes, as the link names them and as the page does.
    pub const ALL: [(Self, &'static str, Text); 2] =
        [(Self::Forward, "forward", FORWARD), (Self::Gradient, "gradient", Text::of("∂L/∂X"))];
}

/// One pool with its numbers, and how far the timeline has come.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Pooling {
    pub mode: Mode,
    pub kind: Kind,
    pub input: Shape,
    /// How rows and columns are swept: as much padding before as after, no dilation. A global average has no use for it.
    pub window: [Window; 2],
    /// Keeps the last window where it begins on the input but reaches beyond the padding.
    pub ceil_mode: bool,
    pub seed: u64,
    /// The input, c × h × w.
    pub x: Vec<f32>,
    /// The kernel of the convolution to compare with, the same for each channel.
    pub weight: Vec<f32>,
    /// dL/dy, as large as the output.
    pub upstream: Vec<f32>,
    /// By how many rows and columns the input is moved, to see what changes.
    pub nudge: [isize; 2],
    pub at: usize,
}

impl Default for Pooling {
    fn default() -> Self {
        presets()[0].example()
    }
}

impl Pooling {
    /// A pool with numbers from `seed`; `None` if it does not fit.
    pub fn new(input: Shape, kind: Kind, window: [Window; 2], ceil: bool, seed: u64) -> Option<Self> {
        let bare = Self { kind, input, window, ceil_mode: ceil, seed, ..Self::blank() };
        bare.clone().refitted(&bare)
    }

    /// The pool with these windows, whatever is done with what they see.
    fn pool(&self) -> Pool {
        let kind = match self.kind {
            Kind::Max => PoolKind::Max,
            kind => PoolKind::Average { count_padding: kind != Kind::AverageInside },
        };
        Pool { kind, window: self.window, ceil_mode: self.ceil_mode }
    }

    /// The layer.
    pub fn layer(&self) -> Layer {
        match self.kind {
            Kind::Global => Layer::GlobalAvgPool(GlobalAvgPool),
            Kind::Convolution => Layer::Conv(Conv {
                filters: self.input.c,
                window: self.pool().swept(self.input),
                padding_mode: PaddingMode::ZERO,
                groups: self.input.c,
                bias: false,
                connection_table: None,
            }),
            _ => Layer::Pool(self.pool()),
        }
    }

    /// Shape of what comes out, or why nothing can.
    pub fn output(&self) -> Result<Shape, ShapeError> {
        match self.kind {
            Kind::Global => GlobalAvgPool.output(&[self.input]),
            _ => self.pool().output(&[self.input]),
        }
    }

    /// Shape of what comes out of a pool that fits.
    pub fn fitting_output(&self) -> Shape {
        self.output().unwrap_or(Shape::flat(1))
    }

    /// The windows as they are swept, with what `ceil` adds written as padding.
    pub fn swept(&self) -> [Window; 2] {
        self.layer().op().window(&[self.input]).unwrap_or(self.window)
    }

    /// Channel, row and column of the output that a step is about.
    pub fn cell_of_step(&self, step: usize) -> CellIndex {
        let shape = self.fitting_output();
        CellIndex::of(step.min(shape.len() - 1), shape)
    }

    /// One sentence about what there is to learn.
    pub fn lesson(&self) -> String {
        match self.kind {
            Kind::Convolution => text::learned(self.weight.len()),
            _ => text::NOTHING_TO_LEARN.to_string(),
        }
    }

    /// The same pool with all of its numbers new.
    pub fn reseeded(&self) -> Self {
        let seed = self.seed.wrapping_add(1);
        let [x, weight, upstream] = fresh(seed, [self.input.len(), self.weight.len(), self.upstream.len()]);
        Self { seed, x, weight, upstream, ..self.clone() }
    }
}

#[cfg(test)]
mod tests;
