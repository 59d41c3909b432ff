//! Cases of attribution: every method and ablation, for a class and for one class against another.

use std::sync::Arc;

use convoscope::explain::{Cover, Explainer, Occlusion, Target, channel_importance};
use convoscope::network::{Network, NodeId, Plan, Weights};
use convoscope::shape::Shape;
use serde_json::Value;

use crate::case::{Case, Outcome, compare};
use crate::network::chain;

pub fn attribution(case: &Case) -> Outcome {
    let x = case.tensor("inputs/x")?;
    let [1, c, h, w] = x.shape[..] else { return Err("inputs/x is not one image".to_owned()) };
    let mut network = Network::new(Shape::new(c, h, w));
    chain(&mut network, case.get("layers")?.as_array().ok_or("layers is not a list")?)?;
    let plan = Arc::new(Plan::new(network).map_err(|e| e.to_string())?);
    let params: Vec<f32> = case.tensors("parameters")?.into_iter().flat_map(|p| p.data).collect();
    let running: Vec<f32> = case.tensors("running")?.into_iter().flat_map(|r| r.data).collect();
    if (params.len(), running.len()) != (plan.params_len(), plan.running_len()) {
        return Err(format!("{} parameters and {} statistics", params.len(), running.len()));
    }
    let mut explainer = Explainer::new(plan, Weights { params, running });
    compare("logits", &explainer.logits(&x.data), &case.tensor("outputs/logits")?.data)?;

    let against = match case.get("against")? {
        Value::Null => None,
        _ => Some(case.count("against")?),
    };
    let target = [Target { class: case.count("class")?, against }];
    let noise = case.tensor("inputs/noise")?;
    let (side, fill) = (case.count("occlusion/side")?, case.number("occlusion/fill")?);
    let cover = Cover { side, stride: 1, fill };
    let mut occlusion = Occlusion::new(&mut explainer, &x.data, cover, &target);
    while occlusion.advance(&mut explainer) {}
    let layer = NodeId(case.count("layer")?);
    for (method, maps) in [
        ("gradient", explainer.gradient(&x.data, &target)),
        ("gradient-input", explainer.gradient_times_input(&x.data, &target)),
        ("smoothgrad", explainer.smooth_grad(&x.data, &noise.data, &target)),
        ("guided", explainer.guided_backprop(&x.data, &target)),
        ("integrated", explainer.integrated_gradients(&x.data, case.count("steps")?, &target)),
        ("grad-cam", explainer.grad_cam(&x.data, layer, &target)),
        ("occlusion", occlusion.maps()),
        ("ablation", vec![channel_importance(&mut explainer, &x.data, layer, target[0])]),
    ] {
        case.compare(&format!("outputs/{method}"), &maps[0])?;
    }
    if case.keys("outputs").len() != 9 {
        return Err(format!("outputs are {:?}", case.keys("outputs")));
    }
    Ok(())
}
