//! The kernels as planes of numbers that tables are pasted into: filters × channels of a group × rows × columns.

use super::{Convolve, Field, Mode};
use crate::app::lab::setting::Settings;
use crate::app::lab::{MadeRoom, Planes};
use crate::app::text::entry as text;
use crate::shape::Shape;

impl Convolve {
    /// The kernels, of which some are seen and one of those is chosen.
    pub(super) fn kernels(chosen: usize, seen: Vec<usize>) -> Planes<Self> {
        let planes =
            Planes { chosen, seen, shape: Self::kernels_shape, values: |to| &mut to.weight, growth: None };
        planes.growing([Field::Kernel(0), Field::Kernel(1)], Self::room_in_kernels)
    }

    /// As many kernels as the weights have, with their rows and columns.
    pub(super) fn kernels_shape(&self) -> Shape {
        let [rows, columns] = self.conv.window.map(|window| window.size);
        Shape::new(self.conv.filters * self.channels_per_group(), rows, columns)
    }

    /// Room for \[filters, channels] of tables, or, in a transposed convolution, for \[channels, filters], both as PyTorch has
    /// them in a weight; or for those of the chosen filter, or channel.
    fn room_in_kernels(&self, chosen: usize, outer: &[usize]) -> MadeRoom<Self> {
        let (groups, per_group) = (self.conv.groups, self.channels_per_group());
        let transposed = self.mode == Mode::Transposed;
        let resized = |to: Self, field, count| to.nearest(field, count).unwrap_or(to);
        let mut to = self.clone();
        let (counts, first): (_, usize) = match *outer {
            [filters, channels] if !transposed => {
                to = resized(to, Field::ChannelsOut, filters);
                to = resized(to, Field::ChannelsIn, channels * groups);
                ([filters, channels], 0)
            }
            [channels, filters] => {
                to = resized(to, Field::ChannelsIn, channels);
                to = resized(to, Field::ChannelsOut, filters * groups);
                ([channels, filters], 0)
            }
            [filters, ..] if transposed => {
                to = resized(to, Field::ChannelsOut, filters * groups);
                let group = chosen / per_group / (self.conv.filters / groups);
                ([1, filters], group * per_group + chosen % per_group)
            }
            _ => {
                let channels = outer.first().copied().unwrap_or(1);
                to = resized(to, Field::ChannelsIn, channels * groups);
                ([1, channels], chosen / per_group)
            }
        };
        let per_group = to.channels_per_group();
        let filters_per_group = to.conv.filters / to.conv.groups;
        let plane = |i: usize, j: usize| match transposed {
            true => {
                let filter = i / per_group * filters_per_group + j;
                (i < to.input.c && j < filters_per_group).then(|| filter * per_group + i % per_group)
            }
            false => (i < to.conv.filters && j < per_group).then(|| i * per_group + j),
        };
        let planes = (0..counts[0] * counts[1])
            .map(|table| plane(first + table / counts[1], table % counts[1]))
            .collect();
        let mut said = Vec::new();
        said.extend((to.input.c != self.input.c).then(|| text::channels(to.input.c)));
        said.extend((to.conv.filters != self.conv.filters).then(|| text::filters(to.conv.filters)));
        said.extend((transposed && outer.len() == 2).then(|| text::INPUT_CHANNELS_FIRST.to_string()));
        MadeRoom { example: to, planes, said }
    }
}
