//! Convolutions and transposed convolutions as programs: the same three matrix products with x and dy in each other's
//! place.

use super::Conv;
use crate::layers::bias_gradient;
use crate::layers::tap_table::TapTable;
use crate::padding_mode::PaddingMode;
use crate::program::{Count, Groups, Kernel, Product, Program};
use crate::shape::Shape;
use crate::window::Window;

/// The ways in which `gpu.wgsl` multiplies.
const GATHER: u32 = 0;
const SCATTER: u32 = 1;
const OUTER: u32 = 2;

/// What a convolution and its transpose have in common.
pub(in crate::layers) struct ConvGeometry {
    /// The shape that is read through windows: a convolution's input.
    pub larger: Shape,
    /// The shape of their positions: a convolution's output.
    pub smaller: Shape,
    pub windows: [Window; 2],
    pub padding_mode: PaddingMode,
    pub groups: usize,
    pub bias: bool,
    pub transposed: bool,
}

pub(super) fn program(conv: &Conv, input: Shape, output: Shape) -> Program {
    let sides = ConvGeometry {
        larger: input,
        smaller: output,
        windows: conv.window,
        padding_mode: conv.padding_mode,
        groups: conv.groups,
        bias: conv.bias,
        transposed: false,
    };
    let mut program = sides.program();
    if let Some(table) = &conv.connection_table {
        program.constants.extend([("masked", 1.0), ("mask_at", program.table.len() as f64)]);
        program.table.extend(table.iter().flatten().map(|&connected| u32::from(connected)));
    }
    program
}

impl ConvGeometry {
    /// Forward is a gathering product for a convolution and a scattering one for its transpose; the gradient of x is
    /// the other one.
    pub(in crate::layers) fn program(&self) -> Program {
        let (channels, filters) = (self.larger.c / self.groups, self.smaller.c / self.groups);
        let taps = self.windows[0].size * self.windows[1].size;
        let weights = self.smaller.c * channels * taps;
        let mut program = Program {
            shader: vec![Product::SHADER, include_str!("gpu.wgsl")],
            constants: vec![
                ("groups", self.groups as f64),
                ("channels", channels as f64),
                ("filters", filters as f64),
                ("transposed", f64::from(u8::from(self.transposed))),
                ("biased", f64::from(u8::from(self.bias))),
                ("constant", f64::from(self.padding_mode.constant())),
            ],
            ..Program::default()
        };
        TapTable::of(self.windows, self.padding_mode, self.larger, self.smaller).describe(&mut program);

        let gather =
            self.product(GATHER, Count::Fixed(filters), Count::Each(self.smaller.area()), self.groups);
        let scatter =
            self.product(SCATTER, Count::Fixed(channels), Count::Each(self.larger.area()), self.groups);
        let (forward, dx) = if self.transposed { (scatter, gather) } else { (gather, scatter) };
        program.forward.push(forward);
        let outer = Product {
            rows: Count::Fixed(filters),
            columns: Count::Fixed(channels * taps),
            parts: self.groups,
        };
        let slices = outer.slices();
        program.scratch = slices * weights;
        program.constants.push(("slices", slices as f64));
        let outer = self.product(OUTER, outer.rows, outer.columns, self.groups * slices).only_dparams();
        // What a transposed convolution's windows reach beyond its output was never computed; a convolution's padding has values.
        let skips_padding = u32::from(self.transposed);
        program.backward.push(outer.with("skips_padding", skips_padding));
        program.backward.push(Kernel::new("collect", Groups::threads(Count::Fixed(weights))).only_dparams());
        if self.bias {
            let output = if self.transposed { self.larger } else { self.smaller };
            bias_gradient(&mut program, output.c, output.area(), weights);
        }
        program.backward.push(dx.only_dx());
        program
    }

    fn product(&self, way: u32, rows: Count, columns: Count, parts: usize) -> Kernel {
        Product { rows, columns, parts }.kernel().with("way", way)
    }
}
