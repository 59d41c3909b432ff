//! Cases of losses, whichever engine computes them.

use convoscope::loss::{Loss, Target};

use crate::case::{Case, Outcome};

/// Lets `evaluate` compute a loss and its gradient, and compares both.
pub fn check(case: &Case, evaluate: impl Fn(Loss, usize, &[f32], Target<'_>, &mut [f32]) -> f32) -> Outcome {
    let x = case.tensor("inputs/x")?;
    let mut dlogits = vec![0.0; x.data.len()];
    if case.get("attrs/reduction")? != "mean" || case.tensor("upstream")?.data != [1.0] {
        return Err("only the gradient of a mean itself is known".to_owned());
    }
    let values = |path: &str| case.tensor(path).map(|tensor| tensor.data);
    let (target, weights, classes): (Vec<f32>, Vec<f32>, Vec<u8>);
    let (kind, target) = match case.op() {
        "cross_entropy" => {
            classes = labels(case, "attrs/labels")?;
            (Loss::CrossEntropy, Target::Labels(&classes))
        }
        "mse" | "huber" => {
            target = values("attrs/target")?;
            (regression(case.op()), Target::Values(&target))
        }
        "weighted_mse" | "weighted_huber" => {
            (target, weights) = (values("attrs/target")?, values("attrs/weights")?);
            (regression(case.op()), Target::Weighted { values: &target, weights: &weights })
        }
        "elbo" | "elbo_mse" | "elbo_huber" => {
            target = values("attrs/target")?;
            let (latent, beta) = (case.count("attrs/latent")?, case.number("attrs/beta")?);
            let kind = if case.op() == "elbo" { Loss::CrossEntropy } else { regression(case.op()) };
            (kind, Target::Reconstruction { values: &target, latent, beta })
        }
        op => {
            classes = labels(case, "attrs/labels")?;
            let kind = if op == "mask_cross_entropy" { Loss::CrossEntropy } else { regression(op) };
            (kind, Target::Mask { labels: &classes, cells: case.count("attrs/cells")? })
        }
    };
    let loss = evaluate(kind, x.shape[0], &x.data, target, &mut dlogits);
    case.compare("outputs/y", &[loss])?;
    case.compare("grads/x", &dlogits)
}

/// Which of the losses of values an operation is.
fn regression(op: &str) -> Loss {
    if op.ends_with("huber") { Loss::Huber } else { Loss::MeanSquaredError }
}

/// Class numbers.
pub fn labels(case: &Case, path: &str) -> Outcome<Vec<u8>> {
    let list = case.get(path)?.as_array().ok_or_else(|| format!("{path} is not a list"))?;
    let label = |json: &serde_json::Value| u8::try_from(json.as_u64()?).ok();
    list.iter().map(label).collect::<Option<_>>().ok_or_else(|| format!("{path} holds no labels"))
}
