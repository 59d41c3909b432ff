//! Two-dimensional convolution, as deep learning means it (cross-correlation: the kernel is not flipped).
//!
//! y\[o\]\[i\]\[j\] = bias\[o\] + Σ_c Σ_u Σ_v weight\[o\]\[c\]\[u\]\[v\] · x̃\[c\]\[i·s + u·d\]\[j·s + v·d\], where x̃ is the padded
//! input, s the stride, d the dilation, and c runs over the input channels of o's group. C × H × W in,
//! filters × positions × positions out; weight filters × C/groups × h × w, bias filters (LeCun et al., "Gradient-based
//! learning applied to document recognition", 1998).
//!
//! A NaN or ±∞ in the input reaches the outputs whose windows see it, and the gradients of the weights that met it. One in a
//! channel that a connection table leaves out, or in a weight over padding, is multiplied by 0, which gives NaN.
//!
//! ```
//! use convoscope::layers::{Phase, LayerPass, conv::Conv};
//! use convoscope::shape::Shape;
//! // The 3 × 3 input and the 2 × 2 kernel 1 0 / 0 1: each output is the sum of a diagonal.
//! let (shapes, x): ([Shape; 1], [&[f32]; 1]) = ([Shape::new(1, 3, 3)], [&[1., 2., 3., 4., 5., 6., 7., 8., 9.]]);
//! let params = [1.0, 0.0, 0.0, 1.0, /* bias */ 0.5];
//! let conv = Conv::new(1, 2);
//! let run = LayerPass::forward(&conv, 1, &shapes, &x, &params, &[], Phase::Infer)?;
//! assert_eq!(run.y, [1. + 5. + 0.5, 2. + 6. + 0.5, 4. + 8. + 0.5, 5. + 9. + 0.5]);
//! # Ok::<(), convoscope::shape::ShapeError>(())
//! ```

use serde::{Deserialize, Serialize};

use super::{Backward, CpuForward, CpuOp, Forward, GpuOp, Op, Param, one_input, pad, product, shape_error};
use crate::padding_mode::PaddingMode;
use crate::program::Program;
use crate::shape::{Must, Reason, Shape, ShapeError};
use crate::window::Window;

pub(super) mod cpu;
mod describe;
mod gpu;
pub(super) mod im2col;
pub mod naive;
mod taps;

pub(super) use gpu::ConvGeometry;
pub use taps::Tap;

/// A convolution.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Conv {
    /// Number of filters: of output channels.
    pub filters: usize,
    /// How the kernel is swept over rows and columns.
    pub window: [Window; 2],
    /// Where padded cells take their values from.
    #[serde(alias = "fill")]
    pub padding_mode: PaddingMode,
    /// Input and output channels are divided into this many groups that do not see each other; as many as channels
    /// make a depthwise convolution.
    pub groups: usize,
    /// Whether a bias is added.
    pub bias: bool,
    /// Which input channels each filter sees, as in LeNet-5's C3; `None`: all. The weights of missing connections are
    /// stored, but count for nothing and stay as they are.
    #[serde(alias = "table")]
    pub connection_table: Option<Vec<Vec<bool>>>,
}

impl Conv {
    /// `filters` filters of `size` × `size`, stride 1, no padding, with bias.
    pub const fn new(filters: usize, size: usize) -> Self {
        Self {
            filters,
            window: [Window::new(size); 2],
            padding_mode: PaddingMode::ZERO,
            groups: 1,
            bias: true,
            connection_table: None,
        }
    }

    /// The same convolution with `padding` cells on all sides.
    pub fn padding(self, padding: usize) -> Self {
        Self { window: self.window.map(|window| window.padding(padding)), ..self }
    }

    /// The same convolution with another stride.
    pub fn stride(self, stride: usize) -> Self {
        Self { window: self.window.map(|window| window.stride(stride)), ..self }
    }

    /// Taps of one kernel.
    pub const fn taps_per_kernel(&self) -> usize {
        self.window[0].size * self.window[1].size
    }

    /// Whether `filter` sees input channel `channel` of its group.
    pub fn connected(&self, filter: usize, channel: usize) -> bool {
        self.connection_table.as_ref().is_none_or(|table| table[filter][channel])
    }

    /// Kernels that exist: one for each filter and channel that it sees.
    fn kernels(&self, channels: usize) -> usize {
        match &self.connection_table {
            Some(table) => table.iter().flatten().filter(|&&connected| connected).count(),
            None => self.filters.saturating_mul(channels / self.groups),
        }
    }
}

impl Op for Conv {
    fn name(&self) -> &'static str {
        "conv"
    }

    fn output(&self, inputs: &[Shape]) -> Result<Shape, ShapeError> {
        let shape = one_input(self, inputs)?;
        let fail = |reason| Err(shape_error(self, inputs, reason));
        for (name, value) in [("filters", self.filters), ("groups", self.groups)] {
            if value == 0 {
                return fail(Reason::Setting { name: name.into(), must: Must::AtLeast1 });
            }
        }
        for channels in [shape.c, self.filters] {
            if channels % self.groups != 0 {
                return fail(Reason::Groups { channels, groups: self.groups });
            }
        }
        if let Some(table) = &self.connection_table {
            let per_group = shape.c / self.groups;
            if table.len() != self.filters || table.iter().any(|row| row.len() != per_group) {
                let must = Must::Size([self.filters, per_group]);
                return fail(Reason::Setting { name: "connection table".into(), must });
            }
        }
        let [rows, columns] = super::positions(self, inputs, self.window)?;
        pad::check(self, inputs, self.padding_mode, self.window)?;
        Ok(Shape::new(self.filters, rows, columns))
    }

    fn params(&self, inputs: &[Shape]) -> Vec<Param> {
        let [rows, columns] = self.window;
        let (channels, taps) = (inputs[0].c / self.groups, self.taps_per_kernel());
        let count = self.kernels(inputs[0].c).saturating_mul(taps);
        // On average, where filters see different numbers of channels; one that sees none has no weight to begin with.
        let fan_in = count.div_ceil(self.filters).max(1);
        let dims = vec![self.filters, channels, rows.size, columns.size];
        let weight = Param { count, ..Param::weight(dims, fan_in) };
        [weight].into_iter().chain(self.bias.then(|| Param::bias(self.filters))).collect()
    }

    fn macs(&self, inputs: &[Shape]) -> u64 {
        let [rows, columns] = self.window;
        let positions = |window: Window, len: usize| window.positions(len).unwrap_or(0);
        product(&[
            self.kernels(inputs[0].c),
            self.taps_per_kernel(),
            positions(rows, inputs[0].h),
            positions(columns, inputs[0].w),
        ])
    }

    fn scratch(&self, inputs: &[Shape], output: Shape, batch: u64) -> u64 {
        cpu::scratch(self, inputs[0], output, batch)
    }

    fn window(&self, _inputs: &[Shape]) -> Option<[Window; 2]> {
        Some(self.window)
    }

    fn takes_lanes(&self) -> bool {
        true
    }
}

impl CpuForward for Conv {
    fn forward(&self, pass: Forward<'_>) {
        cpu::forward(self, pass);
    }
}

impl CpuOp for Conv {
    fn backward(&self, pass: Backward<'_>) {
        cpu::backward(self, pass);
    }
}

impl GpuOp for Conv {
    fn program(&self, inputs: &[Shape], output: Shape) -> Program {
        gpu::program(self, inputs[0], output)
    }
}

#[cfg(test)]
mod tests;
