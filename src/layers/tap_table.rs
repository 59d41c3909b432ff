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
    /// The cell of each tap and position.
    sources: Vec<u32>,
    /// The positions of each tap and cell, `overlap` lists of cells for each tap.
    positions: Vec<u32>,
    overlap: usize,
}

/// Cells that are read by the same taps, as those are that a stride leaves over: cells whose row and column have the same
/// remainders.
pub(super) struct Phase {
    /// The cells.
    pub cells: Vec<u32>,
    /// The taps that read any of them.
    pub taps: Vec<u32>,
    /// As in the table, of these taps and cells alone.
    pub positions: Vec<u32>,
}

impl TapTable {
    const SHADER: &'static str = include_str!("tap_table.wgsl");

    /// `windows` with `padding_mode` on the rows and columns of `input`, with as many positions as `output` has.
    pub(super) fn of(windows: [Window; 2], padding_mode: PaddingMode, input: Shape, output: Shape) -> Self {
        let [rows, columns] = windows;
        let kernel = [rows.size, columns.size];
        let taps = rows.size * columns.size;
        let (area, out_area) = (input.area(), output.area());
        let mut sources = Vec::with_capacity(out_area * taps);
        let mut readers = vec![Vec::new(); area * taps];
        for tap in 0..taps {
            for position in 0..out_area {
                let (i, j) = (position / output.w, position % output.w);
                let row = padding_mode.source(rows.input_from_output(i, tap / columns.size), input.h);
                let column = padding_mode.source(columns.input_from_output(j, tap % columns.size), input.w);
                let cell = row.zip(column).map(|(row, column)| row * input.w + column);
                sources.push(cell.map_or(NONE, |cell| cell as u32));
                if let Some(cell) = cell {
                    readers[tap * area + cell].push(position as u32);
                }
            }
        }
        let overlap = readers.iter().map(Vec::len).max().unwrap_or(0).max(1);
        let mut positions = Vec::with_capacity(taps * overlap * area);
        for readers in readers.chunks(area) {
            for n in 0..overlap {
                positions.extend(readers.iter().map(|readers| readers.get(n).copied().unwrap_or(NONE)));
            }
        }
        Self { input, output, kernel, sources, positions, overlap }
    }

    /// Whether no two positions read the same cell.
    pub(super) fn is_apart(&self) -> bool {
        let mut readers = vec![0; self.input.area()];
        for positions in self.positions.chunks(readers.len()) {
            for (readers, &position) in readers.iter_mut().zip(positions) {
                *readers += usize::from(position != NONE);
            }
        }
        readers.iter().all(|&readers| readers <= 1)
    }

    /// The cells, divided by what is left of their row and column by `strides`.
    pub(super) fn phases(&self, strides: [usize; 2]) -> Vec<Phase> {
        let lists: Vec<&[u32]> = self.positions.chunks(self.overlap * self.input.area()).collect();
        let phase = |of: usize| {
            let phase_of = |cell: usize| {
                let [row, column] = [cell / self.input.w, cell % self.input.w];
                row % strides[0] * strides[1] + column % strides[1]
            };
            let cells: Vec<usize> = (0..self.input.area()).filter(|&cell| phase_of(cell) == of).collect();
            let of_cells = |list: &[u32]| -> Vec<u32> {
                let rows = list.chunks(self.input.area());
                rows.flat_map(|row| cells.iter().map(|&cell| row[cell])).collect()
            };
            let reads = |list: &[u32]| of_cells(list).iter().any(|&position| position != NONE);
            let taps: Vec<usize> = (0..lists.len()).filter(|&tap| reads(lists[tap])).collect();
            Phase {
                positions: taps.iter().flat_map(|&tap| of_cells(lists[tap])).collect(),
                taps: taps.iter().map(|&tap| tap as u32).collect(),
                cells: cells.iter().map(|&cell| cell as u32).collect(),
            }
        };
        (0..strides[0] * strides[1]).map(phase).filter(|phase| !phase.cells.is_empty()).collect()
    }

    /// Puts the table and the constants into a program.
    pub(super) fn describe(self, program: &mut Program) {
        self.describe_sources(program);
        program.constants.push(("positions_at", self.sources.len() as f64));
        program.table.extend(self.positions);
    }

    /// Puts what the taps read and the constants into a program, without the positions.
    pub(super) fn describe_sources(&self, program: &mut Program) {
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
            ]
            .map(|(name, value)| (name, value as f64)),
        );
        program.table.extend(&self.sources);
    }
}
