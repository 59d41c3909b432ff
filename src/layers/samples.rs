//! Every kind of layer with every variety of its settings, on small inputs: what tests of all layers run over.

use super::Layer;
use super::activation::Activation;
use super::attention_decoder::AttentionDecoder;
use super::batch_norm::BatchNorm;
use super::channel_shuffle::ChannelShuffle;
use super::conv::Conv;
use super::conv_transpose::ConvTranspose;
use super::dense::Dense;
use super::dropout::Dropout;
use super::flatten::Flatten;
use super::global_avg_pool::GlobalAvgPool;
use super::layer_norm::LayerNorm;
use super::local_response_norm::LocalResponseNorm;
use super::merge::{Add, Concat, Multiply};
use super::pad::Pad;
use super::pool::{Pool, PoolKind};
use super::prelu::PRelu;
use super::rbf::Rbf;
use super::reparameterize::Reparameterize;
use super::softmax::Softmax;
use super::upsample::{Interpolation, Upsample};
use crate::padding_mode::PaddingMode;
use crate::random::Random;
use crate::shape::Shape;
use crate::window::Window;

/// How many samples every layer is run on.
pub const BATCH: usize = 2;

/// A layer and the shapes of its inputs.
#[derive(Debug)]
pub struct Sample {
    /// The layer.
    pub layer: Layer,
    /// What it takes.
    pub shapes: Vec<Shape>,
}

/// The numbers that a sample is run on.
pub struct Values {
    /// The inputs.
    pub x: Vec<Vec<f32>>,
    /// The parameters.
    pub params: Vec<f32>,
    /// The running statistics.
    pub running: Vec<f32>,
    /// dL/dy.
    pub dy: Vec<f32>,
}

impl Sample {
    /// Random numbers. No two of an input are closer than 0.1, and none is closer to 0 than 0.05, so that a smaller
    /// step meets no kink: neither ReLU's nor another winner of max pooling.
    pub fn values(&self, seed: u64) -> Values {
        let mut random = Random::new(seed);
        let spaced = |shape: &Shape, random: &mut Random| {
            let n = BATCH * shape.len();
            let mut values: Vec<f32> = (0..n).map(|i| 0.1 * (i as f32 + 0.5 - (n / 2) as f32)).collect();
            random.shuffle(&mut values);
            values
        };
        let op = self.layer.op();
        let output = op.output(&self.shapes).unwrap_or_else(|e| panic!("{e}"));
        let params: usize = op.params(&self.shapes).iter().map(|param| param.len()).sum();
        let running: usize = op.running(&self.shapes).iter().map(|running| running.len).sum();
        Values {
            x: self.shapes.iter().map(|shape| spaced(shape, &mut random)).collect(),
            params: (0..params).map(|_| random.normal()).collect(),
            running: (0..running).map(|_| random.range(0.5, 1.5)).collect(),
            dy: (0..BATCH * output.len()).map(|_| random.normal()).collect(),
        }
    }
}

