use super::Conv;
use crate::layers::gemm::{Panels, dot_rows, sum_rows};
use crate::layers::pad::Padding;
use crate::layers::{Backward, Forward};
use crate::shape::Shape;

/// A convolution laid out as a matrix product: row k, below tap k, holds that tap's value at every position.
struct Lowering<'a> {
    conv: &'a Conv,
    output: Shape,
    padding: Padding,
    /// Input channels of one group.
    channels: usize,
    /// Where row k begins: in the padded channels themselves with stride 1, else in gathered rows.
    offsets: Vec<usize>,
    /// From one row of positions to the next. With stride 1 it is the padded width, so that the shifted channels fit;
    /// the positions at the row ends that look past the border are then computed and dropped.
    pitch: usize,
    /// Positions, dropped ones included.
    n: usize,
    shifted: bool,
}

impl<'a> Lowering<'a> {
    fn of(conv: &'a Conv, shape: Shape, output: Shape) -> Self {
        let [rows, columns] = conv.window;
        let padding = Padding::of(shape, conv.window, conv.fill);
        let (channels, padded) = (shape.c / conv.groups, padding.padded);
        let shifted = rows.stride == 1 && columns.stride == 1;
        let pitch = if shifted { padded.w } else { output.w };
        let n = (output.h - 1) * pitch + output.w;
        let mut lowering = Self { conv, output, padding, channels, offsets: Vec::new(), pitch, n, shifted };
        lowering.offsets = match shifted {
            true => lowering.corners().collect(),
            false => (0..channels * conv.taps_per_kernel()).map(|k| k * n).collect(),
        };
        lowering
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
    fn rows<'b>(&self, padded: &'b [f32], gathered: &'b mut [f32]) -> &'b [f32] {
        if self.shifted {
            return padded;
        }
        self.each_gathered(|to, from| gathered[to] = padded[from]);
        gathered
    }

    /// Length of the gathered rows of one group.
    fn gathered(&self) -> usize {
        if self.shifted { 0 } else { self.offsets.len() * self.n }
    }

    /// Filters of one group.
    fn filters(&self) -> usize {
        self.conv.filters / self.conv.groups
    }

    /// The weight of filter `o` under row `k`: zero where the connection table has none.
    fn weight(&self, weight: &[f32], o: usize, k: usize) -> f32 {
        let connected = self.conv.connected(o, k / self.conv.taps_per_kernel());
        if connected { weight[o * self.offsets.len() + k] } else { 0.0 }
    }
}

pub(super) fn forward(conv: &Conv, pass: Forward<'_>) {
    let (shape, output) = (pass.shapes[0], pass.output);
    let lowering = Lowering::of(conv, shape, output);
    let (filters, depth) = (lowering.filters(), lowering.offsets.len());
    let (weight, bias) = pass.params.split_at(conv.filters * depth);
    let panels: Vec<Panels> = (0..conv.groups)
        .map(|g| Panels::pack(filters, depth, |o, k| lowering.weight(weight, g * filters + o, k)))
        .collect();
    let mut padded = vec![0.0; lowering.padding.padded.len()];
    let mut gathered = vec![0.0; lowering.gathered()];
    let mut sums = vec![0.0; filters * lowering.n];
    let samples = pass.x[0].chunks_exact(shape.len()).zip(pass.y.chunks_exact_mut(output.len()));
    for (x, y) in samples {
        let padded = pad(&lowering, x, &mut padded);
        for g in 0..conv.groups {
            let group = &padded[g * padded.len() / conv.groups..(g + 1) * padded.len() / conv.groups];
            let rows = lowering.rows(group, &mut gathered);
            sum_rows(&panels[g], &lowering.offsets, rows, lowering.n, &mut sums, lowering.n, false);
            for (o, sums) in sums.chunks_exact(lowering.n).enumerate() {
                let o = g * filters + o;
                let bias = if conv.bias { bias[o] } else { 0.0 };
                let y = y[o * output.area()..(o + 1) * output.area()].chunks_exact_mut(output.w);
                for (y, sums) in y.zip(sums.chunks(lowering.pitch)) {
                    y.iter_mut().zip(sums).for_each(|(y, sum)| *y = sum + bias);
                }
            }
        }
    }
}

pub(super) fn backward(conv: &Conv, mut pass: Backward<'_>) {
    let (shape, output) = (pass.shapes[0], pass.output);
    let lowering = Lowering::of(conv, shape, output);
    let (filters, depth, n) = (lowering.filters(), lowering.offsets.len(), lowering.n);
    let (weight, _) = pass.params.split_at(conv.filters * depth);
    let (dweight, dbias) = pass.dparams.split_at_mut(conv.filters * depth);
    let before = conv.table.as_ref().map(|_| dweight.to_vec());
    let mut adjoint = Adjoint::of(&lowering, weight);
    let mut dx = pass.dx.input(0);
    let mut padded = vec![0.0; lowering.padding.padded.len()];
    let mut dpadded = vec![0.0; if dx.is_some() { padded.len() } else { 0 }];
    let mut gathered = vec![0.0; lowering.gathered()];
    for (sample, dy) in pass.dy.chunks_exact(output.len()).enumerate() {
        let x = &pass.x[0][sample * shape.len()..(sample + 1) * shape.len()];
        let padded = pad(&lowering, x, &mut padded);
        for g in 0..conv.groups {
            let part = |len: usize| g * len / conv.groups..(g + 1) * len / conv.groups;
            let dy = &dy[part(dy.len())];
            if conv.bias {
                for (dbias, dy) in dbias[part(conv.filters)].iter_mut().zip(dy.chunks_exact(output.area())) {
                    *dbias += dy.iter().sum::<f32>();
                }
            }
            // dweight[o][k] += Σₚ dy[o][p] · rows[k][p]
            let spread = adjoint.spread(dy);
            let rows = lowering.rows(&padded[part(padded.len())], &mut gathered);
            let dweight = &mut dweight[part(conv.filters * depth)];
            dot_rows(filters, spread.values, spread.pitch, &lowering.offsets, rows, n, dweight);
            if dx.is_some() {
                adjoint.backward(g, &mut dpadded[part(padded.len())]);
            }
        }
        if let Some(dx) = &mut dx {
            lowering.padding.backward(&dpadded, &mut dx[sample * shape.len()..(sample + 1) * shape.len()]);
        }
    }
    // The products know nothing of the connection table: what they added to weights that do not exist goes again.
    if let Some(before) = before {
        let taps = conv.taps_per_kernel();
        let kernels = dweight.chunks_exact_mut(taps).zip(before.chunks_exact(taps));
        for (index, (dweight, before)) in kernels.enumerate() {
            if !conv.connected(index / lowering.channels, index % lowering.channels) {
                dweight.copy_from_slice(before);
            }
        }
    }
}

/// One sample with its padding; itself where there is none.
fn pad<'b>(lowering: &Lowering, x: &'b [f32], padded: &'b mut [f32]) -> &'b [f32] {
    if lowering.padding.is_empty() {
        return x;
    }
    lowering.padding.forward(x, padded);
    padded
}

/// From dL/dy back to the padded input: the product with the transposed weights.
///
/// With stride 1 that is again a sum of shifted rows: of dL/dy, spread to the padded width and with room before each
/// channel, so that tap k reads k's offset further to the left. With other strides the product fills gathered rows,
/// and each of their values is added to the cell that it was gathered from.
struct Adjoint<'a> {
    lowering: &'a Lowering<'a>,
    /// The transposed weights of each group.
    panels: Vec<Panels>,
    offsets: Vec<usize>,
    spread: Vec<f32>,
    /// Zeros before each channel of `spread`.
    room: usize,
    pitch: usize,
    gathered: Vec<f32>,
}

