//! Cases of losses and of optimizers.

use convoscope::loss::{Loss, Target};
use convoscope::optimizer::{Optimizer, Penalty};

use crate::case::{Case, Outcome, compare};

/// A loss and its gradient.
pub fn loss(case: &Case) -> Outcome {
    let x = case.tensor("inputs/x")?;
    let mut dlogits = vec![0.0; x.data.len()];
    if case.get("attrs/reduction")? != "mean" || case.tensor("upstream")?.data != [1.0] {
        return Err("only the gradient of a mean itself is known".to_owned());
    }
    let loss = if case.op() == "mse" {
        let target = case.tensor("attrs/target")?.data;
        Loss::MeanSquaredError.evaluate(x.shape[0], &x.data, Target::Values(&target), &mut dlogits)
    } else {
        Loss::CrossEntropy.evaluate(
            x.shape[0],
            &x.data,
            Target::Labels(&labels(case, "attrs/labels")?),
            &mut dlogits,
        )
    };
    case.compare("outputs/y", &[loss])?;
    case.compare("grads/x", &dlogits)
}

/// Class numbers.
pub fn labels(case: &Case, path: &str) -> Outcome<Vec<u8>> {
    let list = case.get(path)?.as_array().ok_or_else(|| format!("{path} is not a list"))?;
    let label = |json: &serde_json::Value| u8::try_from(json.as_u64()?).ok();
    list.iter().map(label).collect::<Option<_>>().ok_or_else(|| format!("{path} holds no labels"))
}

/// Steps of an optimizer on given gradients.
pub fn optimizer(case: &Case) -> Outcome {
    let attr = |name: &str| case.number(&format!("attrs/{name}"));
    let optimizer = match case.op() {
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
    let penalty = Penalty { l1: 0.0, l2 };

    let mut params = case.tensor("inputs/w")?.data;
    let mut state = optimizer.state(params.len());
    let gradients = case.tensors("gradients")?;
    let wanted = case.tensors("outputs/w_after_step")?;
    if gradients.len() != wanted.len() || wanted.is_empty() {
        return Err(format!("{} gradients for {} steps", gradients.len(), wanted.len()));
    }
    for (step, (mut gradient, wanted)) in (1..).zip(gradients.into_iter().zip(wanted)) {
        penalty.add(&params, &mut gradient.data);
        optimizer.step(attr("lr")?, step, &mut params, &gradient.data, &mut state);
        compare(&format!("w after step {step}"), &params, &wanted.data)?;
    }
    Ok(())
}
