//! Operations that are layers.

use super::pool::{pair, size, windows};
use super::weights::{Change, Step};
use super::{Activation, Constant, Converter, OnnxError, fail, place};
use crate::layers::Layer;
use crate::layers::activation::Activation as Function;
use crate::layers::batch_norm::BatchNorm;
use crate::layers::conv::Conv;
use crate::layers::conv_transpose::ConvTranspose;
use crate::layers::dense::Dense;
use crate::layers::dropout::Dropout;
use crate::layers::local_response_norm::LocalResponseNorm;
use crate::layers::merge::Concat;
use crate::layers::pad::Pad;
use crate::layers::softmax::Softmax;
use crate::network::NodeId;
use crate::onnx::NodeProblem;
use crate::onnx::model::Node;
use crate::padding_mode::PaddingMode;
use crate::tensors::short;

impl<'a> Converter<'a> {
    /// A node as a layer.
    pub(super) fn layer(&mut self, node: &Node<'a>) -> Result<Activation, OnnxError> {
        match node.op {
            "Conv" => self.conv(node),
            "ConvTranspose" => self.conv_transpose(node),
            "Gemm" => self.gemm(node),
            "MatMul" => self.mat_mul(node),
            "BatchNormalization" => self.batch_norm(node),
            "LRN" => {
                let size = size(node, node.int("size").unwrap_or(0))?;
                if size % 2 == 0 {
                    return Err(fail(node, NodeProblem::EvenNorm));
                }
                let number = |name: &str, default: f32| node.float(name).unwrap_or(default);
                let (alpha, beta, k) = (number("alpha", 1e-4), number("beta", 0.75), number("bias", 1.0));
                self.alone(node, LocalResponseNorm { size, alpha, beta, k })
            }
            "MaxPool" | "AveragePool" => self.pool(node),
            "GlobalAveragePool" | "GlobalMaxPool" => self.global_pool(node),
            "ReduceMean" => self.mean(node),
            "Softmax" => self.softmax(node),
            "Dropout" => self.dropout(node),
            "Pad" => self.pad(node),
            "Concat" => self.concat(node),
            "Add" | "Sum" | "Sub" | "Mul" | "Div" => self.arithmetic(node),
            "PRelu" => self.prelu(node),
            "Resize" | "Upsample" => self.resize(node),
            _ => {
                let function = self.function(node)?;
                self.alone(node, function)
            }
        }
    }

    /// A layer of one input and without weights.
    fn alone(&mut self, node: &Node<'a>, layer: impl Into<Layer>) -> Result<Activation, OnnxError> {
        let x = self.activation(node, 0)?;
        let added = self.add(node, layer, &[x.node])?;
        Ok(Activation { dims: x.dims, ..added })
    }

    fn function(&self, node: &Node<'a>) -> Result<Function, OnnxError> {
        Ok(match node.op {
            "Relu" => Function::Relu,
            "LeakyRelu" => Function::LeakyRelu { slope: node.float("alpha").unwrap_or(0.01) },
            "Sigmoid" => Function::Sigmoid,
            "Tanh" => Function::Tanh,
            "Softplus" => Function::Softplus,
            "Elu" => Function::Elu { alpha: node.float("alpha").unwrap_or(1.0) },
            "HardSigmoid" if node.float("beta").unwrap_or(0.5) == 0.5 => {
                Function::HardSigmoid { slope: node.float("alpha").unwrap_or(0.2) }
            }
            "HardSwish" => Function::HardSwish,
            "Gelu" if node.text("approximate").is_none_or(|way| way == "none") => Function::Gelu,
            "Clip" => {
                let bound = |index: usize, name: &str| -> Result<Option<f32>, OnnxError> {
                    match node.float(name) {
                        Some(bound) => Ok(Some(bound)),
                        None => Ok(self.constant(node, index)?.and_then(|bound| bound.number())),
                    }
                };
                match (bound(1, "min")?, bound(2, "max")?) {
                    (Some(0.0), Some(6.0)) => Function::Relu6,
                    (Some(0.0), None) => Function::Relu,
                    (min, max) => {
                        return Err(fail(node, NodeProblem::Bounds { min, max }));
                    }
                }
            }
            _ => return Err(OnnxError::Operator { node: place(node) }),
        })
    }

