//! Convolutions as the matrix products of [`gemm`](crate::layers::gemm).

use super::Conv;
use crate::layers::gemm::{PackedA, gemm};
use crate::layers::pad::Padding;
use crate::shape::Shape;

/// A convolution laid out as a matrix product: row k, below tap k, holds that tap's value at every position.
pub(super) struct Im2col<'a> {
    conv: &'a Conv,
    output: Shape,
    pub(super) padding: Padding,
    /// Input channels of one group.
    pub(super) channels: usize,
    /// Where row k begins: in the padded channels themselves with stride 1, else in gathered rows.
    pub(super) offsets: Vec<usize>,
    /// From one row of positions to the next. With stride 1 it is the padded width, so that the shifted channels fit;
    /// the positions at the row ends that look past the border are then computed and dropped.
    pub(super) pitch: usize,
    /// Positions, dropped ones included.
    pub(super) n: usize,
    shifted: bool,
}

impl<'a> Im2col<'a> {
    pub(super) fn of(conv: &'a Conv, shape: Shape, output: Shape) -> Self {
        let [rows, columns] = conv.window;
        let padding = Padding::of(shape, conv.window, conv.padding_mode);
        let (channels, padded) = (shape.c / conv.groups, padding.padded);
        let shifted = rows.stride == 1 && columns.stride == 1;
        let pitch = if shifted { padded.w } else { output.w };
        let n = (output.h - 1) * pitch + output.w;
        let mut im2col = Self { conv, output, padding, channels, offsets: Vec::new(), pitch, n, shifted };
        im2col.offsets = match shifted {
            true => im2col.corners().collect(),
            false => (0..channels * conv.taps_per_kernel()).map(|k| k * n).collect(),
        };
        im2col
    }

    /// The index, in a group's padded channels, of every tap at the first position.
    fn corners(&self) -> impl Iterator<Item = usize> {
        let ([rows, columns], padded) = (self.conv.window, self.padding.padded);
        let taps = move |c| (0..rows.size).flat_map(move |u| (0..columns.size).map(move |v| (c, u, v)));
        (0..self.channels)
            .flat_map(taps)
            .map(move |(c, u, v)| (c * padded.h + u * rows.dilation) * padded.w + v * columns.dilation)
    }

    /// For each tap and position, the index in the gathered rows and in the padded channels.
    fn each_gathered(&self, mut visit: impl FnMut(usize, usize)) {
        let [rows, columns] = self.conv.window;
        for (corner, offset) in self.corners().zip(&self.offsets) {
            for i in 0..self.output.h {
                let from = corner + i * rows.stride * self.padding.padded.w;
                for j in 0..self.output.w {
                    visit(offset + i * self.pitch + j, from + j * columns.stride);
                }
            }
        }
    }

    /// The rows of one group: its padded channels, or the rows gathered from them into `gathered`.
    pub(super) fn rows<'b>(&self, padded: &'b [f32], gathered: &'b mut [f32]) -> &'b [f32] {
        if self.shifted {
            return padded;
        }
        self.each_gathered(|to, from| gathered[to] = padded[from]);
        gathered
    }

    /// Length of the gathered rows of one group.
    pub(super) fn gathered(&self) -> usize {
        if self.shifted { 0 } else { self.offsets.len() * self.n }
    }

    /// Filters of one group.
    pub(super) fn filters(&self) -> usize {
        self.conv.filters / self.conv.groups
    }

    /// The weight of filter `o` under row `k`: zero where the connection table has none.
    pub(super) fn weight(&self, weight: &[f32], o: usize, k: usize) -> f32 {
        let connected = self.conv.connected(o, k / self.conv.taps_per_kernel());
        if connected { weight[o * self.offsets.len() + k] } else { 0.0 }
    }
}

/// From dL/dy back to the padded input: the product with the transposed weights.
///
/// With stride 1 that is again a sum of shifted rows: of dL/dy, spread to the padded width and with room before each
/// channel, so that tap k reads k's offset further to the left. With other strides the product fills gathered rows,
/// and each of their values is added to the cell that it was gathered from.
pub(super) struct InputGrad<'a> {
    im2col: &'a Im2col<'a>,
    /// The transposed weights of each group.
    panels: Vec<PackedA>,
    offsets: Vec<usize>,
    spread: Vec<f32>,
    /// Zeros before each channel of `spread`.
    room: usize,
    pitch: usize,
    gathered: Vec<f32>,
}

/// dL/dy of one group, in the pitch of its im2col.
pub(super) struct Spread<'b> {
    pub(super) values: &'b [f32],
    pub(super) pitch: usize,
}

impl<'a> InputGrad<'a> {
    pub(super) fn of(im2col: &'a Im2col<'a>, weight: &[f32]) -> Self {
        let (filters, depth) = (im2col.filters(), im2col.offsets.len());
        let taps = im2col.conv.taps_per_kernel();
        let groups = 0..im2col.conv.groups;
        let area = im2col.padding.padded.area();
        if im2col.shifted {
            let room = im2col.offsets[taps - 1];
            let pitch = room + area;
            let offsets = (0..filters).flat_map(|o| (0..taps).map(move |tap| (o, tap)));
            let at = |g: usize| {
                move |c: usize, row: usize| {
                    im2col.weight(weight, g * filters + row / taps, c * taps + row % taps)
                }
            };
            Self {
                im2col,
                panels: groups.map(|g| PackedA::pack(im2col.channels, filters * taps, at(g))).collect(),
                offsets: offsets.map(|(o, tap)| o * pitch + room - im2col.offsets[tap]).collect(),
                spread: vec![0.0; filters * pitch],
                room,
                pitch,
                gathered: Vec::new(),
            }
        } else {
            let at = |g: usize| move |k: usize, o: usize| im2col.weight(weight, g * filters + o, k);
            Self {
                im2col,
                panels: groups.map(|g| PackedA::pack(depth, filters, at(g))).collect(),
                offsets: (0..filters).map(|o| o * im2col.n).collect(),
                spread: vec![0.0; filters * im2col.n],
                room: 0,
                pitch: im2col.n,
                gathered: vec![0.0; im2col.gathered()],
            }
        }
    }

    /// Takes dL/dy of one group.
    pub(super) fn spread(&mut self, dy: &[f32]) -> Spread<'_> {
        let output = self.im2col.output;
        for (dy, spread) in dy.chunks_exact(output.area()).zip(self.spread.chunks_exact_mut(self.pitch)) {
            let rows = spread[self.room..].chunks_mut(self.im2col.pitch);
            for (dy, spread) in dy.chunks_exact(output.w).zip(rows) {
                spread[..output.w].copy_from_slice(dy);
            }
        }
        Spread { values: &self.spread[self.room..], pitch: self.pitch }
    }

    /// Overwrites `dpadded`, the padded channels of group `g`, with their gradient.
    pub(super) fn backward(&mut self, g: usize, dpadded: &mut [f32]) {
        let im2col = self.im2col;
        if im2col.shifted {
            let area = im2col.padding.padded.area();
            gemm(&self.panels[g], &self.offsets, &self.spread, area, dpadded, area, false);
        } else {
            let n = im2col.n;
            gemm(&self.panels[g], &self.offsets, &self.spread, n, &mut self.gathered, n, false);
            dpadded.fill(0.0);
            im2col.each_gathered(|from, to| dpadded[to] += self.gathered[from]);
        }
    }
}
