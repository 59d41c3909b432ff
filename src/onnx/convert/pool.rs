//! How kernels and pools are swept, and pools.

use super::{Activation, Converter, LARGEST, OnnxError, fail};
use crate::layers::global_avg_pool::GlobalAvgPool;
use crate::layers::pool::{Pool, PoolKind};
use crate::onnx::NodeProblem;
use crate::onnx::model::Node;
use crate::shape::Shape;
use crate::window::Window;

/// A size that a node sets.
pub(super) fn size(node: &Node<'_>, value: i64) -> Result<usize, OnnxError> {
    let fits = (0..=LARGEST).contains(&value);
    usize::try_from(value).ok().filter(|_| fits).ok_or_else(|| fail(node, NodeProblem::Size(value)))
}

/// Two sizes that a node sets, or else `default`.
pub(super) fn pair(node: &Node<'_>, name: &str, default: [usize; 2]) -> Result<[usize; 2], OnnxError> {
    match node.ints(name) {
        None | Some([]) => Ok(default),
        Some([rows, columns]) => Ok([size(node, *rows)?, size(node, *columns)?]),
        Some(_) => Err(fail(node, NodeProblem::TwoDims { setting: name.to_owned() })),
    }
}

/// How a kernel of `sizes` is swept over maps of this shape.
pub(super) fn windows(
    node: &Node<'_>,
    sizes: [usize; 2],
    Shape { h, w, .. }: Shape,
) -> Result<[Window; 2], OnnxError> {
    let (strides, dilations) = (pair(node, "strides", [1, 1])?, pair(node, "dilations", [1, 1])?);
    let pads = match node.ints("pads") {
        None | Some([]) => [0; 4],
        Some([top, left, bottom, right]) => {
            [size(node, *top)?, size(node, *left)?, size(node, *bottom)?, size(node, *right)?]
        }
        Some(_) => return Err(fail(node, NodeProblem::TwoDims { setting: "pads".to_owned() })),
    };
    if sizes.into_iter().chain(strides).chain(dilations).any(|value| value == 0) {
        return Err(fail(node, NodeProblem::Zero));
    }
    let window = |axis: usize| Window {
        size: sizes[axis],
        stride: strides[axis],
        dilation: dilations[axis],
        before: pads[axis],
        after: pads[axis + 2],
    };
    // As many positions as strides fit into the input; where an odd cell goes is the difference.
    let same = |len: usize, Window { size, stride, dilation, .. }: Window, lower: bool| {
        let reach = (len.div_ceil(stride) - 1) * stride + (size - 1) * dilation + 1;
        let all = reach.saturating_sub(len);
        let (less, more) = (all / 2, all - all / 2);
        let (before, after) = if lower { (more, less) } else { (less, more) };
        Window { before, after, ..window(0) }
    };
    let of = |axis: usize, len: usize| {
        let plain = window(axis);
        let padded = |lower| {
            let Window { before, after, .. } = same(len, plain, lower);
            Ok(Window { before, after, ..plain })
        };
        match node.text("auto_pad").unwrap_or("NOTSET") {
            "NOTSET" | "" => Ok(plain),
            "VALID" => Ok(Window { before: 0, after: 0, ..plain }),
            "SAME_UPPER" => padded(false),
            "SAME_LOWER" => padded(true),
            other => Err(fail(node, NodeProblem::AutoPadMode(crate::tensors::short(other)))),
        }
    };
    Ok([of(0, h)?, of(1, w)?])
}

impl<'a> Converter<'a> {
    pub(super) fn pool(&mut self, node: &Node<'a>) -> Result<Activation, OnnxError> {
        let x = self.activation(node, 0)?;
        let shape = self.shapes[x.node.0];
        let kind = match node.op {
            "MaxPool" => PoolKind::Max,
            _ => PoolKind::Average { count_padding: node.int("count_include_pad").unwrap_or(0) != 0 },
        };
        let sizes = pair(node, "kernel_shape", [0, 0])?;
        let window = windows(node, sizes, shape)?;
        let ceil_mode = node.int("ceil_mode").unwrap_or(0) != 0;
        self.add(node, Pool { kind, window, ceil_mode }, &[x.node])
    }

    /// A pool over all of each map.
    pub(super) fn global_pool(&mut self, node: &Node<'a>) -> Result<Activation, OnnxError> {
        let x = self.activation(node, 0)?;
        let Shape { h, w, .. } = self.shapes[x.node.0];
        match node.op {
            "GlobalAveragePool" => self.add(node, GlobalAvgPool, &[x.node]),
            _ => self.add(node, Pool { window: [Window::new(h), Window::new(w)], ..Pool::max(1) }, &[x.node]),
        }
    }

    /// A mean over rows and columns.
    pub(super) fn mean(&mut self, node: &Node<'a>) -> Result<Activation, OnnxError> {
        let x = self.activation(node, 0)?;
        let axes = match node.ints("axes") {
            Some(axes) => Some(axes.to_vec()),
            None => self.constant(node, 1)?.and_then(|axes| axes.ints()),
        };
        let mut axes: Vec<i64> =
            axes.unwrap_or_default().into_iter().map(|axis| if axis < 0 { axis + 4 } else { axis }).collect();
        axes.sort_unstable();
        if axes != [2, 3] || x.dims.len() != 4 {
            return Err(fail(node, NodeProblem::MeanAxes));
        }
        let mut mean = self.add(node, GlobalAvgPool, &[x.node])?;
        if node.int("keepdims") == Some(0) {
            mean.dims.truncate(2);
        }
        Ok(mean)
    }
}
