use std::ops::Range;

use super::{Optimizer, Regularization, cpu};
use crate::program::{Count, Groups, Kernel, Program};

pub(super) fn program(optimizer: &Optimizer, trained: Range<usize>, running: usize) -> Program {
    let len = trained.end;
    let kind = match optimizer {
        Optimizer::Sgd => 0,
        Optimizer::Momentum { .. } => 1,
        Optimizer::Nesterov { .. } => 2,
        Optimizer::Adagrad { .. } => 3,
        Optimizer::RmsProp { .. } => 4,
        Optimizer::Adam { .. } | Optimizer::AdamW { .. } => 5,
    };
    Program {
        shader: vec![include_str!("gpu.wgsl")],
        constants: vec![
            ("kind", f64::from(kind)),
            ("first_trained", trained.start as f64),
            ("length", len as f64),
            ("running", running as f64),
        ],
        forward: Vec::from_iter(
            (running > 0).then(|| Kernel::new("keep_running", Groups::threads(Count::Fixed(running)))),
        ),
        backward: vec![Kernel::new("update", Groups::threads(Count::Fixed(len)))],
        ..Program::default()
    }
}

/// Rate, λ₁, λ₂, ε; μ, α or β₁, then β₂, the root of its bias, and what is left of a weight.
pub(super) fn numbers(
    optimizer: &Optimizer,
    rate: f32,
    step: u64,
    regularization: Regularization,
) -> [f32; 8] {
    let Regularization { l1, l2 } = regularization;
    let (eps, [first, second], kept) = match *optimizer {
        Optimizer::Sgd => (0.0, [0.0; 2], 1.0),
        Optimizer::Momentum { momentum } | Optimizer::Nesterov { momentum } => (0.0, [momentum, 0.0], 1.0),
        Optimizer::Adagrad { eps } => (eps, [0.0; 2], 1.0),
        Optimizer::RmsProp { alpha, eps } => (eps, [alpha, 0.0], 1.0),
        Optimizer::Adam { beta1, beta2, eps } => (eps, [beta1, beta2], 1.0),
        Optimizer::AdamW { beta1, beta2, eps, weight_decay } => {
            (eps, [beta1, beta2], 1.0 - rate * weight_decay)
        }
    };
    let (rate, root) = match optimizer {
        Optimizer::Adam { .. } | Optimizer::AdamW { .. } => cpu::unbiased(rate, step, [first, second]),
        _ => (rate, 1.0),
    };
    [rate, l1, l2, eps, first, second, root, kept]
}
