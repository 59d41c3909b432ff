//! How fast the engine on the CPU is: `cargo bench`. Whole passes count images, layers count multiply-adds. Nothing is
//! asserted of times; what a machine does in between shows in the slower samples, so compare the fastest.

use std::ops::Range;
use std::sync::Arc;

use convoscope::engine::{Cpu, Shards, Update};
use convoscope::layers::activation::Activation;
use convoscope::layers::batch_norm::BatchNorm;
use convoscope::layers::conv::Conv;
use convoscope::layers::dense::Dense;
use convoscope::layers::global_avg_pool::GlobalAvgPool;
use convoscope::layers::lanes::{self, LANES};
use convoscope::layers::{Backward, Forward, InputGrads, Layer, Phase};
use convoscope::loss::Loss;
use convoscope::network::{Network, Plan, Weights};
use convoscope::optimizer::{Optimizer, Regularization};
use convoscope::random::Random;
use convoscope::shape::Shape;
use convoscope::training::Batch;
use convoscope::zoo;
use divan::Bencher;
use divan::counter::ItemsCount;
use pollster::block_on;

fn main() {
    divan::main();
}

fn normed(conv: Conv) -> [Layer; 3] {
    [Conv { bias: false, ..conv }.into(), BatchNorm::default().into(), Activation::Relu.into()]
}

/// Depthwise separable convolutions.
fn separable() -> Network {
    let mut network = Network::new(Shape::new(3, 32, 32));
    network.chain(normed(Conv::new(32, 3).padding(1).stride(2)));
    for (channels, filters, stride) in [(32, 64, 1), (64, 128, 2), (128, 128, 1), (128, 256, 2)] {
        network.chain(normed(Conv { groups: channels, ..Conv::new(channels, 3).padding(1).stride(stride) }));
        network.chain(normed(Conv::new(filters, 1)));
    }
    network.chain([GlobalAvgPool.into(), Dense::new(10).into()]);
    network
}

/// A network by its name, and a batch of it.
type Case = (&'static str, fn() -> Network, usize);

const CASES: [Case; 9] = [
    ("small_lenet", zoo::small_lenet, 1),
    ("small_lenet", zoo::small_lenet, 8),
    ("small_lenet", zoo::small_lenet, 32),
    ("small_lenet", zoo::small_lenet, 64),
    ("small_lenet", zoo::small_lenet, 512),
    ("resnet20", zoo::resnet20, 1),
    ("resnet20", zoo::resnet20, 32),
    ("vgg32", zoo::vgg32, 32),
    ("separable", separable, 32),
];

/// The plan of a case, its weights, and random images.
fn case(index: usize) -> (Arc<Plan>, Weights, Vec<f32>) {
    let (_, network, batch) = CASES[index];
    let plan = Arc::new(Plan::new(network()).expect("the network can be planned"));
    let mut random = Random::new(1);
    let images = (0..batch * plan.network().input.len()).map(|_| random.uniform()).collect();
    let weights = Weights::he(&plan, 2);
    (plan, weights, images)
}

/// Prints as the case that it stands for.
#[derive(Clone, Copy)]
struct Index(usize);

impl std::fmt::Display for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}, batch {}", CASES[self.0].0, CASES[self.0].2)
    }
}

fn cases() -> impl Iterator<Item = Index> {
    (0..CASES.len()).map(Index)
}

#[divan::bench(args = cases())]
fn infer(bencher: Bencher, index: &Index) {
    let (plan, weights, images) = case(index.0);
    let mut cpu = Cpu::new(plan);
    bencher.counter(ItemsCount::new(CASES[index.0].2)).bench_local(|| cpu.infer(&weights, &images)[0]);
}

#[divan::bench(args = cases())]
fn train(bencher: Bencher, index: &Index) {
    let (plan, weights, images) = case(index.0);
    let batch = CASES[index.0].2;
    let mut shards = Shards::new(plan, weights, 1);
    let fill = |range: Range<usize>, x: &mut [f32]| {
        x.copy_from_slice(&images);
        range.map(|i| (i % 10) as u8).collect()
    };
    let update = Update {
        loss: Loss::CrossEntropy,
        label_smoothing: 0.0,
        optimizer: Optimizer::Momentum { momentum: 0.9 },
        regularization: Regularization::default(),
        rate: 1e-4,
        step: 1,
        seed: 3,
    };
    let batch = Batch::new(batch, &fill);
    bencher.counter(ItemsCount::new(batch.len)).bench_local(|| block_on(shards.step(&batch, &update)));
}

