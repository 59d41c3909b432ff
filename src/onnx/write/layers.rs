//! The operations of each kind of layer.

use super::Setting::{Float, Int, Ints, Text};
use super::{Output, Writer};
use crate::layers::Layer;
use crate::layers::conv::Conv;
use crate::layers::conv_transpose::ConvTranspose;
use crate::layers::pool::{Pool, PoolKind};
use crate::network::NodeId;
use crate::padding_mode::PaddingMode;
use crate::shape::Shape;
use crate::window::Window;

/// Sizes, strides, dilations and paddings as ONNX lists them: all that is before an axis, then all behind.
struct Swept {
    sizes: [usize; 2],
    strides: [usize; 2],
    dilations: [usize; 2],
    pads: [usize; 4],
}

impl Swept {
    fn of([rows, columns]: [Window; 2]) -> Self {
        Self {
            sizes: [rows.size, columns.size],
            strides: [rows.stride, columns.stride],
            dilations: [rows.dilation, columns.dilation],
            pads: [rows.before, columns.before, rows.after, columns.after],
        }
    }

    fn settings(&self) -> Vec<(&'static str, super::Setting<'_>)> {
        let Self { sizes, strides, dilations, pads } = self;
        vec![
            ("kernel_shape", Ints(sizes)),
            ("strides", Ints(strides)),
            ("dilations", Ints(dilations)),
            ("pads", Ints(pads)),
        ]
    }
}

impl<'a> Writer<'a> {
    /// Adds a layer; `None` where there is no operation for it.
    pub(super) fn layer(&mut self, id: NodeId) -> Option<Output> {
        let (plan, layer) = (self.plan, self.plan.layer(id)?);
        let target = plan.name(id).to_owned();
        let first = self.outputs[plan.inputs(id)[0].0].clone();
        let same = |name| Some(Output { name, flat: first.flat });
        let image = |name| Some(Output { name, flat: false });
        match layer {
            Layer::Conv(conv) => image(self.conv(id, conv)),
            Layer::ConvTranspose(conv) => {
                let mut axes = conv.output_padding.iter().zip(conv.window);
                let fits = axes.all(|(padding, window)| *padding < window.stride);
                fits.then(|| self.conv_transpose(id, conv)).and_then(image)
            }
            Layer::Dense(_) => {
                let x = self.list(id, 0);
                let (inputs, settings) = (self.with_parameters(id, x), [("transB", Int(1))]);
                Some(Output { name: self.node("Gemm", &names(&inputs), &target, &settings), flat: true })
            }
            Layer::Activation(function) => same(self.function(*function, &first.name, &target)),
            Layer::Pool(pool) => {
                let x = self.image(id, 0);
                image(self.pool(pool, &x, &target))
            }
            Layer::GlobalAvgPool(_) => {
                let x = self.image(id, 0);
                image(self.node("GlobalAveragePool", &[&x], &target, &[]))
            }
            Layer::Softmax(_) => same(self.node("Softmax", &[&first.name], &target, &[("axis", Int(1))])),
            Layer::BatchNorm(norm) => {
                let inputs = self.with_parameters(id, first.name.clone());
                let settings = [("epsilon", Float(norm.eps)), ("momentum", Float(1.0 - norm.momentum))];
                same(self.node("BatchNormalization", &names(&inputs), &target, &settings))
            }
            Layer::LayerNorm(norm) => {
                let x = self.image(id, 0);
                let inputs = self.with_parameters(id, x);
                let settings = [("axis", Int(1)), ("epsilon", Float(norm.eps))];
                image(self.node("LayerNormalization", &names(&inputs), &target, &settings))
            }
            Layer::LocalResponseNorm(norm) => {
                let x = self.image(id, 0);
                let settings = [
                    ("size", Int(norm.size as i64)),
                    ("alpha", Float(norm.alpha)),
                    ("beta", Float(norm.beta)),
                    ("bias", Float(norm.k)),
                ];
                (norm.size % 2 == 1).then(|| self.node("LRN", &[&x], &target, &settings)).and_then(image)
            }
            Layer::Dropout(dropout) => {
                let ratio = self.numbers(format!("{target}/ratio"), &[], &[dropout.rate]);
                same(self.node("Dropout", &[&first.name, &ratio], &target, &[]))
            }
            Layer::Pad(pad) => {
                let x = self.image(id, 0);
                let windows =
                    [pad.rows, pad.columns].map(|(before, after)| Window { before, after, ..Window::new(1) });
                image(self.pad(&x, plan.input_shapes(id)[0], windows, pad.padding_mode, &target))
            }
            Layer::PRelu(_) => {
                let slopes = self.slopes(id, first.flat);
                same(self.node("PRelu", &[&first.name, &slopes], &target, &[]))
            }
            Layer::Upsample(upsample) => {
                let x = self.image(id, 0);
                image(self.upsample(*upsample, &x, &target))
            }
            Layer::Add(_) | Layer::Multiply(_) | Layer::Concat(_) => {
                let flat = plan.inputs(id).iter().all(|input| self.outputs[input.0].flat);
                let branch = |index: usize, writer: &mut Self| match flat {
                    true => writer.list(id, index),
                    false => writer.image(id, index),
                };
                let branches: Vec<String> =
                    (0..plan.inputs(id).len()).map(|index| branch(index, self)).collect();
                let name = match layer {
                    Layer::Add(_) => self.node("Sum", &names(&branches), &target, &[]),
                    Layer::Multiply(_) => self.node("Mul", &names(&branches), &target, &[]),
                    _ => self.node("Concat", &names(&branches), &target, &[("axis", Int(1))]),
                };
                Some(Output { name, flat })
            }
            Layer::Flatten(_) => {
                let name = self.node("Flatten", &[&first.name], &target, &[("axis", Int(1))]);
                Some(Output { name, flat: true })
            }
            Layer::Rbf(rbf) => {
                let x = self.list(id, 0);
                Some(Output { name: self.distances(&rbf.codes, &x, &target), flat: true })
            }
            Layer::ChannelShuffle(shuffle) => {
                let x = self.image(id, 0);
                image(self.shuffle(*shuffle, plan.shape(id), &x, &target))
            }
            // Files are for inference, which has no noise: nobody needs this layer there.
            Layer::Reparameterize(_) => None,
            // Sentences are said in Scenes alone.
            Layer::AttentionDecoder(_) => None,
        }
    }

