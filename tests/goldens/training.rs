//! Cases of optimizers, and of the steps of whole networks.

use std::ops::Range;
use std::sync::Arc;

use convoscope::loss::Loss;
use convoscope::network::{Network, Plan, Weights};
use convoscope::optimizer::{Optimizer, Regularization};
use convoscope::shape::Shape;
use convoscope::training::{Batch, Trainer};

use crate::case::{Case, Outcome, compare};
use crate::loss::labels;
use crate::network::chain;

/// The rule called `name` with the numbers of a case, and its regularization.
fn rule(case: &Case, name: &str) -> Outcome<(Optimizer, Regularization)> {
    let attr = |name: &str| case.number(&format!("attrs/{name}"));
    let optimizer = match name {
        "sgd" => Optimizer::Sgd,
        "momentum" => Optimizer::Momentum { momentum: attr("momentum")? },
        "nesterov" => Optimizer::Nesterov { momentum: attr("momentum")? },
        "adagrad" => Optimizer::Adagrad { eps: attr("eps")? },
        "rmsprop" => Optimizer::RmsProp { alpha: attr("alpha")?, eps: attr("eps")? },
        "adam" => Optimizer::Adam { beta1: attr("beta1")?, beta2: attr("beta2")?, eps: attr("eps")? },
        "adamw" => Optimizer::AdamW {
            beta1: attr("beta1")?,
            beta2: attr("beta2")?,
            eps: attr("eps")?,
            weight_decay: attr("weight_decay")?,
        },
        op => return Err(format!("unknown optimizer {op}")),
    };
    // All rules but AdamW have their weight decay in the gradient.
    let l2 = match optimizer {
        Optimizer::AdamW { .. } => 0.0,
        _ if case.has("attrs/weight_decay") => attr("weight_decay")?,
        _ => 0.0,
    };
    Ok((optimizer, Regularization { l1: 0.0, l2 }))
}

/// Steps of an optimizer on given gradients.
pub fn optimizer(case: &Case) -> Outcome {
    let (optimizer, regularization) = rule(case, case.op())?;
    let mut params = case.tensor("inputs/w")?.data;
    let mut state = optimizer.state(params.len());
    let gradients = case.tensors("gradients")?;
    let wanted = case.tensors("outputs/w_after_step")?;
    if gradients.len() != wanted.len() || wanted.is_empty() {
        return Err(format!("{} gradients for {} steps", gradients.len(), wanted.len()));
    }
    for (step, (mut gradient, wanted)) in (1..).zip(gradients.into_iter().zip(wanted)) {
        regularization.add(&params, &mut gradient.data);
        let before = params.clone();
        let rate = case.number("attrs/lr")?;
        optimizer.step(rate, step, [&before, &gradient.data], &mut params, &mut state);
        compare(&format!("w after step {step}"), &params, &wanted.data)?;
    }
    Ok(())
}

/// Steps of a whole network on one batch: the loss before each.
pub fn steps(case: &Case) -> Outcome {
    let x = case.tensor("inputs/x")?;
    let [batch, c, h, w] = x.shape[..] else { return Err("inputs/x is no batch of images".to_owned()) };
    let mut network = Network::new(Shape::new(c, h, w));
    chain(&mut network, case.get("layers")?.as_array().ok_or("layers is not a list")?)?;
    let plan = Arc::new(Plan::new(network).map_err(|e| e.to_string())?);
    let params = case.tensors("parameters")?.into_iter().flat_map(|p| p.data).collect();
    let weights = Weights { params, ..Weights::he(&plan, 0) };
    let text = |path: &str| case.get(path)?.as_str().ok_or_else(|| format!("{path} is no text"));
    let (optimizer, regularization) = rule(case, text("optimizer")?)?;
    let mut trainer = Trainer::new(plan, weights, optimizer, 1, 0);
    trainer.regularization = regularization;
    trainer.loss = match text("loss")? {
        "cross_entropy" => Loss::CrossEntropy,
        "mse" => Loss::MeanSquaredError,
        loss => return Err(format!("unknown loss {loss}")),
    };
    let (labels, rate) = (labels(case, "labels")?, case.number("attrs/lr")?);
    let step = |trainer: &mut Trainer| {
        let fill = |range: Range<usize>, into: &mut [f32]| {
            into.copy_from_slice(&x.data[range.start * into.len() / range.len()..][..into.len()]);
            labels[range].to_vec().into()
        };
        pollster::block_on(trainer.train(Batch::new(batch, &fill), rate)).loss
    };
    let losses: Vec<f32> = (0..10).map(|_| step(&mut trainer)).collect();
    case.compare("outputs/losses", &losses)
}
