//! Operations that compute nothing: constants, and values with other dimensions.

use super::{Activation, Constant, Converter, OnnxError, Value, fail};
use crate::layers::channel_shuffle::ChannelShuffle;
use crate::onnx::NodeProblem;
use crate::onnx::model::Node;
use crate::shape::Shape;

/// Dimensions that values may be given.
const RANK: usize = 8;

impl<'a> Converter<'a> {
    /// What a node makes of its inputs, if it only arranges them.
    pub(super) fn arranged(&mut self, node: &Node<'a>) -> Result<Option<Value<'a>>, OnnxError> {
        let value = match node.op {
            "Constant" => Value::Constant(self.own_constant(node)?),
            "ConstantOfShape" => {
                let dims = self.weight(node, 0)?.ints().unwrap_or_default();
                let dims: Option<Vec<usize>> =
                    dims.into_iter().map(|dim| usize::try_from(dim).ok()).collect();
                let value = node.constant("value").map_or(Some(0.0), |value| value.number());
                let (Some(dims), Some(value)) = (dims, value) else {
                    return Err(fail(node, NodeProblem::ShapeOrValue));
                };
                Value::Constant(Constant::filled(dims, value))
            }
            "Shape" => Value::Constant(self.shape(node)?),
            "Gather" => Value::Constant(self.gathered(node)?),
            "Slice" => Value::Constant(self.sliced(node)?),
            "Concat" if self.all_constant(node) => Value::Constant(self.joined(node)?),
            "Identity" | "Cast" => match self.value(node, 0)? {
                Some(value) => value.clone(),
                None => return Err(fail(node, NodeProblem::MissingInput)),
            },
            "Reshape" | "Flatten" | "Squeeze" | "Unsqueeze" => self.reshaped(node)?,
            "Transpose" => match self.value(node, 0)? {
                Some(Value::Constant(constant)) => Value::Constant(turned(node, constant)?),
                _ => Value::Activation(self.transposed(node)?),
            },
            _ => return Ok(None),
        };
        Ok(Some(value))
    }

    fn all_constant(&self, node: &Node<'a>) -> bool {
        node.inputs.iter().all(|name| matches!(self.values.get(name), Some(Value::Constant(_))))
    }

    fn own_constant(&self, node: &Node<'a>) -> Result<Constant<'a>, OnnxError> {
        let names = ["value", "value_float", "value_int", "value_ints", "value_floats"];
        let found = names.into_iter().find_map(|name| node.constant(name));
        found.ok_or_else(|| fail(node, NodeProblem::Value))
    }

    fn shape(&self, node: &Node<'a>) -> Result<Constant<'a>, OnnxError> {
        let dims = match self.value(node, 0)? {
            Some(Value::Constant(constant)) => &constant.dims,
            Some(Value::Activation(activation)) => &activation.dims,
            None => return Err(fail(node, NodeProblem::MissingInput)),
        };
        let dims: Vec<i64> = dims.iter().map(|dim| *dim as i64).collect();
        Ok(Constant::of_ints(vec![dims.len()], &dims))
    }

    /// Some of a few whole numbers.
    fn gathered(&self, node: &Node<'a>) -> Result<Constant<'a>, OnnxError> {
        let (from, at) = (self.weight(node, 0)?, self.weight(node, 1)?);
        let (Some(numbers), Some(places)) = (from.ints(), at.ints()) else {
            return Err(fail(node, NodeProblem::Gathered));
        };
        let len = numbers.len() as i64;
        let pick = |place: i64| {
            numbers.get(usize::try_from(if place < 0 { place + len } else { place }).ok()?).copied()
        };
        let picked: Option<Vec<i64>> = places.into_iter().map(pick).collect();
        let picked = picked.ok_or_else(|| fail(node, NodeProblem::NoSuchNumber))?;
        Ok(Constant::of_ints(at.dims, &picked))
    }

    /// Some rows of a table of a few whole numbers.
    fn sliced(&self, node: &Node<'a>) -> Result<Constant<'a>, OnnxError> {
        let from = self.weight(node, 0)?;
        let one = |index| -> Result<Option<i64>, OnnxError> {
            Ok(self
                .constant(node, index)?
                .and_then(|ints| ints.ints())
                .and_then(|ints| ints.first().copied()))
        };
        let bounds = [one(1)?, one(2)?, one(3)?.or(Some(0)), one(4)?.or(Some(1))];
        let (Some(ints), Some(&rows), [Some(start), Some(end), Some(0), Some(step)]) =
            (from.ints(), from.dims.first(), bounds)
        else {
            return Err(fail(node, NodeProblem::Sliced));
        };
        let place = |at: i64, least: i64| {
            let rows = rows as i64;
            if at < 0 { at.saturating_add(rows).max(least) } else { at.min(rows) }
        };
        let rows: Vec<usize> = match step {
            1 => (place(start, 0)..place(end, 0)).map(|row| row as usize).collect(),
            -1 => (place(end, -1) + 1..=place(start, 0).min(rows as i64 - 1))
                .rev()
                .map(|row| row as usize)
                .collect(),
            _ => return Err(fail(node, NodeProblem::SlicedInSteps)),
        };
        let each = ints.len() / from.dims[0].max(1);
        let taken: Vec<i64> = rows.iter().flat_map(|row| &ints[row * each..][..each]).copied().collect();
        let dims = [rows.len()].into_iter().chain(from.dims[1..].iter().copied()).collect();
        Ok(Constant::of_ints(dims, &taken))
    }

    /// Lists of a few whole numbers one after the other.
    fn joined(&self, node: &Node<'a>) -> Result<Constant<'a>, OnnxError> {
        let mut all = Vec::new();
        for index in 0..node.inputs.len() {
            match self.weight(node, index)?.ints() {
                Some(ints) => all.extend(ints),
                None => return Err(fail(node, NodeProblem::Joined)),
            }
        }
        Ok(Constant::of_ints(vec![all.len()], &all))
    }

    /// The same values with other dimensions.
    fn reshaped(&mut self, node: &Node<'a>) -> Result<Value<'a>, OnnxError> {
        let Some(value) = self.value(node, 0)?.cloned() else {
            return Err(fail(node, NodeProblem::MissingInput));
        };
        let from = match &value {
            Value::Constant(constant) => &constant.dims,
            Value::Activation(activation) => &activation.dims,
        };
        let of_input = |name: &str| -> Result<Option<Vec<i64>>, OnnxError> {
            match node.ints(name) {
                Some(ints) => Ok(Some(ints.to_vec())),
                None => Ok(self.constant(node, 1)?.and_then(|ints| ints.ints())),
            }
        };
        let rank = from.len() as i64;
        let counted = |axis: &i64, rank: i64| if *axis < 0 { axis + rank } else { *axis };
        let dims: Option<Vec<usize>> = match node.op {
            "Reshape" => of_input("shape")?.and_then(|wanted| inferred(from, &wanted)),
            "Flatten" => {
                let axis = counted(&node.int("axis").unwrap_or(1), rank);
                usize::try_from(axis).ok().filter(|axis| *axis <= from.len()).map(|axis| {
                    let (before, behind) = from.split_at(axis);
                    vec![product(before), product(behind)]
                })
            }
            "Squeeze" => {
                let axes = of_input("axes")?;
                let is_out = |axis: usize| match &axes {
                    Some(axes) => axes.iter().any(|out| counted(out, rank) == axis as i64),
                    None => from[axis] == 1,
                };
                let out = (0..from.len()).filter(|axis| is_out(*axis));
                let fits = out.clone().all(|axis| from[axis] == 1);
                fits.then(|| (0..from.len()).filter(|axis| !is_out(*axis)).map(|axis| from[axis]).collect())
            }
            _ => of_input("axes")?.and_then(|axes| {
                let rank = rank + axes.len() as i64;
                let (mut left, mut dims) = (from.iter(), Vec::new());
                for axis in 0..rank.min(RANK as i64 + 1) {
                    let new = axes.iter().any(|one| counted(one, rank) == axis);
                    dims.push(if new { 1 } else { *left.next()? });
                }
                left.next().is_none().then_some(dims)
            }),
        };
        let dims = dims.filter(|dims| dims.len() <= RANK && product(dims) == product(from));
        let dims = dims.ok_or_else(|| fail(node, NodeProblem::Dims))?;
        match value {
            Value::Constant(constant) => Ok(Value::Constant(constant.with_dims(dims))),
            Value::Activation(found) => {
                Ok(Value::Activation(self.closed(node, Activation { dims, ..found })?))
            }
        }
    }

    /// A channel shuffle, once the groups are channels again.
    fn closed(&mut self, node: &Node<'a>, found: Activation) -> Result<Activation, OnnxError> {
        if found.dims.first() != Some(&self.batch) {
            return Err(fail(node, NodeProblem::Batch));
        }
        let (Shape { c, h, w }, Some(groups)) = (self.shapes[found.node.0], found.swapped) else {
            return Ok(found);
        };
        if found.dims[1..] != [c, h, w] {
            return Err(fail(node, NodeProblem::Groups));
        }
        self.add(node, ChannelShuffle { groups }, &[found.node])
    }

    /// Groups and the channels in them the other way round; or dimensions of 1 somewhere else.
    fn transposed(&mut self, node: &Node<'a>) -> Result<Activation, OnnxError> {
        let Some(Value::Activation(found)) = self.value(node, 0)?.cloned() else {
            return Err(fail(node, NodeProblem::ConstantInput));
        };
        let Activation { node: id, dims, swapped } = &found;
        let reversed: Vec<i64> = (0..dims.len() as i64).rev().collect();
        let order: Option<Vec<usize>> =
            node.ints("perm").unwrap_or(&reversed).iter().map(|axis| usize::try_from(*axis).ok()).collect();
        let is_order = |order: &Vec<usize>| {
            (0..dims.len()).all(|axis| order.contains(&axis)) && order.len() == dims.len()
        };
        let order = order.filter(is_order).ok_or_else(|| fail(node, NodeProblem::Axes))?;
        let moved: Vec<usize> = order.iter().map(|axis| dims[*axis]).collect();
        let long: Vec<usize> = order.iter().copied().filter(|axis| dims[*axis] > 1).collect();
        let Shape { c, h, w } = self.shapes[id.0];
        if long.is_sorted() && order[0] == 0 {
            return Ok(Activation { dims: moved, ..found });
        }
        match dims[..] {
            [_, groups, each, rows, columns]
                if order == [0, 2, 1, 3, 4]
                    && groups * each == c
                    && [rows, columns] == [h, w]
                    && swapped.is_none() =>
            {
                Ok(Activation { node: *id, dims: moved, swapped: Some(groups) })
            }
            _ => Err(fail(node, NodeProblem::Order { order, dims: dims.clone() })),
        }
    }
}

/// The columns of a table of a few whole numbers as rows.
fn turned<'a>(node: &Node<'a>, constant: &Constant<'a>) -> Result<Constant<'a>, OnnxError> {
    let (Some(ints), &[rows, columns]) = (constant.ints(), &constant.dims[..]) else {
        return Err(fail(node, NodeProblem::OrderOfWeights));
    };
    let turned: Vec<i64> = (0..ints.len()).map(|at| ints[at % rows * columns + at / rows]).collect();
    Ok(Constant::of_ints(vec![columns, rows], &turned))
}

fn product(dims: &[usize]) -> usize {
    dims.iter().fold(1, |product, dim| product.saturating_mul(*dim))
}

/// The dimensions that are wanted: 0 is as before, −1 what is left.
fn inferred(from: &[usize], wanted: &[i64]) -> Option<Vec<usize>> {
    let known = |(axis, dim): (usize, &i64)| match dim {
        0 => from.get(axis).copied(),
        -1 => Some(1),
        dim => usize::try_from(*dim).ok(),
    };
    let mut dims: Vec<usize> = wanted.iter().enumerate().map(known).collect::<Option<_>>()?;
    let mut open = wanted.iter().enumerate().filter(|(_, dim)| **dim == -1);
    if let Some((at, _)) = open.next() {
        dims[at] = product(from).checked_div(product(&dims))?;
    }
    open.next().is_none().then_some(dims)
}
