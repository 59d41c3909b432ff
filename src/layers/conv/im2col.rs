//! Convolutions as the matrix products of [`gemm`](crate::layers::gemm).

use std::borrow::Cow;

use super::Conv;
use crate::layers::gemm::{Line, Lines, PackedA, Part, steps};
use crate::layers::pad::Padding;
use crate::padding_mode::PaddingMode;
use crate::shape::Shape;
use crate::window::Window;

/// A convolution laid out as a matrix product: row k, below tap k, holds that tap's value at every position. Rows are not
/// built: each is the padded input from its offset on.
pub(in crate::layers) struct Im2col<'a> {
    pub(super) conv: &'a Conv,
    pub(super) output: Shape,
    pub(super) lanes: usize,
    pub(super) padding: Padding,
    /// Input channels of one group.
    pub(super) channels: usize,
    /// Where row k begins in a group's padded channels.
    pub(super) offsets: Vec<usize>,
}

impl<'a> Im2col<'a> {
    pub(in crate::layers) fn of(conv: &'a Conv, shape: Shape, output: Shape, lanes: usize) -> Self {
        let [rows, columns] = conv.window;
        let padding = Padding::of(shape, conv.window, conv.padding_mode, lanes);
        let (channels, padded) = (shape.c / conv.groups, padding.padded);
        let taps = |c| (0..rows.size).flat_map(move |u| (0..columns.size).map(move |v| (c, u, v)));
        let offset = |(c, u, v)| {
            let column = padding.place(v * columns.dilation, columns.stride);
            ((c * padded.h + u * rows.dilation) * padded.w + column) * lanes
        };
        let offsets = (0..channels).flat_map(taps).map(offset).collect();
        Self { conv, output, lanes, padding, channels, offsets }
    }

    /// All positions of an output channel: a line for each row, or one for all where the next row follows at once.
    pub(super) fn lines(&self) -> Lines {
        let (rows, width, padded) = (self.conv.window[0], self.output.w, self.padding.padded.w);
        match rows.stride * padded == width {
            true => Lines::one(self.output.area() * self.lanes),
            false => {
                let from = rows.stride * padded * self.lanes;
                Lines::steps(self.output.h, width * self.lanes, from, width * self.lanes)
            }
        }
    }

    /// From one row of positions to the next where all of a channel are better computed as one line, as wide as the
    /// padded input: where rows would not fill the registers. What it computes between two rows is to be dropped.
    pub(super) fn plane_pitch(&self) -> Option<usize> {
        let (padded, width) = (self.padding.padded.w, self.output.w);
        let strides = self.conv.window.map(|window| window.stride);
        let fits = width.is_multiple_of(8) || width > 64 || width == padded;
        (self.lanes == 1 && strides == [1, 1] && !fits).then_some(padded)
    }

    /// Filters of one group.
    pub(super) fn filters(&self) -> usize {
        self.conv.filters / self.conv.groups
    }

    /// The weights as a product sees them: zero where the connection table has none.
    pub(super) fn weights<'w>(&self, weight: &'w [f32]) -> Cow<'w, [f32]> {
        if self.conv.connection_table.is_none() {
            return Cow::Borrowed(weight);
        }
        let mut weight = weight.to_vec();
        for (index, kernel) in weight.chunks_exact_mut(self.conv.taps_per_kernel()).enumerate() {
            if !self.conv.connected(index / self.channels, index % self.channels) {
                kernel.fill(0.0);
            }
        }
        Cow::Owned(weight)
    }

    /// The weights of each group, whose rows are its filters.
    pub(super) fn packed(&self, weight: &[f32]) -> Vec<PackedA> {
        let (filters, depth) = (self.filters(), self.offsets.len());
        let (rows, columns) = (steps(filters, depth), steps(depth, 1));
        let groups = weight.chunks_exact(filters * depth);
        groups.map(|weight| PackedA::pack(weight, &rows, &columns)).collect()
    }
}

/// From dL/dy back to the input: each cell gathers, from every position that saw it, dL/dy times the weight of the tap that
/// it was seen through. That is the product with the transposed weights, whose columns are taps × filters.
pub(super) struct InputGrad {
    /// The transposed weights of each group.
    pub(super) weights: Vec<PackedA>,
    /// Where each filter's dL/dy begins.
    pub(super) offsets: Vec<usize>,
    /// The cells, and which positions and taps each sums over.
    pub(super) lines: Lines,
    /// What the cells are: the padded input, if padding copies cells; the input itself, if padding is a constant.
    pub(super) padding: Option<Padding>,
    /// Values in one channel of the cells.
    pub(super) pitch: usize,
    /// How dL/dy lies, where it does not lie as it comes.
    pub(super) spread: Option<Spread>,
}

/// dL/dy in rows as wide as the padded input, with zeros between them and before each filter. So every cell sums over all taps:
/// what it has none of is multiplied by 0, and all cells are one line. That is worth it where the cells at the borders
/// would each fill a part of a register: for a sample alone, without a stride.
pub(super) struct Spread {
    /// Zeros before the first row.
    room: usize,
    /// From one row to the next.
    pitch: usize,
    output: Shape,
    /// Values of one filter.
    len: usize,
}

