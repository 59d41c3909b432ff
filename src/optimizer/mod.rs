//! [`Optimizer`]: how parameters follow their gradient downhill; [`Regularization`]: what keeps them small; [`Lbfgs`]: how one image
//! does, all of whose loss is known in each step.
//!
//! With the rate η, the gradient g and the parameter w, every value on its own, formulas as PyTorch has them:
//!
//! | | per step |
//! |---|---|
//! | SGD | w ← w − η g |
//! | momentum | v ← μ v + g, w ← w − η v |
//! | Nesterov | v ← μ v + g, w ← w − η (g + μ v) |
//! | Adagrad | s ← s + g², w ← w − η g / (√s + ε) |
//! | RMSprop | s ← α s + (1 − α) g², w ← w − η g / (√s + ε) |
//! | Adam | m ← β₁ m + (1 − β₁) g, s ← β₂ s + (1 − β₂) g², w ← w − η m̂ / (√ŝ + ε), m̂ = m / (1 − β₁ᵗ), ŝ = s / (1 − β₂ᵗ) |
//! | AdamW | w ← w − η λ w, then as Adam |
//!
//! ```
//! use convoscope::optimizer::Optimizer;
//! let momentum = Optimizer::Momentum { momentum: 0.5 };
//! let (mut w, mut state) = ([[1.0], [0.0], [0.0]], momentum.state(1));
//! let [before, first, second] = &mut w;
//! momentum.step(0.1, 1, [before, &[2.0]], first, &mut state); // v = 2, so w falls by 0.2.
//! momentum.step(0.1, 2, [first, &[2.0]], second, &mut state); // v = 3, so w falls by 0.3.
//! assert_eq!((*second, &state[0][..]), ([0.5], &[3.0][..]));
//! ```

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::program::Program;

mod cpu;
mod gpu;
mod lbfgs;
mod link;
mod regularization;

pub use lbfgs::Lbfgs;
pub use regularization::Regularization;

/// Which rule, with its settings.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Optimizer {
    /// Stochastic gradient descent (Robbins and Monro, "A stochastic approximation method", 1951).
    Sgd,
    /// A heavy ball that rolls on (Polyak, "Some methods of speeding up the convergence of iteration methods", 1964).
    Momentum {
        /// μ: how much of its speed the ball keeps.
        momentum: f32,
    },
    /// The gradient as if the ball had rolled on already (Nesterov, 1983, in the form of Sutskever, Martens, Dahl and
    /// Hinton, "On the importance of initialization and momentum in deep learning", 2013).
    Nesterov {
        /// μ: how much of its speed the ball keeps.
        momentum: f32,
    },
    /// A rate for each value that only falls (Duchi, Hazan and Singer, "Adaptive subgradient methods for online
    /// learning and stochastic optimization", 2011).
    Adagrad {
        /// ε: keeps the divisor from 0.
        eps: f32,
    },
    /// A rate for each value from the size of its recent gradients (Tieleman and Hinton, lecture 6.5 of "Neural
    /// networks for machine learning", 2012).
    RmsProp {
        /// α: how much of the mean square a step keeps.
        alpha: f32,
        /// ε: keeps the divisor from 0.
        eps: f32,
    },
    /// Momentum and RMSprop, both unbiased from the first step (Kingma and Ba, "Adam: a method for stochastic
    /// optimization", 2015).
    Adam {
        /// β₁: how much of the mean gradient a step keeps.
        beta1: f32,
        /// β₂: how much of the mean square a step keeps.
        beta2: f32,
        /// ε: keeps the divisor from 0.
        eps: f32,
    },
    /// Adam with weight decay beside the gradient instead of in it (Loshchilov and Hutter, "Decoupled weight decay
    /// regularization", 2019).
    AdamW {
        /// β₁: how much of the mean gradient a step keeps.
        beta1: f32,
        /// β₂: how much of the mean square a step keeps.
        beta2: f32,
        /// ε: keeps the divisor from 0.
        eps: f32,
        /// λ: the part of itself, times the rate, that a value loses in a step.
        weight_decay: f32,
    },
}

impl Optimizer {
    /// Adam with the settings that its paper proposes.
    pub const fn adam() -> Self {
        Self::Adam { beta1: 0.9, beta2: 0.999, eps: 1e-8 }
    }

    /// The name of the rule, as its paper writes it.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Sgd => "SGD",
            Self::Momentum { .. } => "momentum",
            Self::Nesterov { .. } => "Nesterov",
            Self::Adagrad { .. } => "Adagrad",
            Self::RmsProp { .. } => "RMSprop",
            Self::Adam { .. } => "Adam",
            Self::AdamW { .. } => "AdamW",
        }
    }

    /// How many numbers the rule remembers about each parameter.
    pub const fn buffers(&self) -> usize {
        match self {
            Self::Sgd => 0,
            Self::Momentum { .. } | Self::Nesterov { .. } | Self::Adagrad { .. } | Self::RmsProp { .. } => 1,
            Self::Adam { .. } | Self::AdamW { .. } => 2,
        }
    }

    /// What the rule remembers about `len` parameters, before the first step.
    pub fn state(&self, len: usize) -> Vec<Vec<f32>> {
        (0..self.buffers()).map(|_| vec![0.0; len]).collect()
    }

    /// Moves parameters by one step against their gradients: from `before`, which stays, to `params`. `rate` is the learning
    /// rate of this step, `step` its number from 1 on, `state` what [`state`](Self::state) gave and the steps before left.
    pub fn step(
        &self,
        rate: f32,
        step: u64,
        [before, gradients]: [&[f32]; 2],
        params: &mut [f32],
        state: &mut [Vec<f32>],
    ) {
        cpu::step(self, rate, step, [before, gradients], params, state);
    }

    /// One step on a GPU on the parameters from `trained.start` on, of `trained.end` in all, and before its forward pass what
    /// keeps so many running statistics as they were.
    pub fn program(&self, trained: Range<usize>, running: usize) -> Program {
        gpu::program(self, trained, running)
    }

    /// What that program is told about a step.
    pub fn numbers(&self, rate: f32, step: u64, regularization: Regularization) -> [f32; 8] {
        gpu::numbers(self, rate, step, regularization)
    }
}
