//! A function f of each value on its own: y = f(x), dL/dx = f′(x) · dL/dy. Any shape in, the same shape out.
//!
//! f(NaN) is NaN, and so is f′(NaN), but for the functions that are made of pieces: there it is PyTorch's, 1 of ReLU, ReLU6
//! and ELU, the slope of a leaky ReLU. Of ±∞ each function has its limit, except that GELU and SiLU of −∞ are ∞ · 0: NaN,
//! as in PyTorch, and so are their derivatives there and at ∞.
//!
//! ```
//! use convoscope::layers::activation::Activation;
//! assert_eq!(Activation::Relu.value(-2.0), 0.0);
//! assert_eq!(Activation::Sigmoid.value(0.0), 0.5);
//! assert_eq!(Activation::Sigmoid.derivative(0.0, 0.5), 0.25); // its largest
//! ```

use serde::{Deserialize, Serialize};

use super::{Backward, CpuForward, CpuOp, Forward, GpuOp, Op, one_input};
use crate::program::Program;
use crate::shape::{Shape, ShapeError};

mod cpu;
mod describe;
mod gpu;

/// Which function.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Activation {
    /// max(0, x); f′(0) = 0, f′(NaN) = 1 (Nair and Hinton, 2010). Where f′ is 0, dL/dx is 0 whatever dL/dy is.
    Relu,
    /// x for x > 0, else slope · x; f′(NaN) = slope (Maas, Hannun and Ng, 2013).
    LeakyRelu {
        /// Slope for negative x.
        slope: f32,
    },
    /// 1 / (1 + e⁻ˣ).
    Sigmoid,
    /// tanh x.
    Tanh,
    /// ln(1 + eˣ).
    Softplus,
    /// x for x > 0, else α (eˣ − 1); f′(NaN) = 1 (Clevert, Unterthiner and Hochreiter, 2016).
    Elu {
        /// Minus the limit for x → −∞.
        alpha: f32,
    },
    /// x Φ(x), Φ the normal distribution (Hendrycks and Gimpel, 2016). NaN for −∞.
    Gelu,
    /// x σ(x), σ the sigmoid (Elfwing, Uchibe and Doya, 2018). NaN for −∞.
    Silu,
    /// min(max(0, x), 6); f′(0) = f′(6) = 0, f′(NaN) = 1 (Krizhevsky, 2010). Where f′ is 0, dL/dx is 0 whatever dL/dy is.
    Relu6,
    /// 1.7159 tanh(2x/3), which is ±1 at ±1 (LeCun, Bottou, Bengio and Haffner, 1998, appendix A).
    ScaledTanh,
    /// min(max(0, slope · x + ½), 1); f′ is 0 at its kinks, and f′(NaN) = 0 (Courbariaux, Bengio and David, 2015). PyTorch's slope is
    /// 1/6, Keras's 1/5.
    HardSigmoid {
        /// Slope at 0.
        slope: f32,
    },
    /// x · min(max(0, x/6 + ½), 1); f′(−3) = 0, f′(3) = f′(NaN) = 1 (Howard and others, 2019). NaN for −∞.
    HardSwish,
}

impl Op for Activation {
    fn name(&self) -> &'static str {
        match self {
            Self::Relu => "relu",
            Self::LeakyRelu { .. } => "leaky relu",
            Self::Sigmoid => "sigmoid",
            Self::Tanh => "tanh",
            Self::Softplus => "softplus",
            Self::Elu { .. } => "elu",
            Self::Gelu => "gelu",
            Self::Silu => "silu",
            Self::Relu6 => "relu6",
            Self::ScaledTanh => "scaled tanh",
            Self::HardSigmoid { .. } => "hard sigmoid",
            Self::HardSwish => "hard swish",
        }
    }

    fn output(&self, inputs: &[Shape]) -> Result<Shape, ShapeError> {
        one_input(self, inputs)
    }

    fn takes_lanes(&self) -> bool {
        true
    }
}

impl CpuForward for Activation {
    fn forward(&self, pass: Forward<'_>) {
        cpu::forward(*self, pass);
    }
}

impl CpuOp for Activation {
    fn backward(&self, pass: Backward<'_>) {
        cpu::backward(*self, pass);
    }
}

impl GpuOp for Activation {
    fn program(&self, _inputs: &[Shape], output: Shape) -> Program {
        gpu::program(*self, output.len())
    }
}

#[cfg(test)]
mod tests;
