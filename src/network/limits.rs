use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::layers::{Bound, Layer, Size};
use crate::shape::Shape;

/// Layers of a network.
const NODES: u64 = 1000;
/// Cells of a window, its stride, its dilation and its padding.
const WINDOW: u64 = 1024;
/// Filters, units, groups.
const CHANNELS: u64 = 1 << 16;
/// Rows or columns.
const SIDE: u64 = 1 << 13;
/// Values that come out of one layer for one sample. An f32 counts as far exactly, as max pooling must.
const VALUES: u64 = 1 << 24;
/// Values that come out of all layers for one sample, 256 MiB.
const ACTIVATIONS: u64 = 1 << 26;
/// Trained parameters, 1 GiB.
const PARAMS: u64 = 1 << 28;

/// What there is too much of. Networks come from links and files: what they ask for must fit into a browser's memory, and
/// into a `usize` of 32 bits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Excess {
    /// What.
    pub what: Cow<'static, str>,
    /// How much of it.
    pub found: u64,
    /// The most there may be.
    pub most: u64,
}

impl fmt::Display for Excess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { what, found, most } = self;
        write!(f, "{what} of {found} is too much, the most is {most}")
    }
}

fn at_most(what: &'static str, found: u64, most: u64) -> Result<(), Excess> {
    if found > most { Err(Excess { what: what.into(), found, most }) } else { Ok(()) }
}

/// Sums over all layers so far.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Totals {
    nodes: u64,
    activations: u64,
    params: u64,
}

impl Totals {
    /// Counts what comes out of one more node.
    pub fn shape(&mut self, shape: Shape) -> Result<(), Excess> {
        at_most("a number of channels", shape.c as u64, VALUES)?;
        at_most("a height", shape.h as u64, SIDE)?;
        at_most("a width", shape.w as u64, SIDE)?;
        // No more than 2²⁴ · 2¹³ · 2¹³, which 64 bits hold.
        let values = shape.c as u64 * shape.h as u64 * shape.w as u64;
        at_most("an output", values, VALUES)?;
        self.nodes += 1;
        at_most("a number of layers", self.nodes - 1, NODES)?;
        self.activations += values;
        at_most("a sum of all outputs", self.activations, ACTIVATIONS)
    }

    /// Counts a parameter.
    pub fn param(&mut self, dims: &[usize]) -> Result<(), Excess> {
        let product = dims.iter().fold(1u64, |product, &dim| product.saturating_mul(dim as u64));
        self.params = self.params.saturating_add(product);
        at_most("a number of parameters", self.params, PARAMS)
    }
}

/// Checks a layer's own sizes, before anything is computed from them.
pub(super) fn layer(layer: &Layer) -> Result<(), Excess> {
    layer.op().sizes().into_iter().try_for_each(|Size { what, found, bound }| {
        let most = match bound {
            Bound::Window => WINDOW,
            Bound::Channels => CHANNELS,
        };
        at_most(what, found as u64, most)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layers::conv::Conv;
    use crate::layers::conv_transpose::ConvTranspose;
    use crate::layers::dense::Dense;
    use crate::layers::flatten::Flatten;
    use crate::layers::pad::Pad;
    use crate::network::{Network, Plan};
    use crate::window::Window;

    fn refusal(input: Shape, layers: impl IntoIterator<Item = Layer>) -> String {
        let mut network = Network::new(input);
        network.chain(layers);
        Plan::new(network).map(|_| ()).unwrap_err().to_string()
    }

    #[test]
    fn what_would_not_fit_is_refused_before_it_is_asked_for() {
        let image = Shape::new(1, 28, 28);
        let huge = usize::MAX;
        for (input, layer, expected) in [
            (Shape::new(huge, huge, 2), Flatten.into(), "input: a number of channels of"),
            (Shape::new(1, huge, 2), Flatten.into(), "input: a height of"),
            (Shape::new(4096, 4096, 4096), Flatten.into(), "input: an output of 68719476736 is too much"),
            (image, Conv::new(huge, 3).into(), "conv1: a number of filters of"),
            (image, Conv::new(1, huge).into(), "conv1: a window of"),
            (image, Conv::new(1, 3).padding(huge).into(), "conv1: a padding of"),
            (image, Conv::new(1, 3).stride(huge).into(), "conv1: a stride of"),
            (image, Conv::new(60_000, 1).into(), "conv1: an output of 47040000 is too much"),
            (
                image,
                ConvTranspose { window: [Window::new(3).stride(1000); 2], ..ConvTranspose::new(1, 3) }.into(),
                "conv_transpose1: a height of",
            ),
            (
                image,
                Dense::new(65_537).into(),
                "dense1: a number of units of 65537 is too much, the most is 65536",
            ),
            (Shape::flat(60_000), Dense::new(60_000).into(), "dense1: a number of parameters of"),
            (
                image,
                Pad { rows: (huge, 0), columns: (0, 0), padding_mode: Default::default() }.into(),
                "pad1: a padding of",
            ),
        ] {
            let found = refusal(input, [layer]);
            assert!(found.starts_with(expected), "{found}");
        }
        let flatten = || std::iter::repeat_n(Flatten.into(), 1001);
        assert!(refusal(Shape::flat(1), flatten()).contains("a number of layers"));
        let wide = std::iter::repeat_n(Flatten.into(), 5);
        assert!(refusal(Shape::flat(1 << 24), wide).starts_with("flatten4: a sum of all outputs"));
    }
}
