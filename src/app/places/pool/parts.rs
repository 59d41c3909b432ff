//! Where a value comes from: y = Σ share · x over the cells that a window sees. A maximum gives its winner the share 1 and
//! all others 0, an average gives each the same, a convolution gives each its weight. The gradient goes back by the same
//! shares: ∂L/∂x = Σ share · ∂L/∂y.

use super::{Computed, Kind, Pooling};
use crate::app::lab::values::CellIndex;
use crate::window::Window;

/// One cell that a window sees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// The cell; rows and columns of the padding lie outside of the input.
    pub cell: CellIndex,
    /// Its value; 0 in the padding.
    pub value: f32,
    /// What the output value takes of it.
    pub share: f32,
    /// Index of its tap in the kernel.
    pub tap: usize,
}

/// One summand of an input cell's gradient.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Routed {
    pub step: usize,
    pub upstream: f32,
    /// What the output value took of the cell.
    pub share: f32,
}

impl Pooling {
    /// What the window of output value `step` sees, in row-major order. Padded cells are among it where they count.
    pub fn parts(&self, computed: &Computed, step: usize) -> Vec<Part> {
        let out = self.cell_of_step(step);
        let windows = self.swept();
        let rows = self.taps(0, windows[0], out.row as usize);
        let columns = self.taps(1, windows[1], out.column as usize);
        let count = (rows.len() * columns.len()) as f32;
        let mut parts = Vec::with_capacity(count as usize);
        for &(u, row) in &rows {
            for &(v, column) in &columns {
                let (cell, tap) = (CellIndex { row, column, ..out }, u * windows[1].size + v);
                let index = self.index(cell);
                let share = match self.kind {
                    Kind::Max => f32::from(index.is_some() && index == self.winner(computed, step)),
                    Kind::Convolution => self.weight[tap],
                    _ => 1.0 / count,
                };
                parts.push(Part { cell, value: index.map_or(0.0, |index| self.x[index]), share, tap });
            }
        }
        parts
    }

    /// Along an axis, the taps that take part at output position `out`, and the cells under them.
    fn taps(&self, axis: usize, swept: Window, out: usize) -> Vec<(usize, isize)> {
        let len = [self.input.h, self.input.w][axis];
        let taps = match self.kind {
            Kind::Max | Kind::AverageInside => swept.taps(out, len),
            // The padding is part of the input; what `ceil` reaches beyond it is not.
            Kind::Average => Window { before: 0, ..swept }.taps(out, self.window[axis].padded(len)),
            Kind::Global | Kind::Convolution => 0..swept.size,
        };
        taps.map(|tap| (tap, swept.input_from_output(out, tap))).collect()
    }

    /// Index of the cell that won output value `step`; `None` unless it is a maximum.
    pub fn winner(&self, computed: &Computed, step: usize) -> Option<usize> {
        let within = computed.winners.get(step)?;
        Some(self.cell_of_step(step).channel * self.input.area() + within)
    }

    /// How many cells share the largest value of a window: more than one is a tie.
    pub fn tied(&self, computed: &Computed, step: usize) -> usize {
        let is_largest = |part: &&Part| self.kind == Kind::Max && Some(&part.value) == computed.y.get(step);
        self.parts(computed, step).iter().filter(is_largest).count()
    }

    /// The summands of an input cell's gradient, in the order in which the timeline adds them. Those that a maximum took
    /// nothing of are left out.
    pub fn routed(&self, computed: &Computed, cell: CellIndex) -> Vec<Routed> {
        let area = computed.output.area();
        let steps = cell.channel * area..(cell.channel + 1) * area;
        let of_step = |step: usize| {
            let part = self.parts(computed, step).into_iter().find(|part| part.cell == cell)?;
            let taken = self.kind != Kind::Max || part.share != 0.0;
            taken.then(|| Routed { step, upstream: self.upstream[step], share: part.share })
        };
        steps.filter_map(of_step).collect()
    }

    /// Index of an input cell; `None` in the padding.
    pub fn index(&self, cell: CellIndex) -> Option<usize> {
        cell.index(self.input)
    }
}