impl Spread {
    /// Values of all filters of a group.
    pub(super) fn len(&self, filters: usize) -> usize {
        filters * self.len
    }

    /// dL/dy of a group as it lies then. What is 0 in `spread` stays so.
    pub(super) fn fill(&self, dy: &[f32], spread: &mut [f32]) {
        let planes = dy.chunks_exact(self.output.area()).zip(spread.chunks_exact_mut(self.len));
        for (dy, spread) in planes {
            let rows = dy.chunks_exact(self.output.w).zip(spread[self.room..].chunks_mut(self.pitch));
            rows.for_each(|(dy, spread)| spread[..dy.len()].copy_from_slice(dy));
        }
    }
}

impl InputGrad {
    pub(super) fn of(im2col: &Im2col<'_>, shape: Shape, weight: &[f32]) -> Self {
        let (conv, output, lanes) = (im2col.conv, im2col.output, im2col.lanes);
        let (filters, taps) = (im2col.filters(), conv.taps_per_kernel());
        let (channels, depth) = (steps(im2col.channels, taps), im2col.offsets.len());
        let columns: Vec<usize> =
            (0..taps).flat_map(|tap| (0..filters).map(move |o| o * depth + tap)).collect();
        let groups = weight.chunks_exact(filters * depth);
        let weights = groups.map(|weight| PackedA::pack(weight, &channels, &columns)).collect();
        if lanes == 1 && conv.window.iter().all(|window| window.stride == 1) {
            return Self::of_one(im2col, shape, weights);
        }
        let copies = !matches!(conv.padding_mode, PaddingMode::Constant(_));
        let unstrided = conv.window.map(|window| Window { stride: 1, ..window });
        let padding = copies.then(|| Padding::of(shape, unstrided, conv.padding_mode, lanes));
        let cells = padding.as_ref().map_or(shape, |padding| padding.padded);
        let [rows, columns] = conv.window;
        let first = |window: Window| if copies { 0 } else { window.before };
        let row = Axis { window: rows, positions: output.h, first: first(rows), len: cells.h };
        let column = Axis { window: columns, positions: output.w, first: first(columns), len: cells.w };
        Self {
            weights,
            offsets: (0..filters).map(|o| o * output.area() * lanes).collect(),
            lines: Lines {
                rows: row.lines(cells.w * lanes, 1, columns.size * filters, output.w * lanes),
                columns: merged(column.lines(lanes, lanes, filters, lanes), lanes),
            },
            padding,
            pitch: cells.area() * lanes,
            spread: None,
        }
    }

    /// The same for a sample alone.
    fn of_one(im2col: &Im2col<'_>, shape: Shape, weights: Vec<PackedA>) -> Self {
        let (conv, output) = (im2col.conv, im2col.output);
        let padding = Padding::of(shape, conv.window, conv.padding_mode, 1);
        let taps = &im2col.offsets[..conv.taps_per_kernel()];
        // The last tap reads furthest back.
        let room = taps[taps.len() - 1];
        let (cells, pitch) = (padding.padded.area(), padding.padded.w);
        let spread = Spread { room, pitch, output, len: room + cells };
        let from = |tap: &usize| {
            let tap = room - tap;
            (0..im2col.filters()).map(move |o| o * (room + cells) + tap)
        };
        Self {
            weights,
            offsets: taps.iter().flat_map(from).collect(),
            lines: Lines::one(cells),
            padding: (!padding.is_empty()).then_some(padding),
            pitch: cells,
            // Cells that no position reaches, as a transposed convolution may have with output padding, are behind the last one.
            spread: (room > 0 || cells != output.area()).then_some(spread),
        }
    }
}

/// The cells along one axis of which the gradient is computed.
struct Axis {
    window: Window,
    positions: usize,
    /// Which cell of the padded axis is the first.
    first: usize,
    len: usize,
}

impl Axis {
    /// A line of `len` values for each cell, `to` apart. Tap t's columns of A begin at t · `k`, position o's dL/dy at
    /// o · `from`.
    fn lines(&self, to: usize, len: usize, k: usize, from: usize) -> Vec<Line> {
        let Window { size, stride, dilation, .. } = self.window;
        let part = |cell: usize, tap: usize| {
            let ahead = (self.first + cell).checked_sub(tap * dilation)?;
            let position = (ahead % stride == 0).then_some(ahead / stride)?;
            (position < self.positions).then_some(Part { k: tap * k, from: position * from })
        };
        let parts = |cell| (0..size).filter_map(|tap| part(cell, tap)).collect();
        (0..self.len).map(|cell| Line { to: cell * to, len, parts: parts(cell) }).collect()
    }
}

/// The same lines, those joined that are seen through the same taps from one position after the other, `step` apart.
fn merged(lines: Vec<Line>, step: usize) -> Vec<Line> {
    let mut merged: Vec<Line> = Vec::new();
    for line in lines {
        if let Some(last) = merged.last_mut() {
            let next = last.parts.iter().map(|part| Part { from: part.from + last.len, ..*part });
            if last.to + last.len == line.to && next.eq(line.parts.iter().copied()) {
                last.len += step;
                continue;
            }
        }
        merged.push(line);
    }
    merged
}
