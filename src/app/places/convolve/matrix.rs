//! im2col: a convolution as one matrix product for each of its groups (Chellapilla, Puri and Simard, "High performance
//! convolutional neural networks for document processing", 2006).

use std::ops::Range;

use super::Convolve;
use super::figure::{LEAST, Shown};
use crate::app::color::Palette;
use crate::app::figure::{Cell, Grid, Layout, Look, Operand, OperandId, range};
use crate::app::numbers::trimmed;
use crate::app::text::Text;
use crate::app::text::convolve as text;

/// Y = W · X + b for one group: W holds a filter in each row, X what the window sees at each position in a column.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Im2colView {
    pub filters: Range<usize>,
    /// Rows of X: taps of all channels of the group.
    pub depth: usize,
    /// Columns of X: positions.
    pub positions: usize,
    /// W, filters × depth.
    pub weights: Vec<f32>,
    /// X, depth × positions.
    pub patches: Vec<f32>,
    pub padded: Vec<bool>,
    /// Input channel, row and column of the tap of each row of X.
    pub taps: Vec<(usize, [usize; 2])>,
}

impl Convolve {
    /// The matrices of the group that `filter` belongs to.
    pub fn matrices(&self, filter: usize) -> Im2colView {
        let (output, per_group) = (self.upstream_shape(), self.conv.filters / self.conv.groups);
        let first = filter / per_group * per_group;
        let (depth, positions) = (self.channels_per_group() * self.conv.taps_per_kernel(), output.area());
        let mut patches = vec![0.0; depth * positions];
        let mut padded = vec![false; depth * positions];
        let mut taps = Vec::with_capacity(depth);
        for position in 0..positions {
            let each = self.conv.taps(self.input, first, position / output.w, position % output.w);
            for (k, tap) in each.enumerate() {
                let at = k * positions + position;
                patches[at] = self.conv.value(&tap, &self.x);
                let inside = |i: isize, len: usize| (0..len as isize).contains(&i);
                padded[at] = !inside(tap.cell[0], self.input.h) || !inside(tap.cell[1], self.input.w);
                if position == 0 {
                    taps.push((tap.channel, tap.tap));
                }
            }
        }
        let weights = self.applied(&self.weight)[first * depth..(first + per_group) * depth].to_vec();
        Im2colView { filters: first..first + per_group, depth, positions, weights, patches, padded, taps }
    }
}

impl Im2colView {
    /// How often each value of the group's input stands in X, on average; `cells` values there are.
    pub fn copies(&self, cells: usize) -> f32 {
        let read = self.padded.iter().filter(|&&padded| !padded).count();
        read as f32 / cells as f32
    }
}