/// dL/dy of one group, in the pitch of its lowering.
struct Spread<'b> {
    values: &'b [f32],
    pitch: usize,
}

impl<'a> Adjoint<'a> {
    fn of(lowering: &'a Lowering<'a>, weight: &[f32]) -> Self {
        let (filters, depth) = (lowering.filters(), lowering.offsets.len());
        let taps = lowering.conv.taps_per_kernel();
        let groups = 0..lowering.conv.groups;
        let area = lowering.padding.padded.area();
        if lowering.shifted {
            let room = lowering.offsets[taps - 1];
            let pitch = room + area;
            let offsets = (0..filters).flat_map(|o| (0..taps).map(move |tap| (o, tap)));
            let at = |g: usize| {
                move |c: usize, row: usize| {
                    lowering.weight(weight, g * filters + row / taps, c * taps + row % taps)
                }
            };
            Self {
                lowering,
                panels: groups.map(|g| Panels::pack(lowering.channels, filters * taps, at(g))).collect(),
                offsets: offsets.map(|(o, tap)| o * pitch + room - lowering.offsets[tap]).collect(),
                spread: vec![0.0; filters * pitch],
                room,
                pitch,
                gathered: Vec::new(),
            }
        } else {
            let at = |g: usize| move |k: usize, o: usize| lowering.weight(weight, g * filters + o, k);
            Self {
                lowering,
                panels: groups.map(|g| Panels::pack(depth, filters, at(g))).collect(),
                offsets: (0..filters).map(|o| o * lowering.n).collect(),
                spread: vec![0.0; filters * lowering.n],
                room: 0,
                pitch: lowering.n,
                gathered: vec![0.0; lowering.gathered()],
            }
        }
    }

