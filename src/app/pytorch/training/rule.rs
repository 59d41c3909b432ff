//! How a network learns, in Python: the page's settings as PyTorch's arguments.

use crate::layers::pytorch::float;
use crate::session::{Decay, Loss, Optimizer, Settings};

pub(super) fn schedule(settings: &Settings) -> String {
    let warmup = settings.schedule.warmup;
    let up = if warmup > 0 {
        format!("    if step < {warmup}:\n        return step / {warmup}\n")
    } else {
        String::new()
    };
    let down = match settings.schedule.decay {
        Decay::Constant => "1.".to_owned(),
        Decay::Cosine { steps } => {
            let span = steps.saturating_sub(warmup).max(1);
            format!("0.5 * (1 + math.cos(math.pi * min(1., (step - {warmup}) / {span})))")
        }
        Decay::Step { every, factor } => {
            format!("{} ** ((step - {warmup}) // {})", float(factor), every.max(1))
        }
    };
    format!("{up}    return {down}\n")
}

pub(super) fn optimizer(settings: &Settings) -> String {
    let (rule, numbers) = match settings.optimizer {
        Optimizer::Sgd => ("SGD", String::new()),
        Optimizer::Momentum { momentum } => ("SGD", format!(", momentum={}", float(momentum))),
        Optimizer::Nesterov { momentum } => ("SGD", format!(", momentum={}, nesterov=True", float(momentum))),
        Optimizer::Adagrad { eps } => ("Adagrad", format!(", eps={}", float(eps))),
        Optimizer::RmsProp { alpha, eps } => {
            ("RMSprop", format!(", alpha={}, eps={}", float(alpha), float(eps)))
        }
        Optimizer::Adam { beta1, beta2, eps } => {
            ("Adam", format!(", betas=({}, {}), eps={}", float(beta1), float(beta2), float(eps)))
        }
        Optimizer::AdamW { beta1, beta2, eps, weight_decay } => {
            let [beta1, beta2, eps, decay] = [beta1, beta2, eps, weight_decay].map(float);
            ("AdamW", format!(", betas=({beta1}, {beta2}), eps={eps}, weight_decay={decay}"))
        }
    };
    let l2 = settings.regularization.l2;
    let decay =
        if l2 > 0.0 && rule != "AdamW" { format!(", weight_decay={}", float(l2)) } else { String::new() };
    format!("torch.optim.{rule}(network.parameters(), lr={}{numbers}{decay})", float(settings.schedule.rate))
}

/// The body of `cost(logits, labels, smoothing)`.
pub(super) fn cost(loss: Loss, classes: usize) -> String {
    match loss {
        Loss::CrossEntropy => {
            "    return F.cross_entropy(logits, labels, label_smoothing=smoothing)\n".to_owned()
        }
        // A single output learns the value that its label stands for.
        Loss::MeanSquaredError if classes == 1 => {
            "    return F.mse_loss(logits, labels.float()[:, None] / 127.5 - 1)\n".to_owned()
        }
        Loss::Huber if classes == 1 => {
            "    return F.huber_loss(logits, labels.float()[:, None] / 127.5 - 1)\n".to_owned()
        }
        Loss::MeanSquaredError | Loss::Huber => {
            let name = if loss == Loss::Huber { "huber_loss" } else { "mse_loss" };
            format!(
                "    target = (1 - smoothing) * F.one_hot(labels, {classes}).float() + smoothing / {classes}\n    \
                 return F.{name}(logits, target)\n"
            )
        }
    }
}

/// What is differentiated: the loss, and the part of the regularization that no argument of the optimizer stands for.
pub(super) fn penalised(settings: &Settings) -> String {
    let (l1, l2) = (settings.regularization.l1, settings.regularization.l2);
    let mut terms = vec!["loss".to_owned()];
    if l1 > 0.0 {
        terms.push(format!("{} * sum(w.abs().sum() for w in network.parameters())", float(l1)));
    }
    if l2 > 0.0 && matches!(settings.optimizer, Optimizer::AdamW { .. }) {
        terms.push(format!("{} * sum((w * w).sum() for w in network.parameters())", float(0.5 * l2)));
    }
    if terms.len() == 1 { "loss".to_owned() } else { format!("({})", terms.join(" + ")) }
}