impl Shown<'_> {
    /// The same convolution as one matrix product: X above, W to the left, Y where they meet.
    pub(super) fn matrix(&self) -> (Layout, Vec<Operand>) {
        let convolve = self.convolve;
        let filter = convolve.cell_of_step(convolve.at).channel;
        let matrices = convolve.matrices(filter);
        let (depth, positions, filters) = (matrices.depth, matrices.positions, matrices.filters.clone());
        let position = convolve.at % positions;
        let groups = convolve.conv.groups;
        let group = (groups != 1).then(|| [filter / filters.len() + 1, groups]);
        let patch = |(i, value): (usize, &f32)| Cell {
            look: if matrices.padded[i] { Look::Padded } else { Look::Plain },
            lit: i % positions == position,
            ..Cell::new(*value, Palette::Ink, 2.0 * range(&convolve.x, LEAST))
        };
        let weight = |(i, weight): (usize, &f32)| Cell {
            lit: i / depth == filter - filters.start,
            ..Cell::new(*weight, Palette::Weight, range(&convolve.weight, LEAST))
        };
        let first = filters.start * positions;
        let largest = range(&self.computed.y, LEAST);
        let value = |(i, value): (usize, &f32)| {
            let step = first + i;
            let later = step > convolve.at || self.hidden && step == convolve.at;
            let look = if later { Look::Empty } else { Look::Plain };
            Cell { look, lit: step == convolve.at, ..Cell::new(*value, Palette::Activation, largest) }
        };
        let y = &self.computed.y[first..first + filters.len() * positions];
        let operand = |id, title, size: &str, grid| Operand::new(id, title, size.to_owned(), vec![grid], 0);
        let named = |name: Text| group.map_or_else(|| name.to_string(), |group| text::of_group(&name, group));
        let x = Grid {
            pointable: true,
            pinnable: true,
            ..Grid::new(
                "im2col-patches".to_owned(),
                named(text::PATCHES_GRID),
                positions,
                matrices.patches.iter().enumerate().map(patch),
            )
        };
        let w = Grid::new(
            "im2col-weights".to_owned(),
            named(text::WEIGHTS_GRID),
            depth,
            matrices.weights.iter().enumerate().map(weight),
        );
        let y = Grid {
            pointable: true,
            pinnable: true,
            ..Grid::new(
                "im2col-output".to_owned(),
                named(text::OUTPUT_GRID),
                positions,
                y.iter().enumerate().map(value),
            )
        };
        let cells = convolve.channels_per_group() * convolve.input.area();
        let copies = Some(matrices.copies(cells)).filter(|copies| *copies != 1.0).map(trimmed);
        let bias = if convolve.bias.iter().any(|&bias| bias != 0.0) { " + b" } else { "" };
        let layout = Layout::Product {
            equation: format!("Y = W · X{bias}"),
            notes: vec![
                text::matrix_sizes(filters.len(), depth, positions, group),
                text::copies(cells, copies.as_deref()),
            ],
        };
        let operands = vec![
            operand(OperandId::Patches, Text::of("X"), &text::PATCHES, x),
            operand(
                OperandId::Kernel,
                Text::of("W"),
                if convolve.flip { &text::FLIPPED_FILTERS } else { &text::FILTERS },
                w,
            ),
            operand(OperandId::Output, Text::of("Y"), &text::CHANNELS_OUT, y),
        ];
        (layout, operands)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Convolve;
    use super::super::tests::random_convolve;
    use crate::app::places::convolve::{Mode, presets};
    use crate::layers::conv::Conv;
    use crate::random::Random;
    use crate::shape::Shape;

    /// W · X + b, summed here by hand, is what the layer computes.
    #[test]
    fn the_product_is_the_output() {
        let examples = presets().iter().map(|preset| preset.example());
        let (mut checked, mut numbers) = (0, Random::new(8));
        for convolve in examples
            .chain((0..150).map(|_| random_convolve(&mut numbers)))
            .filter(|convolve| convolve.mode != Mode::Transposed)
        {
            let Some(convolve) = convolve.in_mode(Mode::Forward) else { continue };
            let computed = convolve.compute();
            for filter in 0..convolve.conv.filters {
                let matrices = convolve.matrices(filter);
                let row = filter - matrices.filters.start;
                for p in 0..matrices.positions {
                    let products = (0..matrices.depth).map(|k| {
                        f64::from(matrices.weights[row * matrices.depth + k])
                            * f64::from(matrices.patches[k * matrices.positions + p])
                    });
                    let sum = products.sum::<f64>() + f64::from(convolve.bias[filter]);
                    let y = f64::from(computed.y[filter * matrices.positions + p]);
                    assert!((sum - y).abs() <= 1e-4 * y.abs().max(1.0), "{convolve:?}: {sum} and {y}");
                    checked += 1;
                }
            }
        }
        assert!(checked > 1000, "{checked}");
    }

    /// 6×6 and a 3×3 kernel: 16 positions of 9 taps, 144 values made of 36.
    #[test]
    fn each_value_is_copied_four_times() {
        let convolve = Convolve::new(Shape::new(1, 6, 6), Conv::new(1, 3), 1).unwrap();
        let matrices = convolve.matrices(0);
        assert_eq!((matrices.depth, matrices.positions, matrices.copies(36)), (9, 16, 4.0));
        assert_eq!(matrices.taps[5], (0, [1, 2]));
    }
}
