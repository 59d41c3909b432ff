//! Sums and products: of branches, and of maps with a number for each channel.

use super::weights::{Change, Step};
use super::{Activation, Constant, Converter, OnnxError, Value, fail, place};
use crate::layers::Layer;
use crate::layers::activation::Activation as Function;
use crate::layers::conv::Conv;
use crate::layers::merge::{Add, Multiply};
use crate::layers::prelu::PRelu;
use crate::network::NodeId;
use crate::onnx::NodeProblem;
use crate::onnx::model::Node;

impl<'a> Converter<'a> {
    pub(super) fn arithmetic(&mut self, node: &Node<'a>) -> Result<Activation, OnnxError> {
        let mut constants = Vec::new();
        for index in 0..node.inputs.len() {
            match self.value(node, index)? {
                Some(Value::Constant(constant)) => constants.push((index, constant.clone())),
                Some(Value::Activation(_)) => {}
                None => return Err(fail(node, NodeProblem::MissingInputAt(index))),
            }
        }
        match (&constants[..], node.op) {
            ([], "Add" | "Sum") => self.sum(node),
            ([], "Mul") => self.product(node),
            ([(1, by)], _) | ([(0, by)], "Add" | "Mul" | "Sum") if node.inputs.len() == 2 => {
                self.with_constant(node, 1 - constants[0].0, by.clone())
            }
            ([_, ..], _) => Err(fail(node, NodeProblem::ForChannels)),
            ([], _) => Err(OnnxError::Operator { node: place(node) }),
        }
    }

    /// The product of two branches.
    fn product(&mut self, node: &Node<'a>) -> Result<Activation, OnnxError> {
        if let Some(silu) = self.silu(node)? {
            return Ok(silu);
        }
        if node.inputs.len() != 2 {
            return Err(OnnxError::Operator { node: place(node) });
        }
        let [first, second] = [self.activation(node, 0)?, self.activation(node, 1)?];
        // Numbers for channels come second.
        let is_larger = self.shapes[second.node.0].len() > self.shapes[first.node.0].len();
        let [of, by] = if is_larger { [second, first] } else { [first, second] };
        let added = self.add(node, Multiply, &[of.node, by.node])?;
        Ok(Activation { dims: of.dims, ..added })
    }

    /// A ReLU with slopes of its own.
    pub(super) fn prelu(&mut self, node: &Node<'a>) -> Result<Activation, OnnxError> {
        let (x, slopes) = (self.activation(node, 0)?, self.weight(node, 1)?);
        if !is_for_channels(&slopes.dims, &x.dims) {
            return Err(fail(node, NodeProblem::Slopes { dims: slopes.dims }));
        }
        let added = self.add(node, PRelu { shared: slopes.len() == 1 }, &[x.node])?;
        self.set(added.node, "weight", slopes);
        Ok(Activation { dims: x.dims, ..added })
    }

    /// x · σ(x), which exporters write as two nodes.
    fn silu(&mut self, node: &Node<'a>) -> Result<Option<Activation>, OnnxError> {
        for (sigmoid, x) in [(0, 1), (1, 0)] {
            if node.inputs.len() != 2 || self.readers.get(node.inputs[sigmoid]) != Some(&1) {
                continue;
            }
            let (of_sigmoid, x) = (self.activation(node, sigmoid)?, self.activation(node, x)?);
            let found = of_sigmoid.node.0.checked_sub(1).and_then(|at| self.network.nodes.get_mut(at));
            if let Some(found) = found
                && found.layer == Layer::from(Function::Sigmoid)
                && found.inputs == [x.node]
            {
                found.layer = Function::Silu.into();
                return Ok(Some(of_sigmoid));
            }
        }
        Ok(None)
    }

    /// The sum of branches.
    fn sum(&mut self, node: &Node<'a>) -> Result<Activation, OnnxError> {
        let all = (0..node.inputs.len())
            .map(|index| self.activation(node, index))
            .collect::<Result<Vec<_>, _>>()?;
        let inputs: Vec<NodeId> = all.iter().map(|one| one.node).collect();
        match &inputs[..] {
            [_] => Ok(all[0].clone()),
            _ => Ok(Activation { dims: all[0].dims.clone(), ..self.add(node, Add, &inputs)? }),
        }
    }

    /// Maps with a number for each channel: part of the layer before where nobody else takes what comes out of that, or a
    /// depthwise convolution of one tap.
    fn with_constant(
        &mut self,
        node: &Node<'a>,
        index: usize,
        by: Constant<'a>,
    ) -> Result<Activation, OnnxError> {
        let x = self.activation(node, index)?;
        let channels = self.shapes[x.node.0].c;
        if !is_for_channels(&by.dims, &x.dims) {
            return Err(fail(node, NodeProblem::Numbers { dims: by.dims }));
        }
        let is_product = matches!(node.op, "Mul" | "Div");
        let alone = self.readers.get(node.inputs[index]) == Some(&1);
        if alone && self.fold(x.node, is_product, node.op, &by) {
            return Ok(x);
        }
        let depthwise = Conv { groups: channels, bias: !is_product, ..Conv::new(channels, 1) };
        let added = self.add(node, depthwise, &[x.node])?;
        self.set(added.node, "weight", Constant::filled(vec![], 1.0));
        self.fold(added.node, is_product, node.op, &by);
        Ok(Activation { dims: x.dims, ..added })
    }

    /// Lets a layer with weights do it; whether it can.
    fn fold(&mut self, id: NodeId, is_product: bool, op: &str, by: &Constant<'a>) -> bool {
        let Some(at) = id.0.checked_sub(1) else { return false };
        let bias = match &mut self.network.nodes[at].layer {
            Layer::Conv(conv) => &mut conv.bias,
            Layer::Dense(dense) => &mut dense.bias,
            Layer::BatchNorm(_) => &mut true,
            _ => return false,
        };
        *bias |= !is_product;
        let mut step = |part, change| self.steps.push(Step { node: id, part, change });
        if is_product {
            let change = || Change::Times { by: by.clone(), divides: op == "Div" };
            step("weight", change());
            if *bias {
                step("bias", change());
            }
        } else {
            step("bias", Change::Plus { by: by.clone(), subtracts: op == "Sub" });
        }
        true
    }
}

/// Whether a tensor that is spread over these dimensions has one number, or one for each channel.
fn is_for_channels(dims: &[usize], over: &[usize]) -> bool {
    if dims.iter().all(|dim| *dim == 1) {
        return dims.len() <= over.len();
    }
    let Some(missing) = over.len().checked_sub(dims.len()) else { return false };
    let spread = |axis: usize| axis.checked_sub(missing).map_or(1, |axis| dims[axis]);
    (0..over.len()).all(|axis| spread(axis) == if axis == 1 { over[1] } else { 1 })
}
