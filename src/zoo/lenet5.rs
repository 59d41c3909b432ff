use super::blocks::named;
use super::digit_codes::digit_codes;
use crate::layers::Layer;
use crate::layers::activation::Activation::{self, ScaledTanh};
use crate::layers::conv::Conv;
use crate::layers::dense::Dense;
use crate::layers::flatten::Flatten;
use crate::layers::pool::Pool;
use crate::layers::rbf::Rbf;
use crate::network::{Network, NodeId};
use crate::shape::Shape;

/// LeNet-5's layers (LeCun et al., 1998) as today's libraries write them: ReLU, max pools, every map connected. The
/// network that engines are compared by.
pub fn small_lenet() -> Network {
    let mut network = Network::new(Shape::new(1, 28, 28));
    network.chain([
        Conv::new(6, 5).padding(2).into(),
        Activation::Relu.into(),
        Pool::max(2).into(),
        Conv::new(16, 5).into(),
        Activation::Relu.into(),
        Pool::max(2).into(),
        Flatten.into(),
        Dense::new(120).into(),
        Activation::Relu.into(),
        Dense::new(84).into(),
        Activation::Relu.into(),
        Dense::new(10).into(),
    ]);
    network
}

/// LeNet-5 as its paper has it (LeCun, Bottou, Bengio and Haffner, "Gradient-based learning applied to document
/// recognition", 1998), but for its last layer: tanh, averages, and a C3 whose maps each see some of the maps before. For
/// `classes` classes on any input that leaves C5 at least one cell.
pub fn lenet5(input: Shape, classes: usize) -> Network {
    // 28 rows are padded to the paper's 32.
    let padding = if input.h.min(input.w) < 32 { 2 } else { 0 };
    let mut network = Network::new(input);
    network.chain([
        Conv::new(6, 5).padding(padding).into(),
        Activation::Tanh.into(),
        Pool::average(2).into(),
        Conv { connection_table: Some(c3()), ..Conv::new(16, 5) }.into(),
        Activation::Tanh.into(),
        Pool::average(2).into(),
        Flatten.into(),
        // C5: on 5 × 5 cells a convolution with 5 × 5 taps is a dense layer.
        Dense::new(120).into(),
        Activation::Tanh.into(),
        Dense::new(84).into(),
        Activation::Tanh.into(),
        Dense::new(classes).into(),
    ]);
    network
}

/// LeNet-5 as it was in 1998: the pools have a coefficient and a bias for each map, every layer up to F6 the scaled tanh, and
/// the output compares F6 with a picture of each digit. 60 000 parameters are trained.
pub fn lenet5_1998() -> Network {
    lenet5_1998_for(32)
}

/// The same for digits of `side` × `side` pixels, at most 32: C1 pads them with 0 to the paper's 32 × 32.
pub(super) fn lenet5_1998_for(side: usize) -> Network {
    let mut network = Network::new(Shape::new(1, side, side));
    let mut last = NodeId::INPUT;
    let mut add = |name: &str, layer: Layer| last = named(&mut network, last, name, layer);
    add("C1", Conv::new(6, 5).padding((32 - side) / 2).into());
    add("C1.tanh", ScaledTanh.into());
    // Subsampling: an average, times a coefficient, plus a bias.
    add("S2", Pool::average(2).into());
    add("S2.coefficient", Conv { groups: 6, ..Conv::new(6, 1) }.into());
    add("S2.tanh", ScaledTanh.into());
    add("C3", Conv { connection_table: Some(c3()), ..Conv::new(16, 5) }.into());
    add("C3.tanh", ScaledTanh.into());
    add("S4", Pool::average(2).into());
    add("S4.coefficient", Conv { groups: 16, ..Conv::new(16, 1) }.into());
    add("S4.tanh", ScaledTanh.into());
    add("C5", Conv::new(120, 5).into());
    add("C5.tanh", ScaledTanh.into());
    add("F6", Dense::new(84).into());
    add("F6.tanh", ScaledTanh.into());
    add("output", Rbf { codes: digit_codes() }.into());
    network
}

/// The paper's table I: which of S2's six maps each of C3's sixteen sees.
fn c3() -> Vec<Vec<bool>> {
    let seen: [&[usize]; 16] = [
        &[0, 1, 2],
        &[1, 2, 3],
        &[2, 3, 4],
        &[3, 4, 5],
        &[0, 4, 5],
        &[0, 1, 5],
        &[0, 1, 2, 3],
        &[1, 2, 3, 4],
        &[2, 3, 4, 5],
        &[0, 3, 4, 5],
        &[0, 1, 4, 5],
        &[0, 1, 2, 5],
        &[0, 1, 3, 4],
        &[1, 2, 4, 5],
        &[0, 2, 3, 5],
        &[0, 1, 2, 3, 4, 5],
    ];
    seen.iter().map(|seen| (0..6).map(|map| seen.contains(&map)).collect()).collect()
}
