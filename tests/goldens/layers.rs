//! Cases of one layer: its output, its gradients, its running statistics, whichever engine computes them.

use std::collections::BTreeSet;

use convoscope::engine::gpu::{Alone, Inputs};
use convoscope::layers::activation::Activation;
use convoscope::layers::attention_decoder::AttentionDecoder;
use convoscope::layers::batch_norm::BatchNorm;
use convoscope::layers::channel_shuffle::ChannelShuffle;
use convoscope::layers::conv::Conv;
use convoscope::layers::conv_transpose::ConvTranspose;
use convoscope::layers::dense::Dense;
use convoscope::layers::global_avg_pool::GlobalAvgPool;
use convoscope::layers::layer_norm::LayerNorm;
use convoscope::layers::local_response_norm::LocalResponseNorm;
use convoscope::layers::merge::Multiply;
use convoscope::layers::pad::Pad;
use convoscope::layers::pool::{Pool, PoolKind};
use convoscope::layers::prelu::PRelu;
use convoscope::layers::reparameterize::Reparameterize;
use convoscope::layers::softmax::Softmax;
use convoscope::layers::upsample::{Interpolation, Upsample};
use convoscope::layers::{Layer, LayerPass, Phase};
use convoscope::padding_mode::PaddingMode;
use convoscope::shape::Shape;
use convoscope::window::Window;

use crate::case::{Case, Outcome, Tensor};

/// The layer that a case is about; `None` if its operation is unknown.
pub fn layer(case: &Case) -> Outcome<Option<Layer>> {
    let layer = match case.op() {
        "relu" => Activation::Relu.into(),
        "leaky_relu" => Activation::LeakyRelu { slope: case.number("attrs/slope")? }.into(),
        "sigmoid" => Activation::Sigmoid.into(),
        "tanh" => Activation::Tanh.into(),
        "softplus" => Activation::Softplus.into(),
        "elu" => Activation::Elu { alpha: 1.0 }.into(), // PyTorch's default.
        "gelu" => Activation::Gelu.into(),
        "silu" => Activation::Silu.into(),
        "relu6" => Activation::Relu6.into(),
        "hard_sigmoid" => Activation::HardSigmoid { slope: 1.0 / 6.0 }.into(), // PyTorch's.
        "hard_swish" => Activation::HardSwish.into(),
        "prelu" => PRelu { shared: case.tensor("inputs/weight")?.data.len() == 1 }.into(),
        "upsample" => {
            let interpolation = match case.get("attrs/mode")?.as_str() {
                Some("nearest") => Interpolation::Nearest,
                Some("bilinear") => Interpolation::Bilinear,
                mode => return Err(format!("unknown mode {mode:?}")),
            };
            Upsample { factors: case.pair("attrs/factors")?, interpolation }.into()
        }
        "reparameterize" => Reparameterize.into(),
        "attention_decoder" => {
            let attr = |name: &str| case.count(&format!("attrs/{name}"));
            AttentionDecoder {
                maps: attr("maps")?,
                cells: attr("cells")?,
                hidden: attr("hidden")?,
                embedding: attr("embedding")?,
                units: attr("units")?,
                words: attr("words")?,
                steps: attr("steps")?,
            }
            .into()
        }
        "multiply" => Multiply.into(),
        "softmax" => Softmax.into(),
        "max_pool2d" => pool(case, PoolKind::Max)?,
        "avg_pool2d" => {
            pool(case, PoolKind::Average { count_padding: case.flag("attrs/count_include_pad")? })?
        }
        "channel_shuffle" => ChannelShuffle { groups: case.count("attrs/groups")? }.into(),
        "global_avg_pool" => GlobalAvgPool.into(),
        "batch_norm" => {
            BatchNorm { eps: case.number("attrs/eps")?, momentum: case.number("attrs/momentum")? }.into()
        }
        "layer_norm" => LayerNorm { eps: case.number("attrs/eps")? }.into(),
        "local_response_norm" => {
            let [alpha, beta, k] = ["alpha", "beta", "k"].map(|name| case.number(&format!("attrs/{name}")));
            LocalResponseNorm { size: case.count("attrs/size")?, alpha: alpha?, beta: beta?, k: k? }.into()
        }
        "dense" => {
            let units = case.tensor("inputs/weight")?.shape[0];
            Dense { units, bias: case.has("inputs/bias") }.into()
        }
        "pad" => {
            let ([top, bottom, left, right], padding_mode) = padding(case, "attrs")?;
            Pad { rows: (top, bottom), columns: (left, right), padding_mode }.into()
        }
        "conv2d" => {
            let filters = case.tensor("inputs/weight")?.shape;
            let ([top, bottom, left, right], padding_mode) = padding(case, "attrs/pad")?;
            let [rows, columns] = windows(case, [filters[2], filters[3]], [0, 0])?;
            let rows = Window { before: top, after: bottom, ..rows };
            let columns = Window { before: left, after: right, ..columns };
            Conv {
                filters: filters[0],
                window: [rows, columns],
                padding_mode,
                groups: case.count("attrs/groups")?,
                bias: case.has("inputs/bias"),
                connection_table: None,
            }
            .into()
        }
        "conv_transpose2d" => {
            let weight = case.tensor("inputs/weight")?.shape;
            let groups = case.count("attrs/groups")?;
            ConvTranspose {
                filters: weight[1] * groups,
                window: windows(case, [weight[2], weight[3]], case.pair("attrs/padding")?)?,
                output_padding: case.pair("attrs/output_padding")?,
                groups,
                bias: case.has("inputs/bias"),
            }
            .into()
        }
        _ => return Ok(None),
    };
    Ok(Some(layer))
}