    /// Takes dL/dy of one group.
    fn spread(&mut self, dy: &[f32]) -> Spread<'_> {
        let output = self.lowering.output;
        for (dy, spread) in dy.chunks_exact(output.area()).zip(self.spread.chunks_exact_mut(self.pitch)) {
            let rows = spread[self.room..].chunks_mut(self.lowering.pitch);
            for (dy, spread) in dy.chunks_exact(output.w).zip(rows) {
                spread[..output.w].copy_from_slice(dy);
            }
        }
        Spread { values: &self.spread[self.room..], pitch: self.pitch }
    }

    /// Overwrites `dpadded`, the padded channels of group `g`, with their gradient.
    fn backward(&mut self, g: usize, dpadded: &mut [f32]) {
        let lowering = self.lowering;
        if lowering.shifted {
            let area = lowering.padding.padded.area();
            sum_rows(&self.panels[g], &self.offsets, &self.spread, area, dpadded, area, false);
        } else {
            let n = lowering.n;
            sum_rows(&self.panels[g], &self.offsets, &self.spread, n, &mut self.gathered, n, false);
            dpadded.fill(0.0);
            lowering.each_gathered(|from, to| dpadded[to] += self.gathered[from]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fill::Fill;
    use crate::layers::{Op, Phase, Run};
    use crate::random::Random;
    use crate::window::Window;

    /// The convolution tap by tap, forward and backward: slow and plain.
    fn naive(
        conv: &Conv,
        shape: Shape,
        batch: usize,
        x: &[f32],
        params: &[f32],
        dy: &[f32],
    ) -> [Vec<f32>; 3] {
        let output = conv.output(&[shape]).unwrap();
        let weights = params.len() - if conv.bias { conv.filters } else { 0 };
        let (mut y, mut dx, mut dparams) = (vec![], vec![0.0; x.len()], vec![0.0; params.len()]);
        for n in 0..batch {
            let x = &x[n * shape.len()..(n + 1) * shape.len()];
            for o in 0..output.c {
                for i in 0..output.h {
                    for j in 0..output.w {
                        let dy = dy[y.len()];
                        let mut sum = if conv.bias { params[weights + o] } else { 0.0 };
                        if conv.bias {
                            dparams[weights + o] += dy;
                        }
                        for tap in conv.taps(shape, o, i, j) {
                            sum += params[tap.weight] * conv.value(&tap, x);
                            dparams[tap.weight] += dy * conv.value(&tap, x);
                            if let Some(source) = tap.source {
                                dx[n * shape.len() + source] += dy * params[tap.weight];
                            }
                        }
                        y.push(sum);
                    }
                }
            }
        }
        [y, dx, dparams]
    }

    fn random_conv(random: &mut Random, groups: usize, channels: usize) -> Conv {
        let mut window = || {
            let window =
                Window::new(1 + random.below(4)).stride(1 + random.below(3)).dilation(1 + random.below(2));
            Window { before: random.below(3), after: random.below(3), ..window }
        };
        let window = [window(), window()];
        let fills = [Fill::Constant(0.7), Fill::Reflect, Fill::Symmetric, Fill::Replicate, Fill::Circular];
        let filters = groups * (1 + random.below(6));
        let table = (random.below(3) == 0).then(|| {
            (0..filters).map(|_| (0..channels / groups).map(|_| random.below(2) == 0).collect()).collect()
        });
        Conv { filters, window, fill: fills[random.below(5)], groups, bias: random.below(2) == 0, table }
    }

    #[test]
    fn fast_path_equals_the_naive_loop_on_random_shapes() {
        let mut random = Random::new(5);
        let (mut tried, mut shifted) = (0, 0);
        while tried < 300 {
            let groups = 1 + random.below(3);
            let shape = Shape::new(groups * (1 + random.below(3)), 1 + random.below(9), 1 + random.below(9));
            let conv = random_conv(&mut random, groups, shape.c);
            let Ok(output) = conv.output(&[shape]) else { continue };
            (tried, shifted) = (tried + 1, shifted + usize::from(conv.window.iter().all(|w| w.stride == 1)));
            let mut values = |n: usize| -> Vec<f32> { (0..n).map(|_| random.normal()).collect() };
            let batch = 2;
            let x = values(batch * shape.len());
            let params = values(conv.params(&[shape]).iter().map(|p| p.len()).sum());
            let dy = values(batch * output.len());
            let (shapes, inputs): ([Shape; 1], [&[f32]; 1]) = ([shape], [&x]);
            let run = Run::forward(&conv, batch, &shapes, &inputs, &params, &[], Phase::Infer).unwrap();
            let gradients = run.backward(&dy);
            let expected = naive(&conv, shape, batch, &x, &params, &dy);
            for (name, got, want) in [
                ("y", &run.y, &expected[0]),
                ("dx", &gradients.dx[0], &expected[1]),
                ("dparams", &gradients.dparams, &expected[2]),
            ] {
                for (i, (got, want)) in got.iter().zip(want).enumerate() {
                    assert!((got - want).abs() < 1e-3, "{name}[{i}] {got} {want} of {conv:?} on {shape}");
                }
            }
        }
        assert!(shifted > 20, "both paths are tried");
    }
}
