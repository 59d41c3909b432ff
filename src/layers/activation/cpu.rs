//! The same functions of `libm` everywhere: on all machines a run computes the same, bit for bit.

use super::Activation;
use crate::layers::{Backward, Forward};

/// What the scaled tanh tends to.
const AMPLITUDE: f32 = 1.7159;
/// What it multiplies x by.
const SLOPE: f32 = 2.0 / 3.0;

impl Activation {
    /// f(x).
    #[inline]
    pub fn value(self, x: f32) -> f32 {
        match self {
            // Not `max`, which would lose a NaN.
            Self::Relu => {
                if x <= 0.0 {
                    0.0
                } else {
                    x
                }
            }
            Self::LeakyRelu { slope } => {
                if x > 0.0 {
                    x
                } else {
                    slope * x
                }
            }
            Self::Sigmoid => sigmoid(x),
            Self::Tanh => libm::tanhf(x),
            // ln(1 + eˣ) = max(x, 0) + ln(1 + e^−|x|), which cannot overflow.
            Self::Softplus => x.max(0.0) + libm::log1pf(libm::expf(-x.abs())),
            Self::Elu { alpha } => {
                if x > 0.0 {
                    x
                } else {
                    alpha * libm::expm1f(x)
                }
            }
            Self::Gelu => x * normal_distribution(x),
            Self::Silu => x * sigmoid(x),
            // Not `min` and `max`; `clamp` hands a NaN on.
            Self::Relu6 => x.clamp(0.0, 6.0),
            Self::ScaledTanh => AMPLITUDE * libm::tanhf(SLOPE * x),
            Self::HardSigmoid { slope } => (slope * x + 0.5).clamp(0.0, 1.0),
            Self::HardSwish => x * (x / 6.0 + 0.5).clamp(0.0, 1.0),
        }
    }

    /// f′(x), where y = f(x) is known already.
    #[inline]
    pub fn derivative(self, x: f32, y: f32) -> f32 {
        match self {
            Self::Relu => {
                if x <= 0.0 {
                    0.0
                } else {
                    1.0
                }
            }
            Self::LeakyRelu { slope } => {
                if x > 0.0 {
                    1.0
                } else {
                    slope
                }
            }
            Self::Sigmoid => y * (1.0 - y),
            Self::Tanh => 1.0 - y * y,
            Self::Softplus => sigmoid(x),
            Self::Elu { alpha } => {
                if x <= 0.0 {
                    y + alpha
                } else {
                    1.0
                }
            }
            Self::Gelu => {
                let density = libm::expf(-0.5 * x * x) / std::f32::consts::TAU.sqrt();
                normal_distribution(x) + x * density
            }
            Self::Silu => {
                let s = sigmoid(x);
                s + y * (1.0 - s)
            }
            Self::Relu6 => {
                if x <= 0.0 || x >= 6.0 {
                    0.0
                } else {
                    1.0
                }
            }
            Self::ScaledTanh => SLOPE * (AMPLITUDE - y * y / AMPLITUDE),
            Self::HardSigmoid { slope } => {
                if y > 0.0 && y < 1.0 {
                    slope
                } else {
                    0.0
                }
            }
            Self::HardSwish => {
                if x <= -3.0 {
                    0.0
                } else if x < 3.0 {
                    x / 3.0 + 0.5
                } else {
                    1.0
                }
            }
        }
    }
}

/// σ(x), by the one of its two forms whose exponential cannot overflow.
fn sigmoid(x: f32) -> f32 {
    let e = libm::expf(-x.abs());
    if x >= 0.0 { 1.0 / (1.0 + e) } else { e / (1.0 + e) }
}

/// Φ(x): how much of a standard normal lies below x.
fn normal_distribution(x: f32) -> f32 {
    0.5 * libm::erfcf(-x * std::f32::consts::FRAC_1_SQRT_2)
}

pub(super) fn forward(f: Activation, pass: Forward<'_>) {
    let x = pass.x[0];
    match f {
        // Its own arm, so that the compiler sees the one kind that is in every hot path.
        Activation::Relu => x.iter().zip(pass.y).for_each(|(&x, y)| *y = Activation::Relu.value(x)),
        _ => x.iter().zip(pass.y).for_each(|(&x, y)| *y = f.value(x)),
    }
}

pub(super) fn backward(f: Activation, mut pass: Backward<'_>) {
    let Some(dx) = pass.dx.input(0) else { return };
    let x = pass.x[0].iter();
    match f {
        // A choice and no product: what ReLU holds back is 0 even if dL/dy is infinite or NaN.
        Activation::Relu => {
            x.zip(pass.dy).zip(dx).for_each(|((&x, &dy), dx)| *dx += if x <= 0.0 { 0.0 } else { dy })
        }
        Activation::Relu6 => {
            let held = |x: f32| x <= 0.0 || x >= 6.0;
            x.zip(pass.dy).zip(dx).for_each(|((&x, &dy), dx)| *dx += if held(x) { 0.0 } else { dy })
        }
        _ => {
            let each = x.zip(pass.y).zip(pass.dy).zip(dx);
            each.for_each(|(((&x, &y), &dy), dx)| *dx += f.derivative(x, y) * dy)
        }
    }
}
