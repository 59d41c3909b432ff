//! A network and its training loop as a PyTorch program.

use crate::layers::pytorch::float;
use crate::network::Plan;
use crate::session::{Decay, Initialization, Loss, Optimizer, Settings};

use super::network::network;

/// The network, its fresh weights, and a function `train(network, images, labels, epochs)`.
pub fn training(plan: &Plan, settings: &Settings) -> String {
    let classes = plan.output().len();
    let Settings { batch, seed, .. } = settings;
    format!(
        "{}\n\n\
         def initialise(network):\n    \
             for layer in network.modules():\n        \
                 if isinstance(layer, (nn.Conv2d, nn.ConvTranspose2d, nn.Linear)):\n            \
                     {}\n            \
                     if layer.bias is not None:\n                \
                         nn.init.zeros_(layer.bias)\n\n\n\
         def rate(step):\n    \
             \"\"\"The learning rate as a share of the highest.\"\"\"\n{}\n\n\
         def train(network, images, labels, epochs):\n    \
             \"\"\"`images` are floats, `labels` class numbers.\"\"\"\n    \
             optimizer = {}\n    \
             schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, rate)\n    \
             network.train()\n    \
             for epoch in range(epochs):\n        \
                 for batch in torch.randperm(len(images)).split({batch}):\n            \
                     optimizer.zero_grad()\n            \
                     logits = network(images[batch])\n            \
                     loss = {}\n            \
                     {}.backward()\n            \
                     optimizer.step()\n            \
                     schedule.step()\n        \
                 print(f\"epoch {{epoch + 1}}: loss {{loss.item():.4f}}\")\n\n\n\
         torch.manual_seed({seed})\n\
         network = Network()\n\
         initialise(network)\n",
        network(plan),
        initialization(settings.initialization),
        schedule(settings),
        optimizer(settings),
        loss(settings, classes),
        penalised(settings)
    )
}

fn initialization(initialization: Initialization) -> String {
    match initialization {
        Initialization::Zero => "nn.init.zeros_(layer.weight)".to_owned(),
        Initialization::Normal { std } => {
            format!("nn.init.normal_(layer.weight, std={})", float(std))
        }
        Initialization::Xavier => "nn.init.xavier_normal_(layer.weight)".to_owned(),
        Initialization::He => "nn.init.kaiming_normal_(layer.weight, nonlinearity=\"relu\")".to_owned(),
    }
}

fn schedule(settings: &Settings) -> String {
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
    let import = if down.contains("math.") { "    import math\n" } else { "" };
    format!("{import}{up}    return {down}\n")
}

fn optimizer(settings: &Settings) -> String {
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

fn loss(settings: &Settings, classes: usize) -> String {
    let label_smoothing = settings.label_smoothing;
    match settings.loss {
        Loss::CrossEntropy if label_smoothing > 0.0 => {
            format!("F.cross_entropy(logits, labels[batch], label_smoothing={})", float(label_smoothing))
        }
        Loss::CrossEntropy => "F.cross_entropy(logits, labels[batch])".to_owned(),
        Loss::MeanSquaredError => {
            let target = format!("F.one_hot(labels[batch], {classes}).float()");
            let (keep, share) = (float(1.0 - label_smoothing), float(label_smoothing / classes as f32));
            let target = if label_smoothing > 0.0 { format!("{keep} * {target} + {share}") } else { target };
            format!("F.mse_loss(logits, {target})")
        }
    }
}

/// What is differentiated: the loss, and the part of the regularization that no argument of the optimizer stands for.
fn penalised(settings: &Settings) -> String {
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
