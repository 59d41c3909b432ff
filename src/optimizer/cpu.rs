use super::Optimizer;

pub(super) fn step(
    optimizer: &Optimizer,
    rate: f32,
    step: u64,
    [before, gradients]: [&[f32]; 2],
    params: &mut [f32],
    state: &mut [Vec<f32>],
) {
    let values = params.iter_mut().zip(before).zip(gradients);
    match *optimizer {
        Optimizer::Sgd => values.for_each(|((w, before), g)| *w = before - rate * g),
        Optimizer::Momentum { momentum } => {
            for (((w, before), g), v) in values.zip(&mut state[0]) {
                *v = momentum * *v + g;
                *w = before - rate * *v;
            }
        }
        Optimizer::Nesterov { momentum } => {
            for (((w, before), g), v) in values.zip(&mut state[0]) {
                *v = momentum * *v + g;
                *w = before - rate * (g + momentum * *v);
            }
        }
        Optimizer::Adagrad { eps } => {
            for (((w, before), g), s) in values.zip(&mut state[0]) {
                *s += g * g;
                *w = before - rate * g / (s.sqrt() + eps);
            }
        }
        Optimizer::RmsProp { alpha, eps } => {
            for (((w, before), g), s) in values.zip(&mut state[0]) {
                *s = alpha * *s + (1.0 - alpha) * g * g;
                *w = before - rate * g / (s.sqrt() + eps);
            }
        }
        Optimizer::Adam { beta1, beta2, eps } => {
            adam(rate, step, [beta1, beta2, eps], 1.0, [before, gradients], params, state);
        }
        Optimizer::AdamW { beta1, beta2, eps, weight_decay } => {
            let kept = 1.0 - rate * weight_decay;
            adam(rate, step, [beta1, beta2, eps], kept, [before, gradients], params, state);
        }
    }
}

/// The rate over 1 − β₁ᵗ, and √(1 − β₂ᵗ).
pub(super) fn unbiased(rate: f32, step: u64, [beta1, beta2]: [f32; 2]) -> (f32, f32) {
    // In f64: 1 − β₂ᵗ of the first steps would lose its digits in f32.
    let unbias = |beta: f32| 1.0 - libm::pow(f64::from(beta), step as f64);
    ((f64::from(rate) / unbias(beta1)) as f32, unbias(beta2).sqrt() as f32)
}

/// Adam, where each parameter first keeps the share `kept` of itself.
fn adam(
    rate: f32,
    step: u64,
    [beta1, beta2, eps]: [f32; 3],
    kept: f32,
    [before, gradients]: [&[f32]; 2],
    params: &mut [f32],
    state: &mut [Vec<f32>],
) {
    let (means, squares) = state.split_at_mut(1);
    let (rate, root) = unbiased(rate, step, [beta1, beta2]);
    let values = params.iter_mut().zip(before).zip(gradients);
    for ((((w, before), g), m), s) in values.zip(&mut means[0]).zip(&mut squares[0]) {
        *m = beta1 * *m + (1.0 - beta1) * g;
        *s = beta2 * *s + (1.0 - beta2) * g * g;
        *w = before * kept - rate * *m / (s.sqrt() / root + eps);
    }
}
