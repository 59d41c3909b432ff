use crate::layers::activation::Activation;
use crate::layers::conv::Conv;
use crate::layers::dense::Dense;
use crate::layers::flatten::Flatten;
use crate::layers::pool::Pool;
use crate::network::Network;
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
