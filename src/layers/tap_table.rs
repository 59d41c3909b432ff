//! [`TapTable`]: what a window reads at every position, as a table for shaders.

use crate::padding_mode::PaddingMode;
use crate::program::Program;
use crate::shape::Shape;
use crate::window::Window;

/// Stands for no cell and no position.
const NONE: u32 = u32::MAX;

/// Which cell of a plane each tap of each position reads, and the other way round which positions read a cell with a
/// tap. Both are lists of indices in the plane; the shader's side is `tap_table.wgsl`.
pub(super) struct TapTable {
    input: Shape,
    output: Shape,
    kernel: [usize; 2],
    /// The cell of each position and tap.
    sources: Vec<u32>,
    /// The positions of each cell and tap, `overlap` places for each.
    positions: Vec<u32>,
    overlap: usize,
}

impl TapTable {
    const SHADER: &'static str = include_str!("tap_table.wgsl");

    /// `windows` with `padding_mode` on the rows and columns of `input`, with as many positions as `output` has.
    pub(super) fn of(windows: [Window; 2], padding_mode: PaddingMode, input: Shape, output: Shape) -> Self {
        let [rows, columns] = windows;
        let kernel = [rows.size, columns.size];
        let taps = rows.size * columns.size;
        let mut sources = Vec::with_capacity(output.area() * taps);
        let mut readers = vec![Vec::new(); input.area() * taps];
        for position in 0..output.area() {
            let (i, j) = (position / output.w, position % output.w);
            for tap in 0..taps {
                let row = padding_mode.source(rows.input_from_output(i, tap / columns.size), input.h);
                let column = padding_mode.source(columns.input_from_output(j, tap % columns.size), input.w);
                let cell = row.zip(column).map(|(row, column)| row * input.w + column);
                sources.push(cell.map_or(NONE, |cell| cell as u32));
                if let Some(cell) = cell {
                    readers[cell * taps + tap].push(position as u32);
                }
            }
        }
        let overlap = readers.iter().map(Vec::len).max().unwrap_or(0).max(1);
        let places = |readers: Vec<u32>| (0..overlap).map(move |n| readers.get(n).copied().unwrap_or(NONE));
        let positions = readers.into_iter().flat_map(places).collect();
        Self { input, output, kernel, sources, positions, overlap }
    }

    /// Whether no two positions read the same cell.
    pub(super) fn is_apart(&self) -> bool {
        let taps = self.kernel[0] * self.kernel[1] * self.overlap;
        self.positions.chunks(taps).all(|cell| cell.iter().filter(|&&position| position != NONE).count() <= 1)
    }

    /// Puts the table and the constants into a program.
    pub(super) fn describe(self, program: &mut Program) {
        program.shader.push(Self::SHADER);
        program.constants.extend(
            [
                ("height", self.input.h),
                ("width", self.input.w),
                ("out_height", self.output.h),
                ("out_width", self.output.w),
                ("kernel_height", self.kernel[0]),
                ("kernel_width", self.kernel[1]),
                ("overlap", self.overlap),
                ("positions_at", self.sources.len()),
            ]
            .map(|(name, value)| (name, value as f64)),
        );
        program.table.extend(self.sources);
        program.table.extend(self.positions);
    }
}
