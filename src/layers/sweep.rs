//! [`Sweep`]: what a window reads at every position, as a table for shaders.

use crate::fill::Fill;
use crate::program::Program;
use crate::shape::Shape;
use crate::window::Window;

/// Stands for no row, no column, no position.
const NONE: u32 = u32::MAX;

/// Where each tap of each position reads along both axes, and the other way round which positions read a cell. The
/// shader's side is `sweep.wgsl`.
pub(super) struct Sweep {
    axes: [Axis; 2],
    input: Shape,
    output: Shape,
}

/// One axis.
struct Axis {
    size: usize,
    /// The cell of each position and tap.
    sources: Vec<u32>,
    /// The positions of each cell and tap, `overlap` places for each.
    positions: Vec<u32>,
    overlap: usize,
}

impl Sweep {
    pub(super) const SHADER: &'static str = include_str!("sweep.wgsl");

    /// `windows` with `fill` on the rows and columns of `input`, with as many positions as `output` has.
    pub(super) fn of(windows: [Window; 2], fill: Fill, input: Shape, output: Shape) -> Self {
        let axes =
            [Axis::of(windows[0], fill, input.h, output.h), Axis::of(windows[1], fill, input.w, output.w)];
        Self { axes, input, output }
    }

    /// Puts the table and the constants into a program.
    pub(super) fn describe(&self, program: &mut Program) {
        let [rows, columns] = &self.axes;
        program.shader.push(Self::SHADER);
        for part in [&rows.sources, &columns.sources, &rows.positions, &columns.positions] {
            program.table.extend(part);
        }
        program.constants.extend(
            [
                ("height", self.input.h),
                ("width", self.input.w),
                ("out_height", self.output.h),
                ("out_width", self.output.w),
                ("kernel_height", rows.size),
                ("kernel_width", columns.size),
                ("row_overlap", rows.overlap),
                ("column_overlap", columns.overlap),
            ]
            .map(|(name, value)| (name, value as f64)),
        );
    }
}

impl Axis {
    fn of(window: Window, fill: Fill, len: usize, positions: usize) -> Self {
        let mut sources = Vec::with_capacity(positions * window.size);
        let mut readers = vec![Vec::new(); len * window.size];
        for position in 0..positions {
            for tap in 0..window.size {
                let source = fill.source(window.input_from_output(position, tap), len);
                sources.push(source.map_or(NONE, |cell| cell as u32));
                if let Some(cell) = source {
                    readers[cell * window.size + tap].push(position as u32);
                }
            }
        }
        let overlap = readers.iter().map(Vec::len).max().unwrap_or(0).max(1);
        let mut positions = Vec::with_capacity(readers.len() * overlap);
        for readers in readers {
            positions.extend((0..overlap).map(|n| readers.get(n).copied().unwrap_or(NONE)));
        }
        Self { size: window.size, sources, positions, overlap }
    }
}
