//! Convolutions and transposed convolutions as programs: the same three matrix products with x and dy in each other's
//! place.

use super::Conv;
use crate::layers::bias_gradient;
use crate::layers::tap_table::{Phase, TapTable};
use crate::padding_mode::PaddingMode;
use crate::program::{Count, Groups, Kernel, Product, Program};
use crate::shape::Shape;
use crate::window::Window;

/// The ways in which `gpu.wgsl` multiplies.
const GATHER: u32 = 0;
const SCATTER: u32 = 1;
const OUTER: u32 = 2;

/// Weights whose slices a workgroup adds up, as in `gpu.wgsl`.
const COLLECTED: usize = 64;

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
            shader: vec![include_str!("gpu.wgsl")],
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
        let table = TapTable::of(self.windows, self.padding_mode, self.larger, self.smaller);
        let phases = table.phases(self.windows.map(|window| window.stride));
        table.describe_sources(&mut program);

        let gather = vec![
            Kernel::new("pack", Groups::threads(Count::Fixed(weights)))
                .with("way", GATHER)
                .with("slot_count", taps as u32),
            Product {
                rows: Count::Fixed(filters),
                columns: Count::Each(self.smaller.area()),
                parts: self.groups,
                sliced: false,
                by_depth: [false; 2],
                steady: channels % 8 == 0,
            }
            .kernel()
            .with("way", GATHER),
        ];
        let scatter = self.scatter(&mut program, &phases, weights / taps);
        let (forward, dx) = if self.transposed { (scatter, gather) } else { (gather, scatter) };
        program.forward = forward;

        let outer = Product {
            rows: Count::Fixed(filters),
            columns: Count::Fixed(channels * taps),
            parts: self.groups,
            sliced: true,
            by_depth: [true; 2],
            steady: channels % 4 == 0,
        };
        let slots: usize = phases.iter().map(|phase| phase.taps.len()).sum();
        program.scratch = (outer.most_slices() * weights).max(slots * weights / taps);
        let outer = outer.kernel().with("way", OUTER);
        program.backward.push(outer.only_dparams());
        let collect = Kernel::new("collect", Groups::each(Count::Fixed(weights.div_ceil(COLLECTED))));
        program.backward.push(collect.only_dparams());
        if self.bias {
            let output = if self.transposed { self.larger } else { self.smaller };
            bias_gradient(&mut program, output.c, output.area(), weights);
        }
        program.backward.extend(dx.into_iter().map(Kernel::only_dx));
        program
    }

    /// A product for each phase, of the taps that read anything there: none is multiplied by what a stride skips.
    fn scatter(&self, program: &mut Program, phases: &[Phase], kernels: usize) -> Vec<Kernel> {
        let (channels, filters) = (self.larger.c / self.groups, self.smaller.c / self.groups);
        let slots_at = program.table.len();
        program.table.extend(phases.iter().flat_map(|phase| &phase.taps));
        let slots = program.table.len() - slots_at;
        let mut all = vec![
            Kernel::new("pack", Groups::threads(Count::Fixed(slots * kernels)))
                .with("way", SCATTER)
                .with("slot_count", slots as u32)
                .with("slots_at", slots_at as u32),
        ];
        let mut first_slot = 0;
        for phase in phases {
            let cells_at = program.table.len();
            program.table.extend(&phase.cells);
            let positions_at = program.table.len();
            program.table.extend(&phase.positions);
            let product = Product {
                rows: Count::Fixed(channels),
                columns: Count::Each(phase.cells.len()),
                parts: self.groups,
                sliced: false,
                by_depth: [false; 2],
                steady: filters % 8 == 0,
            };
            let kernel = product
                .kernel()
                .with("way", SCATTER)
                .with("cell_count", phase.cells.len() as u32)
                .with("cells_at", cells_at as u32)
                .with("positions_at", positions_at as u32)
                .with("slot_count", phase.taps.len() as u32)
                .with("first_slot", first_slot as u32);
            first_slot += phase.taps.len();
            // What no tap reads has no gradient; a transposed convolution puts its bias there.
            if self.transposed || !phase.taps.is_empty() {
                all.push(kernel);
            }
        }
        all
    }
}
