//! What each function gives at extreme values, by PyTorch's formulas.

use super::Activation;
use crate::layers::{LayerPass, Phase};
use crate::shape::Shape;

const INF: f32 = f32::INFINITY;
const NAN: f32 = f32::NAN;
const X: [f32; 6] = [NAN, INF, -INF, 1e38, -1e38, -0.0];

/// y and dx of `X`, with a dL/dy of 2.
#[track_caller]
fn gives(f: Activation, y: [f32; 6], dx: [f32; 6]) {
    let (shapes, x): ([Shape; 1], [&[f32]; 1]) = ([Shape::flat(6)], [&X]);
    let run = LayerPass::forward(&f, 1, &shapes, &x, &[], &[], Phase::Infer).unwrap();
    let got = [run.y.clone(), run.backward(&[2.0; 6]).dx.concat()];
    for (what, got, wanted) in [("y", &got[0], y), ("dx", &got[1], dx)] {
        for i in 0..6 {
            let same = got[i] == wanted[i] || (got[i].is_nan() && wanted[i].is_nan());
            assert!(same, "{f:?}: {what} of {} is {} instead of {}", X[i], got[i], wanted[i]);
        }
    }
}

#[test]
fn pieces_have_pytorchs_derivative_of_nan() {
    gives(Activation::Relu, [NAN, INF, 0.0, 1e38, 0.0, 0.0], [2.0, 2.0, 0.0, 2.0, 0.0, 0.0]);
    let leaky = Activation::LeakyRelu { slope: 0.25 };
    gives(leaky, [NAN, INF, -INF, 1e38, -0.25e38, 0.0], [0.5, 2.0, 0.5, 2.0, 0.5, 0.5]);
    gives(Activation::Relu6, [NAN, 6.0, 0.0, 6.0, 0.0, 0.0], [2.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
    let hard = Activation::HardSigmoid { slope: 0.25 };
    gives(hard, [NAN, 1.0, 0.0, 1.0, 0.0, 0.5], [0.0, 0.0, 0.0, 0.0, 0.0, 0.5]);
    gives(Activation::HardSwish, [NAN, INF, NAN, 1e38, 0.0, 0.0], [2.0, 2.0, 0.0, 2.0, 0.0, 1.0]);
    let elu = Activation::Elu { alpha: 0.5 };
    gives(elu, [NAN, INF, -0.5, 1e38, -0.5, 0.0], [2.0, 2.0, 0.0, 2.0, 0.0, 1.0]);
}

#[test]
fn smooth_functions_have_their_limits() {
    gives(Activation::Sigmoid, [NAN, 1.0, 0.0, 1.0, 0.0, 0.5], [NAN, 0.0, 0.0, 0.0, 0.0, 0.5]);
    gives(Activation::Tanh, [NAN, 1.0, -1.0, 1.0, -1.0, 0.0], [NAN, 0.0, 0.0, 0.0, 0.0, 2.0]);
    let ln_2 = std::f32::consts::LN_2;
    gives(Activation::Softplus, [NAN, INF, 0.0, 1e38, 0.0, ln_2], [NAN, 2.0, 0.0, 2.0, 0.0, 1.0]);
    for f in [Activation::Gelu, Activation::Silu] {
        gives(f, [NAN, INF, NAN, 1e38, 0.0, 0.0], [NAN, NAN, NAN, 2.0, 0.0, 1.0]);
    }
}

#[test]
fn relu_holds_back_whatever_the_gradient_is() {
    let (shapes, x): ([Shape; 1], [&[f32]; 1]) = ([Shape::flat(4)], [&[-1.0, 0.0, 1.0, NAN]]);
    let run = LayerPass::forward(&Activation::Relu, 1, &shapes, &x, &[], &[], Phase::Infer).unwrap();
    assert_eq!(run.backward(&[INF, NAN, INF, INF]).dx[0], [0.0, 0.0, INF, INF]);
    let x: [&[f32]; 1] = [&[-1.0, 6.0, 5.0, NAN]];
    let run = LayerPass::forward(&Activation::Relu6, 1, &shapes, &x, &[], &[], Phase::Infer).unwrap();
    assert_eq!(run.backward(&[INF, NAN, INF, INF]).dx[0], [0.0, 0.0, INF, INF]);
}

/// What the paper chose its two numbers for.
#[test]
fn the_scaled_tanh_is_1_at_1() {
    for x in [-1.0f32, 1.0] {
        assert!((Activation::ScaledTanh.value(x) - x).abs() < 1e-4);
    }
}