    /// Lets a parameter be a tensor.
    pub(super) fn set(&mut self, node: NodeId, part: &'static str, from: Constant<'a>) {
        self.steps.push(Step { node, part, change: Change::Set { from, transposed: false, factor: 1.0 } });
    }

    fn conv(&mut self, node: &Node<'a>) -> Result<Activation, OnnxError> {
        let (x, weight, bias) = (self.activation(node, 0)?, self.weight(node, 1)?, self.constant(node, 2)?);
        let [filters, _, h, w] = weight.dims[..] else {
            return Err(fail(node, NodeProblem::ConvAxes));
        };
        let input = self.shapes[x.node.0];
        let groups = size(node, node.int("group").unwrap_or(1))?;
        let window = windows(node, [h, w], input)?;
        let conv = Conv { window, groups, bias: bias.is_some(), ..Conv::new(filters, 1) };
        let added = self.add(node, conv, &[x.node])?;
        if weight.dims[1].checked_mul(groups) != Some(input.c) {
            return Err(fail(node, NodeProblem::Kernels { channels: input.c }));
        }
        self.set(added.node, "weight", weight);
        if let Some(bias) = bias {
            self.set(added.node, "bias", bias);
        }
        Ok(added)
    }

    fn conv_transpose(&mut self, node: &Node<'a>) -> Result<Activation, OnnxError> {
        let (x, weight, bias) = (self.activation(node, 0)?, self.weight(node, 1)?, self.constant(node, 2)?);
        let ([channels, each, h, w], None) = (&weight.dims[..], node.ints("output_shape")) else {
            return Err(fail(node, NodeProblem::ConvTransposeAxes));
        };
        if node.text("auto_pad").is_some_and(|way| way != "NOTSET") {
            return Err(fail(node, NodeProblem::AutoPad));
        }
        let groups = size(node, node.int("group").unwrap_or(1))?;
        let input = self.shapes[x.node.0];
        if *channels != input.c {
            return Err(fail(node, NodeProblem::Kernels { channels: input.c }));
        }
        let layer = ConvTranspose {
            filters: each.saturating_mul(groups),
            window: windows(node, [*h, *w], input)?,
            output_padding: pair(node, "output_padding", [0, 0])?,
            groups,
            bias: bias.is_some(),
        };
        let added = self.add(node, layer, &[x.node])?;
        self.set(added.node, "weight", weight);
        if let Some(bias) = bias {
            self.set(added.node, "bias", bias);
        }
        Ok(added)
    }

    /// α · x · W + β · b, W perhaps transposed.
    fn gemm(&mut self, node: &Node<'a>) -> Result<Activation, OnnxError> {
        let (transposes, has) = (|name: &str| node.int(name).unwrap_or(0) != 0, node.inputs.len() > 2);
        let factor = |name: &str| node.float(name).unwrap_or(1.0);
        if transposes("transA") {
            return Err(fail(node, NodeProblem::TransA));
        }
        let bias = if has { self.constant(node, 2)? } else { None };
        let added = self.dense(node, bias.is_some(), transposes("transB"), factor("alpha"))?;
        if let Some(from) = bias {
            let change = Change::Set { from, transposed: false, factor: factor("beta") };
            self.steps.push(Step { node: added.node, part: "bias", change });
        }
        Ok(added)
    }

    fn mat_mul(&mut self, node: &Node<'a>) -> Result<Activation, OnnxError> {
        self.dense(node, false, false, 1.0)
    }