/// Cells at the top, bottom, left and right, and how they are filled.
fn padding(case: &Case, path: &str) -> Outcome<([usize; 4], PaddingMode)> {
    let [top, bottom, left, right] =
        ["top", "bottom", "left", "right"].map(|side| case.count(&format!("{path}/{side}")));
    let padding_mode = match case.get(&format!("{path}/mode"))?.as_str() {
        Some("constant") => PaddingMode::Constant(case.number(&format!("{path}/value"))?),
        Some("reflect") => PaddingMode::Reflect,
        Some("symmetric") => PaddingMode::Symmetric,
        Some("replicate") => PaddingMode::Replicate,
        Some("circular") => PaddingMode::Circular,
        mode => return Err(format!("unknown mode {mode:?}")),
    };
    Ok(([top?, bottom?, left?, right?], padding_mode))
}

fn pool(case: &Case, kind: PoolKind) -> Outcome<Layer> {
    let window = windows(case, case.pair("attrs/kernel")?, case.pair("attrs/padding")?)?;
    Ok(Pool { kind, window, ceil_mode: case.flag("attrs/ceil_mode")? }.into())
}

/// Windows of this size and padding with the case's stride, and its dilation if it has one.
fn windows(case: &Case, size: [usize; 2], padding: [usize; 2]) -> Outcome<[Window; 2]> {
    let stride = case.pair("attrs/stride")?;
    let dilation = if case.has("attrs/dilation") { case.pair("attrs/dilation")? } else { [1, 1] };
    let axis = |i: usize| Window::new(size[i]).stride(stride[i]).dilation(dilation[i]).padding(padding[i]);
    Ok([axis(0), axis(1)])
}

/// Runs a layer forward and backward on the CPU.
pub fn on_cpu(layer: &Layer, inputs: &Inputs<'_>, phase: Phase) -> Alone {
    let x: Vec<&[f32]> = inputs.x.iter().map(Vec::as_slice).collect();
    let Inputs { batch, shapes, params, running, dy, .. } = *inputs;
    let run = LayerPass::forward(layer.cpu_op(), batch, shapes, &x, params, running, phase)
        .expect("it was asked before");
    let gradients = run.backward(dy);
    Alone { dx: gradients.dx, dparams: gradients.dparams, y: run.y, running: run.running }
}

