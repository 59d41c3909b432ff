//! Cases of whole networks: logits, loss and the gradient of every parameter; and of receptive fields.

use std::sync::Arc;

use convoscope::engine::{Cpu, Wanted};
use convoscope::layers::Layer;
use convoscope::layers::Phase;
use convoscope::layers::activation::Activation;
use convoscope::layers::batch_norm::BatchNorm;
use convoscope::layers::conv::Conv;
use convoscope::layers::dense::Dense;
use convoscope::layers::flatten::Flatten;
use convoscope::layers::global_avg_pool::GlobalAvgPool;
use convoscope::layers::merge::{Add, Concat};
use convoscope::layers::pool::Pool;
use convoscope::loss::{Loss, Target};
use convoscope::network::{Network, NodeId, Plan};
use convoscope::shape::Shape;
use convoscope::window::Window;
use serde_json::Value;

use crate::case::{Case, Outcome, compare};
use crate::loss::labels;

/// A network's forward and backward pass.
pub fn network(case: &Case) -> Outcome {
    let x = case.tensor("inputs/x")?;
    let [batch, c, h, w] = x.shape[..] else { return Err("inputs/x is no batch of images".to_owned()) };
    let params = case.tensors("parameters")?;
    let mut network = Network::new(Shape::new(c, h, w));
    match case.get("layers")? {
        Value::Array(layers) => chain(&mut network, layers)?,
        // The file describes branches in words.
        _ if case.name() == "residual-with-projection" => residual(&mut network),
        _ if case.name() == "inception-module" => inception(&mut network),
        layers => return Err(format!("unknown network {layers}")),
    }
    let plan = Arc::new(Plan::new(network).map_err(|e| e.to_string())?);
    let dims: Vec<&Vec<usize>> = plan.slots().iter().map(|slot| &slot.dims).collect();
    if dims != params.iter().map(|p| &p.shape).collect::<Vec<_>>() {
        return Err(format!("the parameters should be {dims:?}"));
    }
    let params: Vec<f32> = params.into_iter().flat_map(|p| p.data).collect();

    let mut engine = Cpu::new(plan.clone());
    engine.input(batch).copy_from_slice(&x.data);
    engine.forward(&params, &mut [], Phase::Train { seed: 0 });
    case.compare("outputs/logits", engine.logits())?;
    let labels = labels(case, "labels")?;
    let (logits, dlogits) = engine.loss_gradient();
    let loss = Loss::CrossEntropy.evaluate(batch, logits, Target::Labels(&labels), dlogits);
    compare("loss", &[loss], &[case.number("outputs/loss")?])?;
    engine.backward(&params, &[], &Wanted::training());
    let gradients = case.tensors("grads")?;
    if gradients.len() != plan.slots().len() {
        return Err(format!("{} gradients for {} parameters", gradients.len(), plan.slots().len()));
    }
    for (slot, wanted) in plan.slots().iter().zip(gradients) {
        compare(&format!("dL/d {}", slot.name), &engine.dparams()[slot.range.clone()], &wanted.data)?;
    }
    Ok(())
}

/// Adds layers one after the other.
pub fn chain(network: &mut Network, layers: &[Value]) -> Outcome {
    for json in layers {
        network.chain([layer(json)?]);
    }
    Ok(())
}

/// A layer of a chain, as \["conv", {"filters": 3, "kernel": 5, "padding": 2}\].
fn layer(json: &Value) -> Outcome<Layer> {
    let count = |json: &Value| json.as_u64().map(|n| n as usize);
    let number = || count(&json[1]).ok_or_else(|| format!("{json} lacks a number"));
    Ok(match json[0].as_str() {
        Some("conv") => {
            let [filters, kernel] = ["filters", "kernel"]
                .map(|key| count(&json[1][key]).ok_or_else(|| format!("{json} lacks {key}")));
            let padding = count(&json[1]["padding"]).unwrap_or(0);
            let stride = count(&json[1]["stride"]).unwrap_or(1);
            Conv::new(filters?, kernel?).padding(padding).stride(stride).into()
        }
        Some("max_pool") => Pool::max(number()?).into(),
        Some("avg_pool") => Pool::average(number()?).into(),
        Some("dense") => Dense::new(number()?).into(),
        Some("global_avg_pool") => GlobalAvgPool.into(),
        Some("batch_norm") => BatchNorm::default().into(),
        Some("sigmoid") => Activation::Sigmoid.into(),
        Some("tanh") => Activation::Tanh.into(),
        Some("relu") => Activation::Relu.into(),
        Some("flatten") => Flatten.into(),
        _ => return Err(format!("unknown layer {json}")),
    })
}

/// relu(conv_b(relu(conv_a(x))) + proj(x)); global average; dense. Its numbers come out with a and proj at stride 2.
fn residual(network: &mut Network) {
    let conv = |size| Conv::new(4, size).padding(size / 2);
    let b = network.chain([conv(3).stride(2).into(), Activation::Relu.into(), conv(3).into()]);
    let projection = network.add(conv(1).stride(2), &[NodeId::INPUT]);
    let sum = network.add(Add, &[b, projection]);
    network.then(sum, [Activation::Relu.into(), GlobalAvgPool.into(), Dense::new(3).into()]);
}

/// concat(1 × 1; 1 × 1, 3 × 3; 1 × 1, 5 × 5; max pool, 1 × 1), all with ReLU; global average; dense.
fn inception(network: &mut Network) {
    let conv = |filters, size| Conv::new(filters, size).padding(size / 2).into();
    let relu = || Activation::Relu.into();
    let pool = Pool { window: [Window::new(3).padding(1); 2], ..Pool::max(3) };
    let branches = [
        network.then(NodeId::INPUT, [conv(2, 1), relu()]),
        network.then(NodeId::INPUT, [conv(2, 1), relu(), conv(3, 3), relu()]),
        network.then(NodeId::INPUT, [conv(1, 1), relu(), conv(2, 5), relu()]),
        network.then(NodeId::INPUT, [pool.into(), conv(2, 1), relu()]),
    ];
    let joined = network.add(Concat, &branches);
    network.then(joined, [GlobalAvgPool.into(), Dense::new(3).into()]);
}

/// A chain of convolutions: how many cells one output sees, and how far neighbours are apart.
pub fn receptive_field(case: &Case) -> Outcome {
    let layers = case.get("layers")?.as_array().ok_or("layers is not a list")?;
    let mut network = Network::new(Shape::new(1, 200, 200));
    for index in 0..layers.len() {
        let [size, stride, dilation] =
            ["kernel", "stride", "dilation"].map(|key| case.count(&format!("layers/{index}/{key}")));
        let window = Window::new(size?).stride(stride?).dilation(dilation?);
        network.chain([Conv { window: [window; 2], ..Conv::new(1, 1) }.into()]);
    }
    let plan = Plan::new(network).map_err(|e| e.to_string())?;
    let last = plan.network().last();
    let wanted = (case.count("outputs/size")? as u64, case.count("outputs/jump")? as u64);
    for field in plan.receptive_field(last).ok_or("no field")? {
        if (field.size, field.stride) != wanted {
            return Err(format!("{field:?} instead of size and stride {wanted:?}"));
        }
    }
    Ok(())
}