    fn dense(
        &mut self,
        node: &Node<'a>,
        bias: bool,
        rows_are_units: bool,
        factor: f32,
    ) -> Result<Activation, OnnxError> {
        let (x, from) = (self.activation(node, 0)?, self.weight(node, 1)?);
        let (units, values) = match (&from.dims[..], rows_are_units) {
            (&[units, values], true) | (&[values, units], false) => (units, values),
            _ => return Err(fail(node, NodeProblem::Product)),
        };
        let (found, dims) = (self.shapes[x.node.0], x.dims.len());
        if dims != 2 || found.len() != values {
            return Err(fail(node, NodeProblem::Values { expected: values, found }));
        }
        let mut added = self.add(node, Dense { units, bias }, &[x.node])?;
        added.dims.truncate(2);
        let change = Change::Set { from, transposed: !rows_are_units, factor };
        self.steps.push(Step { node: added.node, part: "weight", change });
        Ok(added)
    }

    fn batch_norm(&mut self, node: &Node<'a>) -> Result<Activation, OnnxError> {
        let eps = node.float("epsilon").unwrap_or(1e-5);
        let momentum = 1.0 - node.float("momentum").unwrap_or(0.9);
        let added = self.alone(node, BatchNorm { eps, momentum })?;
        for (index, part) in (1..).zip(["weight", "bias", "running_mean", "running_var"]) {
            let from = self.weight(node, index)?;
            self.set(added.node, part, from);
        }
        Ok(added)
    }

    /// Over the channels; before version 13 over all that follows an axis.
    fn softmax(&mut self, node: &Node<'a>) -> Result<Activation, OnnxError> {
        let x = self.activation(node, 0)?;
        let rank = x.dims.len() as i64;
        let axis = node.int("axis").unwrap_or(if self.opset < 13 { 1 } else { -1 });
        let axis = if axis < 0 { axis + rank } else { axis };
        let flat = self.shapes[x.node.0].area() == 1;
        if axis != 1 || (self.opset < 13 && !flat) {
            return Err(fail(node, NodeProblem::SoftmaxAxis));
        }
        self.alone(node, Softmax)
    }

    fn dropout(&mut self, node: &Node<'a>) -> Result<Activation, OnnxError> {
        let of_input = self.constant(node, 1)?.and_then(|ratio| ratio.number());
        let rate = node.float("ratio").or(of_input).unwrap_or(0.5);
        self.alone(node, Dropout { rate })
    }

    fn pad(&mut self, node: &Node<'a>) -> Result<Activation, OnnxError> {
        let of_input = self.constant(node, 1)?.and_then(|pads| pads.ints());
        let pads = node.ints("pads").map(<[i64]>::to_vec).or(of_input).unwrap_or_default();
        let &[0, 0, top, left, 0, 0, bottom, right] = &pads[..] else {
            return Err(fail(node, NodeProblem::PadAxes));
        };
        let value = node.float("value").or(self.constant(node, 2)?.and_then(|value| value.number()));
        let padding_mode = match node.text("mode").unwrap_or("constant") {
            "constant" => PaddingMode::Constant(value.unwrap_or(0.0)),
            "reflect" => PaddingMode::Reflect,
            "edge" => PaddingMode::Replicate,
            "wrap" => PaddingMode::Circular,
            other => return Err(fail(node, NodeProblem::Mode(short(other)))),
        };
        let rows = (size(node, top)?, size(node, bottom)?);
        let columns = (size(node, left)?, size(node, right)?);
        let x = self.activation(node, 0)?;
        self.add(node, Pad { rows, columns, padding_mode }, &[x.node])
    }

    fn concat(&mut self, node: &Node<'a>) -> Result<Activation, OnnxError> {
        let all = (0..node.inputs.len())
            .map(|index| self.activation(node, index))
            .collect::<Result<Vec<_>, _>>()?;
        let rank = all.first().map_or(0, |first| first.dims.len());
        let axis = node.int("axis").unwrap_or(1);
        if (if axis < 0 { axis + rank as i64 } else { axis }) != 1 {
            return Err(fail(node, NodeProblem::ConcatAxis));
        }
        let inputs: Vec<NodeId> = all.iter().map(|one| one.node).collect();
        if let [one] = inputs[..] {
            return Ok(Activation { node: one, ..all[0].clone() });
        }
        let mut added = self.add(node, Concat, &inputs)?;
        added.dims.truncate(rank);
        Ok(added)
    }
}
