//! Transposed convolution: the backward pass of a convolution to its input, used forward.
//!
//! Each input value x(c, i, j) adds weight(c, o, u, v) · x to output cell (o, i·s + u·d − p, j·s + v·d − p), s the
//! stride, d the dilation and p the padding, where that cell exists. c × h × w in, o × h′ × w′ out with
//! h′ = (h − 1)·s + d·(size − 1) + 1 − 2p + output padding; weight c × o/groups × size × size. With a stride it
//! enlarges, as decoders need it (Zeiler, Krishnan, Taylor and Fergus, "Deconvolutional networks", 2010; Dumoulin and
//! Visin, "A guide to convolution arithmetic for deep learning", 2016).
//!
//! ```
//! use convoscope::layers::{Phase, LayerPass, conv_transpose::ConvTranspose};
//! use convoscope::shape::Shape;
//! use convoscope::window::Window;
//! let window = [Window::new(1), Window::new(3).stride(2)];
//! let layer = ConvTranspose { window, bias: false, ..ConvTranspose::new(1, 3) };
//! let (shapes, x): ([Shape; 1], [&[f32]; 1]) = ([Shape::new(1, 1, 2)], [&[10.0, 20.0]]);
//! let run = LayerPass::forward(&layer, 1, &shapes, &x, &[1.0, 2.0, 3.0], &[], Phase::Infer)?;
//! assert_eq!(run.y, [10.0, 20.0, 30.0 + 20.0, 40.0, 60.0]);
//! # Ok::<(), convoscope::shape::ShapeError>(())
//! ```

use serde::{Deserialize, Serialize};

use super::{Backward, CpuForward, CpuOp, Forward, GpuOp, Op, Param, one_input, product, shape_error};
use crate::program::Program;
use crate::shape::{Must, Reason, Shape, ShapeError};
use crate::window::Window;

mod cpu;
mod describe;
mod gpu;

/// Settings of a transposed convolution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConvTranspose {
    /// Number of output channels.
    pub filters: usize,
    /// How the convolution that this one transposes sweeps its rows and columns. Padding takes cells away here.
    pub window: [Window; 2],
    /// Rows and columns added at the end of the output: strided convolutions give the same length for several inputs,
    /// and this says which.
    pub output_padding: [usize; 2],
    /// Groups into which input and output channels are divided.
    pub groups: usize,
    /// Whether each output channel has a number added.
    pub bias: bool,
}

impl ConvTranspose {
    /// `filters` kernels of `size` × `size`, stride 1, no padding, with bias.
    pub const fn new(filters: usize, size: usize) -> Self {
        Self { filters, window: [Window::new(size); 2], output_padding: [0; 2], groups: 1, bias: true }
    }

    /// Length of the output along one axis for an input of `len` cells.
    fn length(&self, axis: usize, len: usize) -> Option<usize> {
        let window = self.window[axis];
        let full = (len - 1) * window.stride + window.span() + self.output_padding[axis];
        full.checked_sub(window.before + window.after).filter(|&len| len > 0)
    }

    /// Number of weights of one input channel.
    fn weights_per_channel(&self) -> usize {
        self.filters / self.groups * self.window[0].size * self.window[1].size
    }
}

impl Op for ConvTranspose {
    fn name(&self) -> &'static str {
        "conv transpose"
    }

    fn output(&self, inputs: &[Shape]) -> Result<Shape, ShapeError> {
        let input = one_input(self, inputs)?;
        let fail = |reason| Err(shape_error(self, inputs, reason));
        let must = |name: &str, must: Must| Reason::Setting { name: name.into(), must };
        let least = |window: Window| window.size.min(window.stride).min(window.dilation);
        if self.filters.min(self.groups).min(least(self.window[0])).min(least(self.window[1])) == 0 {
            return fail(must("each of filters, groups, size, stride and dilation", Must::AtLeast1));
        }
        for channels in [input.c, self.filters] {
            if channels % self.groups != 0 {
                return fail(Reason::Groups { channels, groups: self.groups });
            }
        }
        for (window, output_padding) in self.window.iter().zip(self.output_padding) {
            if output_padding >= window.stride.max(window.dilation) {
                return fail(must("output padding", Must::BelowTheStride));
            }
        }
        match (self.length(0, input.h), self.length(1, input.w)) {
            (Some(h), Some(w)) => Ok(Shape::new(self.filters, h, w)),
            _ => fail(must("padding", Must::LeaveOutput)),
        }
    }

    fn params(&self, inputs: &[Shape]) -> Vec<Param> {
        let [h, w] = self.window.map(|window| window.size);
        // Of the taps, as many meet at one output cell as strides fit into the kernel.
        let meet: usize = self.window.iter().map(|window| window.size.div_ceil(window.stride)).product();
        let dims = vec![inputs[0].c, self.filters / self.groups, h, w];
        let weight = Param::weight(dims, (inputs[0].c / self.groups).saturating_mul(meet));
        if self.bias { vec![weight, Param::bias(self.filters)] } else { vec![weight] }
    }

    fn macs(&self, inputs: &[Shape]) -> u64 {
        let [h, w] = self.window.map(|window| window.size);
        product(&[inputs[0].len(), self.filters / self.groups, h, w])
    }

    /// With stride 1 it is a convolution with the kernel flipped. With more, neighbours see different numbers of cells.
    fn window(&self, _inputs: &[Shape]) -> Option<[Window; 2]> {
        let axis = |axis: usize| {
            let window = self.window[axis];
            let before = (window.span() - 1).checked_sub(window.before)?;
            let after = (window.span() - 1 + self.output_padding[axis]).checked_sub(window.after)?;
            (window.stride == 1).then_some(Window { before, after, ..window })
        };
        Some([axis(0)?, axis(1)?])
    }

    fn takes_lanes(&self) -> bool {
        true
    }

    fn scratch(&self, inputs: &[Shape], output: Shape, batch: u64) -> u64 {
        cpu::scratch(self, inputs[0], output, batch)
    }
}

impl CpuForward for ConvTranspose {
    fn forward(&self, pass: Forward<'_>) {
        cpu::forward(self, pass);
    }
}

impl CpuOp for ConvTranspose {
    fn backward(&self, pass: Backward<'_>) {
        cpu::backward(self, pass);
    }
}

impl GpuOp for ConvTranspose {
    fn program(&self, inputs: &[Shape], output: Shape) -> Program {
        gpu::program(self, inputs[0], output)
    }
}