/// A layer, what goes in, and samples side by side.
fn layers() -> Vec<(&'static str, Layer, Shape, usize)> {
    let shape = Shape::new;
    let depthwise =
        |size, stride| Conv { groups: 96, ..Conv::new(96, size).padding(size / 2).stride(stride) };
    let kinds: [(&str, Layer, Shape); 8] = [
        ("5x5 of 1", Conv::new(6, 5).padding(2).into(), shape(1, 28, 28)),
        ("5x5 of 6", Conv::new(16, 5).into(), shape(6, 14, 14)),
        ("3x3 of 32", Conv::new(32, 3).padding(1).into(), shape(32, 16, 16)),
        ("3x3 of 32, stride 2", Conv::new(64, 3).padding(1).stride(2).into(), shape(32, 16, 16)),
        ("1x1 of 96", Conv::new(24, 1).into(), shape(96, 56, 56)),
        ("3x3 depthwise", depthwise(3, 1).into(), shape(96, 56, 56)),
        ("5x5 depthwise, stride 2", depthwise(5, 2).into(), shape(96, 56, 56)),
        ("dense", Dense::new(120).into(), Shape::flat(400)),
    ];
    kinds
        .into_iter()
        .flat_map(|(name, layer, input)| [1, LANES].map(|n| (name, layer.clone(), input, n)))
        .collect()
}

fn named() -> impl Iterator<Item = String> {
    layers().into_iter().map(|(name, _, _, lanes)| format!("{name}, {lanes} abreast"))
}

/// One block of one layer.
struct Block {
    layer: Layer,
    lanes: usize,
    shapes: [Shape; 1],
    output: Shape,
    x: Vec<f32>,
    params: Vec<f32>,
    y: Vec<f32>,
    dx: Vec<Vec<f32>>,
    dparams: Vec<f32>,
}

impl Block {
    fn new(name: &str) -> Self {
        let index = named().position(|other| other == name).expect("a layer of that name");
        let (_, layer, input, lanes) = layers().swap_remove(index);
        let shapes = [input];
        let output = layer.op().output(&shapes).expect("the layer fits");
        let params: usize = layer.op().params(&shapes).iter().map(|param| param.len()).sum();
        let mut random = Random::new(1);
        let mut normal = |n: usize| -> Vec<f32> { (0..n).map(|_| random.normal()).collect() };
        let (x, params, y) = (normal(lanes * input.len()), normal(params), normal(lanes * output.len()));
        Self {
            dx: vec![vec![0.0; x.len()]],
            dparams: vec![0.0; params.len()],
            layer,
            lanes,
            shapes,
            output,
            x,
            params,
            y,
        }
    }

    fn macs(&self) -> ItemsCount {
        ItemsCount::new(self.layer.cpu_op().macs(&self.shapes) * self.lanes as u64)
    }

    fn forward(&mut self) {
        let pass = Forward {
            batch: self.lanes,
            lanes: self.lanes,
            shapes: &self.shapes,
            output: self.output,
            x: &[&self.x],
            params: &self.params,
            y: &mut self.y,
            saved: &mut [],
            running: &mut [],
            phase: Phase::Infer,
        };
        lanes::forward(self.layer.cpu_op(), pass);
    }

    /// Backward to the input, or to the parameters.
    fn backward(&mut self, to_input: bool) {
        let mut nobody = [Vec::new()];
        let pass = Backward {
            batch: self.lanes,
            lanes: self.lanes,
            shapes: &self.shapes,
            output: self.output,
            x: &[&self.x],
            params: &self.params,
            y: &self.y,
            saved: &[],
            running: &[],
            phase: Phase::Infer,
            dy: &self.y,
            dx: InputGrads { buffers: if to_input { &mut self.dx } else { &mut nobody }, indices: &[0] },
            dparams: if to_input { &mut [] } else { &mut self.dparams },
        };
        lanes::backward(self.layer.cpu_op(), pass);
    }
}

#[divan::bench(args = named())]
fn layer_forward(bencher: Bencher, name: &str) {
    let mut block = Block::new(name);
    bencher.counter(block.macs()).bench_local(|| block.forward());
}

#[divan::bench(args = named())]
fn layer_input_gradient(bencher: Bencher, name: &str) {
    let mut block = Block::new(name);
    bencher.counter(block.macs()).bench_local(|| block.backward(true));
}

#[divan::bench(args = named())]
fn layer_weight_gradient(bencher: Bencher, name: &str) {
    let mut block = Block::new(name);
    bencher.counter(block.macs()).bench_local(|| block.backward(false));
}