/// Lets `run` run the layer forward and backward, and compares every tensor that the case holds.
pub fn check(case: &Case, layer: &Layer, run: impl Fn(&Layer, &Inputs<'_>, Phase) -> Alone) -> Outcome {
    let op = layer.op();
    // A second input, if there is one, is called z.
    let keys: Vec<&str> = ["x", "z"].into_iter().filter(|key| case.has(&format!("inputs/{key}"))).collect();
    let inputs =
        keys.iter().map(|key| case.tensor(&format!("inputs/{key}"))).collect::<Outcome<Vec<Tensor>>>()?;
    let shapes = inputs.iter().map(sample).collect::<Outcome<Vec<Shape>>>()?;
    let Some(batch) = inputs.first().map(|x| x.shape[0]) else { return Err("there is no input".to_owned()) };
    let x: Vec<Vec<f32>> = inputs.into_iter().map(|input| input.data).collect();
    let names: Vec<_> = op.params(&shapes).iter().map(|p| (p.name, key(case, p.name), p.len())).collect();
    let mut params = Vec::new();
    for (name, key, len) in &names {
        let values = case.tensor(&format!("inputs/{key}"))?.data;
        if values.len() != *len {
            return Err(format!("{name} should have {len} values, but {key} has {}", values.len()));
        }
        params.extend(values);
    }
    let mut running = Vec::new();
    for statistic in op.running(&shapes) {
        running.extend(case.tensor(&format!("attrs/{}", statistic.name))?.data);
    }
    let training = case.flag("attrs/training").unwrap_or(false);
    let phase = if training { Phase::Train { seed: 0 } } else { Phase::Infer };

    let output = op.output(&shapes).map_err(|e| e.to_string())?;
    let y = case.tensor("outputs/y")?;
    if sample(&y)? != output {
        return Err(format!("the output is {output} instead of {}", sample(&y)?));
    }
    let dy = case.tensor("upstream")?.data;
    let inputs = Inputs { batch, shapes: &shapes, x: &x, params: &params, running: &running, dy: &dy };
    let run = run(layer, &inputs, phase);
    let mut compared = BTreeSet::from(["outputs/y".to_owned()]);
    case.compare("outputs/y", &run.y)?;
    let mut rest = run.running.as_slice();
    for statistic in op.running(&shapes) {
        let (values, after) = rest.split_at(statistic.len);
        rest = after;
        let path = format!("outputs/{}", statistic.name);
        case.compare(&path, values)?;
        compared.insert(path);
    }

    for (key, dx) in keys.iter().zip(&run.dx) {
        let path = format!("grads/{key}");
        case.compare(&path, dx)?;
        compared.insert(path);
    }
    let mut rest = run.dparams.as_slice();
    for (_, key, len) in names {
        let (values, after) = rest.split_at(len);
        rest = after;
        let path = format!("grads/{key}");
        case.compare(&path, values)?;
        compared.insert(path);
    }
    let given =
        ["outputs", "grads"].map(|part| case.keys(part).into_iter().map(move |key| format!("{part}/{key}")));
    match given.into_iter().flatten().find(|path| !compared.contains(path)) {
        Some(path) => Err(format!("nothing was compared with {path}")),
        None => Ok(()),
    }
}

/// What a case calls a parameter: norms have gamma and beta.
fn key(case: &Case, name: &'static str) -> &'static str {
    match name {
        "weight" if case.has("inputs/gamma") => "gamma",
        "bias" if case.has("inputs/beta") => "beta",
        _ => name,
    }
}

/// The shape of one sample of N × C × H × W or N × C.
fn sample(tensor: &Tensor) -> Outcome<Shape> {
    match tensor.shape[..] {
        [_, c, h, w] => Ok(Shape::new(c, h, w)),
        [_, n] => Ok(Shape::flat(n)),
        _ => Err(format!("{:?} is no batch", tensor.shape)),
    }
}
