//! What stands beside the grids of several channels: biases, what the window sees times each kernel, and their sums.

use super::figure::{LEAST, Shown};
use super::{Convolve, Mode};
use crate::app::color::Palette;
use crate::app::figure::{Cell, FilterSum, Grid, Layout, Look, Operand, OperandId, Role, Spot, Word, range};
use crate::app::numbers::trimmed;
use crate::app::text::{convolve as text, lab};

impl Convolve {
    /// What the window sees times a kernel, at the position of the present step.
    fn product_of_kernel(&self, filter: usize, channel: usize) -> Vec<f32> {
        let [rows, columns] = self.conv.window.map(|window| window.size);
        let place = self.cell_of_step(self.at);
        let weight = self.applied(&self.weight);
        let mut products = vec![0.0; rows * columns];
        for tap in self.conv.taps(self.input, filter, place.row as usize, place.column as usize) {
            if tap.channel % self.channels_per_group() == channel {
                let [u, v] = self.shown_tap(tap.tap);
                products[u * columns + v] = self.conv.value(&tap, &self.x) * weight[tap.weight];
            }
        }
        products
    }
}

impl Shown<'_> {
    /// One channel and one filter in a line, more of them in a block for each filter.
    pub(super) fn layout(&self) -> Layout {
        let convolve = self.convolve;
        if !convolve.has_several_channels() {
            return Layout::Line;
        }
        let sums = match convolve.mode {
            // Letters have no sums.
            Mode::Forward if !convolve.letters.shown => {
                (0..convolve.conv.filters).map(|filter| self.sum_of_filter(filter)).collect()
            }
            _ => Vec::new(),
        };
        Layout::Filters { groups: convolve.conv.groups, sums }
    }

    /// Whether what a filter makes at the present position is still to come, or is to be predicted.
    fn is_to_come(&self, filter: usize) -> bool {
        let now = self.convolve.cell_of_step(self.convolve.at).channel;
        filter > now || self.hidden && filter == now
    }

    fn sum_of_filter(&self, filter: usize) -> FilterSum {
        let convolve = self.convolve;
        let (per_group, place) = (convolve.channels_per_group(), convolve.cell_of_step(convolve.at));
        let bias = convolve.bias.get(filter).copied().unwrap_or_default();
        let bias = Some(Word { text: trimmed(bias), role: Role::Value(bias, Palette::Weight) });
        if self.is_to_come(filter) {
            let value = (filter == place.channel).then(|| Word::sign("?"));
            return FilterSum { channels: vec![None; per_group], bias, value };
        }
        let partial = |channel: usize| {
            let sum: f32 = convolve.product_of_kernel(filter, channel).iter().sum();
            let spot =
                Spot { operand: OperandId::Products, grid: filter * per_group + channel, row: 0, column: 0 };
            Some(Word { text: trimmed(sum), role: Role::Partial(sum, Palette::Activation, spot) })
        };
        let output = self.computed.output;
        let at = (filter * output.h + place.row as usize) * output.w + place.column as usize;
        let value = self.computed.y.get(at).copied().unwrap_or_default();
        let value = Some(Word { text: trimmed(value), role: Role::Total(value, Palette::Activation) });
        FilterSum { channels: (0..per_group).map(partial).collect(), bias, value }
    }

    /// The biases, where there are any, and the products of a forward pass.
    pub(super) fn made_by_filters(&self) -> Vec<Operand> {
        let convolve = self.convolve;
        let biases = match convolve.mode {
            Mode::Forward | Mode::Transposed => Some(self.biases()),
            _ => None,
        };
        let products = (convolve.mode == Mode::Forward && !convolve.letters.shown).then(|| self.products());
        biases.into_iter().chain(products).collect()
    }

    fn biases(&self) -> Operand {
        let bias = &self.convolve.bias;
        let range = 1.2 * range(bias, 1.0);
        let grid = |(filter, bias): (usize, &f32)| Grid {
            editable: true,
            ..Grid::new(
                format!("conv-bias-{filter}"),
                text::bias_of(filter),
                1,
                [Cell::new(*bias, Palette::Weight, range)
                    .lettered(self.convolve.letters.shown.then(|| self.convolve.bias_letter(filter)))],
            )
        };
        let grids = bias.iter().enumerate().map(grid).collect();
        Operand::new(OperandId::Bias, lab::BIAS_IS, String::new(), grids, 0)
    }

    fn products(&self) -> Operand {
        let convolve = self.convolve;
        let (per_group, columns) = (convolve.channels_per_group(), convolve.conv.window[1].size);
        let all: Vec<Vec<f32>> = (0..convolve.conv.filters * per_group)
            .map(|kernel| convolve.product_of_kernel(kernel / per_group, kernel % per_group))
            .collect();
        let (taps, now) = (convolve.conv.taps_per_kernel(), convolve.cell_of_step(convolve.at).channel);
        let range = all.iter().map(|products| range(products, LEAST)).fold(LEAST, f32::max);
        let grid = |(kernel, products): (usize, &Vec<f32>)| {
            let (filter, channel) = (kernel / per_group, kernel % per_group);
            let is_shown = |i: usize| match self.products {
                Some(shown) if filter == now => {
                    channel * taps + if convolve.flip { taps - 1 - i } else { i } < shown
                }
                _ => !self.is_to_come(filter),
            };
            let cell = |(i, value): (usize, &f32)| Cell {
                look: if is_shown(i) { Look::Plain } else { Look::Empty },
                ..Cell::new(*value, Palette::Activation, range)
            };
            Grid {
                pointable: true,
                pinnable: true,
                ..Grid::new(
                    format!("conv-products-{kernel}"),
                    text::products_of(filter, channel),
                    columns,
                    products.iter().enumerate().map(cell),
                )
            }
        };
        let grids = all.iter().enumerate().map(grid).collect();
        Operand::new(OperandId::Products, text::WINDOW_TIMES_KERNEL, String::new(), grids, 0)
    }
}