/// Every sample.
pub fn samples() -> Vec<Sample> {
    let shape = Shape::new;
    let mut samples = Vec::new();
    let mut add = |layer: Layer, shapes: &[Shape]| samples.push(Sample { layer, shapes: shapes.to_vec() });
    let fills = [
        PaddingMode::ZERO,
        PaddingMode::Constant(0.7),
        PaddingMode::Reflect,
        PaddingMode::Symmetric,
        PaddingMode::Replicate,
        PaddingMode::Circular,
    ];

    for padding_mode in fills {
        add(Pad { rows: (2, 1), columns: (0, 3), padding_mode }.into(), &[shape(2, 3, 4)]);
        let window = [Window { before: 2, after: 1, ..Window::new(3) }, Window::new(2).padding(1)];
        add(Conv { window, padding_mode, ..Conv::new(2, 3) }.into(), &[shape(2, 4, 3)]);
        let window = window.map(|window| window.stride(2));
        add(Conv { window, padding_mode, ..Conv::new(2, 3) }.into(), &[shape(1, 5, 4)]);
    }
    let long = [Window::new(2).stride(2).dilation(3), Window::new(3).stride(1).dilation(2).padding(1)];
    for conv in [
        Conv::new(3, 3),
        Conv::new(3, 1),
        Conv::new(2, 2).stride(3),
        Conv { bias: false, ..Conv::new(3, 3).padding(1) },
        Conv { window: long, ..Conv::new(2, 1) },
        Conv { groups: 2, ..Conv::new(4, 3).padding(1) },
        Conv { groups: 4, ..Conv::new(4, 2).stride(2) },
        Conv { groups: 2, window: long, bias: false, ..Conv::new(2, 1) },
        Conv {
            connection_table: Some(vec![
                vec![true, false, true, false],
                vec![false, false, true, true],
                vec![true; 4],
            ]),
            ..Conv::new(3, 2)
        },
        Conv {
            connection_table: Some(vec![vec![true, false], vec![false, true]]),
            groups: 2,
            ..Conv::new(2, 3)
        },
    ] {
        add(conv.into(), &[shape(4, 4, 5)]);
    }

    let codes = vec![vec![true, false, true, false, false, true], vec![false; 6], vec![true; 6]];
    add(Rbf { codes }.into(), &[shape(2, 1, 3)]);
    for (dense, input) in [(Dense::new(3), shape(2, 2, 3)), (Dense { units: 5, bias: false }, Shape::flat(7))]
    {
        add(dense.into(), &[input]);
    }
    for f in [
        Activation::Relu,
        Activation::LeakyRelu { slope: 0.1 },
        Activation::Sigmoid,
        Activation::Tanh,
        Activation::Softplus,
        Activation::Elu { alpha: 0.5 },
        Activation::Gelu,
        Activation::Silu,
        Activation::ScaledTanh,
    ] {
        add(f.into(), &[shape(2, 2, 3)]);
    }
    // Values up to 6.35, beyond both of its kinks.
    add(Activation::Relu6.into(), &[shape(4, 4, 4)]);
    add(Activation::HardSigmoid { slope: 0.25 }.into(), &[shape(4, 4, 4)]);
    add(Activation::HardSwish.into(), &[shape(4, 4, 4)]);
    for shared in [true, false] {
        add(PRelu { shared }.into(), &[shape(3, 2, 3)]);
        add(PRelu { shared }.into(), &[Shape::flat(5)]);
    }
    for interpolation in Interpolation::ALL {
        add(Upsample { factors: [2, 3], interpolation }.into(), &[shape(2, 3, 2)]);
        add(Upsample { factors: [4, 1], interpolation }.into(), &[shape(1, 1, 3)]);
    }

    let padded = [Window::new(3).stride(2).padding(1), Window { before: 0, after: 1, ..Window::new(2) }];
    let dilated = [Window::new(2).dilation(2), Window::new(3).stride(2).dilation(2).padding(1)];
    for kind in
        [PoolKind::Max, PoolKind::Average { count_padding: true }, PoolKind::Average { count_padding: false }]
    {
        for (window, ceil) in [
            (Pool::max(2).window, false),
            (padded, false),
            (padded, true),
            (Pool::max(3).window, true),
            (dilated, false),
        ] {
            add(Pool { kind, window, ceil_mode: ceil }.into(), &[shape(2, 4, 6)]);
            add(Pool { kind, window, ceil_mode: ceil }.into(), &[shape(1, 5, 5)]);
        }
    }
    add(GlobalAvgPool.into(), &[shape(3, 2, 4)]);

    let window = [Window::new(3).stride(2).padding(1), Window { before: 2, ..Window::new(2).dilation(2) }];
    for layer in [
        ConvTranspose::new(2, 3),
        ConvTranspose { window: [Window::new(3).padding(1); 2], bias: false, ..ConvTranspose::new(2, 3) },
        ConvTranspose { window, output_padding: [1, 1], groups: 2, ..ConvTranspose::new(4, 3) },
        ConvTranspose { window: [Window::new(2).stride(3).dilation(2); 2], ..ConvTranspose::new(1, 2) },
    ] {
        add(layer.into(), &[shape(2, 3, 3)]);
    }

    for input in [Shape::flat(6), shape(3, 2, 2)] {
        add(Softmax.into(), &[input]);
        add(BatchNorm { eps: 0.1, momentum: 0.3 }.into(), &[input]);
        add(LayerNorm { eps: 0.1 }.into(), &[input]);
        add(Dropout { rate: 0.4 }.into(), &[input]);
        add(Flatten.into(), &[input]);
    }
    for input in [Shape::flat(6), shape(4, 2, 1)] {
        add(Reparameterize.into(), &[input]);
    }
    for size in [1, 2, 3, 5] {
        add(LocalResponseNorm { size, alpha: 0.9, beta: 0.75, k: 1.5 }.into(), &[shape(4, 2, 2)]);
    }
    add(ChannelShuffle { groups: 2 }.into(), &[shape(6, 2, 2)]);
    add(ChannelShuffle { groups: 3 }.into(), &[Shape::flat(12)]);
    add(Add.into(), &[shape(2, 2, 3); 2]);
    add(Add.into(), &[shape(2, 2, 3); 3]);
    add(Multiply.into(), &[shape(2, 2, 3); 2]);
    add(Multiply.into(), &[shape(3, 2, 3), Shape::flat(3)]);
    add(Concat.into(), &[shape(2, 2, 3), shape(1, 2, 3)]);
    add(Concat.into(), &[shape(1, 2, 3), shape(3, 2, 3), shape(2, 2, 3)]);
    // Of a single unit: each has a kink, which a step may meet.
    for decoder in [
        AttentionDecoder { maps: 2, cells: 4, hidden: 2, embedding: 2, units: 1, words: 3, steps: 4 },
        AttentionDecoder { maps: 3, cells: 1, hidden: 1, embedding: 1, units: 1, words: 2, steps: 1 },
    ] {
        add(decoder.into(), &[decoder.input()]);
    }
    samples
}
