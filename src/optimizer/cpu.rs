use super::Optimizer;

pub(super) fn step(
    optimizer: &Optimizer,
    rate: f32,
    step: u64,
    params: &mut [f32],
    gradients: &[f32],
    state: &mut [Vec<f32>],
) {
    match *optimizer {
        Optimizer::Sgd => {
            params.iter_mut().zip(gradients).for_each(|(w, g)| *w -= rate * g);
        }
        Optimizer::Momentum { momentum } => {
            let speed = &mut state[0];
            for ((w, g), v) in params.iter_mut().zip(gradients).zip(speed) {
                *v = momentum * *v + g;
                *w -= rate * *v;
            }
        }
        Optimizer::Nesterov { momentum } => {
            let speed = &mut state[0];
            for ((w, g), v) in params.iter_mut().zip(gradients).zip(speed) {
                *v = momentum * *v + g;
                *w -= rate * (g + momentum * *v);
            }
        }
        Optimizer::Adagrad { eps } => {
            let squares = &mut state[0];
            for ((w, g), s) in params.iter_mut().zip(gradients).zip(squares) {
                *s += g * g;
                *w -= rate * g / (s.sqrt() + eps);
            }
        }
        Optimizer::RmsProp { alpha, eps } => {
            let squares = &mut state[0];
            for ((w, g), s) in params.iter_mut().zip(gradients).zip(squares) {
                *s = alpha * *s + (1.0 - alpha) * g * g;
                *w -= rate * g / (s.sqrt() + eps);
            }
        }
        Optimizer::Adam { beta1, beta2, eps } => {
            adam(rate, step, [beta1, beta2, eps], params, gradients, state);
        }
        Optimizer::AdamW { beta1, beta2, eps, weight_decay } => {
            params.iter_mut().for_each(|w| *w *= 1.0 - rate * weight_decay);
            adam(rate, step, [beta1, beta2, eps], params, gradients, state);
        }
    }
}

/// The rate over 1 − β₁ᵗ, and √(1 − β₂ᵗ).
pub(super) fn unbiased(rate: f32, step: u64, [beta1, beta2]: [f32; 2]) -> (f32, f32) {
    // In f64: 1 − β₂ᵗ of the first steps would lose its digits in f32.
    let unbias = |beta: f32| 1.0 - libm::pow(f64::from(beta), step as f64);
    ((f64::from(rate) / unbias(beta1)) as f32, unbias(beta2).sqrt() as f32)
}

fn adam(
    rate: f32,
    step: u64,
    [beta1, beta2, eps]: [f32; 3],
    params: &mut [f32],
    gradients: &[f32],
    state: &mut [Vec<f32>],
) {
    let (means, squares) = state.split_at_mut(1);
    let (rate, root) = unbiased(rate, step, [beta1, beta2]);
    for (((w, g), m), s) in params.iter_mut().zip(gradients).zip(&mut means[0]).zip(&mut squares[0]) {
        *m = beta1 * *m + (1.0 - beta1) * g;
        *s = beta2 * *s + (1.0 - beta2) * g * g;
        *w -= rate * *m / (s.sqrt() / root + eps);
    }
}
