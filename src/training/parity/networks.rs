use crate::layers::Layer;
use crate::layers::activation::Activation;
use crate::layers::batch_norm::BatchNorm;
use crate::layers::conv::Conv;
use crate::layers::conv_transpose::ConvTranspose;
use crate::layers::dense::Dense;
use crate::layers::dropout::Dropout;
use crate::layers::flatten::Flatten;
use crate::layers::global_avg_pool::GlobalAvgPool;
use crate::layers::layer_norm::LayerNorm;
use crate::layers::local_response_norm::LocalResponseNorm;
use crate::layers::merge::{Add, Concat};
use crate::layers::pool::Pool;
use crate::network::Network;
use crate::optimizer::{Optimizer, Regularization};
use crate::shape::Shape;
use crate::window::Window;

pub(super) type Rule = (Optimizer, Regularization, f32);

/// Small networks with everything in them, and a rule for each.
pub(super) fn networks() -> Vec<(&'static str, Network, Rule)> {
    let none = Regularization::default();
    let both = Regularization { l1: 1e-3, l2: 1e-2 };
    let adam = Optimizer::Adam { beta1: 0.9, beta2: 0.999, eps: 1e-3 };
    let adam_w = Optimizer::AdamW { beta1: 0.9, beta2: 0.99, eps: 1e-3, weight_decay: 0.1 };
    let rms = Optimizer::RmsProp { alpha: 0.9, eps: 1e-2 };
    vec![
        ("a small LeNet with SGD", lenet(), (Optimizer::Sgd, both, 0.05)),
        ("a small LeNet with momentum", lenet(), (Optimizer::Momentum { momentum: 0.9 }, none, 0.02)),
        ("a residual network with Nesterov", residual(), (Optimizer::Nesterov { momentum: 0.9 }, both, 0.02)),
        ("a residual network with Adam", residual(), (adam, none, 0.003)),
        ("an inception network with AdamW", inception(), (adam_w, none, 0.003)),
        ("an inception network with Adagrad", inception(), (Optimizer::Adagrad { eps: 1e-2 }, both, 0.01)),
        ("a network of norms with RMSprop", norms(), (rms, none, 0.001)),
        ("a wide network with momentum", wide(), (Optimizer::Momentum { momentum: 0.9 }, none, 0.002)),
    ]
}

fn lenet() -> Network {
    let mut network = Network::new(Shape::new(1, 12, 12));
    network.chain([
        Conv::new(4, 3).padding(1).into(),
        Activation::Relu.into(),
        Pool::max(2).into(),
        Conv::new(6, 3).into(),
        Activation::Tanh.into(),
        Pool::average(2).into(),
        Flatten.into(),
        Dense::new(10).into(),
        Activation::Sigmoid.into(),
        Dense::new(4).into(),
    ]);
    network
}

fn residual() -> Network {
    let mut network = Network::new(Shape::new(3, 8, 8));
    let conv = |filters, stride| -> [Layer; 2] {
        let conv = Conv { bias: false, ..Conv::new(filters, 3).padding(1).stride(stride) };
        [conv.into(), BatchNorm::default().into()]
    };
    network.chain(conv(6, 1));
    let mut last = network.chain([Activation::Relu.into()]);
    for _ in 0..2 {
        network.chain(conv(6, 1));
        network.chain([Activation::Relu.into()]);
        let branch = network.chain(conv(6, 1));
        network.add(Add, &[last, branch]);
        last = network.chain([Activation::Relu.into()]);
    }
    network.chain(conv(8, 2));
    network.chain([Activation::Relu.into(), GlobalAvgPool.into(), Flatten.into(), Dense::new(5).into()]);
    network
}

fn inception() -> Network {
    let mut network = Network::new(Shape::new(2, 8, 8));
    let from = network.chain([Conv::new(4, 3).padding(1).into(), Activation::Silu.into()]);
    let narrow = network.add(Conv::new(2, 1), &[from]);
    network.add(Conv::new(2, 1), &[from]);
    let middle = network.chain([Activation::Gelu.into(), Conv::new(3, 3).padding(1).into()]);
    network.add(Conv::new(1, 1), &[from]);
    let wide = network.chain([Conv::new(2, 5).padding(2).into()]);
    let pool = Pool { window: [Window::new(3).padding(1); 2], ..Pool::max(3) };
    network.add(pool, &[from]);
    let pooled = network.chain([Conv::new(2, 1).into()]);
    network.add(Concat, &[narrow, middle, wide, pooled]);
    network.chain([
        Activation::Softplus.into(),
        Dropout { rate: 0.3 }.into(),
        Flatten.into(),
        Dense::new(5).into(),
    ]);
    network
}

fn norms() -> Network {
    let mut network = Network::new(Shape::new(2, 6, 6));
    network.chain([
        Conv { groups: 2, ..Conv::new(6, 3).padding(1) }.into(),
        LocalResponseNorm { size: 5, alpha: 0.5, beta: 0.75, k: 1.0 }.into(),
        Activation::LeakyRelu { slope: 0.1 }.into(),
        Pool::average(2).into(),
        LayerNorm { eps: 1e-5 }.into(),
        Activation::Elu { alpha: 1.0 }.into(),
        Dropout { rate: 0.2 }.into(),
        Flatten.into(),
        Dense::new(4).into(),
    ]);
    network
}

/// Matrices that need more than one tile along each side, or have only a part of one.
fn wide() -> Network {
    let mut network = Network::new(Shape::new(3, 13, 13));
    let conv = |filters, size: usize| Conv::new(filters, size).padding(size / 2);
    network.chain([
        conv(136, 3).into(),
        BatchNorm::default().into(),
        Activation::Relu.into(),
        conv(64, 1).into(),
        Conv { groups: 2, ..conv(80, 3).stride(2) }.into(),
        Activation::Tanh.into(),
        ConvTranspose { groups: 2, window: [Window::new(3).stride(2); 2], ..ConvTranspose::new(48, 3) }
            .into(),
        conv(30, 3).stride(2).into(),
        Activation::Relu.into(),
        conv(20, 3).into(),
        Flatten.into(),
        Dense::new(70).into(),
        Activation::Tanh.into(),
        Dense::new(5).into(),
    ]);
    network
}
