use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};

use super::memory::Bytes;
use super::{Network, Node};
use crate::layers::{Bound, Layer, Size};
use crate::shape::Shape;

/// Layers of a network, and inputs of one of them.
pub const MAX_NODES: u64 = 1000;
/// Inputs of all layers together.
const MAX_INPUTS: u64 = 4 * MAX_NODES;
/// Entries of all connection tables together: the largest part of a network as text, where there are any.
const MAX_CONNECTIONS: u64 = 1 << 20;
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
/// Trained parameters and running statistics: half of what a tab gets, so that they are there once to be computed with and once
/// on their way.
const MAX_WEIGHTS: Bytes = Bytes(1 << 30);
/// Bytes of one value.
const VALUE: u64 = size_of::<f32>() as u64;

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

fn at_most(what: &'static str, found: u64, most: u64) -> Result<(), Excess> {
    if found > most { Err(Excess { what: what.into(), found, most }) } else { Ok(()) }
}

/// Sums over all layers so far.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Totals {
    activations: u64,
    weights: u64,
    inputs: u64,
    connections: u64,
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
        self.activations += values;
        at_most("a sum of all outputs", self.activations, ACTIVATIONS)
    }

    /// Counts a parameter, or running statistics.
    pub fn weights(&mut self, dims: &[usize]) -> Result<(), Excess> {
        let product = dims.iter().fold(1u64, |product, &dim| product.saturating_mul(dim as u64));
        self.weights = self.weights.saturating_add(product);
        at_most("a number of parameters", self.weights, MAX_WEIGHTS.0 / VALUE)
    }

    /// Counts where a layer's inputs come from.
    pub fn node(&mut self, node: &Node) -> Result<(), Excess> {
        self.inputs += node.inputs.len() as u64;
        at_most("a number of inputs of layers", self.inputs, MAX_INPUTS)?;
        if let Layer::Conv(conv) = &node.layer {
            let rows = conv.connection_table.iter().flatten();
            self.connections += rows.map(|row| row.len() as u64).sum::<u64>();
        }
        at_most("a number of connections in tables", self.connections, MAX_CONNECTIONS)
    }
}

/// Refuses a network of too many layers, before they are named or looked at.
pub(super) fn nodes(network: &Network) -> Result<(), Excess> {
    at_most("a number of layers", network.nodes.len() as u64, MAX_NODES)
}

/// What a reader says of a list that is longer than a network's may be.
pub(super) const TOO_MANY: &str = "more than a network has";

/// Reads a list of at most [`MAX_NODES`] things. No more are made of a longer one.
pub(super) fn short_list<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    struct ShortList<T>(PhantomData<T>);

    impl<'de, T: Deserialize<'de>> Visitor<'de> for ShortList<T> {
        type Value = Vec<T>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "a list of at most {MAX_NODES}")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Vec<T>, A::Error> {
            let mut list = Vec::new();
            while let Some(item) = items.next_element()? {
                if list.len() as u64 == MAX_NODES {
                    return Err(A::Error::custom(TOO_MANY));
                }
                list.push(item);
            }
            Ok(list)
        }
    }

    deserializer.deserialize_seq(ShortList(PhantomData))
}

/// Checks a layer's own sizes, before anything is computed from them.
pub(crate) fn layer(layer: &Layer) -> Result<(), Excess> {
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
    use crate::layers::activation::Activation;
    use crate::layers::conv::Conv;
    use crate::layers::conv_transpose::ConvTranspose;
    use crate::layers::dense::Dense;
    use crate::layers::flatten::Flatten;
    use crate::layers::merge::Concat;
    use crate::layers::pad::Pad;
    use crate::layers::pool::Pool;
    use crate::network::{NodeId, Plan};
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
            (
                Shape::flat(60_000),
                Dense::new(60_000).into(),
                "dense1: a number of parameters of 3600000000 is too much, the most is 268435456",
            ),
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
        assert_eq!(
            refusal(Shape::flat(1), flatten()),
            "the network: a number of layers of 1001 is too much, the most is 1000"
        );
        let wide = std::iter::repeat_n(Flatten.into(), 5);
        assert!(refusal(Shape::flat(1 << 24), wide).starts_with("flatten4: a sum of all outputs"));
        let table = Conv { connection_table: Some(vec![vec![true; 1025]; 1024]), ..Conv::new(1024, 1) };
        let found = refusal(Shape::new(1025, 1, 1), [table.into()]);
        assert!(found.starts_with("conv1: a number of connections in tables of 1049600"), "{found}");
        let mut joined = Network::new(Shape::flat(1));
        for _ in 0..5 {
            joined.add(Concat, &[NodeId::INPUT; 1000]);
        }
        let found = Plan::new(joined).unwrap_err().to_string();
        assert!(found.starts_with("concat5: a number of inputs of layers of 5000"), "{found}");
    }

    /// What was refused at 66.3 million parameters is opened up to a gigabyte of them.
    #[test]
    fn vgg16_can_be_planned() {
        let mut network = Network::new(Shape::new(3, 224, 224));
        for (convs, filters) in [(2, 64), (2, 128), (3, 256), (3, 512), (3, 512)] {
            for _ in 0..convs {
                network.chain([Conv::new(filters, 3).padding(1).into(), Activation::Relu.into()]);
            }
            network.chain([Pool::max(2).into()]);
        }
        network.chain([Dense::new(4096).into(), Dense::new(4096).into(), Dense::new(1000).into()]);
        let plan = Plan::new(network).unwrap();
        assert_eq!(plan.params(), 138_357_544);
        assert_eq!(plan.weights_bytes().to_string(), "553 MB");
    }
}
