use super::Activation;
use crate::program::Program;

pub(super) fn program(f: Activation, length: usize) -> Program {
    let (kind, parameter) = match f {
        Activation::Relu => (0, 0.0),
        Activation::LeakyRelu { slope } => (1, slope),
        Activation::Sigmoid => (2, 0.0),
        Activation::Tanh => (3, 0.0),
        Activation::Softplus => (4, 0.0),
        Activation::Elu { alpha } => (5, alpha),
        Activation::Gelu => (6, 0.0),
        Activation::Silu => (7, 0.0),
        Activation::Relu6 => (8, 0.0),
        Activation::ScaledTanh => (9, 0.0),
        Activation::HardSigmoid { slope } => (10, slope),
        Activation::HardSwish => (11, 0.0),
    };
    let constants =
        vec![("kind", f64::from(kind)), ("parameter", f64::from(parameter)), ("length", length as f64)];
    Program::of_values(include_str!("gpu.wgsl"), constants, length)
}