    /// A layer's input and its parameters.
    fn with_parameters(&mut self, id: NodeId, x: String) -> Vec<String> {
        [x].into_iter().chain(self.parameters(id)).collect()
    }

    fn conv(&mut self, id: NodeId, conv: &Conv) -> String {
        let (target, input) = (self.plan.name(id), self.plan.input_shapes(id)[0]);
        let (mut x, mut windows) = (self.image(id, 0), conv.window);
        if conv.padding_mode != PaddingMode::ZERO
            && windows.iter().any(|window| window.before + window.after > 0)
        {
            let padded = windows.map(|window| Window { size: 1, stride: 1, dilation: 1, ..window });
            x = self.pad(&x, input, padded, conv.padding_mode, &format!("{target}/padded"));
            windows = windows.map(|window| Window { before: 0, after: 0, ..window });
        }
        let inputs = match conv.connection_table {
            Some(_) => self.connected(id, conv, x),
            None => self.with_parameters(id, x),
        };
        let swept = Swept::of(windows);
        let mut settings = swept.settings();
        settings.push(("group", Int(conv.groups as i64)));
        self.node("Conv", &names(&inputs), target, &settings)
    }

    /// A convolution's input and parameters: what a filter does not see counts for nothing.
    fn connected(&mut self, id: NodeId, conv: &Conv, x: String) -> Vec<String> {
        let (plan, weights, taps) = (self.plan, self.weights, conv.taps_per_kernel());
        let channels = plan.input_shapes(id)[0].c / conv.groups;
        let mut inputs = vec![x];
        for slot in plan.slots().iter().filter(|slot| slot.node == id) {
            let mut values = weights.params[slot.range.clone()].to_vec();
            if slot.dims.len() > 1 {
                for (kernel, values) in values.chunks_exact_mut(taps).enumerate() {
                    if !conv.connected(kernel / channels, kernel % channels) {
                        values.fill(0.0);
                    }
                }
            }
            inputs.push(self.numbers(slot.name.clone(), &slot.dims, &values));
        }
        inputs
    }

    fn conv_transpose(&mut self, id: NodeId, conv: &ConvTranspose) -> String {
        let x = self.image(id, 0);
        let (inputs, swept) = (self.with_parameters(id, x), Swept::of(conv.window));
        let mut settings = swept.settings();
        settings.extend([("group", Int(conv.groups as i64)), ("output_padding", Ints(&conv.output_padding))]);
        self.node("ConvTranspose", &names(&inputs), self.plan.name(id), &settings)
    }

    fn pool(&mut self, pool: &Pool, x: &str, target: &str) -> String {
        let swept = Swept::of(pool.window);
        let mut settings = swept.settings();
        settings.push(("ceil_mode", Int(pool.ceil_mode.into())));
        match pool.kind {
            PoolKind::Max => self.node("MaxPool", &[x], target, &settings),
            PoolKind::Average { count_padding } => {
                settings.push(("count_include_pad", Int(count_padding.into())));
                self.node("AveragePool", &[x], target, &settings)
            }
        }
    }

    fn pad(
        &mut self,
        x: &str,
        input: Shape,
        windows: [Window; 2],
        mode: PaddingMode,
        target: &str,
    ) -> String {
        let [rows, columns] = windows;
        let name = match mode {
            PaddingMode::Constant(_) => "constant",
            PaddingMode::Reflect => "reflect",
            PaddingMode::Replicate => "edge",
            PaddingMode::Circular => "wrap",
            PaddingMode::Symmetric => return self.symmetric(x, input, windows, target),
        };
        let pads =
            [0, 0, rows.before, columns.before, 0, 0, rows.after, columns.after].map(|cells| cells as i64);
        let pads = self.ints(format!("{target}/pads"), &pads);
        let value = self.numbers(format!("{target}/value"), &[], &[mode.constant()]);
        self.node("Pad", &[x, &pads, &value], target, &[("mode", Text(name))])
    }

    /// ONNX has no such padding: the rows and columns that are repeated.
    fn symmetric(&mut self, x: &str, input: Shape, windows: [Window; 2], target: &str) -> String {
        let (mut x, names) = (x.to_owned(), [format!("{target}/rows"), target.to_owned()]);
        for (((axis, window), len), target) in (2..).zip(windows).zip([input.h, input.w]).zip(names) {
            let cells = -(window.before as isize)..(len + window.after) as isize;
            let sources: Vec<i64> = cells
                .filter_map(|cell| PaddingMode::Symmetric.source(cell, len))
                .map(|cell| cell as i64)
                .collect();
            let sources = self.ints(format!("{target}/sources"), &sources);
            x = self.node("Gather", &[&x, &sources], &target, &[("axis", Int(axis))]);
        }
        x
    }
}

fn names(all: &[String]) -> Vec<&str> {
    all.iter().map(String::as_str).collect()
}
