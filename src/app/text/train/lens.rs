//! The lens: what training and inference make of the same values, and how a weight is moved, with the numbers of the last step.

use crate::app::numbers::{sig3, trimmed};
use crate::app::text::{Text, tr};
use crate::session::Optimizer;

pub const LENS: Text = Text("Lens: the arithmetic of the last step");
pub const LAYER_OF_LENS: Text = Text("Layer");
pub const CHANNEL: Text = Text("Channel");
pub const WEIGHT: Text = Text("Weight");
/// What is shown side by side of a dropout, and of a batch norm.
pub const DROPOUT_MAPS: [Text; 4] =
    [Text("x"), Text("mask m"), Text("training: x ∘ m / (1 − p)"), Text("inference: x")];
pub const NORM_MAPS: [Text; 3] =
    [Text("x"), Text("training: by the batch"), Text("inference: by the running statistics")];

/// One value that was kept, or left out.
pub fn dropped(x: f32, is_kept: bool, p: f32, y: f32) -> String {
    let [x, y] = [x, y].map(sig3);
    let p = trimmed(p);
    match is_kept {
        true => tr!("kept: {x} · 1 / (1 − {p}) = {y}; inference: {x}"),
        false => tr!("left out: {x} · 0 / (1 − {p}) = {y}; inference: {x}"),
    }
}

/// How many values were kept, and the means of both.
pub fn kept_of(kept: usize, all: usize, [training, inference]: [f32; 2]) -> String {
    tr!("{kept} of {all} kept · mean in training {}, in inference {}", sig3(training), sig3(inference))
}

/// y = γ (x − μ) / √(σ² + ε) + β, by the statistics of the batch or by running ones.
pub fn normalized(
    is_training: bool,
    x: f32,
    [mean, variance]: [f32; 2],
    [scale, shift]: [f32; 2],
    y: f32,
) -> String {
    let [x, mean, variance, scale, shift, y] =
        [x, mean, variance, scale, shift, y].map(|value| bracketed(&sig3(value)));
    let formula =
        format!("γ (x − μ) / √(σ² + ε) + β = {scale} · ({x} − {mean}) / √({variance} + ε) + {shift} = {y}");
    if is_training { tr!("training: {formula}") } else { tr!("inference: {formula}") }
}

/// running ← (1 − m) running + m batch.
pub fn running_mean(momentum: f32, [before, batch, after]: [f32; 3]) -> String {
    let [kept, momentum] = [1.0 - momentum, momentum].map(trimmed);
    let [before, batch, after] = [before, batch, after].map(|value| bracketed(&sig3(value)));
    tr!("running μ ← {kept} · {before} + {momentum} · {batch} = {after}")
}

/// The same with the unbiased variance of the batch's `n` values.
pub fn running_variance(momentum: f32, [before, batch, after]: [f32; 3], n: f32) -> String {
    let [kept, momentum] = [1.0 - momentum, momentum].map(trimmed);
    let [before, batch, after] = [before, batch, after].map(sig3);
    let unbiased = if n > 1.0 { format!("{batch} · {n} / {}", n - 1.0) } else { "0".to_owned() };
    tr!("running σ² ← {kept} · {before} + {momentum} · {unbiased} = {after}")
}

/// What an optimizer does to one weight, as a formula.
pub const fn rule(optimizer: Optimizer) -> &'static str {
    match optimizer {
        Optimizer::Sgd => "θ ← (1 − ηλ) θ − η ∇L",
        Optimizer::Momentum { .. } => "g = ∇L + λθ, v ← μv + g, θ ← θ − ηv",
        Optimizer::Nesterov { .. } => "g = ∇L + λθ, v ← μv + g, θ ← θ − η (g + μv)",
        Optimizer::Adagrad { .. } => "g = ∇L + λθ, s ← s + g², θ ← θ − η g / (√s + ε)",
        Optimizer::RmsProp { .. } => "g = ∇L + λθ, s ← αs + (1 − α) g², θ ← θ − η g / (√s + ε)",
        Optimizer::Adam { .. } => "g = ∇L + λθ, θ ← θ − η m̂ / (√ŝ + ε)",
        Optimizer::AdamW { .. } => "θ ← (1 − ηλ) θ − η m̂ / (√ŝ + ε)",
    }
}

/// g = ∇L + λ₁ sign θ + λ₂ θ.
pub fn gradient([slope, l1, l2, before, gradient]: [f32; 5]) -> String {
    let sign = if before > 0.0 {
        "1"
    } else if before < 0.0 {
        "(−1)"
    } else {
        "0"
    };
    let lasso = if l1 > 0.0 { format!(" + {} · {sign}", trimmed(l1)) } else { String::new() };
    let [slope, gradient] = [slope, gradient].map(sig3);
    format!("g = ∇L + ∂R/∂θ = {slope}{lasso} + {} · {} = {gradient}", trimmed(l2), bracketed(&sig3(before)))
}

/// θ ← (1 − ηλ) θ + what the gradient adds.
pub fn decayed([rate, decay, before, moved, after]: [f32; 5]) -> String {
    let [before, moved, after] = [before, moved, after].map(|value| bracketed(&sig3(value)));
    format!("θ ← (1 − {} · {}) · {before} + {moved} = {after}", trimmed(rate), trimmed(decay))
}

/// θ ← (1 − ηλ) θ − η ∇L.
pub fn descended([rate, decay, before, slope, after]: [f32; 5]) -> String {
    let [before, slope, after] = [before, slope, after].map(|value| bracketed(&sig3(value)));
    let rate = trimmed(rate);
    format!("θ ← (1 − {rate} · {}) · {before} − {rate} · {slope} = {after}", trimmed(decay))
}

/// The curve over a histogram of weights.
pub fn prior(l1: f32, l2: f32, n: usize) -> String {
    let [l1_text, l2_text] = [l1, l2].map(trimmed);
    match (l1 > 0.0, l2 > 0.0) {
        (false, _) => tr!(
            "Curve: the prior N(0, 1 / (λN)) that L2 stands for, λ = {l2_text}. The loss is a mean over N = {n} samples."
        ),
        (true, false) => {
            tr!("Curve: the Laplace prior exp(−λN |w|) that L1 stands for, λ = {l1_text}, N = {n} samples.")
        }
        (true, true) => {
            tr!("Curve: the prior exp(−N (λ₁ |w| + λ₂ w² / 2)) that L1 and L2 stand for, N = {n} samples.")
        }
    }
}

fn bracketed(number: &str) -> String {
    if number.starts_with('−') { format!("({number})") } else { number.to_owned() }
}
